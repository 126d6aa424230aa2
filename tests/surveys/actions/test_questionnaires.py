"""A published version never changes its meaning."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from kpss.core.models import Municipality
from surveys.actions import lifecycle, questionnaires
from surveys.definition.shape import Choice, Definition
from surveys.models import Edit, Survey
from tests.surveys import trebic
from tests.surveys.definition.samples import CARE, choices, definition, question
from tests.surveys.making import current, running, written

SIMPLE = definition(question("byt", "single", choices=choices("ano", "ne2")), question("proc", "text"))


def changed(whole: Definition, code: str, /, **fields) -> Definition:
    """The questionnaire with one question changed."""
    return replace(
        whole,
        sections=tuple(
            replace(s, questions=tuple(replace(q, **fields) if q.code == code else q for q in s.questions))
            for s in whole.sections
        ),
    )


def test_colleagues_newer_text_is_not_overwritten(db):
    survey = written(SIMPLE)
    questionnaires.save_definition(survey=survey, definition=CARE, edit=1)
    with pytest.raises(ValidationError, match="mezitím"):
        questionnaires.save_definition(survey=survey, definition=SIMPLE, edit=1)
    assert questionnaires.draft_of(survey).shape == CARE


def test_questionnaire_with_a_fault_is_not_published(db):
    survey = written(definition(question("a1", when="b1 = 1"), question("b1", "number")))
    with pytest.raises(ValidationError, match="b1"):
        questionnaires.publish(survey=survey, by=None)
    assert not survey.questionnaires.published().exists()


def test_second_press_of_publish_makes_no_second_version(db):
    survey = written(SIMPLE)
    questionnaires.publish(survey=survey, by=None)
    with pytest.raises(ValidationError, match="nic nezměnilo"):
        questionnaires.publish(survey=survey, by=None)
    assert survey.questionnaires.count() == 1


def test_published_version_knows_its_municipalities(db):
    survey = written(definition(question("obec", "municipality")))
    survey.municipalities.set(Municipality.objects.filter(name__in=["Lipovany", "Dolní Javorná"]))
    version = questionnaires.publish(survey=survey, by=None)
    labels = [choice.label["cs"] for choice in version.shape.question("obec").choices]
    assert labels == ["Dolní Javorná", "Lipovany", "jinde"]
    survey.municipalities.clear()
    assert len(current(survey).shape.question("obec").choices) == 3


MORE = SIMPLE.question("byt").choices + (Choice("nevim", {"cs": "Nevím"}, 3),)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"text": {"cs": "Máte byt?", "en": "A flat?"}},
            "Jiné znění má otázka 1 („Otázka byt“). „Otázka byt“ → „Máte byt?“, anglicky „“ → „A flat?“.",
        ),
        (
            {"choices": (replace(MORE[0], label={"cs": "děti"}), MORE[1])},
            "Jiné znění má možnost „děti“ otázky 1 („Otázka byt“). „Ano“ → „děti“.",
        ),
        ({"choices": MORE}, "Přibyla možnost „Nevím“"),
        ({"choices": (replace(MORE[0], is_closed=True), MORE[1])}, "Zavřela se možnost „Ano“"),
    ],
)
def test_correction_that_keeps_the_meaning_is_done_and_logged(people, fields, words):
    survey = running(SIMPLE, by=people["klara"])
    questionnaires.correct(
        questionnaire=current(survey), definition=changed(SIMPLE, "byt", **fields), by=people["klara"]
    )
    logged = Edit.objects.get()
    assert words in logged.what
    assert Definition.of(logged.before) == SIMPLE
    assert current(survey).shape != SIMPLE


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "multiple"},
        {"is_required": True},
        {"choices": tuple(reversed(SIMPLE.question("byt").choices))},
        {"choices": (replace(MORE[0], code="jo"), MORE[1])},
        {"choices": MORE[1:]},
        {"choices": (MORE[2], *MORE[:2])},
        {"code": "dum"},
    ],
    ids=str,
)
def test_correction_that_changes_the_meaning_is_refused(people, fields):
    survey = running(SIMPLE, by=people["klara"])
    with pytest.raises(ValidationError, match="novou verzi"):
        questionnaires.correct(questionnaire=current(survey), definition=changed(SIMPLE, "byt", **fields), by=None)
    assert current(survey).shape == SIMPLE
    assert not Edit.objects.exists()


def test_after_the_end_nothing_is_corrected(people):
    survey = running(SIMPLE, by=people["klara"])
    lifecycle.close(survey=survey, notice="Děkujeme.", by=people["klara"])
    reworded = changed(SIMPLE, "byt", text={"cs": "Máte byt?"})
    for change in (
        lambda: questionnaires.correct(questionnaire=current(survey), definition=reworded, by=None),
        lambda: questionnaires.start_version(survey=survey),
        lambda: questionnaires.publish(survey=survey, by=None),
    ):
        with pytest.raises(ValidationError, match="skončilo"):
            change()
    assert current(survey).shape == SIMPLE


def test_added_question_is_a_correction_and_a_removed_one_is_not(people):
    survey = running(SIMPLE, by=people["klara"])
    section = SIMPLE.sections[0]
    longer = replace(SIMPLE, sections=(replace(section, questions=(*section.questions, question("vek", "number"))),))
    questionnaires.correct(questionnaire=current(survey), definition=longer, by=None)
    with pytest.raises(ValidationError):
        questionnaires.correct(questionnaire=current(survey), definition=SIMPLE, by=None)


def test_next_version_starts_from_what_is_published(people):
    survey = running(SIMPLE, by=people["klara"])
    draft = questionnaires.draft_of(survey)
    assert (draft.number, draft.shape) == (2, SIMPLE)


@trebic.needs_shared
def test_command_reads_the_questionnaire_of_a_real_town(db, tmp_path, capsys):
    path = tmp_path / "trebic.xlsx"
    trebic.write_xlsform(path, with_dangling_rule=True)
    call_command("import_xlsform", str(path), "--slug", "trebic")
    told = capsys.readouterr()
    assert "trebic: nové šetření, otázek 38" in told.out
    assert "K2" in told.err, "the dangling rule is reported"
    assert not Survey.objects.get().questionnaires.published().exists()


@trebic.needs_shared
def test_command_publishes_only_what_is_right(db, tmp_path):
    path = tmp_path / "trebic.xlsx"
    trebic.write_xlsform(path, with_dangling_rule=True)
    with pytest.raises(CommandError, match="K2"):
        call_command("import_xlsform", str(path), "--publish")
    assert not Survey.objects.exists(), "all or nothing"


def test_command_says_that_a_file_is_not_there(db, tmp_path):
    with pytest.raises(CommandError, match="neexistuje"):
        call_command("import_xlsform", str(tmp_path / "nic.xlsx"))


def test_changes_of_a_draft_are_taken_back_one_after_another(people):
    survey = written(SIMPLE)
    for number, text in enumerate(("Máte byt?", "Bydlíte?"), 1):
        whole = changed(questionnaires.draft_of(survey).shape, "byt", text={"cs": text})
        questionnaires.save_definition(survey=survey, definition=whole, edit=number, what=text, by=people["klara"])
    assert questionnaires.undo(survey=survey) == "Bydlíte?"
    assert questionnaires.draft_of(survey).shape.question("byt").text == {"cs": "Máte byt?"}
    assert questionnaires.undo(survey=survey) == "Máte byt?"
    assert questionnaires.draft_of(survey).shape == SIMPLE
    assert questionnaires.undo(survey=survey) == ""


def test_what_is_published_is_not_taken_back(people):
    survey = written(SIMPLE)
    questionnaires.save_definition(survey=survey, definition=CARE, edit=1, what="Jiný", by=people["klara"])
    questionnaires.publish(survey=survey, by=people["klara"])
    assert questionnaires.undo(survey=survey) == ""
    assert current(survey).shape == CARE


def test_question_for_a_municipality_needs_some(db):
    survey = written(definition(question("obec", "municipality")))
    with pytest.raises(ValidationError, match="žádné obce"):
        questionnaires.publish(survey=survey, by=None)


def test_code_that_was_answered_does_not_ask_for_another_kind_of_answer(people):
    survey = running(SIMPLE, by=people["klara"])
    questionnaires.save_definition(survey=survey, definition=changed(SIMPLE, "byt", type="multiple"), edit=0)
    with pytest.raises(ValidationError, match="jiný kód"):
        questionnaires.publish(survey=survey, by=None)
