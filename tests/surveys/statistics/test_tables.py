"""Counts, bases, shares and measures."""

import json
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.statistics.columns import Columns, Entry
from surveys.statistics.published import Agreement, PublishedShare
from surveys.statistics.rounding import half_up, percent, truncated
from surveys.statistics.tables import Table, frequency_table, weighted_median
from surveys.statistics.waves import Denominator, ReturnRate, compared
from tests.surveys.definition.samples import choices, definition, question

SHARED = Path(__file__).parents[4] / "shared" / "data"
PUBLISHED = SHARED / "survey_results.json"


def table(kind: str, answers: list, weights: list[float] | None = None, by: list | None = None, **fields) -> Table:
    """Return the table of one question for its answers; `...` = not asked."""
    whole = definition(question("q", kind, **fields), question("kdo", "single", choices=choices("muz", "zena")))
    kept = [{} if answer is ... else {"q": answer} for answer in answers]
    for answer, group in zip(kept, by or [], strict=False):
        answer["kdo"] = group
    columns = Columns.build(whole, [Entry(answer) for answer in kept])
    return frequency_table(columns["q"], np.array(weights) if weights else None, columns["kdo"] if by else None)


YES = {"choices": choices("ano", "ne2", "nevim")}


def test_bases_are_kept_apart():
    found = table("single", ["ano", "ano", "ne2", None, "_illegible", "_several", ...], **YES)
    assert (found.n, found.asked, found.not_applicable, found.no_answer) == (7, 6, 1, 1)
    assert (found.illegible, found.several, found.base) == (1, 1, 3)
    assert [count.people for count in found.counts] == [2, 1, 0]
    assert (found.percent("ano"), found.percent("ano", 2), found.percent_of_asked("ano")) == (67, Decimal("66.67"), 33)


def test_a_question_nobody_answered_has_no_shares():
    found = table("single", [None, ...], **YES)
    assert (found.base, found.percent("ano"), found.sum_of_percents()) == (0, None, 0)


def test_several_ticks_have_shares_of_people_and_of_ticks():
    found = table("multiple", [["ano", "ne2"]] * 61 + [["ne2"]] * 7 + [None] * 3, **YES)
    assert (found.base, found.percent("ano"), found.percent("ne2")) == (68, 90, 100)
    assert (found.whole.percent_of_responses("ano"), found.whole.percent_of_responses("ne2")) == (47, 53)


def test_sums_of_rounded_shares_are_what_they_are():
    assert table("single", ["ano", "ne2", "nevim"], **YES).sum_of_percents() == 99
    found = table("single", ["ano"] * 5 + ["ne2"] * 5 + ["nevim"] * 190, **YES)
    assert [found.percent(code) for code in ("ano", "ne2", "nevim")] == [3, 3, 95]
    assert found.sum_of_percents() == 101


def test_weights_change_shares_and_not_people():
    found = table("single", ["ano", "ne2", "ne2"], [2.0, 0.5, 0.5], **YES)
    assert [count.people for count in found.counts] == [1, 2, 0]
    assert (found.base, found.percent("ano"), found.percent("ne2", 1)) == (3, 67, Decimal("33.3"))


def test_groups_have_bases_of_their_own_and_people_without_a_group_are_known():
    found = table("single", ["ano", "ano", "ne2", "ano", None], by=["muz", "zena", "zena", None, "muz"], **YES)
    assert [(group.code, group.base) for group in found.groups] == [("muz", 1), ("zena", 2)]
    assert found.groups[1].percent("ano") == 50
    assert found.ungrouped.base == 1


def test_school_marks_have_a_mean_where_lower_is_better():
    found = table("marks", ["1"] * 34 + ["2"] * 9 + ["3"] + [None] * 10)
    assert found.whole.measures["mean"] == Decimal("1.25")
    assert (found.whole.measures["median"], found.whole.measures["top2"]) == (1, 98)


def test_nought_to_ten_has_a_net_promoter_score():
    found = table("scale", ["10"] * 5 + ["9"] * 2 + ["7"] * 1 + ["0"] * 2 + [None])
    assert (found.whole.measures["nps"], found.whole.measures["top2"], found.base) == (50, 70, 10)


def test_numbers_have_quartiles_as_r_computes_them():
    measures = table("number", ["1", "2", "3", "4", "10"]).whole.measures
    assert (measures["mean"], measures["median"], measures["q1"], measures["q3"]) == (4, 3, 2, 4)
    assert (measures["sd"], measures["min"], measures["max"], measures["at_max"]) == (Decimal("3.54"), 1, 10, 1)


def test_dates_are_counted_by_month_and_over_years_by_year():
    assert [c.code for c in table("date", ["2026-04-30", "2026-03-01"]).counts] == ["2026-03", "2026-04"]
    assert [c.code for c in table("date", ["2020-04-30", "2024-03-01", "2026-03-01"]).counts] == [
        "2020",
        "2024",
        "2026",
    ]


