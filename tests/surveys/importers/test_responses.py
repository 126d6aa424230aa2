"""Answers from a table: what we wrote comes back, what others wrote is understood or refused by rows."""

import json
from dataclasses import asdict, replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.actions import questionnaires
from surveys.actions.responses import import_responses
from surveys.definition.columns import AnswerRow
from surveys.definition.editing import put_question
from surveys.definition.shape import FORGOTTEN, ILLEGIBLE, SEVERAL, Section
from surveys.exports.csv_table import CsvOptions, csv_pieces
from surveys.exports.files import FORMATS, Task
from surveys.importers.responses import MOST_ERRORS, read_responses
from surveys.models import Submission
from surveys.reports.answers import answer_rows, versions_of, whole_definition
from tests.surveys.answering import rows_of
from tests.surveys.definition.samples import question
from tests.surveys.exports.conftest import TYPES
from tests.surveys.making import current, written


def read(tmp_path: Path, text: str | bytes, **options) -> list[AnswerRow]:
    path = tmp_path / "a.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read_responses(path, TYPES, **options))


def answers(tmp_path: Path, text: str) -> dict:
    (row,) = read(tmp_path, text)
    return dict(row.answers)


def faults(tmp_path: Path, text: str | bytes, **options) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        read(tmp_path, text, **options)
    return caught.value.messages


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows_of(TYPES), st.booleans(), st.booleans())
def test_what_was_written_is_read_back(tmp_path: Path, rows: list[AnswerRow], is_wide: bool, is_czech: bool):
    options = CsvOptions(is_wide=is_wide, is_czech=is_czech)
    assert read(tmp_path, b"".join(csv_pieces(TYPES, rows, options))) == rows


def test_what_paper_did_not_give_is_read_back(tmp_path: Path):
    kept = {
        "pece": SEVERAL,
        "koho": ILLEGIBLE,
        "pomoc": {"pomoc_pece": ILLEGIBLE, "pomoc_obedy": "c1"},
        "hodin": ILLEGIBLE,
        "poradi": ILLEGIBLE,
        "vzkaz": FORGOTTEN,
    }
    row = AnswerRow(kept, channel="paper", day="2026-11-22")
    for is_wide in (True, False):
        assert read(tmp_path, b"".join(csv_pieces(TYPES, [row], CsvOptions(is_wide=is_wide)))) == [row]


def test_empty_is_no_answer_and_na_or_no_column_not_asked(tmp_path: Path):
    assert answers(tmp_path, "pece,koho,body\nc1,,NA\n") == {"pece": "c1", "koho": None}


def test_ticks_come_in_one_column_or_many(tmp_path: Path):
    assert answers(tmp_path, "koho\nc3 c1\n") == {"koho": ["c1", "c3"], "koho_other": None}
    assert answers(tmp_path, "koho/c1,koho/c2,koho/c3\n1,0,1\n") == {"koho": ["c1", "c3"], "koho_other": None}
    assert answers(tmp_path, "koho/c1,koho/c2\n0,0\n") == {"koho": None}
    assert answers(tmp_path, "koho/c1,koho/c2\nNA,NA\n") == {}


def test_a_ranking_comes_from_the_best_or_by_places(tmp_path: Path):
    assert answers(tmp_path, "poradi\nc3 c1\n") == {"poradi": ["c3", "c1"]}
    assert answers(tmp_path, "poradi/c1,poradi/c2,poradi/c3\n2,,1\n") == {"poradi": ["c3", "c1"]}
    assert answers(tmp_path, "c1,c2,c3\n2,,1\n") == {"poradi": ["c3", "c1"]}


