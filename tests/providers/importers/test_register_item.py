"""One item of the register: what is read, what is left alone, what is reported."""

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from providers.importers.register_item import Codes, Entry, ItemReader, day, text, whole
from providers.importers.register_problems import Problems, in_words
from tests.providers.importers.register_items import ELSEWHERE, LIPOVANY, address, facility, form, item

CODES = Codes(
    kinds={"DruhSocialniSluzby/13": "domovy-pro-seniory"},
    kind_names={"domovy-pro-seniory": "domovy pro seniory"},
    groups={"CilovaSkupinaOsoby/24": "seniori"},
    towns=frozenset({LIPOVANY}),
    members=frozenset({LIPOVANY}),
)
TODAY = dt.date(2026, 11, 21)


def read(**changes: Any) -> tuple[Entry, dict[str, str]]:
    """Read an item; return it and the problems as code → value."""
    problems = Problems()
    entry = ItemReader(CODES, problems, TODAY).read(item(**changes), 1)
    assert entry
    return entry, {row["code"]: row["value"] for row in problems.rows()}


def problems_of(raw: Any) -> list[dict[str, Any]]:
    problems = Problems()
    assert ItemReader(CODES, problems, TODAY).read(raw, 7) is None
    return problems.rows()


def test_an_ordinary_service_is_read_whole_without_a_problem() -> None:
    entry, problems = read()
    assert problems == {}
    assert entry.number == 4951
    assert entry.towns == {LIPOVANY}
    assert entry.card["name"] == "Domov U Lípy"
    assert entry.card["kind"] == "domovy-pro-seniory"
    assert entry.card["valid_from"] == "2014-03-01"
    assert entry.card["valid_to"] is None
    assert entry.card["forms"] == [{"form": "residential", "is_nonstop": True, "capacities": [["beds", 32, ""]]}]
    assert entry.card["phones"] == [["+420354403131", ""]]
    assert entry.card["webs"] == [["https://www.lipa.example", ""]]
    place = entry.card["locations"][0]
    assert (place["street"], place["house_number"], place["municipality"]) == ("Lipová", "12/3", LIPOVANY)
    assert entry.provider["ico"] == "63504260"
    assert entry.provider["street"] == "Lipová 12/3"


def test_persons_and_free_texts_are_never_read() -> None:
    person = {"jmeno": "Jana", "prijmeni": "Osobníčková"}
    entry, problems = read(
        poskytovatel={"ico": "63504260", "nazev": "Lipový domov", "statutarniOrgany": [person]},
        zarizeni=[facility(vedouci=person)],
        telefony=[{"telefon": "354 403 131 Osobníčková", "poznamka": "Osobníčková"}],
        emaily=[{"email": "jana.osobnickova@lipa.example", "poznamka": "Osobníčková"}],
        formy=[form("pob", [("luzka", 32)])],
        doplnujiciInformaceVekoveSkupiny="Osobníčková",
    )
    stored = json.dumps([entry.card, entry.provider, problems], ensure_ascii=False).lower()
    assert "osob" not in stored
    assert "novákové" not in stored
    assert problems == {"unknown_field": "zarizeni[].vedouci", "personal_email": ""}


def test_a_secret_facility_keeps_no_address_even_when_the_file_carries_one() -> None:
    entry, _problems = read(zarizeni=[facility("Azyl", utajenaAdresa=True, adresa=address(ulice={"nazev": "Tajná"}))])
    place = entry.card["locations"][0]
    assert place["is_secret"]
    assert [place[key] for key in ("street", "house_number", "municipality", "address_code")] == ["", "", "", None]


def test_an_open_twin_of_a_secret_facility_is_secret_too() -> None:
    entry, _problems = read(
        zarizeni=[
            facility("Azyl", utajenaAdresa=True, adresa=None),
            facility("Azyl"),
            facility("Kancelář", adresa=address(kodAdresnihoMista=5)),
        ]
    )
    assert [(place["name"], place["is_secret"]) for place in entry.card["locations"]] == [
        ("Azyl", True),
        ("Kancelář", False),
    ]


