"""The library: documents by kind and period, with files whose addresses hold for ever."""

import datetime as dt

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from planning.groups.models import Charter, PlanningGroup
from planning.portal.actions import documents as acts
from planning.portal.actions import entries
from planning.portal.models import Document, FileVersion, NewsItem
from planning.portal.presenters.documents import years_in_words
from providers.models import PrintedEdition
from tests.plans.making import cycle_of, milestone_of
from tests.portal.making import document_of, news_of

pytestmark = pytest.mark.django_db
LIST = "/dokumenty/"


def upload(name: str = "plan.pdf", content: bytes = b"%PDF-1.4 plan") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def sent(**changed) -> dict[str, object]:
    return {"title": "Čtvrtý plán", "kind": "plan", "edit": "0", "year_from": "2031", "year_to": "2034"} | changed


def titles(client, query: str = "") -> list[str]:
    page = BeautifulSoup(client.get(LIST + query).content, "html.parser")
    return [row.text for row in page.select(".documents__title")]


def body(response) -> bytes:
    return b"".join(response.streaming_content)


@pytest.fixture
def no_documents(db):
    Document.objects.all().delete()
    Charter.objects.all().delete()


def test_uploaded_document_is_on_the_list_with_kind_and_size(client, klara):
    klara.post(reverse("portal:create_document"), sent(upload=upload(content=b"%PDF-" + b"x" * 1_258_291), publish="1"))
    made = Document.objects.get(title="Čtvrtý plán")
    for address in (LIST, made.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "(PDF, 1,2\N{NO-BREAK SPACE}MB)" in page
        assert "2031–2034" in page
    file = client.get(f"{made.get_absolute_url()}1/")
    assert body(file).startswith(b"%PDF-")
    assert file["Content-Disposition"] == 'attachment; filename="ctvrty-plan.pdf"'


@pytest.mark.parametrize("published", [None, 2])
def test_document_that_is_not_public_yet_is_nowhere(client, klara, published):
    hidden = document_of("Tajný dokument", published)
    for address in (LIST, f"{LIST}?archiv=ano", "/dokumenty/rss.xml", "/sitemap.xml", "/jak-planujeme/"):
        assert "Tajný dokument" not in client.get(address).content.decode()
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert client.get(f"{hidden.get_absolute_url()}1/").status_code == 404
    assert client.get(f"{hidden.get_absolute_url()}1/1/").status_code == 404
    assert body(klara.get(f"{hidden.get_absolute_url()}1/")) == b"%PDF-1.4 1"


def test_preview_gives_the_file_to_whoever_has_the_link(client):
    draft = document_of("Rozepsaný", None)
    address = reverse("portal:preview", args=[entries.preview_code(draft)])
    page = BeautifulSoup(client.get(address).content, "html.parser")
    link = page.select_one(".file-link")["href"]
    assert body(client.get(link)) == b"%PDF-1.4 1"
    assert (
        client.get(reverse("portal:preview_file", args=[entries.preview_code(news_of("X", None)), 1])).status_code
        == 404
    )


def test_new_version_keeps_the_address_and_the_older_one(client, klara):
    document = document_of()
    file = document.files.get()
    address = reverse("portal:add_version", args=[document.pk, file.pk])
    klara.post(address, {"file": upload(content=b"%PDF-1.4 nova"), "note": "opravené součty"})
    assert body(client.get(f"{document.get_absolute_url()}1/")) == b"%PDF-1.4 nova"
    assert body(client.get(f"{document.get_absolute_url()}1/1/")) == b"%PDF-1.4 1"
    page = client.get(document.get_absolute_url()).content.decode()
    assert "Starší verze" in page
    assert "1. verze" in page


def test_version_taken_off_gives_place_to_the_older_one_and_comes_back(client, klara, people):
    document = document_of()
    newer = acts.add_version(
        document_file=document.files.get(), file=ContentFile(b"%PDF-1.4 2", "b.pdf"), by=people["klara"]
    )
    klara.post(reverse("portal:move_version", args=[document.pk, newer.pk, "smazat"]))
    assert body(client.get(f"{document.get_absolute_url()}1/")) == b"%PDF-1.4 1"
    assert client.get(f"{document.get_absolute_url()}1/2/").status_code == 404
    assert "smazaná" in klara.get(reverse("portal:edit_document", args=[document.pk])).content.decode()
    klara.post(reverse("portal:move_version", args=[document.pk, newer.pk, "obnovit"]))
    assert body(client.get(f"{document.get_absolute_url()}1/")) == b"%PDF-1.4 2"


def test_version_is_forgotten_thirty_days_after_it_was_taken_off(people):
    version = document_of().files.get().versions.get()
    acts.delete_version(version=version, by=people["klara"])
    assert acts.forget_deleted_versions(timezone.now() + dt.timedelta(days=29)) == ""
    acts.forget_deleted_versions(timezone.now() + dt.timedelta(days=31))
    assert not FileVersion.objects.filter(pk=version.pk).exists()


def test_annex_stands_beside_the_text_under_its_own_address(client, klara):
    document = document_of()
    klara.post(reverse("portal:add_file", args=[document.pk]), {"file": upload(), "title": "Příloha č. 1"})
    assert "Příloha č. 1" in client.get(document.get_absolute_url()).content.decode()
    annex = client.get(f"{document.get_absolute_url()}2/")
    assert 'filename="priloha-c-1.pdf"' in annex["Content-Disposition"]
    assert body(annex).startswith(b"%PDF-")


def test_archived_document_keeps_its_address_and_its_files(client, people):
    document = document_of("Stará listina")
    entries.archive_entry(entry=document, by=people["klara"])
    assert "Stará listina" not in titles(client)
    assert titles(client, "?archiv=ano") == ["Stará listina"]
    assert "archiv" in client.get(document.get_absolute_url()).content.decode()
    assert body(client.get(f"{document.get_absolute_url()}1/")) == b"%PDF-1.4 1"


@pytest.mark.parametrize("file", [upload("plan.exe"), upload("plan.pdf", b"MZ nic"), upload("plan.html", b"<p>")])
@pytest.mark.parametrize("name", ["add_file", "add_version"])
def test_file_that_is_not_what_we_take_is_refused(klara, file, name):
    file.seek(0)
    document = document_of()
    more = [document.files.get().pk] if name == "add_version" else []
    answer = klara.post(reverse(f"portal:{name}", args=[document.pk, *more]), {"file": file})
    assert answer.status_code == 422
    assert FileVersion.objects.filter(file_of__document=document).count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"kind": "nic"},
        {"year_to": "2030"},
        {"year_from": "", "year_to": "2034"},
        {"year_from": "1066"},
        {"cycle": "x"},
        {"upload": upload("a.pdf", b"nic")},
        {"edit": "7", "milestone": "0"},
    ],
)
def test_form_says_what_is_wrong(klara, wrong):
    assert klara.post(reverse("portal:create_document"), sent(**wrong)).status_code == 422
    assert not Document.objects.filter(title="Čtvrtý plán").exists()


