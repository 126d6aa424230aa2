"""Rows of a spreadsheet: what is new, what changes, and every error at once."""

from typing import Any

import pytest

from providers.actions.entries import delete_service, save_provider, save_service
from providers.cards import empty_card
from providers.importers.spreadsheet_columns import join_parts, split_parts
from providers.importers.spreadsheet_file import Sheet
from providers.importers.spreadsheet_rows import Plan, make_plan
from providers.models import Provider, SocialService
from tests.providers.importers.register_items import LIPOVANY, PODLIPI

pytestmark = pytest.mark.usefixtures("territory")


def plan(*rows: dict[str, Any]) -> Plan:
    """Plan rows given as title → cell."""
    header = list(dict.fromkeys(title for row in rows for title in row))
    return make_plan(
        Sheet(header, [(number, [row.get(title, "") for title in header]) for number, row in enumerate(rows, 2)])
    )


def row(**cells: str) -> dict[str, str]:
    plain = {
        "Poskytovatel": "Lipový domov",
        "IČO": "63504260",
        "Název služby": "Domov",
        "Druh služby": "domovy pro seniory",
    }
    return plain | {title.replace("_", " "): cell for title, cell in cells.items()}


def errors(*rows: dict[str, Any]) -> list[str]:
    return [str(error) for error in plan(*rows).errors]


def saved(**changes: Any) -> SocialService:
    known = Provider.objects.filter(ico="63504260").first()
    provider = known or save_provider(card={"name": "Lipový domov", "ico": "63504260"})
    card = empty_card() | {"name": "Domov", "kind": "domovy-pro-seniory", "summary": "Bydlení."} | changes
    return save_service(card=card, provider=provider)


def test_a_new_service_is_read_from_every_kind_of_cell() -> None:
    cells = row(
        Pro_koho="senioři; lidé s postižením",
        Formy_a_kapacita="pobytová | nepřetržitě | 32 lůžek: ve dvou domech | 5 klientů\nterénní",
        Místa="Hlavní | Lipová | 12 | 000 01 | Lipovany | Kopec | 55 | 49,79 | 14.68 | ano | výtah\nAzyl | utajená adresa",
        Pondělí="7–12, 13–15:30",
        Telefony="354403131 | vrátnice\n+420 777 123 456",
        Weby="www.lipa.example",
        Poskytuje_se_od="1. 3. 2014",
        Jazyky="česky; anglicky",
        Cena="za úhradu",
        Ceník="den | 500 Kč\nrok \\| dva | 1 Kč",
        Dojede_do_všech_obcí="Ano",
        Od_let="60",
    )
    (new,) = plan(cells | {"Obce, kam dojede": f"Podlipí; {LIPOVANY}"}).new
    card = new.card
    assert card["target_groups"] == ["lide-s-postizenim", "seniori"]
    assert card["forms"][0] == {"form": "field", "is_nonstop": False, "capacities": []}
    assert card["forms"][1]["capacities"] == [["beds", 32, "ve dvou domech"], ["clients", 5, ""]]
    assert card["locations"][0]["municipality"] == LIPOVANY
    assert (card["locations"][0]["latitude"], card["locations"][0]["is_step_free"]) == (49.79, True)
    assert (card["locations"][1]["is_secret"], card["locations"][1]["street"]) == (True, "")
    assert card["opening_hours"]["weekly"][0] == [[420, 720], [780, 930]]
    assert card["phones"] == [["+420354403131", "vrátnice"], ["+420777123456", ""]]
    assert card["webs"] == [["https://www.lipa.example", ""]]
    assert card["served"] == sorted([LIPOVANY, PODLIPI])
    assert card["prices"] == [["den", "500 Kč"], ["rok | dva", "1 Kč"]]
    assert (card["valid_from"], card["languages"], card["price"]) == ("2014-03-01", ["cs", "en"], "paid")
    assert (card["serves_everywhere"], card["age_from"]) == (True, 60)
    assert new.status == "published"


