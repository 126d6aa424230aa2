"""Whoever follows what is printed answers the questions that the web would ask."""

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.definition.conditions import parse
from surveys.definition.routing import asked_sections
from surveys.definition.shape import Choice, Definition, Question, Section
from surveys.definition.signposts import signposts
from tests.surveys.definition.samples import CARE, choices, definition, question


def followed(whole: Definition, answers: dict) -> list[str]:
    """Return the questions met by a reader who knows nothing but guards and jumps, and writes as he goes."""
    signs = signposts(whole)
    written: dict = {}
    met, place = [], 0
    while place < len(signs.items):
        kept_out = next((g for g in signs.guards.get(place, ()) if not g.condition.holds(written)), None)
        if kept_out:
            place = kept_out.otherwise
            continue
        current = signs.items[place]
        met.append(current.code)
        written[current.code] = answers.get(current.code)
        beside = signs.jumps.get(current.code, {})
        place = next((end for choice, end in beside.items() if written[current.code] == choice), place + 1)
    return met


def asked(whole: Definition, answers: dict) -> list[str]:
    return [one.code for _section, questions in asked_sections(whole, answers) for one in questions]


CODES = ("a1", "a2", "a3")
KINDS = ("single", "multiple", "marks", "number", "note")


@st.composite
def conditions(draw, earlier: list[Question]) -> str:
    """Return a condition over questions that stand before."""
    leaves = []
    for _number in range(draw(st.integers(1, 3))):
        asked_one = draw(st.sampled_from(earlier))
        leaf = {
            "single": st.sampled_from(["{} = a1", "{} != a2", "{} je z (a1, a3)", "{} zodpovězeno"]),
            "multiple": st.sampled_from(["{} obsahuje a1", "{} je z (a2, a3)", "{} zodpovězeno"]),
            "marks": st.sampled_from(["{} >= 4", "{} = 2", "{} != 3"]),
            "number": st.sampled_from(["{} >= 65", "{} < 18.5", "{} zodpovězeno"]),
        }[asked_one.type]
        text = draw(leaf).format(asked_one.code)
        leaves.append(f"ne ({text})" if draw(st.integers(0, 4)) == 0 else text)
    return draw(st.sampled_from([" a ", " nebo "])).join(leaves)


@st.composite
def questionnaires(draw) -> Definition:
    sections: list[Section] = []
    earlier: list[Question] = []
    for number in range(draw(st.integers(1, 3))):
        above = draw(conditions(earlier)) if earlier and draw(st.booleans()) else ""
        questions: list[Question] = []
        last = ""
        for place in range(draw(st.integers(1, 4))):
            kind = draw(st.sampled_from(KINDS))
            fresh = draw(conditions(earlier)) if earlier and draw(st.booleans()) else ""
            last = draw(st.sampled_from([last, fresh, ""]))
            one = Question(
                f"q{number}{place}",
                kind,
                {"cs": "?"},
                condition=parse(last),
                is_required=draw(st.booleans()) and kind != "note",
                choices=choices(*CODES) if kind in ("single", "multiple") else (),
            )
            questions.append(one)
            earlier += [one] if one.asks else []
        sections.append(Section(f"S{number}", {}, condition=parse(above), questions=tuple(questions)))
    return Definition({"cs": "?"}, tuple(sections))


@st.composite
def answered(draw, whole: Definition) -> dict:
    """Return answers to all questions; to one that need not be answered perhaps none."""
    values = {
        "single": st.sampled_from(CODES),
        "multiple": st.lists(st.sampled_from(CODES), min_size=1, unique=True),
        "marks": st.sampled_from("12345"),
        "number": st.sampled_from(["0", "18", "18.5", "64", "65", "70"]),
    }
    return {
        one.code: draw(values[one.type] if one.is_required else st.none() | values[one.type])
        for one in whole.questions()
        if one.asks
    }


