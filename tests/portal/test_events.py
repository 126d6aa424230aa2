"""Events: people register without an account, wait in order, come and go; contacts are forgotten."""

import re

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from icalendar import Calendar

from planning.groups.models import Meeting
from planning.portal.actions import events
from planning.portal.models import Event, Registration
from planning.portal.notifications import registration_code
from tests.groups.making import meeting_of
from tests.portal.making import days, event_of, registered
from tests.threads import AT_ONCE, at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_forms")]


def sent(client, event, name="Jana", **changed):
    page = client.get(reverse("portal:register", args=[event.slug]))
    stamp = page.context["form"]["stamp"].value()
    data = {"name": name, "email": f"{name.lower()}@zkusebni.example", "stamp": stamp} | changed
    return client.post(reverse("portal:register", args=[event.slug]), data)


def changed(klara, event, **data):
    form = klara.get(reverse("portal:edit_event", args=[event.pk])).context["form"]
    kept = {name: form[name].value() for name in ("title", "summary", "edit", "takes_registrations")}
    return klara.post(reverse("portal:edit_event", args=[event.pk]), kept | {"place": "Jinde 1"} | data)


def link_in(message) -> str:
    return re.search(r"https?://[^/]+(/akce/moje-prihlaska/\S+)", message.body)[1]


def test_a_place_is_confirmed_by_a_button_behind_the_link_of_the_mail(client):
    event = event_of()
    assert sent(client, event).status_code == 302
    link = link_in(mail.outbox[0])
    assert "Ano, přijdu" in client.get(link).content.decode()
    assert not event.registrations.coming().exists()
    assert "Máte místo" in client.post(link, {"confirm": "1"}, follow=True).content.decode()
    assert "Máte místo" in mail.outbox[1].subject


def test_who_comes_late_waits_and_moves_up_when_somebody_cancels(client):
    event = event_of(capacity=1)
    for name in ("Jana", "Karel", "Lida"):
        sent(client, event, name)
        client.post(link_in(mail.outbox[-1]), {"confirm": "1"})
    assert [row.status for row in event.registrations.all()] == ["comes", "waiting", "waiting"]
    karel = event.registrations.get(name="Karel")
    page = client.get(reverse("portal:registration", args=[registration_code(karel)]))
    assert "v pořadí na 1. místě" in page.content.decode()
    mail.outbox.clear()
    jana = event.registrations.get(name="Jana")
    client.post(reverse("portal:registration", args=[registration_code(jana)]), {"cancel": "1"})
    assert [row.status for row in event.registrations.all()] == ["cancelled", "comes", "waiting"]
    assert [message.to for message in mail.outbox] == [["karel@zkusebni.example"]]


def test_visitor_learns_from_the_page_alone_nothing_about_who_is_registered(client):
    event = event_of()
    registered(event)
    answers = [sent(client, event, name) for name in ("Jana", "Karel")]
    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    assert "Máte místo" in mail.outbox[0].subject
    assert "Potvrďte" in mail.outbox[1].subject
    assert event.registrations.filter(email="jana@zkusebni.example").count() == 1


def test_who_cancelled_may_come_again(client):
    event = event_of()
    registered(event, status="cancelled")
    sent(client, event)
    client.post(link_in(mail.outbox[-1]), {"confirm": "1"})
    assert event.registrations.get().status == "comes"


@pytest.mark.parametrize(
    "fields", [{"takes_registrations": False}, {"in_days": -1}, {"cancelled_because": "Nemoc."}], ids=str
)
def test_nobody_registers_for_what_is_closed(client, fields):
    event = event_of(**fields)
    assert "Přihlásit se tu nejde" in client.get(reverse("portal:register", args=[event.slug])).content.decode()
    with pytest.raises(ValidationError):
        events.register(event=event, name="Jana", email="jana@zkusebni.example")
    assert not mail.outbox


def test_office_enters_who_called_without_an_email(klara):
    event = event_of(capacity=1)
    address = reverse("portal:registrations", args=[event.pk])
    klara.post(address, {"name": "Karel", "phone": "777 111 222"})
    klara.post(address, {"name": "Lída", "phone": "777 111 333"})
    assert [row.status for row in event.registrations.all()] == ["comes", "waiting"]
    assert not mail.outbox
    page = klara.get(address).content.decode()
    assert "777\N{NO-BREAK SPACE}111\N{NO-BREAK SPACE}222" in page
    karel = event.registrations.get(name="Karel")
    klara.post(reverse("portal:unregister", args=[event.pk, karel.pk]))
    assert event.registrations.get(name="Lída").status == "comes"


def test_office_is_told_when_an_email_is_there_already(klara):
    event = event_of()
    registered(event)
    answer = klara.post(
        reverse("portal:registrations", args=[event.pk]), {"name": "J", "email": "JANA@zkusebni.example"}
    )
    assert answer.status_code == 422
    assert "už je na akci někdo přihlášený" in answer.content.decode()


