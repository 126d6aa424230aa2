"""Reading the register's file as a stream: 99 MB of JSON, one service in memory at a time."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import ijson
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MAX_BYTES = 500 * 1024 * 1024
_BOM = b"\xef\xbb\xbf"


def raw_items(file: BinaryIO) -> Iterator[tuple[int, Any]]:
    """Yield (position from 1, parsed item) of ``{"polozky": […]}``.

    Raises ValidationError in Czech, with the last readable position, for what is no such JSON.
    """
    _check_beginning(file)
    position = 0
    try:
        for position, item in enumerate(ijson.items(file, "polozky.item"), start=1):
            yield position, item
    except (ijson.JSONError, UnicodeError, ValueError) as error:
        raise ValidationError(_broken(position), code="json") from error
    if not position:
        raise ValidationError(
            _("V souboru nejsou žádné služby: chybí seznam „polozky“, nebo je prázdný."), code="no_items"
        )


def _check_beginning(file: BinaryIO) -> None:
    head = file.read(64)
    file.seek(len(_BOM) if head.startswith(_BOM) else 0)
    if not head.removeprefix(_BOM).lstrip().startswith(b"{"):
        raise ValidationError(
            _("Soubor není registr ve formátu JSON. Stáhněte rpss.json z otevřených dat ministerstva."), code="not_json"
        )


def _broken(position: int) -> str:
    if not position:
        return _("Soubor není platný JSON, chyba je hned na začátku. Stáhněte ho znovu.")
    return _("Soubor je poškozený nebo neúplný: číst šel jen po položku č. %(position)s. Stáhněte ho znovu.") % {
        "position": position
    }
