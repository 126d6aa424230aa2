"""A closed group leaves no trace in anything that an outsider can read."""

import pytest
from django.urls import reverse

from tests.permissions.matrix import ROWS
from tests.permissions.test_matrix import _close_files

TRACES = ("Bezpečí doma", "bezpeci-doma", "Eva Příkladná")
#: Opened by a secret that only an insider has.
SECRET = ("groups:own_calendar",)
OUTSIDERS = ("nobody", "anna", "ursula", "cyril", "zdenek")


def read(client, row, world) -> str:
    answer = client.get(reverse(row.name, kwargs=row.kwargs(world)) + row.query)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    _close_files(answer)
    return body.decode(errors="ignore")


@pytest.mark.parametrize("person", OUTSIDERS)
def test_outsider_finds_nothing_of_a_closed_group_anywhere(person, world, sign_in):
    client = sign_in(person)
    rows = [row for row in ROWS if row.method == "get" and row.cells[person] == 200 and row.name not in SECRET]
    told = {row.name for row in rows if any(trace in read(client, row, world) for trace in TRACES)}
    assert told == set()


def test_member_finds_it(world, sign_in):
    assert TRACES[0] in sign_in("petr").get(reverse("groups:group_list")).content.decode()
    assert "bezpeci-doma" in sign_in("klara").get(reverse("groups:manage")).content.decode()
