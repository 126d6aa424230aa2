"""Forms of accounts."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from kpss.accounts.enums import Role
from kpss.accounts.models import User


class SignInForm(LoginForm):
    """Sign-in with our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail")
        self.fields["password"].label = _("Heslo")
        self.fields["remember"].label = _("Zůstat přihlášen na tomto zařízení")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""


class InviteForm(forms.Form):
    """Whom to invite and as whom."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(label=_("Jméno"), max_length=120, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.RESIDENT)

    def __init__(self, *args: Any, may_give_roles: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_give_roles = may_give_roles
        if not may_give_roles:
            self.fields["role"].choices = [(Role.RESIDENT.value, Role.RESIDENT.label)]

    def clean_role(self) -> str:
        """Return no role from who may not give any, so that one given by somebody else stays."""
        return str(self.cleaned_data["role"]) if self.may_give_roles else ""

    def clean_email(self) -> str:
        """Refuse an address that already has an active account."""
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email=email, is_active=True).exists():
            raise forms.ValidationError(_("Tento člověk už účet má. Roli mu změňte v seznamu lidí."))
        return email


class AcceptForm(forms.Form):
    """Name and password of an invited person; the password may be pasted."""

    name = forms.CharField(
        label=_("Jak vám máme říkat"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Heslo"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Aspoň 10 znaků. Můžete ho vložit ze správce hesel."),
    )


class RoleForm(forms.Form):
    """The new role of a person."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class ProfileForm(forms.ModelForm[User]):
    """What a person may change about oneself."""

    class Meta:
        model = User
        fields = ["name"]


class EraseForm(forms.Form):
    """Confirmation of erasing one's account."""

    sure = forms.BooleanField(label=_("Rozumím, že účet a mé osobní údaje budou smazány a nejde to vzít zpět."))
