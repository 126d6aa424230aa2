"""Every page has the town's head and foot, and stands also where the town has filled in nothing."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from tests.look.urls import page_context

pytestmark = pytest.mark.django_db


def page(layout: str = "layouts/base.html", **context: object) -> str:
    request = RequestFactory().get("/katalog/?q=pomoc&strana=2")
    request.user = AnonymousUser()
    return render_to_string(layout, {**page_context(), **context}, request)


def test_title_ends_with_the_name_of_the_portal():
    assert "<title>Sociální služby – Sociální služby Lipovansko</title>" in page()


def test_language_of_the_page_is_the_active_one():
    with translation.override("uk"):
        assert '<html lang="uk">' in page()


def test_language_switch_keeps_the_page_with_its_query():
    assert '<input type="hidden" name="next" value="/katalog/?q=pomoc&amp;strana=2">' in page()


def test_phone_is_in_the_head_and_in_the_foot():
    html = page()
    head, foot = html.split("<main")[0], html.split("</main>")[1]
    assert 'href="tel:+420000123456"' in head
    assert 'href="tel:+420000123456"' in foot


def test_current_place_of_the_navigation_is_marked_by_its_depth():
    html = page()
    assert '<a href="/" aria-current="page">Hledám pomoc</a>' in html
    assert '<a href="/ankety/" aria-current="true">Ankety a výsledky</a>' in html
    assert '<a href="/plan/">Plán</a>' in html


def test_skip_link_leads_to_the_content():
    html = page()
    assert 'href="#obsah"' in html
    assert '<main id="obsah"' in html


def test_easy_to_read_link_says_where_it_leads():
    assert "Snadné čtení</a>" in page()
    assert "Běžný text</a>" in page(easy_read=True)


def test_office_has_its_own_navigation_and_a_way_to_see_the_public_side():
    html = page("layouts/office.html", office_nav=[{"url": "/stul/", "title": "Můj stůl", "current": "page"}])
    assert '<a href="/stul/" aria-current="page">Můj stůl</a>' in html
    assert "Jak to vidí veřejnost" in html


def test_messages_are_shown_by_their_kind():
    said = [Message(constants.SUCCESS, "Změna je uložena."), Message(constants.ERROR, "Soubor je moc velký.")]
    html = page(messages=said)
    assert '<div class="alert alert--ok">' in html
    assert '<div class="alert alert--error">' in html
    assert "Soubor je moc velký." in html


def test_publicity_of_the_funder_is_shown_only_when_there_is_any():
    assert "Vlajka Evropské unie" in page()
    assert "Vlajka Evropské unie" not in page(projects=[])


def test_page_stands_when_the_town_has_filled_in_nothing():
    html = page(town={}, main_nav=[], footer_links={}, crumbs=[])
    assert "tel:" not in html
    assert "Přejít na obsah" in html


def test_mail_carries_the_office_and_no_picture_from_elsewhere():
    html = page("layouts/mail.html")
    assert "Odbor sociálních věcí" in html
    assert "<img" not in html
    assert "http" not in html


@pytest.mark.parametrize("name", ["404", "410", "403", "403_csrf"])
def test_error_page_offers_search_and_the_phone(client: Client, name: str):
    main = client.get(f"/chyba/{name}/").content.decode().split("<main")[1].split("</main>")[0]
    assert 'role="search" method="get" action="/katalog/"' in main
    assert 'href="/situace/"' in main
    assert 'href="tel:+420000123456"' in main


def test_ended_service_is_named_as_ended(client: Client):
    assert "<h1>Tato služba skončila</h1>" in client.get("/chyba/410/").content.decode()


@pytest.mark.parametrize("name", ["500", "400"])
def test_page_of_a_broken_portal_needs_no_context(name: str):
    html = render_to_string(f"{name}.html")
    assert "/static/dist/portal.css" in html
    assert 'href="tel:112"' in html


def test_town_without_arms_has_the_mark_of_the_portal_and_not_the_arms_of_another_town():
    html = page()
    assert '<link rel="icon" href="/static/img/mark.svg">' in html
    assert "arms.svg" not in html


def test_town_with_arms_shows_them_in_the_head_and_as_the_icon():
    html = page(town={"portal_name": "Sociální služby", "arms_url": "/soubory/znak.svg"})
    assert html.count('"/soubory/znak.svg"') == 2
