"""Minutes on paper and in Word: the public reads neither names without consent nor what was hidden."""

import io
import subprocess

import pytest
from docx import Document

from planning.groups.exports.ical import calendar_of
from planning.groups.exports.minutes import attendance_pdf, minutes_docx, minutes_pdf
from planning.groups.exports.record import record_of, shown
from planning.groups.models import Meeting, Minutes
from tests.groups.making import member

pytestmark = pytest.mark.django_db
SECRETS = ("přestala chodit", "Božena Příkladná", "Alena Příkladná", "Josef Příkladný")


@pytest.fixture
def minutes() -> Minutes:
    return Minutes.objects.select_related("meeting__group").get(meeting__number=9)


def words_of_pdf(content: bytes, tmp_path) -> str:
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
    return " ".join(text.split())


def words_of_docx(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_what_stands_in_double_brackets_is_for_members():
    assert shown("a [[b\nc]] d", is_public=True) == "a [skryto] d"
    assert shown("a [[b\nc]] d", is_public=False) == "a b\nc d"
    assert shown("[1] a [[neuzavřené", is_public=True) == "[1] a [skryto]", "in doubt it is hidden"
    assert shown("neotevřené]] b", is_public=True) == "[skryto] b"
    assert shown("[[a [[b]] tajné]] c", is_public=True) == "[skryto] c"


def test_minutes_outlive_the_name_of_a_guest_who_erased_the_account(minutes):
    minutes.written_by = "Klára Ukázková"
    minutes.meeting.attendances.create(name="", presence="guest")
    assert "Zapsal(a)" in record_of(minutes, is_public=True).foot


@pytest.mark.parametrize("is_public", [True, False])
def test_every_form_of_minutes_keeps_what_is_not_public(minutes, tmp_path, is_public):
    record = record_of(minutes, is_public=is_public)
    pdf = minutes_pdf(record)
    for text in (str(record), words_of_pdf(pdf, tmp_path), words_of_docx(minutes_docx(record))):
        assert [secret in text for secret in SECRETS] == [not is_public] * len(SECRETS)
        assert "Usnesení 9/2" in text
        assert "Přítomno 9 z 12" in text
    (tmp_path / "zapis.pdf").write_bytes(pdf)
    facts = subprocess.run(["pdfinfo", str(tmp_path / "zapis.pdf")], capture_output=True, text=True, check=True).stdout
    assert "Tagged:          yes" in facts


def test_public_minutes_count_those_who_are_not_named(minutes):
    record = record_of(minutes, is_public=True)
    assert {row.side: row.count for row in record.sides} == {
        "user": "4 z 5",
        "provider": "3 z 4",
        "commissioner": "2 z 3",
        "guest": "1",
    }
    assert record.sides[0].excused == "1 člověk bez uvedení jména"
    assert record.points[2].decisions[0].vote == "Hlasování: pro 8, proti 0, zdržel se 1. Přijato."
    assert record.tasks[0].who == "vedoucí pečovatel"


@pytest.mark.parametrize(
    ("written_by", "listed_as", "public"),
    [
        ("Mgr. Zdena Zapsaná", "", "vedoucí skupiny"),
        ("Zapsaná", "Zdena Z.", "Zdena Z."),
        ("koordinátorka plánování", "", "koordinátorka plánování"),
    ],
)
def test_who_signed_is_named_in_public_only_with_consent(minutes, tmp_path, written_by, listed_as, public):
    member(minutes.meeting.group, "Zdena Zapsaná", role="lead", listed_as=listed_as)
    minutes.written_by = minutes.chaired_by = minutes.verified_by = written_by
    record = record_of(minutes, is_public=True)
    for text in (record.foot, words_of_pdf(minutes_pdf(record), tmp_path), words_of_docx(minutes_docx(record))):
        assert f"Jednání vedl(a) {public}. Zapsal(a) {public}. Ověřil(a) {public}." in text
        assert "Zapsaná" not in text
    assert f"Zapsal(a) {written_by}." in record_of(minutes, is_public=False).foot


def test_who_was_missing_stands_in_every_form_of_minutes(minutes, tmp_path):
    row = minutes.meeting.attendances.filter(presence="present", side="user").first()
    row.name, row.presence = "Chybějící Člen", "absent"
    row.save()
    record = record_of(minutes, is_public=False)
    assert next(row.absent for row in record.sides if row.side == "user") == "Chybějící Člen"
    for text in (words_of_pdf(minutes_pdf(record), tmp_path), words_of_docx(minutes_docx(record))):
        assert "Chyběli" in text
        assert "Chybějící" in text


def test_list_of_attendance_names_every_member(minutes, tmp_path):
    words = words_of_pdf(attendance_pdf(minutes.meeting), tmp_path)
    assert "Prezenční listina" in words
    assert "Božena Příkladná" in words


def test_calendar_follows_rfc_5545(minutes):
    from icalendar import Calendar

    meeting = Meeting.objects.get(number=10)
    meeting.online_url = "https://spojeni.example/tajne"
    calendar = Calendar.from_ical(calendar_of([meeting], "Senioři, pečující", is_inside=False))
    event = calendar.events[0]
    assert event["DTSTART"].dt == meeting.starts_at.replace(microsecond=0)
    assert event["SEQUENCE"] == 0
    assert event["STATUS"] == "CONFIRMED"
    assert "tajne" not in event.to_ical().decode()
    inside = calendar_of([meeting], "Senioři", is_inside=True).decode().replace("\r\n ", "")
    assert "https://spojeni.example/tajne" in inside
    meeting.status = "cancelled"
    assert b"STATUS:CANCELLED" in calendar_of([meeting], "Senioři", is_inside=False)


@pytest.mark.parametrize(
    ("signed", "words"),
    [
        ("Věra Ukázková", "Zapsal(a) dcera, která pečuje o maminku."),
        ("Ukázková", "Zapsal(a) člen skupiny."),
        ("Příkladný Josef", "Zapsal(a) klub seniorů Lípa."),
    ],
)
def test_who_signed_is_not_mistaken_for_a_namesake(minutes, signed, words):
    minutes.written_by = signed
    group = minutes.meeting.group
    group.memberships.filter(name="Věra Ukázková").update(listed_as="dcera, která pečuje o maminku")
    group.memberships.filter(name="Josef Příkladný").update(listed_as="klub seniorů Lípa")
    assert words in record_of(minutes, is_public=True).foot
