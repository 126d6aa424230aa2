"""Surveys of the invented town of Lipovany: one that runs, one that is over and has results. Deterministic."""

import datetime as dt
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from kpss.core import audit
from kpss.core.dates import local, today
from kpss.core.models import Municipality
from surveys.actions import texts
from surveys.actions.lifecycle import finish, launch, publish_results
from surveys.actions.questionnaires import publish, save_definition
from surveys.definition.conditions import parse
from surveys.definition.routing import MARKS, SCALE, kept_answers
from surveys.definition.shape import EASY, SOURCE, Choice, Definition, Question, Row, Section
from surveys.enums import Channel, QuestionType
from surveys.models import CollectionPlace, Questionnaire, Submission, Survey, Tag
from surveys.reports.texts import texts_of

NEEDS_ANSWERS, CARE_ANSWERS = 412, 47
#: Invented answers are no secret, and the same every time.
RANDOM = Random
TOWN = "Lipovany"
#: Shares of the municipalities among those who answer, the town first.
PLACES = (58, 12, 9, 7, 6, 4, 2, 2)
#: What people wrote, each with the topics it belongs to.
TEXTS = {
    "Autobus jede ráno a pak až odpoledne. K doktorovi to je na celý den.": ("Doprava",),
    "Stačilo by, kdyby někdo v neděli přišel mamince pomoct s obědem.": ("Pomoc o víkendu",),
    "Děkujeme pečovatelkám, bez nich bychom to nezvládli.": ("Poděkování",),
    "Na úřadě nám poradili dobře, ale dlouho jsme nevěděli, kam jít.": ("Informace", "Poděkování"),
    "Chybí místo, kde by se mohly sejít maminky s dětmi.": ("Rodiny s dětmi",),
}
OPEN_QUESTION = "dodat"


@transaction.atomic
def load_surveys(by: Any) -> None:
    """Fill an empty portal with the demo surveys, founded by the coordinator; does nothing where surveys already are."""
    if Survey.objects.exists():
        return
    with audit.one_event("surveys.demo.loaded"):
        _needs(by)
        _care(by)


def choices(*labels: str, alone: str = "", other: str = "", missing: str = "") -> tuple[Choice, ...]:
    """Return choices with codes c1, c2, … and the flags of those named."""
    return tuple(
        Choice(
            f"c{number}",
            {SOURCE: label},
            number,
            is_exclusive=label == alone,
            is_other=label == other,
            is_missing=label == missing,
        )
        for number, label in enumerate(labels, 1)
    )


def _question(
    code: str, kind: str, text: str, *, easy: str = "", hint: str = "", when: str = "", **more: Any
) -> Question:
    words = {SOURCE: text, EASY: easy} if easy else {SOURCE: text}
    return Question(code, kind, words, hint={SOURCE: hint} if hint else {}, condition=parse(when), **more)


AGES = ("15–29", "30–44", "45–64", "65–79", "80 a víc")
MISSING = (
    "pomoc večer a o víkendu",
    "odvoz k lékaři a na úřad",
    "někdo, kdo pečujícího na pár dní vystřídá",
    "vědět, na koho se obrátit",
    "dostupné bydlení",
    "pomoc s dluhy",
    "nic mi nechybí",
)


def _needs_definition() -> Definition:
    return Definition(
        {SOURCE: "Co vám doma chybí"},
        (
            Section(
                "potreby",
                {SOURCE: "Co potřebujete"},
                questions=(
                    _question(
                        "chybi",
                        QuestionType.MULTIPLE,
                        "Co vám nebo vašim blízkým doma nejvíc chybí?",
                        choices=choices(*MISSING, alone="nic mi nechybí"),
                        is_required=True,
                    ),
                    _question(
                        "odkud",
                        QuestionType.SINGLE,
                        "Odkud jste se o sociálních službách dozvěděli?",
                        choices=choices(
                            "od známých nebo z rodiny", "u lékaře nebo v nemocnici", "na úřadě", "na internetu", "jinde"
                        ),
                    ),
                    _question("znamka", QuestionType.MARKS, "Jakou známku dáte pomoci, kterou ve městě najdete?"),
                ),
            ),
            _about_you(),
            _last_section(),
        ),
    )


