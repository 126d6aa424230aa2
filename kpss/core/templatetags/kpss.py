"""Tags and filters that every template of the portal has at hand (a builtin library)."""

import json
import re
from functools import cache
from html.parser import HTMLParser
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import BaseForm, BaseFormSet, BoundField
from django.forms.utils import flatatt
from django.template import Context, Engine, RequestContext
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from js_asset import Media

from kpss.core.richtext import clean_html
from kpss.core.text import phone_digits, phone_readable

register = template.Library()

#: The name of the page number in an address.
PAGE_PARAMETER = "strana"

Shape = tuple[str, tuple[tuple[str, str], ...]]


class _SymbolReader(HTMLParser):
    """Collects the shapes of each `<symbol>` of the icons file."""

    def __init__(self) -> None:
        super().__init__()
        self.symbols: dict[str, list[Shape]] = {}
        self.name = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "symbol":
            self.name = str(dict(attrs)["id"])
            self.symbols[self.name] = []
        elif self.name:
            self.symbols[self.name].append((tag, tuple((key, value or "") for key, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag == "symbol":
            self.name = ""


@cache
def _symbols() -> dict[str, SafeString]:
    reader = _SymbolReader()
    reader.feed((settings.BASE_DIR / "static/img/icons.svg").read_text("utf-8"))
    return {name: _shapes(shapes) for name, shapes in reader.symbols.items()}


def _shapes(shapes: list[Shape]) -> SafeString:
    return format_html_join("", "<{}{}></{}>", ((tag, flatatt(dict(attrs)), tag) for tag, attrs in shapes))


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return an inline icon, hidden from screen readers: a word always stands beside it.

    Raises `template.TemplateSyntaxError` for a name that is not in `static/img/icons.svg`.
    """
    if name not in _symbols():
        raise template.TemplateSyntaxError(f"unknown icon {name!r}")
    return format_html(
        '<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>',
        _symbols()[name],
    )


@register.simple_block_tag(takes_context=True)
def component(context: Context, content: str, name: str, **parameters: object) -> SafeString:
    """Render `components/<name>.html` with the parameters and, as `body`, what stands between the tags."""
    inside = {"csrf_token": context.get("csrf_token"), **parameters, "body": content}
    return Engine.get_default().get_template(f"components/{name}.html").render(context.new(inside))


@register.simple_tag(takes_context=True)
def form_fields(context: Context, form: BaseForm) -> SafeString:
    """Render a whole form without its `<form>` tag and buttons: the summary of errors, then every field.

    Usage: `<form method="post" novalidate>{% csrf_token %}{% form_fields form %}…</form>`
    """
    return (
        Engine.get_default()
        .get_template("bootstrap5/uni_form.html")
        .render(context.new({"form": form, "form_show_errors": True, "form_show_labels": True}))
    )


@register.simple_tag(takes_context=True)
def form_media(context: RequestContext, form: BaseForm) -> SafeString:
    """Render what a form's fields need in the head of the page, allowed by the page's own nonce."""
    return Media.from_media(form.media, nonce=context["request"].csp_nonce).render()


@register.simple_tag
def error_prefix(form: BaseForm | None = None) -> str:
    """Return "Chyba: " for the page title when the form has errors, otherwise nothing."""
    return gettext("Chyba: ") if form is not None and form.is_bound and form.errors else ""


@register.filter
def summary_of(form: BaseForm | BaseFormSet[Any]) -> list[dict[str, str]]:
    """Return the errors of a form, or of all forms of a set, as rows: `text` and `url` of the field (or empty)."""
    if isinstance(form, BaseFormSet):
        return [row for one in form for row in summary_of(one)]
    rows = [{"text": str(error), "url": ""} for error in form.non_field_errors()]
    for field in form:
        rows += [{"text": _sentence(field, str(error)), "url": _place(field)} for error in field.errors]
    return rows


def _sentence(field: BoundField, error: str) -> str:
    """Return "label: error" as one sentence; an abbreviation at the start of the error keeps its capitals."""
    begins_with_word = error[1:2].islower() or error[1:2] == " "
    return f"{str(field.label).rstrip('?:')}: {error[0].lower() + error[1:] if begins_with_word else error}"


def _place(field: BoundField) -> str:
    if field.is_hidden or not field.auto_id:
        return ""
    return f"#{field.auto_id}_0" if field.use_fieldset else f"#{field.id_for_label}"


@register.filter
def is_choice_list(field: BoundField) -> bool:
    """Tell whether a field is a list of radio buttons or checkboxes, each with a label of its own."""
    return field.widget_type in {"radioselect", "checkboxselectmultiple", "nullbooleanradioselect"}


@register.filter
def tel(number: str) -> str:
    """Return the `tel:` address of a phone number, written or stored; short ones are called as they are."""
    return f"tel:{phone_digits(str(number))}"


@register.filter
def phone_words(number: str) -> str:
    """Return a phone number, written or stored, in groups of three."""
    return phone_readable(phone_digits(str(number)))


@register.filter
def breakable(address: str) -> str:
    """Let an e-mail or web address break after its @ and before its dots; what has neither stays as it is."""
    parts = re.split(r"(?<=@)|(?=\.)", str(address))
    # Only the mark between the parts is ours and safe; each part of the address is escaped.
    return format_html_join(mark_safe("<wbr>"), "{}", ((part,) for part in parts))


@register.filter
def elided_range(page: Page) -> list[int | str]:
    """Return the numbers of pages to show, with an ellipsis where numbers are left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def zipped(first: list[object], second: list[object]) -> list[tuple[object, object]]:
    """Return pairs of the values that stand at the same place of two lists of one length."""
    return list(zip(first, second, strict=True))


@register.filter
def shares(sides: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return the sides of a triad bar with `start` and `share`: per cent of the whole, as SVG writes them."""
    counts = [int(str(side["count"])) for side in sides]
    whole = sum(counts) or 1
    starts = [sum(counts[:place]) for place in range(len(counts))]
    return [
        {**side, "start": f"{100 * start / whole:.2f}", "share": f"{100 * count / whole:.2f}"}
        for side, start, count in zip(sides, starts, counts, strict=True)
    ]


@register.filter
def bar_widths(items: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return the rows of bars with `width`: per cent of the largest count, as SVG writes it."""
    largest = max((float(str(item["count"])) for item in items), default=0) or 1
    return [{**item, "width": f"{100 * float(str(item['count'])) / largest:.1f}"} for item in items]


@register.simple_tag(takes_context=True)
def page_url(context: RequestContext, number: int, parameter: str = "") -> str:
    """Return the address of another page of the list that this request shows."""
    query = context.request.GET.copy()
    query[parameter or PAGE_PARAMETER] = str(number)
    return f"?{query.urlencode()}"


@register.filter
def rich(html: str) -> SafeString:
    """Return rich text to be shown; it was cleaned when it was saved and is cleaned again."""
    return mark_safe(clean_html(html))


@register.filter
def ld_json(data: dict[str, object]) -> SafeString:
    """Return schema.org data as a data block; what could end the element is written as escapes."""
    text = json.dumps(data, ensure_ascii=False, cls=DjangoJSONEncoder)
    escaped = text.replace("&", "\\u0026").replace("<", "\\u003C").replace(">", "\\u003E")
    return format_html('<script type="application/ld+json">{}</script>', SafeString(escaped))
