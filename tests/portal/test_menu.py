"""The menus: each page marks one place at most, and the desk's menu stays with whoever works there."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

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
