"""The form of printing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kpss.core.collation import czech
from kpss.core.models import Municipality
from providers.models import TargetGroup
from providers.models.editions import Paper


class PrintForm(forms.Form):
    """What to print and on what."""

    paper = forms.ChoiceField(label=_("Papír"), choices=Paper.choices, initial=Paper.A4, widget=forms.RadioSelect)
    municipality = forms.ChoiceField(label=_("Jen pro obec"), required=False)
    target_group = forms.ChoiceField(label=_("Jen pro skupinu lidí"), required=False)
    publish = forms.BooleanField(
        label=_("Zveřejnit jako nové vydání ke stažení"), required=False, help_text=_("Jen celý katalog, nezúžený.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Municipality.objects.filter(is_member=True).order_by(czech("name"))
        self.fields["municipality"].choices = [("", _("celé území")), *members.values_list("code", "name")]
        groups = TargetGroup.objects.values_list("slug", "plain_name")
        self.fields["target_group"].choices = [("", _("pro všechny")), *groups]

    def clean(self) -> dict[str, Any]:
        """A narrowed catalogue is no edition for the public."""
        data = super().clean() or {}
        if data.get("publish") and (data.get("municipality") or data.get("target_group")):
            self.add_error("publish", _("Zveřejnit jde jen celý katalog. Zrušte zúžení na obec a skupinu."))
        return data
