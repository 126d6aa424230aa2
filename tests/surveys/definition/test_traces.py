"""What a coordinator should look at before a text goes out."""

import pytest

from surveys.definition.traces import masked, pieces


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Poradila nám paní Vymyslená z úřadu.", ["Vymyslená"]),
        ("Volejte na 000 123 456, děkuji.", ["000 123 456"]),
        ("Pište na jana@ukazka.example nebo www.ukazka.example.", ["jana@ukazka.example", "www.ukazka.example."]),
        ("Bydlím v Lipovanech. Autobus nejede.", ["Lipovanech"]),
        ("Допомогла пані Вигадана.", ["Вигадана"]),
        ("Čekám 3 roky na byt, už 12 let.", []),
        ("", []),
    ],
)
def test_names_numbers_and_addresses_are_pointed_out(text, found):
    parts = list(pieces(text))
    assert [part.text for part in parts if part.is_trace] == found
    assert "".join(part.text for part in parts) == text


def test_they_are_left_out_of_what_is_proposed():
    assert masked("Děkuji paní Janě Vymyslené, tel. 000123456.") == "Děkuji paní […], tel. […]."
    assert masked("Nic mi nechybí.") == "Nic mi nechybí."
