"""Minutes on paper (a tagged PDF) and as DOCX, and the list of attendance to be signed."""

import io
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from docx import Document

from kpss.core.models import PaidPart, Town
from kpss.core.pdf.document import Chunk, PrintedDocument, fingerprint
from kpss.core.pdf.press import render
from planning.groups.exports.record import Point, Record, when_in_words
from planning.groups.models import Meeting
from providers.exports.printed import brand_files, publisher_of
from providers.exports.printed_pages import LANGUAGE, town_css

TEMPLATES = "groups/print"
#: Empty lines for guests on a list of attendance.
GUEST_LINES = 6


def minutes_pdf(record: Record) -> bytes:
    """Return minutes as PDF; raises a `PdfError` where they cannot be printed."""
    return _pdf("zapis", record.title, {"record": record})


def attendance_pdf(meeting: Meeting) -> bytes:
    """Return the list that people sign at a meeting; raises a `PdfError` where it cannot be printed."""
    title = _("Prezenční listina: %(meeting)s") % {"meeting": meeting}
    members = [
        (member.name, member.get_side_display(), member.organisation)
        for member in meeting.group.memberships.seats().order_by("side", "name")
    ]
    context = {
        "title": title,
        "group": meeting.group.name,
        "when": when_in_words(meeting),
        "place": meeting.place,
        "members": members,
        "guest_lines": range(GUEST_LINES),
    }
    return _pdf("prezence", title, context)


def agenda_pdf(meeting: Meeting) -> bytes:
    """Return the invitation with the agenda, for those without e-mail and for the notice board."""
    title = _("Pozvánka: %(meeting)s") % {"meeting": meeting}
    context = {
        "title": title,
        "group": meeting.group.name,
        "when": when_in_words(meeting),
        "place": meeting.place,
        "access": meeting.access,
        "note": meeting.note,
        "agenda": [(item.title, item.minutes_long, item.presenter) for item in meeting.agenda.all()],
    }
    return _pdf("pozvanka", title, context)


def _pdf(name: str, title: str, context: dict[str, Any]) -> bytes:
    town = Town.current()
    context = {**context, "title": title, "publisher": publisher_of(town, PaidPart.PLANNING)}
    chunk = Chunk(
        key=name,
        fingerprint=fingerprint(context),
        build=partial(render_to_string, f"{TEMPLATES}/{name}.html", context),
        head=title,
    )
    document = PrintedDocument(
        title=title,
        lang=LANGUAGE,
        chunks=(chunk,),
        stylesheets=("css/print.css", "css/minutes.css", "css/town.css"),
        author=town.town_name,
        foot=title,
        template_dirs=(TEMPLATES, "providers/print"),
        files={**brand_files(town, PaidPart.PLANNING), **town_css(town.accent)},
    )
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / f"{name}.pdf"
        render(document, output)
        return output.read_bytes()


# --- DOCX ------------------------------------------------------------------------------------------------


def minutes_docx(record: Record) -> bytes:
    """Return minutes as DOCX, with headings and tables that Word and LibreOffice know."""
    document = Document()
    document.core_properties.title, document.core_properties.language = record.title, LANGUAGE
    document.add_heading(record.title, 0)
    for label, value in ((_("Kdy"), record.when), (_("Kde"), record.where)):
        document.add_paragraph(f"{label}: {value}")
    document.add_heading(_("Program"), 1)
    for line in record.agenda:
        document.add_paragraph(line)
    _attendance(document, record)
    for point in record.points:
        _point(document, point)
    _tasks(document, record)
    for line in (record.next_meeting and _("Příští jednání: %(when)s") % {"when": record.next_meeting}, record.foot):
        if line:
            document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _attendance(document: Any, record: Record) -> None:
    document.add_heading(_("Kdo přišel"), 1)
    document.add_paragraph(record.turnout)
    heads = (_("Strana"), _("Přišlo"), _("Přítomni"), _("Omluveni"), _("Chyběli"))
    _table(document, heads, [(row.title, row.count, row.there, row.excused, row.absent) for row in record.sides])


def _point(document: Any, point: Point) -> None:
    document.add_heading(f"ad {point.number} {point.title}", 1)
    for paragraph in point.paragraphs:
        document.add_paragraph(paragraph)
    for decision in point.decisions:
        document.add_heading(decision.title, 2)
        document.add_paragraph(decision.text)
        document.add_paragraph(decision.vote)


def _tasks(document: Any, record: Record) -> None:
    if not record.tasks:
        return
    document.add_heading(_("Úkoly"), 1)
    heads = (_("Č."), _("Úkol"), _("Kdo"), _("Do kdy"))
    _table(document, heads, [(task.label, task.text, task.who, task.due) for task in record.tasks])


def _table(document: Any, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    table = document.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.text = head
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value
