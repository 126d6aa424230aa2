"""Writing entries: cards round trip, secret places, deletion with undo, verification, reminders."""

import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpss.core.dates import add_months, today
from providers.actions import entries, upkeep, visitors
from providers.cards import LABELS, card_of, changed_keys, differences, empty_card
from providers.enums import Freshness
from providers.models import Contact, Location, Provider, Reminder, SocialService
from providers.reports import likely_duplicates, stale_services
from providers.search.reach import gaps

pytestmark = pytest.mark.django_db


def test_writing_a_card_back_changes_nothing():
    for service in SocialService.objects.with_parts():
        card = card_of(service)
        entries.save_service(card=card, service=service, reindex=False)
        assert changed_keys(card, card_of(service)) == [], service.name


def test_every_key_of_a_card_has_words(service):
    assert set(card_of(service)) <= set(LABELS)


def test_empty_card_and_full_card_differ_in_words(service):
    rows = differences(empty_card(), card_of(service))
    assert {"Název", "Telefony", "Místa", "Obce, kam dojede"} <= {row.label for row in rows}


def test_secret_place_keeps_no_address_even_when_given_one(service):
    place = {"name": "Byt", "is_secret": True, "street": "Tajná", "house_number": "1", "municipality": "999001"}
    entries.save_service(card=card_of(service) | {"locations": [place]}, service=service)
    stored = Location.objects.get(service=service)
    assert (stored.street, stored.house_number, stored.latitude, stored.address) == ("", "", None, "")


@pytest.mark.parametrize("address", [{"street": "Tajná"}, {"municipality_id": "999001"}, {"latitude": 49.5}])
def test_database_refuses_a_secret_place_with_an_address(service, address):
    with pytest.raises(IntegrityError, match="secret_location"), transaction.atomic():
        Location.objects.create(service=service, is_secret=True, **address)


def test_service_is_statutory_or_related_never_both_or_neither(service):
    for change in ({"kind": "", "related_kind": ""}, {"related_kind": "rozvoz"}):
        with pytest.raises(ValidationError):
            entries.save_service(card=card_of(service) | change, service=service)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"phones": [["nevím", ""]]}, "Telefon"),
        ({"webs": [["javascript:alert(1)", ""]]}, "web"),
        ({"kind": "vymysl"}, "neznáme"),
        ({"age_from": 20, "age_to": 10}, "nižší"),
        ({"valid_from": "2026-02-01", "valid_to": "2026-01-01"}, "před začátkem"),
    ],
)
def test_bad_value_is_refused_in_words_and_nothing_is_lost(service, change, words):
    before = card_of(service)
    with pytest.raises(ValidationError, match=words), transaction.atomic():
        entries.save_service(card=before | change, service=service)
    assert card_of(service) == before


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=120))
def test_any_text_survives_the_card(service, text):
    if "\x00" in text:
        return
    card = card_of(service) | {"what_it_does": text, "summary": text[:300]}
    entries.save_service(card=card, service=service, reindex=False)
    assert card_of(service)["what_it_does"] == text


def test_deleted_service_comes_back_within_thirty_days(service, people, client):
    entries.delete_service(service=service, by=people["klara"])
    assert client.get(service.get_absolute_url()).status_code == 404
    entries.restore_service(service=service, by=people["klara"])
    assert client.get(service.get_absolute_url()).status_code == 200


def test_after_thirty_days_it_is_erased_and_not_before(service, people):
    entries.delete_service(service=service, by=people["klara"])
    upkeep.forget_old(timezone.now() + dt.timedelta(days=29))
    assert SocialService.objects.filter(pk=service.pk).exists()
    upkeep.forget_old(timezone.now() + dt.timedelta(days=31))
    assert not SocialService.objects.filter(pk=service.pk).exists()


@pytest.mark.parametrize(
    ("months", "freshness"),
    [(0, Freshness.FRESH), (5, Freshness.FRESH), (6, Freshness.AGING), (11, Freshness.AGING), (12, Freshness.STALE)],
)
def test_freshness_follows_the_months(service, months, freshness):
    service.verified_on = add_months(today(), -months)
    assert service.freshness == freshness


def test_never_verified_is_said(service):
    service.verified_on = None
    assert service.freshness == Freshness.NEVER


def test_free_places_older_than_thirty_days_are_unknown(service):
    service.free_places, service.free_places_on = 3, today() - dt.timedelta(days=30)
    assert service.known_free_places == 3
    service.free_places_on = today() - dt.timedelta(days=31)
    assert service.known_free_places is None


def test_reminders_go_after_five_six_and_seven_months_once_each(service):
    SocialService.objects.exclude(pk=service.pk).update(verified_on=today())
    SocialService.objects.filter(pk=service.pk).update(verified_on=today())
    sent = []
    for months in (4, 5, 5, 6, 7, 8):
        day = add_months(today(), months)
        upkeep.remind(dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC))
        sent.append(Reminder.objects.filter(service=service).count())
    assert sent == [0, 1, 1, 2, 3, 3]
    assert all("Vše platí" in message.body for message in mail.outbox)


