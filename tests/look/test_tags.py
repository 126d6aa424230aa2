"""The tags that every template has at hand."""

import pytest
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError, engines
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from kpss.core.templatetags import kpss


def shown(source: str, address: str = "/", **context: object) -> str:
    return engines["django"].from_string(source).render(context, RequestFactory().get(address))


def test_icon_is_hidden_from_readers_and_carries_its_shapes():
    html = shown('{% icon "telephone" %}')
    assert html.startswith('<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d="M3.654')


def test_unknown_icon_is_refused():
    with pytest.raises(TemplateSyntaxError, match="unknown icon 'jednorozec'"):
        shown('{% icon "jednorozec" %}')


def test_component_shows_what_stands_between_its_tags():
    html = shown('{% component "box" title="Víte to?" %}<p>{{ word }}</p>{% endcomponent %}', word="<ano>")
    assert "<h2>Víte to?</h2>" in html
    assert "<p>&lt;ano&gt;</p>" in html


def test_component_does_not_see_the_variables_of_the_page():
    assert "stránka" not in shown('{% component "box" %}tělo{% endcomponent %}', title="stránka")


@pytest.mark.parametrize(
    ("number", "address"),
    [
        ("000 123 456", "tel:+420000123456"),
        ("+420000123456", "tel:+420000123456"),
        ("116 111", "tel:116111"),
        ("112", "tel:112"),
    ],
)
def test_phone_becomes_an_address_to_call(number: str, address: str):
    assert kpss.tel(number) == address


def test_stored_phone_is_written_in_groups():
    assert kpss.phone_words("+420000123456").replace("\N{NO-BREAK SPACE}", " ") == "000 123 456"


def test_email_may_break_at_its_sign_and_dots_and_stays_escaped():
    assert kpss.breakable("socialni@lipovany.example") == "socialni@<wbr>lipovany<wbr>.example"
    assert kpss.breakable("<b>@x") == "&lt;b&gt;@<wbr>x"
    assert kpss.breakable("česky") == "česky"


def test_pages_keep_the_rest_of_the_query():
    page = Paginator(range(64), 10).page(3)
    html = shown('{% include "components/pagination.html" %}', "/katalog/?q=pomoc&jak=domu", page=page)
    assert 'href="?q=pomoc&amp;jak=domu&amp;strana=4"' in html
    assert html.count('aria-current="page"') == 1


def test_single_page_needs_no_pagination():
    assert shown('{% include "components/pagination.html" %}', page=Paginator([1], 10).page(1)).strip() == ""


@given(st.lists(st.integers(min_value=0, max_value=10_000), min_size=1, max_size=4))
def test_shares_of_a_triad_bar_fill_the_whole_and_follow_one_another(counts: list[int]):
    shares = kpss.shares([{"side": "user", "count": count} for count in counts])
    whole = 100 if sum(counts) else 0
    assert sum(float(part["share"]) for part in shares) == pytest.approx(whole, abs=0.05)
    ends = [float(part["start"]) + float(part["share"]) for part in shares]
    assert [float(part["start"]) for part in shares[1:]] == pytest.approx(ends[:-1], abs=0.02)


def test_pagination_works_when_the_page_keeps_its_variables_out():
    page = Paginator(range(64), 10).page(2)
    html = shown('{% include "components/pagination.html" with page=page only %}', "/?q=a", page=page)
    assert 'href="?q=a&amp;strana=3"' in html


def test_longest_bar_takes_the_whole_width_and_nothing_divides_by_zero():
    assert [row["width"] for row in kpss.bar_widths([{"count": 164}, {"count": 41}])] == ["100.0", "25.0"]
    assert [row["width"] for row in kpss.bar_widths([{"count": 0}])] == ["0.0"]
    assert kpss.bar_widths([]) == []
