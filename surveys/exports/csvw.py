"""Metadata beside a CSV for the web (CSVW): what each column holds, so that open data can be read by machines."""

import json
import re
from typing import Any

from surveys.definition.columns import BESIDE, NA, Column, Kind, columns_of
from surveys.definition.shape import FORGOTTEN, ILLEGIBLE, SEVERAL, SOURCE, Definition

#: What stands in a cell and is no answer.
NULLS = ["", NA, ILLEGIBLE, SEVERAL, FORGOTTEN]
TYPES: dict[Kind, Any] = {
    Kind.FLAG: {"base": "integer", "minimum": 0, "maximum": 1},
    Kind.PLACE: {"base": "integer", "minimum": 1},
    Kind.NUMBER: "decimal",
    Kind.DATE: "date",
    Kind.TEXT: "string",
}
BESIDE_TYPES = {"_submitted": "date", "_weight": "number", "_version": "integer"}


def csvw_json(
    definition: Definition,
    *,
    file_name: str,
    title: str,
    license_url: str = "",
    language: str = SOURCE,
    is_wide: bool = False,
) -> bytes:
    """Return the metadata of a CSV that was written with codes and commas under `file_name`."""
    columns = [_column(column, language) for column in columns_of(definition, is_wide=is_wide)]
    metadata: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": language.partition("-")[0]}],
        "url": file_name,
        "dc:title": title,
        "dialect": {"delimiter": ",", "encoding": "utf-8", "header": True},
        "tableSchema": {"columns": [*columns, *map(_beside, BESIDE)]},
    }
    if license_url:
        metadata["dc:license"] = {"@id": license_url}
    return json.dumps(metadata, ensure_ascii=False, indent=2).encode()


def _column(column: Column, language: str) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": re.sub(r"\W", "_", column.name),
        "titles": column.name,
        "dc:description": column.label(language),
        "datatype": TYPES.get(column.kind) or _codes(column),
        "null": NULLS,
    }
    return described | ({"separator": " "} if column.kind == Kind.CODES else {})


def _codes(column: Column) -> dict[str, str]:
    """Return the codes of a list of choices as a pattern."""
    return {"base": "string", "format": "|".join(re.escape(choice.code) for choice in column.choices)}


def _beside(name: str) -> dict[str, Any]:
    # A name that begins with an underscore is reserved; the header keeps it.
    return {"name": name.lstrip("_"), "titles": name, "datatype": BESIDE_TYPES.get(name, "string"), "null": NULLS}