def _about_you() -> Section:
    return Section(
        "kdo",
        {SOURCE: "Něco o vás"},
        questions=(
            _question("vek", QuestionType.SINGLE, "Kolik je vám let?", choices=choices(*AGES)),
            _question("obec", QuestionType.MUNICIPALITY, "Kde bydlíte?"),
            _question("pecuje", QuestionType.SINGLE, "Staráte se o někoho blízkého?", choices=choices("ano", "ne")),
        ),
    )


def _last_section() -> Section:
    hint = "Nepište prosím jména. Než text zveřejníme, přečte ho koordinátorka."
    question = _question(OPEN_QUESTION, QuestionType.LONG_TEXT, "Je něco, na co jsme se nezeptali?", hint=hint)
    return Section("zaver", {SOURCE: "Na závěr"}, questions=(question,))


def _needs(by: Any) -> None:
    now = timezone.now()
    survey = _founded(
        by,
        _needs_definition(),
        title="Co vám doma chybí",
        slug="co-vam-doma-chybi",
        purpose="Ptali jsme se, jaká pomoc lidem v Lipovanech a okolních obcích chybí. Odpovědi jsou podkladem plánu.",
        opens_at=now - dt.timedelta(days=210),
        closes_at=now + dt.timedelta(days=1),
        recruitment="Dotazník v každé schránce, plakáty, odkaz na webech obcí.",
        population=14_200,
        distributed=5200,
        breakdowns=["vek", "obec", "pecuje"],
    )
    _fill(survey, NEEDS_ANSWERS, RANDOM(2026), today() - dt.timedelta(days=200), papers=126)
    Survey.objects.filter(pk=survey.pk).update(closes_at=_evening(now - dt.timedelta(days=180)))
    survey.refresh_from_db()
    finish(survey, at=_evening(now - dt.timedelta(days=180)))
    _sort_texts(survey, by)
    publish_results(survey=survey, by=by)


def _sort_texts(survey: Survey, by: Any) -> None:
    """Sort what people wrote into topics, and let one text of each topic and the frequent words out."""
    for label in dict.fromkeys(label for labels in TEXTS.values() for label in labels):
        texts.add_tag(survey=survey, question=OPEN_QUESTION, label=label)
    codes = {tag.label: tag.code for tag in Tag.objects.of_question(survey, OPEN_QUESTION)}
    written = {row.pk: row.answers[OPEN_QUESTION] for row in texts_of(survey, OPEN_QUESTION)}
    topics = {pk: [codes[label] for label in TEXTS[text]] for pk, text in written.items()}
    texts.tag_texts(survey=survey, question=OPEN_QUESTION, topics=topics)
    for pk, text in {text: (pk, text) for pk, text in written.items()}.values():
        texts.release_quote(survey=survey, question=OPEN_QUESTION, submission=pk, text=text, by=by)
    texts.show_words(survey=survey, question=OPEN_QUESTION, is_public=True, by=by)


