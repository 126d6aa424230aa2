"""The register's file as a stream, and what is no register."""

import io
import json

import pytest
from django.core.exceptions import ValidationError

from providers.importers.register_file import raw_items


def read(content: bytes) -> list[tuple[int, object]]:
    return list(raw_items(io.BytesIO(content)))


def test_items_come_one_by_one_with_their_position() -> None:
    assert read(b'{"_poznamka": {"x": 1}, "polozky": [{"portalId": 1}, null]}') == [(1, {"portalId": 1}), (2, None)]


def test_a_byte_order_mark_is_passed_over() -> None:
    assert read(b'\xef\xbb\xbf {"polozky": [7]}') == [(1, 7)]


@pytest.mark.parametrize("content", [b"", b"   ", b"<html>chyba</html>", b"[1, 2]", b"PK\x03\x04zip"])
def test_a_file_that_is_no_json_object_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(ValidationError, match="není registr ve formátu JSON"):
        read(content)


@pytest.mark.parametrize(
    "content", [b"{}", b'{"polozky": []}', b'{"polozky": {"a": 1}}', b'{"data": [1]}', b'{"polozky": "x"}']
)
def test_a_file_without_services_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(ValidationError, match="žádné služby"):
        read(content)


def test_a_truncated_file_says_how_far_it_could_be_read() -> None:
    whole = json.dumps({"polozky": [{"portalId": number} for number in range(5)]}).encode()
    with pytest.raises(ValidationError, match=r"jen po položku č\. 3"):
        read(whole[: whole.index(b'"portalId": 3')])


def test_bytes_that_are_no_text_are_refused_in_words() -> None:
    with pytest.raises(ValidationError, match=r"po položku č\. 1"):
        read(b'{"polozky": [1, "\xff\xfe"]}')


def test_a_number_larger_than_any_integer_stops_nothing() -> None:
    assert read(b'{"polozky": [99999999999999999999999999]}') == [(1, 99999999999999999999999999)]
