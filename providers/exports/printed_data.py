"""What the printed catalogue says, as plain values: templates and styles know nothing else."""

from dataclasses import dataclass

from kpss.core.models import Funding


@dataclass(frozen=True)
class Phone:
    """A number as people read it (354 403 131), as a link (`tel:…`), and when somebody answers."""

    number: str
    href: str
    when: str = ""


@dataclass(frozen=True)
class Entry:
    """One service: what it is, how to reach it, and its answers to the six questions, in order."""

    number: int
    name: str
    summary: str
    phone: Phone | None
    answers: tuple[tuple[str, str], ...]
    who: str
    verified: str
    short_address: str
    qr_code: str
    kind: str = ""
    email: str = ""
    web: str = ""

    @property
    def anchor(self) -> str:
        """The name of its place in the document."""
        return f"s{self.number}"


@dataclass(frozen=True)
class Row:
    """A line of an index: words and the name of the place whose page number is printed.

    Without a name it heads the lines below it; `is_inner` marks those.
    """

    words: str
    anchor: str = ""
    is_inner: bool = False


@dataclass(frozen=True)
class Group:
    """A heading of an index with its lines."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Theme:
    """Life situations of one theme, in the order in which the editor put them."""

    title: str
    situations: tuple[Group, ...]


@dataclass(frozen=True)
class Chapter:
    """Services that a reader looks for together. `code` is stable, `number` is printed."""

    code: str
    number: int
    title: str
    lede: str
    entries: tuple[Entry, ...]

    @property
    def anchor(self) -> str:
        """The name of its place in the document."""
        return f"kapitola-{self.code}"


@dataclass(frozen=True)
class Matrix:
    """Who works where: a column for each municipality; a cell has D (comes home), S (one comes to a place) or none."""

    municipalities: tuple[str, ...]
    rows: tuple[tuple[Row, tuple[str, ...]], ...]


@dataclass(frozen=True)
class EmergencyNumber:
    """A number for danger and when to call it."""

    number: str
    name: str
    when_to_call: str


@dataclass(frozen=True)
class CrisisLine:
    """A line that listens: how to reach it, for whom, when and for how much."""

    reach: str
    name: str
    for_whom: str
    when: str
    is_phone: bool = True


@dataclass(frozen=True)
class OfficeContact:
    """A role at an office."""

    role: str
    phone: str
    email: str


@dataclass(frozen=True)
class Office:
    """An office that advises; `municipalities` are the names of those it is for."""

    number: int
    name: str
    helps_with: str
    place: str
    hours: str
    municipalities: tuple[str, ...]
    contacts: tuple[OfficeContact, ...]

    @property
    def anchor(self) -> str:
        """The name of its place in the document."""
        return f"urad{self.number}"


@dataclass(frozen=True)
class Publisher:
    """The town that prints: its name and arms, the phone that always helps, who pays."""

    portal_name: str
    subtitle: str
    town_name: str
    area: str
    phone: Phone | None
    email: str
    office: str
    address: str
    hours: str
    web: str
    qr_code: str
    arms: str
    projects: tuple[Funding, ...]


@dataclass(frozen=True)
class Catalogue:
    """The whole printed catalogue."""

    publisher: Publisher
    title: str
    lede: str
    edition: str
    month: str
    valid_on: str
    emergency_numbers: tuple[EmergencyNumber, ...]
    crisis_lines: tuple[CrisisLine, ...]
    themes: tuple[Theme, ...]
    target_groups: tuple[Group, ...]
    matrix: Matrix | None
    municipalities: tuple[Group, ...]
    chapters: tuple[Chapter, ...]
    offices: tuple[Office, ...]
    letters: tuple[Group, ...]
