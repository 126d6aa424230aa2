"""Forms of weighting: known numbers of people typed in or from a file."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.definition.shape import Question, in_language
from surveys.forms.numbers import CountField
from surveys.reports.weights import options_of
from surveys.statistics.weights import Margin


class MarginsForm(forms.Form):
    """How many people of the population belong to each option; questions left empty are not weighted by."""

    quiet_optional = True

    def __init__(
        self,
        questions: Mapping[str, Question],
        *args: Any,
        targets: Mapping[str, Mapping[str, float]],
        sources: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        self.options = {code: options_of(question) for code, question in questions.items()}
        for place, code in enumerate(questions):
            for number, (option, label) in enumerate(self.options[code].items()):
                known = targets.get(code, {}).get(option)
                self.fields[f"p{place}-{number}"] = self._count(label, known)
            source = forms.CharField(
                label=_("Odkud čísla jsou"), max_length=200, required=False, initial=sources.get(code, "")
            )
            self.fields[f"zdroj{place}"] = source

    def _count(self, label: str, known: float | None) -> CountField:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "form-control--short"})
        return CountField(
            label=label, min_value=0, required=False, initial=None if known is None else round(known), widget=widget
        )

    @property
    def parts(self) -> Iterator[dict[str, Any]]:
        """Yield questions with their fields; those filled in are unfolded."""
        for place, (code, question) in enumerate(self.questions.items()):
            fields = [self[f"p{place}-{number}"] for number in range(len(self.options[code]))]
            source = self[f"zdroj{place}"]
            yield {
                "title": in_language(question.text, "cs"),
                "fields": fields,
                "source": source,
                "is_open": bool(source.errors) or any(field.errors or field.value() for field in fields),
            }

    def clean(self) -> dict[str, Any]:
        """Ask for two options at least and for the source, wherever a number stands."""
        for place, code in enumerate(self.questions):
            targets = self._targets(place, code)
            if targets and len([people for people in targets.values() if people]) < 2:
                self.add_error(f"p{place}-0", _("Vyplňte aspoň dvě možnosti, nebo žádnou."))
            if targets and not self.cleaned_data.get(f"zdroj{place}"):
                self.add_error(f"zdroj{place}", _("Napište, odkud čísla jsou, třeba: ČSÚ, sčítání 2021."))
        return self.cleaned_data

    @property
    def margins(self) -> list[Margin]:
        """Return what is known."""
        filled = ((place, code, self._targets(place, code)) for place, code in enumerate(self.questions))
        return [Margin(code, targets, self.cleaned_data[f"zdroj{place}"]) for place, code, targets in filled if targets]

    def _targets(self, place: int, code: str) -> dict[str, int]:
        counts = {option: self.cleaned_data.get(f"p{place}-{n}") for n, option in enumerate(self.options[code])}
        return {option: people for option, people in counts.items() if people is not None}


class MarginsFileForm(forms.Form):
    """The same numbers from a table."""

    file = forms.FileField(
        label=gettext_lazy("Soubor CSV"),
        help_text=gettext_lazy(
            "Sloupce question, choice, people, source: kód otázky, kód možnosti, počet lidí, odkud číslo je."
        ),
    )
