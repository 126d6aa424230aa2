"""The form by which a service ends."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kpss.core.collation import czech
from kpss.core.dates import today
from providers.models import SocialService


class EndForm(forms.Form):
    """Until when a service worked, and which public one of the same provider or kind takes its place."""

    ended_on = forms.DateField(
        label=_("Poslední den služby"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    successor = forms.ModelChoiceField(
        SocialService.objects.none(),
        label=_("Která služba ji nahradila"),
        required=False,
        empty_label=_("žádná"),
        help_text=_("Kdo přijde na starou adresu, najde tu odkaz."),
    )

    def __init__(self, *args: Any, service: SocialService, **kwargs: Any) -> None:
        super().__init__(*args, initial={"ended_on": today()}, **kwargs)
        alike = Q(provider_id=service.provider_id) | Q(kind_id=service.kind_id, kind__isnull=False)
        others = SocialService.objects.public().filter(alike).exclude(pk=service.pk)
        self.fields["successor"].queryset = others.order_by(czech("name"), "pk")
        self._begins = service.valid_from

    def clean_ended_on(self) -> dt.date:
        """Return a day that has come and is not before the first one."""
        day: dt.date = self.cleaned_data["ended_on"]
        if day > today():
            raise ValidationError(
                _("Den ještě nenastal. Budoucí konec napište do údajů služby jako „Poskytuje se do“.")
            )
        if self._begins and day < self._begins:
            raise ValidationError(_("Služba v ten den ještě nezačala."))
        return day
