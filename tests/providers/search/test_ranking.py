"""The ranking and the order of lists, written down: the same file holds on both databases."""

import json
from pathlib import Path

import pytest

from kpss.core.collation import czech
from providers.models import Provider, SocialService
from providers.search.finder import Question, find_services

pytestmark = pytest.mark.django_db
RANKING = Path(__file__).parent / "ranking.json"
QUESTIONS = [
    "pomoc pro babičku doma",
    "dluhy a exekuce",
    "domov důchodců",
    "dítě s postižením",
    "syn bere drogy",
    "manžel mě bije",
    "kde přespat",
    "poradna",
    "senioři",
    "služba",
]


def _names(ids: list[int]) -> list[str]:
    rows = SocialService.objects.in_bulk(ids)
    return [rows[pk].name for pk in ids]


def ranking() -> dict[str, list[str]]:
    """Return question or list → names in order."""
    found = {text: _names(find_services(Question(text=text), grouped=False).ids) for text in QUESTIONS}
    found["seznam služeb"] = _names(find_services(Question(by_name=True)).ids)
    found["v obci Vrbatice"] = _names(find_services(Question(where="999008")).ids)
    found["poskytovatelé"] = list(Provider.objects.public().order_by(czech("name")).values_list("name", flat=True))
    return found


def test_ranking_and_order_are_as_written_down():
    assert ranking() == json.loads(RANKING.read_text())
