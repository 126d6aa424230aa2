"""Forms of a group, its people and what it abides by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kpss.core.antispam import GuardedForm
from kpss.core.files import clean_document, validate_document
from kpss.core.forms import WatchedForm, day_field
from planning.groups.enums import TriadSide
from planning.groups.models import Charter, Membership, PlanningGroup

#: Sides as somebody from outside understands them.
SPOKEN_FOR = [
    (TriadSide.USER, _("za lidi, kteří pomoc potřebují, a za ty, kdo o ně pečují")),
    (TriadSide.PROVIDER, _("za organizaci, která pomáhá (poskytovatel)")),
    (TriadSide.COMMISSIONER, _("za město, obec nebo kraj (zadavatel)")),
    (TriadSide.PUBLIC, _("za odborníky nebo veřejnost")),
]


class ApplicationForm(GuardedForm, forms.ModelForm[Membership]):
    """Somebody wants to come into a group."""

    side = forms.ChoiceField(label=_("Za koho byste ve skupině mluvili?"), choices=SPOKEN_FOR, widget=forms.RadioSelect)

    class Meta:
        model = Membership
        fields = ["name", "email", "phone", "side", "organisation", "motivation", "listed_as"]
        labels = {
            "name": _("Vaše jméno a příjmení"),
            "email": _("Váš e-mail"),
            "phone": _("Váš telefon"),
            "organisation": _("Odkud jste"),
            "motivation": _("Co byste chtěli ve skupině změnit nebo řešit?"),
            "listed_as": _("Jak vás máme uvést na webu?"),
        }
        help_texts = {
            "email": _("Pošleme na něj odkaz, kterým přihlášku potvrdíte. Nemáte e-mail? Stačí telefon."),
            "phone": _("Bez e-mailu se vám ozveme telefonem."),
            "organisation": _("Organizace nebo obec. Nemusíte vyplňovat."),
            "motivation": _("Pár slov stačí. Nepište sem nic o svém zdraví."),
            "listed_as": _("Jméno, nebo třeba „dcera, která pečuje o maminku“. Když nic nenapíšete, neuvedeme vás."),
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
            "organisation": forms.TextInput(attrs={"autocomplete": "organization"}),
            "motivation": forms.Textarea(attrs={"rows": 4}),
        }

    def validate_constraints(self) -> None:
        """Leave it to the action to find that somebody is in the group: the visitor must not learn it."""


class GroupForm(WatchedForm):
    """What a group is and how it decides."""

    founded_on = day_field(label=_("Od kdy se schází"), required=False)

    class Meta:
        model = PlanningGroup
        fields = [
            "name",
            "kind",
            "about",
            "founded_on",
            "admission",
            "appointed_by",
            "guest_visits",
            "is_closed",
            "wished_users",
            "wished_providers",
            "wished_commissioners",
            "notice_days",
            "quorum",
            "majority",
            "votes_by_side",
        ]
        widgets = {"about": forms.Textarea(attrs={"rows": 4})}


class MemberForm(WatchedForm):
    """A member as the office or the lead knows the person."""

    mandate_from = day_field(label=_("Mandát od"), required=False)
    mandate_to = day_field(label=_("Mandát do"), required=False, help_text=_("Prázdné = bez omezení."))

    class Meta:
        model = Membership
        fields = [
            "name",
            "side",
            "organisation",
            "role",
            "email",
            "phone",
            "listed_as",
            "substitute_of",
            "mandate_from",
            "mandate_to",
            "appointed_by",
        ]
        help_texts = {
            "email": _("Pošleme pozvánku k účtu. Kdo e-mail nemá, dostane pozvánky na jednání na papíře."),
            "appointed_by": _("Třeba: rada města, usnesení 12/2026."),
        }

    def __init__(self, *args: Any, group: PlanningGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = group.memberships.seats().exclude(pk=self.instance.pk)
        self.fields["substitute_of"].queryset = members  # type: ignore[attr-defined]
        self.fields["substitute_of"].empty_label = _("nikoho, má vlastní místo")  # type: ignore[attr-defined]
        self.instance.group = group


class ReasonForm(forms.Form):
    """A decision about a person, with its reason."""

    reason = forms.CharField(label=_("Důvod"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class CharterForm(forms.ModelForm[Charter]):
    """A new version of the charter or of the rules of procedure."""

    class Meta:
        model = Charter
        fields = ["kind", "text", "file"]
        widgets = {"text": forms.Textarea(attrs={"rows": 12})}
        help_texts = {
            "text": _("Prázdný řádek odděluje odstavce."),
            "file": _("PDF, DOCX, ODT nebo obrázek do 10 MB. Stačí text, nebo soubor."),
        }

    def clean_file(self) -> Any:
        """Return the file, a picture written anew."""
        file = self.cleaned_data["file"]
        if not file:
            return file
        validate_document(file)
        return clean_document(file)