@pytest.mark.parametrize("status", ["unconfirmed", "cancelled"])
def test_office_seats_who_did_not_confirm_or_cancelled_before(klara, status):
    event = event_of()
    before = registered(event, status=status, confirmed_at=None)
    address = reverse("portal:registrations", args=[event.pk])
    data = {"name": "Jana Nová", "email": "JANA@zkusebni.example", "phone": "777 111 222"}
    assert klara.post(address, data).status_code == 302
    now = event.registrations.get()
    assert (now.pk, now.status, now.name, now.phone) == (before.pk, "comes", "Jana Nová", "+420777111222")
    assert "Máte místo" in mail.outbox[0].subject


@pytest.mark.parametrize("fields", [{"in_days": -1}, {"cancelled_because": "Nemoc."}], ids=str)
def test_office_enters_nobody_into_what_is_over_or_cancelled(klara, fields):
    event = event_of(**fields)
    answer = klara.post(
        reverse("portal:registrations", args=[event.pk]), {"name": "Karel Zapsaný", "phone": "777111222"}
    )
    assert answer.status_code == 422
    words = answer.content.decode()
    assert "Na akci už nikoho zapsat nejde" in words
    assert "Karel Zapsaný" in words
    assert not event.registrations.exists()


def test_more_places_go_to_those_who_wait_and_another_time_is_told(klara):
    event = event_of(capacity=1)
    registered(event, "Jana")
    registered(event, "Karel", status="waiting")
    answer = changed(klara, event, capacity="2", starts_at="2099-01-01T10:00", ends_at="2099-01-01T11:00")
    assert answer.status_code == 302, answer.context["form"].errors
    assert event.registrations.coming().count() == 2
    assert sorted(message.subject.split(":")[0] for message in mail.outbox) == ["Máte místo", "Změna", "Změna"]


def test_cancelled_event_is_told_with_its_reason_and_gives_no_places(klara, client):
    event = event_of(capacity=1)
    jana = registered(event)
    registered(event, "Karel", status="waiting")
    klara.post(reverse("portal:cancel_event", args=[event.pk]), {"reason": "Onemocněla lektorka."})
    assert len(mail.outbox) == 2
    assert "Onemocněla lektorka." in mail.outbox[0].body
    assert "Onemocněla lektorka." in client.get(event.get_absolute_url()).content.decode()
    events.cancel_registration(registration=jana)
    assert event.registrations.coming().count() == 0
    assert klara.post(reverse("portal:cancel_event", args=[event.pk]), {"reason": "Znovu."}).status_code == 422


@pytest.mark.parametrize(
    ("year", "fields"), [("2020", {"in_days": -1}), ("2099", {"cancelled_because": "Nemoc."})], ids=str
)
def test_change_of_what_is_over_or_cancelled_is_told_to_nobody(klara, year, fields):
    event = event_of(**fields)
    registered(event)
    answer = changed(klara, event, starts_at=f"{year}-01-01T10:00", ends_at=f"{year}-01-01T11:00")
    assert answer.status_code == 302, answer.context["form"].errors
    event.refresh_from_db()
    assert event.place == "Jinde 1"
    assert not mail.outbox


def test_event_that_is_over_is_not_cancelled(klara):
    event = event_of(in_days=-1)
    registered(event)
    assert "Zrušit akci" not in klara.get(reverse("portal:registrations", args=[event.pk])).content.decode()
    answer = klara.post(reverse("portal:cancel_event", args=[event.pk]), {"reason": "Nikdo nepřišel."})
    assert answer.status_code == 422
    assert "Tato akce už byla." in answer.content.decode()
    assert not mail.outbox


@pytest.mark.parametrize("move", ["smazat", "stahnout"])
def test_event_to_which_people_come_does_not_vanish_before_they_are_told(klara, move):
    event = event_of()
    registered(event, status="waiting")
    address = reverse("portal:move_event", args=[event.pk, move])
    assert "Nejdřív ji zrušte" in klara.post(address, follow=True).content.decode()
    event.refresh_from_db()
    assert (event.deleted_at, event.published_at is None) == (None, False)
    events.cancel_event(event=event, reason="Nemoc.", by=None)
    klara.post(address)
    event.refresh_from_db()
    assert bool(event.deleted_at) or event.published_at is None


@pytest.mark.parametrize("move", ["smazat", "stahnout"])
def test_event_nobody_comes_to_any_more_is_put_away(klara, move):
    late, left = event_of(in_days=-1), event_of()
    registered(late)
    registered(left, status="cancelled")
    for event in (late, left):
        klara.post(reverse("portal:move_event", args=[event.pk, move]))
        event.refresh_from_db()
        assert bool(event.deleted_at) or event.published_at is None


