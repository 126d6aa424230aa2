"""The pages of imports as the coordinator meets them."""

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kpss.core.files import PASSING_DIR
from kpss.core.models import Job
from providers.actions.imports import apply_all, compare_register
from providers.models import RegisterImport, SocialService
from tests.providers.importers.register_items import facility, form, item, register

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("territory")]
LIST = "/sprava/katalog/registr/"


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path) -> None:
    """What other tests have passed on does not lie beside the files of these."""
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / PASSING_DIR).mkdir()


def uploaded(content: bytes, name: str = "rpss.json") -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, content)}


def compared(*items: Any) -> RegisterImport:
    return compare_register(file=register(*items), file_name="rpss.json")


def test_an_uploaded_register_is_compared_by_a_job_and_deleted(klara: Client) -> None:
    response = klara.post(LIST, uploaded(register(item()).getvalue()), follow=True)
    job = Job.objects.get()
    assert response.redirect_chain[0][0] == job.get_absolute_url()
    assert "Ukázat výsledek" in response.content.decode()
    assert job.result_url == RegisterImport.objects.get().get_absolute_url()
    assert default_storage.listdir(PASSING_DIR)[1] == []
    assert not SocialService.objects.exists()


def test_a_broken_register_is_told_in_words_and_deleted(klara: Client) -> None:
    response = klara.post(LIST, uploaded(b'{"polozky": [1, '), follow=True)
    assert "jen po položku č. 1" in response.content.decode()
    assert default_storage.listdir(PASSING_DIR)[1] == []
    assert not RegisterImport.objects.exists()


def test_a_file_of_another_kind_is_refused_at_once(klara: Client) -> None:
    response = klara.post(LIST, uploaded(b"{}", "rpss.zip"))
    assert response.status_code == 422
    assert "Vyberte rpss.json" in response.content.decode()
    assert not Job.objects.exists()


def test_the_page_shows_differences_and_takes_one_over(klara: Client) -> None:
    found = compared(item(), item(portalId=2))
    page = klara.get(found.get_absolute_url()).content.decode()
    assert "Formy a kapacita" in page
    assert "pobytová (32 lůžek, nepřetržitě)" in page
    row = found.items.get(register_number=2)
    response = klara.post(reverse("providers:register_apply", args=[row.pk]), {"stav": "new", "strana": "1"})
    assert response["Location"] == f"{found.get_absolute_url()}?stav=new&strana=1"
    assert SocialService.objects.get().register_number == 2


def test_an_item_left_out_stays_out(klara: Client) -> None:
    row = compared(item()).items.get()
    page = klara.post(reverse("providers:register_ignore", args=[row.pk]), follow=True).content.decode()
    assert "necháme, jak je" in page
    row.refresh_from_db()
    assert row.status == "ignored"


def test_everything_is_taken_over_by_a_job(klara: Client) -> None:
    found = compared(item(), item(portalId=2))
    page = klara.post(reverse("providers:register_apply_all", args=[found.pk]), follow=True).content.decode()
    assert "nových služeb 2" in page
    assert SocialService.objects.count() == 2


def test_a_suspicious_import_is_taken_over_only_after_a_tick(klara: Client) -> None:
    apply_all(register_import=compared(*[item(portalId=number) for number in range(1, 21)]))
    found = compared(item(portalId=99))
    url = reverse("providers:register_apply_all", args=[found.pk])
    assert "potvrďte, že je soubor úplný" in klara.post(url, follow=True).content.decode()
    assert SocialService.objects.count() == 20
    klara.post(url, {"accept_loss": "on"})
    assert SocialService.objects.count() == 21


def test_hostile_names_are_shown_as_text(klara: Client) -> None:
    found = compared(item(zarizeni=[facility("<script>alert(1)</script>")], novePole=1, **{"<img src=x>": 1}))
    page = klara.get(found.get_absolute_url()).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "<img src=x>" not in page


@pytest.mark.parametrize("count", [2, 20])
def test_the_page_needs_the_same_few_queries_for_any_number_of_items(
    klara: Client, count: int, django_assert_num_queries: Any
) -> None:
    first = [item(portalId=number) for number in range(1, count + 1)]
    apply_all(register_import=compared(*first))
    found = compared(*[row | {"formy": [form("pob", [("luzka", 40)])]} for row in first])
    with django_assert_num_queries(20):
        klara.get(found.get_absolute_url())


