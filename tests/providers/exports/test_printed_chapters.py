from collections import Counter

import pytest

from providers.exports.printed_chapters import PLANS, cut, plan_of
from tests.providers.exports.conftest import Lipovansko

KEYS = [f"s{number}" for number in range(500)]


def test_a_kind_of_the_act_belongs_to_one_chapter() -> None:
    counted = Counter(kind for plan in PLANS for kind in plan.kinds)
    assert set(counted.values()) == {1}


def test_services_stand_where_people_look_for_them(lipovansko: Lipovansko) -> None:
    services = (lipovansko.home_care, lipovansko.shelter, lipovansko.chata)
    assert [plan_of(service).code for service in services] == ["doma", "krize", "dalsi"]


def test_an_unknown_kind_follows_its_group_of_the_act(lipovansko: Lipovansko) -> None:
    lipovansko.shelter.kind.slug = "novy-druh"
    assert plan_of(lipovansko.shelter).code == "krize"


def test_pieces_hold_everything_in_order_and_are_neither_small_nor_large() -> None:
    pieces = cut(KEYS, str, size=24)
    assert [key for piece in pieces for key in piece] == KEYS
    assert all(12 <= len(piece) <= 48 for piece in pieces[:-1])


@pytest.mark.parametrize("position", [0, 100, 250, 499])
def test_a_new_service_changes_few_pieces(position: int) -> None:
    before = set(cut(KEYS, str, size=24))
    after = cut([*KEYS[:position], "s9999", *KEYS[position:]], str, size=24)
    assert len([piece for piece in after if piece not in before]) <= 4
