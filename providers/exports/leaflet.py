"""Small print: a leaflet with tear-off strips for one service, and the list that somebody has chosen."""

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from kpss.core.dates import day_in_words, today
from kpss.core.models import Town
from kpss.core.pdf.document import Chunk, PrintedDocument
from kpss.core.pdf.press import render
from providers.exports import printed_words as words
from providers.exports.printed import brand_files, entry_of, publisher_of
from providers.exports.printed_chapters import plan_of
from providers.exports.printed_data import Entry
from providers.exports.printed_pages import LANGUAGE, TEMPLATES, help_line, page, town_css
from providers.models import SocialService

#: Characters of an answer, two lines in type that is read from a step away.
BOARD_ANSWER = 86
STRIPS = 8
SHEET_WIDTH = 190  # mm
#: Characters of a name on a strip, and what a strip holds: characters × type size in mm.
STRIP_NAME = 30
NAME_ROOM, REACH_ROOM = 82, 77


@translation.override(LANGUAGE)
def leaflet_pdf(service: SocialService) -> bytes:
    """Return an A4 leaflet: the question, the phone to be read from two metres, eight strips to tear off."""
    return _printed(leaflet_document(_with_parts([service])[0], Town.current()))


@translation.override(LANGUAGE)
def shortlist_pdf(services: Iterable[SocialService]) -> bytes:
    """Return the chosen services, in their order, for a printer at home."""
    return _printed(shortlist_document(_with_parts(services), Town.current()))


def leaflet_document(service: SocialService, town: Town) -> PrintedDocument:
    """Return the leaflet of a service loaded with its parts."""
    entry = entry_of(service)
    context = leaflet_context(entry, str(plan_of(service).question))
    chunk = page(f"letak-{service.pk}", "leaflet.html", {**context, "publisher": publisher_of(town)})
    return _document(service.name, chunk, town, ("css/print.css", "css/leaflet.css", "css/town.css"))


def leaflet_context(entry: Entry, question: str) -> dict[str, Any]:
    """Return what the leaflet shows of a service, short enough for its sheet."""
    reach = entry.phone.number if entry.phone else entry.email or entry.web or entry.short_address
    name = words.tidy(entry.name, STRIP_NAME)
    return {
        "entry": entry,
        "question": words.tidy(question),
        "reach": reach,
        "answers": tuple((label, words.tidy(answer, BOARD_ANSWER)) for label, answer in entry.answers),
        "strips": tuple(_strips()),
        "strip_name": name,
        "strip_name_size": f"{min(4.1, NAME_ROOM / len(name)):.1f}",
        "strip_size": f"{min(7, REACH_ROOM / len(reach)):.1f}",
    }


def _strips() -> Iterable[dict[str, str]]:
    """Yield where each strip has its text and its line, as text because a localised number breaks an SVG."""
    width = SHEET_WIDTH / STRIPS
    for number in range(STRIPS):
        last = number == STRIPS - 1
        yield {"text_x": f"{number * width + 9.4:.2f}", "line_x": "" if last else f"{(number + 1) * width:.2f}"}


def shortlist_document(services: Sequence[SocialService], town: Town) -> PrintedDocument:
    """Return the list of services loaded with their parts."""
    publisher = publisher_of(town)
    entries = tuple(entry_of(service) for service in services)
    context = {"publisher": publisher, "entries": entries, "day": day_in_words(today())}
    chunk = page("vyber", "shortlist.html", context, head=_("Můj výběr"))
    stylesheets = ("css/print.css", "css/catalogue.css", "css/shortlist.css", "css/town.css")
    return _document(_("Můj výběr"), chunk, town, stylesheets, foot=help_line(publisher))


def _document(title: str, chunk: Chunk, town: Town, stylesheets: tuple[str, ...], *, foot: str = "") -> PrintedDocument:
    return PrintedDocument(
        title=title,
        lang=LANGUAGE,
        chunks=(chunk,),
        stylesheets=stylesheets,
        author=town.town_name,
        foot=foot,
        template_dirs=(TEMPLATES,),
        files={**brand_files(town), **town_css(town.accent)},
    )


def _with_parts(services: Iterable[SocialService]) -> list[SocialService]:
    """Load services again with all that is printed, in the order given."""
    wanted = [service.pk for service in services]
    loaded = SocialService.objects.with_parts().prefetch_related("provider__contacts").in_bulk(wanted)
    return [loaded[pk] for pk in wanted if pk in loaded]


def _printed(document: PrintedDocument) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "print.pdf"
        render(document, output)
        return output.read_bytes()
