"""Open answers in results: topics, words and quotes, and nothing that a few people wrote, in any form."""

import io
import json
from collections import Counter

import docx
import openpyxl
import pypdf
import pytest
from django.core.cache import cache
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.actions import lifecycle, texts
from surveys.actions.public_reports import keep_report, report_file
from surveys.definition.texts import UNSORTED
from surveys.exports.findings import report_of
from surveys.exports.report import report_docx, report_pdf
from surveys.exports.results import results_csv, results_json, results_xlsx
from surveys.models import Submission, Survey, Tag, Tagging
from surveys.reports import results, state_of
from surveys.reports.snapshot import answers_changed
from surveys.reports.texts import chosen_texts
from tests.surveys.answers import answered, fill

PAGE = "/setreni/pece-doma/vysledky/"
SECRET = "Tajná věta o sousedovi."


@pytest.fixture(autouse=True)
def pdf_dir(tmp_path, settings):
    settings.PDF_CACHE_DIR = tmp_path / "pdf"


@pytest.fixture
def survey(people):
    """40 wrote about buses, 12 about housing, 3 about noise; quotes and words are public."""
    found = answered(people=0, by=people["klara"], breakdowns=["obec"])
    towns = ("lipovany", "podlipi")
    fill(found, [{"vzkaz": "Autobusy nejezdí.", "obec": towns[n % 2]} for n in range(40)])
    fill(found, [{"vzkaz": "Hledáme byty.", "obec": "podlipi"}] * 12)
    fill(found, [{"vzkaz": "Vadí hluk.", "obec": "lipovany"}] * 3)
    fill(found, [{"vzkaz": SECRET, "obec": "lipovany"}])
    fill(found, [{"odkud": "jinde", "odkud_other": "z letáku v čekárně"}] * 24 + [{"odkud": "znami"}] * 30)
    for word, label in (("autobus", "Doprava"), ("byt", "Bydlení"), ("hluk", "Hluk a klid")):
        sort(found, "vzkaz", word, label)
    sort(found, "odkud_other", "leták", "Leták")
    quote(found, people, "Autobusy nejezdí ani o víkendu.")
    texts.show_words(survey=found, question="vzkaz", is_public=True, by=people["klara"])
    found.refresh_from_db()
    return found


def sort(survey: Survey, question: str, word: str, label: str) -> None:
    tag = texts.add_tag(survey=survey, question=question, label=label)
    found = chosen_texts(survey, question, query=word)
    texts.tag_texts(survey=survey, question=question, topics={pk: [tag.code] for pk, _text in found})


def quote(survey: Survey, people, words: str, question: str = "vzkaz") -> None:
    pk = chosen_texts(survey, question)[0][0]
    texts.release_quote(survey=survey, question=question, submission=pk, text=words, by=people["klara"])


def publish(survey: Survey, people) -> None:
    lifecycle.finish(survey, at=timezone.now())
    lifecycle.publish_results(survey=survey, by=people["klara"])