def test_all_errors_come_at_once_with_row_and_column() -> None:
    found = errors(
        row(IČO="12345678", Telefony="zavolejte", Od_let="70", Do_let="60"),
        row(Druh_služby="pečovatelka domuu", Místa="Dům | Lipová | 1 | | Lipovanyy", Jazyky="elfsky"),
        row(Název_služby="", Poskytuje_se_od="včera", Pondělí="ráno", Cena="drahé", Stav="smazáno"),
    )
    assert "Řádek 2, sloupec IČO: IČO nesouhlasí: poslední číslice má být jiná. Zkontrolujte opis." in found
    assert "Řádek 2, sloupec Telefony: Telefon napište číslicemi, třeba 354 403 131." in found
    assert "Řádek 2, sloupec Do let: konec je před začátkem." in found
    assert any(
        error.startswith("Řádek 3, sloupec Druh služby: Druh služby „pečovatelka domuu“ neznáme.") for error in found
    )
    assert "Řádek 3, sloupec Místa: Obec „Lipovanyy“ neznáme. Nemyslíte „Lipovany“?" in found
    assert "Řádek 3, sloupec Jazyky: Jazyk „elfsky“ neznáme." in found
    assert "Řádek 4, sloupec Název služby: Tohle pole vyplňte." in found
    assert "Řádek 4, sloupec Poskytuje se od: Datum „včera“ napište třeba 2. 10. 2026." in found
    assert "Řádek 4, sloupec Pondělí: Hodiny „ráno“ napište třeba 7–15:30." in found
    assert any(error.startswith("Řádek 4, sloupec Cena: „drahé“ neznáme.") for error in found)
    assert any(error.startswith("Řádek 4, sloupec Stav: „smazáno“ neznáme.") for error in found)


@pytest.mark.parametrize(
    ("title", "cell", "message"),
    [
        ("Formy a kapacita", "vzdušná", "Formu „vzdušná“ neznáme."),
        ("Formy a kapacita", "terénní | mnoho", "Kapacitu „mnoho“ napište"),
        ("Formy a kapacita", "terénní | 5 pytlů", "Jednotku „pytlů“ neznáme."),
        ("Formy a kapacita", "terénní\nterénní", "je tu dvakrát"),
        ("Místa", "Azyl | utajená adresa | | 000 01", "Utajené místo nesmí mít adresu"),
        ("Místa", "Dům | Lipová | 1 | ABC", "PSČ má pět číslic"),
        ("Místa", "Dům | | | | | | | 10 | 10", "Souřadnice neleží v Česku"),
        ("Místa", "Dům | | | | | | x", "není celé číslo"),
        ("Místa", "a|b|c|d|e|f|g|h|i|j|k|l", "víc částí"),
        ("Od let", "-5", "není celé číslo"),
        ("Od let", "500", "není celé číslo od 0 do 120"),
        ("Jednou větou", "x" * 301, "Text má 301 znaků, vejde se jich 300."),
        ("Weby", "javascript://x", "Adresa webu začíná"),
        ("E-maily", "nikdo", "platnou e-mailovou adresu"),
        ("Nepřetržitě", "možná", "Napište ano, nebo ne."),
        ("Druh návazné služby", "rozvoz obědů", "Ne obojí"),
        ("Dočasně zavřeno do", "1. 1. 2027", "odkdy je zavřeno"),
        ("Číslo v portálu", "999999", "službu s tímto číslem katalog nemá"),
    ],
)
def test_a_wrong_cell_is_refused_in_words(title: str, cell: str, message: str) -> None:
    (error,) = errors(row() | {title: cell})
    assert error.startswith("Řádek 2")
    assert message in error


def test_unknown_doubled_and_missing_columns_stop_everything() -> None:
    assert errors({"Název služby": "X", "Barva": "modrá"}) == [
        "sloupec Barva: tenhle sloupec neznáme. Názvy sloupců najdete ve vzoru."
    ]
    assert errors({"IČO": "63504260"}) == ["sloupec Název služby: tenhle sloupec v tabulce chybí."]
    doubled = make_plan(Sheet(["Název služby", "NAZEV SLUZBY"], []))
    assert [str(error) for error in doubled.errors] == ["sloupec Název služby: sloupec je v tabulce dvakrát."]


