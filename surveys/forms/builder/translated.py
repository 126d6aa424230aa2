"""Forms of texts in several languages."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.definition.shape import EASY, SOURCE, Text

LANGUAGES = {"en": _("anglicky"), "uk": _("ukrajinsky"), EASY: _("snadné čtení")}


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
