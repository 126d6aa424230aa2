"""The office's pages of a survey: its data."""

import pytest
from django.urls import reverse

from surveys.actions import lifecycle, questionnaires
from surveys.models import CollectionPlace, Survey
from tests.surveys.making import written

URL = reverse("surveys:edit", args=["pece-doma"])


def sent(client) -> dict[str, object]:
    """Return what a browser sends from the page as it stands: fields, and hidden fields with what stood there."""
    context = client.get(URL).context
    forms = [context["form"], *context["places"]]
    data: dict[str, object] = {"misto-TOTAL_FORMS": len(forms) - 1, "misto-INITIAL_FORMS": len(forms) - 3}
    for form in forms:
        data[form.add_prefix("zacatek")] = "1"
        for bound in form:
            value = bound.value()
            is_list = isinstance(value, list | tuple)
            shown = value if is_list else bound.field.widget.format_value(value)
            data |= {bound.html_name: shown, bound.html_initial_name: value if is_list else shown}
    return {name: value for name, value in data.items() if value not in (None, False)}


@pytest.fixture
def survey() -> Survey:
    survey = written(purpose="Proto.", asked_by="Město Třebíč", consent="Souhlasím.")
    survey.municipalities.set(survey.municipalities.model.objects.filter(is_member=True))
    CollectionPlace.objects.create(survey=survey, name="Knihovna", hours="8–16", position=1)
    return survey


def test_what_two_people_changed_at_once_both_stays(klara, survey):
    first, second = sent(klara), sent(klara)
    towns = list(survey.municipalities.values_list("pk", flat=True))[1:]
    klara.post(URL, first | {"title": "Péče doma 2", "municipalities": towns, "misto-0-hours": "9–17"})
    klara.post(URL, second | {"asked_by": "Krajský úřad", "misto-0-name": "Městská knihovna"})
    survey.refresh_from_db()
    assert (survey.title, survey.asked_by, survey.purpose) == ("Péče doma 2", "Krajský úřad", "Proto.")
    assert set(survey.municipalities.values_list("pk", flat=True)) == set(towns)
    place = survey.places.get()
    assert (place.name, place.hours) == ("Městská knihovna", "9–17")


def test_a_text_can_be_emptied_and_a_place_added_and_deleted(klara, survey):
    klara.post(URL, sent(klara) | {"purpose": "", "misto-0-DELETE": "on", "misto-1-name": "Radnice"})
    survey.refresh_from_db()
    assert survey.purpose == ""
    assert [place.name for place in survey.places.all()] == ["Radnice"]


def test_a_promise_is_not_changed_by_a_page_opened_before_the_launch(klara, survey, people):
    old = sent(klara)
    questionnaires.publish(survey=survey, by=people["klara"])
    lifecycle.launch(survey=Survey.objects.get(), by=people["klara"])
    klara.post(URL, old | {"promise": "confidential", "consent": "Jinak."})
    survey.refresh_from_db()
    assert (survey.promise, survey.consent) == ("anonymous", "Souhlasím.")


def test_two_changes_that_cannot_be_together_are_said(klara, survey):
    Survey.objects.update(promise="confidential")
    first, second = sent(klara), sent(klara)
    klara.post(URL, first | {"may_withdraw": "on"})
    answer = klara.post(URL, second | {"promise": "anonymous"})
    assert answer.status_code == 422
    assert "Anonymní odpověď nejde dohledat" in answer.content.decode()
    survey.refresh_from_db()
    assert (survey.promise, survey.may_withdraw) == ("confidential", True)
