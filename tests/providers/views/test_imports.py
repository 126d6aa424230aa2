"""The pages of imports as the coordinator meets them."""

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kpss.core.models import Job
from providers.actions.imports import UPLOADS, apply_all, compare_register
from providers.models import RegisterImport, SocialService
from tests.providers.importers.register_items import facility, form, item, register

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("territory")]
LIST = "/sprava/katalog/registr/"


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
    assert default_storage.listdir(UPLOADS)[1] == []
    assert not SocialService.objects.exists()


def test_a_broken_register_is_told_in_words_and_deleted(klara: Client) -> None:
    response = klara.post(LIST, uploaded(b'{"polozky": [1, '), follow=True)
    assert "jen po položku č. 1" in response.content.decode()
    assert default_storage.listdir(UPLOADS)[1] == []
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
