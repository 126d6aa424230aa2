"""The form of a question, without the choices and rows it has."""

from collections.abc import Collection, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from surveys.definition.check import CODE
from surveys.definition.editing import code_for, codes_of, own_codes
from surveys.definition.shape import CHOOSES, SOURCE, WRITES, Choice, Definition, Question, Row, Text
from surveys.enums import QuestionType
from surveys.forms.builder.conditions import ConditionField, ready_conditions, with_simple
from surveys.forms.builder.lines import more_choices, more_rows, with_special
from surveys.forms.builder.translated import TranslatedForm, initial_texts

#: Choices that one tick adds: the name of its field, its words, what it is.
ADDITIONS: tuple[tuple[str, Text, str], ...] = (
    ("add_other", {SOURCE: "jiné", "en": "other", "uk": "інше"}, "is_other"),
    ("add_exclusive", {SOURCE: "nic z toho", "en": "none of these", "uk": "нічого з цього"}, "is_exclusive"),
)
LIMITED = frozenset({QuestionType.MULTIPLE, QuestionType.RANKING, QuestionType.NUMBER})


class QuestionForm(TranslatedForm):
    """One question without its choices and rows."""

    TEXTS = {"text": None, "hint": None, "help": None}
    #: Folded part of the page → its fields, and those that open it when something is written there.
    FOLDED = {
        "rows": ("more_rows",),
        "condition": ("simple", "condition"),
        "more": ("hint", "help", "least", "most", "is_sensitive", "code"),
    }
    WRITTEN_IN = FOLDED | {"more": ("hint",)}

    text = forms.CharField(label=_("Otázka"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000)
    type = forms.ChoiceField(label=_("Jak se odpovídá"), choices=QuestionType.choices)
    hint = forms.CharField(label=_("Nápověda pod otázkou"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    help = forms.CharField(
        label=_("Vysvětlení na rozkliknutí"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    is_required = forms.BooleanField(label=_("Bez odpovědi nejde pokračovat"), required=False)
    is_sensitive = forms.BooleanField(label=_("Citlivá otázka: nabídnout rychlý odchod ze stránky"), required=False)
    least = forms.IntegerField(
        label=_("Nejméně"), required=False, help_text=_("Kolik možností, u čísla nejmenší hodnota.")
    )
    most = forms.IntegerField(
        label=_("Nejvíc"), required=False, help_text=_("Kolik možností, u čísla největší hodnota.")
    )
    condition = ConditionField(
        label=_("Ukázat jen, když"),
        required=False,
        help_text=_("Podmínka podle dřívějších otázek, třeba: doprava obsahuje auto nebo vek >= 65. Prázdné = vždy."),
    )
    simple = forms.ChoiceField(label=_("Přidat podmínku výběrem"), required=False)
    code = forms.CharField(
        label=_("Kód"),
        required=False,
        max_length=32,
        help_text=_("Pod ním se odpovědi ukládají a exportují. Když ho nevyplníte, uděláme ho z textu."),
    )
    more = forms.CharField(
        label=_("Další možnosti"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Každou napište na svůj řádek. Řádek s dvojtečkou na konci začíná skupinu, třeba „Pro seniory:“."),
    )
    add_other = forms.BooleanField(label=_("Přidat „jiné“ s místem na vlastní text"), required=False)
    add_exclusive = forms.BooleanField(label=_("Přidat „nic z toho“, které ostatní možnosti vylučuje"), required=False)
    more_rows = forms.CharField(
        label=_("Další řádky tabulky"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Každý napište na svůj řádek."),
    )

    def __init__(
        self,
        *args: Any,
        definition: Definition,
        question: Question | None,
        earlier: Definition,
        fixed: bool,
        of_others: Collection[str],
        **kwargs: Any,
    ) -> None:
        initial = _initial(question) if question else {}
        super().__init__(*args, languages=definition.languages, initial=initial, **kwargs)
        self._definition, self._question, self._of_others = definition, question, of_others
        self.fields["simple"].choices = [("", _("– žádnou –")), *ready_conditions(earlier)]
        for name in ("code", "type") if fixed else ():
            self.fields[name].disabled = True
        choices = question.choices if question else ()
        if any(choice.is_other for choice in choices):
            del self.fields["add_other"]
        if any(choice.is_exclusive for choice in choices):
            del self.fields["add_exclusive"]

    @property
    def additions(self) -> list[forms.BoundField]:
        """Return the fields that add the choices which nearly every list ends with; those that are there are left out."""
        return [self[name] for name in ("add_other", "add_exclusive") if name in self.fields]

    @property
    def unfolded(self) -> dict[str, bool]:
        """Return which folded parts of the form are open: those where something is written, or wrong."""
        shown = {part: any(self[name].value() for name in names) for part, names in self.WRITTEN_IN.items()}
        wrong = {part: any(self[name].errors for name in names) for part, names in self.FOLDED.items()}
        is_wrong = any(bound.errors for bound in self.translations)
        return {part: wrong[part] or shown[part] for part in self.FOLDED} | {"translations": is_wrong}

    def clean_code(self) -> str:
        """Return a code that no other question has."""
        code = self.cleaned_data["code"]
        others = codes_of(self._definition) - set(own_codes(self._question) if self._question else ())
        if code and not CODE.fullmatch(code):
            raise ValidationError(
                _now("Kód začíná písmenem a má jen písmena bez háčků, číslice, tečku, pomlčku nebo podtržítko.")
            )
        if code in others:
            raise ValidationError(_now("Tenhle kód už má jiná otázka."))
        if code in self._of_others and not (self._question and code == self._question.code):
            raise ValidationError(_now("Tenhle kód měla v dřívější verzi jiná otázka. Vymyslete jiný."))
        return code

    def clean(self) -> dict[str, Any]:
        """Refuse options and rows where they would be lost."""
        cleaned = super().clean() or {}
        for name, kinds, words in self._belonging():
            if str(cleaned.get(name) or "").strip() and cleaned.get("type") not in kinds:
                self.add_error(name, words)
        return cleaned

    def _belonging(self) -> Iterator[tuple[str, Collection[str], str]]:
        """Yield fields that only some kinds of questions may fill in, with what is said to the others."""
        yield (
            "more_rows",
            {QuestionType.MATRIX},
            _now("Řádky má jen tabulka. Vyberte „tabulka“ a jako možnosti napište třeba známky 1 až 5."),
        )
        yield (
            "more",
            CHOOSES,
            _now("Možnosti má jen otázka, ve které se vybírá nebo řadí. Vyberte jiný druh."),
        )
        yield (
            "add_other",
            {QuestionType.SINGLE, QuestionType.MULTIPLE},
            _now("„Jiné“ má jen otázka s jednou možností nebo s více možnostmi."),
        )
        yield (
            "add_exclusive",
            {QuestionType.MULTIPLE},
            _now("„Nic z toho“ má smysl jen tam, kde jde vybrat víc možností."),
        )

    def question(self, choices: tuple[Choice, ...], rows: tuple[Row, ...], used: set[str]) -> Question:
        """Return the question that was written; *used* are codes of older versions that a new one must not take."""
        given, taken = self.cleaned_data, codes_of(self._definition) | used
        kind = given["type"]
        return Question(
            given["code"] or (self._question.code if self._question else code_for(given["text"], taken)),
            kind,
            **{name: self.texts(name) for name in self.TEXTS},
            is_required=given["is_required"],
            is_sensitive=given["is_sensitive"],
            condition=with_simple(given["condition"], given["simple"]),
            choices=self._choices(choices),
            rows=more_rows(rows, given["more_rows"], taken) if kind == QuestionType.MATRIX else (),
            least=given["least"] if kind in LIMITED else None,
            most=given["most"] if kind in LIMITED | WRITES else None,
        )

    def _choices(self, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        """Return the choices with those that were typed and ticked; municipalities are added when it is published."""
        kind = self.cleaned_data["type"]
        if kind in CHOOSES:
            return self._with_additions(more_choices(choices, self.cleaned_data["more"]))
        return choices if kind == QuestionType.MUNICIPALITY else ()

    def _with_additions(self, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        """Add „jiné“ and „nic z toho“ where that was ticked; one of those words that was written becomes it."""
        for name, label, flag in ADDITIONS:
            if self.cleaned_data.get(name):
                choices = with_special(choices, label, flag)
        return choices


def _initial(question: Question) -> dict[str, Any]:
    plain = ("type", "code", "is_required", "is_sensitive", "least", "most", "condition")
    texts = {"text": question.text, "hint": question.hint, "help": question.help}
    return {**{name: getattr(question, name) for name in plain}, **initial_texts(texts)}