def test_link_of_a_reminder_verifies_by_a_button_and_works_once(service, client):
    from providers.notifications import verify_code

    url = f"/vse-plati/{verify_code(service)}/"
    SocialService.objects.filter(pk=service.pk).update(verified_on=service.verified_on)
    client.get(url)
    assert SocialService.objects.get(pk=service.pk).verified_on == service.verified_on
    client.post(url)
    assert SocialService.objects.get(pk=service.pk).verified_on == today()
    assert client.get(url).status_code == 410


def test_bounced_mail_marks_the_contact_and_survives_a_save(service):
    address = service.contacts.filter(kind="email").first().value
    assert entries.mark_bounced(email=address.upper()) == 1
    entries.save_service(card=card_of(service) | {"summary": "x"}, service=service)
    assert Contact.objects.get(service=service, value=address).bounced_at is not None


def test_likely_duplicate_is_shown_despite_case_and_accents(service):
    card = empty_card() | {"name": "PECOVATELSKA SLUZBA MESTA LIPOVANY"}
    assert likely_duplicates(card, service.provider) == [service]
    assert likely_duplicates(empty_card() | {"name": "Úplně jiná"}, service.provider) == []


def test_deleted_provider_with_the_same_ico_is_revived(service, people):
    provider = service.provider
    provider.deleted_at = timezone.now()
    provider.save()
    again = entries.save_provider(
        card={"name": "Znovu", "ico": provider.ico, "legal_form": "other"}, by=people["klara"]
    )
    assert again.pk == provider.pk
    assert Provider.objects.get(pk=provider.pk).deleted_at is None


def test_situation_that_leads_nowhere_is_reported(service, people):
    before = len(gaps(most=20).dangling)
    entries.move_service(service=service, move="end", by=people["klara"])
    assert len(gaps(most=20).dangling) > before


def test_stale_services_are_the_oldest_first():
    rows = list(stale_services())
    dates = [row.verified_on for row in rows if row.verified_on]
    assert rows
    assert dates == sorted(dates)


def test_ended_service_answers_gone_with_a_way_on(client):
    ended = SocialService.objects.get(status="ended")
    response = client.get(ended.get_absolute_url())
    assert response.status_code == 410
    assert "Pečovatelská služba města Lipovany" in response.content.decode()


def test_reminder_says_how_old_the_data_really_are(service):
    SocialService.objects.exclude(pk=service.pk).update(verified_on=today())
    SocialService.objects.filter(pk=service.pk).update(verified_on=add_months(today(), -14))
    upkeep.remind(timezone.now())
    assert "před 14 měsíci" in mail.outbox[-1].body


def test_service_nobody_ever_checked_is_reminded_since_its_last_change(service):
    SocialService.objects.exclude(pk=service.pk).update(verified_on=today() + dt.timedelta(days=365))
    SocialService.objects.filter(pk=service.pk).update(verified_on=None, updated_at=timezone.now())
    in_months = [timezone.now() + dt.timedelta(days=31 * months) for months in (4, 5, 5)]
    assert [upkeep.remind(at) for at in in_months] == ["", "připomenutí: 1", ""]
    assert Reminder.objects.get(service=service).since == today()


def test_open_report_is_kept_however_old(service):
    report = visitors.report_error(service=service, topic="other", text="Nesedí telefon", email="eva@dum.example")
    upkeep.forget_old(timezone.now() + dt.timedelta(days=400))
    report.refresh_from_db()
    assert report.text == "Nesedí telefon"


def test_application_nobody_decided_for_a_year_is_cleared_and_can_only_be_returned(people):
    application = visitors.apply_for_listing(
        organisation="Klub", ico="", name="Eva", email="eva@klub.example", text="Chceme do katalogu."
    )
    upkeep.forget_old(timezone.now() + dt.timedelta(days=366))
    application.refresh_from_db()
    assert (application.name, application.email, application.text) == ("", "", "")
    with pytest.raises(ValidationError, match="po roce smazali"):
        visitors.decide_application(application=application, move="approve", by=people["klara"])
    visitors.decide_application(application=application, move="return", reason="Nestihli jsme to.", by=people["klara"])
    assert mail.outbox == []


def test_answer_to_a_report_is_cleared_with_it(service, people):
    report = visitors.report_error(service=service, topic="other", text="Nesedí telefon", email="eva@dum.example")
    visitors.close_report(report=report, answer="Paní Evo, opraveno.", by=people["klara"])
    upkeep.forget_old(timezone.now() + dt.timedelta(days=366))
    report.refresh_from_db()
    assert (report.text, report.email, report.answer) == ("", "", "")


def test_files_of_an_erased_service_leave_the_disk(service, people, django_capture_on_commit_callbacks):
    file = SimpleUploadedFile("cenik.pdf", b"%PDF-1.4")
    attachment = entries.attach_file(service=service, kind="price_list", title="", file=file, by=people["klara"])
    storage, name = attachment.file.storage, attachment.file.name
    entries.delete_service(service=service, by=people["klara"])
    with django_capture_on_commit_callbacks(execute=True):
        upkeep.forget_old(timezone.now() + dt.timedelta(days=29))
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        upkeep.forget_old(timezone.now() + dt.timedelta(days=31))
    assert not storage.exists(name)
