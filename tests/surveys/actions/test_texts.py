"""Sorting texts, letting quotes out, and what stays of it when answers move or are forgotten."""

import datetime as dt
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from kpss.core.models import AuditEvent
from surveys.actions import lifecycle, questionnaires, texts, upkeep
from surveys.actions.texts import MOST_QUOTES
from surveys.definition.shape import FORGOTTEN
from surveys.models import Quote, Submission, Survey, Tag, Tagging
from surveys.reports import results
from surveys.reports.texts import chosen_texts, progress_of, questions_of, tags_by_text, texts_of
from tests.surveys.answers import answered, fill
from tests.surveys.definition.samples import definition, question
from tests.surveys.making import current, running


@pytest.fixture
def survey(people):
    found = answered(people=0, by=people["klara"], keep_months=1)
    fill(found, [{"vzkaz": f"Autobus číslo {n} nejede."} for n in range(20)])
    fill(found, [{"vzkaz": f"Hledáme byt pro {n} lidí."} for n in range(10)])
    fill(found, [{"vzkaz": None}, {"odkud": "jinde", "odkud_other": "z novin"}])
    fill(found, [{"vzkaz": "Zkušební autobus."}], is_test=True)
    return found


def sort(survey: Survey, word: str, label: str) -> Tag:
    tag = texts.add_tag(survey=survey, question="vzkaz", label=label)
    found = chosen_texts(survey, "vzkaz", query=word)
    texts.tag_texts(survey=survey, question="vzkaz", topics={pk: [tag.code] for pk, _text in found})
    return tag


def release(survey: Survey, people, words: str = "Autobus nejede.") -> Quote:
    found = texts_of(survey, "vzkaz").first()
    return texts.release_quote(survey=survey, question="vzkaz", submission=found.pk, text=words, by=people["klara"])


def test_texts_are_counted_found_and_filtered(survey):
    assert list(questions_of(survey)) == ["odkud_other", "vzkaz"]
    assert progress_of(survey, ["odkud_other", "vzkaz"]) == {"odkud_other": (1, 0, 0), "vzkaz": (30, 0, 0)}
    sort(survey, "autobusy", "Doprava")
    assert progress_of(survey, ["vzkaz"])["vzkaz"].tagged == 20
    assert len(chosen_texts(survey, "vzkaz", state="untagged")) == 10
    assert len(chosen_texts(survey, "vzkaz", tag="doprava")) == 20
    assert len(chosen_texts(survey, "vzkaz", tag="doprava", query="byty")) == 0


def test_the_order_of_texts_is_that_of_random_identifiers(survey):
    keys = [pk for pk, _text in chosen_texts(survey, "vzkaz")]
    assert keys == sorted(keys)


def test_a_label_makes_a_code_that_stays(survey):
    tag = texts.add_tag(survey=survey, question="vzkaz", label="Doprava k lékaři ")
    texts.rename_tags(survey=survey, question="vzkaz", labels={tag.code: "Cesta k lékaři"})
    tag.refresh_from_db()
    assert (tag.code, tag.label) == ("doprava-k-lekari", "Cesta k lékaři")
    assert texts.add_tag(survey=survey, question="vzkaz", label="Doprava k lékaři").code == "doprava-k-lekari-2"
    with pytest.raises(ValidationError, match="Takové téma už tu je"):
        texts.add_tag(survey=survey, question="vzkaz", label="Cesta k lékaři")
    with pytest.raises(ValidationError):
        texts.add_tag(survey=survey, question="vzkaz", label="  ")


def test_topics_merge_without_counting_a_text_twice(survey):
    bus, ride = sort(survey, "autobus", "Autobus"), sort(survey, "autobus", "Doprava")
    texts.merge_tags(tag=bus, into=ride)
    assert Tagging.objects.count() == 20
    assert [tag.text_count for tag in Tag.objects.with_counts()] == [20]
    other = texts.add_tag(survey=survey, question="odkud_other", label="Noviny")
    with pytest.raises(ValidationError):
        texts.merge_tags(tag=ride, into=other)
    with pytest.raises(ValidationError):
        texts.merge_tags(tag=ride, into=ride)


def test_a_text_gets_exactly_the_topics_given(survey):
    tag = sort(survey, "autobus", "Doprava")
    pk = chosen_texts(survey, "vzkaz", tag="doprava")[0][0]
    empty = Submission.objects.get(answers__vzkaz=None, answers__has_key="vzkaz")
    given = {pk: [], empty.pk: [tag.code]}
    assert texts.tag_texts(survey=survey, question="vzkaz", topics=given) == 1
    assert tags_by_text(survey, "vzkaz", [pk, empty.pk]) == {}


def test_closing_moves_topics_and_quotes_to_the_new_names_of_answers(survey, people):
    sort(survey, "autobus", "Doprava")
    quote = release(survey, people)
    said = Submission.objects.get(pk=quote.submission_id).answers["vzkaz"]
    order = as_written()
    before = {*Tagging.objects.values_list("pk", flat=True), *Submission.objects.values_list("pk", flat=True), quote.pk}
    lifecycle.finish(survey, at=timezone.now())
    after = {*Tagging.objects.values_list("pk", flat=True), *Submission.objects.values_list("pk", flat=True)}
    moved = Quote.objects.get()
    assert not before & {*after, moved.pk}
    assert moved.submission.answers["vzkaz"] == said
    assert {text for _pk, text in chosen_texts(survey, "vzkaz", tag="doprava")} == {
        f"Autobus číslo {n} nejede." for n in range(20)
    }
    assert as_written() != order


