"""Forms of a section, and of what stands above all questions."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.definition.editing import code_for
from surveys.definition.shape import SOURCE, Definition, Section
from surveys.forms.builder.conditions import ConditionField
from surveys.forms.builder.translated import LANGUAGES, TranslatedForm, initial_texts


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
