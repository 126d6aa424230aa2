"""Due work, jobs, rates, mail files, logs, transitions, colours."""

import datetime as dt
import json
import logging
import socket
import subprocess
from unittest.mock import Mock

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage
from django.test import Client, override_settings
from django.utils import timezone, translation

from kpss.core import audit, due, housekeeping, jobs, rates, transitions
from kpss.core.colour import contrast
from kpss.core.dates import add_months, day_in_words, holiday_name, months_since
from kpss.core.files import keep_passing
from kpss.core.logs import JsonFormatter
from kpss.core.mail import OutboxBackend, outbox
from kpss.core.models import AuditEvent, DueRun, Job, RateCounter, Town, UnansweredQuery
from providers.enums import ChangeStatus, EntryStatus
from providers.models import Application, SocialService
from providers.transitions import APPLICATION, SERVICE

pytestmark = pytest.mark.django_db


def test_due_work_runs_twice_without_harm_and_says_when():
    now = timezone.now()
    assert all(run.is_ok for run in due.run_all(now))
    assert all(run.is_ok for run in due.run_all(now))
    assert set(DueRun.objects.values_list("name", flat=True)) >= {"core.housekeeping", "providers.reminders"}


def test_work_that_fails_does_not_stop_the_others():
    def broken(at: dt.datetime) -> str:
        raise ValueError("schválně")

    due.register("test.broken", broken)
    try:
        runs = {run.name: run.is_ok for run in due.run_all(timezone.now())}
    finally:
        due._REGISTERED.pop("test.broken")
    assert runs.pop("test.broken") is False
    assert all(runs.values())


def test_housekeeping_throws_old_things_away_and_keeps_new_ones(people):
    now = timezone.now()
    RateCounter.objects.create(key="a", expires_at=now - dt.timedelta(seconds=1))
    RateCounter.objects.create(key="b", expires_at=now + dt.timedelta(hours=1))
    old = Job.objects.create(title="stará", owner=people["klara"])
    Job.objects.filter(pk=old.pk).update(created_at=now - dt.timedelta(days=31))
    Job.objects.create(title="nová", owner=people["klara"])
    UnansweredQuery.objects.create(text="dávno", last_on=(now - dt.timedelta(days=400)).date())
    housekeeping.tidy(now)
    assert list(RateCounter.objects.values_list("key", flat=True)) == ["b"]
    assert list(Job.objects.values_list("title", flat=True)) == ["nová"]
    assert not UnansweredQuery.objects.exists()


def test_result_of_an_old_job_leaves_the_disk(people, django_capture_on_commit_callbacks):
    job = Job.objects.create(title="stará", owner=people["klara"], created_at=timezone.now() - dt.timedelta(days=31))
    jobs.keep_file(job, b"%PDF-1.4", "katalog.pdf")
    job.save()
    storage, name = job.result_file.storage, job.result_file.name
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        housekeeping.tidy(timezone.now())
    assert not storage.exists(name)


def test_job_whose_process_died_says_so(people):
    started = timezone.now() - dt.timedelta(hours=3)
    job = Job.objects.create(title="x", owner=people["klara"], status="running", started_at=started)
    housekeeping.tidy(timezone.now())
    job.refresh_from_db()
    assert (job.status, job.message) == ("failed", "Práce se přerušila. Spusťte ji prosím znovu.")


def test_job_of_a_process_that_is_gone_is_told_at_once(people):
    gone = subprocess.Popen(["true"])
    gone.wait()
    rows = {"dead": f"{socket.gethostname()}:{gone.pid}", "alive": jobs._this_process(), "elsewhere": "jiny-stroj:1"}
    for title, process in rows.items():
        Job.objects.create(title=title, owner=people["klara"], status="running", process=process)
    jobs.give_up_lost(timezone.now())
    assert dict(Job.objects.values_list("title", "status")) == {
        "dead": "failed",
        "alive": "running",
        "elsewhere": "running",
    }


def test_upload_an_interrupted_job_left_behind_is_deleted_after_a_day():
    path = keep_passing(ContentFile(b"[]"))
    housekeeping.tidy(timezone.now() + dt.timedelta(hours=23))
    assert default_storage.exists(path)
    housekeeping.tidy(timezone.now() + dt.timedelta(hours=25))
    assert not default_storage.exists(path)


def test_rate_counts_each_visitor_apart_and_by_window():
    hour = dt.timedelta(hours=1)
    assert [rates.hit("x", "1.1.1.1", limit=2, window=hour) for _ in range(3)] == [True, True, False]
    assert rates.hit("x", "2.2.2.2", limit=2, window=hour)
    assert rates.hit("y", "1.1.1.1", limit=2, window=hour)


def test_job_that_fails_says_so_in_words(people):
    job = Job.objects.create(title="x", owner=people["klara"])
    with jobs.running(str(job.pk)):
        raise ValidationError("Řádek 7: IČO nesouhlasí.")
    job.refresh_from_db()
    assert (job.status, job.message) == ("failed", "Řádek 7: IČO nesouhlasí.")


def test_failed_job_leads_back_to_where_it_is_started(klara, people):
    task = Mock()
    job = jobs.start(task, title="Tisk katalogu", by=people["klara"], begun_url="/sprava/katalog/tisk/", paper="a4")
    task.enqueue.assert_called_once_with(str(job.pk), paper="a4")
    with jobs.running(str(job.pk)):
        raise ValidationError("Došlo místo.")
    page = klara.get(job.get_absolute_url()).content.decode()
    assert "Došlo místo." in page
    assert 'href="/sprava/katalog/tisk/"' in page


