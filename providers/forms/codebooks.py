"""Forms of the code books and of the small lists the coordinator keeps."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kpss.core.models import Municipality, Synonym
from kpss.core.text import phone_digits
from providers.models import CrisisLine, EmergencyNumber, Office, OfficeContact, ServiceKind, TargetGroup


@dataclass(frozen=True)
class Book:
    """A code book: its title, its model, its form."""

    title: str | Promise
    model: type[models.Model]
    form: type[Any]


def _form(model_: type[models.Model], *names: str, areas: str = "") -> type[Any]:
    widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in areas.split()}
    return forms.modelform_factory(model_, fields=names, widgets=widgets)


class CrisisLineForm(forms.ModelForm[CrisisLine]):
    """A crisis line."""

    class Meta:
        model = CrisisLine
        fields = ["name", "for_whom", "phone", "availability", "is_free", "email", "web", "position"]

    def clean_phone(self) -> str:
        """Return the phone in its stored form."""
        return phone_digits(self.cleaned_data["phone"])


class OfficeForm(forms.ModelForm[Office]):
    """An office with its contacts by role, one a line: role | phone | e-mail."""

    contacts = forms.CharField(
        label=_("Kontakty podle rolí"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Jeden řádek: role | telefon | e-mail. Role, ne jména lidí."),
    )

    class Meta:
        model = Office
        fields = [
            "name",
            "helps_with",
            "address",
            "accessibility_note",
            "municipalities",
            "is_first_contact",
            "position",
        ]
        widgets = {"municipalities": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipalities"].queryset = Municipality.objects.filter(is_member=True)
        if self.instance.pk:
            lines = [f"{c.role} | {c.phone_words} | {c.email}" for c in self.instance.contacts.all()]
            self.fields["contacts"].initial = "\n".join(lines)

    def _save_m2m(self) -> None:
        """Write the contacts beside the municipalities."""
        super()._save_m2m()
        self.instance.contacts.all().delete()
        for position, line in enumerate(filter(str.strip, self.cleaned_data["contacts"].splitlines())):
            role, phone, email = ([part.strip() for part in line.split("|")] + ["", ""])[:3]
            OfficeContact.objects.create(
                office=self.instance,
                role=role[:120],
                phone=phone_digits(phone)[:20],
                email=email[:254],
                position=position,
            )


BOOKS = {
    "druhy": Book(
        _("Druhy služeb"),
        ServiceKind,
        _form(
            ServiceKind,
            "plain_name",
            "description",
            "easy_read",
            "how_to_ask",
            "aliases",
            "register_code",
            areas="description easy_read how_to_ask aliases",
        ),
    ),
    "skupiny": Book(
        _("Cílové skupiny"),
        TargetGroup,
        _form(
            TargetGroup,
            "slug",
            "name",
            "plain_name",
            "aliases",
            "broader",
            "register_code",
            "position",
            areas="aliases",
        ),
    ),
    "linky": Book(_("Krizové linky"), CrisisLine, CrisisLineForm),
    "tisnova-cisla": Book(
        _("Tísňová čísla"), EmergencyNumber, _form(EmergencyNumber, "number", "name", "when_to_call", "position")
    ),
    "urady": Book(_("Úřady"), Office, OfficeForm),
    "synonyma": Book(_("Synonyma hledání"), Synonym, _form(Synonym, "said", "means", areas="said means")),
}
