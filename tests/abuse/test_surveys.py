"""Classes of abuse that touch surveys: hostile text in every field, hostile answers, tried codes, traces of people."""

import datetime as dt
import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from surveys.actions import answering
from surveys.actions.envelopes import open_together
from surveys.actions.lifecycle import close, publish_results
from surveys.definition.shape import Choice, Definition, Question, Row, Section
from surveys.models import AccessCode, CollectionPlace, Draft, Participation, Submission, Survey
from tests.surveys.making import current, filled, running

pytestmark = pytest.mark.django_db
EVIL = '"><svg onload=alert(1)>{{7*7}}'
MARK = "<svg onload"
TEXT = {"cs": EVIL, "cs-easy": EVIL}
CHOICES = (Choice("a", TEXT, 1, is_other=True), Choice("b", TEXT, 2, group=TEXT), Choice("c", TEXT, 3))
EVERYTHING = Definition(
    TEXT,
    (
        Section(
            "A",
            TEXT,
            note=TEXT,
            questions=tuple(
                Question(code, kind, TEXT, hint=TEXT, help=TEXT, is_sensitive=True, **more)
                for code, kind, more in (
                    ("q1", "single", {"choices": CHOICES}),
                    ("q2", "multiple", {"choices": CHOICES}),
                    ("q3", "matrix", {"choices": CHOICES, "rows": (Row("q3a", TEXT, TEXT, TEXT),)}),
                    ("q4", "ranking", {"choices": CHOICES}),
                    ("q5", "text", {}),
                    ("q6", "long_text", {}),
                    ("q7", "number", {}),
                    ("q8", "note", {}),
                )
            ),
        ),
    ),
    intro=TEXT,
    languages=("cs", "cs-easy"),
)
TEXTS = ("title", "purpose", "asked_by", "contact", "consent", "thanks", "postage", "recruitment")


@pytest.fixture
def poisoned(people):
    survey = running(EVERYTHING, by=people["klara"], **dict.fromkeys(TEXTS, EVIL))
    CollectionPlace.objects.create(survey=survey, name=EVIL, address=EVIL, hours=EVIL)
    for _number in range(12):
        answers = {"q1": "a", "q1_other": EVIL, "q5": EVIL, "q6": EVIL, "q2": ["a"], "q4": ["a"], "q3": {"q3a": "a"}}
        Submission.objects.create(questionnaire=current(survey), answers=answers)
    return survey


def test_hostile_text_is_only_text_on_every_page(poisoned, client, klara, people):
    client.post(reverse("surveys:begin", args=[poisoned.slug]))
    client.post(reverse("surveys:page", args=[poisoned.slug, "A"]), {"q6": EVIL, "q7": EVIL, "videne": "q5 q6 q7"})
    pages = ["survey_list", "survey", "review", "later", "resume_by_code"]
    office = ["overview", "edit", "build", "preview", "files", "import_form", "live", "edit_head", "new_section"]
    addresses = [(client, name, []) for name in pages] + [(client, "page", ["A"])]
    addresses += [(klara, name, []) for name in office] + [(klara, "edit_question", [f"q{n}"]) for n in range(1, 9)]
    seen = 0
    for who, name, more in addresses:
        arguments = [] if name == "survey_list" else [poisoned.slug, *more]
        text = who.get(reverse(f"surveys:{name}", args=arguments)).content.decode()
        assert MARK not in text, name
        seen += "&lt;svg onload" in text
    assert seen > 15
    close(survey=poisoned, notice=EVIL, by=people["klara"])
    publish_results(survey=poisoned, by=people["klara"])
    for who in (client, klara):
        text = who.get(reverse("surveys:results", args=[poisoned.slug])).content.decode()
        assert MARK not in text
        assert "&lt;svg onload" in text


def test_what_people_write_is_on_no_public_page(poisoned, client, people):
    Submission.objects.update(answers={"q1": "a", "q1_other": "TAJEMSTVI", "q5": "TAJEMSTVI", "q6": "TAJEMSTVI"})
    close(survey=poisoned, notice="Dost.", by=people["klara"])
    publish_results(survey=poisoned, by=people["klara"])
    for form in ("", "csv/", "xlsx/", "json/"):
        answer = client.get(reverse("surveys:results", args=[poisoned.slug]) + form)
        assert b"TAJEMSTVI" not in b"".join(answer if answer.streaming else [answer.content])


