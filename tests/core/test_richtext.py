"""Rich text: what Word pastes comes out clean, and nothing dangerous stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpss.core.richtext import clean_html, plain_text

BULLET = (
    "<p class=MsoListParagraph style='text-indent:-18pt;mso-list:l0 level1 lfo1'><![if !supportLists]>"
    "<span style='font-family:Symbol'>·<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span>"
    "<![endif]>{}<o:p></o:p></p>"
)


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("<h1 style='margin:0'>Sobota<o:p></o:p></h1>", "<h2>Sobota</h2>"),
        ("<h2>Sobota</h2><h6>Malý</h6>", "<h2>Sobota</h2><h4>Malý</h4>"),
        ("<p class=MsoNormal><b>Tučně</b> a <i>šikmo</i></p>", "<p><strong>Tučně</strong> a <em>šikmo</em></p>"),
        ("<p class=MsoNormal><o:p>&nbsp;</o:p></p><p>Text</p>", "<p>Text</p>"),
        (BULLET.format("jedna") + BULLET.format("dvě"), "<ul><li>jedna</li><li>dvě</li></ul>"),
        (
            "<p>1.<span>&nbsp;&nbsp; </span>prvni</p><p>2.<span>&nbsp; </span>druhy</p>",
            "<ol><li>prvni</li><li>druhy</li></ol>",
        ),
        (BULLET.format("jedna") + "<p>1.&nbsp;prvni</p>", "<ul><li>jedna</li></ul><ol><li>prvni</li></ol>"),
        ("<p>1. ledna platí nová cena</p>", "<p>1. ledna platí nová cena</p>"),
        ("<ul type=disc><li class=MsoNormal>a</li></ul>", "<ul><li>a</li></ul>"),
        (
            "<table class=MsoTableGrid border=1><tr><td width=10 colspan=2 style='border:solid'><p>a</p></td></tr></table>",
            '<table><tbody><tr><td colspan="2"><p>a</p></td></tr></tbody></table>',
        ),
        ('<a href="https://mesto.example" target=_blank style="x">kam</a>', '<a href="https://mesto.example">kam</a>'),
        ('<a href="tel:+420123456789">volat</a>', '<a href="tel:+420123456789">volat</a>'),
        ("<!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]--><style>p{}</style><p>a</p>", "<p>a</p>"),
        ("První\n\nDruhý <3", "<p>První</p>\n\n<p>Druhý &lt;3</p>"),
        ("", ""),
        ("<p><br></p>", ""),
    ],
)
def test_pasted_text_keeps_headings_lists_tables_and_links_only(pasted, kept):
    assert clean_html(pasted) == kept
    assert clean_html(kept) == kept


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href='data:text/html,x'>x</a>",
        "<img src=x onerror=alert(1)>",
        "<p onclick=alert(1)>x</p>",
        "<svg><script>alert(1)</script></svg>",
        "<iframe src='https://evil.example'></iframe>",
        "<h1 <b>onmouseover=alert(1)>x</h1>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<p>·&nbsp;<img src=x onerror=alert(1)></p>",
    ],
)
def test_nothing_that_runs_stays(evil):
    cleaned = clean_html(evil)
    for sign in ("<script", "<img", "<iframe", "<svg", "javascript:", "data:", "onclick=", "<style"):
        assert sign not in cleaned


@given(st.text(alphabet="<>/pliahrefuo ·1.&;nbs'\"=", max_size=80))
def test_cleaning_twice_changes_nothing_dangerous(text):
    assert "<script" not in clean_html(text)
    assert clean_html(clean_html(text)).count("<") <= clean_html(text).count("<") + 2


def test_words_of_a_rich_text():
    assert plain_text("<h2>Sobota</h2><p>Jezdí&nbsp;<strong>i</strong> v sobotu.</p>") == "Sobota Jezdí i v sobotu."
