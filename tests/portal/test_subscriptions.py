"""Subscriptions: nobody is written to who has not confirmed, nothing empty, nothing twice, one click to leave."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kpss.core import outgoing
from planning.groups.models import PlanningGroup
from planning.portal import tasks
from planning.portal.actions import entries
from planning.portal.actions import subscriptions as acts
from planning.portal.models import Announcement, Digest, Subscription, Topic
from planning.portal.notifications import subscription_code
from planning.portal.reports import digests
from tests.groups.making import meeting_of
from tests.portal.making import days, event_of, news_of, subscriber
from tests.surveys.making import running
from tests.threads import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_forms", "_old_town")]
MONDAY = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)


@pytest.fixture
def _old_town(db):
    """Nobody subscribes yet; what the demo town tells has been known for long."""
    Subscription.objects.all().delete()
    acts.announce(timezone.now())
    Announcement.objects.update(at=days(-30))


def sent(client, email="jana@zkusebni.example", **changed):
    page = client.get(reverse("portal:subscribe"))
    stamp = page.context["form"]["stamp"].value()
    data = {"email": email, "subjects": ["news", "events"], "frequency": "weekly", "stamp": stamp} | changed
    return client.post(reverse("portal:subscribe"), data)


def link_in(message, part="odber") -> str:
    return re.search(rf"https?://[^/]+(/{part}/\S+)", message.body)[1]


def deliver(frequency="", **fields) -> int:
    now = timezone.now()
    digest = Digest.objects.create(frequency=frequency, until=now, handed_at=now, **fields)
    return acts.deliver_digest(digest=digest)


# --- Asking and confirming -------------------------------------------------------------------------------


def test_address_is_written_to_only_after_a_button_behind_the_link(client):
    assert sent(client).status_code == 302
    news_of(published=-0.0001)
    assert deliver() == 0
    link = link_in(mail.outbox[0])
    assert "Ano, pište mi" in client.get(link).content.decode()
    assert Subscription.objects.get().confirmed_at is None
    assert "Váš odběr novinek" in client.post(link, {"confirm": "1"}, follow=True).content.decode()
    news_of("Nové po potvrzení", published=0)
    assert deliver() == 1
    assert mail.outbox[1].subject == "Nové po potvrzení"


def test_visitor_learns_from_the_page_nothing_about_who_subscribes(client):
    subscriber()
    answers = [sent(client, email) for email in ("jana@zkusebni.example", "karel@zkusebni.example")]
    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    assert [message.subject for message in mail.outbox] == ["Novinky už odebíráte", "Potvrďte odběr novinek"]


def test_stranger_changes_nothing_of_a_confirmed_address(client):
    subscriber(subjects=["news"])
    sent(client, "JANA@zkusebni.example", subjects=["surveys"], frequency="daily")
    kept = Subscription.objects.get()
    assert (kept.subjects, kept.frequency) == (["news"], "weekly")


def test_one_address_is_asked_to_confirm_three_times_a_day_at_most(client):
    codes = [sent(client).status_code for _time in range(4)]
    assert codes == [302, 302, 302, 429]
    assert len(mail.outbox) == 3


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"email": "neni"}, "e-mail"),
        ({"email": "a@b.example\nBcc: c@d.example"}, "e-mail"),
        ({"subjects": []}, "Vyberte aspoň jednu věc"),
        ({"subjects": ["vymysl"]}, "vymysl"),
        ({"frequency": "hourly"}, "hourly"),
        ({"topics": ["999999"]}, "999999"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_nothing_is_sent(client, changed, sentence):
    Topic.objects.create(name="Zkušební", slug="zkusebni")
    answer = sent(client, **changed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not mail.outbox
    assert not Subscription.objects.exists()


def test_unconfirmed_address_is_forgotten_after_three_days():
    fresh = subscriber("a@zkusebni.example", confirmed_at=None, told_until=None)
    old = subscriber("b@zkusebni.example", confirmed_at=None, told_until=None, asked_at=days(-4))
    kept = subscriber("c@zkusebni.example", asked_at=days(-400))
    assert acts.forget_unconfirmed(timezone.now())
    assert set(Subscription.objects.all()) == {fresh, kept}
    assert old.email not in Subscription.objects.values_list("email", flat=True)


def test_database_keeps_since_when_a_confirmed_address_knows():
    with pytest.raises(IntegrityError), transaction.atomic():
        subscriber(told_until=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        subscriber(frequency="hourly")


# --- Changing and leaving --------------------------------------------------------------------------------


def test_somebody_changes_what_and_how_often(client):
    found = subscriber(subjects=["news"])
    topic = Topic.objects.create(name="Bydlení", slug="bydleni")
    address = reverse("portal:subscription", args=[subscription_code(found)])
    client.post(address, {"subjects": ["surveys", "groups"], "topics": [topic.pk], "frequency": "daily"})
    found.refresh_from_db()
    assert (found.subjects, found.frequency, list(found.topics.all())) == (["surveys", "groups"], "daily", [topic])
    refused = client.post(address, {"subjects": [], "frequency": "daily"})
    assert refused.status_code == 422


def test_mail_program_leaves_by_one_click_without_cookies_or_tokens():
    subscriber()
    news_of(published=-1)
    deliver()
    message = mail.outbox[0]
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"<https?://[^/]+(/\S+)>", message.extra_headers["List-Unsubscribe"])[1]
    program = Client(enforce_csrf_checks=True)
    assert program.get(address).status_code == 200
    assert Subscription.objects.exists()
    assert program.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscription.objects.exists()
    assert program.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert "už neexistuje" in program.get(reverse("portal:subscription", args=[address.split("/")[2]])).content.decode()


def test_link_of_somebody_else_does_not_work(client):
    found = subscriber()
    code = subscription_code(found)
    assert client.post(reverse("portal:unsubscribe", args=[code[:-1]])).status_code == 200
    assert Subscription.objects.exists()
    assert client.get(reverse("portal:subscription", args=["nesmysl"])).status_code == 410


def test_address_that_does_not_exist_any_more_is_forgotten():
    subscriber()
    outgoing.address_refused.send(sender=None, email="Jana@zkusebni.example")
    assert not Subscription.objects.exists()


# --- Digests ---------------------------------------------------------------------------------------------


def test_digest_is_grouped_by_subject_newest_first_in_text_and_html():
    subscriber()
    news_of("Starší zpráva", published=-1.2)
    news_of("Novější zpráva", published=-1)
    event_of("Kulatý stůl")
    assert deliver() == 1
    message = mail.outbox[0]
    assert message.subject.startswith("Novější zpráva a 2 ")
    text, html = message.body, message.alternatives[0][0]
    for body in (text, html):
        places = [body.index(title) for title in ("Novější zpráva", "Starší zpráva", "Kulatý stůl")]
        assert places == sorted(places)
        assert "Odhlásit odběr" in body


def test_nobody_gets_an_empty_digest_and_nobody_is_told_twice(people):
    subscriber()
    assert deliver() == 0
    item = news_of(published=-1)
    assert deliver() == 1
    assert deliver() == 0
    entries.withdraw_entry(entry=item, by=people["klara"])
    entries.publish_entry(entry=item, by=people["klara"])
    assert deliver() == 0
    assert len(mail.outbox) == 1


def test_survey_launched_after_the_day_it_was_to_open_is_told(people):
    subscriber(told_until=timezone.now())
    opened_yesterday = running(by=people["klara"], opens_at=days(-1))
    assert deliver() == 1
    assert opened_yesterday.get_absolute_url() in mail.outbox[0].body


def test_digest_tells_only_what_was_asked_for():
    housing = Topic.objects.create(name="Bydlení", slug="bydleni")
    other = Topic.objects.create(name="Jiné", slug="jine")
    news_of("O bydlení", published=-1).topics.add(housing)
    news_of("O jiném", published=-1).topics.add(other)
    news_of("O všem", published=-1)
    event_of("Setkání")
    subscriber(subjects=["news"]).topics.add(housing)
    subscriber("e@zkusebni.example", subjects=["events"])
    subscriber("s@zkusebni.example", subjects=["surveys"])
    assert deliver() == 2
    by_address = {message.to[0]: message.body for message in mail.outbox}
    assert "O bydlení" in by_address["jana@zkusebni.example"]
    assert "O všem" in by_address["jana@zkusebni.example"]
    assert "O jiném" not in by_address["jana@zkusebni.example"]
    assert "Setkání" in by_address["e@zkusebni.example"]


def test_drafts_deleted_archived_and_cancelled_things_are_not_told():
    subscriber()
    news_of(published=None)
    news_of(published=1)
    news_of(deleted_at=timezone.now())
    news_of(archived_at=timezone.now())
    event_of(cancelled_because="Nemoc.")
    assert deliver() == 0


def test_meeting_of_a_closed_group_is_not_told():
    subscriber()
    closed = PlanningGroup.objects.create(name="Zavřená", slug="zavrena", is_closed=True)
    public = PlanningGroup.objects.create(name="Otevřená", slug="otevrena")
    for group in (closed, public):
        meeting_of(group, in_days=9, status="invited", invited_at=days(-1))
    assert deliver() == 1
    assert "Otevřená: jednání skupiny" in mail.outbox[0].body
    assert "Zavřená" not in mail.outbox[0].body


def test_title_with_a_line_break_does_not_become_a_header():
    subscriber()
    news_of("První\nBcc: zla@zkusebni.example", published=-1)
    deliver()
    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].recipients() == ["jana@zkusebni.example"]


def test_digest_speaks_the_language_of_the_subscriber():
    subscriber(language="en")
    meeting_of(PlanningGroup.objects.create(name="Otevřená", slug="otevrena"), in_days=9, invited_at=days(-1))
    deliver()
    assert "Unsubscribe" in mail.outbox[0].body
    assert "EVENTS AND MEETINGS YOU CAN COME TO" in mail.outbox[0].body


def test_events_stand_by_the_day_they_begin():
    subscriber()
    for days_ahead in (30, 5, 12):
        event_of(f"Za {days_ahead}", days_ahead)
    deliver()
    body = mail.outbox[0].body
    assert body.index("Za 5") < body.index("Za 12") < body.index("Za 30")


def test_what_came_out_just_before_the_hour_is_in_its_digest():
    hour = acts.last_hour("daily", timezone.now())
    subscriber(frequency="daily", told_until=hour - dt.timedelta(days=1))
    news_of("Těsně před sedmou", published=(hour - timezone.now()) / dt.timedelta(days=1) - 0.001)
    assert "1" in tasks.hand_over_due(timezone.now())
    assert "Těsně před sedmou" in mail.outbox[0].subject


def test_what_is_withdrawn_while_a_digest_goes_out_is_not_told_any_more(monkeypatch, people):
    monkeypatch.setattr(acts, "READ_AGAIN", 2)
    for name in "abcd":
        subscriber(f"{name}@zkusebni.example")
    item, now = news_of(published=-1), timezone.now()
    digest = Digest.objects.create(until=now, handed_at=now)

    def withdraws(done, _total):
        if done == 2:
            entries.withdraw_entry(entry=item, by=people["klara"])

    assert acts.deliver_digest(digest=digest, progress=withdraws) == 2


def test_digest_of_the_office_whose_worker_died_is_sent_by_the_due_work(people):
    subscriber()
    news_of(published=-1)
    digest = acts.send_digest(by=people["klara"])
    Digest.objects.filter(pk=digest.pk).update(handed_at=days(-1))
    tasks.hand_over_due(timezone.now())
    assert len(mail.outbox) == 1
    assert not Digest.objects.filter(finished_at=None).exists()


@pytest.mark.parametrize(
    ("at", "weekly", "daily"),
    [
        (MONDAY, "2026-11-23 07:00", "2026-11-23 07:00"),
        (MONDAY - dt.timedelta(hours=3), "2026-11-16 07:00", "2026-11-22 07:00"),
        (MONDAY + dt.timedelta(days=2), "2026-11-23 07:00", "2026-11-25 07:00"),
        (dt.datetime(2026, 10, 25, 12, tzinfo=dt.UTC), "2026-10-19 07:00", "2026-10-25 07:00"),
        (dt.datetime(2026, 10, 25, 4, tzinfo=dt.UTC), "2026-10-19 07:00", "2026-10-24 07:00"),
    ],
    ids=str,
)
def test_digests_go_out_at_seven_of_the_town(at, weekly, daily):
    hours = [acts.last_hour(frequency, at) for frequency in ("weekly", "daily")]
    assert [f"{timezone.localtime(hour):%Y-%m-%d %H:%M}" for hour in hours] == [weekly, daily]
    assert all(acts.next_hour(frequency, at) > at for frequency in ("weekly", "daily"))


def test_due_work_sends_each_hour_once_and_again_when_its_worker_died():
    subscriber("a@zkusebni.example", frequency="daily", told_until=MONDAY - dt.timedelta(days=9))
    assert [digest.frequency for digest in acts.digests_due(MONDAY)] == ["daily"]
    assert acts.digests_due(MONDAY) == []
    assert acts.digests_due(MONDAY + dt.timedelta(minutes=30)) == []
    later = MONDAY + dt.timedelta(minutes=90)
    (again,) = acts.digests_due(later)
    acts.deliver_digest(digest=again)
    assert acts.digests_due(later + dt.timedelta(hours=2)) == []


def test_due_work_hands_the_digest_to_the_worker():
    subscriber(told_until=days(-30), frequency="daily")
    news_of(published=-20)
    acts.announce(days(-2))
    assert "1" in tasks.hand_over_due(timezone.now())
    assert len(mail.outbox) == 1
    assert Digest.objects.get().mail_count == 1


def test_digest_broken_in_the_middle_goes_on_where_it_stopped(monkeypatch):
    for name in "abcd":
        subscriber(f"{name}@zkusebni.example")
    news_of(published=-1)
    now = timezone.now()
    digest = Digest.objects.create(until=now, handed_at=now)

    def breaks(done, _total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        acts.deliver_digest(digest=digest, progress=breaks)
    assert acts.deliver_digest(digest=digest) == 2
    assert sorted(message.to[0][0] for message in mail.outbox) == list("abcd")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time")
def test_two_workers_at_once_tell_nobody_twice():
    for name in "abcdef":
        subscriber(f"{name}@zkusebni.example")
    news_of(published=-1)
    now = timezone.now()
    digest = Digest.objects.create(until=now, handed_at=now)
    results = at_once(lambda _number: acts.deliver_digest(digest=digest))
    assert sum(results) == 6
    assert len({message.to[0] for message in mail.outbox}) == len(mail.outbox) == 6


def test_reading_what_is_told_costs_the_same_for_one_and_for_many(django_assert_num_queries):
    for count in (1, 30):
        for number in range(count):
            news_of(published=-1)
            subscriber(f"{count}-{number}@zkusebni.example")
        with django_assert_num_queries(15):
            digests.reach(timezone.now())


# --- The office ------------------------------------------------------------------------------------------


def test_office_sees_to_whom_and_what_before_it_sends(klara):
    news_of("Otevřeli jsme", published=-1)
    subscriber("a@zkusebni.example")
    subscriber("b@zkusebni.example", frequency="daily")
    subscriber("c@zkusebni.example", subjects=["surveys"])
    page = klara.get(reverse("portal:send_digest")).content.decode()
    for words in (
        "Otevřeli jsme",
        "1 člověku, který chce novinky jednou týdně",
        "Poslat 2 e-mail",
        "1 člověku nenapíšeme",
    ):
        assert words in page
    answer = klara.post(reverse("portal:send_digest"), follow=True)
    assert "Odeslaných e-mailů: 2" in answer.content.decode()
    assert {message.to[0] for message in mail.outbox} == {"a@zkusebni.example", "b@zkusebni.example"}
    assert "Není co poslat" in klara.get(reverse("portal:send_digest")).content.decode()
    shown = klara.get(reverse("portal:manage_subscriptions")).content.decode()
    assert "mimořádný" in shown
    assert "2 e-mail" in shown


def test_sending_twice_writes_nobody_twice(klara):
    news_of(published=-1)
    subscriber()
    klara.post(reverse("portal:send_digest"))
    klara.post(reverse("portal:send_digest"))
    assert len(mail.outbox) == 1


def test_office_removes_the_address_of_somebody_who_called(klara):
    found = subscriber()
    page = klara.get(reverse("portal:manage_subscriptions"), {"email": "JANA"}).content.decode()
    assert found.email in page
    assert found.email not in klara.get(reverse("portal:manage_subscriptions"), {"email": "%_\0"}).content.decode()
    klara.post(reverse("portal:remove_subscription", args=[found.pk]))
    assert not Subscription.objects.exists()