@settings(max_examples=400)
@given(st.data())
def test_following_the_print_asks_what_the_web_asks(data):
    whole = data.draw(questionnaires())
    answers = data.draw(answered(whole))
    assert followed(whole, answers) == asked(whole, answers)


YES_NO = (Choice("ano", {"cs": "ano"}, 1), Choice("nie", {"cs": "ne"}, 2))


def test_a_question_that_must_be_answered_leads_past_by_a_jump_alone():
    whole = definition(
        question("ma", "single", choices=YES_NO, is_required=True),
        question("kolik", "number", when="ma = ano"),
        question("proc", "text", when="ma = ano"),
        question("vek", "number"),
    )
    signs = signposts(whole)
    assert signs.jumps == {"ma": {"nie": 3}}
    assert signs.guards == {}


def test_one_that_may_stay_empty_keeps_its_guard():
    whole = definition(question("ma", "single", choices=YES_NO), question("kolik", "number", when="ma = ano"))
    signs = signposts(whole)
    assert signs.jumps == {"ma": {"nie": 2}}
    assert [guard.end for guard in signs.guards[1]] == [2]


def test_no_jump_leads_over_a_note():
    whole = definition(
        question("ma", "single", choices=YES_NO, is_required=True),
        question("kolik", "number", when="ma = ano"),
        question("dik", "note"),
        question("vek", "number"),
    )
    signs = signposts(whole)
    assert signs.jumps == {}
    assert list(signs.guards) == [1]


def test_ticks_cannot_lead_by_jumps_and_a_conditional_question_keeps_the_guard_behind_it():
    signs = signposts(CARE)
    assert signs.jumps == {"parkovani": {"ano": 3, "jine": 3}}
    assert {place: [guard.end for guard in guards] for place, guards in signs.guards.items()} == {
        1: [2],
        2: [3],
        3: [5],
    }


def ways_on(whole: Definition) -> dict[int, list[int]]:
    guards = signposts(whole).guards.items()
    return {place: [guard.otherwise for guard in some] for place, some in guards}


def test_a_jump_leads_past_what_hangs_on_the_skipped_question():
    whole = definition(
        question("ma", "single", choices=YES_NO, is_required=True),
        question("jake", "single", choices=YES_NO, when="ma = ano"),
        question("proc", "text", when="jake = nie"),
        question("vek", "number"),
    )
    assert signposts(whole).jumps["ma"] == {"nie": 3}


def test_those_kept_out_twice_go_on_in_one_step():
    whole = definition(
        question("vek", "number"),
        question("skola", "multiple", choices=YES_NO, when="vek < 18"),
        question("jaka", "text", when="skola obsahuje ano"),
        question("trida", "number", when="vek < 18"),
        question("mesto", "text"),
        question("ulice", "text", when="mesto = Praha"),
    )
    assert ways_on(whole) == {1: [4], 2: [3], 3: [4], 5: [6]}


def test_where_another_answer_decides_people_stop_and_read():
    whole = definition(
        question("kolo", "single", choices=YES_NO, is_required=True),
        question("vek", "number"),
        question("deti", "number", when="vek > 17"),
        question("jizdy", "number", when="kolo = ano"),
        question("mesto", "text"),
    )
    assert ways_on(whole) == {2: [3], 3: [4]}


def test_the_condition_of_a_section_is_read_before_those_inside():
    whole = definition(
        question("kolo", "single", choices=YES_NO, is_required=True),
        question("vek", "number", when="kolo = ano"),
        B=("doma = ano", question("jizdy", "number", when="kolo = ano"), question("mesto", "text")),
    )
    assert signposts(whole).jumps["kolo"] == {"nie": 2}


def test_nobody_is_sent_to_a_text_without_a_number():
    whole = definition(
        question("ma", "single", choices=YES_NO, is_required=True),
        question("jake", "single", choices=YES_NO, when="ma = ano"),
        question("proc", "text", when="jake = nie"),
        question("dik", "note"),
    )
    assert signposts(whole).jumps == {"ma": {"nie": 2}}