def test_rows_of_a_table_are_columns(tmp_path: Path):
    assert answers(tmp_path, "pomoc_pece,pomoc_obedy\nc1,\n") == {"pomoc": {"pomoc_pece": "c1", "pomoc_obedy": None}}
    assert answers(tmp_path, "pomoc_pece,pomoc_obedy\n,\n,c2\n") == {"pomoc": {"pomoc_pece": None, "pomoc_obedy": "c2"}}
    assert answers(tmp_path, "pomoc_pece,pomoc_obedy\nc1,NA\n") == {"pomoc": {"pomoc_pece": "c1"}}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters_of_czech_spreadsheets(tmp_path: Path, encoding: str, delimiter: str):
    lines = [["pece", "vzkaz", "hodin"], ["c1", "Příšerně žluťoučký kůň", '"7,5"']]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    (row,) = read(tmp_path, text.encode(encoding))
    assert row.answers == {"pece": "c1", "vzkaz": "Příšerně žluťoučký kůň", "hodin": "7.5"}


def test_what_stands_beside_the_questions(tmp_path: Path):
    (row,) = read(tmp_path, "pece;_weight;_channel;_submitted;_uuid\nc1;0,5;papír;24. 12. 2026;x\n")
    assert (row.weight, row.channel, row.day) == (0.5, "paper", "2026-12-24")
    (row,) = read(tmp_path, "pece,_submitted\nc1,2026-12-24T10:00:00.000+01:00\n")
    assert (row.weight, row.channel, row.day) == (1.0, "import", "2026-12-24")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "pece\nc9\n",
            "Řádek 2, sloupec „pece“, hodnota „c9“: Vyberte některou z nabízených možností. Smí tu být: c1, c2.",
        ),
        (
            "pece\nc1\n\nc9\n",
            "Řádek 4, sloupec „pece“, hodnota „c9“: Vyberte některou z nabízených možností. Smí tu být: c1, c2.",
        ),
        ("koho\nc1 c2 c3\n", "Řádek 2, sloupec „koho“, hodnota „c1 c2 c3“: Vyberte nejvýše 2 možnosti, teď je jich 3."),
        ("koho\nc1 c1\n", "Řádek 2, sloupec „koho“, hodnota „c1 c1“: Některá možnost je tu dvakrát."),
        ("koho\nc1 c4\n", "Řádek 2, sloupec „koho“, hodnota „c1 c4“: Možnost „nikdo“ nejde vybrat spolu s jinou."),
        (
            "koho/c1,koho/c2\n1,ano\n",
            "Řádek 2, sloupec „koho“, hodnota „koho/c1 = 1; koho/c2 = ano“: Čekáme 0 nebo 1, ne „ano“.",
        ),
        (
            "koho,koho_other\nc1,soused\n",
            "Řádek 2, sloupec „koho“, hodnota „koho = c1; koho_other = soused“: Je tu text k možnosti „jiné“, ale ta není vybraná.",
        ),
        ("hodin\n169\n", "Řádek 2, sloupec „hodin“, hodnota „169“: Napište číslo od 0 do 168."),
        ("hodin\nmoc\n", "Řádek 2, sloupec „hodin“, hodnota „moc“: Napište číslo, třeba 12."),
        ("den\n32. 1. 2026\n", "Řádek 2, sloupec „den“, hodnota „32. 1. 2026“: Napište datum, třeba 24. 12. 2026."),
        ("znamka\n6\n", "Řádek 2, sloupec „znamka“, hodnota „6“: Vyberte jednu možnost. Smí tu být: 1, 2, 3, 4, 5."),
        (
            "poradi/c1,poradi/c2\n1,1\n",
            "Řádek 2, sloupec „poradi“, hodnota „poradi/c1 = 1; poradi/c2 = 1“: Pořadí musí být 1, 2, 3 a tak dál, každé jednou.",
        ),
        (
            "poradi/c1,poradi/c2\n2,\n",
            "Řádek 2, sloupec „poradi/c1“, hodnota „2“: Pořadí musí být 1, 2, 3 a tak dál, každé jednou.",
        ),
        ("pece,_weight\nc1,0\n", "Řádek 2, sloupec „_weight“, hodnota „0“: Váha je kladné číslo."),
        ("pece,_weight\nc1,nan\n", "Řádek 2, sloupec „_weight“, hodnota „nan“: Váha je kladné číslo."),
        (
            "pece,_channel\nc1,holub\n",
            "Řádek 2, sloupec „_channel“, hodnota „holub“: Napište web, paper, interview nebo import.",
        ),
        (
            "pomoc_pece,pomoc_obedy\nc1,c7\n",
            "Řádek 2, sloupec „pomoc_obedy“, hodnota „c7“: Vyberte některou z nabízených možností. Smí tu být: c1, c2, c3.",
        ),
        ("pece,koho\nc1\n", "Řádek 2 má jiný počet sloupců než záhlaví."),
        ("pece,vek\nc1,3\n", "Sloupec „vek“ v dotazníku není."),
        ("pece,pece\nc1,c1\n", "Sloupec „pece“ je v tabulce dvakrát."),
        ("koho,koho/c1\nc1,1\n", "Otázka „koho“ má v tabulce sloupce dvojího druhu."),
        ("", "V záhlaví není žádná otázka."),
        ('pece\n"c1\n', "Tabulce nerozumíme: unexpected end of data."),
    ],
)
def test_what_is_wrong_is_told_by_rows(tmp_path: Path, text: str, fault: str):
    assert faults(tmp_path, text) == [fault]


