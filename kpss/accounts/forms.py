"""Forms of accounts."""

import datetime as dt
from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from kpss.accounts.enums import Role
from kpss.accounts.models import Deputy, User
from kpss.core.dates import today
from kpss.core.forms import day_field
from kpss.core.validators import validate_day

#: For how long a role may be handed over at once.
LONGEST_DEPUTY = dt.timedelta(days=366)
STATES = [
    ("", _("všichni")),
    ("working", _("přihlašují se")),
    ("invited", _("pozvaní")),
    ("switched_off", _("s vypnutým účtem")),
]


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
        """Refuse an address that already has an active account, or one of whom only administrators decide."""
        email = self.cleaned_data["email"].lower()
        known = User.objects.filter(email=email).first()
        if known and known.is_active:
            raise forms.ValidationError(_("Tento člověk už účet má. Roli mu změňte v seznamu lidí."))
        if known and known.role != Role.RESIDENT and not self.may_give_roles:
            raise forms.ValidationError(_("Tohoto člověka pozval správce. Pozvánku mu znovu pošle zase správce."))
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


class PeopleForm(forms.Form):
    """Whom the page of people shows; what it does not know it leaves aside."""

    quiet_optional = True
    q = forms.CharField(label=_("Jméno nebo e-mail"), max_length=100, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("všechny")), *Role.choices], required=False)
    stav = forms.ChoiceField(label=_("Účet"), choices=STATES, required=False)

    def chosen(self) -> dict[str, str]:
        """Return what is filled in rightly."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


def _name_and_address(user: User) -> str:
    return f"{user.name} ({user.email})" if user.name else user.email


class DeputyForm(forms.ModelForm[Deputy]):
    """Who holds the role, from when to when."""

    from_on = day_field(validators=[validate_day], label=_("Od"), initial=today)
    to_on = day_field(validators=[validate_day], label=_("Do"), help_text=_("Po tomto dni práva skončí sama."))

    class Meta:
        model = Deputy
        fields = ["user", "from_on", "to_on"]

    def __init__(self, *args: Any, holder: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.working().exclude(pk=holder.pk).in_order()
        self.fields["user"].label_from_instance = _name_and_address
        self.fields["user"].help_text = _("Vybírá se z lidí, kteří už účet mají. Ostatní nejdřív pozvěte.")

    def clean(self) -> dict[str, Any]:
        """Refuse days that are over, and years."""
        data = super().clean() or {}
        begins, ends = data.get("from_on"), data.get("to_on")
        if ends and ends < today():
            self.add_error("to_on", _("Tento den už byl."))
        elif begins and ends and ends - begins > LONGEST_DEPUTY:
            self.add_error("to_on", _("Nejdéle na rok. Potom roli předejte znovu."))
        return data


class ProfileForm(forms.ModelForm[User]):
    """What a person may change about oneself."""

    class Meta:
        model = User
        fields = ["name"]


class EraseForm(forms.Form):
    """Confirmation of erasing one's account."""

    sure = forms.BooleanField(label=_("Rozumím, že účet a mé osobní údaje budou smazány a nejde to vzít zpět."))
