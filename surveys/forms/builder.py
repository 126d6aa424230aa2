"""Forms of the builder: a question with its choices and rows, a section. They give values, not rows."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import chain, count
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kpss.core.text import slugify_czech
from surveys.definition.check import CODE
from surveys.definition.conditions import Condition, parse
from surveys.definition.editing import code_for, codes_of, own_codes
from surveys.definition.shape import CHOOSES, EASY, SOURCE, Choice, Definition, Question, Row, Section, Text
from surveys.enums import QuestionType

LANGUAGES = {"en": _("anglicky"), "uk": _("ukrajinsky"), EASY: _("snadné čtení")}
KINDS = (
    ("", _("běžná")),
    ("other", _("s textem („jiné“)")),
    ("exclusive", _("vylučuje ostatní („nic z toho“)")),
    ("missing", _("nevím, netýká se: do průměrů nepočítat")),
    ("closed", _("zavřená, už se nenabízí")),
)
#: Choices that one tick adds: the name of its field, its words, what it is.
ADDITIONS: tuple[tuple[str, Text, str], ...] = (
    ("add_other", {SOURCE: "jiné", "en": "other", "uk": "інше"}, "is_other"),
    ("add_exclusive", {SOURCE: "nic z toho", "en": "none of these", "uk": "нічого з цього"}, "is_exclusive"),
)
LIMITED = frozenset({QuestionType.MULTIPLE, QuestionType.RANKING, QuestionType.NUMBER})


class ConditionField(forms.CharField):
    """A condition in the language of conditions."""

    def clean(self, value: Any) -> Condition | None:
        """Return the condition as a tree, nothing for an empty text."""
        return parse(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        """Return a condition as people write it."""
        return str(value) if isinstance(value, Condition) else value


class TranslatedForm(forms.Form):
    """Texts in the source language, and below them in the other languages of the questionnaire."""

    TEXTS: Mapping[str, Any] = {}

    def __init__(self, *args: Any, languages: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = [language for language in languages if language != SOURCE]
        for language in self.others:
            for name in self.TEXTS:
                words = f"{self.fields[name].label} ({LANGUAGES.get(language, language)})"
                widget = type(self.fields[name].widget)(attrs={"rows": 2, "lang": _tag(language)})
                self.fields[text_name(name, language)] = forms.CharField(label=words, required=False, widget=widget)

    def texts(self, name: str) -> Text:
        """Return a text in all languages in which it was written."""
        cleaned = {
            language: self.cleaned_data.get(text_name(name, language), "") for language in (SOURCE, *self.others)
        }
        written = {language: words.strip() for language, words in cleaned.items() if words.strip()}
        return written if SOURCE in written else {}

    @property
    def translations(self) -> list[forms.BoundField]:
        """Return the fields of other languages."""
        return [self[text_name(name, language)] for language in self.others for name in self.TEXTS]


def text_name(name: str, language: str) -> str:
    """Return the name of a field for a language; the source language has the plain one."""
    return name if language == SOURCE else f"{name}_{language}"


def _tag(language: str) -> str:
    return SOURCE if language == EASY else language


def initial_texts(texts: Mapping[str, Text]) -> dict[str, str]:
    """Return texts by the names of fields."""
    return {text_name(name, language): words for name, text in texts.items() for language, words in text.items()}


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
        self.fields["simple"].choices = [("", _("– žádnou –")), *_ready_conditions(earlier)]
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
        kind = cleaned.get("type")
        if cleaned.get("more_rows", "").strip() and kind != QuestionType.MATRIX:
            words = _now("Řádky má jen tabulka. Vyberte „tabulka“ a jako možnosti napište třeba známky 1 až 5.")
            self.add_error("more_rows", words)
        if cleaned.get("more", "").strip() and kind not in CHOOSES:
            self.add_error("more", _now("Možnosti má jen otázka, ve které se vybírá nebo řadí. Vyberte jiný druh."))
        if cleaned.get("add_other") and kind not in (QuestionType.SINGLE, QuestionType.MULTIPLE):
            self.add_error("add_other", _now("„Jiné“ má jen otázka s jednou možností nebo s více možnostmi."))
        if cleaned.get("add_exclusive") and kind != QuestionType.MULTIPLE:
            self.add_error("add_exclusive", _now("„Nic z toho“ má smysl jen tam, kde jde vybrat víc možností."))
        return cleaned

    def question(self, choices: tuple[Choice, ...], rows: tuple[Row, ...], used: set[str]) -> Question:
        """Return the question that was written; *used* are codes of older versions that a new one must not take."""
        given = self.cleaned_data
        taken = codes_of(self._definition) | used
        kind = given["type"]
        return Question(
            given["code"] or (self._question.code if self._question else code_for(given["text"], taken)),
            kind,
            self.texts("text"),
            hint=self.texts("hint"),
            help=self.texts("help"),
            is_required=given["is_required"],
            is_sensitive=given["is_sensitive"],
            condition=_with_simple(given["condition"], given["simple"]),
            choices=self._with_additions(_more_choices(choices, given["more"]))
            if kind in CHOOSES
            else choices
            if kind == QuestionType.MUNICIPALITY
            else (),
            rows=_more_rows(rows, given["more_rows"], taken) if kind == QuestionType.MATRIX else (),
            least=given["least"] if kind in LIMITED else None,
            most=given["most"] if kind in LIMITED or kind in (QuestionType.TEXT, QuestionType.LONG_TEXT) else None,
        )

    def _with_additions(self, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        """Add „jiné“ and „nic z toho“ where that was ticked; one of those words that was written becomes it."""
        for name, label, flag in ADDITIONS:
            if self.cleaned_data.get(name):
                choices = _with_special(choices, label, flag)
        return choices


def _with_special(choices: tuple[Choice, ...], label: Text, flag: str) -> tuple[Choice, ...]:
    words = label[SOURCE].casefold()
    written = next((choice for choice in choices if choice.label.get(SOURCE, "").casefold() == words), None)
    if written is not None:
        return tuple(replace(choice, **{flag: True}) if choice is written else choice for choice in choices)
    added = _more_choices(choices, label[SOURCE])[-1]
    return (*choices, replace(added, label=label, **{flag: True}))


def _initial(question: Question) -> dict[str, Any]:
    plain = ("type", "code", "is_required", "is_sensitive", "least", "most", "condition")
    texts = {"text": question.text, "hint": question.hint, "help": question.help}
    return {**{name: getattr(question, name) for name in plain}, **initial_texts(texts)}


def _ready_conditions(before: Definition) -> list[tuple[str, str]]:
    """Return „question: choice“ for every choice of the questions before, to be picked instead of written."""
    ready = []
    for earlier in before.questions():
        verb = "obsahuje" if earlier.type in (QuestionType.MULTIPLE, QuestionType.RANKING) else "="
        words = earlier.text.get(SOURCE, earlier.code)
        choices = earlier.choices if not earlier.rows else ()
        ready += [
            (f'{earlier.code} {verb} "{choice.code}"', f"{words} – {choice.label.get(SOURCE, choice.code)}")
            for choice in choices
        ]
    return ready


def _with_simple(condition: Condition | None, simple: str) -> Condition | None:
    if not simple:
        return condition
    return parse(f"({condition}) a {simple}" if condition else simple)


def _more_choices(choices: tuple[Choice, ...], lines: str) -> tuple[Choice, ...]:
    """Add a choice for each line; a line with a colon at its end begins a group."""
    made, group = list(choices), ""
    for label in filter(None, map(str.strip, lines.splitlines())):
        if label.endswith(":"):
            group = label[:-1]
            continue
        code = _free(slugify_czech(label, 24).replace("-", "_"), {choice.code for choice in made})
        number = max((choice.number for choice in made), default=0) + 1
        made.append(Choice(code, _source(label[:300]), number, group=_source(group)))
    return tuple(made)


def _free(code: str, taken: set[str]) -> str:
    """Return the code of a choice, with the first free number behind it where it is taken."""
    numbered = chain([code], (f"{code}_{number}" for number in count(2)))
    return next(one for one in numbered if one not in taken)


def _more_rows(rows: tuple[Row, ...], lines: str, taken: set[str]) -> tuple[Row, ...]:
    made = list(rows)
    for label in filter(None, map(str.strip, lines.splitlines())):
        code = code_for(label, taken | {row.code for row in made})
        made.append(Row(code, {SOURCE: label[:300]}))
    return tuple(made)


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


def _source(words: str) -> Text:
    return {SOURCE: words.strip()} if words.strip() else {}


def _in_order(formset: Any) -> list[Any]:
    """Return the filled forms by the places people wrote; equal places stay as they stood."""
    filled = [form for form in formset if form.cleaned_data.get("label", "").strip()]
    return sorted(filled, key=lambda form: form.cleaned_data.get("place") or 0)


class SectionForm(TranslatedForm):
    """A section: one page of the questionnaire."""

    TEXTS = {"title": None, "note": None}

    title = forms.CharField(label=_("Název oddílu"), max_length=200)
    note = forms.CharField(label=_("Úvod oddílu"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    condition = ConditionField(
        label=_("Ukázat jen, když"), required=False, help_text=_("Podmínka platí pro všechny otázky oddílu.")
    )
    repeats = forms.IntegerField(
        label=_("Kolikrát se může opakovat"),
        min_value=1,
        max_value=10,
        initial=1,
        help_text=_("Třeba 3, když se ptáte na každé dítě zvlášť."),
    )

    def __init__(self, *args: Any, definition: Definition, section: Section | None, **kwargs: Any) -> None:
        initial: dict[str, Any] = {}
        if section:
            initial = {"condition": section.condition, "repeats": section.repeats}
            initial |= initial_texts({"title": section.title, "note": section.note})
        super().__init__(*args, languages=definition.languages, initial=initial, **kwargs)
        self._definition, self._section = definition, section

    def section(self) -> Section:
        """Return the section that was written, with the questions it has."""
        given = self.cleaned_data
        base = self._section or Section(code_for(given["title"], {one.code for one in self._definition.sections}), {})
        return replace(
            base,
            title=self.texts("title"),
            note=self.texts("note"),
            condition=given["condition"],
            repeats=given["repeats"],
        )


class HeadForm(TranslatedForm):
    """What stands above all questions, and in which languages they are."""

    TEXTS = {"title": None, "intro": None}

    title = forms.CharField(label=_("Název dotazníku"), max_length=200)
    intro = forms.CharField(label=_("Úvod"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    languages = forms.MultipleChoiceField(
        label=_("Další jazyky"), choices=list(LANGUAGES.items()), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, definition: Definition, **kwargs: Any) -> None:
        initial = {"languages": definition.languages} | initial_texts(
            {"title": definition.title, "intro": definition.intro}
        )
        super().__init__(*args, languages=definition.languages, initial=initial, **kwargs)
        self._definition = definition

    def definition(self) -> Definition:
        """Return the questionnaire with the new head."""
        languages = (SOURCE, *(language for language in LANGUAGES if language in self.cleaned_data["languages"]))
        return replace(self._definition, title=self.texts("title"), intro=self.texts("intro"), languages=languages)