def test_a_file_in_no_known_encoding_is_refused(tmp_path: Path):
    assert faults(tmp_path, b"pece\n\x81\n") == ["Soubor není v kódování UTF-8 ani Windows-1250."]


def test_reading_stops_after_many_errors(tmp_path: Path):
    found = faults(tmp_path, "pece\n" + "x\n" * 500)
    assert len(found) == MOST_ERRORS + 1
    assert found[-1] == "Dál jsme nečetli, chyb je příliš mnoho."


# --- Into the database ------------------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey():
    survey = written(TYPES)
    questionnaires.publish(survey=survey, by=None)
    return survey


def test_answers_are_kept_with_channel_day_and_weight(tmp_path: Path, survey):
    path = tmp_path / "a.csv"
    path.write_text(
        "pece,koho,_weight,_channel,_submitted\nc1,c1 c2,1.5,interview,2026-11-02\nc2,NA,1,web,2026-11-03\n"
    )
    assert import_responses(questionnaire=current(survey), path=path) == 2
    first = Submission.objects.get(channel="interview")
    assert first.answers == {"pece": "c1", "koho": ["c1", "c2"]}
    assert (first.weight, first.submitted_on.isoformat(), first.is_test) == (1.5, "2026-11-02", False)


def test_one_wrong_row_takes_all_back(tmp_path: Path, survey):
    path = tmp_path / "a.csv"
    path.write_text("pece\n" + "c1\n" * 1500 + "c9\n")
    with pytest.raises(ValidationError):
        import_responses(questionnaire=current(survey), path=path)
    assert not Submission.objects.exists()


def exported(survey, kind: str, path: Path) -> Path:
    """Return the file that the office downloads."""
    definition, rows = whole_definition(versions_of(survey)), list(answer_rows(survey))
    FORMATS[kind].write(Task(survey, definition, rows, path, len(rows)))
    return path


def kept(survey) -> list[str]:
    return sorted(json.dumps(asdict(row), sort_keys=True) for row in answer_rows(survey))


def test_our_own_export_comes_back_with_all_versions(tmp_path: Path, survey):
    first = current(survey)
    Submission.objects.create(questionnaire=first, answers={"pece": "c1", "hodin": "7.5"}, channel="paper", weight=2)
    newer = replace(TYPES, sections=(*TYPES.sections, Section("N", {"cs": "Nový"}, questions=(question("navic"),))))
    draft = questionnaires.save_definition(
        survey=survey,
        definition=put_question(newer, "hodin", replace(newer.question("hodin"), code="cas")),
        edit=0,
        mapping={"hodin": "cas"},
    )
    assert draft.number == 2
    second = questionnaires.publish(survey=survey, by=None)
    Submission.objects.create(
        questionnaire=second, answers={"pece": "c2", "cas": "3", "navic": "Ano;\n=1+1"}, language="uk"
    )
    before = kept(survey)
    path = exported(survey, "csv", tmp_path / "a.csv")
    Submission.objects.all().delete()
    assert import_responses(questionnaire=second, path=path) == 2
    assert kept(survey) == before
    assert set(Submission.objects.values_list("questionnaire__number", flat=True)) == {1, 2}


