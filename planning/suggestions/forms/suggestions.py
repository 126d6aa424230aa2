"""Forms of suggestions: the visitor's, and the office's."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kpss.accounts.models import User
from kpss.core.antispam import GuardedForm
from kpss.core.collation import czech
from kpss.core.dates import today
from kpss.core.forms import WatchedForm, day_field
from kpss.core.models import Municipality
from planning.groups.models import PlanningGroup
from planning.suggestions.enums import Channel, SuggestionStatus, Topic
from planning.suggestions.models import Assignment, Suggestion

YES_NO = [(True, _("Ano")), (False, _("Ne, jen to chci říct"))]
ABOUT = ["text", "topic", "municipality", "name", "email", "phone", "wants_answer"]


def _yes_no(**given: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(coerce=lambda value: value == "True", widget=forms.RadioSelect, **given)


class _SuggestionForm(forms.ModelForm[Suggestion]):
    """What a suggestion says and who sent it."""

    wants_answer = _yes_no(label=_("Chcete odpověď?"), choices=YES_NO, initial=True)
    #: Sent twice by a double click, it is one suggestion.
    seed = forms.UUIDField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Suggestion
        fields = ABOUT
        labels = {
            "text": _("Co máme vědět nebo změnit?"),
            "topic": _("Čeho se to týká?"),
            "municipality": _("Které obce?"),
            "name": _("Jméno"),
            "email": _("E-mail"),
            "phone": _("Telefon"),
        }
        widgets = {
            "text": forms.Textarea(attrs={"rows": 8}),
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns: Any = self.fields["municipality"]
        towns.queryset = Municipality.objects.filter(is_member=True).order_by(czech("name"))
        towns.empty_label = _("celého území, nebo nevím")
        topics: Any = self.fields["topic"]
        topics.choices = [("", _("nevím")), *Topic.choices]
        self.fields["text"].required = True
        self.fields["seed"].initial = uuid.uuid4

    def suggestion(self) -> Suggestion:
        """Return what was filled in, not kept yet."""
        made = self.save(commit=False)
        made.seed = self.cleaned_data["seed"] or uuid.uuid4()
        return made


class WriteForm(GuardedForm, _SuggestionForm):
    """A visitor's suggestion; nothing but its words is asked for."""

    class Meta(_SuggestionForm.Meta):
        help_texts = {
            "text": _("Pište, jak vám to přijde na jazyk. Jména jiných lidí sem prosím nedávejte."),
            "email": _("Pošleme vám číslo podnětu a odpověď. Rok po odpovědi e-mail smažeme."),
            "phone": _("Když raději mluvíte, zavoláme."),
        }


