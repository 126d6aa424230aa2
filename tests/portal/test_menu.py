"""The menus: each page marks one place at most, and the desk's menu stays with whoever works there."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from planning.portal.models import VisitCount

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "name", "title"),
    [
        ("klara", "manage_providers", "Poskytovatelé"),
        ("klara", "history", "Služby"),
        ("klara", "manage", "Co čeká"),
        ("petr", "history", ""),
        ("nobody", "service", "Hledám pomoc"),
        ("nobody", "provider", "Kdo pomáhá"),
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
