from dataclasses import dataclass
from datetime import date

from kpss.core.pdf.document import fingerprint


@dataclass(frozen=True)
class Entry:
    name: str
    verified_on: date


def test_equal_data_have_equal_fingerprints() -> None:
    assert fingerprint(Entry("Most", date(2026, 10, 3))) == fingerprint(Entry("Most", date(2026, 10, 3)))


def test_any_change_of_data_changes_the_fingerprint() -> None:
    entry = Entry("Most", date(2026, 10, 3))
    others = [Entry("Most", date(2026, 10, 4)), Entry("most", date(2026, 10, 3)), (entry, "další")]
    assert fingerprint(entry) not in {fingerprint(other) for other in others}
