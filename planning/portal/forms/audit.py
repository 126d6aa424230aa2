"""Which records of the audit log somebody asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kpss.accounts.models import User
from kpss.core.forms import day_field
from kpss.core.models import AuditEvent
from kpss.core.validators import validate_day
from planning.portal.enums import AREAS, NOBODY


class AuditFilterForm(forms.Form):
    """Days, person, part of the portal, words; what it does not know it leaves aside."""

    quiet_optional = True
    od = day_field(validators=[validate_day], label=_("Od"), required=False)
    do = day_field(validators=[validate_day], label=_("Do"), required=False)
    kdo = forms.ChoiceField(label=_("Kdo"), required=False)
    oblast = forms.ChoiceField(label=_("Oblast"), choices=[("", _("všechny")), *AREAS.items()], required=False)
    q = forms.CharField(label=_("Slova v záznamu"), max_length=100, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actors = User.objects.filter(pk__in=AuditEvent.objects.exclude(actor=None).values("actor")).in_order()
        people = [(str(person.pk), str(person)) for person in actors]
        self.fields["kdo"].choices = [("", _("kdokoli")), (NOBODY, _("návštěvník nebo portál")), *people]

    def chosen(self) -> dict[str, Any]:
        """Return what is filled in rightly."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}
