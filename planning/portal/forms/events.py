"""Forms of people who come to events."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kpss.core.antispam import GuardedForm
from planning.portal.models import Registration


class RegistrationForm(GuardedForm, forms.ModelForm[Registration]):
    """Somebody says they come."""

    email = forms.EmailField(
        label=_("Váš e-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Pošleme na něj odkaz, kterým přihlášku potvrdíte nebo zrušíte."),
    )

    class Meta:
        model = Registration
        fields = ["name", "email", "phone"]
        labels = {"name": _("Vaše jméno a příjmení"), "phone": _("Telefon")}
        help_texts = {"phone": _("Jen kdybychom vám potřebovali rychle zavolat.")}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True

    def validate_constraints(self) -> None:
        """Leave it to the action to find who is registered: the visitor must not learn it."""


class EntryByOfficeForm(forms.ModelForm[Registration]):
    """Somebody called the office."""

    class Meta:
        model = Registration
        fields = ["name", "phone", "email"]
        help_texts = {"email": _("Když ho má. Pošleme na něj potvrzení.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True


class CancelForm(forms.Form):
    """Why an event is cancelled."""

    reason = forms.CharField(label=_("Proč se akce ruší"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