def test_ranking_says_who_was_first_and_how_many_ranked_it():
    found = table("ranking", [["ano", "ne2"], ["ano"], ["nevim", "ano", "ne2"], None], **YES)
    assert [count.people for count in found.counts] == [2, 0, 1]
    yes, no, _maybe = (count.measures for count in found.counts)
    assert (yes["ranked"], yes["not_ranked"], yes["mean_rank"], yes["borda"]) == (3, 0, Decimal("1.33"), 8)
    assert (no["ranked"], no["not_ranked"], no["mean_rank"], no["borda"]) == (2, 1, Decimal("2.50"), 3)


@settings(deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 3))
def test_rounding_is_the_one_taught_at_school(part, whole, places):
    found = percent(part, whole, places)
    scaled = part * 100 * 10**places
    assert int(found.scaleb(places)) == (2 * scaled + whole) // (2 * whole)
    assert -found == half_up(-Decimal(1) * found, places)
    assert truncated(Decimal(part) / 7, 1) <= Decimal(part) / 7


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 4)), min_size=1, max_size=30))
def test_a_weighted_median_is_the_median_of_repeated_values(pairs):
    values, weights = np.array([v for v, _w in pairs], float), np.array([w for _v, w in pairs], float)
    assert weighted_median(values, weights) == np.median(np.repeat(values, weights.astype(int)))


def test_waves_stand_side_by_side():
    before = table("single", ["ano"] * 31 + ["ne2"] * 69, choices=choices("ano", "ne2")).whole
    after = table("single", ["ano"] * 80 + ["ne2"] * 110 + ["nevim"] * 10, **YES).whole
    yes, _no, maybe = compared(before, after)
    assert (yes.before, yes.after, yes.difference, yes.interval) == (31, 40, 9, None)
    assert (maybe.before, maybe.after, maybe.difference) == (None, 5, None)
    sure = compared(before, after, ("probability", "probability"))[0].interval
    assert sure.low < 0.09 < sure.high
    assert compared(before, after, ("probability", "opt_in"))[0].interval is None


def test_an_interval_of_a_difference_is_newcombes():
    first = table("single", ["ano"] * 56 + ["ne2"] * 14, choices=choices("ano", "ne2")).whole
    second = table("single", ["ano"] * 48 + ["ne2"] * 32, choices=choices("ano", "ne2")).whole
    found = compared(second, first, ("probability", "probability"))[0].interval
    assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)


def test_a_return_rate_names_its_denominator():
    rate = ReturnRate(98, 653, Denominator.DISTRIBUTED)
    assert (rate.percent(), rate.percent(2), rate.denominator) == (15, Decimal("15.01"), "distributed")


def published_questions() -> list:
    if not PUBLISHED.exists():
        return []
    surveys = json.loads(PUBLISHED.read_text())["surveys"]
    return [
        pytest.param(asked, id=f"{survey['key']} {asked['text']}")
        for survey in surveys
        for asked in survey.get("questions", [])
        if asked.get("base") and any(option["count"] for option in asked["options"])
    ]


@pytest.mark.skipif(not PUBLISHED.exists(), reason="published results lie beside the checkout")
@pytest.mark.parametrize("asked", published_questions())
def test_shares_come_out_as_published(asked):
    """Answers with the published counts give the published shares; a sum over the base is kept as an error."""
    names = [f"o{number}" for number in range(len(asked["options"]))]
    ticked = [name for name, option in zip(names, asked["options"], strict=True) for _ in range(option["count"])]
    kind, answers = "single", [*ticked]
    if len(ticked) > asked["base"]:
        kind, answers = "multiple", [[name] for name in ticked]
        while len(answers) > asked["base"]:
            last = answers.pop()
            next(answer for answer in answers if last[0] not in answer).extend(last)
    answers += ["jine" if kind == "single" else ["jine"]] * (asked["base"] - len(answers))
    found = table(kind, answers, choices=choices(*names, "jine"))
    assert found.base == asked["base"]
    for name, option in zip(names, asked["options"], strict=True):
        share = PublishedShare(Decimal(str(option["percent_published"])), option["count"], asked["base"])
        assert found.percent(name, share.places) == share.computed
        assert (share.agreement == Agreement.EXACT) == ("half_up" in option.get("matches", ["half_up"]))


def test_a_published_error_is_kept_and_shown():
    assert PublishedShare(Decimal("27"), 16, 42).agreement == Agreement.DIFFERS
    assert PublishedShare(Decimal("27"), 16, 42).computed == 38
    assert PublishedShare(Decimal("44.11"), 30, 68).agreement == Agreement.TRUNCATED
