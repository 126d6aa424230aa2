"""The whole permission matrix, and the rule that no address of ours stands outside it."""

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from kpss.accounts.models import Deputy
from providers.models import SocialService
from tests.permissions.matrix import PEOPLE, ROWS, Row

OURS = ("portal", "core", "accounts", "providers", "surveys", "groups", "suggestions", "plans")


READ = [row for row in ROWS if row.method == "get"]
WRITTEN = [row for row in ROWS if row.method != "get"]


def _name(row: Row) -> str:
    return f"{row.method}-{row.name}-{sorted(set(row.cells.values()))}"


@pytest.mark.parametrize("row", READ, ids=_name)
def test_page_answers_each_person_as_the_matrix_says(row, world, sign_in):
    for person in PEOPLE:
        _check(row, person, world, sign_in)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("row", WRITTEN, ids=_name)
def test_form_answers_as_the_matrix_says(row, person, world, sign_in):
    _check(row, person, world, sign_in)


#: What a coordinator keeps for oneself; a deputy hands no role on.
KEPT = {"accounts:hand_over"}


@pytest.fixture
def deputy(world):
    """Cyril, who has no right of his own, stands in for Klára today."""
    now = timezone.localdate()
    return Deputy.objects.create(holder=world.people["klara"], user=world.people["cyril"], from_on=now, to_on=now)


@pytest.mark.parametrize("row", ROWS, ids=_name)
def test_deputy_may_what_the_role_of_a_coordinator_may_and_no_more(row, deputy, world, sign_in):
    """A role is handed over, memberships are not; to what only administrators may a deputy gets no further."""
    data = dict(row.data) | ({"reason": "Nesplňuje."} if row.name == "providers:application_decide" else {})
    response = getattr(sign_in("cyril"), row.method)(reverse(row.name, kwargs=row.kwargs(world)), data)
    _close_files(response)
    if row.name in KEPT or row.cells["klara"] == 403:
        assert response.status_code == 403
    else:
        assert response.status_code in {row.cells["klara"], row.cells["cyril"], row.cells["standa"]}


def _check(row: Row, person: str, world, sign_in) -> None:
    url, data = reverse(row.name, kwargs=row.kwargs(world)) + row.query, dict(row.data)
    if row.name == "providers:application_decide":
        data["reason"] = "Nesplňuje podmínky."
    response = getattr(sign_in(person), row.method)(url, data)
    _close_files(response)
    assert response.status_code == row.cells[person], f"{person} {row.method} {url}"
    if response.status_code == 302 and row.cells["standa"] == 200 and person == "nobody":
        assert response["Location"].startswith(reverse(settings.LOGIN_URL))


def _close_files(response) -> None:
    """Close what an answer reads; closing the answer itself would close the connection that the world lives in."""
    for close_file in response._resource_closers:
        close_file()


def _names(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            namespace = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _names(pattern.url_patterns, prefix + namespace)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield prefix + pattern.name


def test_every_address_of_ours_has_a_row():
    ours = {name for name in _names(get_resolver().url_patterns) if name.split(":")[0] in OURS and ":" in name}
    assert ours - {row.name for row in ROWS} == set()


WITH_POST = {row.name for row in ROWS if row.method == "post"}
ONLY_READ = [
    row for row in ROWS if row.name not in WITH_POST and (200 in row.cells.values() or set(row.cells.values()) == {302})
]


@pytest.mark.parametrize("row", ONLY_READ, ids=lambda row: row.name)
def test_an_address_that_may_be_written_to_has_a_row_for_it(row, world, sign_in):
    person = next(
        (person for person in ("standa", "klara", "petr", "anna") if row.cells[person] in (200, 302)), "nobody"
    )
    response = sign_in(person).post(reverse(row.name, kwargs=row.kwargs(world)))
    _close_files(response)
    assert response.status_code == 405, f"{row.name} takes a post and has no row for it"


def test_matrix_names_no_address_that_is_gone():
    known = set(_names(get_resolver().url_patterns))
    assert {row.name for row in ROWS} - known == set()


def test_a_write_that_is_a_get_is_refused(world, klara):
    before = SocialService.objects.get(pk=world.service.pk).status
    response = klara.get(reverse("providers:move", kwargs={"pk": world.service.pk, "move": "delete"}))
    assert response.status_code == 405
    assert SocialService.objects.get(pk=world.service.pk).status == before


def test_sign_up_does_not_exist(client, db):
    assert client.get(reverse("account_signup")).status_code == 404


def test_document_of_permissions_is_fresh():
    from tests.permissions import write_docs

    assert write_docs.TARGET.read_text() == write_docs.text()
