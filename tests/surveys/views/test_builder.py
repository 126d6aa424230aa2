"""Klára builds a questionnaire without help."""

import re
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kpss.core.dates import moment_in_words
from surveys.actions import lifecycle, questionnaires
from surveys.actions.questionnaires import draft_of
from surveys.definition.check import problems
from surveys.definition.library import TEMPLATES
from surveys.definition.repeats import unrolled
from surveys.definition.shape import Definition, Section
from surveys.definition.versions import carried_over
from surveys.exports.xlsform import write_xlsform
from surveys.models import Submission, Survey
from tests.surveys import trebic
from tests.surveys.definition.samples import choices, definition, question, rows
from tests.surveys.making import current, running, written

SMALL = definition(question("vek", "number"), question("auto", "single", choices=choices("ano", "ne2")))


def url(name, *args):
    return reverse(f"surveys:{name}", args=["pece-doma", *args])


def fields(page):
    """What a browser would send of the only form with the mark of the version."""
    form = re.search(r'<form class="stack[^>]*data-unsaved[^>]*>(.*?)</form>', page, re.DOTALL)[1]
    data = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and (('type="checkbox"' not in tag and 'type="radio"' not in tag) or "checked" in tag):
            data.setdefault(name[1], []).append(value[1] if value else "on" if "checked" in tag else "")
    for name, text in re.findall(r'<textarea name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        data[name] = [text]
    for name, options in re.findall(r'<select name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)"\s+selected', options)
        data[name] = [chosen[1] if chosen else ""]
    return data


def shape(survey):
    return draft_of(Survey.objects.get(pk=survey.pk)).shape


@pytest.fixture
def survey(db):
    return written(SMALL)


def send(klara, name, *args, **changes):
    page = klara.get(url(name, *args)).content.decode()
    return klara.post(url(name, *args), fields(page) | changes)


def test_new_question_gets_codes_from_its_words(klara, survey):
    answer = send(
        klara, "new_question", "A", text="Kdo vám pomáhá?", type="multiple", more="z rodiny\nsousedé\n\nnikdo"
    )
    assert answer.status_code == 302
    made = shape(survey).question("kdo_vam_pomaha")
    assert [(choice.code, choice.number) for choice in made.choices] == [("z_rodiny", 1), ("sousede", 2), ("nikdo", 3)]


def test_line_with_a_colon_begins_a_group(klara, survey):
    send(klara, "new_question", "A", text="Co chybí?", type="single", more="Pro seniory:\nobědy\nPro děti:\nhřiště")
    groups = [choice.group["cs"] for choice in shape(survey).question("co_chybi").choices]
    assert groups == ["Pro seniory", "Pro děti"]


def test_form_nobody_touched_changes_nothing(klara, people):
    survey = written()
    before = shape(survey)
    for asked in before.questions():
        assert send(klara, "edit_question", asked.code).status_code == 302
        assert shape(survey) == before, asked.code
    for section in before.sections:
        assert send(klara, "edit_section", section.code).status_code == 302
    assert send(klara, "edit_head").status_code == 302
    assert shape(survey) == before


def test_choice_keeps_its_code_when_its_words_and_place_change(klara, survey):
    send(
        klara,
        "edit_question",
        "auto",
        **{"moznost-0-place": "5", "moznost-0-label": "Ano, jedno", "moznost-0-kind": "exclusive"},
    )
    made = shape(survey).question("auto").choices
    assert [(c.code, c.label["cs"], c.number, c.is_exclusive) for c in made] == [
        ("ne2", "Ne2", 2, False),
        ("ano", "Ano, jedno", 1, True),
    ]


def test_choice_without_words_is_deleted(klara, survey):
    send(klara, "edit_question", "auto", **{"moznost-0-label": ""}, more="možná")
    assert [c.code for c in shape(survey).question("auto").choices] == ["ne2", "mozna"]


def test_condition_is_written_or_picked(klara, survey):
    send(klara, "edit_question", "auto", condition="vek >= 18")
    assert str(shape(survey).question("auto").condition) == "vek >= 18"
    send(klara, "new_question", "A", text="Jaké auto?", type="text", simple='auto = "ano"', condition="vek < 90")
    assert str(shape(survey).question("jake_auto").condition) == "vek < 90 a auto = ano"


def test_a_condition_is_picked_from_earlier_questions_only(klara):
    written(
        Definition(
            {"cs": "Auta"},
            sections=(
                Section("A", {"cs": "A"}, questions=(question("auto", "single", choices=choices("ano", "ne2")),)),
                Section("B", {"cs": "B"}, questions=(question("kolo", "single", choices=choices("ano", "ne2")),)),
            ),
        )
    )
    for args, earlier in (
        (("new_question", "A"), {"auto"}),
        (("new_question", "B"), {"auto", "kolo"}),
        (("edit_question", "auto"), set()),
        (("edit_question", "kolo"), {"auto"}),
    ):
        context = klara.get(url(*args)).context
        assert {code.split(" ")[0] for code, _words in context["form"].fields["simple"].choices if code} == earlier
        assert {row["code"] for row in context["earlier"]} == earlier


def test_wrong_condition_is_explained_and_nothing_is_lost(klara, survey):
    answer = send(klara, "edit_question", "auto", condition="vek je starší", text="Jiný text")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "nerozumíme" in page
    assert "Jiný text" in page
    assert shape(survey) == SMALL


def test_code_of_another_question_is_refused(klara, survey):
    assert "už má jiná" in send(klara, "edit_question", "auto", code="vek").content.decode()
    assert "začíná písmenem" in send(klara, "edit_question", "auto", code="čáp").content.decode()


def test_two_people_at_once_do_not_overwrite_each_other(klara, survey):
    page = fields(klara.get(url("edit_question", "auto")).content.decode())
    send(klara, "edit_question", "vek", text="Kolik je vám let?")
    answer = klara.post(url("edit_question", "auto"), page | {"text": "Máte auto?"})
    assert answer.status_code == 422
    assert "mezitím" in answer.content.decode()
    assert shape(survey).question("vek").text["cs"] == "Kolik je vám let?"


@pytest.mark.parametrize(
    ("code", "what", "expected"),
    [
        ("auto", "vys", ["auto", "vek"]),
        ("vek", "niz", ["auto", "vek"]),
        ("vek", "kopie", ["vek", "vek_2", "auto"]),
        ("vek", "smazat", ["auto"]),
        ("A", "smazat", []),
        ("neni", "vys", ["vek", "auto"]),
    ],
)
def test_arranging_and_undo(klara, survey, code, what, expected):
    assert klara.post(url("arrange", code, what)).status_code == 302
    assert [q.code for q in shape(survey).questions()] == expected
    klara.post(url("undo"))
    assert shape(survey) == SMALL


def test_arranging_by_an_unknown_word_is_404(klara, survey):
    assert klara.post(url("arrange", "vek", "rozbit")).status_code == 404


@pytest.mark.parametrize("name", [name for name, _title in TEMPLATES])
def test_prepared_questions_are_right_even_twice(klara, survey, name):
    klara.post(url("insert", name))
    klara.post(url("insert", name))
    assert problems(unrolled(shape(survey))) == []


def test_deleted_code_is_not_given_to_another_question(klara, people):
    survey = running(SMALL, by=people["klara"])
    questionnaires.save_definition(survey=survey, definition=definition(question("auto")), edit=0)
    answer = send(klara, "new_question", "A", text="Vek", type="number")
    assert answer.status_code == 302
    assert [q.code for q in shape(survey).questions()] == ["auto", "vek_2"]


def test_running_questionnaire_takes_a_correction_and_refuses_the_rest(klara, people):
    survey = running(SMALL, by=people["klara"])
    assert "překlepy" in klara.get(url("build")).content.decode()
    assert send(klara, "edit_question", "auto", text="Máte auto?").status_code == 302
    assert current(survey).shape.question("auto").text["cs"] == "Máte auto?"
    page = klara.get(url("build")).content.decode()
    assert "→ „Máte auto?“" in page
    assert "Vrátit zpět" not in page
    refused = send(klara, "edit_question", "auto", is_required="on")
    assert "novou verzi" in refused.content.decode()
    klara.post(url("arrange", "auto", "smazat"))
    assert current(survey).shape.question("auto") is not None


def test_questions_of_an_ended_survey_are_only_read(klara, people):
    survey = running(SMALL, by=people["klara"])
    before = current(survey).shape
    lifecycle.close(survey=survey, notice="Děkujeme.", by=people["klara"])
    page = klara.get(url("build")).content.decode()
    assert "otázky se už nemění" in page
    for words in ("Začít novou verzi", "Upravit", "Přidat otázku", "Přidat oddíl", "Zveřejnit dotazník"):
        assert words not in page
    klara.post(url("new_version"))
    klara.post(url("arrange", "auto", "smazat"))
    assert "skončilo" in send(klara, "edit_question", "auto", text="Máte kolo?").content.decode()
    assert current(survey).shape == before
    assert survey.questionnaires.count() == 1


def test_translations_are_kept_in_every_language(klara, survey):
    send(klara, "edit_head", languages=["uk", "cs-easy"])
    send(
        klara,
        "edit_question",
        "auto",
        text_uk="Чи маєте авто?",
        **{"text_cs-easy": "Máte auto?", "moznost-0-label_uk": "так"},
    )
    made = shape(survey).question("auto")
    assert made.text["uk"] == "Чи маєте авто?"
    assert made.choices[0].label["uk"] == "так"
    assert "Чи маєте авто?" in klara.get(url("preview") + "?jazyk=uk").content.decode()


def test_groups_and_ends_of_scales_are_translated_too(klara, survey):
    grouped = tuple(replace(choice, group={"cs": "Doma"}) for choice in choices("ano", "ne2"))
    row = replace(rows("r1")[0], low={"cs": "málo"}, high={"cs": "hodně"})
    whole = definition(
        question("auto", "single", choices=grouped),
        question("tabulka", "matrix", rows=(row,), choices=choices("a1", "b1")),
    )
    questionnaires.save_definition(survey=survey, definition=replace(whole, languages=("cs", "en")), edit=1)
    send(klara, "edit_question", "auto", **{"moznost-0-group_en": "At home"})
    send(klara, "edit_question", "tabulka", **{"radek-0-low_en": "little", "radek-0-high_en": "a lot"})
    saved = shape(survey)
    assert {choice.group["en"] for choice in saved.question("auto").choices} == {"At home"}
    assert saved.question("tabulka").rows[0].low == {"cs": "málo", "en": "little"}
    assert saved.question("tabulka").rows[0].high == {"cs": "hodně", "en": "a lot"}
    plain = klara.get(url("edit_question", "tabulka")).content.decode()
    assert "moznost-0-group_en" not in plain


def test_publishing_says_what_is_wrong(klara, people):
    written(definition(question("a1", when="b1 = 1"), question("b1", "number")))
    page = klara.post(url("publish"), follow=True).content.decode()
    assert "b1" in page
    assert not Survey.objects.get().questionnaires.published().exists()


def test_whole_way_from_nothing_to_a_running_survey(klara, db):
    klara.post(reverse("surveys:create"), {"title": "Péče doma"})
    survey = Survey.objects.get()
    klara.post(url("insert", "kdo"))
    page = klara.post(url("launch"), follow=True).content.decode()
    assert "Vyplňte, kdy" in page
    page = klara.get(url("edit")).content.decode()
    changes = {"opens_at": "2026-11-01T08:00", "closes_at": "2099-12-01T16:00", "purpose": "Proč", "asked_by": "Město"}
    assert klara.post(url("edit"), fields(page) | changes).status_code == 302
    klara.post(url("publish"))
    klara.post(url("launch"))
    survey.refresh_from_db()
    assert survey.status == "open"


def test_promises_do_not_change_once_people_answer(klara, people):
    survey = running(by=people["klara"])
    page = klara.get(url("edit")).content.decode()
    klara.post(url("edit"), fields(page) | {"promise": "confidential", "title": "Jinak"})
    survey.refresh_from_db()
    assert (survey.promise, survey.title) == ("anonymous", "Jinak")


def test_ending_early_needs_a_reason(klara, people):
    survey = running(by=people["klara"])
    assert klara.post(url("close"), {"notice": ""}).status_code == 422
    assert klara.post(url("close"), {"notice": "Máme dost."}).status_code == 302
    survey.refresh_from_db()
    assert survey.status == "closed"
    assert "Zveřejnit výsledky" in klara.get(url("overview")).content.decode()
    klara.post(url("publish_results"))
    assert Survey.objects.with_results().exists()


def test_next_wave_starts_from_the_last_one(klara, people):
    survey = running(SMALL, by=people["klara"], asked_by="Město")
    lifecycle.close(survey=survey, notice="Dost.", by=people["klara"])
    klara.post(reverse("surveys:create"), {"title": "Druhá vlna", "previous": survey.pk})
    wave = Survey.objects.get(slug="druha-vlna")
    assert (wave.previous, wave.asked_by, wave.status) == (survey, "Město", "draft")
    assert draft_of(wave).shape == SMALL


def test_codes_are_made_only_where_they_are_used(klara, people):
    survey = running(by=people["klara"], audience="codes")
    klara.post(url("make_codes"), {"count": "3"})
    klara.post(url("make_codes"), {"count": "2"})
    assert list(survey.access_codes.values_list("serial", flat=True)) == [1, 2, 3, 4, 5]
    Survey.objects.update(audience="open")
    assert klara.post(url("make_codes"), {"count": "1"}).status_code == 422


def test_a_spreadsheet_gives_no_gone_code_another_meaning(klara, people, tmp_path):
    survey = running(SMALL, by=people["klara"])

    def load(whole: Definition):
        write_xlsform(tmp_path / "a.xlsx", whole)
        upload = SimpleUploadedFile("a.xlsx", (tmp_path / "a.xlsx").read_bytes())
        return klara.post(url("import_form"), {"file": upload})

    without = definition(question("auto", "single", choices=choices("ano", "nevim")))
    assert load(without).status_code == 302
    questionnaires.publish(survey=survey, by=people["klara"])
    refused = load(SMALL)
    assert refused.status_code == 422
    for words in ("kód „vek“ měla otázka, která v poslední verzi není", "možnost „ne2“ otázky „auto“"):
        assert words in refused.content.decode()
    assert current(survey).shape.question("vek") is None
    assert load(without).status_code == 302


@trebic.needs_shared
def test_questions_from_a_spreadsheet_and_what_is_wrong_with_it(klara, survey, tmp_path):
    path = tmp_path / "trebic.xlsx"
    trebic.write_xlsform(path, with_dangling_rule=True)
    upload = SimpleUploadedFile("trebic.xlsx", path.read_bytes())
    page = klara.post(url("import_form"), {"file": upload}, follow=True).content.decode()
    assert "K1" in page
    assert sum(q.asks for q in shape(survey).questions()) == 38
    wrong = klara.post(url("import_form"), {"file": SimpleUploadedFile("x.xlsx", b"PK neni")})
    assert wrong.status_code == 422
    klara.post(url("undo"))
    assert shape(survey) == SMALL


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_surveys_asks_the_database_once(klara, people, count, django_assert_num_queries):
    for number in range(count):
        written(slug=f"s{number}")
    with django_assert_num_queries(4):  # session, person, town, surveys
        klara.get(reverse("surveys:manage"))


@pytest.mark.parametrize("count", [1, 3])
def test_builder_asks_the_database_little(klara, people, count, django_assert_num_queries):
    written(definition(*(question(f"q{number}") for number in range(count))))
    with django_assert_num_queries(7):
        klara.get(url("build"))


def test_new_version_follows_renamed_codes_and_is_answered_when_published(klara, people):
    survey = running(SMALL, by=people["klara"])
    klara.post(url("new_version"))
    klara.post(url("new_version"))
    send(klara, "edit_question", "vek", code="roky")
    send(klara, "edit_question", "roky", code="leta", text="Kolik let vám je?")
    assert current(survey).number == 1
    klara.post(url("publish"))
    version = current(survey)
    assert (version.number, version.mapping) == (2, {"vek": "leta"})
    assert carried_over({"vek": "40"}, version.unrolled, version.mapping) == {"leta": "40"}


def test_rename_that_was_taken_back_loses_no_answer(klara, people):
    survey = running(SMALL, by=people["klara"])
    klara.post(url("new_version"))
    send(klara, "edit_question", "vek", code="roky")
    klara.post(url("undo"))
    klara.post(url("publish"))
    version = current(survey)
    assert carried_over({"vek": "40"}, version.unrolled, version.mapping) == {"vek": "40"}


def test_code_of_an_earlier_question_is_given_to_no_other(klara, people):
    running(SMALL, by=people["klara"])
    klara.post(url("new_version"))
    assert send(klara, "edit_question", "vek", code="roky").status_code == 302
    said = "Tenhle kód měla v dřívější verzi jiná otázka."
    refused = send(klara, "edit_question", "auto", code="vek")
    assert (refused.status_code, said in refused.content.decode()) == (422, True)
    assert send(klara, "new_question", "A", text="Kdy?", type="date", code="vek").status_code == 422
    assert send(klara, "edit_question", "roky", code="vek").status_code == 302
    klara.post(url("publish"))
    assert current(Survey.objects.get()).mapping == {}


def test_version_whose_questions_swapped_codes_is_not_published(klara, people):
    survey = running(definition(question("qa"), question("qb")), by=people["klara"])
    draft = questionnaires.start_version(survey=survey)
    chain = {"qa": "qb", "qb": "qc"}
    swapped = definition(question("qb"), question("qc"))
    questionnaires.save_definition(survey=survey, definition=swapped, edit=draft.edit_count, mapping=chain)
    with pytest.raises(ValidationError, match=r"Kód otázky 1 .* měla v dřívější verzi jiná otázka"):
        questionnaires.publish(survey=survey, by=people["klara"])
    assert current(survey).number == 1


def test_choices_may_be_called_as_people_speak(klara, survey):
    send(klara, "new_question", "A", text="Máte děti?", type="single", more="ano\nne\nne")
    assert [choice.code for choice in shape(survey).question("mate_deti").choices] == ["ano", "ne", "ne_2"]
    assert send(klara, "edit_question", "mate_deti", condition="auto = ne2").status_code == 302
    send(klara, "new_question", "A", text="Kolik?", type="number", condition="mate_deti = ne")
    assert str(shape(survey).question("kolik").condition) == 'mate_deti = "ne"'
    assert [problem.words for problem in problems(shape(survey))] == [
        "Otázka 3 („Máte děti?“) má dvakrát možnost „ne“."
    ]


def test_rows_and_choices_are_not_thrown_away_in_silence(klara, survey):
    rows = send(klara, "new_question", "A", text="Známky", type="marks", more_rows="doprava")
    choices_ = send(klara, "new_question", "A", text="Text", type="text", more="ano")
    assert (rows.status_code, choices_.status_code) == (422, 422)
    assert "tabulka" in rows.content.decode()


def test_survey_closed_early_says_when_it_really_ended(klara, client, people):
    survey = running(SMALL, by=people["klara"])
    promised = moment_in_words(survey.closes_at)
    lifecycle.close(survey=survey, notice="Dost.", by=people["klara"])
    for page in (client.get(url("survey")), klara.get(url("overview"))):
        assert promised not in page.content.decode()


def test_what_a_running_questionnaire_refuses_is_not_offered(klara, people):
    running(SMALL, by=people["klara"])
    page = klara.get(url("build")).content.decode()
    assert "/smazat/" not in page
    assert "Začít novou verzi" in page


def test_other_and_none_of_these_need_one_save(klara, survey):
    send(
        klara,
        "new_question",
        "A",
        text="Kdo?",
        type="multiple",
        more="soused\nJiné",
        add_other="on",
        add_exclusive="on",
    )
    added = shape(survey).question("kdo").choices
    assert [(c.label["cs"], c.number, c.is_other, c.is_exclusive) for c in added] == [
        ("soused", 1, False, False),
        ("Jiné", 2, True, False),
        ("nic z toho", 3, False, True),
    ]
    assert added[2].label["uk"] == "нічого з цього"
    page = klara.get(url("edit_question", "kdo")).content.decode()
    assert "add_other" not in page
    assert "add_exclusive" not in page


@pytest.mark.parametrize("is_running", [False, True])
def test_a_later_option_comes_before_none_of_these(klara, people, is_running):
    asked = question("kdo", "multiple", choices=choices("rodina", "jine", "nikdo", other="jine", exclusive="nikdo"))
    survey = running(definition(asked), by=people["klara"]) if is_running else written(definition(asked))
    assert send(klara, "edit_question", "kdo", more="sousedé\nlékař").status_code == 302
    made = (current(survey).shape if is_running else shape(survey)).question("kdo").choices
    assert [(choice.code, choice.number) for choice in made] == [
        ("rodina", 1), ("sousede", 4), ("lekar", 5), ("jine", 2), ("nikdo", 3)
    ]  # fmt: skip


def test_other_added_later_comes_before_none_of_these(klara, people):
    survey = written(definition(question("kdo", "multiple", choices=choices("rodina", "nikdo", exclusive="nikdo"))))
    send(klara, "edit_question", "kdo", add_other="on")
    assert [choice.code for choice in shape(survey).question("kdo").choices] == ["rodina", "jine", "nikdo"]


def test_none_of_these_is_refused_where_one_choice_is_asked(klara, survey):
    answer = send(klara, "edit_question", "auto", add_exclusive="on")
    assert answer.status_code == 422
    assert "kde jde vybrat víc možností" in answer.content.decode()


def test_list_and_preview_show_rows_groups_limits_and_conditions(klara):
    grouped = tuple(replace(choice, group={"cs": "Doma"}) for choice in choices("soused", "jine", other="jine"))
    scaled = replace(rows("r1")[0], label={"cs": "Obědy"}, low={"cs": "málo"}, high={"cs": "hodně"})
    written(
        definition(
            question("kdo", "multiple", choices=grouped, most=1),
            question("jak", "matrix", rows=(scaled,), choices=choices("a1", "b1"), when="kdo obsahuje soused"),
            question("kolik", "number", least=3),
            question("proc", "text", most=200),
        )
    )
    page = klara.get(url("build")).content.decode()
    for words in (
        "<b>Doma:</b> Soused <code>soused</code>, Jine (s textem) <code>jine</code>",
        "2a Obědy (málo – hodně)",
        "Vyberte nejvýše 1 možnost.",
        "Číslo aspoň 3.",
        "Nejvýše znaků: 200.",
        "Jen pro ty, kdo v otázce 1 označili „Soused“.",
    ):
        assert words in page
    preview = klara.get(url("preview")).content.decode()
    assert "Jen pro ty, kdo v otázce 1 označili „Soused“." in preview
    assert "Číslo aspoň 3." in preview


def test_the_way_with_codes_says_what_comes_next(klara, people):
    survey = written(SMALL, audience="codes")

    def codes_section() -> str:
        return klara.get(url("overview")).content.decode().partition('id="kody"')[2].partition("</section>")[0]

    assert "Napište, kolik lidí pozvete" in codes_section()
    answer = klara.post(url("make_codes"), {"count": "3"})
    assert answer["Location"].endswith("#kody")
    assert f'href="{url("build")}"' in codes_section()
    questionnaires.publish(survey=survey, by=people["klara"])
    assert f'href="{url("files")}#kody"' in codes_section()
    assert 'id="kody"' in klara.get(url("files")).content.decode()
    lifecycle.launch(survey=survey, by=people["klara"])
    lifecycle.close(survey=Survey.objects.get(), notice="Dost.", by=people["klara"])
    assert f'href="{url("files")}#kody"' not in codes_section()


def test_the_preview_for_a_phone_is_a_frame_as_wide_as_a_phone(klara, survey):
    outer = klara.get(url("preview") + "?telefon=1&jazyk=cs")
    assert f'src="{url("preview_screen")}?jazyk=cs"' in outer.content.decode()
    assert "frame-src 'self'" in outer["Content-Security-Policy"]
    inner = klara.get(url("preview_screen"))
    assert "Otázka vek" in inner.content.decode()
    assert inner["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in inner["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in outer["Content-Security-Policy"]


def test_a_folded_part_with_an_error_is_open(klara, survey):
    page = send(klara, "edit_question", "vek", help="x" * 5, simple="neni = 1").content.decode()
    assert re.search(
        r'<details class="disclosure" open><summary>(?:(?!</summary>).)*Komu se otázka ukáže', page, re.DOTALL
    )
    folded = klara.get(url("edit_question", "vek")).content.decode()
    assert not re.search(
        r'<details class="disclosure" open><summary>(?:(?!</summary>).)*Komu se otázka ukáže', folded, re.DOTALL
    )
    data = {"misto-TOTAL_FORMS": "1", "misto-INITIAL_FORMS": "0", "misto-0-hours": "8–16"}
    edited = klara.post(url("edit"), data).content.decode()
    assert re.search(r'<details class="disclosure part" open><summary>(?:(?!</summary>).)*>Papír<', edited, re.DOTALL)


def test_a_condition_that_several_questions_share_is_told_once(klara, people):
    asked = "vek >= 65"
    written(
        definition(
            question("vek", "number"),
            question("auto", "text", when=asked),
            question("kolo", "text", when=asked),
        )
    )
    page = klara.get(url("build")).content.decode()
    assert page.count("Jen pro ty, kdo") == 1
    assert page.count("Stejná podmínka jako u otázky 2.") == 1


def test_what_is_wrong_in_a_repeated_section_is_told_once(klara, people):
    child = Section("D", {"cs": "Dítě"}, questions=(question("koho", "single"),), repeats=3)
    survey = written(Definition({"cs": "?"}, (child,)))
    page = klara.get(url("build")).content.decode()
    assert page.count("potřebuje aspoň dvě možnosti") == 1
    with pytest.raises(ValidationError) as error:
        questionnaires.publish(survey=survey, by=people["klara"])
    assert len(error.value.messages) == 1


def test_trying_the_questionnaire_is_a_step_to_the_launch(klara, survey, people):
    words = "Vyzkoušejte ho, zkušební odpovědi se při spuštění smažou"
    assert f"<b>{words}</b>" in klara.get(url("overview")).content.decode()
    version = questionnaires.publish(survey=survey, by=people["klara"])
    Submission.objects.create(questionnaire=version, is_test=True)
    page = klara.get(url("overview")).content.decode()
    assert f"<b>{words}</b>" not in page
    assert "zkusit znovu" in page
