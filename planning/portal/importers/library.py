"""The documents of the demo town: what two plans left behind, and forms."""

import datetime as dt
import io

from django.core.files.base import ContentFile
from django.utils import timezone
from docx import Document as WordDocument

from kpss.core.dates import today
from kpss.core.text import unique_slug
from planning.plans.models import Milestone, PlanningCycle
from planning.portal.enums import DocumentKind as K
from planning.portal.models import Document, DocumentFile, FileVersion

#: Kind, title, sentence, years from now (from, to), cycle's name begins, milestone's title begins, paragraphs, versions.
LIBRARY: tuple[tuple[K, str, str, tuple[int, int | None] | None, str, str, tuple[str, ...], int], ...] = (
    (
        K.PLAN,
        "Druhý komunitní plán sociálních služeb Lipovanska",
        "Společný plán Lipovan a sedmi obcí: 31 opatření, u každého kdo, kdy a za kolik.",
        (-4, -1),
        "Druhý",
        "Zastupitelstva osmi",
        (
            "Plán vznikl ve čtyřech pracovních skupinách. Schválila ho zastupitelstva všech osmi obcí.",
            "Priorita 1: Pomoc doma večer a o víkendu.",
            "Priorita 2: Poradit včas a na jednom místě.",
            "Priorita 3: Aby nikdo nepřišel o střechu nad hlavou.",
        ),
        2,
    ),
    (
        K.PLAN,
        "První komunitní plán sociálních služeb města Lipovany",
        "Plán jen pro město, ze kterého vyšel první katalog služeb.",
        (-8, -5),
        "První",
        "",
        ("Lipovany plánovaly poprvé. Plán má devět opatření.",),
        1,
    ),
    (
        K.EVALUATION,
        "Vyhodnocení druhého komunitního plánu",
        "Co se z 31 opatření povedlo, co ne a proč.",
        (-4, -1),
        "Druhý",
        "Vyhodnotili jsme",
        ("Splnili jsme 22 opatření, šest částečně, tři nesplnili.", "Nepovedlo se najít místo pro noclehárnu."),
        1,
    ),
    (
        K.ANALYSIS,
        "Co lidem doma chybí: souhrn dotazníku a kulatých stolů",
        "Na čtyřech stranách to nejdůležitější, co lidé řekli a napsali.",
        (0, 0),
        "Třetí",
        "Kulaté stoly",
        ("Nejčastěji chybí pomoc večer a o víkendu.", "Na druhém místě je někdo, kdo poradí s papíry."),
        1,
    ),
    (
        K.FORM,
        "Přihláška do pracovní skupiny na papíře",
        "Pro ty, kdo se nechtějí hlásit přes web. Odevzdáte ji na kterémkoli obecním úřadě.",
        None,
        "",
        "",
        ("Jméno a příjmení", "Telefon nebo e-mail", "Která skupina mě zajímá", "Proč bych se chtěl(a) přidat"),
        1,
    ),
    (
        K.METHOD,
        "Jak se u nás připomínkuje a vypořádává",
        "Kdo na připomínku odpoví, do kdy a kde si odpověď přečtete.",
        (-1, None),
        "",
        "",
        ("Na každou připomínku odpovíme do třiceti dnů.", "Odpověď zveřejníme vedle připomínky."),
        1,
    ),
)


def load_library() -> None:
    """Add the documents of the demo town."""
    for number, row in enumerate(LIBRARY):
        _document(number, *row)


def _document(
    number: int,
    kind: K,
    title: str,
    summary: str,
    years: tuple[int, int | None] | None,
    cycle: str,
    milestone: str,
    paragraphs: tuple[str, ...],
    versions: int,
) -> None:
    first, last = years or (None, None)
    document = Document.objects.create(
        kind=kind,
        title=title,
        slug=unique_slug(Document.objects, title),
        summary=summary,
        year_from=None if first is None else today().year + first,
        year_to=None if last is None else today().year + last,
        cycle=PlanningCycle.objects.filter(name__startswith=cycle).first() if cycle else None,
        milestone=Milestone.objects.filter(title__startswith=milestone).first() if milestone else None,
        published_at=timezone.now() - dt.timedelta(days=20 + number),
    )
    file = DocumentFile.objects.create(document=document, position=1)
    for version in range(1, versions + 1):
        _version(file, version, _written(title, paragraphs), is_last=version == versions)


def _version(file: DocumentFile, number: int, content: bytes, *, is_last: bool) -> None:
    FileVersion.objects.create(
        file_of=file,
        number=number,
        file=ContentFile(content, name="dokument.docx"),
        size=len(content),
        note="" if is_last else "v tabulce na konci chyběla jedna obec",
        added_at=timezone.now() - dt.timedelta(days=20 if is_last else 200),
    )


def _written(title: str, paragraphs: tuple[str, ...]) -> bytes:
    word, buffer = WordDocument(), io.BytesIO()
    word.add_heading(title, 0)
    for text in paragraphs:
        word.add_paragraph(text)
    word.save(buffer)
    return buffer.getvalue()
