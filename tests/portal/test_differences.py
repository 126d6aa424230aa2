"""What changed between two versions of a page, word by word."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from kpss.core.richtext import plain_lines
from planning.portal.models import Page, PageVersion
from planning.portal.presenters.differences import parts_of


def test_changed_words_are_marked_and_others_stay():
    assert parts_of("Jezdí každou hodinu.", "Jezdí dvakrát za hodinu.") == [
        {"kind": "same", "text": "Jezdí "},
        {"kind": "del", "text": "každou"},
        {"kind": "ins", "text": "dvakrát za"},
        {"kind": "same", "text": " hodinu."},
    ]


@given(st.text(), st.text())
def test_both_texts_can_be_read_back(before, after):
    parts = parts_of(before, after)
    assert "".join(part["text"] for part in parts if part["kind"] != "ins") == before
    assert "".join(part["text"] for part in parts if part["kind"] != "del") == after


def test_rich_text_is_compared_as_people_read_it():
    assert plain_lines("<h2>Kam</h2><ul><li>A &amp; B</li><li>C</li></ul>") == "Kam\nA & B\nC"


def test_long_texts_are_compared_by_lines():
    before = "slovo a slovo\n" * 3000
    assert [part["kind"] for part in parts_of(before, before + "konec")] == ["same", "ins"]


@pytest.fixture
def page(db) -> Page:
    page = Page.objects.first()
    for number, text in enumerate(("<p>První <b>znění</b></p>", "<p>Druhé znění</p>", "<p>Druhé &lt;znění&gt;</p>"), 1):
        PageVersion.objects.create(page=page, number=number, title="Nadpis", text=text)
    return page


def changed(klara, page, query="") -> list[str]:
    answer = klara.get(reverse("portal:page_changes", args=[page.pk]) + query)
    soup = BeautifulSoup(answer.content, "html.parser")
    return [row.text for row in soup.select(".changes ins, .changes del")]


def test_last_two_versions_are_compared_until_others_are_chosen(klara, page):
    assert changed(klara, page) == ["vynecháno: znění", "přidáno: <znění>"]
    assert changed(klara, page, "?od=1&do=2") == ["vynecháno: První", "přidáno: Druhé"]
    assert changed(klara, page, "?od=nic&do=99") == ["vynecháno: znění", "přidáno: <znění>"]


def test_page_without_versions_has_nothing_to_compare(klara, page):
    page.versions.all().delete()
    assert changed(klara, page) == []
    assert "není co porovnávat" in klara.get(reverse("portal:page_changes", args=[page.pk])).content.decode()