@pytest.mark.parametrize(
    "data",
    [
        {"q1": "x" * 100_000},
        {"q1": "neni"},
        {"q2": ["neni", "a", "a"]},
        {"q2": [f"v{n}" for n in range(2000)]},
        {"q3a": "neni"},
        {"q4.a": "-1", "q4.b": "99999999999999999999", "q4.c": "²"},
        {"q7": "NaN"},
        {"q7": "1e999"},
        {"q5": "a\x00b"},
        {"q6": "x" * 300_000},
    ],
    ids=lambda data: next(iter(data)),
)
def test_hostile_answers_are_refused_in_words_and_break_nothing(poisoned, client, data):
    client.post(reverse("surveys:begin", args=[poisoned.slug]))
    address = reverse("surveys:page", args=[poisoned.slug, "A"])
    answer = client.post(address, {**data, "videne": "q1 q2 q3 q4 q5 q6 q7"})
    assert answer.status_code == 302
    assert client.get(address).status_code == 200
    assert client.get(address + "?oprava=1").status_code == 200
    assert client.get(reverse("surveys:review", args=[poisoned.slug])).status_code == 200
    assert len(json.dumps(Draft.objects.get().answers)) < 200_000


@pytest.mark.parametrize("query", ["?jazyk='--", "?papir=../../etc", "?kod=<svg onload>", "?telefon=%00", "?podle=x'"])
def test_parameters_are_only_read(poisoned, client, klara, query):
    for who, name in ((client, "survey"), (client, "paper"), (client, "results"), (klara, "preview"), (klara, "live")):
        answer = who.get(reverse(f"surveys:{name}", args=[poisoned.slug]) + query)
        assert answer.status_code in (200, 404), (name, query)
        if answer["Content-Type"].startswith("text/html"):
            assert "<svg onload" not in answer.content.decode()


def test_page_of_another_persons_draft_cannot_be_reached(poisoned, client):
    draft = answering.begin(questionnaire=current(poisoned), language="cs")
    answering.keep(draft_id=draft.pk, answers={"q5": "TAJEMSTVI"}, place="A")
    for value in (str(draft.pk), f"{draft.pk}:x:y", ""):
        client.cookies["dotaznik"] = value
        assert client.get(reverse("surveys:page", args=[poisoned.slug, "A"])).status_code == 302


def test_nothing_in_the_database_leads_from_a_person_to_an_answer(people):
    survey = running(by=people["klara"], audience="signed_in")
    answering.send(draft_id=filled(survey).pk, by=people["anna"])
    open_together(survey, is_end=True)
    kept = Submission.objects.values().get()
    others = [str(value) for row in Participation.objects.values() for value in row.values()]
    assert not {str(kept["id"])} & set(others)
    assert not any(isinstance(value, dt.datetime) for value in kept.values())
    related = {field.related_model.__name__ for field in Submission._meta.fields if field.related_model}
    assert related == {"Questionnaire"}


def test_tables_of_answers_have_no_clock_and_no_address():
    clocks = {
        f"{table}.{column.name}"
        for table in (Submission, Draft, AccessCode, Participation)
        for column in table._meta.fields
        if column.get_internal_type() in ("DateTimeField", "GenericIPAddressField", "TimeField")
    }
    assert clocks == set()
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, Submission._meta.db_table)
    assert {column.name for column in described} == {field.column for field in Submission._meta.fields}


def test_questionnaire_that_asks_for_a_condition_bomb_is_refused_quickly(klara, people):
    survey = running(by=people["klara"])
    bomb = " nebo ".join(["doprava obsahuje auto"] * 2000)
    answer = klara.post(
        reverse("surveys:edit_question", args=[survey.slug, "proc"]),
        {"text": "x", "type": "long_text", "condition": "(" * 3000 + bomb, "edit": "0"},
    )
    assert answer.status_code == 422


def test_slug_of_a_survey_being_prepared_is_nowhere_public(client, people):
    from tests.surveys.making import written

    written(slug="velmi-tajne", title="Velmi tajné")
    for address in ("/", "/setreni/", "/sitemap.xml", "/mapa-stranek/"):
        assert b"velmi-tajne" not in client.get(address).content
    call_command("run_due")
    assert not Survey.objects.public().exists()
