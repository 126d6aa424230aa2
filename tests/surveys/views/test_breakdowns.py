"""By what the public may divide results."""

import pytest

from surveys.models import Survey
from tests.surveys.answers import answered

EDIT = "/sprava/setreni/pece-doma/udaje/"
FORMSET = {f"misto-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}


@pytest.fixture
def survey(client, people):
    client.force_login(people["klara"])
    return answered(people=0, by=people["klara"], breakdowns=["obec"])


def test_questions_of_one_choice_are_offered(client, survey):
    page = client.get(EDIT).content.decode()
    offered = [
        code for code in ("chybi", "odkud", "obec", "pece_doma", "vzkaz", "_channel") if f'value="{code}"' in page
    ]
    assert offered == ["odkud", "obec", "_channel"]


def test_chosen_ones_are_kept_and_others_refused(client, survey):
    form = {"title": "Péče doma", "keep_months": "12", "sample_type": "opt_in", "breakdowns": ["_channel", "obec"]}
    assert client.post(EDIT, form | FORMSET).status_code == 302
    assert Survey.objects.get().breakdowns == ["_channel", "obec"]
    wrong = client.post(EDIT, form | FORMSET | {"breakdowns": ["vzkaz"]})
    assert wrong.status_code == 422
    client.post(EDIT, {name: value for name, value in (form | FORMSET).items() if name != "breakdowns"})
    assert Survey.objects.get().breakdowns == []