def test_answers_that_are_all_there_already_are_not_doubled(tmp_path: Path, survey):
    questionnaire = current(survey)
    for answers in ({"pece": "c1", "koho": ["c3"], "koho_other": None}, {"pece": "c2", "hodin": "7.5"}):
        Submission.objects.create(questionnaire=questionnaire, answers=answers, channel="paper", weight=2)
    path = exported(survey, "csv", tmp_path / "a.csv")
    with pytest.raises(ValidationError, match=r"všechny odpovědi ze souboru jsou \(2\)"):
        import_responses(questionnaire=questionnaire, path=path)
    with pytest.raises(CommandError, match="Přesto je přidá --even-same"):
        call_command("import_responses", survey.slug, path)
    assert Submission.objects.count() == 2
    call_command("import_responses", survey.slug, path, "--even-same", stdout=StringIO())
    assert Submission.objects.count() == 4


def test_a_file_with_one_row_more_or_without_days_is_looked_at_row_by_row(tmp_path: Path, survey):
    path = tmp_path / "a.csv"
    path.write_text("pece\nc1\n")
    assert import_responses(questionnaire=current(survey), path=path) == 1
    Submission.objects.update(submitted_on="2026-01-01")
    with pytest.raises(ValidationError, match="znovu jsme je nepřidali"):
        import_responses(questionnaire=current(survey), path=path)
    path.write_text("pece\nc1\nc1\n")
    assert import_responses(questionnaire=current(survey), path=path) == 2


def test_nothing_is_read_while_results_are_public(tmp_path: Path, survey):
    path = tmp_path / "a.csv"
    path.write_text("pece\nc1\n")
    now = timezone.now()
    type(survey).objects.update(status="closed", closed_at=now, results_at=now)
    with pytest.raises(ValidationError, match="Výsledky šetření jsou zveřejněné"):
        import_responses(questionnaire=current(survey), path=path, is_even_same=True)


def test_a_version_that_is_not_there_is_refused_unless_all_rows_are_said_to_be_of_one(tmp_path: Path, survey):
    path = tmp_path / "a.csv"
    path.write_text("pece,_version\nc1,3\n")
    with pytest.raises(ValidationError, match="hodnota „3“: Takovou verzi dotazník nemá, má jen: 1"):
        import_responses(questionnaire=current(survey), path=path)
    assert import_responses(questionnaire=current(survey), path=path, is_only=True) == 1


def test_answers_are_written_in_bulk(tmp_path: Path, survey, django_assert_num_queries):
    path = tmp_path / "a.csv"
    path.write_text("pece\n" + "c1\n" * 100)
    questionnaire = current(survey)
    with django_assert_num_queries(8):
        import_responses(questionnaire=questionnaire, path=path)


def test_command_tells_how_many_and_what_is_wrong(tmp_path: Path, survey):
    path, told = tmp_path / "a.csv", StringIO()
    path.write_text("pece\nc1\n")
    call_command("import_responses", survey.slug, path, stdout=told)
    assert "načteno 1 odpovědí, verze 1" in told.getvalue()
    path.write_text("pece\nc9\n")
    with pytest.raises(CommandError, match="Řádek 2, sloupec „pece“"):
        call_command("import_responses", survey.slug, path)
    with pytest.raises(CommandError, match="nemá zveřejněný dotazník"):
        call_command("import_responses", "neni", path)
    with pytest.raises(CommandError, match="neexistuje"):
        call_command("import_responses", survey.slug, tmp_path / "neni.csv")