def test_reminder_goes_two_days_before_once_and_only_to_who_has_a_place():
    event = event_of(in_days=3)
    registered(event)
    registered(event, "Karel", status="waiting")
    assert events.remind_due(days(0)) == ""
    events.remind_due(days(1.5))
    events.remind_due(days(1.6))
    assert [message.to for message in mail.outbox] == [["jana@zkusebni.example"]]


def test_contacts_are_forgotten_thirty_days_after_and_the_count_stays():
    event = event_of(in_days=-29)
    kept = registered(event)
    lost = registered(event, "Karel", status="unconfirmed", confirmed_at=None, registered_at=days(-4))
    events.forget_contacts(days(0))
    kept.refresh_from_db()
    assert kept.name == "Jana"
    assert not Registration.objects.filter(pk=lost.pk).exists()
    code = registration_code(kept)
    events.forget_contacts(days(2))
    kept.refresh_from_db()
    assert (kept.name, kept.email, kept.phone, kept.status) == ("", "", "", "comes")
    assert events.find_registration(code) is None


def test_calendar_shows_events_and_public_meetings_only(client, people):
    from planning.groups.models import PlanningGroup

    event_of("Veřejné setkání")
    event_of("Rozepsané setkání", published_at=None)
    meeting_of(PlanningGroup.objects.get(slug="bezpeci-doma"), number=5)
    page = client.get("/kalendar/").content.decode()
    assert "Veřejné setkání" in page
    assert "Senioři a pečující: jednání skupiny" in page
    assert "Rozepsané setkání" not in page
    assert "Bezpečí doma" not in page
    feed = client.get("/kalendar/kalendar.ics").content
    names = [str(entry["summary"]) for entry in Calendar.from_ical(feed).walk("VEVENT")]
    assert "Veřejné setkání" in names
    assert not any("Bezpečí" in name or "Rozepsané" in name for name in names)
    assert any(name.startswith("Senioři a pečující") for name in names)


def test_event_in_a_calendar_is_cancelled_there_too(client):
    event = event_of(cancelled_because="Nemoc.")
    entry = Calendar.from_ical(client.get(reverse("portal:event_calendar", args=[event.slug])).content).walk("VEVENT")[
        0
    ]
    assert (entry["status"], entry["location"]) == ("CANCELLED", "Školní 12")


@pytest.mark.parametrize("count", [1, 3])
def test_calendar_asks_as_often_for_three_as_for_one(client, count, django_assert_num_queries):
    Event.objects.all().delete()
    Meeting.objects.update(status="planned")
    for number in range(count):
        event_of(f"Setkání {number}")
    client.get("/kalendar/")
    with django_assert_num_queries(4):
        client.get("/kalendar/")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"name": ""},
        {"email": "nic"},
        {"email": ""},
        {"phone": "abc"},
        {"web_page": "robot"},
        {"name": "a\x00"},
        {"name": "x" * 121},
    ],
)
def test_bad_registration_is_refused_in_words(client, data):
    event = event_of()
    answer = sent(client, event, **(data or {"stamp": ""}))
    assert answer.status_code == 422
    assert not mail.outbox


def test_mails_to_one_address_are_limited(client):
    event = event_of()
    codes = [sent(client, event, email="obet@zkusebni.example").status_code for _number in range(7)]
    assert codes[:5] == [302] * 5
    assert codes[5:] == [429] * 2


def test_name_of_an_event_cannot_add_a_header(people):
    event = event_of("Setkání")
    Event.objects.filter(pk=event.pk).update(title="Setkání\nBcc: obet@zkusebni.example")
    event.refresh_from_db()
    events.register(event=event, name="Jana", email="jana@zkusebni.example")
    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].recipients() == ["jana@zkusebni.example"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time")
def test_of_many_who_confirm_at_once_as_many_come_as_there_are_places():
    event = event_of(capacity=2)
    rows = [registered(event, f"Clovek{n}", status="unconfirmed", confirmed_at=None) for n in range(AT_ONCE)]
    at_once(lambda number: events.confirm_registration(registration=rows[number]))
    assert (event.registrations.coming().count(), event.registrations.waiting().count()) == (2, AT_ONCE - 2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time")
def test_places_let_go_at_once_all_go_to_those_who_wait():
    event = event_of(capacity=AT_ONCE)
    rows = [registered(event, f"Clovek{n}") for n in range(AT_ONCE)]
    for number in range(AT_ONCE + 1):
        registered(event, f"Cekajici{number}", status="waiting")
    at_once(lambda number: events.cancel_registration(registration=rows[number]))
    assert (event.registrations.coming().count(), event.registrations.waiting().count()) == (AT_ONCE, 1)


def test_page_of_an_event_that_is_over_says_so(client):
    event, late = event_of("Bude", 3), event_of("Bylo", -3)
    assert "Přidat do kalendáře" in client.get(event.get_absolute_url()).content.decode()
    words = client.get(late.get_absolute_url()).content.decode()
    assert "Tato akce už byla." in words
    assert "Přidat do kalendáře" not in words
