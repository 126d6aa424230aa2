"""XLSForm out and back again."""

import dataclasses
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.definition.conditions import All, Answered, Any_, Compare, Condition, Contains, Joined, Not, OneOf, parse
from surveys.definition.shape import SOURCE, Choice, Definition, Question, Row, Section
from surveys.exports.xlsform import write_xlsform
from surveys.importers.xlsform import read_xlsform
from tests.surveys.definition.samples import CARE, choices, definition, question
from tests.surveys.exports.conftest import TYPES
from tests.surveys.making import written
from tests.surveys.trebic import needs_shared
from tests.surveys.trebic import write_xlsform as write_trebic


def as_read(condition: Condition | None) -> Condition | None:
    """Return a condition as XPath says it: any of several choices one by one, *other than* with *answered*."""
    if isinstance(condition, Joined):
        return dataclasses.replace(condition, parts=tuple(as_read(part) for part in condition.parts))
    if isinstance(condition, Not):
        return Not(as_read(condition.part))
    if isinstance(condition, OneOf):
        parts = tuple(Contains(condition.code, choice) for choice in condition.choices)
        return parts[0] if len(parts) == 1 else Any_(parts)
    if isinstance(condition, Compare) and condition.operator == "!=":
        return All((Answered(condition.code), Not(Compare(condition.code, "=", condition.value))))
    return condition


def expected(whole: Definition) -> Definition:
    return dataclasses.replace(
        whole,
        sections=tuple(
            dataclasses.replace(
                section,
                condition=as_read(section.condition),
                questions=tuple(
                    dataclasses.replace(one, condition=as_read(one.condition)) for one in section.questions
                ),
            )
            for section in whole.sections
        ),
    )


def round_trip(whole: Definition, tmp_path: Path) -> Definition:
    assert write_xlsform(tmp_path / "a.xlsx", whole) == []
    form = read_xlsform(tmp_path / "a.xlsx")
    assert form.notices == []
    return form.definition


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=20
).filter(lambda text: text.strip() == text) | st.sampled_from(
    ["=1+1", "true", "007", "Kde „bydlíte“?", "a\nb", "_x0041_"]
)
KINDS = ("single", "multiple", "ranking", "matrix", "marks", "scale", "number", "date", "text", "long_text", "note", "municipality")  # fmt: skip


def texts(languages: tuple[str, ...]) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries(dict.fromkeys(languages, WORDS))


@st.composite
def conditions(draw, earlier: list[Question]) -> Condition | None:
    if not earlier or not draw(st.booleans()):
        return None
    leaves = []
    for _number in range(draw(st.integers(1, 3))):
        asked = draw(st.sampled_from(earlier))
        forms = [
            "{} zodpovězeno",
            "{} >= 3",
            "{} = 65.5",
            "{} != x",
            "{} obsahuje c1",
            "{} je z (c1, c2)",
            '{} = "o\'clock"',
        ]
        text = draw(st.sampled_from(forms)).format(asked.code)
        leaves.append(f"ne ({text})" if draw(st.booleans()) else text)
    text = draw(st.sampled_from([" a ", " nebo "])).join(leaves)
    return parse(f"({text}) a {earlier[0].code} = 1" if draw(st.booleans()) else text)


@st.composite
def a_question(draw, code: str, languages: tuple[str, ...], earlier: list[Question]) -> Question:
    kind = draw(st.sampled_from(KINDS))
    fields: dict = {"is_required": kind != "note" and draw(st.booleans()), "condition": draw(conditions(earlier))}
    if kind != "matrix":
        fields |= {"hint": draw(texts(languages) | st.just({})), "help": draw(texts(languages) | st.just({}))}
    if kind in ("single", "multiple", "ranking", "matrix"):
        alone = draw(st.sampled_from([0, 1])) if kind in ("multiple", "ranking") else 0
        other = draw(st.sampled_from([0, 2])) if kind != "matrix" else 0
        fields["choices"] = tuple(
            Choice(f"c{n}", draw(texts(languages)), n, is_exclusive=n == alone, is_other=n == other,
                   group=draw(st.just({}) | texts((SOURCE,))))
            for n in range(1, draw(st.integers(2, 4)))
        )  # fmt: skip
    if kind == "matrix":
        fields["rows"] = tuple(Row(f"{code}_{n}", draw(texts(languages))) for n in range(draw(st.integers(1, 3))))
    if kind in ("multiple", "ranking", "number", "text", "long_text"):
        fields |= {"least": draw(st.none() | st.integers(0, 5)), "most": draw(st.none() | st.integers(5, 9))}
    return Question(code, kind, draw(texts(languages)), **fields)