def _care_definition() -> Definition:
    satisfied = choices("spokojen/a", "spíše ano", "spíše ne", "nespokojen/a", "nevyužívám", missing="nevyužívám")
    rows = ("pečovatelky", "dovoz obědů", "odlehčovací pobyt", "poradna a úřad")
    return Definition(
        {SOURCE: "Jak zvládáte péči o blízké?"},
        (
            Section(
                "pece",
                {SOURCE: "O koho se staráte"},
                questions=(
                    _question(
                        "stara_se",
                        QuestionType.SINGLE,
                        "Staráte se doma o někoho, kdo to sám nezvládne?",
                        easy="Staráte se o někoho doma?",
                        choices=choices("ano", "ne, ale starali jsme se dřív", "ne"),
                        is_required=True,
                    ),
                    _question(
                        "o_koho",
                        QuestionType.MULTIPLE,
                        "O koho se staráte?",
                        easy="O koho se staráte?",
                        when="stara_se = c1",
                        choices=choices(
                            "rodič nebo prarodič", "manžel, manželka, partner", "dítě", "někdo jiný", other="někdo jiný"
                        ),
                    ),
                    _question(
                        "hodin",
                        QuestionType.NUMBER,
                        "Kolik hodin týdně péči věnujete?",
                        easy="Kolik hodin týdně to je?",
                        hint="Stačí odhad. Týden má 168 hodin.",
                        when="stara_se = c1",
                        least=0,
                        most=168,
                    ),
                ),
            ),
            Section(
                "pomoc",
                {SOURCE: "Co vám pomáhá"},
                questions=(
                    _question(
                        "vystrida",
                        QuestionType.SINGLE,
                        "Kdo vás vystřídá, když nemůžete?",
                        when="stara_se = c1",
                        choices=choices(
                            "někdo z rodiny",
                            "soused nebo známý",
                            "pečovatelka nebo asistentka",
                            "nikdo",
                            "nevím",
                            missing="nevím",
                        ),
                    ),
                    _question(
                        "ulevilo",
                        QuestionType.MULTIPLE,
                        "Co by vám nejvíc ulevilo?",
                        easy="Co by vám pomohlo?",
                        choices=choices(
                            "pečovatelka večer nebo o víkendu",
                            "odvoz k lékaři",
                            "pár dní volna, kdy se o blízkého postará někdo jiný",
                            "setkání s lidmi, kteří také pečují",
                            "poradit s příspěvkem a úřady",
                            "půjčit postel, vozík nebo chodítko",
                            "nic z toho nepotřebuji",
                            alone="nic z toho nepotřebuji",
                        ),
                        most=3,
                        is_required=True,
                    ),
                    _question(
                        "spokojenost",
                        QuestionType.MATRIX,
                        "Jak jste spokojeni s pomocí, kterou už máte?",
                        rows=tuple(Row(f"spok_{n}", {SOURCE: label}) for n, label in enumerate(rows, 1)),
                        choices=satisfied,
                    ),
                    _question(
                        "poradi",
                        QuestionType.RANKING,
                        "Na co by mělo město dát peníze nejdřív?",
                        choices=choices("pečovatelky", "odlehčovací pobyty", "doprava", "poradna"),
                        most=3,
                    ),
                    _question("unava", QuestionType.SCALE, "Jak moc vás péče vyčerpává?", is_sensitive=True),
                ),
            ),
            _about_you(),
            _last_section(),
        ),
        intro={SOURCE: "Ptáme se lidí, kteří doma někomu pomáhají, i těch, kdo s tím mají zkušenost."},
        languages=(SOURCE, EASY),
    )


def _care(by: Any) -> None:
    now = timezone.now()
    survey = _founded(
        by,
        _care_definition(),
        title="Jak zvládáte péči o blízké?",
        slug="pece-o-blizke",
        purpose="Chceme vědět, co lidem, kteří doma pečují, nejvíc uleví. Podle odpovědí připravíme opatření v plánu.",
        opens_at=now - dt.timedelta(days=12),
        closes_at=_evening(now + dt.timedelta(days=18)),
        recruitment="Letáky u lékařů a pečovatelek, odkaz na webech obcí.",
        target=150,
        postage="Dotazník můžete poslat i poštou na adresu úřadu. Známku nelepte, poštovné platí město.",
        thanks="Výsledky zveřejníme v lednu a projedná je pracovní skupina pro seniory a pečující.",
        consent="Odpovídat nemusíte na žádnou otázku, která není označená jako nutná.",
        breakdowns=["vek", "obec"],
    )
    for position, (name, hours) in enumerate(
        (
            ("Městský úřad Lipovany, podatelna", "po a st 8–17, út a čt 8–14"),
            ("Městská knihovna Lipovany", "út–so 9–18"),
        )
    ):
        CollectionPlace.objects.create(survey=survey, name=name, hours=hours, position=position)
    _fill(survey, CARE_ANSWERS, RANDOM(12), today() - dt.timedelta(days=11), papers=9)


