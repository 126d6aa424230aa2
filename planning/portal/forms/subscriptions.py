"""Forms of those who want to be written to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kpss.core.antispam import GuardedForm
from planning.portal.enums import Frequency, Subject
from planning.portal.models import Subscription, Topic


class ChoiceForm(forms.Form):
    """What somebody wants to know and how often."""

    subjects = forms.MultipleChoiceField(
        label=_("O čem vám máme psát?"),
        choices=Subject,
        widget=forms.CheckboxSelectMultiple,
        initial=[Subject.NEWS, Subject.EVENTS],
        error_messages={"required": _("Vyberte aspoň jednu věc, o které vám máme psát.")},
    )
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.all(),
        label=_("Jen některá témata aktualit a setkání?"),
        help_text=_("Když nevyberete nic, napíšeme vám o všech."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    frequency = forms.ChoiceField(
        label=_("Jak často?"),
        choices=Frequency,
        widget=forms.RadioSelect,
        initial=Frequency.WEEKLY,
        help_text=_("Když se nic nestane, nenapíšeme."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not Topic.objects.exists():
            del self.fields["topics"]

    @property
    def choice(self) -> dict[str, Any]:
        """Return what was chosen."""
        return {
            "subjects": self.cleaned_data["subjects"],
            "topics": self.cleaned_data.get("topics", Topic.objects.none()),
            "frequency": self.cleaned_data["frequency"],
        }


class SubscribeForm(GuardedForm, ChoiceForm):
    """A visitor asks to be written to."""

    email = forms.EmailField(
        label=_("Váš e-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Pošleme na něj odkaz, kterým odběr potvrdíte. Bez potvrzení nenapíšeme nic dalšího."),
    )
    field_order = ["email", "subjects", "topics", "frequency"]


def choice_of(subscription: Subscription) -> dict[str, Any]:
    """Return what an address has chosen, as the form starts with it."""
    return {
        "subjects": subscription.subjects,
        "topics": list(subscription.topics.all()),
        "frequency": subscription.frequency,
    }


class FindForm(forms.Form):
    """The office looks for an address of somebody who called."""

    email = forms.CharField(label=_("E-mail nebo jeho část"), max_length=254, required=False)
