"""A questionnaire with a question of each type, and what stands on paper around it."""

import datetime as dt
from pathlib import Path

import pytest

from surveys.definition.conditions import parse
from surveys.definition.shape import Choice, Definition, Question, Row, Section
from surveys.exports.paper import CollectionPlace, PaperFacts


def labelled(*labels: str, exclusive: str = "", other: str = "", group: str = "") -> tuple[Choice, ...]:
    """Return choices c1, c2, … with these labels."""
    return tuple(
        Choice(
            f"c{number}",
            {"cs": label},
            number,
            is_exclusive=label == exclusive,
            is_other=label == other,
            group={"cs": group} if group else {},
        )
        for number, label in enumerate(labels, start=1)
    )


TYPES = Definition(
    {"cs": "Jak zvládáte péči?"},
    (
        Section(
            "A",
            {"cs": "O vás"},
            note={"cs": "Nejdřív o vás."},
            questions=(
                Question("pece", "single", {"cs": "Staráte se o někoho?"}, choices=labelled("ano", "ne"), is_required=True),
                Question(
                    "koho",
                    "multiple",
                    {"cs": "O koho se staráte?"},
                    condition=parse("pece = c1"),
                    choices=labelled("rodič", "partner", "někdo jiný", "nikdo", other="někdo jiný", exclusive="nikdo"),
                    most=2,
                ),
                Question("hodin", "number", {"cs": "Kolik hodin týdně?"}, condition=parse("pece = c1"), least=0, most=168),
                Question("obec", "municipality", {"cs": "Kde žijete?"}, choices=labelled("Lipovany", "Podlipí", "jinde")),
            ),
        ),
        Section(
            "B",
            {"cs": "Co vám pomáhá"},
            questions=(
                Question(
                    "pomoc",
                    "matrix",
                    {"cs": "Jak jste spokojeni?"},
                    choices=labelled("dobře", "špatně", "nevyužívám"),
                    rows=(
                        Row("pomoc_pece", {"cs": "pečovatelky"}),
                        Row("pomoc_obedy", {"cs": "dovoz obědů"}, low={"cs": "studené"}, high={"cs": "teplé"}),
                    ),
                ),
                Question("znamka", "marks", {"cs": "Jakou známku dáte městu?"}, is_required=True),
                Question("proc", "text", {"cs": "Proč?"}, condition=parse("znamka >= 4")),
                Question("body", "scale", {"cs": "Doporučíte nás?"}),
                Question("poradi", "ranking", {"cs": "Co dřív?"}, choices=labelled("chodníky", "domov", "spoje"), most=2),
                Question("den", "date", {"cs": "Kdy jste byli na úřadě?"}),
                Question("dik", "note", {"cs": "Už jen poslední otázka."}),
                Question("vzkaz", "long_text", {"cs": "Chcete něco vzkázat?"}, hint={"cs": "Jména lidí prosím neuvádějte."}),
            ),
        ),
    ),
)  # fmt: skip

FACTS = PaperFacts(
    title="Péče doma",
    asked_by="Město Lipovany",
    contact="000 123 456",
    closes=dt.date(2026, 11, 30),
    promise="anonymous",
    path="/setreni/pece-doma/",
    version=2,
    places=(CollectionPlace("Městský úřad", "po a st 8–17 hodin"), CollectionPlace("Městská knihovna")),
    postage="Poštou bez známky v přiložené obálce.",
    thanks="Výsledky zveřejníme v lednu 2027.",
    minutes=8,
)


@pytest.fixture
def cache_dir(tmp_path: Path, settings) -> Path:
    settings.PDF_CACHE_DIR = tmp_path / "cache"
    return tmp_path / "cache"
