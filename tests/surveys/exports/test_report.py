"""The report of results on paper and for word processors."""

import io

import docx
import page
import pikepdf
import pypdf
import pytest
from pdfua.validator import validate

from kpss.core.models import Job
from kpss.core.pdf.walk import walk
from surveys.exports.findings import Grid
from surveys.exports.report import chart_of, fitting, report_docx, report_pdf
from surveys.models import Submission
from surveys.reports import results
from surveys.statistics.suppression import hiding_in_words
from tests.surveys.answers import answered, fill, finished, person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def pdf_dir(tmp_path, settings):
    settings.PDF_CACHE_DIR = tmp_path / "pdf"


@pytest.fixture
def survey(people):
    return finished(by=people["klara"], breakdowns=["obec"], asked_by="Město Lipovany")


def text_of(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\N{NO-BREAK SPACE}", " ").split())


def test_the_report_says_what_the_page_says_and_is_tagged(survey, tmp_path):
    content = report_pdf(results(survey, "obec"))
    text = text_of(content)
    for words in (
        "odpovědělo 200 lidí",
        "Průměrná známka je 2,4",
        "Odpovědělo: 193 lidí",
        "Dotazník vyplnil, kdo chtěl",
        hiding_in_words(),
    ):
        assert words in text
    assert "Děkuji." not in text
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    with pikepdf.open(path) as pdf:
        assert walk(pdf) == []
        assert pdf.check_pdf_syntax() == []
    assert page.validate_pdf(path, profile="ua1").failures == []
    assert list(validate(path).findings) == []


def test_a_drawing_says_its_numbers_in_words_and_wraps_long_labels():
    bars = [
        {
            "label": "někdo, kdo pečujícího na pár dní vystřídá",
            "count": 27,
            "value": "27 %",
            "detail": "113 lidí",
            "kind": "",
        },
        {"label": "málo", "count": 0, "value": "skryto", "detail": "", "kind": "aside"},
    ]
    chart = chart_of(bars)
    assert chart["title"] == "Pruhový graf. někdo, kdo pečujícího na pár dní vystřídá: 27 %, 113 lidí; málo: skryto."
    assert [len(row["lines"]) for row in chart["rows"]] == [2, 1]
    assert [row["width"] for row in chart["rows"]] == [150, 0]


def test_a_wide_table_comes_in_parts_that_repeat_their_heads():
    columns = [{"title": name} for name in "abcdefgh"]
    parts = list(fitting(Grid("Tabulka", columns, [[*"12345678"]])))
    assert [[column["title"] for column in part.columns] for part in parts] == [[*"abcdef"], [*"abgh"]]
    assert [part.caption for part in parts] == ["Tabulka", "Tabulka, pokračování"]
    assert parts[1].rows == [[*"1278"]]


def test_the_same_comes_for_word_processors(survey):
    document = docx.Document(io.BytesIO(report_docx(results(survey, "obec"))))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith(("Heading", "Title"))]
    assert "Výsledky: Péče doma" in headings
    assert "Průměrná známka je 2,4" in headings
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "skryto" in cells
    assert hiding_in_words() in [p.text for p in document.paragraphs]
    assert document.core_properties.language == "cs"
    (section,) = document.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert "PAGE" in section.footer.paragraphs[0]._p.xml
    assert all(p.text for p in document.paragraphs)


def test_the_report_is_written_in_the_background_and_given_to_everybody(klara, client, survey):
    assert client.get("/setreni/pece-doma/vysledky/docx/").status_code == 404
    klara.post("/sprava/setreni/pece-doma/vysledky/zprava/docx/")
    job = Job.objects.get()
    assert (job.status, job.result_name) == ("done", "vysledky-pece-doma.docx")
    assert client.get("/setreni/pece-doma/vysledky/docx/").content.startswith(b"PK")
    assert "Zpráva (DOCX)" in client.get("/setreni/pece-doma/vysledky/").content.decode()
    fill(survey, [person(1)])
    assert client.get("/setreni/pece-doma/vysledky/docx/").status_code == 404
    assert Submission.objects.count() == 201


def test_a_report_of_a_running_survey_stays_in_the_office(klara, client, people):
    answered(by=people["klara"])
    klara.post("/sprava/setreni/pece-doma/vysledky/zprava/pdf/")
    assert Job.objects.get().status == "done"
    assert client.get("/setreni/pece-doma/vysledky/pdf/").status_code == 404
    assert klara.post("/sprava/setreni/pece-doma/vysledky/zprava/exe/").status_code == 404
