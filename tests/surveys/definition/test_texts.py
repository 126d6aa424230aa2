"""Open questions, and what they are once their texts are sorted."""

from surveys.definition.shape import FORGOTTEN, ILLEGIBLE
from surveys.definition.texts import UNSORTED, open_questions, sorted_into_topics, with_topics
from tests.surveys.definition.samples import choices, definition, question

QUESTIONS = definition(
    question("odkud", "single", choices=choices("znami", "jinde", other="jinde")),
    question("vzkaz", "long_text"),
    question("jmeno", "text"),
)
BOOKS = {"vzkaz": {"doprava": "Doprava", "byt": "Bydlení"}, "odkud_other": {"web": "Web"}}


def test_texts_and_what_stands_beside_other_are_open():
    found = open_questions(QUESTIONS)
    assert list(found) == ["odkud_other", "vzkaz", "jmeno"]
    assert found["odkud_other"].text == {"cs": "Otázka odkud – Jinde"}
    assert str(found["odkud_other"].condition) == "odkud obsahuje jinde"


def test_a_code_book_makes_a_question_of_several_choices():
    coded = sorted_into_topics(QUESTIONS, BOOKS)
    kinds = {one.code: (one.type, [choice.code for choice in one.choices]) for one in coded.questions()}
    assert kinds["vzkaz"] == ("multiple", ["doprava", "byt", UNSORTED])
    assert kinds["odkud_other"] == ("multiple", ["web", UNSORTED])
    assert kinds["jmeno"] == ("text", [])
    assert [one.code for one in sorted_into_topics(QUESTIONS, {}).questions()] == [
        "odkud", "odkud_other", "vzkaz", "jmeno",
    ]  # fmt: skip


def test_answers_hold_topics_instead_of_texts():
    given = {"odkud": "jinde", "odkud_other": "z letáku", "vzkaz": "Autobus nejede.", "jmeno": "x"}
    assert with_topics(given, BOOKS, {"vzkaz": ["doprava"]}) == {
        "odkud": "jinde", "odkud_other": [UNSORTED], "vzkaz": ["doprava"], "jmeno": "x",
    }  # fmt: skip


def test_what_was_not_written_or_cannot_be_read_has_no_topic():
    assert with_topics({"vzkaz": None}, BOOKS, {}) == {"vzkaz": None}
    assert with_topics({"vzkaz": ILLEGIBLE}, BOOKS, {}) == {"vzkaz": ILLEGIBLE}
    assert with_topics({}, BOOKS, {"vzkaz": ["doprava"]}) == {}
    assert with_topics({"vzkaz": FORGOTTEN}, BOOKS, {"vzkaz": ["doprava"]}) == {"vzkaz": ["doprava"]}
