"""Nobody can compute back what is hidden."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from surveys.definition.shape import Definition, Question
from surveys.statistics.columns import Columns, Entry
from surveys.statistics.suppression import Limits, suppressed
from surveys.statistics.tables import Table, frequency_table, leads
from tests.surveys.definition.samples import choices, definition, question
from tests.surveys.statistics.attack import Reader, link, narrow, narrow_of, read

OPTIONS = "abcdef"


def asked(kind: str = "single", options: int = 4, groups: int = 4, **limits: int) -> Definition:
    """Return a question and two others by which it may be divided."""
    return definition(
        question("otazka", kind, choices=choices(*OPTIONS[:options]), **limits),
        question("obec", "single", choices=choices(*OPTIONS[:groups])),
        question("vek", "single", choices=choices("mladi", "stredni", "stari")),
    )


def tables(
    whole: Definition, answers: list[dict], by: str = "", weights: list[float] | None = None
) -> dict[str, Table]:
    """Return tables of all questions as counted from answers."""
    columns = Columns.build(whole, [Entry(answer) for answer in answers])
    weight = np.array(weights) if weights else None
    limits: dict[str, Question] = whole.variables()
    found = {}
    for code in limits:
        table = frequency_table(columns[code], weight, columns[by] if by and by != code else None)
        later = {
            other.code: leads(columns[code], columns[other.code])
            for other, condition in whole.conditions()
            if condition and code in condition.codes()
        }
        found[code] = replace(table, leads_to=later, least=limits[code].least, most=limits[code].most)
    return found


def people(**counts: int) -> list[dict]:
    """Return so many people of each choice."""
    return [{"otazka": code, "obec": "a", "vek": "mladi"} for code, count in counts.items() for _ in range(count)]


def shown(table: Table) -> dict[str, int | None]:
    return {count.code: count.people for count in table.counts}


def test_a_small_number_takes_the_next_smallest_with_it():
    table = suppressed(tables(asked(), people(a=40, b=3, c=12, d=20)))["otazka"]
    assert shown(table) == {"a": 40, "b": None, "c": None, "d": 20}
    assert (table.percent("b"), table.percent("c"), table.percent("a")) == (None, None, 53)


def test_a_zero_is_shown_and_protects_nobody():
    table = suppressed(tables(asked(), people(a=40, b=3, c=0, d=20)))["otazka"]
    assert shown(table) == {"a": 40, "b": None, "c": 0, "d": None}


def test_two_small_numbers_of_a_known_small_sum_are_not_enough():
    table = suppressed(tables(asked(), people(a=40, b=1, c=1, d=20)))["otazka"]
    assert shown(table) == {"a": 40, "b": None, "c": None, "d": None}


def test_a_question_with_fewer_than_ten_answers_is_not_shown_at_all():
    table = suppressed(tables(asked(), people(a=9)))["otazka"]
    assert (table.base, table.asked, table.no_answer, shown(table)["a"]) == (None, None, None, None)
    assert table.n == 9


def test_a_small_set_in_which_all_said_the_same_is_not_shown():
    assert suppressed(tables(asked(), people(a=19)))["otazka"].base is None
    assert suppressed(tables(asked(), people(a=20)))["otazka"].base == 20


def test_ticks_of_nearly_everybody_are_hidden_too():
    answers = [{"otazka": ["a", "b"] if number else ["b"], "obec": "a"} for number in range(30)]
    assert shown(suppressed(tables(asked("multiple"), answers))["otazka"])["a"] is None


def test_a_mean_is_not_shown_over_hidden_numbers():
    whole = definition(question("znamka", "marks"))
    clear = [{"znamka": mark} for mark in "123" for _ in range(10)]
    assert suppressed(tables(whole, clear))["znamka"].whole.measures["mean"] == 2
    assert suppressed(tables(whole, clear + [{"znamka": "5"}]))["znamka"].whole.measures == {}


def test_a_small_group_is_not_what_remains_of_the_others():
    answers = people(a=30, b=30)
    for number, answer in enumerate(answers):
        answer["obec"] = "a" if number < 7 else "bcd"[number % 3]
    table = suppressed(tables(asked(), answers, by="obec"))["otazka"]
    assert next(group.code for group in table.groups if group.base is None) == "a"
    assert sum(group.base is None for group in table.groups) == 2


def test_a_group_in_which_nobody_answered_tells_nothing_of_the_others():
    answers = people(a=15, b=20)
    answers += [{"otazka": None, "obec": code, "vek": "mladi"} for code in "aaab"]
    found = suppressed(tables(asked(groups=2), answers, by="obec"))
    assert shown(found["obec"]) == {"a": None, "b": None}
    assert [group.base for group in found["otazka"].groups] == [None, None]


def test_weighted_numbers_are_hidden_where_people_are():
    table = suppressed(tables(asked(), people(a=40, b=3, c=12, d=20), weights=[3.0] * 75))["otazka"]
    assert [count.weight for count in table.counts] == [120, None, None, 60]


def test_the_way_through_the_questionnaire_tells_no_hidden_number():
    whole = definition(
        question("pomoc", "single", choices=choices("ano", "ne2", "nevim")),
        question("kdo", "single", choices=choices("rodina", "sluzba"), when="pomoc = ano"),
    )
    few = [{"pomoc": "ano", "kdo": "rodina" if n % 2 else "sluzba"} for n in range(97)] + [{"pomoc": "ne2"}] * 3
    found = suppressed(tables(whole, few))
    assert shown(found["pomoc"]) == {"ano": None, "ne2": None, "nevim": 0}
    assert (found["kdo"].asked, found["kdo"].base, found["kdo"].not_applicable) == (None, None, None)
    assert found["kdo"].percent("rodina") == 49
    enough = few + [{"pomoc": "nevim"}] * 9
    found = suppressed(tables(whole, enough))
    assert shown(found["pomoc"]) == {"ano": 97, "ne2": None, "nevim": None}
    assert found["kdo"].base == 97


def test_a_number_keeps_its_smallest_value_to_itself():
    whole = definition(question("hodin", "number"))
    answers = [{"hodin": str(number % 4)} for number in range(40)] + [{"hodin": "168"}]
    measures = suppressed(tables(whole, answers))["hodin"].whole.measures
    assert (measures["min"], measures.get("max"), "at_min" in measures) == (0, None, False)


def test_a_threshold_has_its_bounds():
    with pytest.raises(ValueError, match="between 3 and 10"):
        Limits(threshold=2)


def invented(seed: int, kind: str = "single", **limits: int) -> tuple[Definition, list[dict]]:
    """Return a questionnaire and answers of skewed people, some of them without a group or an answer."""
    rng = np.random.default_rng(seed)
    options, groups = int(rng.integers(3 if limits else 2, 6)), int(rng.integers(2, 6))
    shares = rng.dirichlet([rng.choice([0.3, 0.7, 2.0])] * options, size=groups)
    sizes = rng.dirichlet([rng.choice([0.4, 1.0, 5.0])] * groups)
    answers = []
    for _person in range(rng.choice([12, 25, 40, 60, 100, 160])):
        place = int(rng.choice(groups, p=sizes))
        answers.append(
            {
                "otazka": None if rng.random() < 0.05 else invented_answer(rng, kind, shares[place], limits),
                "obec": None if rng.random() < 0.03 else OPTIONS[place],
                "vek": ("mladi", "stredni", "stari")[int(rng.choice(3, p=[0.2, 0.5, 0.3]))],
            }
        )
    return asked(kind, options, groups, **limits), answers


def invented_answer(rng: np.random.Generator, kind: str, shares: np.ndarray, limits: dict[str, int]) -> str | list[str]:
    """Return one choice or several different ones, likely ones more often."""
    if kind == "single":
        return OPTIONS[int(rng.choice(len(shares), p=shares))]
    size = int(rng.integers(limits.get("least", 1), min(limits.get("most", len(shares)), len(shares)) + 1))
    likely = (shares + 0.01) / (shares + 0.01).sum()
    return [OPTIONS[int(one)] for one in rng.choice(len(shares), size=size, replace=False, p=likely)]


def leaks(survey: tuple[Definition, list[dict]], threshold: int, shows_zeros: bool) -> list:
    """Publish the question by two breakdowns at once and let the reader compute."""
    limits = Limits(threshold)
    published = [suppressed(tables(*survey, by), limits)["otazka"] for by in ("obec", "vek")]
    return list(narrow(published, threshold, shows_zeros))


SEEDS = st.integers(0, 10**6)
MANY = settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@MANY
@given(SEEDS, st.sampled_from([3, 5, 10]), st.booleans())
def test_no_hidden_number_of_one_choice_can_be_bounded(seed, threshold, shows_zeros):
    assert leaks(invented(seed), threshold, shows_zeros) == []


@MANY
@given(SEEDS, st.sampled_from([3, 5, 10]), st.booleans())
@example(204430, 3, False).via("everybody ticks something, also the three people of no group")
def test_no_hidden_number_of_several_ticks_can_be_bounded(seed, threshold, shows_zeros):
    assert leaks(invented(seed, "multiple"), threshold, shows_zeros) == []


@MANY
@given(SEEDS, st.booleans())
def test_no_hidden_number_of_exactly_two_ticks_can_be_bounded(seed, shows_zeros):
    assert leaks(invented(seed, "multiple", least=2, most=2), 5, shows_zeros) == []


@MANY
@given(SEEDS, st.booleans())
def test_no_hidden_number_of_up_to_three_ticks_can_be_bounded(seed, shows_zeros):
    assert leaks(invented(seed, "multiple", most=3), 5, shows_zeros) == []


@MANY
@given(SEEDS, st.sampled_from(["single", "multiple"]), st.sampled_from([3, 5]))
def test_the_tables_of_the_groups_tell_no_more(seed, kind, threshold):
    """How many people a hidden group has may be known from its own question; how they answered is not."""
    reader, survey = Reader(), invented(seed, kind)
    for by in ("obec", "vek"):
        published = suppressed(tables(*survey, by), Limits(threshold))
        for code in ("otazka", by):
            read(reader, published[code], shows_zeros=True)
        link(reader, published["otazka"], published[by])
    found = narrow_of(reader, threshold)
    assert [name for name, _low, _high in found if name[3] != "base"] == []


def routed(seed: int) -> tuple[Definition, list[dict]]:
    """Return a question that leads some people to another one."""
    whole, answers = invented(seed)
    rng = np.random.default_rng(seed)
    codes = [choice.code for choice in whole.variables()["otazka"].choices]
    leading = [code for code in codes if rng.random() < 0.5] or codes[:1]
    later = question("dalsi", choices=choices(*"xyz"), kind="single", when=f"otazka je z ({', '.join(leading)})")
    for answer in answers:
        if answer["otazka"] in leading:
            answer["dalsi"] = None if rng.random() < 0.1 else "xyz"[int(rng.integers(3))]
    return definition(*whole.questions(), later), answers


@MANY
@given(SEEDS, st.sampled_from([3, 5]))
def test_no_hidden_number_is_told_by_who_was_asked_what(seed, threshold):
    whole, answers = routed(seed)
    published = suppressed(tables(whole, answers), Limits(threshold))
    reader = Reader()
    first, later = published["otazka"], published["dalsi"]
    read(reader, first, shows_zeros=True)
    leading = next(condition for asked, condition in whole.conditions() if condition).choices
    if first.base is not None and later.asked is not None:
        asked_later = reader.know(("asked",), later.asked)
        reader.sum_is([reader.unknown(("otazka", "", "", code)) for code in leading], asked_later)
    assert list(narrow_of(reader, threshold)) == []