def test_job_tells_progress_by_whole_per_cents(people, django_assert_num_queries):
    progress = jobs.Progress(Job.objects.create(title="x", owner=people["klara"]))
    with django_assert_num_queries(2):
        for done in (0, 1, 2, 3, 10):
            progress(done, 1000)


def test_mail_is_kept_as_a_real_message(tmp_path):
    with override_settings(OUTBOX_DIR=tmp_path):
        message = EmailMessage("Předmět s háčky", "Tělo zprávy", "a@b.example", ["anna@lipovany.example"])
        OutboxBackend().send_messages([message])
        (kept,) = outbox()
    assert (kept.subject, kept.to, kept.text.strip()) == ("Předmět s háčky", "anna@lipovany.example", "Tělo zprávy")


def test_old_mails_leave_the_disk(tmp_path):
    with override_settings(OUTBOX_DIR=tmp_path):
        OutboxBackend().send_messages([EmailMessage("Pozvánka", "x", "a@b.example", ["anna@lipovany.example"])])
        housekeeping.tidy(timezone.now() + dt.timedelta(days=29))
        assert len(outbox()) == 1
        housekeeping.tidy(timezone.now() + dt.timedelta(days=31))
        assert outbox() == []


@pytest.mark.parametrize("evil", ["Předmět\nBcc: vsichni@svet.example", "x\r\nTo: y"])
def test_header_cannot_be_injected(evil):
    with pytest.raises(ValueError, match="newline"):
        EmailMessage(evil, "x", "a@b.example", ["c@d.example"]).message()


def test_log_line_is_json_without_visitors():
    record = logging.LogRecord("kpss.request", logging.INFO, "", 0, "request", (), None)
    record.route, record.status, record.REMOTE_ADDR = "portal:home", 200, "10.0.0.1"
    line = json.loads(JsonFormatter().format(record))
    assert (line["route"], line["status"]) == ("portal:home", 200)
    assert "10.0.0.1" not in json.dumps(line)


def _logged(caplog) -> str:
    return "\n".join(JsonFormatter().format(record) for record in caplog.records)


def test_log_of_a_refused_form_does_not_name_its_invitation(caplog):
    Client(enforce_csrf_checks=True).post("/ucet/pozvanka/TAJNYKOD123/")
    assert "Forbidden (…): …" in _logged(caplog)
    assert "TAJNYKOD123" not in _logged(caplog)


def test_log_of_an_error_tells_where_and_not_what(caplog):
    person = "@".join(["anna", "lipovany.example"])  # the line of code itself is logged
    try:
        try:
            raise ValueError(f"DETAIL: Key (email)=({person}) already exists")
        except ValueError as error:
            raise LookupError(person) from error
    except LookupError:
        logging.getLogger("kpss.core.jobs").exception("job failed")
    line = _logged(caplog)
    assert person not in line
    assert "builtins.ValueError" in line
    assert "builtins.LookupError" in line
    assert "test_log_of_an_error_tells_where_and_not_what" in line


@pytest.mark.parametrize("table", [SERVICE, APPLICATION])
@pytest.mark.parametrize("who", ["klara", "anna"])
def test_every_state_and_move_is_allowed_or_refused_by_the_table(table, who, people):
    states = EntryStatus.values if table is SERVICE else ChangeStatus.values
    for status in states:
        for move in table:
            row = SocialService(status=status) if table is SERVICE else Application(status=status)
            expected = status in move.sources
            try:
                transitions.apply(table, row, move.name, by=people[who], reason="důvod")
            except ValidationError:
                assert not expected
            except PermissionDenied:
                assert expected
                assert who == "anna"
            else:
                assert (expected, who, row.status) == (True, "klara", move.target)


def test_unknown_move_is_a_mistake_of_ours():
    with pytest.raises(LookupError):
        transitions.find(SERVICE, "vymysl")


def test_town_is_one_row_and_keeps_its_phone_in_one_form():
    town = Town.current()
    town.phone = "000 123 456"
    town.save()
    Town(pk=7, phone="112").save()
    assert Town.objects.count() == 1


def test_contrast_is_that_of_the_standard():
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-03-15", -1, "2026-02-15"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
    ],
)
def test_months_end_where_the_month_ends(day, months, result):
    assert add_months(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(result)


def test_months_between_are_whole():
    assert months_since(dt.date(2026, 5, 23), dt.date(2026, 11, 22)) == 5
    assert months_since(dt.date(2026, 5, 22), dt.date(2026, 11, 22)) == 6


def test_days_and_holidays_are_czech():
    assert day_in_words(dt.date(2026, 10, 2), weekday=True) == "pátek 2. října 2026"
    assert holiday_name(dt.date(2026, 4, 6)) != ""
    assert holiday_name(dt.date(2026, 11, 18)) == ""


def test_ukrainian_day_does_not_double_the_full_stop_of_a_sentence():
    with translation.override("uk"):
        assert day_in_words(dt.date(2026, 11, 22)) == "22 листопада 2026"


def test_what_fills_the_portal_at_once_is_one_record(service):
    before = AuditEvent.objects.count()
    with audit.one_event("providers.demo.loaded"):
        for _time in range(3):
            audit.record("providers.service.changed", service)
    audit.record("providers.service.changed", service)
    events = list(AuditEvent.objects.order_by("pk").values_list("event", flat=True)[before:])
    assert events == ["providers.demo.loaded", "providers.service.changed"]
