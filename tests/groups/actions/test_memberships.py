"""Into a group and out of it."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kpss.accounts.models import User
from kpss.core.models import AuditEvent
from planning.groups.actions import charters, memberships, upkeep
from planning.groups.enums import MembershipStatus
from planning.groups.models import Charter, Membership, PlanningGroup
from planning.groups.notifications import confirm_code
from planning.groups.transitions import MEMBERSHIP
from tests.groups.making import application, group_of, member

pytestmark = pytest.mark.django_db
S = MembershipStatus


@pytest.fixture
def group(people) -> PlanningGroup:
    made = group_of()
    member(made, "Věra", role="lead", user=people["vera"], email="vera@lipovany.example")
    return made


def applied(group: PlanningGroup, **fields) -> Membership:
    memberships.apply_for_membership(group=group, application=application(**fields))
    return group.memberships.get(name="Olga Zkušební")


# --- Applications ----------------------------------------------------------------------------------------


def test_application_waits_until_its_email_is_confirmed(group):
    found = applied(group)
    assert found.status == S.UNCONFIRMED
    assert mail.outbox[-1].to == ["olga@zkusebni.example"]
    code = re.search(r"/skupiny/potvrzeni/([^/]+)/", mail.outbox[-1].body).group(1)
    assert memberships.find_application(code) == found
    assert memberships.confirm_application(application=found)
    found.refresh_from_db()
    assert found.status == S.WAITING
    assert mail.outbox[-1].to == ["vera@lipovany.example"]
    assert "Olga" not in mail.outbox[-1].body, "who applies is read behind a sign-in"
    assert not memberships.confirm_application(application=found)
    assert len(mail.outbox) == 2


def test_whoever_applies_again_learns_by_mail_alone_how_it_stands(group):
    found = applied(group)
    applied(group, email="OLGA@zkusebni.example")
    assert [sent.subject for sent in mail.outbox] == ["Potvrďte přihlášku do skupiny Zkušební"] * 2
    Membership.objects.filter(pk=found.pk).update(status=S.MEMBER)
    memberships.apply_for_membership(group=group, application=application())
    assert "Ve skupině už jste" in mail.outbox[-1].body
    assert group.memberships.count() == 2


@pytest.mark.parametrize("fields", [{"admission": "appointed"}, {"ended_on": dt.date(2026, 1, 1)}])
def test_nobody_applies_where_members_are_appointed_or_the_group_is_over(people, fields):
    group = group_of(**fields)
    with pytest.raises(ValidationError, match="přihlásit nejde"):
        memberships.apply_for_membership(group=group, application=application())
    assert mail.outbox == []


def test_link_of_a_mail_is_good_for_fourteen_days_and_cannot_be_made_up(group):
    found = applied(group)
    code = confirm_code(found)
    assert memberships.find_application(code + "x") is None
    with time_machine.travel(timezone.now() + dt.timedelta(days=15)):
        assert memberships.find_application(code) is None


# --- Decisions -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("move", [move.name for move in MEMBERSHIP])
@pytest.mark.parametrize("status", S.values)
def test_each_state_allows_its_moves_alone(group, people, status, move):
    over = status in (S.REFUSED, S.ENDED)
    found = member(group, status=status, ended_on=dt.date(2026, 1, 1) if over else None)
    rule = next(rule for rule in MEMBERSHIP if rule.name == move)
    if status not in rule.sources:
        with pytest.raises(ValidationError, match="mezitím"):
            memberships.move_membership(membership=found, move=move, reason="Proto.", by=people["vera"])
        return
    moved = memberships.move_membership(membership=found, move=move, reason="Proto.", by=people["vera"])
    assert moved.status == rule.target
    assert (moved.ended_on is not None) == (rule.target in (S.REFUSED, S.ENDED))
    assert AuditEvent.objects.filter(event=f"groups.membership.{move}").exists()


def test_admitted_person_is_invited_to_an_account_and_told(group, people):
    found = member(group, "Olga", status=S.WAITING, email="olga@zkusebni.example")
    memberships.move_membership(membership=found, move="admit", by=people["vera"])
    found.refresh_from_db()
    assert found.user == User.objects.get(email="olga@zkusebni.example")
    assert found.mandate_from == timezone.localdate()
    assert [sent.to for sent in mail.outbox] == [["olga@zkusebni.example"]] * 2
    assert "Jste ve skupině Zkušební" in mail.outbox[-1].subject


def test_refusal_needs_a_reason_and_sends_it(group, people):
    found = member(group, "Olga", status=S.WAITING, email="olga@zkusebni.example")
    with pytest.raises(ValidationError, match="důvod"):
        memberships.move_membership(membership=found, move="refuse", reason=" ", by=people["vera"])
    memberships.move_membership(membership=found, move="refuse", reason="Skupina je plná.", by=people["vera"])
    assert "Skupina je plná." in mail.outbox[-1].body
    assert not User.objects.filter(email="olga@zkusebni.example").exists()


@pytest.mark.parametrize("person", ["anna", "petr", "zdenek"])
def test_only_leads_and_the_office_decide(group, people, person):
    found = member(group, "Olga", status=S.WAITING)
    with pytest.raises(PermissionDenied):
        memberships.move_membership(membership=found, move="admit", by=people[person])


def test_former_member_who_is_back_cannot_be_restored_beside_oneself(group, people):
    old = member(group, "Olga", email="olga@zkusebni.example", status=S.ENDED, ended_on=dt.date(2026, 1, 1))
    member(group, "Olga", email="olga@zkusebni.example")
    with pytest.raises(ValidationError, match="už ve skupině je"):
        memberships.move_membership(membership=old, move="restore", by=people["vera"])
    old.refresh_from_db()
    assert old.status == S.ENDED


# --- Members ---------------------------------------------------------------------------------------------


def test_member_without_email_needs_no_account(group, people):
    made = memberships.add_member(group=group, member=Membership(name="Josef", side="user"), by=people["vera"])
    assert (made.status, made.user, mail.outbox) == (S.MEMBER, None, [])


def test_new_email_of_a_member_brings_another_account(group, people):
    made = memberships.add_member(
        group=group, member=Membership(name="Josef", side="user", email="josef@zkusebni.example"), by=people["vera"]
    )
    made.email = "jiny@zkusebni.example"
    memberships.change_member(member=made, by=people["vera"])
    made.refresh_from_db()
    assert made.user == User.objects.get(email="jiny@zkusebni.example")


def test_substitute_stands_in_for_a_member_of_the_same_group_only(group, people):
    stranger = member(group_of(slug="jina", name="Jiná"), "Cizí")
    with pytest.raises(ValidationError, match="stejné skupiny"):
        memberships.add_member(
            group=group, member=Membership(name="Josef", side="user", substitute_of=stranger), by=people["vera"]
        )
    own = member(group, "Marie")
    substitute = Membership(name="Josef", side="user", substitute_of=own)
    memberships.add_member(group=group, member=substitute, by=people["vera"])
    counted = PlanningGroup.objects.with_sides().get(pk=group.pk)
    assert counted.user_count == 2, "a substitute holds no seat"


BROKEN = [
    {"status": "ended"},
    {"status": "member", "ended_on": dt.date(2026, 1, 1)},
    {"mandate_from": dt.date(2026, 2, 1), "mandate_to": dt.date(2026, 1, 1)},
    {"email": "vera@lipovany.example"},
]


@pytest.mark.parametrize("fields", BROKEN)
def test_database_refuses_what_can_never_be(group, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        member(group, "Chyba", **fields)


def test_nobody_stands_in_for_oneself(group):
    own = member(group, "Marie")
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=own.pk).update(substitute_of=own)


# --- Charters --------------------------------------------------------------------------------------------


def test_members_are_asked_to_read_each_version(group, people):
    for number in (1, 2):
        made = charters.publish_charter(
            charter=Charter(kind="charter", text="Plánujeme."), group=group, by=people["klara"]
        )
        assert made.number == number
    assert [sent.to for sent in mail.outbox] == [["vera@lipovany.example"]] * 2
    own = group.memberships.get(user=people["vera"])
    for _time in range(2):
        charters.confirm_charter(charter=made, membership=own)
    assert made.confirmations.count() == 1


def test_charter_says_something(group, people):
    with pytest.raises(ValidationError, match="Napište text"):
        charters.publish_charter(charter=Charter(kind="charter"), group=group, by=people["klara"])


# --- Forgetting ------------------------------------------------------------------------------------------


def test_what_nobody_needs_is_forgotten(group):
    now = timezone.now()
    member(group, "Nepotvrzená", status=S.UNCONFIRMED, applied_at=now - dt.timedelta(days=15))
    member(group, "Čerstvá", status=S.UNCONFIRMED)
    member(group, "Odmítnutá", status=S.REFUSED, ended_on=(now - dt.timedelta(days=91)).date())
    old = member(
        group,
        "Bývalá",
        status=S.ENDED,
        ended_on=(now - dt.timedelta(days=366)).date(),
        phone="000 123 456",
        listed_as="B.",
    )
    assert upkeep.forget_applications(now) == "2 applications forgotten"
    assert upkeep.forget_former_members(now) == "1 former members forgotten"
    assert upkeep.forget_applications(now) + upkeep.forget_former_members(now) == ""
    assert set(group.memberships.values_list("name", flat=True)) == {"Věra", "Čerstvá", ""}
    old.refresh_from_db()
    assert (str(old), old.phone, old.listed_as, old.side) == ("bývalý člen", "", "", "user")
