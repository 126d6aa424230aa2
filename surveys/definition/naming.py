"""What questions and sections are called in messages to people: by printed number and words, never by a code."""

from itertools import groupby

from django.utils.translation import gettext as _

from kpss.core.text import join_words
from surveys.definition.repeats import unrolled
from surveys.definition.shape import SOURCE, Definition, in_language
from surveys.definition.words import printed_numbers

LONGEST = 60


class Names:
    """Names in one questionnaire."""

    def __init__(self, definition: Definition) -> None:
        whole = unrolled(definition)
        self.numbers = printed_numbers(whole)
        self._questions = whole.variables()
        self._sections = {section.code: section for section in whole.sections}

    def of(self, code: str) -> str:
        """Return „3 („Kolik vám je let?“)“, of a section or a text between questions its words only."""
        question = self._questions.get(code)
        if question is None and code not in self._sections:
            return code
        words = _shortened(in_language(question.text if question else self._sections[code].title, SOURCE))
        number = self.numbers.get(code, "")
        if not number or not words:
            return number or (_("„%(text)s“") % {"text": words} if words else code)
        return _("%(number)s („%(text)s“)") % {"number": number, "text": words}

    def knows(self, code: str) -> bool:
        """Return whether there is a question or a row of a code."""
        return code in self._questions

    def at(self, code: str) -> str:
        """Return the same with what it is, to stand behind „u“: of question 3, of section „Péče“."""
        words = _("oddílu %(name)s") if code in self._sections else _("otázky %(name)s")
        return words % {"name": self.of(code)}


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]}…"


def numbers_in_words(numbers: list[int]) -> str:
    """Return „1, 3 až 5 a 8“."""
    runs = [
        [number for _place, number in run] for _key, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    ]
    return join_words([part for run in runs for part in _run_in_words(run)], _("a"))


def _run_in_words(run: list[int]) -> list[str]:
    if len(run) < 3:
        return [str(number) for number in run]
    return [_("%(first)s až %(last)s") % {"first": run[0], "last": run[-1]}]
