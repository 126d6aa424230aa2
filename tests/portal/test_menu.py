"""The menus: each page marks one place at most, and the desk's menu stays with whoever works there."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from planning.portal.models import VisitCount

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "name", "title"),
    [
        ("klara", "manage_providers", "Katalog"),
        ("klara", "history", "Katalog"),
        ("klara", "manage", "Katalog"),
        ("petr", "history", ""),
        ("nobody", "service", "Hledám pomoc"),
        ("nobody", "provider", "Hledám pomoc"),
        ("nobody", "kind_list", "Hledám pomoc"),
    ],
)
def test_menu_marks_the_one_place_where_one_is(sign_in, service, who, name, title):
    kwargs = {
        "history": {"pk": service.pk},
        "service": {"slug": service.slug},
        "provider": {"slug": service.provider.slug},
    }.get(name, {})
    page = sign_in(who).get(reverse(f"providers:{name}", kwargs=kwargs))
    soup = BeautifulSoup(page.content, "html.parser")
    marked = [link.text for link in soup.select(".nav-main__list [aria-current]")]
    assert marked == ([title] if title else [])


def test_part_of_the_desk_shows_its_pages(klara, service):
    page = klara.get(reverse("providers:history", args=[service.pk]))
    links = BeautifulSoup(page.content, "html.parser").select(".nav-part a")
    assert [link.text for link in links][:3] == ["Co čeká", "Služby", "Poskytovatelé"]
    assert [link.text for link in links if "aria-current" in link.attrs] == ["Služby"]
    assert not BeautifulSoup(klara.get(reverse("surveys:manage")).content, "html.parser").select(".nav-part")


def test_address_of_a_button_opened_as_a_page_has_a_way_on(klara, service):
    answer = klara.get(reverse("providers:verify", args=[service.pk]), headers={"accept": "text/html"})
    assert answer.status_code == 405
    assert "<h1>Sem se chodí tlačítkem</h1>" in answer.content.decode()
    assert klara.post("/api/hsds/services").content == b""


def test_visits_are_told_in_words(klara):
    VisitCount.objects.create(day="2026-11-22", route="providers:service", count=7)
    VisitCount.objects.create(day="2026-11-22", route="core:accent", count=70)
    page = klara.get(reverse("portal:visits"))
    assert [(str(name), total) for name, total in page.context["totals"]] == [("Karty služeb", 7)]
