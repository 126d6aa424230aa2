"""Projects that pay for the portal: their words stand where they must, and nowhere else."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from kpss.core.dates import today
from kpss.core.models import FundedProject, Town
from providers.exports.printed import brand_files, publisher_of

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def picture() -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "PNG")
    return SimpleUploadedFile("logo.png", buffer.getvalue(), content_type="image/png")


def sent(**changed) -> dict[str, object]:
    given = {"text": "Zaplatil Lipovanský kraj.", "pays_for": "all", "starts_on": today().isoformat()}
    return given | changed


def told(client, address: str) -> bool:
    return "Zaplatil Lipovanský kraj." in client.get(address).content.decode()


def test_sentence_number_and_logo_stand_in_the_foot_of_every_page(client, klara):
    klara.post(
        reverse("portal:create_project"), sent(number="LK/7", logo=picture(), logo_alt="Logo Lipovanského kraje")
    )
    made = FundedProject.objects.get(number="LK/7")
    for address in ("/", "/katalog/", "/setreni/", "/dokumenty/"):
        page = client.get(address).content.decode()
        assert "Zaplatil Lipovanský kraj." in page
        assert "LK/7" in page
        assert 'alt="Logo Lipovanského kraje"' in page
        assert "Spolufinancováno Evropskou unií." in page
    logo = client.get(reverse("core:logo", args=[made.pk]))
    assert b"".join(logo.streaming_content).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("part", "address"), [("catalogue", "/katalog/"), ("surveys", "/setreni/"), ("planning", "/skupiny/")]
)
def test_project_that_pays_for_a_part_is_told_of_there_alone(client, klara, part, address):
    klara.post(reverse("portal:create_project"), sent(pays_for=part))
    assert {one for one in ("/katalog/", "/setreni/", "/skupiny/") if told(client, one)} == {address}


@pytest.mark.parametrize(
    ("first", "last", "is_told"), [(0, None, True), (0, 0, True), (-2, -1, False), (1, None, False), (-5, 5, True)]
)
def test_project_is_told_of_in_its_time(client, klara, first, last, is_told):
    days = {
        "starts_on": (today() + first * DAY).isoformat(),
        "ends_on": "" if last is None else (today() + last * DAY).isoformat(),
    }
    klara.post(reverse("portal:create_project"), sent(**days))
    assert told(client, "/") == is_told


def test_documents_carry_the_words_and_the_logo_of_who_paid_for_them(klara):
    klara.post(reverse("portal:create_project"), sent(pays_for="planning", logo=picture(), logo_alt="Logo kraje"))
    town = Town.current()
    assert [project.alt for project in publisher_of(town, "planning").projects] == ["", "Logo kraje"]
    assert [project.alt for project in publisher_of(town).projects] == [""]
    (logo,) = [name for name in brand_files(town, "planning") if name not in brand_files(town)]
    assert brand_files(town, "planning")[logo].startswith(b"\x89PNG")


def test_change_of_a_project_changes_what_pages_say(client, klara):
    klara.post(reverse("portal:create_project"), sent())
    made = FundedProject.objects.get(text="Zaplatil Lipovanský kraj.")
    klara.post(reverse("portal:edit_project", args=[made.pk]), sent(text="Zaplatil stát."))
    assert not told(client, "/")
    assert "Zaplatil stát." in client.get("/").content.decode()
    assert "Zaplatil stát." in klara.get(reverse("portal:manage_projects")).content.decode()


def test_saving_the_town_keeps_the_projects(klara):
    town = Town.current()
    fields = {name: getattr(town, name) for name in ("portal_name", "town_name", "area_phrase", "phone", "accent")}
    assert klara.post(reverse("portal:town"), fields).status_code == 302
    assert [row["name"] for row in Town.current().funding] == ["Lipovansko plánuje společně"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"ends_on": "2000-01-01"},
        {"logo_alt": "", "logo": picture()},
        {"logo_alt": "x", "logo": SimpleUploadedFile("a.png", b"nic")},
        {"pays_for": "nic"},
        {"starts_on": "včera"},
    ],
)
def test_form_says_what_is_wrong(klara, wrong):
    if "logo" in wrong:
        wrong["logo"].seek(0)
    assert klara.post(reverse("portal:create_project"), sent(**wrong)).status_code == 422
    assert FundedProject.objects.count() == 1


def test_logo_without_words_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        FundedProject.objects.create(text="X", logo="a.png", starts_on=today())


def _queries(client) -> int:
    """Return how often a page asks; visits counted in memory are written now and then, that is no cost of the page."""
    with CaptureQueriesContext(connection) as captured:
        client.get("/cookies/")
    return sum("portal_visitcount" not in query["sql"] for query in captured.captured_queries)


def test_footer_asks_the_database_nothing_for_projects(client, klara):
    FundedProject.objects.all().delete()
    Town.current().carry_projects()
    assert _queries(client) == 1
    for number in range(3):
        klara.post(reverse("portal:create_project"), sent(number=str(number)))
    assert _queries(client) == 1
