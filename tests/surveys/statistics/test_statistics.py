"""Intervals, tests of independence and weights against published numbers and scipy."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from surveys.statistics.columns import Columns, Entry
from surveys.statistics.crosstab import Caution, crosstab
from surveys.statistics.intervals import SENTENCES, design_effect, effective, share_interval, wilson
from surveys.statistics.weights import HIGHEST, LOWEST, Margin, collapsed, raked, weighting
from tests.surveys.definition.samples import choices, definition, question

VECTORS = Path(__file__).parents[4] / "shared" / "data" / "statistics_vectors.json"


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_newcombes_numbers(count, n, low, high):
    found = wilson(count, n)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.skipif(not VECTORS.exists(), reason="vectors lie beside the checkout")
def test_vectors_beside_the_checkout_agree():
    vectors = json.loads(VECTORS.read_text())
    for one in vectors["wilson_95_newcombe1998"]:
        assert round(wilson(one["x"], one["n"]).high, 4) == one["hi"]
    table = vectors["chi2_vcd_Arthritis"]
    found = crosstab(np.array(table["table"]))
    assert (round(found.chi_square, 3), found.df, round(found.p, 7)) == (table["X2"], table["df"], table["p"])
    assert round(found.cramers_v, 3) == table["cramers_v"]


@settings(deadline=None)
@given(st.integers(1, 500), st.data())
def test_wilson_agrees_with_scipy(n, data):
    count = data.draw(st.integers(0, n))
    oracle = stats.binomtest(count, n).proportion_ci(method="wilson")
    assert np.allclose([wilson(count, n).low, wilson(count, n).high], [oracle.low, oracle.high], atol=1e-9)


def test_a_big_part_of_a_small_village_narrows_the_interval():
    assert wilson(30, 60, population=100).high < wilson(30, 60).high
    assert wilson(30, 60, population=100_000) == wilson(30, 60)
    assert wilson(30, 60, population=60).low == pytest.approx(0.5)


def test_only_a_probability_sample_has_an_interval_and_others_say_why():
    assert share_interval(0.4, 400, "opt_in") is None
    assert share_interval(0.4, 400, "census") is None
    assert share_interval(0.4, 0, "probability") is None
    narrow, wide = share_interval(0.4, 400, "probability"), share_interval(0.4, 400, "probability", deff=2)
    assert wide.high - wide.low > narrow.high - narrow.low
    assert "kdo chtěl" in str(SENTENCES["opt_in"])


def test_weights_cost_what_kish_says():
    weights = np.array([2.0, 1.0, 1.0, 0.5])
    assert effective(weights) == pytest.approx(4.5**2 / 6.25)
    assert design_effect(weights) == pytest.approx(4 / effective(weights))
    assert effective(np.zeros(0)) == 0
    assert design_effect(np.zeros(0)) == 1


tables = st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=2, max_size=4)


@settings(deadline=None)
@given(tables)
def test_crosstab_agrees_with_scipy_where_there_is_something_to_test(cells):
    table = np.array(cells)
    used = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    found = crosstab(table)
    if min(used.shape) < 2:
        assert found.cautions == (Caution.NO_TABLE,)
        return
    oracle = stats.chi2_contingency(used, correction=False)
    assert (found.chi_square, found.p) == (pytest.approx(oracle.statistic), pytest.approx(oracle.pvalue, abs=1e-12))
    assert found.cramers_v == pytest.approx(stats.contingency.association(used, method="cramer"))
    assert (Caution.TINY_EXPECTED in found.cautions) == bool((oracle.expected_freq < 1).any())
    assert (Caution.SMALL_EXPECTED in found.cautions) == bool((oracle.expected_freq < 5).mean() > 0.2)


@settings(deadline=None)
@given(st.lists(st.integers(0, 30), min_size=4, max_size=4))
def test_fisher_agrees_with_scipy(cells):
    table = np.array(cells).reshape(2, 2)
    found = crosstab(table).fisher
    if found is not None:
        assert found == pytest.approx(stats.fisher_exact(table).pvalue, abs=1e-9)


def test_residuals_say_which_cells_stand_out():
    found = crosstab(np.array([[29, 7, 7], [13, 7, 21]]))
    assert found.outstanding.tolist() == [[True, False, True], [True, False, True]]
    assert found.residuals[0, 0] == pytest.approx(3.27, abs=0.01)


def test_a_weighted_table_has_no_p():
    found = crosstab(np.array([[2.5, 1], [1, 7]]), is_weighted=True)
    assert (found.p, found.cautions) == (None, (Caution.WEIGHTED,))


def test_poststratification_gives_every_cell_its_share():
    cells = np.array([0] * 60 + [1] * 40 + [-1])
    weights, _rounds = raked([cells], [[500, 500]])
    assert weights[0] == pytest.approx(0.5 / 0.6)
    assert weights[60] == pytest.approx(0.5 / 0.4)
    assert weights[-1] == pytest.approx(1)


def test_a_cell_without_people_leaves_its_share_to_the_others():
    assert raked([np.array([0, 0])], [[500, 500]])[0].tolist() == [1, 1]


@settings(deadline=None)
@given(st.integers(0, 10**6))
def test_raking_meets_all_margins(seed):
    rng = np.random.default_rng(seed)
    cells = [rng.integers(0, 3, 400), rng.integers(0, 2, 400)]
    targets = [[0.2, 0.3, 0.5], [0.55, 0.45]]
    weights, _rounds = raked(cells, targets)
    assert weights.mean() == pytest.approx(1)
    for classes, wanted in zip(cells, targets, strict=True):
        assert np.bincount(classes, weights) / weights.sum() == pytest.approx(wanted, abs=1e-6)


def test_whoever_is_missing_on_a_margin_is_left_as_is_by_it():
    weights, _rounds = raked([np.array([0, 0, 0, 1, -1, -1])], [[0.5, 0.5]])
    assert weights[4] == weights[5] == pytest.approx(1)


def test_classes_of_few_people_join_their_neighbours():
    assert collapsed([30, 3, 40, 2]) == [[0], [1, 2, 3]]
    assert collapsed([2, 30]) == [[0, 1]]
    assert collapsed([3]) == [[0]]


def test_weighting_stays_within_bounds_and_says_what_it_cost():
    whole = definition(
        question("sex", "single", choices=choices("zena", "muz")),
        question("vek", "single", choices=choices("mladi", "stredni", "stari")),
    )
    rng = np.random.default_rng(1)
    entries = [
        Entry({"sex": ("zena", "muz")[int(rng.random() < 0.1)], "vek": ("mladi", "stredni", "stari")[int(age)]})
        for age in rng.choice(3, 600, p=[0.05, 0.25, 0.7])
    ]
    columns = Columns.build(whole, [*entries, Entry({"sex": "zena", "vek": None})])
    margins = [
        Margin("sex", {"zena": 51, "muz": 49}, "ČSÚ, k 1. 1. 2026"),
        Margin("vek", {"mladi": 25, "stredni": 45, "stari": 30}, "ČSÚ, k 1. 1. 2026"),
    ]
    found = weighting(columns.variables, margins)
    assert LOWEST <= found.low <= found.high <= HIGHEST
    assert found.deff > 1
    assert found.n_eff == pytest.approx(601 / found.deff)
    assert found.weights.mean() == pytest.approx(1, abs=1e-6)
    assert weighting(columns.variables, []).weights.tolist() == []
