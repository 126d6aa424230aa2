"""Forms of typing in paper: one short field for each question, in printed order."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.definition.keying import WRITTEN, KeyField, kept_of, key_fields, legend_of, signs_of, typed_of, words_of
from surveys.definition.shape import Definition, in_language
from surveys.models import Batch, Questionnaire, Survey
from surveys.models.paper import FIRST, SECOND

#: Before the code of a question in the name of its field: a question may be called as anything.
QUESTION = "q-"
HIGHEST_NUMBER = 999_999
#: Neither typing is right.
ELSE = "jinak"


class VersionField(forms.ModelChoiceField):
    """A choice among versions of a questionnaire."""

    def label_from_instance(self, obj: Questionnaire) -> str:
        return _("verze %(n)s") % {"n": obj.number}


class BatchForm(forms.ModelForm[Batch]):
    """A new batch; which version its sheets are of is asked only where there are more."""

    questionnaire = VersionField(
        Questionnaire.objects.none(),
        label=_("Verze dotazníku"),
        help_text=_("Stojí na papíře vlevo dole."),
        empty_label=None,
    )

    class Meta:
        model = Batch
        fields = ["name", "questionnaire", "is_double"]

    def __init__(self, survey: Survey, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = survey.questionnaires.current()
        field = self.fields["questionnaire"]
        field.queryset = versions
        field.initial = versions.first()
        if versions.count() == 1:
            field.disabled, field.widget = True, forms.HiddenInput()


class PaperCodesForm(forms.Form):
    """Access codes that came with sheets of paper."""

    codes = forms.CharField(
        label=_("Kódy z lístků a dopisů"),
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
        max_length=100_000,
        help_text=_("Jeden na řádku."),
    )

    def clean_codes(self) -> list[str]:
        """Return the codes, each once."""
        return list(dict.fromkeys(re.split(r"[\s,;]+", self.cleaned_data["codes"])))


class KeyingForm(forms.Form):
    """A sheet: its number and what it says; `answers` holds what is kept."""

    quiet_optional = True
    number = forms.IntegerField(
        label=_("Číslo listu"),
        min_value=1,
        max_value=HIGHEST_NUMBER,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "autofocus": True}),
    )

    def __init__(self, definition: Definition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.definition = definition
        self.answers: dict[str, Any] = {}
        for field in key_fields(definition):
            self.fields[QUESTION + field.code] = _text_field(field)

    @property
    def of_sheet(self) -> dict[str, Any]:
        """Return what is said of the sheet itself: its number."""
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith(QUESTION)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        typed = {
            name.removeprefix(QUESTION): value for name, value in cleaned.items() if name.startswith(QUESTION) and value
        }
        self.answers, faults = kept_of(self.definition, typed)
        for code, fault in faults.items():
            self.add_error(QUESTION + code, fault)
        return cleaned


class AgainForm(KeyingForm):
    """A sheet typed for the second time; who has nobody to do it says so."""

    def __init__(self, *args: Any, only_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if only_own:
            self.fields["number"].help_text = _("Čekají jen listy, které jste poprvé přepisovali vy.")
        self.fields["is_alone"] = forms.BooleanField(
            label=_("Listy přepisuji podruhé po sobě, protože na to nikoho jiného nemáme"), required=False
        )


class RekeyForm(KeyingForm):
    """A sheet that was typed already; its number stays."""

    def __init__(self, definition: Definition, *args: Any, answers: Mapping[str, Any], **kwargs: Any) -> None:
        typed = typed_of(definition, answers)
        super().__init__(definition, *args, initial={QUESTION + code: text for code, text in typed.items()}, **kwargs)
        del self.fields["number"]


class FinishForm(forms.Form):
    """The end of a batch; sheets that wait are left as they were typed first only when somebody says so."""

    even_unfinished = forms.BooleanField(
        label=_("Uzavřít i tak: u nedokončených listů platí první přepis a do chybovosti se nepočítají"), required=False
    )


class CompareForm(forms.Form):
    """Fields that were typed differently: which typing is right, or what is."""

    quiet_optional = True

    def __init__(
        self, definition: Definition, codes: tuple[str, ...], typings: Mapping[int, Mapping[str, Any]], *args: Any
    ) -> None:
        super().__init__(*args)
        self.definition = definition
        self._typed = {turn: typed_of(definition, answers) for turn, answers in typings.items()}
        self._codes = codes
        self.answers: dict[str, Any] = {}
        for field in key_fields(definition):
            if field.code in codes:
                self._add(field)

    def _add(self, field: KeyField) -> None:
        typed = {turn: self._typed[turn].get(field.code, "") for turn in (FIRST, SECOND)}
        words = {turn: words_of(field, text) or _("(prázdné)") for turn, text in typed.items()}
        self.fields[f"v-{field.code}"] = forms.ChoiceField(
            label=_label(field),
            help_text=_hint(field),
            widget=forms.RadioSelect,
            choices=[
                (FIRST, _("první přepis: %(typed)s") % {"typed": words[FIRST]}),
                (SECOND, _("druhý přepis: %(typed)s") % {"typed": words[SECOND]}),
                (ELSE, _("něco jiného:")),
            ],
            error_messages={"required": _("Vyberte, který přepis platí.")},
        )
        self.fields[QUESTION + field.code] = forms.CharField(
            label=_("Otázka %(number)s: co je na papíře") % {"number": field.number},
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "off", "class": "form-control--half"}),
        )

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return the fields that belong together: which typing is right, and what is instead of both."""
        return [(self[f"v-{code}"], self[QUESTION + code]) for code in self._codes]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        typed = dict(self._typed[FIRST])
        for code in self._codes:
            chosen = cleaned.get(f"v-{code}")
            is_typed = chosen in (str(FIRST), str(SECOND))
            typed[code] = self._typed[int(chosen)].get(code, "") if is_typed else cleaned.get(QUESTION + code, "")
        self.answers, faults = kept_of(self.definition, typed)
        for code, fault in faults.items():
            self.add_error(QUESTION + code if code in self._codes else None, fault)
        return cleaned


def _text_field(field: KeyField) -> forms.CharField:
    attrs = {"autocomplete": "off"}
    if field.question.type in WRITTEN:
        widget: forms.Widget = forms.Textarea(attrs={**attrs, "rows": 2})
    else:
        widget = forms.TextInput(attrs={**attrs, "inputmode": "text", "spellcheck": "false"})
    return forms.CharField(label=_label(field), help_text=_hint(field), required=False, widget=widget)


def _hint(field: KeyField) -> str:
    """Return the numbers with their words, and what stands for no answer where that is unusual."""
    return "\u00a0· ".join(filter(None, (legend_of(field), signs_of(field))))


def _label(field: KeyField) -> str:
    return f"{field.number} {in_language(field.text, 'cs')}"
