"""The coordinator's desk: what waits by deadline, what was done, what is coming; and where each person is led."""

import datetime as dt

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kpss.core import audit, undo
from kpss.core.desk import Coming, Waiting
from kpss.core.models import AuditEvent, OutgoingMail, UnansweredQuery
from planning.groups.models import Membership, Minutes, PlanningGroup
from planning.plans.actions import cycles
from planning.plans.models import PlanningCycle
from planning.portal.actions import entries, team
from planning.portal.models import AccessibilityReport, TeamContact
from planning.portal.presenters import work as shown
from planning.portal.reports import desk as reports
from planning.suggestions.models import Assignment, Call, Suggestion
from providers.actions import changes, visitors
from providers.cards import card_of
from providers.models import ChangeRequest, SocialService
from surveys.actions import lifecycle, paper
from tests.groups.making import meeting_of
from tests.plans.making import cycle_of, milestone_of, phase_of
from tests.portal.making import event_of, news_of, registered
from tests.suggestions.making import call_of, entry_of
from tests.surveys.answers import finished
from tests.surveys.making import current, running

pytestmark = pytest.mark.django_db
DESK = "/sprava/"


def waiting_now() -> dict[str, Waiting]:
    return {row.what: row for row in reports.whole_desk(timezone.now()).waiting}


@pytest.fixture
def full(people, service):
    """Something of everything that may wait."""
    card = card_of(service)
    changes.submit_change(entry=service, base=card, card=card | {"summary": "Nová."}, by=people["petr"])
    visitors.report_error(service=service, topic="other", text="x", email="")
    visitors.apply_for_listing(organisation="Nová", ico="", name="Jan", email="a@nova.example", text="")
    UnansweredQuery.objects.create(text="xyz", last_on="2026-01-01")
    group = PlanningGroup.objects.get(slug="seniori-a-pecujici")
    Membership.objects.create(group=group, status="waiting", name="Olga", email="o@olga.example", side="user")
    meeting_of(group, number=20, in_days=9, status="planned")
    meeting_of(group, number=7, in_days=-5)
    approved = meeting_of(group, number=6, in_days=-30)
    Minutes.objects.create(meeting=approved, status="approved", approved_at=timezone.now())
    call = call_of(slug="dohlasovano", status="choosing", is_over=True)
    entry_of(call, status="waiting")
    event = event_of("Plno")
    registered(event, status="waiting")
    AccessibilityReport.objects.create(text="x", due_on=timezone.localdate() + dt.timedelta(days=30))
    OutgoingMail.objects.create(sender="a@b.example", recipients=["c@d.example"], content=b"x", next_at=None)
    running(by=people["klara"])
    news_of("Rozepsaná zpráva", None)
    return group


def test_everything_that_waits_stands_on_the_desk(full):
    found = waiting_now()
    for what in (
        "Schválit změny v katalogu",
        "Prověřit nahlášené chyby v katalogu",
        "Rozhodnout o žádostech organizací",
        "Projít, na co hledání neodpovědělo",
        "Odpovědět na přihlášky do skupin",
        "Odeslat pozvánku skupině Senioři a pečující",
        "Odpovědět na podněty",
        "Projít návrhy do výzvy",
        "Vybrat vítěze výzvy",
        "Dát vědět lidem, kteří čekají na místo",
        "Odpovědět na podněty k přístupnosti",
        "Projít e-maily, které neodešly",
    ):
        assert found[what].count >= 1, what
    assert any(what.startswith("Napsat zápis z jednání") for what in found)
    assert any(what.startswith("Zveřejnit zápis z jednání") for what in found)


def test_each_row_leads_right_to_its_list(full, klara):
    for row in waiting_now().values():
        assert klara.get(row.url).status_code == 200, row.what


def test_invitation_is_due_by_the_notice_period(full):
    row = waiting_now()["Odeslat pozvánku skupině Senioři a pečující"]
    assert row.due == timezone.localdate() + dt.timedelta(days=9 - full.notice_days)
    assert "nejpozději" in row.note


