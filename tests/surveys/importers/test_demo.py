"""The demo town has surveys that look like real ones, the same every time."""

from surveys.importers.demo import CARE_ANSWERS, NEEDS_ANSWERS, TEXTS, load_surveys
from surveys.models import Submission, Survey
from surveys.reports import results


def test_demo_has_a_running_survey_and_published_results(people):
    load_surveys(people["klara"])
    running, over = Survey.objects.open_now().get(), Survey.objects.with_results().get()
    assert results(over).n == NEEDS_ANSWERS
    assert results(running).n == CARE_ANSWERS
    assert set(over.quotes.values_list("text", flat=True)) == set(TEXTS), "one text of each kind is public"
    assert over.tags.count() == 5
    first = list(Submission.objects.order_by("pk").values_list("answers", flat=True))
    load_surveys(people["klara"])
    assert Survey.objects.count() == 2
    Survey.objects.all().delete()
    load_surveys(people["klara"])
    again = list(Submission.objects.values_list("answers", flat=True))
    assert sorted(map(str, first)) == sorted(map(str, again)), "deterministic"