def _evening(moment: dt.datetime) -> dt.datetime:
    return local(moment).replace(hour=20, minute=0, second=0, microsecond=0)


def _founded(by: Any, definition: Definition, **fields: Any) -> Survey:
    survey = Survey.objects.create(
        asked_by="Město Lipovany, odbor sociálních věcí", contact="Klára Ukázková, 000 123 456", **fields
    )
    survey.municipalities.set(Municipality.objects.filter(is_member=True))
    save_definition(survey=survey, definition=definition, edit=0)
    publish(survey=survey, by=by)
    launch(survey=survey, by=by)
    return survey


def _fill(survey: Survey, count: int, random: Random, first: dt.date, papers: int) -> None:
    version = survey.questionnaires.current().get()
    Submission.objects.bulk_create(
        Submission(
            questionnaire=version,
            answers=kept_answers(version.unrolled, made_up(version, random)),
            channel=Channel.PAPER if number < papers else Channel.WEB,
            submitted_on=first + dt.timedelta(days=random.randrange(10)),
        )
        for number in range(count)
    )


def made_up(version: Questionnaire, random: Random) -> dict[str, Any]:
    """Return answers to every question; more people choose what stands earlier, some leave a question empty."""
    answers: dict[str, Any] = {}
    for question in version.unrolled.questions():
        if question.is_required or random.random() < 0.93:
            answers[question.code] = _answer(question, random)
    return answers


def _answer(question: Question, random: Random) -> Any:
    kind = question.type
    if kind == QuestionType.MATRIX:
        return {row.code: _one(question, random) for row in question.rows}
    if kind == QuestionType.MULTIPLE:
        return _several(question, random)
    if kind == QuestionType.RANKING:
        return random.sample([choice.code for choice in question.choices], question.most or len(question.choices))
    if kind in (QuestionType.MARKS, QuestionType.SCALE):
        signs = MARKS if kind == QuestionType.MARKS else SCALE
        return random.choices(signs, weights=range(len(signs) + 2, 2, -1))[0]
    if kind == QuestionType.NUMBER:
        return str(random.randrange(question.least or 0, (question.most or 100) // 2))
    if kind == QuestionType.LONG_TEXT:
        return random.choice(list(TEXTS)) if random.random() < 0.25 else None
    return _one(question, random)


def _one(question: Question, random: Random) -> str:
    if question.type == QuestionType.MUNICIPALITY:
        return random.choices(*_weighted_places(question))[0]
    return random.choices(question.choices, weights=range(len(question.choices) + 2, 2, -1))[0].code


def _weighted_places(question: Question) -> tuple[list[str], list[int]]:
    """Return municipalities and how many of a hundred people live there: most in the town itself."""
    labels = {choice.label[SOURCE]: choice.code for choice in question.choices}
    town = labels.pop(TOWN, question.choices[0].code)
    others = list(labels.values())[: len(PLACES) - 1]
    return [town, *others], list(PLACES[: len(others) + 1])


def _several(question: Question, random: Random) -> list[str]:
    alone = [choice.code for choice in question.choices if choice.is_exclusive]
    if alone and random.random() < 0.13:
        return alone
    others = [choice.code for choice in question.choices if not choice.is_exclusive]
    ticked = [code for place, code in enumerate(others) if random.random() < 0.42 - 0.05 * place]
    return ticked[: question.most] if ticked else others[:1]
