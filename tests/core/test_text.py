"""Folding, stemming, phones and cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpss.core.text import (
    fold,
    join_words,
    neutral_cell,
    normalize,
    phone_digits,
    phone_readable,
    plural,
    slugify_czech,
    stem,
)


@pytest.mark.parametrize(
    "forms",
    [
        "senior seniorovi seniorů seniorům seniorech seniorka",
        "babička babičce babičku babičkou babiček babičkami",
        "pečovatelka pečovatelce pečovatelku pečovatelek pečovatelkami pečovatel",
        "pečovatelská pečovatelské pečovatelskou pečovatelských",
        "důchodce důchodci důchodců důchodcům",
        "bezdomovec bezdomovce bezdomovců",
        "služba službě služeb službami",
        "poradna poradně poraden",
        "dluh dluhy dluhů dluzích",
        "exekuce exekucí",
        "demence demencí",
        "domov domově domovech",
        "stacionář stacionáře",
        "závislost závislosti závislostí závislý závislá závislých",
        "postižený postižená postiženým postižení postižením",
        "neslyšící neslyšících neslyšícím",
        "vězeň vězně vězňů",
        "pečovat pečovala pečoval",
        "hlídání hlídat hlídala",
        "práce prací pracovat pracuje",
        "dítě dítěti děti dětem",
        "starám staráme starat",
    ],
)
def test_forms_of_one_word_share_a_stem(forms):
    assert len({stem(fold(form)) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("starý", "starám"), ("bít", "byt"), ("domov", "doma"), ("pomůcka", "pomoc")]
)
def test_different_words_keep_different_stems(one, other):
    assert stem(fold(one)) != stem(fold(other))


def test_to_be_is_no_flat():
    assert normalize("chci být v bytě") == ["byt"]


def test_stop_words_say_nothing():
    assert normalize("kde je a pro koho") == []


@given(st.text(alphabet=st.characters(categories=["Ll", "Lu"]), min_size=1, max_size=30))
def test_stem_never_grows_and_never_vanishes(word):
    folded = fold(word)
    if folded:
        assert 1 <= len(stem(folded)) <= len(folded)


@pytest.mark.parametrize(
    ("written", "stored", "read"),
    [
        ("354 403 131", "+420354403131", "354 403 131"),
        ("564109158", "+420564109158", "564 109 158"),
        ("+420 777 123 456", "+420777123456", "777 123 456"),
        ("00420777123456", "+420777123456", "777 123 456"),
        ("112", "112", "112"),
        ("116111", "116111", "116 111"),
    ],
)
def test_phone_has_one_stored_form_and_is_read_by_threes(written, stored, read):
    assert phone_digits(written) == stored
    assert phone_readable(stored) == read.replace(" ", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(
    ("count", "form"), [(1, "služba"), (2, "služby"), (4, "služby"), (5, "služeb"), (0, "služeb"), (21, "služeb")]
)
def test_plural_has_three_forms(count, form):
    assert plural(count, "služba", "služby", "služeb") == form


@pytest.mark.parametrize("risky", ["=1+1", "+420", "-1", "@cmd", "\tx", "\rx", "\nx", "  =1"])
def test_cell_that_could_be_a_formula_is_neutral(risky):
    assert neutral_cell(risky) == f"'{risky}"


def test_ordinary_cell_stays():
    assert neutral_cell("Pečovatelská služba") == "Pečovatelská služba"


def test_slug_has_no_diacritics_and_is_never_empty():
    assert slugify_czech("Domov Pod Lipou – oddělení") == "domov-pod-lipou-oddeleni"
    assert slugify_czech("!!!") == "zaznam"


def test_words_are_joined_as_in_a_sentence():
    assert join_words(["senioři", "rodiny", "děti"]) == "senioři, rodiny a děti"