def test_a_service_is_known_by_its_number_by_the_registers_number_or_by_its_words() -> None:
    service = saved()
    assert (
        plan(row() | {"Číslo v portálu": str(service.pk), "Název služby": "Jiný"}).changed[0].service_id == service.pk
    )
    assert plan(row(Název_služby="DOMOV")).changed[0].service_id == service.pk
    assert plan(row(Název_služby="Úplně jiný")).new
    numbered = saved(name="Druhý", register_number=4951)
    assert plan(row(Číslo_v_registru="4951")).changed[0].service_id == numbered.pk


def test_a_table_with_few_columns_changes_only_those() -> None:
    service = saved()
    (changed,) = plan(
        {"Číslo v portálu": str(service.pk), "Název služby": "Domov", "Jednou větou": "Nová věta."}
    ).changed
    assert changed.card == changed.before | {"summary": "Nová věta."}


def test_an_emptied_cell_empties_the_field() -> None:
    service = saved()
    (changed,) = plan({"Číslo v portálu": str(service.pk), "Název služby": "Domov", "Jednou větou": ""}).changed
    assert changed.card["summary"] == ""


def test_one_service_may_have_one_row_only() -> None:
    saved()
    assert errors(row(), row(Jednou_větou="x")) == ["Řádek 3: stejná služba je už na řádku 2."]
    assert errors(row(Název_služby="N"), row(Název_služby="N")) == ["Řádek 3: stejná služba je už na řádku 2."]


def test_a_service_is_not_moved_to_another_provider() -> None:
    service = saved()
    found = errors(row(IČO="00839345") | {"Číslo v portálu": str(service.pk)})
    assert found == ["Řádek 2, sloupec IČO: služba patří jinému poskytovateli. Převést ji tabulkou nejde."]


def test_a_provider_is_found_by_name_when_no_ico_is_written_and_is_needed() -> None:
    service = saved()
    (new,) = plan(row(IČO="", Poskytovatel="lipový DOMOV", Název_služby="Jiná")).new
    assert new.provider_id == service.provider_id
    assert errors(row(IČO="", Poskytovatel="")) == [
        "Řádek 2, sloupec Poskytovatel: napište název poskytovatele, nebo IČO poskytovatele z katalogu."
    ]


def test_a_deleted_service_is_not_matched(people: dict[str, Any]) -> None:
    delete_service(service=saved(), by=people["klara"])
    assert plan(row()).new


def test_an_ico_that_lost_its_zeros_gets_them_back() -> None:
    (new,) = plan(row(IČO="839345")).new
    assert new.provider["ico"] == "00839345"


@pytest.mark.parametrize("parts", [["a|b", "c"], ["\\", "x"], ["a\\|", "", "c"], ["", "b"]])
def test_parts_of_a_line_survive_their_bars(parts: list[str]) -> None:
    assert split_parts(join_parts(parts)) == parts


def test_hours_stored_before_a_rule_changed_stop_nothing_and_stay() -> None:
    held = saved(opening_hours={"weekly": [[[480, 1800]], *[[]] * 6]})
    found = plan(row(Úterý="8–12"), row(Název_služby="Jiná"))
    assert [str(error) for error in found.errors] == []
    (changed,) = found.changed
    assert changed.service_id == held.pk
    assert changed.card["opening_hours"]["weekly"][:2] == [[[480, 1800]], [[480, 720]]]


def test_hours_that_would_last_too_long_are_an_error_of_their_row_and_column() -> None:
    saved(opening_hours={"weekly": [[[480, 1800]], *[[]] * 6]})
    assert errors(row(Pondělí="8–5"), row(Název_služby="Jiná")) == [
        "Řádek 2, sloupec Pondělí: Hodiny „8–5“ by trvaly do druhého dne. Odpoledne napište třeba 8–18."
    ]