def test_one_change_leads_to_its_page_and_more_of_them_to_the_list(full, people):
    row = waiting_now()["Schválit změny v katalogu"]
    assert row.url == ChangeRequest.objects.get().get_absolute_url()
    foreign = SocialService.objects.get(name="Stacionář Slunečnice")
    card = card_of(foreign)
    changes.submit_change(entry=foreign, base=card, card=card | {"summary": "Jiná."}, by=people["klara"])
    row = waiting_now()["Schválit změny v katalogu"]
    assert (row.count, row.url[-7:]) == (2, "#navrhy")
    assert "Stacionář Slunečnice" in row.note


def test_desk_asks_as_often_however_much_waits(full, klara, people):
    klara.get(DESK)
    with CaptureQueriesContext(connection) as few:
        assert klara.get(DESK).status_code == 200
    for number in range(5):
        news_of(f"Další {number}", None)
        meeting_of(full, number=30 + number, in_days=15, status="planned")
        registered(event_of(f"Další {number}"), status="waiting")
    with CaptureQueriesContext(connection) as many:
        klara.get(DESK)
    assert len(few) == len(many) == 16


def test_ways_back_keep_the_desk_within_twenty_queries(full, klara, people, service):
    archived_deleted_and_discarded(klara, people, service)
    with CaptureQueriesContext(connection) as asked:
        klara.get(DESK)
    assert len(asked) == 19


def archived_deleted_and_discarded(klara, people, service):
    news, waiting = news_of("Zpráva"), Suggestion.objects.waiting().first()
    entries.archive_entry(entry=news, by=people["klara"])
    klara.post(reverse("providers:move", args=[service.pk, "delete"]))
    klara.post(reverse("suggestions:move", args=[waiting.number, "discard"]))
    return news, waiting


def test_desk_of_an_empty_portal_says_so(klara):
    for model in (Suggestion, Call, Membership, PlanningGroup):
        model.objects.all().delete()
    SocialService.objects.all().delete()
    page = BeautifulSoup(klara.get(DESK).content, "html.parser")
    assert "všechno je hotové" in page.h1.text
    assert page.select_one(".empty h2").text == "Na stole nic neleží"


@pytest.mark.parametrize(
    ("day", "limit"),
    [("2026-11-09", "2026-11-13"), ("2026-11-13", "2026-11-16"), ("2026-11-14", "2026-11-20")],
)
def test_what_is_urgent_is_due_by_the_end_of_work(day, limit):
    assert shown.next_end_of_work(dt.date.fromisoformat(day)) == dt.date.fromisoformat(limit)


@pytest.mark.parametrize(
    ("hour", "words"), [(8, "Dobré ráno"), (12, "Dobrý den"), (20, "Dobrý večer"), (2, "Dobrý večer")]
)
def test_greeting_is_of_that_hour(hour, words):
    assert shown.greeting(timezone.localtime().replace(hour=hour)) == words


@pytest.mark.parametrize(
    ("days", "words"), [(0, "dnes"), (1, "zbývá 1 den"), (3, "zbývají 3 dny"), (-2, "2 dny po termínu"), (20, "")]
)
def test_days_left_in_words(days, words):
    assert shown.days_left(days) == words


@time_machine.travel("2026-11-10 08:00+01:00", tick=False)
def test_urgent_rows_stand_first_and_are_counted_in_the_headline(klara):
    Suggestion.objects.waiting().update(due_on="2026-11-09")
    page = BeautifulSoup(klara.get(DESK).content, "html.parser")
    urgent = [row.text for row in page.select(".todo--urgent .todo__what")]
    assert "Odpovědět na podněty" in urgent
    words = {1: "dnes čeká jedna věc", 2: "dnes čekají dvě věci", 3: "dnes čekají tři věci"}
    assert page.h1.text == f"Dobré ráno, {words[len(urgent)]}"
    assert page.select_one(".lede").text.startswith("Úterý 10. listopadu 2026.")
    assert "1 den po termínu" in page.select_one(".todo--urgent").text


def test_last_thing_done_is_taken_back_from_the_desk(klara, people):
    item = news_of("Omylem venku", None)
    entries.publish_entry(entry=item, by=people["klara"])
    page = BeautifulSoup(klara.get(DESK).content, "html.parser")
    button = page.select_one(".undo form")
    assert "Omylem venku" in page.select_one(".undo").text
    klara.post(button["action"])
    item.refresh_from_db()
    assert item.published_at is None
    assert not BeautifulSoup(klara.get(DESK).content, "html.parser").select(".undo form")


