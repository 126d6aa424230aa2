"""What is said about results, as plain values."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

Bar = dict[str, Any]


@dataclass(frozen=True)
class Grid:
    """A table as the component takes it."""

    caption: str
    columns: list[dict[str, Any]]
    rows: list[list[str]]
    note: str = ""
    #: Unfolded from the start: what somebody asked for.
    is_open: bool = False


@dataclass(frozen=True)
class Finding:
    """One question: the sentence, the question, the bars, the base in words, tables."""

    code: str
    number: str
    heading: str
    #: The words of the question with how one could answer.
    text: str
    bars: list[Bar] = field(default_factory=list)
    base: list[str] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    #: Texts that the office let out.
    quotes: list[str] = field(default_factory=list)
    #: Where shares of the table were published elsewhere, and a link to it.
    printed: str = ""
    link: str = ""

    @property
    def question(self) -> str:
        """Return „Otázka 1: Co vám chybí? (více možností)“."""
        return _("Otázka %(number)s: %(text)s") % {"number": self.number, "text": self.text}


@dataclass(frozen=True)
class Report:
    """Everything the page of results or the printed report says."""

    title: str
    lede: str
    findings: list[Finding]
    method: list[dict[str, str]]
    sentences: list[str]
