"""Contacts of the register: free texts in, clean contacts out, no persons."""

import pytest

from providers.importers.register_contacts import emails_in, names_a_person, phones_in, webs_in


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("354 403 131", ["+420354403131"]),
        ("564109158", ["+420564109158"]),
        ("+420 777 123 456", ["+420777123456"]),
        ("00420777123456", ["+420777123456"]),
        ("354403131, 777 123 456", ["+420354403131", "+420777123456"]),
        ("354403131 777123456", ["+420354403131", "+420777123456"]),
        ("777 123 456 (Jana Nováková)", ["+420777123456"]),
        ("116111", ["116111"]),
        ("volejte ráno", []),
        ("12345678901234", []),
        ("", []),
    ],
)
def test_phones_are_found_in_free_text_and_words_beside_them_dropped(written: str, found: list[str]) -> None:
    assert phones_in(written) == found


@pytest.mark.parametrize(
    "email",
    ["jana.novakova@x.example", "novakova@x.example", "j.novak@x.example", "Petr@x.example", "jiri-maly@x.example"],
)
def test_an_email_of_a_person_is_recognised(email: str) -> None:
    assert names_a_person(email)


@pytest.mark.parametrize(
    "email",
    [
        "info@x.example",
        "pecovatelska.sluzba@x.example",
        "osobni.asistence@x.example",
        "krizova.pomoc@x.example",
        "dps@x.example",
        "socpracovnidc@x.example",
        "domov2@x.example",
    ],
)
def test_an_email_of_a_role_stays(email: str) -> None:
    assert not names_a_person(email)


def test_emails_and_webs_are_checked_and_completed() -> None:
    assert emails_in("info@x.example; nesmysl, a@b") == ["info@x.example"]
    assert webs_in("www.x.example, http://y.example/sluzby") == ["https://www.x.example", "http://y.example/sluzby"]


@pytest.mark.parametrize(
    "written", ["javascript:alert(1)", "data:text/html,x", "https://", "http://[::1", "https://ja@x.example"]
)
def test_a_dangerous_or_broken_web_is_left_out(written: str) -> None:
    assert webs_in(written) == []
