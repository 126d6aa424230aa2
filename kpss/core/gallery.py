"""Samples of every component for the gallery: a component is a template, a stylesheet and a sample here."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.forms import BaseFormSet, BoundField, formset_factory
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from kpss.core.templatetags.kpss import summary_of

#: A callable value is called when the sample is rendered, as templates do.
Parameters = dict[str, object]


@dataclass(frozen=True)
class Specimen:
    """One component: name of its template and stylesheet, what it is for, parameters of each sample."""

    name: str
    title: str
    note: str
    samples: tuple[Parameters, ...]
    #: class of the list that must stand around the component
    list_class: str = ""
    #: the samples are words of a line and stand beside one another
    inline: bool = False


class SampleForm(forms.Form):
    """Every kind of field that the portal uses, half of them filled in wrongly."""

    name = forms.CharField(label="Název služby", max_length=200)
    email = forms.EmailField(label="E-mail", required=False)
    phone = forms.RegexField(
        r"^(\d ?){9}$",
        label="Telefon",
        help_text="Devět číslic",
        error_messages={"invalid": "Číslo má osm číslic, jedna chybí."},
        widget=forms.TextInput(attrs={"class": "form-control--half", "autocomplete": "tel", "inputmode": "tel"}),
    )
    municipality = forms.ChoiceField(label="Obec", choices=[("1", "Lipovany"), ("2", "Vrbatice")])
    registry = forms.CharField(label="Číslo z registru", disabled=True, initial="0000000", required=False)
    way = forms.ChoiceField(
        label="Jak pomáháte",
        choices=[("home", "přijedeme domů"), ("place", "lidé chodí k nám")],
        widget=forms.RadioSelect,
        error_messages={"required": "Vyberte jednu možnost."},
    )
    groups = forms.MultipleChoiceField(
        label="Komu pomáháte",
        help_text="Vyberte všechny, kterých se to týká.",
        choices=[("senior", "senioři"), ("disabled", "lidé s postižením"), ("family", "rodiny s dětmi")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    price_list = forms.FileField(label="Ceník", help_text="PDF nebo DOCX do 10 MB", required=False)
    about = forms.CharField(label="Co služba dělá", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agree = forms.BooleanField(label="Údaje jsou pravdivé", error_messages={"required": "Potvrďte prosím údaje."})


def sample_form() -> SampleForm:
    """Return the sample form with errors; its fields have ids of their own, so that it fits on any page."""
    data = {"name": "Pečovatelky Vrbatice", "phone": "00012345", "municipality": "2"}
    return SampleForm(data, auto_id="ukazka_%s")


class SampleLine(forms.Form):
    """A row of the component `lines`."""

    title = forms.CharField(label="O čem")
    minutes = forms.IntegerField(label="Minut", required=False)


def sample_lines() -> BaseFormSet[SampleLine]:
    """Return two rows, the second of them empty."""
    return formset_factory(SampleLine, extra=2)(prefix="ukazka-radky")


def _field(name: str) -> BoundField:
    return sample_form()[name]


def _marks(row: str) -> list[dict[str, object]]:
    words = ("spokojen/a", "nespokojen/a", "nevyužívám")
    return [
        {"id": f"{row}-{number}", "value": number, "label": word, "is_chosen": number == 1}
        for number, word in enumerate(words, 1)
    ]


def _questions() -> list[dict[str, object]]:
    """Return a question of each look."""
    options: list[dict[str, object]] = [
        {"id": "ukazka-q1-rodina", "value": "rodina", "label": "někdo z rodiny", "is_chosen": True},
        {"id": "ukazka-q1-jiny", "value": "jiny", "label": "někdo jiný", "other_name": "ukazka-q1-jine"},
        {"id": "ukazka-q1-nikdo", "value": "nikdo", "label": "nikdo", "is_apart": True},
    ]
    several = [{**row, "id": f"{row['id']}-vic", "other_name": ""} for row in options]
    signs = [{"id": f"ukazka-q3-{mark}", "value": mark, "label": mark} for mark in "12345"]
    places = [
        {"id": f"ukazka-q4-{name}", "name": f"ukazka-q4.{name}", "label": name, "options": [("1", False), ("2", True)]}
        for name in ("obědy", "doprava")
    ]
    common: dict[str, object] = {"is_required": True, "hints": ["Vyberte jednu možnost."]}
    return [
        {
            **common,
            "code": "ukazka-q1",
            "number": "1",
            "kind": "single",
            "text": "Kdo vás vystřídá?",
            "groups": [{"options": options}],
        },
        {
            **common,
            "code": "ukazka-q2",
            "number": "2",
            "kind": "multiple",
            "text": "Kdo pomáhá?",
            "groups": [{"options": several}],
            "fault": "„Nikdo“ nejde vybrat spolu s jinou možností.",
        },
        {
            **common,
            "code": "ukazka-q3",
            "number": "3",
            "kind": "marks",
            "text": "Oznámkujte pomoc.",
            "options": signs,
            "ends": ("1 = výborné", "5 = nedostatečné"),
        },
        {"code": "ukazka-q4", "number": "4", "kind": "ranking", "text": "Co je důležitější?", "places": places},
        {"code": "ukazka-q5", "number": "5", "kind": "number", "text": "Kolik hodin týdně pečujete?", "value": "40"},
        {"code": "ukazka-q6", "kind": "note", "text": "Teď se zeptáme na vás."},
    ]


def _page() -> Page:
    return Paginator(range(64), 10).page(3)


def _search_box() -> SafeString:
    return render_to_string("components/search_box.html", {**_SEARCH, "prefix": "hero-", "label": "Hledat, ukázka 2"})


def specimens(request: Any) -> Iterator[tuple[Specimen, list[SafeString]]]:
    """Yield every component with its rendered samples; `request` is the one that shows the gallery."""
    for specimen in SPECIMENS:
        template = f"components/{specimen.name}.html"
        yield specimen, [render_to_string(template, sample, request) for sample in specimen.samples]


def _link(title: str, **more: object) -> Parameters:
    return {"url": "#", "title": title, **more}


#: The corner of a QR code, enough for a sample.
_QR = (
    "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%209%209'%3E"
    "%3Cpath%20fill-rule='evenodd'%20d='M1,1h7v7H1zm1,1h5v5H2zm1,1h3v3H3z'/%3E%3C/svg%3E"
)
_PLACES = [{"value": "", "title": "v celém okolí"}, {"value": "1", "title": "Lipovany"}]
_GROUPS = [{"value": "", "title": "pro kohokoli"}, {"value": "senior", "title": "senioři", "selected": True}]
_SEARCH: Parameters = {"action": "#", "places": _PLACES, "groups": _GROUPS, "query": "pomoc pro babičku doma"}
_SERVICE: Parameters = {
    "url": "#",
    "name": "Pečovatelská služba města Lipovany",
    "text": "Péče doma každý den od 7 do 19 hodin, v sobotu ve čtyřech obcích. Rozváží obědy.",
    "facts": [
        {"label": "Pro koho", "value": "senioři, lidé s postižením"},
        {"label": "Kde", "value": "Lipovany, Podlipí, Vrbatice a 3 další obce"},
        {"label": "Cena", "value": "do 155 Kč za hodinu"},
    ],
    "verified": "3. 10. 2026",
    "phone": "000 123 210",
    "list": {"in_list": True},
}
_STALE: Parameters = {
    **_SERVICE,
    "name": "Pečovatelky Vrbatice",
    "text": "Obecní pečovatelky, jen pro obyvatele Vrbatic a Kamenné Lhotky.",
    "verified": "před 9 měsíci",
    "stale": True,
    "phone": "000 123 870",
    "note": "dočasně zavřeno do 6. ledna 2027",
    "distance": "12 km od vás",
    "list": {"in_list": False, "url": "#"},
}
_TRIAD = [
    {"side": "user", "title": "uživatelé", "count": 19},
    {"side": "provider", "title": "poskytovatelé", "count": 14},
    {"side": "commissioner", "title": "obce", "count": 6},
    {"side": "public", "title": "veřejnost", "count": 18},
]
_TOWN: Parameters = {
    "portal_name": "Sociální služby Lipovansko",
    "subtitle": "Město Lipovany a sedm okolních obcí",
    "phone": "000 123 456",
    "phone_href": "tel:+420000123456",
    "email": "socialni@lipovany.example",
    "office_name": "Odbor sociálních věcí, Městský úřad Lipovany",
    "office_address": "Lipové náměstí 1, 000 00 Lipovany",
    "hours_lines": ["Pondělí a středa 8–17 hodin", "úterý a čtvrtek 8–14 hodin"],
}
_PROJECTS = [
    {
        "is_eu": True,
        "text": "Spolufinancováno Evropskou unií.",
        "name": "Lipovansko plánuje společně",
        "number": "CZ.00.00.00/00/00_000/0000000",
    }
]
_NAVIGATION = [_link("Hledám pomoc", current=True), _link("Plán"), _link("O plánování")]
_MAP: Parameters = {
    "width": 800,
    "height": 320,
    "towns": [{"name": "Podlipí", "x": 330, "y": 170}],
    "points": [
        {"url": "#", "name": "Lipovany", "places": ["Školní 12", "Kostelní 5"], "x": 300, "y": 90},
        {"url": "#", "name": "Vrbatice", "places": ["Náves 3"], "x": 720, "y": 140, "name_left": True},
    ],
}
_WEEK = [
    {"day": "pondělí", "hours": "7:00–15:30"},
    {"day": "úterý", "hours": "7:00–15:30", "today": True},
    {"day": "středa", "hours": "7:00–12:00, 13:00–17:00"},
    {"day": "čtvrtek", "hours": "jen po domluvě"},
    {"day": "pátek", "hours": "zavřeno"},
]

_MILESTONES = [
    {
        "date": "2026-03-10",
        "when": "10. března 2026",
        "title": "Rozdali jsme dotazník",
        "text": "Do každé domácnosti.",
        "links": [{"url": "#", "title": "Výsledky: Co vám doma chybí"}],
    },
    {"when": "duben 2026", "title": "Zastupitelstvo vzalo výsledky na vědomí", "by": "usnesení č. 7/3"},
]


SPECIMENS: tuple[Specimen, ...] = (
    Specimen(
        "action_list",
        "Co se dá udělat",
        "jedna věc na řádku, ikona a slova",
        (
            {
                "items": [
                    _link("Ve vašem seznamu (3 služby)", icon="bookmark-check-fill"),
                    _link("Vytisknout kartu na jeden list", icon="printer"),
                    _link("Nahlásit chybu v údajích", icon="flag"),
                ]
            },
        ),
    ),
    Specimen(
        "agenda",
        "Právě teď",
        "datum na okraji, čin uprostřed; jedno hlavní tlačítko",
        (
            {
                "items": [
                    {
                        "day": "11.",
                        "month": "listopadu",
                        "left": "zítra v 17:00",
                        "url": "#",
                        "title": "Přijďte si promluvit o novém plánu",
                        "text": "Veřejné projednání v Kulturním domě v Lipovanech. Bez přihlášení.",
                    },
                    {
                        "day": "25.",
                        "month": "listopadu",
                        "left": "zbývá 15 dní",
                        "url": "#",
                        "title": "Napište připomínku k plánu",
                        "text": "Připomínky přijímáme do středy 25. listopadu 2026 do 12:00.",
                        "action": _link("Číst plán a připomínkovat"),
                        "primary": True,
                    },
                ]
            },
        ),
    ),
    Specimen(
        "alert",
        "Zprávy",
        "co se stalo a co bude dál",
        (
            {"kind": "ok", "title": "Změna je uložena", "text": "Až ji koordinátorka schválí, napíšeme vám."},
            {"title": "Připomínky končí ve středu ve 12:00", "text": "Rozhoduje hodina, kdy přijdou."},
            {"kind": "warn", "title": "Údaje jsou 9 měsíců staré", "text": "Raději si nejdřív zavolejte."},
            {
                "kind": "error",
                "title": "Soubor se nepodařilo nahrát",
                "text": "Je větší než 10 MB. Zmenšete ho.",
            },
        ),
    ),
    Specimen(
        "answers",
        "Otázky a odpovědi",
        "šest otázek karty služby, vždy ve stejném pořadí",
        (
            {
                "items": [
                    {"question": "Co dělá", "answer": "Pomůže s mytím a oblékáním, přiveze oběd, nakoupí."},
                    {
                        "question": "Pro koho",
                        "answer": "Pro seniory a dospělé s postižením nebo dlouhou nemocí.",
                    },
                    {"question": "Kolik stojí", "answer": "155 Kč za hodinu. Pomůže příspěvek na péči."},
                ]
            },
        ),
    ),
    Specimen(
        "autosave",
        "Rozepsaný text",
        "co zůstalo neodeslané; první ve formuláři",
        ({"shown": "středa 18. listopadu 2026 v 14:05"},),
    ),
    Specimen(
        "bars",
        "Pruhy",
        "hodnota je napsaná; pod pruhy patří základ a tabulka",
        (
            {
                "items": [
                    {"label": "pomoc večer a o víkendu", "count": 164, "value": "40 %", "detail": "164 lidí"},
                    {"label": "totéž v roce 2022", "count": 112, "value": "31 %", "kind": "before"},
                    {"label": "nevím", "count": 14, "value": "3 %", "kind": "aside"},
                ]
            },
        ),
    ),
    Specimen(
        "box",
        "Tiché sdělení",
        "podklad bez okraje",
        ({"title": "Raději na papíře?", "level": 3, "text": "Formulář dostanete na každém obecním úřadě."},),
    ),
    Specimen(
        "breadcrumb",
        "Kde jste",
        "na telefonu jen o stupeň výš",
        (
            {
                "crumbs": [
                    _link("Hledám pomoc"),
                    _link("Pečovatelka domů"),
                    {"title": "Pečovatelky Vrbatice"},
                ],
                "label": "Kde jste, ukázka",
            },
        ),
    ),
    Specimen(
        "button",
        "Tlačítka",
        "na stránce je jedno hlavní; slova říkají, co se stane",
        (
            {"title": "Odeslat připomínku", "type": "button"},
            {"title": "Uložit rozepsané", "kind": "secondary", "type": "button"},
            {"title": "Zrušit výběr", "kind": "quiet", "type": "button"},
            {"title": "Najít pomoc", "icon": "search", "url": "#"},
            {"title": "Malé tlačítko", "kind": "secondary", "small": True, "type": "button"},
            {"title": "Odesílá se…", "disabled": True, "type": "button"},
        ),
        inline=True,
    ),
    Specimen(
        "changes",
        "Změny textu slovo po slovu",
        "co přibylo a co zmizelo, i pro čtečku",
        (
            {
                "parts": [
                    {"kind": "same", "text": "Autobus jezdí "},
                    {"kind": "del", "text": "každou hodinu"},
                    {"kind": "ins", "text": "každou půlhodinu"},
                    {"kind": "same", "text": " do Vrbatic."},
                ]
            },
        ),
    ),
    Specimen(
        "chosen",
        "Použité filtry",
        "každý jde zrušit jedním kliknutím",
        ({"items": [_link("senioři"), _link("přijdou k vám domů")], "all_url": "#"},),
    ),
    Specimen(
        "contact",
        "Kontakt",
        "komu zavolat; kdy byl údaj ověřen",
        (
            {
                "title": "Zavolejte",
                "level": 3,
                "phone": "000 123 210",
                "phone_note": "vedoucí pečovatelka, všední dny 7–15 hodin",
                "rows": [
                    {"label": "E-mail", "value": "pecovatelky@lipovany.example", "url": "#"},
                    {"label": "Domluvíte se", "value": "česky, ukrajinsky"},
                ],
                "verified": "Ověřeno 3. 10. 2026. Údaje potvrdila služba sama.",
            },
            {
                "title": "Zavolejte",
                "level": 3,
                "phone": "000 123 870",
                "verified": "Ověřeno naposled před 9 měsíci. Raději si nejdřív zavolejte.",
                "stale": True,
            },
        ),
    ),
    Specimen(
        "crisis",
        "Pomoc hned",
        "číslo je největší, slova řeknou, kdy ho vytočit",
        (
            {
                "level": 3,
                "lines": [
                    {"number": "112", "name": "Tísňové volání", "note": "jde o život nebo o zdraví"},
                    {
                        "number": "116 111",
                        "name": "Linka bezpečí",
                        "note": "děti a mladí lidé, zdarma a pořád",
                    },
                ],
            },
        ),
    ),
    Specimen(
        "diff",
        "Změny",
        "co tam stojí a co se navrhuje; podtržení a přeškrtnutí, ne jen barva",
        (
            {
                "caption": "Změny, které navrhuje služba",
                "changes": [
                    {"label": "Telefon", "before": "000 123 870", "after": "000 123 871"},
                    {"label": "Web", "before": "", "after": "pecovatelky.example"},
                ],
                "note": "Změnila paní z kanceláře služby v úterý 10. listopadu 2026.",
            },
        ),
    ),
    Specimen(
        "disclosure",
        "Rozbalení",
        "prvek details, bez skriptu",
        ({"title": "Proč se ptáme na věk", "text": "Abychom poznali, co chybí starším lidem."},),
    ),
    Specimen(
        "documents",
        "Dokumenty",
        "řádky knihovny s obdobím a soubory",
        (
            {
                "items": [
                    {
                        "url": "#",
                        "title": "Třetí komunitní plán",
                        "period": "2027–2030",
                        "note": "Co se bude dít a kdo to udělá.",
                        "files": [{"title": "Plán", "url": "#", "kind": "PDF", "bytes": 1_200_000}],
                    },
                    {"url": "#", "title": "Jednací řád: Řídící skupina"},
                ]
            },
        ),
    ),
    Specimen(
        "easy_read",
        "Snadný text",
        "jedna myšlenka ve větě, jedna věta na řádku, vždy označené",
        (
            {
                "level": 3,
                "id": "ukazka-snadne",
                "url": "#",
                "text": "Pečovatelka přijde k vám domů.\nPomůže vám s mytím.\nPřiveze vám oběd.",
            },
        ),
    ),
    Specimen(
        "empty",
        "Prázdný seznam",
        "co tu bude a co dělat",
        (
            {
                "title": "Zatím tu není žádná služba",
                "level": 3,
                "text": "Služby sem přidáte tlačítkem „Přidat do seznamu“ u každé z nich.",
                "action": _link("Hledat služby"),
            },
        ),
    ),
    Specimen(
        "error_summary",
        "Souhrn chyb",
        "nahoře, odkazy vedou do polí",
        ({"errors": lambda: summary_of(sample_form()), "id": "souhrn-ukazka", "quiet": True},),
    ),
    Specimen(
        "facets",
        "Filtry",
        "počty vždy, nula se nedá vybrat, odešle je až tlačítko",
        (
            {
                "id": "ukazka-filtry",
                "action": "#",
                "chosen": 1,
                "label": "Zpřesnit výběr, ukázka",
                "groups": [
                    {
                        "title": "Kdy",
                        "name": "kdy",
                        "options": [
                            {"value": "vecer", "title": "večer", "count": 4, "checked": True},
                            {"value": "vikend", "title": "sobota a neděle", "count": 3},
                            {"value": "noc", "title": "v noci", "count": 0},
                        ],
                    }
                ],
            },
        ),
    ),
    Specimen(
        "facts",
        "Údaje",
        "malý popisek, pod ním hodnota",
        (
            {
                "layout": "row",
                "items": [
                    {"label": "Volná místa", "value": "3"},
                    {"label": "Čeká se", "value": "dva týdny"},
                    {"label": "V registru", "value": "0000000", "url": "#"},
                ],
            },
        ),
    ),
    Specimen(
        "field",
        "Pole",
        "popisek, nápověda, chyba, pole, v tomto pořadí",
        tuple({"field": partial(_field, name)} for name in SampleForm.base_fields),
    ),
    Specimen(
        "file_link",
        "Soubor",
        "druh a velikost jsou v odkazu",
        (
            {"title": "Ceník od 1. ledna 2026", "url": "#", "kind": "PDF", "size": "120 kB"},
            {"title": "Služby na Lipovansku", "url": "#", "kind": "CSV", "bytes": 38_000},
        ),
        inline=True,
    ),
    Specimen(
        "finding",
        "Zjištění",
        "věta, otázka, pruhy s čísly, základ slovy, tabulky složené pod sebou",
        (
            {
                "item": {
                    "id": "ukazka-zjisteni",
                    "heading": "Nejvíc lidí vybralo „pomoc večer a o víkendu“ (40 %)",
                    "question": "Otázka 1: Co vám doma nejvíc chybí? (více možností)",
                    "bars": [
                        {"label": "pomoc večer a o víkendu", "count": 40, "value": "40 %", "detail": "164 lidí"},
                        {"label": "odvoz k lékaři", "count": 34, "value": "34 %", "detail": "139 lidí"},
                        {"label": "někdo, kdo vystřídá", "count": 0, "value": "skryto"},
                    ],
                    "base": ["Odpovědělo: 412 lidí z 420 dotázaných.", "Otázku přeskočilo: 8 lidí."],
                    "quotes": ["Stačilo by, kdyby někdo v neděli přišel pomoct s obědem."],
                    "grids": [
                        {
                            "caption": "Všechny odpovědi",
                            "columns": [{"title": "Odpověď"}, {"title": "Počet", "number": True}],
                            "rows": [["pomoc večer a o víkendu", "164"], ["odvoz k lékaři", "139"]],
                        }
                    ],
                }
            },
        ),
    ),
    Specimen(
        "footer",
        "Pata",
        "nejdřív lidé, kteří poradí",
        (
            {
                "town": _TOWN,
                "projects": _PROJECTS,
                "footer_id": "f-ukazka",
                "label_suffix": ", ukázka",
                "footer_links": {
                    "portal": [_link("Kontakty podle obcí"), _link("Otevřená data")],
                    "rules": [_link("Prohlášení o přístupnosti")],
                },
            },
        ),
    ),
    Specimen(
        "header",
        "Hlava",
        "telefon na stejném místě na každé stránce",
        (
            {
                "town": _TOWN,
                "main_nav": _NAVIGATION,
                "menu_id": "menu-hlava",
                "nav_label": "Hlavní, ukázka hlavy",
                "easy_read_url": "#",
            },
        ),
    ),
    Specimen(
        "hero",
        "Úvod domovské stránky",
        "tři strany navlečené na nit; obrázek je jen ozdoba",
        (
            {
                "level": 3,
                "title": "Najděte pomoc ve svém okolí",
                "text": "Pro sebe, pro rodiče, pro dítě.",
                "body": _search_box,
                "note_id": "ukazka-napoveda",
                "note": "Napište to vlastními slovy.",
                "emergency": "Jde o život nebo o zdraví? Volejte",
            },
        ),
    ),
    Specimen(
        "history",
        "Historie",
        "nejnovější nahoře: kdy, co a kdo",
        (
            {
                "items": [
                    {
                        "when": "úterý 10. 11. 2026",
                        "what": "Změna telefonu schválena",
                        "who": "koordinátorka",
                    },
                    {
                        "when": "pondělí 9. 11. 2026",
                        "what": "Navržena změna telefonu",
                        "text": "000 123 870 → 000 123 871",
                        "who": "služba",
                    },
                ]
            },
        ),
    ),
    Specimen(
        "hits",
        "Co se našlo",
        "nadpis, věta kolem hledaného slova, den nebo místo",
        (
            {
                "items": [
                    {
                        "url": "#",
                        "title": "Víme, co v dotazníku napsalo 412 lidí",
                        "note": "5. listopadu 2026",
                        "parts": [
                            {"text": "Nejčastěji chybí ", "is_hit": False},
                            {"text": "odpolední autobus", "is_hit": True},
                            {"text": " z Horní Javorné.", "is_hit": False},
                        ],
                    },
                    {"url": "#", "title": "Kulatý stůl", "text": "Pro každého, kdo se doma o někoho stará."},
                ]
            },
        ),
    ),
    Specimen("language_switch", "Jazyky", "každý jazyk svým jménem; stránka zůstane stejná", ({},)),
    Specimen(
        "lines",
        "Řádky formuláře",
        "víc stejných řádků; na telefonu pod sebou",
        ({"formset": sample_lines, "legend": "Bod"},),
    ),
    Specimen(
        "link_list",
        "Rozcestí",
        "velká slova, vlasová linka, počet",
        (
            {
                "columns": 2,
                "items": [
                    _link("Starám se o rodiče nebo partnera", note="14 služeb"),
                    _link("Potřebuji pomoc doma", note="9 služeb"),
                ],
            },
        ),
    ),
    Specimen(
        "map",
        "Mapa",
        "kresba z vlastních údajů; čísla odpovídají seznamu vedle",
        ({"label": "Mapa, ukázka", "map": _MAP},),
    ),
    Specimen(
        "matrix",
        "Tabulka otázek",
        "stejné odpovědi na víc otázek; na telefonu je každý řádek seznam",
        (
            {
                "title_id": "ukazka-tabulka",
                "columns": ["spokojen/a", "nespokojen/a", "nevyužívám"],
                "rows": [
                    {"code": name, "label": label, "options": _marks(name)}
                    for name, label in (("ukazka-pece", "pečovatelky"), ("ukazka-obed", "dovoz obědů"))
                ],
            },
        ),
    ),
    Specimen(
        "meeting",
        "Jednání",
        "kdy, kde a o čem; tlačítka v těle",
        (
            {
                "title": "Příští jednání",
                "title_id": "vzor-jednani",
                "item": {
                    "when": "čtvrtek 19. listopadu 2026 v 9:00",
                    "starts_at": dt.datetime(2026, 11, 19, 8, tzinfo=dt.UTC),
                    "ends": "11:00",
                    "place": "Komunitní dům, Školní 12, Lipovany",
                    "access": "Bezbariérový vchod ze dvora.",
                    "agenda": [
                        {"title": "Úkoly z minula"},
                        {"title": "Co nás trápí", "presenter": "vedoucí skupiny", "minutes_long": 20},
                    ],
                },
            },
        ),
    ),
    Specimen(
        "members",
        "Členové skupiny",
        "strany triády vedle sebe; kdo nechce být uveden, je jen v počtu",
        (
            {
                "sides": [
                    {
                        "side": "user",
                        "title": "Uživatelé a pečující",
                        "people": [
                            {"name": "dcera, která pečuje o maminku", "note": "Lipovany, vede skupinu"},
                            {"name": "uživatel pečovatelské služby", "note": ""},
                        ],
                        "more": "a 1 člověk, který nechce být uveden",
                    },
                    {"side": "provider", "title": "Poskytovatelé", "people": [{"name": "Dům u Lípy"}], "more": ""},
                ]
            },
        ),
    ),
    Specimen(
        "milestones",
        "Milníky",
        "co se stalo a co z toho vzešlo",
        ({"items": _MILESTONES},),
    ),
    Specimen(
        "minutes",
        "Zápisy",
        "jedna věta, na čem se skupina dohodla, a kdo přišel",
        (
            {
                "items": [
                    {
                        "url": "#",
                        "pdf": "#",
                        "title": "9. jednání, čtvrtek 22. října 2026",
                        "summary": "Dohodli jsme znění cíle 1.",
                        "bar": {"sides": _TRIAD[:3], "label": "Uživatelé 19, poskytovatelé 14, obce 6"},
                        "state": "",
                    }
                ]
            },
        ),
    ),
    Specimen(
        "nav_main",
        "Hlavní navigace",
        "na telefonu nabídka, jinak řádek; bez skriptu",
        ({"main_nav": _NAVIGATION, "menu_id": "menu-ukazka", "nav_label": "Hlavní, ukázka"},),
    ),
    Specimen(
        "nav_part",
        "Stránky jedné části stolu",
        "pod pracovním menu; na telefonu se zalomí",
        (
            {
                "label": "Katalog",
                "items": [
                    {"url": "#", "title": "Co čeká", "current": "page"},
                    {"url": "#", "title": "Služby"},
                    {"url": "#", "title": "Poskytovatelé"},
                ],
            },
        ),
    ),
    Specimen(
        "entries",
        "Návrhy do výzvy",
        "obrázek s popisem, jméno jen se souhlasem autora",
        (
            {
                "items": [
                    {
                        "title": "Lípa z dlaní",
                        "text": "Listy jsou dlaně, protože pomáháme rukama.",
                        "image": "/static/img/arms.svg",
                        "alt": "Lípa, jejíž listy jsou dlaně",
                        "who": "Jana Příkladná",
                        "is_winner": True,
                    },
                    {"title": "Společná řeka", "text": "Tři proudy se spojují v jeden."},
                ]
            },
        ),
    ),
    Specimen(
        "prose",
        "Text s nadpisy, seznamy a tabulkou",
        "co napsala koordinátorka; cizí zápis se vyčistí",
        (
            {
                "text": "<h2>Co se mění</h2><p>Pečovatelky jezdí <strong>i v sobotu</strong>, <a href='#'>podívejte se kam</a>.</p>"
                "<ul><li>Lipovany</li><li>Vrbatice</li></ul><table><tr><th>Den</th><th>Od</th></tr>"
                "<tr><td>sobota</td><td>8:00</td></tr></table>",
            },
        ),
    ),
    Specimen(
        "news",
        "Aktuality",
        "tři nejnovější vedle sebe",
        (
            {
                "items": [
                    {
                        "url": "#",
                        "date": "2026-11-06",
                        "when": "pátek 6. listopadu 2026",
                        "title": "Pečovatelky nově jezdí v sobotu i do Vrbatic",
                        "text": "Sobotní pomoc doma teď funguje ve čtyřech obcích.",
                    },
                    {
                        "url": "#",
                        "date": "2026-10-27",
                        "when": "úterý 27. října 2026",
                        "title": "Tištěný katalog je na obecních úřadech",
                        "text": "Zdarma na úřadech, u lékařů a v knihovně.",
                    },
                ]
            },
        ),
    ),
    Specimen(
        "opening_hours",
        "Otevírací doba",
        "den a hodiny jako text; dnešek tučně a slovem",
        (
            {
                "days": _WEEK,
                "now": "Teď je otevřeno, do 15:30",
                "open": True,
                "exceptions": ["Od 24. prosince do 1. ledna zavřeno."],
            },
        ),
    ),
    Specimen(
        "pagination",
        "Stránkování",
        "číslo této strany je podtržené nití",
        ({"page": _page, "label": "Stránky, ukázka"},),
    ),
    Specimen(
        "progress",
        "Postup",
        "slova a pruh; u dlouhé práce se stránka sama dívá znovu",
        (
            {
                "words": "Část 2 ze 4:",
                "about": "Co vám pomáhá",
                "done": 5,
                "total": 16,
                "state": "Uloženo v 14:32",
                "saved": True,
            },
            {"words": "Tiskne se katalog", "done": 12, "total": 300, "state": "hotovo 12 z 300"},
        ),
    ),
    Specimen(
        "qr",
        "QR kód",
        "jen na papíře; krátká adresa se dá nadiktovat",
        ({"svg": _QR, "text": "lipovany.example/s/123"},),
    ),
    Specimen(
        "question",
        "Otázka dotazníku",
        "jedna volba, víc voleb, známky, pořadí, číslo; chyba stojí u otázky",
        tuple({"question": question} for question in _questions()),
    ),
    Specimen(
        "question_hints",
        "Nápověda otázky",
        "jak odpovědět, co je špatně, co otázkou myslíme",
        (
            {
                "question": {
                    "code": "ukazka-napoveda",
                    "hints": ["Vyberte nejvýše tři možnosti."],
                    "fault": "Vybrali jste čtyři možnosti.",
                    "help": "Myslíme pomoc, kterou dostáváte teď.",
                }
            },
        ),
    ),
    Specimen(
        "record",
        "Zápis z jednání",
        "„ad 1“ u nadpisu, usnesení stojí zvlášť",
        (
            {
                "record": {
                    "when": "čtvrtek 22. října 2026, 9:00–10:50",
                    "where": "Komunitní dům, Školní 12",
                    "turnout": "Přítomno 9 z 12 členů, skupina může přijímat usnesení (stačí 7)",
                    "sides": [
                        {
                            "side": "user",
                            "title": "uživatelé a pečující",
                            "count": "4 z 5",
                            "there": "…",
                            "excused": "–",
                            "absent": "–",
                        }
                    ],
                    "points": [
                        {
                            "number": 1,
                            "title": "Úkoly z minula",
                            "paragraphs": ["Ze čtyř úkolů jsou tři hotové."],
                            "decisions": [
                                {"title": "Usnesení 9/1", "text": "Skupina doporučuje cíl 1.", "vote": "Shodou všech."}
                            ],
                        }
                    ],
                    "tasks": [{"label": "9.1", "text": "Vyvěsit leták", "who": "klub seniorů", "due": "19. 11. 2026"}],
                }
            },
        ),
    ),
    Specimen(
        "running",
        "Co právě běží",
        "do čeho se lidé mohou zapojit, s čísly",
        (
            {
                "item": _link(
                    "Péče doma", words="87 odpovědí, z toho 9 na papíře", ends="Konec: pátek 4. prosince 2026 v 12:00."
                )
            },
        ),
    ),
    Specimen(
        "search_box",
        "Hledání",
        "tři pole, jedno tlačítko",
        ({**_SEARCH, "prefix": "ukazka-", "label": "Hledat, ukázka"},),
    ),
    Specimen(
        "service_group",
        "Služby jednoho druhu",
        "lidské jméno první, zákonné malé pod ním",
        (
            {
                "id": "ukazka-druh",
                "title": "Pečovatelka domů",
                "law": "pečovatelská služba, § 40 zákona o sociálních službách · 2 služby",
                "text": "Přijde na domluvenou dobu: pomůže s hygienou, jídlem, nákupem nebo úklidem.",
                "items": [_SERVICE, _STALE],
                "more": _link("Všechny služby tohoto druhu"),
            },
        ),
    ),
    Specimen(
        "service_item",
        "Výsledek",
        "čtyři údaje stojí na celé stránce pod sebou",
        (_SERVICE, _STALE),
        "service-list",
    ),
    Specimen(
        "share",
        "Krátká adresa",
        "dá se nadiktovat do telefonu; tlačítko je jen tam, kde ho umí skript",
        ({"url": "http://lipovany.example/s/123", "text": "lipovany.example/s/123"},),
    ),
    Specimen(
        "sheet",
        "Boční část",
        "na telefonu se otevře přes celou obrazovku",
        (
            {
                "id": "ukazka-list",
                "button": "Obsah",
                "label": "Obsah, ukázka listu",
                "body": "Co je na širokém okně vedle textu.",
            },
        ),
    ),
    Specimen("side", "Strany", "tvar, barva a slovo, vždy všechno", tuple(_TRIAD), inline=True),
    Specimen(
        "status",
        "Stavy",
        "ikona a slovo, barva jen pomáhá",
        (
            {"kind": "ok", "title": "ověřeno 3. 10. 2026"},
            {"kind": "warn", "title": "před 9 měsíci"},
            {"kind": "open", "title": "čeká na schválení"},
            {"kind": "draft", "title": "koncept"},
            {"kind": "partly", "title": "přijato zčásti"},
            {"kind": "rejected", "title": "vráceno"},
            {"kind": "explained", "title": "vysvětleno"},
            {"kind": "info", "title": "nové"},
        ),
        inline=True,
    ),
    Specimen(
        "steps",
        "Kroky",
        "číslo stojí na okraji",
        (
            {
                "items": [
                    {"title": "Zavolejte.", "text": "Zvedne to vedoucí pečovatelka."},
                    {"title": "Přijede se k vám podívat.", "text": "Obvykle do týdne."},
                ]
            },
        ),
    ),
    Specimen(
        "switch",
        "Přepínač a záložky",
        "jsou to odkazy, stránka se načte",
        (
            {"label": "Podoba, ukázka", "items": [_link("Seznam", current=True), _link("Mapa")]},
            {
                "label": "Záložky, ukázka",
                "tabs": True,
                "items": [_link("Údaje"), _link("Historie", current=True)],
            },
        ),
    ),
    Specimen(
        "table",
        "Tabulka",
        "čísla vpravo pod sebou, na telefonu řádky pod sebe",
        (
            {
                "caption": "Počet lidí podle obcí",
                "columns": [
                    {"title": "Obec", "url": "#", "sort": "ascending"},
                    {"title": "Obyvatel", "number": True},
                    {"title": "Nad 65 let", "number": True},
                ],
                "rows": [["Lipovany", "7 840", "1 690"], [{"text": "Podlipí", "url": "#"}, "1 120", "232"]],
                "note": "Stav k 1. lednu 2026.",
            },
        ),
    ),
    Specimen(
        "tally",
        "Kolik čeho je",
        "počty všech stavů na jednom řádku",
        (
            {
                "items": [
                    {"kind": "ok", "title": "ověřeno", "count": 58},
                    {"kind": "warn", "title": "starší než 6 měsíců", "count": 9, "url": "#"},
                    {"kind": "draft", "title": "koncept", "count": 3},
                ]
            },
        ),
    ),
    Specimen(
        "timeline",
        "Časová osa",
        "červená nit s tím, co z každé fáze vzešlo",
        (
            {
                "items": [
                    {"kind": "březen–duben 2026", "title": "Ptali jsme se lidí", "milestones": _MILESTONES},
                    {
                        "kind": "teď, do 25. listopadu 2026",
                        "title": "Sbíráme připomínky",
                        "state": "here",
                        "text": "Na každou odpovíme.",
                    },
                    {"kind": "16. prosince 2026", "title": "Schválí zastupitelstvo", "state": "next"},
                ]
            },
        ),
    ),
    Specimen(
        "thread",
        "Červená nit",
        "plný uzel hotovo, prázdný uzel tady jsme, tečky teprve bude",
        (
            {
                "items": [
                    {"kind": "duben 2026", "title": "Ptali jsme se", "url": "#"},
                    {"kind": "teď", "title": "Sbíráme připomínky", "url": "#", "state": "here"},
                    {"kind": "16. prosince 2026", "title": "Schválí zastupitelstvo", "state": "next"},
                ]
            },
            {
                "small": True,
                "plain": True,
                "items": [
                    {"kind": "potřeba", "title": "Pomoc doma večer", "url": "#"},
                    {"kind": "tato služba", "title": "Pečovatelská služba", "state": "here"},
                ],
            },
        ),
    ),
    Specimen(
        "toc",
        "Obsah",
        "nit stojí tam, kde čtenář je",
        (
            {
                "id": "ukazka-obsah",
                "title": "Obsah, ukázka",
                "items": [_link("Úvod", number="1", current=True), _link("Kontakty", number="2")],
            },
        ),
    ),
    Specimen(
        "todo",
        "Co čeká",
        "kolik, co, do kdy; každé jedno kliknutí daleko",
        (
            {
                "urgent": True,
                "items": [
                    _link(
                        "Schválit změny v katalogu",
                        count=3,
                        note="Most přes Javornou změnil ceny",
                        when="do pátku",
                        left="zbývají 3 dny",
                    ),
                    _link("Připomenout staré údaje", count=5, when="kdykoli"),
                ],
            },
        ),
    ),
    Specimen(
        "triad_bar",
        "Pruh triády",
        "pořadí stran se nemění, čísla jsou text",
        (
            {"sides": _TRIAD, "label": "57 připomínek: uživatelé 19, poskytovatelé 14, obce 6, veřejnost 18"},
            {"sides": _TRIAD[:3], "label": "Uživatelé 19, poskytovatelé 14, obce 6", "small": True},
        ),
    ),
    Specimen(
        "understood",
        "Jak hledání rozumělo",
        "slova, která neznalo, a slova, která přidalo",
        ({"corrected": [("pecovatelkka", "pecovatel")], "added": ["pomoc doma", "péče"], "exact_url": "#"},),
    ),
    Specimen(
        "undo",
        "Vrátit zpět",
        "vše jde vrátit po 30 dní",
        ({"items": [{"what": "Služba Dílna Podlipí vyřazena", "when": "středa 4. listopadu", "url": "#"}]},),
    ),
)

SWATCHES: tuple[tuple[str, str], ...] = (
    ("accent", "odkaz, tlačítko; barva města"),
    ("ink", "text"),
    ("muted", "vedlejší text"),
    ("control", "okraj pole"),
    ("line", "vlasová linka"),
    ("tint", "klidné pozadí"),
    ("thread", "nit a chyby, nic jiného"),
    ("user", "uživatelé ●"),
    ("provider", "poskytovatelé ■"),
    ("commissioner", "zadavatel ▲"),
    ("public", "veřejnost ◆"),
)