def test_a_providers_seat_at_a_secret_address_is_left_out() -> None:
    secret = address(ulice={"nazev": "Tajná"}, kodAdresnihoMista=77)
    entry, _problems = read(
        zarizeni=[facility("Azyl", utajenaAdresa="ano", adresa=secret)],
        poskytovatel={"ico": "63504260", "nazev": "Azyl", "adresa": secret},
    )
    assert "street" not in entry.provider
    assert "Tajná" not in json.dumps([entry.card, entry.provider], ensure_ascii=False)


def test_a_facility_repeated_is_read_once_and_an_ended_one_not_at_all() -> None:
    ended = facility("Starý dům", poskytujeDo="2026-11-20", adresa=address(kodAdresnihoMista=9))
    entry, _problems = read(zarizeni=[facility(), facility(), ended, facility("Nový", poskytujeOd="2027-01-01")])
    assert [place["name"] for place in entry.card["locations"]] == ["Domov U Lípy"]


def test_a_facility_open_to_the_end_of_today_counts_and_so_does_one_of_a_future_service() -> None:
    entry, _problems = read(zarizeni=[facility(poskytujeDo="2026-11-21")])
    assert entry.card["locations"]
    entry, _problems = read(datumPoskytovaniOd="2027-01-01", zarizeni=[facility(poskytujeOd="2027-01-01")])
    assert entry.card["locations"]


def test_a_service_with_several_facilities_is_named_by_its_kind_and_provider() -> None:
    entry, _problems = read(zarizeni=[facility("A"), facility("B", adresa=address(kodAdresnihoMista=2))])
    assert entry.card["name"] == "Domovy pro seniory – Lipový domov, z. s."


def test_a_service_over_yesterday_is_over_and_one_that_ends_today_is_not() -> None:
    assert read(datumPoskytovaniDo="2026-11-20")[0].is_over(TODAY)
    assert not read(datumPoskytovaniDo="2026-11-21")[0].is_over(TODAY)
    assert not read(datumPoskytovaniDo="9999-12-31")[0].is_over(TODAY)


def test_numbers_may_be_texts_and_an_ico_may_have_lost_its_zeros() -> None:
    entry, problems = read(
        portalId="4951", poskytovatel={"ico": 839345, "nazev": "Obec"}, formy=[form("ter", [("klient", "12")])]
    )
    assert problems == {}
    assert entry.number == 4951
    assert entry.provider["ico"] == "00839345"
    assert entry.card["forms"][0]["capacities"] == [["clients", 12, ""]]


def test_capacities_stand_in_the_order_of_the_catalogue() -> None:
    entry, _problems = read(
        formy=[form("ter", [("klient", 3)]), form("amb", [("klient", 2), ("kontakt", 9), ("klient", 8)])]
    )
    assert [row["form"] for row in entry.card["forms"]] == ["field", "outpatient"]
    assert entry.card["forms"][1]["capacities"] == [["clients", 8, ""], ["clients", 2, ""], ["contacts", 9, ""]]


