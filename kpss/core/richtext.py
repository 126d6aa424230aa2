"""Rich text: headings, lists, tables and links stay, everything else of what somebody pasted goes."""

import re
from html import unescape

import nh3
from django.utils.html import linebreaks, strip_tags

TAGS = {"p", "br", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote"}
TABLE = {"table", "caption", "thead", "tbody", "tr", "th", "td"}
#: What Word and old editors write for what we call otherwise; the page itself has the only h1.
_NAMES = {"h1": "h2", "h5": "h4", "h6": "h4", "b": "strong", "i": "em"}
ATTRIBUTES = {"a": {"href"}, "th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"}}
SCHEMES = {"http", "https", "mailto", "tel"}
_CLEANER = nh3.Cleaner(
    tags=TAGS | TABLE | set(_NAMES),
    attributes=ATTRIBUTES,
    url_schemes=SCHEMES,
    clean_content_tags={"script", "style", "title", "xml"},
    link_rel=None,
    strip_comments=True,
)
_TAG = re.compile(r"<[a-zA-Z/!]")
_RENAMED = re.compile(r"<(/?)(h1|h5|h6|b|i)>")
_BLOCK_ENDS = re.compile(r"</(?:p|h[2-6]|li|tr|blockquote|caption)>|<br ?/?>")
_CELL_ENDS = re.compile(r"</t[dh]>")
_BLANK = r"(?:\s|&nbsp;|<br>)*"
_EMPTY = re.compile(rf"<(p|h2|h3|h4|li|strong|em|blockquote)>{_BLANK}</\1>")
#: Word writes an item of a list as a paragraph that begins with its mark and hard spaces.
_MARK = r"(?:[·•▪§o\uf0b7\uf0a7–-]|\d{1,3}[.)])"
_ITEM = re.compile(rf"<p>\s*(?:<strong>|<em>)?({_MARK})(?:&nbsp;|\u00a0)(?:\s|&nbsp;)*(.*?)</p>", re.DOTALL)
_RUN = re.compile(
    r"<li data-(?P<kind>ul|ol)>(?:(?!</li>).)*</li>\s*(?:<li data-(?P=kind)>(?:(?!</li>).)*</li>\s*)*", re.DOTALL
)


def clean_html(html: str) -> str:
    """Return HTML in which only known elements are left; plain text becomes paragraphs."""
    if not _TAG.search(html):
        html = linebreaks(html.strip(), autoescape=True) if html.strip() else ""
    html = _RENAMED.sub(lambda found: f"<{found[1]}{_NAMES[found[2]]}>", _CLEANER.clean(html))
    return _CLEANER.clean(_without_empty(_with_lists(html))).strip()


def _with_lists(html: str) -> str:
    """Return HTML in which paragraphs that look like items stand in lists."""
    marked = _ITEM.sub(lambda found: f"<li data-{'ol' if found[1][0].isdigit() else 'ul'}>{found[2]}</li>", html)
    return _RUN.sub(_list, marked)


def _list(run: re.Match[str]) -> str:
    kind = run["kind"]
    return f"<{kind}>{run[0].replace(f'<li data-{kind}>', '<li>').strip()}</{kind}>"


def _without_empty(html: str) -> str:
    """Return HTML without elements that hold nothing, and without those that held only such."""
    while (shorter := _EMPTY.sub("", html)) != html:
        html = shorter
    return html


def plain_text(html: str) -> str:
    """Return the words of rich text on one line."""
    return " ".join(plain_lines(html).split())


def plain_lines(html: str) -> str:
    """Return what people read of rich text, each block on its own line."""
    return unescape(strip_tags(_BLOCK_ENDS.sub("\n", _CELL_ENDS.sub(" ", html)))).strip()
