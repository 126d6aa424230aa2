"""Links of mails: through sign-in for those who have an account, and signed ones for those who have none."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from planning.groups.actions import ballots, meetings, minutes
from planning.groups.models import Ballot, Minutes
from planning.groups.notifications import answer_code, decide_code, read_code
from tests.groups.making import group_of, meeting_of, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(people):
    made = group_of(is_closed=True)
    member(made, "Věra", role="lead", user=people["vera"], email="vera@lipovany.example")
    return made


@pytest.fixture
def olga(group):
    return member(group, "Olga", email="olga@zkusebni.example")


def link_in(address: str) -> str:
    body = next(sent.body for sent in mail.outbox if sent.to == [address])
    return re.search(r"https?://[^/]+(/\S+)", body).group(1)


def test_link_of_a_member_with_an_account_leads_through_sign_in(client, people, group, olga):
    made = meeting_of(group, status="planned")
    meetings.call_meeting(meeting=made, by=people["vera"])
    link = link_in("vera@lipovany.example")
    assert client.get(link).status_code == 200, "the sign-in"
    client.force_login(people["vera"])
    assert client.get(link)["Location"] == made.get_absolute_url()


def test_member_without_an_account_answers_by_the_link(client, people, group, olga):
    made = meeting_of(group, status="planned")
    meetings.call_meeting(meeting=made, by=people["vera"])
    link = link_in("olga@zkusebni.example")
    assert "Dejte nám vědět" in client.get(link).content.decode()
    assert not made.replies.exists(), "programs open links in mails, too"
    assert client.post(link, {"answer": "možná"}).status_code == 422
    client.post(link, {"answer": "excused", "note": "Jsem u lékaře."})
    assert made.replies.get(membership=olga).answer == "excused"
    assert "Vaše odpověď" in client.get(link).content.decode()
    made.refresh_from_db()
    made.starts_at, made.ends_at = timezone.now() - dt.timedelta(hours=2), timezone.now()
    made.save()
    assert client.post(link, {"answer": "comes"}).status_code == 422
    assert 'name="answer"' not in client.get(link).content.decode()


def test_member_without_an_account_reads_minutes_and_objects(client, people, group, olga):
    held = meeting_of(group, number=9, in_days=-1)
    made = minutes.open_minutes(meeting=held, by=people["vera"])
    held.agenda.update(record="Řeklo se [[o paní]] vše.")
    url = reverse("groups:read", args=[read_code(made, olga)])
    assert client.get(url).status_code == 404, "still written"
    minutes.send_round(minutes=made, until=timezone.localdate(), by=people["vera"])
    link = link_in("olga@zkusebni.example")
    assert "Řeklo se o paní vše." in client.get(link).content.decode()
    assert client.post(link, {"text": " "}).status_code == 422
    client.post(link, {"text": "Bylo to jinak."})
    assert made.objections.get().membership == olga
    assert "Bylo to jinak." in client.get(link).content.decode()
    Minutes.objects.filter(pk=made.pk).update(status="approved")
    assert 'name="text"' not in client.get(link).content.decode()


def asked(group, people) -> Ballot:
    made = Ballot(proposal="Skupina chce autobus.", closes_at=timezone.now() + dt.timedelta(days=1))
    ballots.ask(group=group, ballot=made, by=people["vera"])
    return made


def test_member_without_an_account_decides_by_the_link(client, people, group, olga):
    made = asked(group, people)
    link = link_in("olga@zkusebni.example")
    page = client.get(link).content.decode()
    assert f"<p>{group.name}</p>" in page, "whoever is in two groups knows which one asks"
    assert "Skupina chce autobus." in page
    assert not made.votes.exists(), "programs open links in mails, too"
    assert client.post(link, {"choice": "možná"}).status_code == 422
    page = client.post(link, {"choice": "object", "reason": " "}).content.decode()
    assert "s čím nesouhlasíte" in page
    client.post(link, {"choice": "object", "reason": "Jede už vlak."})
    client.post(link, {"choice": "consent"})
    assert made.votes.get().choice == "consent"
    assert "Změnit odpověď" in client.get(link).content.decode()
    Ballot.objects.filter(pk=made.pk).update(closes_at=timezone.now())
    late = client.post(link, {"choice": "object", "reason": "Rozmyslela jsem si to."})
    assert late.status_code == 422
    assert "Rozmyslela jsem si to." in late.content.decode()
    assert made.votes.get().choice == "consent"
    assert 'name="choice"' not in client.get(link).content.decode()


def test_guest_and_substitute_have_no_vote_and_a_link_leads_an_account_to_its_page(client, people, group, olga):
    made = asked(group, people)
    guest = member(group, "Host", status="guest", email="host@zkusebni.example")
    stand_in = member(group, "Jan", substitute_of=olga, email="jan@zkusebni.example")
    for one in (guest, stand_in):
        assert client.get(reverse("groups:decide", args=[decide_code(made, one)])).status_code == 404
    code = decide_code(made, olga)
    for wrong in (code + "x", read_code(made, olga), answer_code(made, olga)):
        assert client.get(reverse("groups:decide", args=[wrong])).status_code == 404
    olga.user = people["ursula"]
    olga.save()
    assert client.get(reverse("groups:decide", args=[code]))["Location"] == made.get_absolute_url()
    assert "/ucet/login/" in link_in("vera@lipovany.example")


@pytest.mark.parametrize("name", ["answer", "read"])
def test_link_ends_with_the_membership_and_cannot_be_made_up(client, people, group, olga, name):
    held = meeting_of(group, number=9, in_days=-1)
    made = minutes.open_minutes(meeting=held, by=people["vera"])
    Minutes.objects.filter(pk=made.pk).update(status="approved")
    code = answer_code(held, olga) if name == "answer" else read_code(made, olga)
    other = read_code(made, olga) if name == "answer" else answer_code(held, olga)
    assert client.get(reverse(f"groups:{name}", args=[code])).status_code == 200
    for wrong in (code + "x", "nesmysl", other):
        assert client.get(reverse(f"groups:{name}", args=[wrong])).status_code == 404
    olga.user = people["ursula"]
    olga.save()
    assert "/jednani/9/" in client.get(reverse(f"groups:{name}", args=[code]))["Location"]
    olga.status, olga.ended_on = "ended", timezone.localdate()
    olga.save()
    assert client.get(reverse(f"groups:{name}", args=[code])).status_code == 404


def test_link_sent_to_a_wrong_address_ends_when_the_address_is_mended(client, people, group, olga):
    made = asked(group, people)
    code = decide_code(made, olga)
    assert client.get(reverse("groups:decide", args=[code])).status_code == 200
    olga.email = "olga.spravne@zkusebni.example"
    olga.save()
    assert client.get(reverse("groups:decide", args=[code])).status_code == 404


def test_guest_of_a_group_answers_but_reads_no_minutes(client, people, group):
    held = meeting_of(group, number=9, in_days=-1)
    made = minutes.open_minutes(meeting=held, by=people["vera"])
    Minutes.objects.filter(pk=made.pk).update(status="approved")
    guest = member(group, "Host", status="guest", email="host@zkusebni.example")
    assert client.get(reverse("groups:answer", args=[answer_code(held, guest)])).status_code == 200
    assert client.get(reverse("groups:read", args=[read_code(made, guest)])).status_code == 404


def test_page_that_is_not_there_offers_sign_in_and_says_nothing_of_the_group(client, group):
    pages = [
        client.get(address).content.decode().replace("neni-tu", group.slug)
        for address in (group.get_absolute_url(), "/skupiny/neni-tu/")
    ]
    assert "Chodíte do některé skupiny?" in pages[0]
    assert f"next=/skupiny/{group.slug}/" in pages[0]
    assert "Zkušební" not in pages[0]
    assert "Chodíte" not in client.get("/neni-tu/").content.decode()