@pytest.mark.parametrize(
    ("changes", "code", "value"),
    [
        ({"novePole": 1}, "unknown_field", "novePole"),
        ({"no\u0000ve\ud800": 1}, "unknown_field", "nove"),
        (
            {"ciloveSkupiny": [{"cilovaSkupina": {"id": "CilovaSkupinaOsoby/99"}}]},
            "unknown_group",
            "CilovaSkupinaOsoby/99",
        ),
        ({"formy": [form("dist", [])]}, "unknown_form", "FormaSocialniSluzby/dist"),
        ({"formy": [form("pob", [("pytle", 3)])]}, "unknown_unit", "TypKapacitySocialniSluzby/pytle"),
        ({"formy": [form("pob", [("luzka", -3)])]}, "bad_value", "kapacity[].pocet"),
        ({"formy": "pobytová"}, "bad_value", "formy"),
        ({"zarizeni": [None, facility()]}, "bad_value", "zarizeni[]"),
        ({"zarizeni": [facility(adresa=address(obec={"id": f"Obec/{ELSEWHERE}"}))]}, "unknown_town", ELSEWHERE),
        ({"zarizeni": [facility(adresa=address(obec={"id": "Obec/Praha"}))]}, "bad_town", "Obec/Praha"),
        ({"zarizeni": [facility(adresa=address(psc="ABC"))]}, "bad_value", "adresa.psc"),
        ({"datumPoskytovaniOd": "včera"}, "bad_day", "datumPoskytovaniOd"),
        ({"datumPoskytovaniDo": "2013-01-01"}, "days_order", ""),
        ({"poskytovatel": {"ico": "12345678", "nazev": "X"}}, "bad_ico", ""),
        ({"telefony": [{"telefon": "zavolejte"}]}, "bad_contact", "telefony[].telefon"),
        ({"weby": [{"web": "javascript:alert(1)"}]}, "bad_contact", "weby[].web"),
    ],
)
def test_what_is_not_understood_is_reported_and_the_rest_read(changes: dict[str, Any], code: str, value: str) -> None:
    entry, problems = read(**changes)
    assert problems == {code: value}
    assert entry.card["kind"] == "domovy-pro-seniory"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (None, "not_an_item"),
        ("text", "not_an_item"),
        ([], "not_an_item"),
        ({}, "no_number"),
        ({"portalId": None}, "no_number"),
        ({"portalId": -5}, "no_number"),
        ({"portalId": True}, "no_number"),
        ({"portalId": 99999999999999999999}, "no_number"),
    ],
)
def test_what_is_no_service_is_skipped_with_its_position(raw: Any, code: str) -> None:
    (row,) = problems_of(raw)
    assert (row["code"], row["value"]) == (code, "7")
    assert "č. 7" in in_words(row)


def test_a_service_of_an_unknown_kind_is_not_taken_over() -> None:
    (row,) = problems_of(item(druhSocialniSluzby={"id": "DruhSocialniSluzby/999"}))
    assert (row["code"], row["value"], row["numbers"]) == ("unknown_kind", "DruhSocialniSluzby/999", [4951])


def test_nulls_everywhere_leave_the_register_silent() -> None:
    nulls = dict.fromkeys(item(), None) | {"portalId": 1, "druhSocialniSluzby": {"id": "DruhSocialniSluzby/13"}}
    problems = Problems()
    entry = ItemReader(CODES, problems, TODAY).read(nulls, 1)
    assert entry
    assert problems.rows() == []
    assert entry.provider == {}
    assert entry.card["locations"] == entry.card["forms"] == entry.card["phones"] == []


def test_hostile_texts_are_one_line_without_control_characters_and_of_bounded_length() -> None:
    assert text("  a\u0000\u202eb\n\tc  ", 20) == "ab c"
    assert text("<script>", 20) == "<script>"
    assert len(text("x" * 10_000_000, 200)) == 200
    assert text(["a"], 5) == text(None, 5) == text(True, 5) == ""


def test_days_with_a_time_are_days_and_other_things_are_not() -> None:
    assert day("2026-12-31T00:00:00") == dt.date(2026, 12, 31)
    for wrong in ("2026-02-30", "31.12.2026", 20261231, "0001-01-01", ""):
        with pytest.raises(ValueError, match="day"):
            day(wrong)


def test_whole_numbers_are_bounded() -> None:
    assert (whole("12"), whole(0), whole(2**31), whole(1.5), whole("1e3")) == (12, 0, None, None, None)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(item())), _JSON))
def test_no_json_at_all_makes_the_reader_fail(changes: dict[str, Any]) -> None:
    problems = Problems()
    ItemReader(CODES, problems, TODAY).read(item() | changes, 1)
    assert all(in_words(row) for row in problems.rows())


def test_problems_are_counted_and_bounded() -> None:
    problems = Problems()
    for number in range(1000):
        problems.add("unknown_field", f"pole{number % 400}", number)
    rows = problems.rows()
    assert len(rows) == 301
    assert rows[0]["count"] == 3
    assert rows[-1]["code"] == "more"