def test_only_own_things_of_thirty_days_can_be_taken_back(klara, people):
    old, foreign = news_of("Stará"), news_of("Cizí")
    with time_machine.travel(timezone.now() - dt.timedelta(days=31)):
        entries.delete_entry(entry=old, by=people["klara"])
    entries.delete_entry(entry=foreign, by=people["standa"])
    assert shown.last_items(people["klara"], timezone.now()) == []


def test_each_kind_of_undo_leads_to_a_button_that_works(klara, people, service):
    """Every event that says it can be taken back has a way back."""
    news, waiting = archived_deleted_and_discarded(klara, people, service)
    done = shown.last_items(people["klara"], timezone.now())
    assert len(done) == 3
    for item in done:
        assert klara.post(item["url"]).status_code == 302
    service.refresh_from_db()
    news.refresh_from_db()
    waiting.refresh_from_db()
    assert (service.deleted_at, news.archived_at, waiting.status) == (None, None, "new")
    assert set(undo.known()) <= set(audit.known_events())


def test_week_tells_each_thing_once_with_who_did_it(people):
    item = news_of("Zpráva", None)
    for _time in range(3):
        entries.save_entry(entry=item, edit=item.edit_count, by=people["klara"])
    [area] = [part for part in shown.week_of(reports.events_of_week(timezone.now())) if part["title"] == "Web"]
    assert "Klára Ukázková: Upravil(a) aktualitu „Zpráva“ (3×)" in area["rows"]


def test_week_forgets_what_is_older(people):
    AuditEvent.objects.all().delete()
    with time_machine.travel(timezone.now() - dt.timedelta(days=8)):
        audit.record("portal.town.changed", by=people["klara"])
    assert reports.events_of_week(timezone.now()) == []


def test_drafts_and_what_is_coming_are_told(full, klara):
    page = BeautifulSoup(klara.get(DESK).content, "html.parser").text
    assert "Aktualita: Rozepsaná zpráva" in page
    assert "Senioři a pečující: jednání skupiny" in page


# --- Mails that did not go -------------------------------------------------------------------------------


@pytest.fixture
def failed(db):
    return OutgoingMail.objects.create(
        sender="a@b.example", recipients=["c@d.example"], content=b"Subject: x\r\n\r\nx", next_at=None, attempt_count=7
    )


def test_mail_that_failed_is_sent_again(klara, failed, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        klara.post(reverse("portal:move_mail", args=[failed.pk, "znovu"]))
    assert not OutgoingMail.objects.filter(pk=failed.pk, next_at=None).exists()
    assert AuditEvent.objects.filter(event="portal.mail.tried_again").exists()


def test_mail_that_failed_is_thrown_away(klara, failed):
    assert "c@d.example" in klara.get(reverse("portal:mails")).content.decode()
    klara.post(reverse("portal:move_mail", args=[failed.pk, "zahodit"]))
    assert not OutgoingMail.objects.exists()
    assert mail.outbox == []


def test_mail_on_its_way_is_not_touched(klara, failed):
    OutgoingMail.objects.update(next_at=timezone.now())
    assert klara.post(reverse("portal:move_mail", args=[failed.pk, "zahodit"])).status_code == 404


# --- Where people are led --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "where"),
    [
        ("klara", "portal:desk"),
        ("standa", "portal:desk"),
        ("petr", "providers:own"),
        ("vera", "groups:own"),
        ("anna", "portal:home"),
    ],
)
def test_sign_in_leads_to_what_one_works_with(sign_in, who, where):
    assert sign_in(who).get(reverse("portal:work"))["Location"] == reverse(where)


def test_who_works_with_several_things_sees_all_of_them(sign_in, people):
    Assignment.objects.create(suggestion=Suggestion.objects.waiting().first(), user=people["petr"])
    page = BeautifulSoup(sign_in("petr").get("/").content, "html.parser")
    own = [link.text for link in page.select(".header__top .account a")]
    assert own == ["Hledat na webu", "Moje služby", "Moje skupiny", "Moje podněty", "Můj účet"]


