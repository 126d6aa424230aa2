"""The report of results: a tagged PDF and the same as DOCX, both from findings in words."""

import io
import tempfile
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from kpss.core.models import PaidPart, Town
from kpss.core.pdf.document import Chunk, PrintedDocument, fingerprint
from kpss.core.pdf.press import render
from providers.exports.printed import brand_files, publisher_of
from providers.exports.printed_pages import town_css
from surveys.definition.shape import SOURCE
from surveys.exports.findings import Bar, Finding, Grid, Report, report_of
from surveys.reports.results import Results

TEMPLATES = "surveys/print"
#: Columns of numbers that fit on a page beside the first two, and columns of a table that bars say as well.
MOST_COLUMNS, PLAIN = 4, 3
#: Sizes of a bar in points; labels stand at the left of `BARS_FROM`, right-aligned.
LINE, BAR, LONGEST_BAR, BARS_FROM, LABEL_CHARACTERS = 12.0, 12.0, 150.0, 150.0, 27


def report_pdf(results: Results, before: Results | None = None, language: str = SOURCE) -> bytes:
    """Return the report as PDF; raises a `PdfError` where it cannot be printed."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "report.pdf"
        render(report_document(results, before, language), output)
        return output.read_bytes()


def report_document(results: Results, before: Results | None = None, language: str = SOURCE) -> PrintedDocument:
    """Return the report as a document for the press."""
    town, report = Town.current(), report_of(results, before, language)
    context = {
        "title": _("Výsledky: %(title)s") % {"title": report.title},
        "report": report,
        "findings": [_printed(finding) for finding in report.findings],
        "publisher": publisher_of(town, PaidPart.SURVEYS),
    }
    chunk = Chunk(
        key="vysledky",
        fingerprint=fingerprint(report, context["publisher"]),
        build=partial(render_to_string, f"{TEMPLATES}/results.html", context),
        head=report.title,
    )
    return PrintedDocument(
        title=str(context["title"]),
        lang=language,
        chunks=(chunk,),
        stylesheets=("css/print.css", "css/results.css", "css/town.css"),
        author=results.survey.asked_by,
        subject=_("Zpráva z dotazníku"),
        foot=str(context["title"]),
        template_dirs=(TEMPLATES, "providers/print"),
        files={**brand_files(town, PaidPart.SURVEYS), **town_css(town.accent)},
    )


def _printed(finding: Finding) -> dict[str, Any]:
    grids = [part for grid in _beside_bars(finding) for part in fitting(grid)]
    return {"finding": finding, "chart": chart_of(finding.bars) if finding.bars else None, "grids": grids}


def _beside_bars(finding: Finding) -> list[Grid]:
    """Return tables that say more than the bars do."""
    said = len(finding.bars)
    return [grid for grid in finding.grids if grid.is_open or len(grid.columns) > PLAIN or len(grid.rows) != said]


def fitting(grid: Grid) -> Iterator[Grid]:
    """Yield a table in parts that fit on paper: the first two columns stand in each of them."""
    for start in range(2, max(len(grid.columns), 3), MOST_COLUMNS):
        picked = [0, 1, *range(start, min(start + MOST_COLUMNS, len(grid.columns)))]
        caption = grid.caption if start == 2 else _("%(caption)s, pokračování") % {"caption": grid.caption}
        rows = [[row[place] for place in picked] for row in grid.rows]
        yield replace(grid, caption=caption, columns=[grid.columns[place] for place in picked], rows=rows)


def chart_of(bars: list[Bar]) -> dict[str, Any]:
    """Return bars as places on a drawing, with the same numbers as its words."""
    largest = max(bar["count"] for bar in bars) or 1
    rows, top = [], 0.0
    for bar in bars:
        lines = textwrap.wrap(bar["label"], LABEL_CHARACTERS) or [""]
        thickness = BAR / 2 if bar["kind"] == "before" else BAR
        width = round(bar["count"] / largest * LONGEST_BAR, 1)
        rows.append(
            {
                "lines": [(line, round(top + 9.5 + LINE * number, 1)) for number, line in enumerate(lines)],
                "top": top,
                "thickness": thickness,
                "width": width,
                "value_from": BARS_FROM + width + 7,
                "baseline": top + 9.5,
                "is_filled": bar["kind"] == "",
                **{name: bar[name] for name in ("value", "detail")},
            }
        )
        top += LINE * len(lines) + 6
    said = (f"{bar['label']}: {bar['value']}" + (f", {bar['detail']}" if bar["detail"] else "") for bar in bars)
    return {"rows": rows, "height": top, "title": _("Pruhový graf. %(bars)s.") % {"bars": "; ".join(said)}}


# --- DOCX ------------------------------------------------------------------------------------------------


def report_docx(results: Results, before: Results | None = None, language: str = SOURCE) -> bytes:
    """Return the report as DOCX with headings, tables with repeated heads, and its language said."""
    report = report_of(results, before, language)
    document = Document()
    document.core_properties.title = _("Výsledky: %(title)s") % {"title": report.title}
    document.core_properties.author = results.survey.asked_by
    document.core_properties.language = language
    document.styles["Normal"].font.size = Pt(11)
    _say_language(document, language)
    _lay_out(document)
    document.add_heading(document.core_properties.title, 0)
    document.add_paragraph(report.lede)
    for finding in report.findings:
        _write_finding(document, finding)
    _write_method(document, report)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _write_finding(document: Any, finding: Finding) -> None:
    document.add_heading(finding.heading, 1)
    document.add_paragraph(finding.question)
    if finding.base:
        document.add_paragraph(" ".join(finding.base))
    for quote in finding.quotes:
        document.add_paragraph(quote, style="Quote")
    if finding.printed:
        document.add_paragraph(f"{finding.printed} {finding.link}".strip())
    for grid in finding.grids:
        for part in fitting(grid):
            _write_table(document, part)


def _write_table(document: Any, grid: Grid) -> None:
    document.add_heading(grid.caption, 2)
    table = document.add_table(rows=1, cols=len(grid.columns), style="Table Grid")
    for cell, column in zip(table.rows[0].cells, grid.columns, strict=True):
        cell.paragraphs[0].add_run(column["title"]).bold = True
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))
    for row in grid.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for column, found in zip(table.columns, grid.columns, strict=True):
        for cell in column.cells if found["number"] else ():
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if grid.note:
        document.add_paragraph(grid.note)


def _write_method(document: Any, report: Report) -> None:
    document.add_heading(_("Jak jsme se ptali"), 1)
    for item in report.method:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{item['label']}: ").bold = True
        paragraph.add_run(item["value"])
    for sentence in report.sentences:
        document.add_paragraph(sentence)


def _lay_out(document: Any) -> None:
    """Take the paper that lies in our printers, with the number of the page below."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(25)
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    section.footer.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    section.footer.paragraphs[0]._p.append(number)


def _say_language(document: Any, language: str) -> None:
    """Say the language of the text, which screen readers and spelling checkers need."""
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), {"cs": "cs-CZ", "en": "en-GB", "uk": "uk-UA"}.get(language, language))
    document.styles["Normal"].element.get_or_add_rPr().append(mark)