class EnterForm(_SuggestionForm, WatchedForm):
    """A suggestion that came by phone, on paper or at a meeting, as the office types it in."""

    channel = forms.ChoiceField(
        label=_("Jak k nám přišel"), choices=[one for one in Channel.choices if one[0] != "web"]
    )
    received_on = day_field(label=_("Kdy přišel"), initial=today)

    class Meta(_SuggestionForm.Meta):
        fields = ["channel", "received_on", *ABOUT]
        labels = {
            **_SuggestionForm.Meta.labels,
            "text": _("Co člověk říká"),
            "topic": _("Čeho se to týká"),
            "municipality": _("Které obce"),
        }
        help_texts = {"text": _("Jeho vlastními slovy, jak je řekl nebo napsal.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.channel == Channel.WEB and self.instance.pk:
            del self.fields["channel"], self.fields["received_on"]

    def clean_received_on(self) -> Any:
        """Refuse a day to come."""
        day = self.cleaned_data["received_on"]
        if day > today():
            raise ValidationError(_("Tenhle den teprve přijde. Zkontrolujte datum."))
        return day


class FindForm(forms.Form):
    """The code by which somebody finds out what became of a suggestion."""

    code = forms.CharField(
        label=_("Kód podnětu"),
        max_length=40,
        help_text=_("Deset znaků, třeba 7K2MX-QW9RT. Velikost písmen ani pomlčka nevadí."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "form-control--half", "spellcheck": "false"}),
    )


# --- The desk --------------------------------------------------------------------------------------------

STATES = [
    ("", _("Čekají")),
    *((value, capfirst(label)) for value, label in SuggestionStatus.choices),
    ("vse", _("Všechny")),
]
ORDERS = [("", _("Co nejvíc spěchá")), ("cislo", _("Nejnovější nahoře")), ("obec", _("Podle obce"))]


class FilterForm(forms.Form):
    """Which suggestions the desk shows, and in what order; what it does not know it leaves aside."""

    quiet_optional = True
    q = forms.CharField(label=_("Slovo, jméno nebo číslo"), required=False, max_length=100)
    cesta = forms.ChoiceField(label=_("Jak přišel"), required=False, choices=[("", _("jakkoli")), *Channel.choices])
    tema = forms.ChoiceField(label=_("Čeho se týká"), required=False, choices=[("", _("čehokoli")), *Topic.choices])
    razeni = forms.ChoiceField(label=_("Pořadí"), required=False, choices=ORDERS)
    stav = forms.ChoiceField(required=False, choices=STATES, widget=forms.HiddenInput)

    def chosen(self) -> dict[str, str]:
        """Return what is filled in rightly."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class AssignForm(forms.Form):
    """Whom to ask what to answer, and by when."""

    who = forms.ChoiceField(label=_("Kdo zjistí, co odpovědět"))
    due_on = day_field(label=_("Odpovědět do"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True).exclude(role="resident").order_by(czech("name"), "pk")
        groups = PlanningGroup.objects.active().in_order()
        field: Any = self.fields["who"]
        field.choices = [
            ("", _("Vyberte")),
            (_("Skupiny"), [(f"group-{group.pk}", group.name) for group in groups]),
            (_("Lidé z úřadu"), [(f"user-{user.pk}", str(user)) for user in people]),
        ]

    def assignment(self) -> Assignment:
        """Return what was chosen, not kept yet."""
        kind, _dash, key = self.cleaned_data["who"].partition("-")
        return Assignment(**{f"{kind}_id": int(key)})


class AnswerForm(forms.ModelForm[Suggestion]):
    """The answer, and the words of the suggestion that everybody may read."""

    WHERE = [(False, _("Jen tomu, kdo podnět poslal")), (True, _("I na web, ať ji mají všichni"))]
    is_public = _yes_no(label=_("Komu odpovíte"), choices=WHERE)
    is_redacted = forms.BooleanField(label=_("Veřejné znění jsem přečetl(a) a nikdo v něm není poznat"), required=False)

    class Meta:
        model = Suggestion
        fields = ["answer", "is_public", "public_title", "public_text"]
        labels = {
            "answer": _("Odpověď"),
            "public_title": _("Krátce, o co jde (na web)"),
            "public_text": _("Podnět, jak ho ukážeme na webu"),
        }
        help_texts = {
            "answer": _("Co uděláte a kdy, nebo proč to nejde. Věty, kterým rozumí i ten, kdo na úřadě nikdy nebyl."),
            "public_title": _("Třeba: Odpolední autobus do Horní Javorné."),
            "public_text": _(
                "Jména, telefony a e-maily jsme nahradili, přečtěte to ale celé: člověk jde poznat i z příběhu."
            ),
        }
        widgets = {"answer": forms.Textarea(attrs={"rows": 8}), "public_text": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True

    def clean(self) -> dict[str, Any]:
        """Ask for words that may be public, and that somebody read them."""
        cleaned = super().clean() or {}
        if cleaned.get("is_public"):
            self._require("public_title", _("Napište, jak se podnět na webu jmenuje."))
            self._require("public_text", _("Přepište podnět tak, aby ho mohli číst všichni."))
            self._require("is_redacted", _("Veřejné znění si přečtěte a potvrďte, že v něm nikdo není poznat."))
        return cleaned

    def _require(self, name: str, words: Any) -> None:
        if not self.cleaned_data.get(name):
            self.add_error(name, words)

    def words(self) -> dict[str, Any]:
        """Return the answer as the action wants it."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}  # type: ignore[union-attr]


class NoteForm(forms.Form):
    """A note for those who deal with a suggestion."""

    text = forms.CharField(label=_("Poznámka pro kolegy"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class RefusalForm(forms.Form):
    """Why a suggestion is not for planning."""

    reason = forms.CharField(
        label=_("Proč do plánování nepatří a kam se obrátit"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Pošleme to tomu, kdo podnět napsal."),
    )
