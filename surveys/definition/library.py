"""Prepared questions that surveys of needs share: who answers, which services are known, used and missing."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext_lazy as _

from surveys.definition.conditions import Compare, Condition
from surveys.definition.shape import Choice, Question, Section
from surveys.enums import QuestionType

#: name → what it is called in the builder.
TEMPLATES = (
    ("kdo", _("Kdo odpovídá: pohlaví, věk, obec, situace")),
    ("sluzby", _("Sociální služby: znalost, využití, co chybí")),
    ("pece", _("Péče o blízkého doma")),
    ("informace", _("Kde lidé hledají informace")),
    ("zaver", _("Závěr: co ještě chcete dodat")),
)


def template_sections(name: str) -> tuple[Section, ...]:
    """Return the sections of a template; KeyError for an unknown one."""
    return (_MAKERS[name](),)


def _choices(*labels: str, exclusive: str = "", other: str = "", missing: str = "") -> tuple[Choice, ...]:
    """Return choices with codes c1, c2, …"""
    return tuple(
        Choice(
            f"c{number}",
            {"cs": label},
            number,
            is_exclusive=label == exclusive,
            is_other=label == other,
            is_missing=label == missing,
        )
        for number, label in enumerate(labels, 1)
    )


def _one(code: str, text: str, *labels: str, required: bool = True, **flags: str) -> Question:
    return Question(code, QuestionType.SINGLE, {"cs": text}, is_required=required, choices=_choices(*labels, **flags))


def _more(
    code: str, text: str, *labels: str, most: int | None = None, condition: Condition | None = None, **flags: str
) -> Question:
    choices = _choices(*labels, **flags)
    return Question(code, QuestionType.MULTIPLE, {"cs": text}, choices=choices, most=most, condition=condition)


def _cares() -> Condition:
    return Compare("pecuje", "=", "c1")


def _section(code: str, title: str, questions: Iterable[Question]) -> Section:
    return Section(code, {"cs": title}, questions=tuple(questions))


def _who() -> Section:
    return _section(
        "kdo",
        "Něco o vás",
        (
            _one(
                "pohlavi", "Jste žena, nebo muž?", "žena", "muž", "nechci uvést", required=False, missing="nechci uvést"
            ),
            _one(
                "vek",
                "Kolik je vám let?",
                "méně než 15",
                "15–24",
                "25–34",
                "35–44",
                "45–54",
                "55–64",
                "65–74",
                "75–84",
                "85 a víc",
                required=False,
            ),
            Question("obec", QuestionType.MUNICIPALITY, {"cs": "Kde bydlíte?"}),
            _more(
                "situace",
                "Co z toho se vás týká?",
                "pobírám starobní důchod",
                "pobírám invalidní důchod",
                "pečuji o dítě do 15 let",
                "pečuji o blízkého, který to sám nezvládne",
                "hledám práci",
                "studuji",
                "pracuji",
                "nic z toho",
                exclusive="nic z toho",
            ),
        ),
    )


_KINDS = (
    "pečovatelská služba",
    "osobní asistence",
    "odlehčovací služba",
    "denní stacionář",
    "domov pro seniory",
    "domov se zvláštním režimem",
    "chráněné bydlení",
    "odborné sociální poradenství",
    "raná péče",
    "sociálně aktivizační služby pro rodiny s dětmi",
    "nízkoprahové zařízení pro děti a mládež",
    "azylový dům",
    "noclehárna",
    "kontaktní centrum nebo terénní program",
)


def _services() -> Section:
    return _section(
        "sluzby",
        "Sociální služby",
        (
            _more("zna", "O kterých službách jste slyšeli?", *_KINDS, "o žádné", exclusive="o žádné"),
            _more("vyuziva", "Kterou službu využíváte vy nebo někdo z rodiny?", *_KINDS, "žádnou", exclusive="žádnou"),
            _more(
                "chybi",
                "Které služby je podle vás málo?",
                *_KINDS,
                "něco jiného",
                "všeho je dost",
                "nevím",
                most=5,
                exclusive="všeho je dost",
                other="něco jiného",
            ),
            Question("spokojenost", QuestionType.MARKS, {"cs": "Jak jste s pomocí v našem městě spokojeni?"}),
            _more(
                "prekazky",
                "Co vám brání službu využít?",
                "nevím o ní",
                "je daleko",
                "je drahá",
                "čeká se na ni dlouho",
                "stydím se",
                "něco jiného",
                "nic",
                exclusive="nic",
                other="něco jiného",
            ),
        ),
    )


def _care() -> Section:
    return _section(
        "pece",
        "Péče o blízkého",
        (
            _one("pecuje", "Staráte se doma o někoho, kdo to sám nezvládne?", "ano", "ne"),
            Question(
                "pece_hodin",
                QuestionType.NUMBER,
                {"cs": "Kolik hodin týdně péči věnujete?"},
                condition=_cares(),
                least=0,
                most=168,
            ),
            _more(
                "uleva",
                "Co by vám nejvíc ulevilo?",
                "pečovatelka večer nebo o víkendu",
                "pár dní volna, kdy se postará někdo jiný",
                "odvoz k lékaři",
                "setkání s lidmi, kteří také pečují",
                "poradit s příspěvkem a úřady",
                "půjčit postel, vozík nebo chodítko",
                "nic z toho",
                most=3,
                condition=_cares(),
                exclusive="nic z toho",
            ),
        ),
    )


def _sources() -> Section:
    return _section(
        "informace",
        "Kde hledáte pomoc",
        (
            _more(
                "zdroje",
                "Kde hledáte informace o sociálních službách?",
                "od rodiny a známých",
                "u lékaře",
                "na městském nebo obecním úřadě",
                "na internetu",
                "ve zpravodaji města",
                "v letáku",
                "nikde",
                exclusive="nikde",
            ),
        ),
    )


def _end() -> Section:
    text = {"cs": "Chcete k tomu něco dodat?"}
    hint = {"cs": "Nepište prosím jména. Než text zveřejníme, přečte ho koordinátorka."}
    return _section("zaver", "Na závěr", (Question("dodat", QuestionType.LONG_TEXT, text, hint=hint),))


_MAKERS: dict[str, Callable[[], Section]] = {
    "kdo": _who,
    "sluzby": _services,
    "pece": _care,
    "informace": _sources,
    "zaver": _end,
}
