"""The audit log: filtered by days, people, parts and words; saved as files that no spreadsheet takes for a formula."""

import csv
import io

import openpyxl
import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kpss.accounts.actions import erase_account
from kpss.core import audit
from kpss.core.models import AuditEvent
from planning.portal.actions import entries
from planning.portal.presenters import audit as shown
from tests.portal.making import news_of

pytestmark = pytest.mark.django_db
LOG = "/sprava/zaznamy/"


@pytest.fixture
def standa(sign_in):
    return sign_in("standa")


@pytest.fixture
def log(people):
    """Three records: of Klára long ago, of Věra, and of nobody."""
    AuditEvent.objects.all().delete()
    with time_machine.travel("2026-03-05 23:30+01:00"):
        entries.publish_entry(entry=news_of("Řízek zdražil"), by=people["klara"])
    with time_machine.travel("2026-03-06 00:30+01:00"):
        audit.record("accounts.person.invited", people["anna"], by=people["vera"])
    audit.record("groups.membership.applied", group="Senioři")


def sentences(page) -> list[str]:
    return [cell.text for cell in BeautifulSoup(page.content, "html.parser").select("tbody td:last-child")]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 3),
        ("od=2026-03-06", 2),
        ("do=2026-03-05", 1),
        ("od=2026-03-06&do=2026-03-06", 1),
        ("kdo=nikdo", 1),
        ("oblast=portal", 1),
        ("oblast=core", 0),
        ("q=rizek", 1),
        ("q=aktualitu+RIZEK", 1),
        ("q=anna+prihlasil", 0),
        ("od=kdysi&kdo=x&oblast=nic&strana=nic", 3),
        ("q=%00", 3),
    ],
)
def test_records_are_found(standa, log, query, count):
    page = standa.get(f"{LOG}?{query}")
    assert page.status_code == 200
    assert len(sentences(page)) == count


def test_records_of_one_person_are_found(standa, log, people):
    assert sentences(standa.get(f"{LOG}?kdo={people['vera'].pk}")) == ["Pozval(a) na portál: Anna Ukázková"]


def test_filter_stays_when_pages_are_turned(standa, log, people):
    for _time in range(60):
        audit.record("portal.town.changed", by=people["klara"])
    page = standa.get(f"{LOG}?oblast=portal&q=mesta&strana=2").content.decode()
    assert "oblast=portal" in BeautifulSoup(page, "html.parser").select_one(".pagination a")["href"]
    assert "10 záznamů" not in page
    assert "60 záznamů" in page
    file = BeautifulSoup(page, "html.parser").select_one(".file-link")["href"]
    assert file.endswith("?oblast=portal&q=mesta")


def test_words_show_the_newest_records_only(standa, log, people, monkeypatch):
    monkeypatch.setattr(shown, "MOST_FOUND", 5)
    for _time in range(7):
        audit.record("portal.town.changed", by=people["klara"])
    assert "Ukazujeme 5 nejnovějších" in standa.get(f"{LOG}?q=mesta").content.decode()


def test_page_asks_the_database_the_same_for_any_number(standa, log, people):
    counts = []
    for _turn in range(2):
        with CaptureQueriesContext(connection) as asked:
            standa.get(LOG)
        counts.append(len(asked))
        for _time in range(30):
            audit.record("portal.town.changed", by=people["klara"])
    assert counts == [7, 7]


def test_csv_holds_what_the_filter_shows_and_no_formula(standa, log, people):
    entries.publish_entry(entry=news_of("x"), by=people["klara"])
    people["klara"].name = "=HYPERLINK(1)"
    people["klara"].save()
    answer = standa.get(f"{LOG}zaznamy.csv?oblast=portal")
    text = answer.getvalue().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0] == ["Kdy", "Kdo", "Oblast", "Co"]
    assert len(rows) == 3
    assert rows[2] == [
        "2026-03-05 23:30",
        "'=HYPERLINK(1)",
        "Web",
        "Zveřejnil(a) nebo naplánoval(a) aktualitu „Řízek zdražil“",
    ]
    assert answer["Content-Disposition"] == 'attachment; filename="zaznamy.csv"'
    assert answer.streaming


def test_xlsx_holds_words_and_no_formula(standa, log, people):
    people["vera"].name = "=1+1"
    people["vera"].save()
    answer = standa.get(f"{LOG}zaznamy.xlsx?kdo={people['vera'].pk}")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[1]] == [
        "2026-03-06 00:30",
        "=1+1",
        "Lidé a účty",
        "Pozval(a) na portál: Anna Ukázková",
    ]
    assert rows[1][1].data_type == "s"


def test_files_name_nobody_who_was_erased(standa, log, people):
    erase_account(user=people["anna"])
    erase_account(user=people["vera"])
    text = standa.get(f"{LOG}zaznamy.csv").getvalue().decode("utf-8-sig")
    assert "Pozval(a) na portál:" in text
    assert "Ann" not in text
    assert "Věr" not in text


def test_moment_is_of_the_town(log):
    when = [row["when"] for row in shown.event_rows(AuditEvent.objects.filter(event="accounts.person.invited"))]
    assert when == ["6.\N{NO-BREAK SPACE}3.\N{NO-BREAK SPACE}2026 0:30"]


@pytest.mark.parametrize("query", ["do=9999-12-31", "od=0001-01-01", "od=0001-01-01&do=9999-12-31"])
def test_days_nobody_means_are_left_aside(sign_in, query):
    assert sign_in("standa").get(f"/sprava/zaznamy/?{query}").status_code == 200
