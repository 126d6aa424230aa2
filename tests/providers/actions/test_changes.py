"""A change proposed by an editor: compared, approved, returned, merged, never lost."""

from functools import partial

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from kpss.core.models import AuditEvent
from providers.actions import changes, entries
from providers.cards import card_of, differences
from providers.enums import ChangeStatus
from providers.models import ChangeRequest, Revision, SocialService

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(service, people):
    base = card_of(service)
    return changes.submit_change(entry=service, base=base, card=base | {"summary": "Nová věta."}, by=people["petr"])


def test_waiting_change_is_not_public(proposal, service, client):
    assert "Nová věta." not in client.get(service.get_absolute_url()).content.decode()


def test_difference_says_field_and_both_values(proposal):
    (row,) = differences(proposal.base, proposal.card)
    assert (row.label, row.after) == ("Jednou větou", "Nová věta.")
    assert row.before.startswith("Pečovatelka přijde")


def test_approval_publishes_verifies_and_writes_to_the_author(
    proposal, service, people, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        changes.approve_change(change=proposal, by=people["klara"])
    service.refresh_from_db()
    proposal.refresh_from_db()
    assert (service.summary, service.verified_by_provider) == ("Nová věta.", True)
    assert (proposal.status, proposal.decided_by) == (ChangeStatus.APPROVED, people["klara"])
    assert mail.outbox[0].to == ["petr@ssm.example"]
    assert Revision.objects.filter(service=service).first().card["summary"] == "Nová věta."
    assert AuditEvent.objects.filter(event="providers.change.approved").exists()


def test_return_needs_a_reason(proposal, people):
    with pytest.raises(ValidationError):
        changes.return_change(change=proposal, reason="  ", by=people["klara"])
    changes.return_change(change=proposal, reason="Doplňte cenu.", by=people["klara"])
    proposal.refresh_from_db()
    assert (proposal.status, proposal.reason) == (ChangeStatus.RETURNED, "Doplňte cenu.")


@pytest.mark.parametrize("person", ["petr", "anna", "zdenek"])
def test_only_the_coordinator_decides(proposal, people, person):
    with pytest.raises(PermissionDenied):
        changes.approve_change(change=proposal, by=people[person])


@pytest.mark.parametrize("move", ["approve", "return"])
@pytest.mark.parametrize("status", [ChangeStatus.APPROVED, ChangeStatus.RETURNED, ChangeStatus.WITHDRAWN])
def test_decided_change_is_not_decided_again(proposal, people, status, move):
    decided = {"decided_at": proposal.submitted_at, "reason": "x"} if status != ChangeStatus.WITHDRAWN else {}
    ChangeRequest.objects.filter(pk=proposal.pk).update(status=status, **decided)
    decide = {"approve": changes.approve_change, "return": partial(changes.return_change, reason="x")}[move]
    with pytest.raises(ValidationError):
        decide(change=proposal, by=people["klara"])


def test_what_others_changed_meanwhile_stays(proposal, service, people):
    entries.save_service(card=card_of(service) | {"price_note": "do 160 Kč"}, service=service, by=people["klara"])
    changes.approve_change(change=proposal, by=people["klara"])
    service.refresh_from_db()
    assert (service.summary, service.price_note) == ("Nová věta.", "do 160 Kč")


def test_collision_in_one_field_is_told(proposal, service, people):
    entries.save_service(card=card_of(service) | {"summary": "Jiná věta."}, service=service, by=people["klara"])
    assert changes.collisions(proposal) == ["summary"]


def test_unchanged_proposal_is_refused_with_advice(service, people):
    base = card_of(service)
    with pytest.raises(ValidationError, match="Vše platí"):
        changes.submit_change(entry=service, base=base, card=base, by=people["petr"])


def test_second_proposal_replaces_the_first(proposal, service, people):
    base = card_of(service)
    second = changes.submit_change(entry=service, base=base, card=base | {"summary": "Druhá."}, by=people["petr"])
    proposal.refresh_from_db()
    assert (proposal.status, second.status) == (ChangeStatus.WITHDRAWN, ChangeStatus.SUBMITTED)


def test_database_keeps_one_waiting_change_a_service(proposal, service):
    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeRequest.objects.create(service=service, base={}, card={})


def test_database_keeps_decision_and_date_together(proposal):
    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeRequest.objects.filter(pk=proposal.pk).update(status="approved")


def test_older_save_does_not_beat_a_newer_one(service, people):
    old = service.version
    entries.save_service(card=card_of(service) | {"summary": "První."}, service=service, by=people["klara"])
    with pytest.raises(ValidationError, match="Mezitím"):
        entries.save_service(
            card=card_of(service) | {"summary": "Druhá."}, service=service, by=people["standa"], expected_version=old
        )
    assert SocialService.objects.get(pk=service.pk).summary == "První."


def test_older_revision_comes_back(service, people):
    before = service.summary
    first = service.revisions.first()
    entries.save_service(card=card_of(service) | {"summary": "Omyl."}, service=service, by=people["klara"])
    entries.restore_revision(revision=first, by=people["klara"])
    service.refresh_from_db()
    assert service.summary == before
