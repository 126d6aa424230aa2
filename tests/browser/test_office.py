"""Klára's ten common tasks, each from her desk and within ten clicks; the counts stand in docs/office.md."""

import re
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from planning.groups.models import Attendance, Minutes, PlanningGroup
from planning.portal.models import NewsItem
from planning.suggestions.models import Suggestion
from providers.actions import changes
from providers.cards import card_of
from providers.models import SocialService
from surveys.models import Survey
from tests.browsing import go_on, violations
from tests.groups.making import meeting_of
from tests.surveys.answers import answered
from tests.surveys.making import written

pytestmark = pytest.mark.browser
DOCUMENT = Path(__file__).parents[2] / "docs/office.md"
MOST = 10
#: Task → clicks from the desk to its end, the last button included; typing is not counted, choosing is.
CLICKS = {
    "publish news": 2,
    "approve a change in the catalogue": 2,
    "convene a meeting and send the invitation": 6,
    "write minutes, have them approved, publish them": 5,
    "publish and launch a prepared survey": 4,
    "print the catalogue": 3,
    "answer a suggestion": 4,
    "add a member to a group": 5,
    "save the answers of a survey as XLSX": 4,
    "send a digest of news": 2,
}


class Desk:
    """A browser that counts clicks; each task begins at the desk."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def begin(self) -> None:
        self.page.goto("/sprava/")
        self.clicks = 0

    def follow(self, name: str | re.Pattern[str]) -> None:
        self.clicks += 1
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name).first.click()

    def press(self, name: str | re.Pattern[str]) -> None:
        self.clicks += 1
        go_on(self.page, name)

    def choose(self, label: str, option: str) -> None:
        self.clicks += 1
        self.page.get_by_label(label).first.select_option(option)

    def write(self, label: str | re.Pattern[str], text: str) -> None:
        self.page.get_by_label(label).first.fill(text)

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()


@pytest.fixture
def office(people, settings, tmp_path):
    """What waits for Klára this morning, beside the demo town."""
    settings.DATA_DIR = tmp_path
    service = SocialService.objects.with_parts().get(name="Pečovatelská služba města Lipovany")
    card = card_of(service)
    changes.submit_change(entry=service, base=card, card=card | {"summary": "Přijedeme i v neděli."}, by=people["petr"])
    group = PlanningGroup.objects.get(slug="seniori-a-pecujici")
    meeting_of(group, number=7, in_days=-3)
    written(slug="priprava", title="Doprava k lékaři", purpose="Chceme vědět, jak se lidé dostanou.", asked_by="Město")
    answered(people=0, by=people["klara"], slug="bezi", title="Péče v neděli")
    return group


def test_ten_common_tasks_take_ten_clicks_each(signed, office, node_modules):
    page = signed("klara@lipovany.example", java_script_enabled=False).new_page()
    page.set_default_timeout(60_000)  # a catalogue takes its time to print
    desk, counted = Desk(page), {}
    for task, do in TASKS.items():
        desk.begin()
        do(desk)
        counted[task] = desk.clicks
    assert counted == CLICKS
    assert max(counted.values()) <= MOST
    with_script = signed("klara@lipovany.example", viewport={"width": 320, "height": 700}).new_page()
    with_script.goto("/sprava/")
    assert with_script.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(with_script, node_modules) == []


def publish_news(desk: Desk) -> None:
    desk.follow("Napsat aktualitu")
    desk.write("Nadpis", "Nová poradna")
    desk.write("Jednou větou", "Otevíráme v pondělí.")
    desk.write(re.compile("^Text"), "Přijďte.")
    desk.press("Uložit a zveřejnit")
    assert NewsItem.objects.public().filter(title="Nová poradna").exists()


def approve_change(desk: Desk) -> None:
    desk.follow("Schválit změny v katalogu")
    desk.press("Schválit a zveřejnit")
    assert SocialService.objects.filter(summary="Přijedeme i v neděli.").exists()


def invite_to_meeting(desk: Desk) -> None:
    desk.follow("Svolat jednání nebo napsat zápis")
    desk.follow("Senioři a pečující")
    desk.follow("Jednání a úkoly")
    desk.follow("Svolat jednání")
    soon = timezone.localtime() + timezone.timedelta(days=20)
    desk.write("Začíná", f"{soon:%Y-%m-%d}T09:00")
    desk.write("Končí nejpozději", f"{soon:%Y-%m-%d}T11:00")
    desk.press("Připravit jednání")
    desk.press("Poslat pozvánky")
    desk.sees("Pozvánka odešla")


def publish_minutes(desk: Desk) -> None:
    desk.follow(re.compile("^Napsat zápis z jednání"))
    desk.press("Začít psát zápis")
    desk.write("Jednou větou", "Domluvili jsme se.")
    desk.press("Uložit a poslat členům")
    desk.press("Schválit hned")
    desk.press("Zveřejnit zápis")
    assert Minutes.objects.published().filter(summary="Domluvili jsme se.").exists()
    assert Attendance.objects.filter(meeting__number=7).exists()


def open_survey(desk: Desk) -> None:
    desk.follow("Šetření: Doprava k lékaři")
    desk.follow("Zveřejněte dotazník")
    desk.press("Zveřejnit dotazník")
    desk.press("Spustit šetření")
    assert Survey.objects.open_now().filter(title="Doprava k lékaři").exists()


def print_catalogue(desk: Desk) -> None:
    desk.follow("Vytisknout katalog")
    desk.press("Vytisknout katalog")
    desk.clicks += 1
    with desk.page.expect_download() as file:
        desk.page.get_by_role("link", name=re.compile("^Stáhnout")).click()
    assert file.value.suggested_filename.endswith(".pdf")


def answer_suggestion(desk: Desk) -> None:
    waiting = Suggestion.objects.waiting().count()
    desk.follow("Odpovědět na podněty")
    desk.follow(re.compile(r"^\d+\. "))
    desk.follow("Odpovědět")
    desk.write("Odpověď", "Děkujeme, autobus jsme objednali.")
    desk.press("Odpovědět")
    assert Suggestion.objects.waiting().count() == waiting - 1


def add_member(desk: Desk) -> None:
    desk.follow("Přidat člena do skupiny")
    desk.follow("Senioři a pečující")
    desk.follow("Přidat člena")
    desk.write(re.compile("^Jméno"), "Nová Členka")
    desk.choose("Strana triády", "uživatelé a pečující")
    desk.press("Přidat do skupiny")
    desk.sees("Nová Členka je ve skupině.")


def save_answers(desk: Desk) -> None:
    desk.follow("Péče v neděli")
    desk.follow("Tisk a soubory")
    desk.press(re.compile("^Excel: data"))
    desk.clicks += 1
    with desk.page.expect_download() as file:
        desk.page.get_by_role("link", name=re.compile("^Stáhnout")).click()
    assert file.value.suggested_filename.endswith(".xlsx")


def send_digest(desk: Desk) -> None:
    desk.follow("Poslat souhrn novinek")
    desk.press(re.compile("^Poslat .* e-mail"))
    desk.sees("Odeslaných e-mailů")
    assert "Nová poradna" in mail.outbox[-1].body


TASKS = dict(
    zip(
        CLICKS,
        (
            publish_news,
            approve_change,
            invite_to_meeting,
            publish_minutes,
            open_survey,
            print_catalogue,
            answer_suggestion,
            add_member,
            save_answers,
            send_digest,
        ),
        strict=True,
    )
)


def document() -> str:
    rows = "".join(f"| {task} | {count} |\n" for task, count in CLICKS.items())
    return (
        "# The coordinator's common tasks\n\n"
        "Clicks from her desk to the end of the task, the last button included; typing is not counted. Counted by\n"
        "`tests/browser/test_office.py` in a browser without a script.\n\n"
        f"| task | clicks |\n|---|---|\n{rows}"
    )


def test_document_tells_the_counts():
    assert DOCUMENT.read_text() == document()
