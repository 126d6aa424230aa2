"""Known numbers of people from a table: question, option, count."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

HEADER = ("question", "option", "count")
MOST_BYTES = 1_000_000

#: Question → code of an option → its words.
Options = Mapping[str, Mapping[str, str]]


def read_margins(content: bytes, options: Options) -> dict[str, dict[str, int]]:
    """Return question → option → people; raises `ValidationError` with an error for each wrong row."""
    rows = _rows(content)
    found: dict[str, dict[str, int]] = {}
    wrong = []
    for number, row in enumerate(rows, 2):
        try:
            question, option, count = _read(row, options)
        except ValidationError as error:
            wrong.append(_("Řádek %(number)s: %(error)s") % {"number": number, "error": error.messages[0]})
        else:
            found.setdefault(question, {})[option] = count
    if wrong:
        raise ValidationError(wrong)
    if not found:
        raise ValidationError(_("V souboru nejsou žádné řádky s čísly."))
    return found


def _rows(content: bytes) -> Any:
    text = _decoded(content)
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    if not set(HEADER) <= {str(name).strip() for name in reader.fieldnames or ()}:
        raise ValidationError(_("První řádek musí být: question, option, count."))
    return reader


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1250", errors="replace")


def _read(row: Mapping[str, Any], options: Options) -> tuple[str, str, int]:
    question, option, count = ((row.get(name) or "").strip() for name in HEADER)
    if question not in options:
        raise ValidationError(_("Otázku „%(code)s“ v dotazníku nemáme, nebo nemá jednu odpověď.") % {"code": question})
    known = options[question]
    code = option if option in known else next((code for code, words in known.items() if words == option), "")
    if not code:
        raise ValidationError(_("Možnost „%(option)s“ otázka %(code)s nemá.") % {"option": option, "code": question})
    digits = "".join(count.split())
    if not digits.isdecimal():
        raise ValidationError(_("„%(count)s“ není počet lidí.") % {"count": count})
    return question, code, int(digits)
