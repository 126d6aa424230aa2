"""The office's pages of a survey: its data."""

from dataclasses import replace

import pytest
from django.urls import reverse

from surveys.actions import lifecycle, questionnaires
from surveys.actions.surveys import create_survey
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
            if bound.field.disabled:
                continue
            value = bound.value()
            is_list = isinstance(value, list | tuple)
            shown = value if is_list else bound.field.widget.format_value(value)
            before = str(value) if isinstance(value, bool) else "" if shown is None else shown
            data |= {bound.html_name: shown, bound.html_initial_name: before}
    return {name: value for name, value in data.items() if value not in (None, False)}


@pytest.fixture
def survey(db) -> Survey:
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


def test_a_place_deleted_by_a_colleague_does_not_stop_the_rest(klara, survey):
    CollectionPlace.objects.create(survey=survey, name="Lékárna", position=2)
    seen = sent(klara)
    survey.places.get(name="Knihovna").delete()
    changed = {"purpose": "Nový.", "misto-0-hours": "9–17", "misto-1-hours": "8–12", "misto-2-name": "Radnice"}
    assert klara.post(URL, seen | changed).status_code == 302
    survey.refresh_from_db()
    assert survey.purpose == "Nový."
    assert [(place.name, place.hours) for place in survey.places.order_by("name")] == [
        ("Lékárna", "8–12"),
        ("Radnice", ""),
    ]


def test_a_promise_is_not_changed_by_a_page_opened_before_the_launch(klara, survey, people):
    old = sent(klara)
    questionnaires.publish(survey=survey, by=people["klara"])
    lifecycle.launch(survey=Survey.objects.get(), by=people["klara"])
    answer = klara.post(URL, old | {"promise": "confidential", "may_withdraw": "on", "title": "Péče doma 2"})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"promise", "may_withdraw"}
    page = answer.content.decode()
    assert "platí to, co tu je" in page
    assert 'value="Péče doma 2"' in page
    assert "initial-promise" not in page
    survey.refresh_from_db()
    assert (survey.promise, survey.title) == ("anonymous", "Péče doma")


def test_an_old_page_that_leaves_the_promises_alone_is_saved_after_the_launch(klara, survey, people):
    old = sent(klara)
    questionnaires.publish(survey=survey, by=people["klara"])
    lifecycle.launch(survey=Survey.objects.get(), by=people["klara"])
    assert klara.post(URL, old | {"title": "Péče doma 2"}).status_code == 302
    assert klara.post(URL, sent(klara) | {"title": "Péče doma 3"}).status_code == 302
    survey.refresh_from_db()
    assert survey.title == "Péče doma 3"


def test_two_changes_that_cannot_be_together_are_said(klara, survey):
    Survey.objects.update(promise="confidential")
    first, second = sent(klara), sent(klara)
    klara.post(URL, first | {"may_withdraw": "on"})
    answer = klara.post(URL, second | {"promise": "anonymous"})
    assert answer.status_code == 422
    assert "Anonymní odpověď nejde dohledat" in answer.content.decode()
    survey.refresh_from_db()
    assert (survey.promise, survey.may_withdraw) == ("confidential", True)


def with_ukrainian(survey: Survey) -> None:
    version = survey.questionnaires.get()
    version.write(replace(version.shape, languages=("cs", "uk", "cs-easy")))
    version.save()


def test_texts_of_a_survey_are_translated_into_the_languages_of_its_questionnaire(klara, survey):
    assert "purpose_uk" not in sent(klara)
    with_ukrainian(survey)
    first, second = sent(klara), sent(klara)
    klara.post(URL, first | {"title_uk": "Догляд удома", "consent_cs-easy": "Ano, chci odpovídat."})
    klara.post(URL, second | {"purpose_uk": "Навіщо"})
    survey.refresh_from_db()
    assert survey.translations == {
        "uk": {"title": "Догляд удома", "purpose": "Навіщо"},
        "cs-easy": {"consent": "Ano, chci odpovídat."},
    }
    klara.post(URL, sent(klara) | {"consent_cs-easy": ""})
    survey.refresh_from_db()
    assert "cs-easy" not in survey.translations


def test_people_read_the_survey_in_their_language(client, survey, people):
    with_ukrainian(survey)
    survey.translations = {"uk": {"title": "Догляд удома", "consent": "Згода", "thanks": "Дякуємо"}}
    survey.save()
    questionnaires.publish(survey=survey, by=people["klara"])
    lifecycle.launch(survey=survey, by=people["klara"])
    page = client.get(survey.get_absolute_url(), HTTP_ACCEPT_LANGUAGE="uk").content.decode()
    assert "<h1>Догляд удома</h1>" in page
    assert '<div lang="uk"><p>Згода</p></div>' in page
    assert '<p class="lede" lang="cs">Proto.</p>' in page
    assert "<h1>Péče doma</h1>" in client.get(survey.get_absolute_url(), HTTP_ACCEPT_LANGUAGE="cs").content.decode()


def test_a_translated_promise_stays_once_the_survey_runs_and_a_missing_one_is_added(klara, survey, people):
    with_ukrainian(survey)
    survey.translations = {"uk": {"consent": "Згода"}}
    survey.save()
    questionnaires.publish(survey=survey, by=people["klara"])
    lifecycle.launch(survey=survey, by=people["klara"])
    klara.post(URL, sent(klara) | {"consent_uk": "Інакше", "consent_cs-easy": "Ano."})
    survey.refresh_from_db()
    assert survey.translations == {"uk": {"consent": "Згода"}, "cs-easy": {"consent": "Ano."}}


def test_the_next_wave_takes_translations_over_without_the_title(survey, people):
    survey.translations = {"uk": {"title": "Догляд", "thanks": "Дякуємо"}}
    survey.save()
    following = create_survey(title="Péče doma 2028", previous=survey, by=people["klara"])
    assert following.translations == {"uk": {"thanks": "Дякуємо"}}