def as_written() -> list[str]:
    """Return the texts in the order in which rows of their topics lie in the table."""
    place = {"sqlite": "rowid", "postgresql": "ctid"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT submission_id FROM surveys_tagging ORDER BY {place}")
        keys = [UUID(str(key)) for (key,) in cursor.fetchall()]
    found = Submission.objects.in_bulk(keys)
    return [found[key].answers["vzkaz"] for key in keys]


def test_topics_and_quotes_go_with_the_answer(survey, people):
    sort(survey, "autobus", "Doprava")
    quote = release(survey, people)
    quote.submission.delete()
    assert not Quote.objects.exists()
    Submission.objects.all().delete()
    assert not Tagging.objects.exists()


def test_after_the_time_of_keeping_topics_and_quotes_stay_and_texts_do_not(survey, people):
    sort(survey, "autobus", "Doprava")
    release(survey, people)
    texts.show_words(survey=survey, question="vzkaz", is_public=True, by=people["klara"])
    survey.refresh_from_db()
    lifecycle.finish(survey, at=timezone.now())
    before = results(survey)
    upkeep.forget_texts(survey, at=timezone.now() + dt.timedelta(days=60))
    after = results(Survey.objects.get())
    assert {row["vzkaz"] for row in Submission.objects.values_list("answers", flat=True) if row.get("vzkaz")} == {
        FORGOTTEN
    }
    assert after.tables["vzkaz"] == before.tables["vzkaz"]
    assert after.words == before.words == {"vzkaz": [("autobus", 20), ("číslo", 20), ("nejede", 20),
        ("byt", 10), ("lidí", 10)]}  # fmt: skip
    assert after.quotes == {"vzkaz": ["Autobus nejede."]}
    assert Quote.objects.get().submission is None
    assert list(texts_of(survey, "vzkaz")) == []


def test_texts_taken_from_a_file_under_later_codes_are_forgotten_too(people):
    survey = running(definition(question("duvod", "long_text")), by=people["klara"])
    first = current(survey)
    draft = questionnaires.start_version(survey=survey)
    questionnaires.save_definition(
        survey=survey,
        definition=definition(question("proc", "long_text")),
        edit=draft.edit_count,
        mapping={"duvod": "proc"},
    )
    questionnaires.publish(survey=survey, by=people["klara"])
    for answers in ({"duvod": "Jmenuji se Anna."}, {"proc": "Jmenuji se Anna."}):
        Submission.objects.create(questionnaire=first, answers=answers)
    lifecycle.finish(survey, at=timezone.now())
    upkeep.forget_texts(survey, at=timezone.now())
    assert {text for row in Submission.objects.values_list("answers", flat=True) for text in row.values()} == {
        FORGOTTEN
    }


def test_a_text_is_released_in_the_words_of_the_office(survey, people):
    quote = release(survey, people, " Autobus nejede. ")
    again = release(survey, people, "Autobus nejezdí.")
    assert (again.pk, again.text, again.released_by) == (quote.pk, "Autobus nejezdí.", people["klara"])
    with pytest.raises(ValidationError):
        release(survey, people, "  ")
    with pytest.raises(ValidationError, match="600"):
        release(survey, people, "a" * 601)
    event = AuditEvent.objects.filter(event="surveys.quote.released").first()
    assert "nejede" not in str(event.data) + event.subject_name
    texts.withdraw_quote(quote=again, by=people["klara"])
    assert not Quote.objects.exists()


def test_no_more_quotes_than_people_read(survey, people):
    rows = list(texts_of(survey, "vzkaz")[: MOST_QUOTES + 1])
    for row in rows[:MOST_QUOTES]:
        texts.release_quote(survey=survey, question="vzkaz", submission=row.pk, text="Text.", by=people["klara"])
    with pytest.raises(ValidationError, match="nejvýš 20"):
        texts.release_quote(survey=survey, question="vzkaz", submission=rows[-1].pk, text="T.", by=people["klara"])


def test_only_a_text_of_the_question_can_be_released(survey, people):
    empty = Submission.objects.get(answers__odkud="jinde")
    with pytest.raises(ValidationError):
        texts.release_quote(survey=survey, question="vzkaz", submission=empty.pk, text="T.", by=people["klara"])


def test_texts_of_an_older_version_are_found_under_their_new_name(people):

    survey = running(definition(question("stary", "text")), by=people["klara"])
    fill(survey, [{"stary": "Autobus."}])
    tag = texts.add_tag(survey=survey, question="stary", label="Doprava")
    new = definition(question("novy", "text"))
    questionnaires.save_definition(survey=survey, definition=new, edit=0, mapping={"stary": "novy"})
    questionnaires.publish(survey=survey, by=people["klara"])
    fill(survey, [{"novy": "Autobusy."}, {"novy": "Vlak."}])
    assert current(survey).number == 2
    assert sorted(text for _pk, text in chosen_texts(survey, "novy", query="autobus")) == ["Autobus.", "Autobusy."]
    assert progress_of(survey, ["novy"])["novy"].written == 3
    tag.refresh_from_db()
    assert tag.question == "novy"
