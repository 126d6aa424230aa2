"""Forms of the choices and rows a question has."""

from dataclasses import replace
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from surveys.definition.shape import SOURCE, Choice, Question, Row
from surveys.forms.builder.translated import TranslatedForm, initial_texts, text_name

KINDS = (
    ("", _("běžná")),
    ("other", _("s textem („jiné“)")),
    ("exclusive", _("vylučuje ostatní („nic z toho“)")),
    ("missing", _("nevím, netýká se: do průměrů nepočítat")),
    ("closed", _("zavřená, už se nenabízí")),
)


class PartForm(TranslatedForm):
    """A choice or a row: of texts that few parts have, a translation is asked only where there is one to translate."""

    RARE: tuple[str, ...] = ()

    @property
    def translations(self) -> list[forms.BoundField]:
        """Return the fields of other languages; of rare texts those whose text is there."""
        names = [name for name in self.TEXTS if name not in self.RARE or self[name].value()]
        return [self[text_name(name, language)] for language in self.others for name in names]


class ChoiceForm(PartForm):
    """One choice; without a label it is left out."""

    TEXTS = {"label": None, "group": None}
    RARE = ("group",)

    code = forms.CharField(widget=forms.HiddenInput, required=False)
    place = forms.IntegerField(
        label=_("Pořadí"), required=False, widget=forms.NumberInput(attrs={"class": "form-control--short"})
    )
    label = forms.CharField(label=_("Možnost"), required=False, max_length=300)
    kind = forms.ChoiceField(label=_("Druh"), choices=KINDS, required=False)
    group = forms.CharField(label=_("Skupina"), required=False, max_length=120)


class RowForm(PartForm):
    """One row of a table, with the ends of a scale of its own."""

    TEXTS = {"label": None, "low": None, "high": None}
    RARE = ("low", "high")

    code = forms.CharField(widget=forms.HiddenInput, required=False)
    place = forms.IntegerField(
        label=_("Pořadí"), required=False, widget=forms.NumberInput(attrs={"class": "form-control--short"})
    )
    label = forms.CharField(label=_("Řádek"), required=False, max_length=300)
    low = forms.CharField(label=_("Levý konec stupnice"), required=False, max_length=80)
    high = forms.CharField(label=_("Pravý konec stupnice"), required=False, max_length=80)


ChoiceFormSet = formset_factory(ChoiceForm, extra=0, max_num=300, absolute_max=300)
RowFormSet = formset_factory(RowForm, extra=0, max_num=100, absolute_max=100)


def choice_initial(question: Question | None) -> list[dict[str, Any]]:
    """Return the choices of a question as the form set shows them."""
    return [
        {
            "code": choice.code,
            "place": place,
            "kind": _kind(choice),
            **initial_texts({"label": choice.label, "group": choice.group}),
        }
        for place, choice in enumerate(question.choices if question else (), 1)
    ]


def _kind(choice: Choice) -> str:
    flags = {
        "closed": choice.is_closed,
        "other": choice.is_other,
        "exclusive": choice.is_exclusive,
        "missing": choice.is_missing,
    }
    return next((name for name, is_set in flags.items() if is_set), "")


def row_initial(question: Question | None) -> list[dict[str, Any]]:
    """Return the rows of a table as the form set shows them."""
    return [
        {
            "code": row.code,
            "place": place,
            **initial_texts({"label": row.label, "low": row.low, "high": row.high}),
        }
        for place, row in enumerate(question.rows if question else (), 1)
    ]


def choices_from(formset: Any, question: Question | None) -> tuple[Choice, ...]:
    """Return the choices that were written, in their order; known ones keep code and number."""
    known = {choice.code: choice for choice in (question.choices if question else ())}
    written = [
        _choice(form, known[form.cleaned_data["code"]])
        for form in _in_order(formset)
        if form.cleaned_data["code"] in known
    ]
    return tuple(_in_groups(written))


def _in_groups(choices: list[Choice]) -> list[Choice]:
    """Give choices of one group the same translations of its name: it is enough to write them once."""
    names: dict[str, dict[str, str]] = {}
    for choice in choices:
        if choice.group:
            known = names.setdefault(choice.group[SOURCE], {})
            known |= {language: words for language, words in choice.group.items() if language not in known}
    return [replace(choice, group=names[choice.group[SOURCE]]) if choice.group else choice for choice in choices]


def _choice(form: Any, known: Choice) -> Choice:
    kind = form.cleaned_data["kind"]
    same = kind == "closed"
    return replace(
        known,
        label=form.texts("label"),
        group=form.texts("group"),
        is_closed=same,
        is_other=known.is_other if same else kind == "other",
        is_exclusive=known.is_exclusive if same else kind == "exclusive",
        is_missing=known.is_missing if same else kind == "missing",
    )


def rows_from(formset: Any, question: Question | None) -> tuple[Row, ...]:
    """Return the rows that were written, in their order."""
    known = {row.code: row for row in (question.rows if question else ())}
    return tuple(
        replace(
            known[form.cleaned_data["code"]],
            label=form.texts("label"),
            low=form.texts("low"),
            high=form.texts("high"),
        )
        for form in _in_order(formset)
        if form.cleaned_data["code"] in known
    )


def _in_order(formset: Any) -> list[Any]:
    """Return the filled forms by the places people wrote; equal places stay as they stood."""
    filled = [form for form in formset if form.cleaned_data.get("label", "").strip()]
    return sorted(filled, key=lambda form: form.cleaned_data.get("place") or 0)
