"""Two people at once: nothing is lost, nothing is doubled. SQLite lets one write at a time, so PostgreSQL is tested."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection

from kpss.core import jobs, outgoing
from kpss.core.models import Job, OutgoingMail, TermStatistic
from providers.actions import changes, entries
from providers.actions.editions import mark, publish_edition
from providers.cards import card_of
from providers.models import ChangeRequest, PrintedEdition, SocialService
from providers.search import index
from tests.threads import AT_ONCE, at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time"),
]


def test_of_many_proposals_for_one_entry_one_waits(service, people):
    base = card_of(service)
    at_once(
        lambda number: changes.submit_change(
            entry=service, base=base, card=base | {"summary": f"Věta {number}"}, by=people["petr"]
        )
    )
    assert ChangeRequest.objects.filter(service=service).count() == AT_ONCE
    assert ChangeRequest.objects.waiting().filter(service=service).count() == 1


def test_of_many_decisions_about_one_proposal_one_holds(service, people):
    base = card_of(service)
    change = changes.submit_change(entry=service, base=base, card=base | {"summary": "Nová."}, by=people["petr"])
    answers = at_once(lambda _number: changes.approve_change(change=change, by=people["klara"]))
    assert sum(isinstance(answer, ValidationError) for answer in answers) == AT_ONCE - 1


def test_proposing_and_approving_at_once_wait_for_each_other(service, people):
    base = card_of(service)
    change = changes.submit_change(entry=service, base=base, card=base | {"summary": "Nová."}, by=people["petr"])

    def either(number: int) -> object:
        if number % 2:
            return changes.approve_change(change=change, by=people["klara"])
        card = base | {"summary": f"Věta {number}"}
        return changes.submit_change(entry=service, base=base, card=card, by=people["petr"])

    at_once(either)
    assert ChangeRequest.objects.waiting().filter(service=service).count() <= 1


def test_of_many_saves_with_one_version_one_holds(service, people):
    card = card_of(service)
    answers = at_once(
        lambda number: entries.save_service(
            card=card | {"summary": f"Věta {number}"}, service=service, expected_version=service.version
        )
    )
    assert sum(isinstance(answer, ValidationError) for answer in answers) == AT_ONCE - 1


def said() -> dict[str, float]:
    """Return how much each word says, rounded as two computations of it may differ."""
    rows = TermStatistic.objects.filter(corpus=index.CORPUS.name).values_list("term", "idf")
    return {term: round(idf, 6) for term, idf in rows}


def test_words_counted_for_the_search_agree_after_saves_at_once():
    services = list(SocialService.objects.public().with_parts()[:AT_ONCE])
    words = {"summary": "Zcela ojedinělé slovo xylofon."}
    at_once(lambda number: entries.save_service(card=card_of(services[number]) | words, service=services[number]))
    weights = said()
    index.refresh_all()
    assert weights == said()


def test_of_many_prints_of_one_paper_one_edition_is_offered(people):
    printed = []
    for number in range(AT_ONCE):
        job = Job.objects.create(title="Tisk", owner=people["klara"])
        jobs.keep_file(job, ContentFile(f"%PDF-1.4 {number}".encode()), "katalog.pdf")
        printed.append(job)
    values = {"paper": "a4", "by": people["klara"], "mark": mark()}
    at_once(lambda number: publish_edition(job=printed[number], page_count=number + 1, **values))
    edition = PrintedEdition.objects.get(paper="a4")
    with edition.file.open("rb") as file:
        assert file.read() == f"%PDF-1.4 {edition.page_count - 1}".encode()


def test_one_mail_is_claimed_by_one_worker():
    mail = OutgoingMail.objects.create(sender="a@b.example", recipients=["c@d.example"], content=b"x")
    claims = at_once(lambda _number: outgoing._claim(mail.pk, mail.next_at))
    assert sum(claim is not None for claim in claims) == 1
