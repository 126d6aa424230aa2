"""The questionnaire on paper: one form as a tagged PDF, or a run of numbered sheets for a printer."""

import datetime as dt
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from kpss.core.dates import day_in_words
from kpss.core.models import PaidPart, Town
from kpss.core.pdf.document import Chunk, PrintedDocument, fingerprint
from kpss.core.pdf.press import render
from kpss.core.pdf.sheets import FAMILY_DIGITS, Sheet, write_sheets
from providers.exports.printed import brand_files, publisher_of
from providers.exports.printed_pages import town_css
from providers.exports.printed_words import short_address
from surveys.definition.shape import EASY, SOURCE, Definition, in_language
from surveys.enums import Promise
from surveys.exports.paper_blocks import parts_of
from surveys.statistics.suppression import hiding_in_words

TEMPLATES = "surveys/print"
#: paper → its own style sheet, loaded last
PAPERS = {"a4": "", "large": "css/questionnaire-large.css"}
#: More sheets at once would be work for a printing house.
MOST_SHEETS = 2000


@dataclass(frozen=True)
class CollectionPlace:
    """Where a filled form may be handed in."""

    name: str
    hours: str = ""


@dataclass(frozen=True)
class PaperFacts:
    """What stands on paper beside the questions.

    `path` is the survey's address in the portal, `thanks` what happens next, `postage` how to send the form by post.
    Where it `has_codes`, a slip with one comes back beside the form.
    """

    title: str
    asked_by: str
    contact: str
    closes: dt.date | None
    promise: str
    path: str
    version: int = 1
    places: tuple[CollectionPlace, ...] = ()
    postage: str = ""
    has_codes: bool = False
    thanks: str = ""
    minutes: int | None = None


@dataclass(frozen=True)
class PaperOptions:
    """On what paper (a4 or large), in which language, and which sheets; none gives one form without a number."""

    paper: str = "a4"
    language: str = SOURCE
    sheets: range = field(default_factory=lambda: range(0))


def paper_pdf(definition: Definition, facts: PaperFacts, options: PaperOptions | None = None) -> bytes:
    """Return the form as PDF, laid out once however many sheets there are.

    Raises `ValueError` for more sheets than `MOST_SHEETS` and a `PdfError` where the form cannot be printed.
    """
    options = options or PaperOptions()
    if len(options.sheets) > MOST_SHEETS:
        raise ValueError(len(options.sheets))
    with tempfile.TemporaryDirectory() as folder, translation.override(_spoken(options.language)):
        form, output = Path(folder) / "form.pdf", Path(folder) / "sheets.pdf"
        render(paper_document(definition, facts, options, Town.current()), form)
        write_sheets(form, output, list(_sheets(facts, options.sheets)))
        return output.read_bytes()


def paper_document(definition: Definition, facts: PaperFacts, options: PaperOptions, town: Town) -> PrintedDocument:
    """Return the form without numbers of sheets, in the active language."""
    context = {
        "title": in_language(definition.title, options.language) or facts.title,
        "lede": _lede(in_language(definition.intro, options.language), facts),
        "facts": facts,
        "promise": _promise(facts.promise),
        "hiding": hiding_in_words(),
        "until": day_in_words(facts.closes) if facts.closes else "",
        "web": short_address(facts.path),
        "parts": parts_of(definition, options.language),
        "is_sensitive": any(question.is_sensitive for question in definition.questions()),
        "publisher": publisher_of(town, PaidPart.SURVEYS),
        "is_easy": options.language == EASY,
    }
    chunk = Chunk(
        key="dotaznik",
        fingerprint=fingerprint(context, options),
        build=partial(render_to_string, f"{TEMPLATES}/questionnaire.html", context),
        # Latin letters in every language: the number's own face has no others.
        head=_("List č. %(number)s") % {"number": FAMILY_DIGITS},
        thumb=_("strana"),
    )
    # What is to be read easily is printed large.
    size = PAPERS["large" if options.language == EASY else options.paper]
    stylesheets = ("css/print.css", "css/questionnaire.css", size, "css/town.css")
    return PrintedDocument(
        title=_("Dotazník: %(title)s") % {"title": context["title"]},
        lang=_spoken(options.language),
        chunks=(chunk,),
        stylesheets=tuple(name for name in stylesheets if name),
        author=facts.asked_by,
        subject=_("Papírový dotazník"),
        foot=_("%(title)s, verze %(version)s") % {"title": facts.title, "version": facts.version},
        template_dirs=(TEMPLATES, "providers/print"),
        files={**brand_files(town, PaidPart.SURVEYS), **town_css(town.accent)},
    )


def _spoken(language: str) -> str:
    """Return the language of sentences: easy-to-read Czech is Czech."""
    return language.partition("-")[0]


def _sheets(facts: PaperFacts, numbers: Iterable[int]) -> Iterable[Sheet]:
    """Yield each sheet's number and code; a form without a number leaves room for one to be written.

    The number stands behind `#`, which browsers keep to themselves: whoever answers on the web instead tells nothing.
    """
    address = settings.BASE_URL + facts.path
    if not numbers:
        yield Sheet("________", address)
    for number in numbers:
        yield Sheet(f"{number:04d}", f"{address}#{facts.version}-{number:04d}")


def _lede(intro: str, facts: PaperFacts) -> str:
    """Return who asks and why, and how long it takes."""
    asks = _("Ptá se %(who)s.") % {"who": facts.asked_by} if facts.asked_by else ""
    takes = _("Vyplnění trvá asi %(minutes)s min.") % {"minutes": facts.minutes} if facts.minutes else ""
    return " ".join(part for part in (intro, asks, takes) if part)


def _promise(promise: str) -> str:
    """Return what people are promised, for a form that lies on tables of many offices."""
    if promise == Promise.ANONYMOUS:
        return _(
            "Dotazník je anonymní. Jméno nepište, nikdo nezjistí, kdo odpověděl. Číslo listu hlídá jen to, aby se žádný list nezapsal dvakrát."
        )
    return _("Odpovědi jsou důvěrné: vidí je jen lidé, kteří šetření zpracovávají, a zveřejníme jen souhrny.")
