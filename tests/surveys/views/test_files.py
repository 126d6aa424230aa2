"""Files of a survey: written in the background, for who asked, and audited."""

import csv
import io
import zipfile

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from kpss.core.models import AuditEvent, Job
from surveys.actions import answering, paper
from surveys.actions.codes import make_codes
from surveys.exports.files import FORMATS
from surveys.models import AccessCode, Sheet, Submission
from tests.surveys.making import current, running


def url(name, *args):
    return reverse(f"surveys:{name}", args=["pece-doma", *args])


@pytest.fixture
def survey(people):
    survey = running(by=people["klara"])
    for text in ("=1+1", "Málo míst"):
        answers = {"doprava": ["auto", "kolo"], "parkovani": "ne2", "proc": text, "stezky": "2"}
        Submission.objects.create(questionnaire=current(survey), answers=answers)
    Submission.objects.create(questionnaire=current(survey), answers={"proc": "zkouška"}, is_test=True)
    return survey


def access_code(survey, serial):
    return AccessCode(survey=survey, serial=serial).code


def result(klara, kind):
    assert klara.post(url("export", kind)).status_code == 302
    job = Job.objects.get()
    assert job.status == "done", job.message
    with job.result_file.open("rb") as file:
        return job, file.read()


@pytest.mark.parametrize("kind", FORMATS)
def test_every_file_is_written_and_audited(klara, survey, kind):
    job, content = result(klara, kind)
    assert content
    assert job.result_name.endswith(FORMATS[kind].suffix)
    assert AuditEvent.objects.get(event="surveys.answers.exported").data == {"kind": kind}


def test_csv_has_the_answers_that_count_and_no_formula(klara, survey):
    _job, content = result(klara, "csv")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert sorted(row["proc"] for row in rows) == ["'=1+1", "Málo míst"]
    assert {row["doprava"] for row in rows} == {"auto kolo"}
    assert {row["sluzby_pece"] for row in rows} == {"NA"}


def test_spreadsheet_has_data_words_and_codebook(klara, survey):
    _job, content = result(klara, "xlsx")
    assert len(load_workbook(io.BytesIO(content)).sheetnames) == 3


def test_packages_hold_what_they_promise(klara, survey):
    _job, content = result(klara, "balik")
    names = sorted(zipfile.ZipFile(io.BytesIO(content)).namelist())
    assert names == [
        "pece-doma-ddi.xml",
        "pece-doma-kody.csv",
        "pece-doma.csv",
        "pece-doma.csv-metadata.json",
    ]


def test_file_of_one_coordinator_is_not_given_to_another_person(klara, sign_in, survey):
    job, _content = result(klara, "csv")
    assert sign_in("anna").get(reverse("core:job_file", args=[job.pk])).status_code == 404


def test_questionnaire_is_printed_for_everybody(client, survey):
    pdf = PdfReader(io.BytesIO(client.get(url("paper")).content))
    text = " ".join(page.extract_text() for page in pdf.pages)
    assert "Otázka doprava" in text
    assert client.get(url("paper") + "?papir=a0").status_code == 404
    assert client.get(url("paper") + "?jazyk=xx").status_code == 404


def test_sheets_are_numbered(klara, survey):
    klara.post(url("files"), {"paper": "a4", "language": "cs", "first": "7", "count": "3"})
    job = Job.objects.get()
    assert job.status == "done", job.message
    with job.result_file.open("rb") as file:
        text = " ".join(page.extract_text() for page in PdfReader(file).pages)
    assert [number in text for number in ("0007", "0008", "0009", "0010")] == [True, True, True, False]


def test_the_next_number_follows_the_sheets_typed_in(klara, survey, people):
    assert klara.get(url("files")).context["form"]["first"].value() == 1
    batch = paper.open_batch(questionnaire=current(survey), name="Knihovna", is_double=False, by=people["klara"])
    Sheet.objects.create(batch=batch, questionnaire=batch.questionnaire, number=3)
    assert klara.get(url("files")).context["form"]["first"].value() == 4


@pytest.mark.parametrize("kind", ["listky", "dopisy"])
def test_codes_are_printed_without_the_used_ones_and_let_in(klara, client, people, kind):
    survey = running(by=people["klara"], audience="codes", asked_by="Město")
    make_codes(survey=survey, count=30, by=people["klara"])
    survey.access_codes.filter(serial=2).update(is_used=True)
    klara.post(url("print_codes", kind))
    job = Job.objects.get()
    assert job.status == "done", job.message
    with job.result_file.open("rb") as file:
        pages = PdfReader(file).pages
        text = " ".join(page.extract_text() for page in pages)
    assert len(pages) == (2 if kind == "listky" else 29)
    assert access_code(survey, 1) in text
    assert access_code(survey, 2) not in text
    assert client.post(url("begin"), {"code": access_code(survey, 30)}).status_code == 302
    assert answering.find_code(survey, access_code(survey, 3)).serial == 3


def test_code_of_a_letter_is_filled_in_by_its_address(client, people):
    running(by=people["klara"], audience="codes")
    assert 'value="AAAAA-BBBBB"' in client.get(url("survey") + "?kod=AAAAA-BBBBB").content.decode()