@st.composite
def questionnaires(draw) -> Definition:
    languages = draw(st.sampled_from([("cs",), ("cs", "en"), ("cs", "cs-easy", "uk")]))
    earlier: list[Question] = []
    sections = []
    for number in range(draw(st.integers(1, 3))):
        above = draw(conditions(earlier))
        inside = []
        for place in range(draw(st.integers(1, 3))):
            one = draw(a_question(draw(st.sampled_from(["Q", "q"])) + f"{number}-{place}", languages, earlier))
            inside.append(one)
            earlier += [one] if one.asks and one.type != "matrix" else []
        sections.append(
            Section(f"s{number}", draw(texts(languages) | st.just({})), condition=above, questions=tuple(inside))
        )
    return Definition({"cs": draw(WORDS)}, tuple(sections), languages=languages)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(questionnaires())
def test_what_was_written_is_read_back(tmp_path: Path, whole: Definition):
    assert round_trip(whole, tmp_path) == expected(whole)


def test_the_sample_survives(tmp_path: Path):
    assert round_trip(CARE, tmp_path) == expected(CARE)


@needs_shared
def test_a_real_questionnaire_survives(tmp_path: Path):
    write_trebic(tmp_path / "in.xlsx", with_dangling_rule=False)
    whole = read_xlsform(tmp_path / "in.xlsx").definition
    assert round_trip(whole, tmp_path) == expected(whole)


def test_lists_that_differ_only_in_case_stay_apart(tmp_path: Path):
    whole = definition(
        question("A", "single", choices=choices("ano", "nie")), question("a1", "single", choices=choices("x", "y"))
    )
    twin = dataclasses.replace(whole.question("a1"), code="a")
    whole = dataclasses.replace(
        whole, sections=(dataclasses.replace(whole.sections[0], questions=(whole.question("A"), twin)),)
    )
    assert round_trip(whole, tmp_path) == whole


def test_what_the_format_cannot_say_is_told(tmp_path: Path):
    table = question("t", "matrix", rows=(Row("r", {"cs": "r"}, low={"cs": "málo"}, high={"cs": "hodně"}),), choices=choices("ano", "nie"), hint={"cs": "?"})  # fmt: skip
    closed = question("z", "single", choices=(Choice("a", {"cs": "a"}, 5, is_closed=True), Choice("b", {"cs": "b"}, 6)))
    place = question("o", "municipality", choices=choices("lipovany"))
    secret = question("c", "text", is_sensitive=True)
    whole = dataclasses.replace(
        definition(table, closed, place, secret), intro={"cs": "Úvod"}, title={"cs": "A", "en": "B"}
    )
    section = dataclasses.replace(whole.sections[0], note={"cs": "Text"}, repeats=2)
    notices = write_xlsform(tmp_path / "a.xlsx", dataclasses.replace(whole, sections=(section,)))
    assert len(notices) == 10
    assert any("Krajní hodnoty řádků tabulky t" in notice for notice in notices)
    assert read_xlsform(tmp_path / "a.xlsx").definition.question("t_2")


def test_a_condition_that_cannot_be_written_is_told(tmp_path: Path):
    whole = definition(question("a", "text"), dataclasses.replace(question("b"), condition=Compare("a", "=", "'\"")))
    (notice,) = write_xlsform(tmp_path / "a.xlsx", whole)
    assert "Podmínku u b" in notice


@pytest.mark.django_db
def test_command_writes_the_newest_version(tmp_path: Path):
    survey = written(TYPES)
    told = StringIO()
    call_command("export_xlsform", survey.slug, output=tmp_path / "a.xlsx", stdout=StringIO(), stderr=told)
    assert read_xlsform(tmp_path / "a.xlsx").definition.question("koho").most == 2
    assert "Úvodní text oddílu A" in told.getvalue()
    with pytest.raises(CommandError):
        call_command("export_xlsform", "neni")
