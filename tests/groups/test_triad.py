"""The triad in words."""

import pytest

from planning.groups.models import PlanningGroup
from planning.groups.presenters import triad
from tests.groups.making import group_of, member

pytestmark = pytest.mark.django_db


def made_of(**sides: int) -> PlanningGroup:
    group = group_of(wished_users=3)
    for side, count in sides.items():
        for number in range(count):
            member(group, f"{side} {number}", side=side)
    found: PlanningGroup = PlanningGroup.objects.with_sides().get(pk=group.pk)
    return found


def test_bar_says_the_whole_in_words():
    counts = triad.counts_of(made_of(user=5, provider=2, commissioner=1))
    assert (
        triad.bar(counts)["label"]
        == "8 členů skupiny: 5 uživatelů a pečujících, 2 poskytovatelé, 1 zástupce zadavatele"
    )


@pytest.mark.parametrize(
    ("sides", "words"),
    [
        ({"user": 3, "provider": 3}, "Strany jsou v rovnováze: žádná nemá víc než polovinu míst."),
        ({"user": 3, "provider": 2}, "Víc než polovina míst patří jedné straně: uživatelé a pečující."),
        (
            {"provider": 1, "commissioner": 1},
            "Strany jsou v rovnováze: žádná nemá víc než polovinu míst. Volná jsou 3 místa: uživatelé a pečující.",
        ),
        ({}, "Volná jsou 3 místa: uživatelé a pečující."),
        (
            {"user": 2, "provider": 2},
            "Strany jsou v rovnováze: žádná nemá víc než polovinu míst. Volné je 1 místo: uživatelé a pečující.",
        ),
    ],
)
def test_balance_names_the_heavy_side_and_the_free_seats(sides, words):
    group = made_of(**sides)
    assert triad.balance(group, triad.counts_of(group)) == words


def test_who_does_not_want_to_be_named_is_only_counted():
    group = group_of()
    member(group, "Jana Tajná")
    member(group, "Čeněk", listed_as="čtenář", organisation="Vrbatice")
    member(group, "Dana", listed_as="dcera", role="lead")
    sides = triad.people_by_side(group.memberships.members())
    assert [person["name"] for person in sides[0]["people"]] == ["dcera", "čtenář"], "who leads comes first"
    assert sides[0]["people"][0]["note"] == "vede skupinu"
    assert sides[0]["more"] == "a 1 člověk, který nechce být uveden"
    assert "Jana" not in str(sides)
