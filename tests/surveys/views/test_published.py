"""Figures published elsewhere: written down by hand or from a table, shown beside our own, hidden with them."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kpss.core.models import AuditEvent
from surveys.actions.published import follow_published
from surveys.exports.findings import report_of
from surveys.exports.report import report_document, report_docx
from surveys.exports.results import results_json
from surveys.models import PublishedTable
from surveys.reports import results
from tests.surveys.answers import answered, fill, finished
from tests.surveys.definition.samples import choices, definition, question
from tests.surveys.making import current
from tests.surveys.pages import text_of

DESK = "/sprava/setreni/pece-doma/uverejneno/"
PAGE = "/setreni/pece-doma/vysledky/"
SHARED = Path(__file__).parents[4] / "shared" / "data" / "survey_results.json"
SOURCE = "Zpráva 2015, strana 4"


@pytest.fixture
def survey(client, people):
    client.force_login(people["klara"])
    return finished(by=people["klara"])


def printed(survey, question="odkud", percents=None, **fields) -> PublishedTable:
    given = {"source": SOURCE, "percents": percents or {"znami": "43.0"}} | fields
    return PublishedTable.objects.create(survey=survey, question=question, **given)


def test_a_report_is_copied_by_hand_with_its_errors(client, survey):
    page = text_of(client.get(DESK))
    assert "Otázka odkud" in page
    assert "Otázka vzkaz" not in page
    typed = {"source": SOURCE, "link": "https://mesto.example/zprava.pdf", "base": "193"}
    typed |= {"podil0": "42,4 %", "podil1": "43,5", "podil2": "31,90", "pocet1": "55"}
    assert client.post(f"{DESK}odkud/", typed).status_code == 302
    kept = PublishedTable.objects.get()
    assert (kept.percents, kept.counts) == ({"znami": "42.4", "lekar": "43.5", "urad": "31.90"}, {"lekar": 55})
    assert AuditEvent.objects.filter(event="surveys.published.kept").exists()
    assert 'value="31,90"' in text_of(client.get(f"{DESK}odkud/"))
    assert SOURCE in text_of(client.get(DESK))


def test_the_page_shows_it_beside_our_numbers(client, survey):
    before = results(survey).tables["odkud"]
    ours = [before.percent(count.code, 1) for count in before.counts]
    text_of(client.get(PAGE))
    client.post(
        f"{DESK}odkud/",
        {"source": SOURCE, "link": "https://mesto.example/z.pdf", "podil0": str(ours[0]), "podil1": "27"},
    )
    page = text_of(client.get(PAGE))
    assert "V uveřejněné zprávě" in page
    exact = str(ours[0]).replace(".", ",")
    assert f'data-label="V uveřejněné zprávě">{exact} %</td>' in page
    assert f"27 % (liší se: z odpovědí vychází {before.percent('lekar')} %)" in page
    assert f"Uveřejněno: {SOURCE}." in page
    assert 'href="https://mesto.example/z.pdf"' in page
    client.post(f"{DESK}odkud/smazat/")
    assert "uveřejněné zprávě" not in text_of(client.get(PAGE))


def test_a_share_cut_off_is_said_to_be(client, survey):
    table = results(survey).tables["odkud"]
    cut = next(c for c in table.counts if c.people and c.people * 1000 % table.base * 2 >= table.base)
    share = f"{cut.people * 1000 // table.base / 10:.1f}"
    printed(survey, percents={cut.code: share})
    assert f"{share.replace('.', ',')} % (zaokrouhleno dolů)" in text_of(client.get(PAGE))


def test_nothing_published_is_shown_where_ours_is_hidden(client, people):
    survey = finished(by=people["klara"], people=160)
    table = results(survey).tables
    hidden = {code: [c.code for c in one.counts if c.is_hidden] for code, one in table.items()}
    code = next(code for code, some in hidden.items() if some and not table[code].whole.is_hidden)
    printed(survey, code, dict.fromkeys(hidden[code], "77.7"), counts={hidden[code][0]: 7777})
    page = text_of(client.get(PAGE))
    assert "77,7" not in page
    assert "7 777" not in page
    assert SOURCE not in page
    assert b"77.7" not in results_json(results(survey))
    assert SOURCE not in results_json(results(survey)).decode()


def test_files_and_the_report_say_it_too(people, survey):
    printed(survey, percents={"znami": "43.0"}, base=193, link="https://mesto.example/z.pdf")
    counted = results(survey)
    asked = next(one for one in json.loads(results_json(counted))["questions"] if one["code"] == "odkud")
    assert asked["published"] == {"source": SOURCE, "link": "https://mesto.example/z.pdf", "base": 193}
    assert asked["options"][0]["published"]["percent"] == "43.0"
    assert asked["options"][0]["published"]["agreement"] == "differs"
    assert "liší se" in report_document(counted).chunks[0].build()
    assert report_docx(counted)
    finding = next(one for one in report_of(counted).findings if one.code == "odkud")
    assert "(z 193 lidí)" in finding.printed


def test_rows_of_tables_have_their_own(client, survey):
    printed(survey, "pece_doma", {"dobre": "50"})
    page = text_of(client.get(PAGE))
    assert "50 % (liší se" in page


def test_a_table_of_figures_is_read(client, survey):
    rows = "question,choice,percent,count,base,source,link\r\n"
    rows += (
        f'odkud,znami,"43,0",83,193,"{SOURCE}",https://mesto.example/z.pdf\r\npece_doma,dobre,66 %,,,"{SOURCE}",\r\n'
    )
    assert client.post(DESK, {"file": SimpleUploadedFile("z.csv", rows.encode())}).status_code == 302
    assert {one.question: one.percents for one in PublishedTable.objects.all()} == {
        "odkud": {"znami": "43.0"},
        "pece_doma": {"dobre": "66"},
    }


def test_what_a_report_is_stands_on_one_row_or_on_all(client, survey):
    head = "question,choice,percent,base,source,link"
    rows = f"{head}\nodkud,znami,43,,Zpráva,\nodkud,urad,100,193,Zpráva,https://mesto.example/z.pdf\n"
    assert client.post(DESK, {"file": SimpleUploadedFile("z.csv", rows.encode())}).status_code == 302
    kept = PublishedTable.objects.get()
    assert (kept.source, kept.base, kept.link) == ("Zpráva", 193, "https://mesto.example/z.pdf")
    other = rows.replace("43,,", "43,200,")
    refused = text_of(client.post(DESK, {"file": SimpleUploadedFile("z.csv", other.encode())}))
    assert "Řádek 3: otázka „odkud“ má v base něco jiného než na řádku 2." in refused


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("a,b", "potřebuje sloupce question"),
        ("neni,znami,43,x", "otázka „neni“ v dotazníku není"),
        ("odkud,neni,43,x", "nemá možnost „neni“"),
        ("odkud,znami,mnoho,x", "„mnoho“ není podíl v procentech"),
        ("odkud,znami,700,x", "Řádek 2: „700“ není podíl v procentech od 0 do 100."),
        ('odkud,znami,"100,1 %",x', "není podíl v procentech od 0 do 100"),
        ("odkud,znami,43,x\r\nodkud,urad,30,y", "Řádek 3: otázka „odkud“ má v source něco jiného než na řádku 2."),
        ("odkud,znami,43,", "napište, kde číslo stojí"),
        ("odkud,znami,43,x\r\n\r\nodkud,znami,44,y", "Řádek 4: možnost „znami“ otázky „odkud“ je už na řádku 2."),
        pytest.param(f"odkud,znami,43,{'x' * 140_000}", "Řádek 2 nejde přečíst", id="long cell"),
        pytest.param("odkud,znami,43,x" + "\n" * 1_000_000, "Soubor je příliš velký", id="big file"),
    ],
)
def test_faults_of_a_table_are_named(client, survey, row, said):
    head = "" if row == "a,b" else "question,choice,percent,source\r\n"
    response = client.post(DESK, {"file": SimpleUploadedFile("z.csv", f"{head}{row}\r\n".encode())})
    assert response.status_code == 422
    assert said in text_of(response)
    assert not PublishedTable.objects.exists()


def test_numbers_nobody_could_count_are_refused(client, survey):
    digits = "9" * 5000
    table = f"question,choice,percent,source,count\r\nodkud,znami,43,x,{digits}\r\n"
    response = client.post(DESK, {"file": SimpleUploadedFile("z.csv", table.encode())})
    assert (response.status_code, "není celé číslo" in text_of(response)) == (422, True)
    typed = {"source": SOURCE, "podil0": "42,4 %", "pocet0": digits}
    assert client.post(f"{DESK}odkud/", typed).status_code == 422


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"source": SOURCE}, "Opište aspoň jeden podíl."),
        ({"podil0": "43"}, "error"),
        ({"source": SOURCE, "podil0": "700"}, "Opište podíl v procentech od 0 do 100, třeba 27,8."),
        ({"source": SOURCE, "podil0": "asi třetina"}, "Opište podíl v procentech od 0 do 100, třeba 27,8."),
    ],
)
def test_what_is_missing_is_said(client, survey, typed, said):
    response = client.post(f"{DESK}odkud/", typed)
    assert response.status_code == 422
    assert said in text_of(response)


def test_published_figures_follow_renamed_codes(people):
    survey = answered(by=people["klara"])
    printed(survey, "odkud", {"znami": "43", "urad": "30"}, counts={"znami": 83})
    version = current(survey)
    version.write(definition(question("zdroj", "single", choices=choices("blizci", "urad"))))
    version.mapping = {"odkud": "zdroj", "odkud/znami": "blizci"}
    follow_published(version)
    kept = PublishedTable.objects.get()
    assert (kept.question, kept.percents, kept.counts) == ("zdroj", {"blizci": "43", "urad": "30"}, {"blizci": 83})


def test_the_pages_ask_the_same_whatever_was_published(client, survey, django_assert_num_queries):
    client.get(DESK)
    with django_assert_num_queries(6):
        client.get(DESK)
    for code in ("odkud", "obec", "chybi"):
        printed(survey, code, {"x": "1"})
    with django_assert_num_queries(6):
        client.get(DESK)


def real_tables() -> list:
    if not SHARED.exists():
        return []
    return [
        pytest.param(asked, id=f"{survey['key']} {asked['text']}")
        for survey in json.loads(SHARED.read_text())["surveys"]
        for asked in survey.get("questions", [])
        if asked.get("options") and asked.get("base") and any(option["count"] for option in asked["options"])
    ]


@pytest.mark.skipif(not SHARED.exists(), reason="published results lie beside the checkout")
@pytest.mark.parametrize("asked", real_tables())
def test_real_reports_stand_beside_their_answers(client, people, asked):
    """Every published share of an option that may be shown stands on the page as it was printed."""
    names = [f"o{number}" for number in range(len(asked["options"]))]
    survey = finished(definition(question("q", "multiple", choices=choices(*names, "jine"))), 0, by=people["klara"])
    fill(survey, ({"q": ticked or ["jine"]} for ticked in ticks(asked, names)))
    shares = {name: str(option["percent_published"]) for name, option in zip(names, asked["options"], strict=True)}
    printed(survey, "q", shares, base=asked["base"])
    counted = results(survey)
    page = text_of(client.get(PAGE))
    for count in counted.tables["q"].counts[:-1]:
        words = f'data-label="V uveřejněné zprávě">{shares[count.code].replace(".", ",")}'
        assert (words in page) == (not count.is_hidden)
    agreement = {
        counted.published_share(counted.tables["q"], name).agreement
        for name in names
        if not counted.tables["q"].whole.count(name).is_hidden
    }
    assert agreement <= {"exact"}


def ticks(asked: dict, names: list[str]) -> list[list[str]]:
    """Return the ticks of as many people as the base: where counts are over it, some ticked two."""
    people: list[list[str]] = [[] for _ in range(asked["base"])]
    place = 0
    for name, option in zip(names, asked["options"], strict=True):
        for _ in range(option["count"] or 0):
            people[place % len(people)].append(name)
            place += 1
    return people
