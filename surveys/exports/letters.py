"""Access codes on paper: sheets to cut, or letters with a QR code.

The codes are made anew from the server's key at every printing; nothing of them stays in the common cache.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from kpss.core.dates import moment_in_words
from kpss.core.models import PaidPart, Town
from kpss.core.pdf.document import Chunk, PrintedDocument, fingerprint
from kpss.core.pdf.press import Progress, render
from providers.exports.printed import brand_files, publisher_of
from providers.exports.printed_pages import LANGUAGE, town_css
from providers.exports.printed_words import qr_code, short_address
from surveys.models import AccessCode, Survey

T = TypeVar("T")
TEMPLATES = "surveys/print"
#: What is printed → how many codes stand on one page.
KINDS = {"listky": 21, "dopisy": 1}
#: Pages laid out together.
TOGETHER = 20


def codes_pdf(
    survey: Survey, serials: Iterable[int], kind: str, output: Path, *, progress: Progress | None = None
) -> int:
    """Print the codes of serial numbers as `listky` (to cut) or `dopisy`; returns the number of pages."""
    document = codes_document(survey, list(serials), kind, Town.current())
    return render(document, output, progress=progress, cache_dir=output.parent / "cache").page_count


def codes_document(survey: Survey, serials: Sequence[int], kind: str, town: Town) -> PrintedDocument:
    """Return the sheets or letters, in chunks of whole pages."""
    common = {
        "survey": survey,
        "publisher": publisher_of(town, PaidPart.SURVEYS),
        "address": short_address(survey.get_absolute_url()),
        "closes": moment_in_words(survey.closes_at, is_genitive=True) if survey.closes_at else "",
    }
    codes = (AccessCode(survey=survey, serial=serial).code for serial in serials)
    pages = [[_shown(survey, code) for code in some] for some in _batched(codes, KINDS[kind])]
    chunks = tuple(
        _chunk(number, f"{TEMPLATES}/{kind}.html", {**common, "pages": some})
        for number, some in enumerate(_batched(pages, TOGETHER))
    )
    return PrintedDocument(
        title=_("Přístupové kódy: %(title)s") % {"title": survey.title},
        lang=LANGUAGE,
        chunks=chunks,
        stylesheets=("css/print.css", "css/codes.css", "css/town.css"),
        author=town.town_name,
        template_dirs=(TEMPLATES, "providers/print"),
        files={**brand_files(town, PaidPart.SURVEYS), **town_css(town.accent)},
    )


def _chunk(number: int, template: str, context: dict[str, Any]) -> Chunk:
    shown = {name: value for name, value in context.items() if name != "survey"}
    build = partial(render_to_string, template, context)
    return Chunk(key=f"kody-{number}", fingerprint=fingerprint(template, shown), build=build)


def _batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield lists of at most *size* items."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def _shown(survey: Survey, code: str) -> dict[str, str]:
    return {"code": code, "qr": qr_code(f"{survey.get_absolute_url()}?kod={code}")}
