import pytest

from kpss.core.pdf.errors import PdfError
from kpss.core.pdf.facts import Facts
from kpss.core.pdf.numbers import fill

FACTS = Facts(
    page_count=1,
    anchors={},
    bookmarks=[],
    references=["a", "b"],
    digits={str(digit): 0x10 + digit for digit in range(10)},
    digit_width=600,
    warnings=[],
)


def test_a_number_stands_at_the_right_end_of_its_room() -> None:
    content = b"[<0010001000100011>] TJ %pn 1"
    assert fill(content, FACTS, folio=1, targets=[5, 42], mirror=0) == b"[-1200.00 <00140012>] TJ"


def test_the_folio_is_the_page_itself() -> None:
    content = b"[<00100011>-5<0012>] TJ %folio"
    assert fill(content, FACTS, folio=7, targets=[], mirror=0) == b"[-5400.00 <0017>] TJ"


def test_on_a_left_hand_page_the_folio_stands_at_the_left_end_of_its_room() -> None:
    assert fill(b"[<0010>] TJ %folio", FACTS, folio=8, targets=[], mirror=28.35) == b"[0.00 <0018>] TJ"


def test_margins_change_sides_and_come_back() -> None:
    content = b"%mirror to -500.00\nX\n%mirror back -500.00\n"
    moved = b"1 0 0 1 -460.00 0 cm\nX\n1 0 0 1 460.00 0 cm\n"
    assert fill(content, FACTS, folio=2, targets=[], mirror=30) == moved
    assert fill(content, FACTS, folio=1, targets=[], mirror=0) == b"X\n"


def test_a_number_of_five_digits_does_not_fit() -> None:
    with pytest.raises(PdfError, match="12345"):
        fill(b"[<0010>] TJ %pn 0", FACTS, folio=1, targets=[12345], mirror=0)
