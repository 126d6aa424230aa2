"""Frequent words: by stems, each person once, nothing that only a few people wrote."""

from hypothesis import given
from hypothesis import strategies as st

from surveys.statistics.words import Sought, frequent_words, tallied

WORDS = st.sampled_from(
    ["autobus", "autobusy", "autobusem", "Nováková", "lékař", "lékaře", "byt", "být", "a", "123456789", "doma", "pes"]
)
TEXTS = st.lists(st.lists(WORDS, max_size=8).map(" ".join), max_size=60)


def test_forms_of_a_word_count_as_one_under_the_commonest():
    texts = ["Autobusy bych rušil."] * 4 + ["Jezdí autobus, autobusem bych jela, autobus nejede."] * 6
    texts += ["Nic k tomu nemám."] * 20
    assert frequent_words(texts) == [("autobus", 10), ("jela", 6), ("jezdí", 6), ("nejede", 6)]


def test_one_person_counts_once_however_often_they_repeat_a_word():
    assert "hluk" not in dict(frequent_words(["hluk hluk hluk hluk hluk"] + ["Chybí hřiště."] * 30))


def test_words_of_nearly_everybody_are_hidden_as_such_ticks_would_be():
    texts = ["Chybí hřiště a lavičky."] * 28 + ["Chybí lavičky."] * 2
    assert "hřiště" not in dict(frequent_words(texts))


def test_names_and_numbers_are_left_out():
    texts = ["Na úřadě nám poradila paní Vymyslená z čísla 123456789."] * 20 + ["Nic."] * 20
    found = dict(frequent_words(texts))
    assert found["poradila"] == 20
    assert not {"vymyslená", "123456789"} & found.keys()


def test_too_few_people_tell_nothing():
    assert frequent_words(["Chybí hřiště."] * 9) == []


@given(TEXTS)
def test_no_word_of_fewer_than_five_people_comes_out(texts):
    _people, found = tallied(texts)
    used = {form: tally.people for tally in found.values() for form in tally.forms}
    for word, people in frequent_words(texts):
        assert people >= 5
        assert used[word] == people
        assert len(texts) >= 10


def test_texts_are_found_in_any_form_and_without_diacritics():
    text = "K lékaři se autobusem nedostanu."
    assert Sought.of("lekar").is_in(text)
    assert Sought.of("autobusy lékaře").is_in(text)
    assert Sought.of("NEDOST").is_in(text)
    assert not Sought.of("vlak").is_in(text)
    assert not Sought.of("je na").is_in(text)