def test_years_in_order_are_kept_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        document_of(year_from=2030, year_to=2029)
    with pytest.raises(IntegrityError), transaction.atomic():
        document_of(year_to=2029)


@pytest.mark.parametrize(
    ("years", "words"),
    [((None, None), ""), ((2027, None), "od roku 2027"), ((2027, 2027), "2027"), ((2027, 2030), "2027–2030")],
)
def test_period_in_words(years, words):
    assert years_in_words(*years) == words


@pytest.mark.usefixtures("no_documents")
def test_list_goes_by_kind_then_the_newest_period_then_in_czech_order(client):
    document_of("Formulář", kind="form")
    for title, year in (("Dav", 2020), ("Čáp", 2024), ("Cíl", 2024), ("Chata", 2024)):
        document_of(title, kind="plan", year_from=year, year_to=year + 1)
    assert titles(client) == ["Cíl", "Čáp", "Chata", "Dav", "Formulář"]


@pytest.mark.usefixtures("no_documents")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=pečovatelky", ["Plán pečovatelské služby"]),
        ("?q=PECOVAT plán", ["Plán pečovatelské služby"]),
        ("?druh=form", ["Přihláška"]),
        ("?rok=2025", ["Plán pečovatelské služby"]),
        ("?rok=2019", ["Plán pečovatelské služby", "Přihláška"]),
        ("?rok=nic&druh=nic", ["Plán pečovatelské služby", "Přihláška"]),
        ("?q=%00", ["Plán pečovatelské služby", "Přihláška"]),
        ("?q=brontosaurus", []),
        ("?strana=99", ["Plán pečovatelské služby", "Přihláška"]),
    ],
)
def test_list_is_narrowed_by_words_kind_and_year(client, query, found):
    document_of("Plán pečovatelské služby", year_from=2024, year_to=2026)
    document_of("Přihláška", kind="form")
    assert titles(client, query) == found


