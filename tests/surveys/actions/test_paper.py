"""Filled-in paper: typed once or twice, compared, forgotten."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from surveys.actions import lifecycle, paper
from surveys.actions.upkeep import forget_texts
from surveys.models import Batch, Keying, Sheet, Submission
from tests.surveys.exports.conftest import TYPES
from tests.surveys.making import running

FIRST = {"pece": "c1", "koho": ["c1"], "hodin": None}
OTHER = {"pece": "c1", "koho": ["c2"], "hodin": None}


@pytest.fixture
def survey(people):
    return running(TYPES, by=people["klara"])


def reason(error) -> str:
    return " ".join(error.value.messages)


def test_a_typed_sheet_counts_at_once(batch):
    sheet = paper.key_sheet(batch=batch, number=147, answers=FIRST)
    kept = Submission.objects.get()
    assert (kept.answers, kept.channel, kept.is_test) == (FIRST, "paper", False)
    assert sheet.submission == kept
    assert str(sheet) == "0147"


def test_a_number_is_typed_once_for_a_questionnaire(batch, people):
    paper.key_sheet(batch=batch, number=1, answers=FIRST)
    other = paper.open_batch(questionnaire=batch.questionnaire, name="Radnice", is_double=False, by=people["klara"])
    with pytest.raises(ValidationError) as error:
        paper.key_sheet(batch=other, number=1, answers=OTHER)
    assert reason(error) == "List 1 už je přepsaný. Zkontrolujte číslo na papíře."
    assert Submission.objects.count() == 1


def test_the_first_typing_can_be_corrected_until_the_second(batch):
    sheet = paper.key_sheet(batch=batch, number=1, answers=FIRST)
    paper.rekey_sheet(sheet=sheet, answers=OTHER)
    assert Submission.objects.get().answers == OTHER
    paper.key_again(batch=batch, number=1, answers=OTHER)
    with pytest.raises(ValidationError, match="už má druhý přepis"):
        paper.rekey_sheet(sheet=sheet, answers=FIRST)


def test_two_equal_typings_are_done_without_a_comparison(batch):
    paper.key_sheet(batch=batch, number=1, answers=FIRST)
    sheet = paper.key_again(batch=batch, number=1, answers=FIRST)
    assert (sheet.keyed, sheet.differing) == (2, 0)
    assert not Sheet.objects.to_compare().exists()


def test_a_difference_waits_and_counts_into_the_error_rate(batch):
    paper.key_sheet(batch=batch, number=1, answers=FIRST)
    sheet = paper.key_again(batch=batch, number=1, answers=OTHER)
    assert list(Sheet.objects.to_compare()) == [sheet]
    assert Submission.objects.get().answers == FIRST
    paper.settle(sheet=sheet, answers=OTHER)
    assert Submission.objects.get().answers == OTHER
    found = Batch.objects.with_progress().get()
    assert (found.sheet_count, found.compared_count, found.keyed, found.differing) == (1, 1, 2, 1)
    with pytest.raises(ValidationError, match="není co porovnávat"):
        paper.settle(sheet=sheet, answers=FIRST)


def test_the_second_typing_needs_the_first_and_comes_once(batch):
    with pytest.raises(ValidationError, match="List 5 v prvním přepisu"):
        paper.key_again(batch=batch, number=5, answers=FIRST)
    paper.key_sheet(batch=batch, number=5, answers=FIRST)
    paper.key_again(batch=batch, number=5, answers=FIRST)
    with pytest.raises(ValidationError, match="už je přepsaný dvakrát"):
        paper.key_again(batch=batch, number=5, answers=OTHER)


def test_who_corrected_the_first_typing_is_its_typist(batch, people):
    sheet = paper.key_sheet(batch=batch, number=5, answers=FIRST, by=people["vera"])
    paper.rekey_sheet(sheet=sheet, answers=OTHER, by=people["klara"])
    with pytest.raises(ValidationError, match="jste přepisovali i poprvé"):
        paper.key_again(batch=batch, number=5, answers=OTHER, by=people["klara"])


def test_one_person_types_a_sheet_twice_only_after_saying_so(batch, people):
    first = paper.key_sheet(batch=batch, number=5, answers=FIRST, by=people["klara"])
    assert first.keyings.get().typist
    with pytest.raises(ValidationError, match="jste přepisovali i poprvé"):
        paper.key_again(batch=batch, number=5, answers=FIRST, by=people["klara"])
    paper.key_again(batch=batch, number=5, answers=FIRST, by=people["klara"], is_alone=True)
    paper.key_sheet(batch=batch, number=6, answers=FIRST, by=people["klara"])
    paper.key_again(batch=batch, number=6, answers=FIRST, by=people["petr"])


def test_a_typist_has_another_mark_in_another_batch(batch, people):
    other = paper.open_batch(questionnaire=batch.questionnaire, name="Radnice", is_double=True, by=people["klara"])
    assert paper.typist_mark(batch, people["klara"]) != paper.typist_mark(other, people["klara"])


def test_a_correction_of_the_first_typing_leaves_the_second_alone(batch):
    """Two at once: the second typing came after the page of the correction was opened."""
    sheet = paper.key_sheet(batch=batch, number=5, answers=FIRST)
    paper.key_again(batch=batch, number=5, answers=OTHER)
    with pytest.raises(ValidationError, match="má druhý přepis"):
        paper.rekey_sheet(sheet=sheet, answers=FIRST | {"hodin": "3"})
    assert [keying.answers for keying in sheet.keyings.order_by("turn")] == [FIRST, OTHER]


def test_a_sheet_that_somebody_removed_meanwhile_is_not_brought_back(batch, people):
    sheet = paper.key_sheet(batch=batch, number=5, answers=FIRST)
    paper.remove_sheet(sheet=Sheet.objects.get(), by=people["klara"])
    with pytest.raises(ValidationError, match="mezitím někdo smazal"):
        paper.rekey_sheet(sheet=sheet, answers=OTHER)


def test_a_batch_finished_meanwhile_takes_no_sheet(batch, people):
    seen = Batch.objects.get()
    paper.finish_batch(batch=batch, by=people["klara"])
    assert seen.finished_on is None
    with pytest.raises(ValidationError, match="Dávka je uzavřená"):
        paper.key_sheet(batch=seen, number=1, answers=FIRST)


def test_a_batch_is_finished_even_when_nobody_types_it_again(batch, people):
    paper.key_sheet(batch=batch, number=1, answers=FIRST)
    paper.finish_batch(batch=batch, by=people["klara"], even_unfinished=True)
    assert Submission.objects.get().answers == FIRST
    assert Batch.objects.with_progress().get().keyed == 0


def test_after_the_end_of_a_survey_a_difference_is_decided_and_the_first_typing_holds(survey, batch, people):
    paper.key_sheet(batch=batch, number=1, answers=FIRST)
    lifecycle.finish(survey, at=timezone.now())
    sheet = paper.key_again(batch=batch, number=1, answers=OTHER)
    paper.settle(sheet=sheet, answers=OTHER)
    assert Submission.objects.get().answers == FIRST
    paper.finish_batch(batch=batch, by=people["klara"])
    found = Batch.objects.with_progress().get()
    assert (found.keyed, found.differing) == (2, 1)


def test_a_removed_sheet_takes_its_answer_along(batch, people):
    sheet = paper.key_sheet(batch=batch, number=1, answers=FIRST)
    paper.remove_sheet(sheet=sheet, by=people["klara"])
    assert not Submission.objects.exists()
    paper.key_sheet(batch=batch, number=1, answers=FIRST)


def test_a_finished_batch_forgets_what_was_typed_and_keeps_numbers(batch, people):
    paper.key_sheet(batch=batch, number=1, answers=FIRST)
    with pytest.raises(ValidationError, match="čekají na druhý přepis"):
        paper.finish_batch(batch=batch, by=people["klara"])
    paper.key_again(batch=batch, number=1, answers=FIRST)
    paper.finish_batch(batch=batch, by=people["klara"])
    assert not Keying.objects.exists()
    sheet = Sheet.objects.get()
    assert (sheet.submission, sheet.keyed, sheet.differing) == (None, 2, 0)
    assert Submission.objects.count() == 1
    batch.refresh_from_db()
    for again in (
        lambda: paper.key_sheet(batch=batch, number=2, answers=FIRST),
        lambda: paper.remove_sheet(sheet=sheet, by=people["klara"]),
        lambda: paper.finish_batch(batch=batch, by=people["klara"]),
    ):
        with pytest.raises(ValidationError, match="Dávka je uzavřená"):
            again()


def test_after_the_end_of_a_survey_paper_is_typed_on_and_nothing_leads_to_older_answers(survey, batch):
    paper.key_sheet(batch=batch, number=1, answers=FIRST)
    lifecycle.finish(survey, at=timezone.now())
    sheet = Sheet.objects.select_related("submission").get()
    assert sheet.submission is None
    assert Submission.objects.count() == 1
    with pytest.raises(ValidationError, match="odpovědi se zamíchaly"):
        paper.rekey_sheet(sheet=sheet, answers=OTHER)
    paper.key_sheet(batch=batch, number=2, answers=FIRST)
    assert Submission.objects.count() == 2


def test_when_texts_are_forgotten_what_was_typed_goes_too(survey, batch):
    paper.key_sheet(batch=batch, number=1, answers=FIRST | {"vzkaz": "Jsem Anna"})
    lifecycle.finish(survey, at=timezone.now())
    forget_texts(survey, at=timezone.now() + dt.timedelta(days=400))
    assert not Keying.objects.exists()
    assert "Anna" not in str(list(Submission.objects.values_list("answers", flat=True)))


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite writes one after another anyway")
def test_two_typists_with_one_number_make_one_answer(batch):
    done: list[str] = []

    def type_it() -> None:
        try:
            paper.key_sheet(batch=batch, number=1, answers=FIRST)
            done.append("ok")
        except ValidationError:
            done.append("taken")
        finally:
            connection.close()

    threads = [threading.Thread(target=type_it) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == ["ok", "taken"]
    assert Submission.objects.count() == 1
