"""The form for a suggestion on paper, with places where to hand it in (a tagged PDF)."""

import tempfile
from functools import partial
from pathlib import Path

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from kpss.core.models import PaidPart, Town
from kpss.core.pdf.document import Chunk, PrintedDocument, fingerprint
from kpss.core.pdf.press import render
from planning.suggestions.enums import Topic
from planning.suggestions.models import ANSWER_DAYS
from providers.exports.printed import brand_files, publisher_of
from providers.exports.printed_pages import LANGUAGE, town_css
from providers.exports.printed_words import hours_in_words, short_address
from providers.models import Office

TEMPLATES = "suggestions/print"
#: Lines for what somebody wants to say.
LINES = 8


def _place(office: Office) -> dict[str, str]:
    hours = hours_in_words(office.opening_hours)
    return {"name": office.name, "address": office.address, "hours": hours}


def form_pdf() -> bytes:
    """Return the form as PDF; raises a `PdfError` where it cannot be printed."""
    town = Town.current()
    title = _("Podnět k plánování sociálních služeb")
    context = {
        "title": title,
        "publisher": publisher_of(town, PaidPart.PLANNING),
        "topics": [str(label) for label in Topic.labels],
        "lines": range(LINES),
        "places": [_place(office) for office in Office.objects.filter(is_first_contact=True)],
        "days": ANSWER_DAYS,
        "web": f"{short_address()}{reverse('suggestions:write')}",
    }
    chunk = Chunk(
        key="podnet",
        fingerprint=fingerprint(context),
        build=partial(render_to_string, f"{TEMPLATES}/podnet.html", context),
        head=title,
    )
    document = PrintedDocument(
        title=title,
        lang=LANGUAGE,
        chunks=(chunk,),
        stylesheets=("css/print.css", "css/minutes.css", "css/suggestion.css", "css/town.css"),
        author=town.town_name,
        foot=title,
        template_dirs=(TEMPLATES, "providers/print"),
        files={**brand_files(town, PaidPart.PLANNING), **town_css(town.accent)},
    )
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "podnet.pdf"
        render(document, output)
        return output.read_bytes()