def test_the_list_needs_few_queries(klara: Client, django_assert_max_num_queries: Any) -> None:
    compared(item())
    with django_assert_max_num_queries(10):
        assert "rpss.json" in klara.get(LIST).content.decode()


@pytest.mark.parametrize("person", ["anna", "petr", "zdenek"])
def test_others_do_not_get_in(sign_in: Any, person: str) -> None:
    row = compared(item()).items.get()
    client = sign_in(person)
    assert client.get(LIST).status_code == 403
    assert client.post(reverse("providers:register_apply", args=[row.pk])).status_code == 403
    assert not SocialService.objects.exists()


# --- Spreadsheets ----------------------------------------------------------------------------------------

TABLE = "/sprava/katalog/tabulka/"
HEADER = "Poskytovatel;IČO;Název služby;Druh služby;Jednou větou\n"
GOOD = HEADER + "Lipový domov;63504260;Domov;domovy pro seniory;Bydlení.\n"


def tried(klara: Client, table: str, name: str = "sluzby.csv") -> str:
    """Upload a table and return the page of its trial."""
    klara.post(TABLE, {"file": SimpleUploadedFile(name, table.encode())})
    return Job.objects.latest("created_at").result_url


def test_a_table_is_tried_shown_and_only_then_imported(klara: Client) -> None:
    url = tried(klara, GOOD)
    page = klara.get(url).content.decode()
    assert "Nových služeb 1, změněných 0, beze změny 0" in page
    assert not SocialService.objects.exists()
    assert "Nových služeb 1" in klara.post(url, follow=True).content.decode()
    assert SocialService.objects.get().name == "Domov"
    assert default_storage.listdir(PASSING_DIR)[1] == []
    assert klara.get(url).status_code == 404


def test_changes_of_a_table_are_shown_field_by_field(klara: Client) -> None:
    klara.post(tried(klara, GOOD))
    page = klara.get(tried(klara, GOOD.replace("Bydlení.", "Bydlení s péčí."))).content.decode()
    assert "<del>Bydlení.</del>" in page
    assert "<ins>Bydlení s péčí.</ins>" in page
    assert "Tabulka nic nemění" in klara.get(tried(klara, GOOD)).content.decode()


def test_errors_of_a_table_are_shown_all_and_cannot_be_imported(klara: Client) -> None:
    url = tried(klara, HEADER + "A;12345678;B;nesmysl;\nC;1;;;\n")
    page = klara.get(url).content.decode()
    assert "Řádek 2, sloupec IČO" in page
    assert "Řádek 3, sloupec Název služby" in page
    assert "Načíst celou tabulku" not in page
    klara.post(url)
    assert not SocialService.objects.exists()


def test_hostile_cells_are_shown_as_text(klara: Client) -> None:
    page = klara.get(tried(klara, GOOD.replace("Domov;", "<script>alert(1)</script>;"))).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_a_file_that_is_no_table_is_told_in_words(klara: Client) -> None:
    response = klara.post(TABLE, {"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04zip")}, follow=True)
    assert "je poškozený nebo zamčený" in response.content.decode()
    assert klara.post(TABLE, {"file": SimpleUploadedFile("a.exe", b"x")}).status_code == 422


def test_the_trial_of_another_person_is_not_there(klara: Client, sign_in: Any) -> None:
    assert sign_in("standa").get(tried(klara, GOOD)).status_code == 404


def test_all_services_are_exported_by_a_job(klara: Client) -> None:
    klara.post(tried(klara, GOOD))
    klara.post(f"{TABLE}sluzby/csv/")
    job = Job.objects.latest("created_at")
    content = b"".join(klara.get(reverse("core:job_file", args=[job.pk])).streaming_content)
    assert content.decode("utf-8-sig").count("Lipový domov") == 1


def test_the_template_is_a_file_to_download(klara: Client) -> None:
    response = klara.get(f"{TABLE}vzor.xlsx")
    assert response["Content-Disposition"] == 'attachment; filename="vzor-sluzby.xlsx"'
    assert response.content.startswith(b"PK")