def test_who_was_asked_about_a_suggestion_finds_it(sign_in, people):
    Assignment.objects.create(suggestion=Suggestion.objects.waiting().first(), user=people["anna"])
    anna = sign_in("anna")
    page = BeautifulSoup(anna.get("/").content, "html.parser")
    [link] = [link for link in page.select(".header__top .account a") if link.text == "Moje podněty"]
    assert anna.get(link["href"]).status_code == 200


def test_published_minutes_and_results_are_taken_back(klara, people, full, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    approved = Minutes.objects.get(status="approved")
    klara.post(reverse("groups:move_minutes", args=[full.slug, approved.meeting.number, "publish"]))
    survey = finished(by=people["klara"], slug="hotovo")
    done = shown.last_items(people["klara"], timezone.now())
    assert len(done) == 2
    for item in done:
        assert klara.post(item["url"]).status_code == 302
    approved.refresh_from_db()
    survey.refresh_from_db()
    assert (approved.status, survey.results_at) == ("approved", None)
    assert shown.last_items(people["klara"], timezone.now()) == []


def test_closed_survey_waits_for_its_results_and_paper_for_its_typing(klara, people, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    survey = running(by=people["klara"], slug="papir", title="Papír")
    paper.open_batch(questionnaire=current(survey), name="Knihovna", is_double=True, by=people["klara"])
    assert waiting_now()["Dopsat dávky papírových dotazníků"].note == "Papír"
    lifecycle.close(survey=survey, notice="Dost.", by=people["klara"])
    row = waiting_now()["Zveřejnit výsledky: Papír"]
    assert "0 odpovědí" in row.note
    assert klara.get(row.url).status_code == 200


# --- Planning --------------------------------------------------------------------------------------------


@pytest.fixture
def planned(db):
    """A cycle nobody sees yet, with a phase and a milestone that come."""
    cycle = cycle_of("Rozepsané období", is_public=False)
    phase_of(cycle, "Sbíráme podněty", 3, 400)
    phase_of(cycle, "Připravujeme se", -30, 5)
    milestone_of(cycle, "Schválí se plán", on=7)
    milestone_of(cycle, "Daleko", on=40)
    return cycle


def test_planning_stands_on_the_desk(planned, klara):
    found = reports.whole_desk(timezone.now())
    coming = [row.title for row in sorted(found.coming, key=lambda row: row.at) if row.note == "Rozepsané období"]
    assert coming == ["Začíná fáze: Sbíráme podněty", "Končí fáze: Připravujeme se", "Schválí se plán"]
    assert "Rozepsané období" in [row.title for row in found.drafts]
    page = klara.get(DESK).content.decode()
    assert "Začíná fáze: Sbíráme podněty" in page
    assert ", 0:00" not in page


def test_deleted_cycle_takes_its_plans_off_the_desk(planned, people):
    cycles.delete(row=planned, by=people["klara"])
    assert "Rozepsané období" not in str(reports.whole_desk(timezone.now()))


@pytest.mark.parametrize("sort", ["cycle", "phase", "milestone", "contact"])
def test_what_was_deleted_in_planning_is_taken_back_from_the_desk(planned, people, klara, sort):
    rows = {"cycle": planned, "phase": planned.phases.first(), "milestone": planned.milestones.first()}
    if sort == "contact":
        team.delete_contact(contact=TeamContact.objects.first(), by=people["klara"])
    else:
        cycles.delete(row=rows[sort], by=people["klara"])
    back = shown.last_items(people["klara"], timezone.now())[0]
    klara.post(back["url"])
    assert back["url"] not in [item["url"] for item in shown.last_items(people["klara"], timezone.now())]
    assert not PlanningCycle.objects.deleted().exists()
    assert not TeamContact.objects.deleted().exists()


def test_desk_says_what_tomorrow_brings(db):
    """In the morning nothing else is as near."""
    at = timezone.now()
    coming = [Coming(at + dt.timedelta(days=1), "Schválí se plán", "/", is_whole_day=True)]
    assert shown._lede(coming, at).endswith("Zítra: Schválí se plán.")