@pytest.mark.usefixtures("no_documents")
def test_charters_in_force_and_printed_catalogues_join_the_list(client, petr):
    group, closed = PlanningGroup.objects.get(slug="seniori-a-pecujici"), PlanningGroup.objects.get(slug="bezpeci-doma")
    for number in (1, 2):
        Charter.objects.create(group=group, kind="charter", number=number, text="Plánujeme spolu.")
    newest = Charter.objects.get(group=group, number=2)
    Charter.objects.create(group=closed, kind="rules_of_procedure", number=1, text="Tajně.")
    PrintedEdition.objects.create(paper="a4", file="katalog/a4.pdf", size=900_000, page_count=40)
    assert titles(client)[1:] == ["Základní listina: Senioři a pečující"]
    assert titles(client)[0].startswith("Tištěný katalog")
    assert reverse("groups:charter", args=[newest.pk]) in client.get(LIST).content.decode()
    assert "Jednací řád: Bezpečí doma" in titles(petr)


def test_document_and_news_stand_at_the_milestone_they_came_of(client, klara):
    milestone = milestone_of(cycle_of(), "Schválili jsme plán")
    klara.post(reverse("portal:create_document"), sent(milestone=milestone.pk, publish="1"))
    made = Document.objects.get(title="Čtvrtý plán")
    assert made.cycle == milestone.cycle
    news = news_of("Plán platí", milestone=milestone)
    hidden = news_of("Ještě ne", None, milestone=milestone)
    page = BeautifulSoup(client.get(milestone.cycle.get_absolute_url()).content, "html.parser")
    assert {link.text for link in page.select(".milestones a")} == {"Čtvrtý plán", news.title}
    assert "Čtvrtý plán" in page.select_one("[aria-labelledby=dokumenty]").text
    assert hidden.title not in page.text
    assert NewsItem.objects.filter(milestone=milestone).count() == 2


def test_document_of_a_cycle_that_is_not_public_does_not_tell_of_it(client):
    document = document_of(cycle=cycle_of("Tajný plán", is_public=False))
    assert "Tajný plán" not in client.get(document.get_absolute_url()).content.decode()


def test_feed_tells_of_new_documents(client):
    document_of("Nový řád", summary="Jak jednáme.")
    feed = feedparser.parse(client.get("/dokumenty/rss.xml").content)
    assert feed.entries[0].title == "Nový řád"
    assert feed.entries[0].summary == "Jak jednáme."


@pytest.mark.usefixtures("no_documents")
def test_empty_library_says_what_will_be_here(client):
    PrintedEdition.objects.all().delete()
    assert "Až bude hotový plán" in client.get(LIST).content.decode()


@pytest.mark.usefixtures("no_documents")
@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_database_the_same_for_any_number(client, count, django_assert_num_queries):
    for number in range(count):
        document_of(f"Dokument {number}")
    with django_assert_num_queries(7):
        client.get(LIST)