def everything(survey: Survey, by: str = "") -> dict[str, str]:
    """Return results in every form in which they go out, as words."""
    found = results(survey, by)
    book = openpyxl.load_workbook(io.BytesIO(results_xlsx(found)), read_only=True)
    cells = (str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    pages = pypdf.PdfReader(io.BytesIO(report_pdf(found))).pages
    document = docx.Document(io.BytesIO(report_docx(found)))
    tables = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return {
        "csv": results_csv(found).decode(),
        "json": results_json(found).decode(),
        "xlsx": "\n".join(cells),
        "pdf": " ".join(" ".join(page.extract_text() for page in pages).split()),
        "docx": "\n".join([*(one.text for one in document.paragraphs), *tables]),
    }


def test_topics_count_as_choices_of_a_question(survey):
    table = results(survey, is_suppressed=False).tables["vzkaz"]
    assert {count.code: count.people for count in table.counts} == {
        "doprava": 40, "bydleni": 12, "hluk-a-klid": 3, UNSORTED: 1,
    }  # fmt: skip
    assert (table.base, table.asked) == (56, 56)


def test_small_topics_are_hidden_as_small_choices_are(survey):
    shown = {count.code: count.people for count in results(survey).tables["vzkaz"].counts}
    assert (shown["hluk-a-klid"], shown[UNSORTED]) == (None, None)
    groups = {group.code: group for group in results(survey, "obec").tables["vzkaz"].groups}
    assert all(count.people is None or count.people == 0 or count.people >= 5
               for group in groups.values() for count in group.counts)  # fmt: skip


def test_a_text_beside_other_is_a_question_of_those_who_ticked_it(survey):
    table = results(survey).tables["odkud_other"]
    assert (table.asked, table.base) == (24, 24)
    assert "odkud_other" in results(survey, is_suppressed=False).tables["odkud"].leads_to
    Submission.objects.filter(answers__odkud="znami").update(answers={"odkud": "jinde", "odkud_other": None})
    answers_changed(survey)
    assert results(survey).tables["odkud_other"].no_answer == 30


def test_a_text_beside_other_is_silent_until_there_is_something_to_say(survey, people):
    Tag.objects.filter(question="odkud_other").delete()
    answers_changed(survey)
    assert "odkud_other" not in results(survey).tables
    quote(survey, people, "Z letáku.", "odkud_other")
    assert results(survey).quotes["odkud_other"] == ["Z letáku."]


@pytest.mark.slow
def test_topics_words_and_quotes_are_in_every_form_and_raw_texts_in_none(survey, people, client):
    publish(survey, people)
    forms = everything(survey, "obec")
    forms["html"] = client.get(PAGE + "?cleneni=obec").content.decode()
    for form, text in forms.items():
        assert "Autobusy nejezdí ani o víkendu." in text, form
        assert "Doprava" in text, form
        for hidden in ("Tajná", "soused", "hluk.", "z letáku v čekárně", "Hledáme byty."):
            assert hidden not in text, f"{form}: {hidden}"
    plain = json.loads(forms["json"])
    told = next(one for one in plain["questions"] if one["code"] == "vzkaz")
    assert told["coded"] is True
    assert told["words"] == [
        {"word": "autobusy", "count": 40}, {"word": "nejezdí", "count": 40}, {"word": "byty", "count": 12},
    ]  # fmt: skip
    assert told["quotes"] == ["Autobusy nejezdí ani o víkendu."]


def test_the_page_says_what_people_wrote_about(survey, people, client):
    publish(survey, people)
    page = " ".join(client.get(PAGE).content.decode().replace("\N{NO-BREAK SPACE}", " ").split())
    assert "„Doprava“: 71 %" in page, "another topic is hidden, so nobody says which is the most frequent"
    assert "Odpovědělo: 56 lidí z 56 dotázaných." in page
    assert "Texty přečetl úřad a roztřídil je do témat." in page
    assert "zatím nezařazeno" in page
    assert "Nejčastější slova" in page


def test_words_are_public_only_where_the_office_switched_them_on(survey, people):
    texts.show_words(survey=survey, question="vzkaz", is_public=False, by=people["klara"])
    survey.refresh_from_db()
    assert results(survey).words == {}


def test_a_withdrawn_quote_leaves_the_page_and_the_kept_report_at_once(survey, people, client):

    publish(survey, people)
    keep_report(survey=survey, content=b"%PDF", form="pdf", state=state_of(survey))
    assert report_file(survey, "pdf") == b"%PDF"
    assert "ani o víkendu" in client.get(PAGE).content.decode()
    texts.withdraw_quote(quote=survey.quotes.get(), by=people["klara"])
    assert report_file(survey, "pdf") is None
    assert "ani o víkendu" not in client.get(PAGE).content.decode()


def test_where_few_people_wrote_nothing_is_told(people):
    survey = answered(people=0, by=people["klara"])
    fill(survey, [{"vzkaz": "Autobusy nejezdí."}] * 9 + [{"vzkaz": None}] * 30)
    sort(survey, "vzkaz", "autobus", "Doprava")
    quote(survey, people, "Autobusy nejezdí.")
    texts.show_words(survey=survey, question="vzkaz", is_public=True, by=people["klara"])
    survey.refresh_from_db()
    found = results(survey)
    assert (found.quotes, found.words, found.tables["vzkaz"].base) == ({}, {}, None)
    finding = next(one for one in report_of(found).findings if one.code == "vzkaz")
    assert (finding.bars, finding.grids, finding.quotes) == ([], [], [])
    assert results(survey, is_suppressed=False).quotes == {}


WRITTEN = ("autobus", "byt", "hluk", "lavička", "lékař")


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(st.sets(st.sampled_from(WRITTEN), min_size=1, max_size=3), min_size=1, max_size=40))
def test_no_word_and_no_topic_of_fewer_than_five_people_comes_out(people, said):
    Survey.objects.all().delete()
    cache.clear()
    survey = answered(people=0, by=people["klara"])
    fill(survey, [{"vzkaz": " ".join(sorted(words))} for words in said])
    tags = {word: texts.add_tag(survey=survey, question="vzkaz", label=f"Téma {n}") for n, word in enumerate(WRITTEN)}
    Tagging.objects.bulk_create(
        Tagging(submission=one, tag=tags[word])
        for one in Submission.objects.all()
        for word in one.answers["vzkaz"].split()
    )
    texts.show_words(survey=survey, question="vzkaz", is_public=True, by=people["klara"])
    survey.refresh_from_db()
    answers_changed(survey)
    found = results(survey)
    used = Counter(word for words in said for word in words)
    told = json.loads(results_json(found))["questions"][-1]
    assert {one["word"]: one["count"] for one in told.get("words", ())}.items() <= {
        word: count for word, count in used.items() if count >= 5
    }.items()
    for word, tag in tags.items():
        if 0 < used[word] < 5:
            option = next(one for one in told["options"] if one["code"] == tag.code)
            assert (option["count"], option["percent"]) == (None, None)
    csv = results_csv(found).decode()
    for word in WRITTEN:
        if 0 < used[word] < 5:
            assert word not in csv
