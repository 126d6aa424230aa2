"""A real questionnaire turned into XLSForm, as a coordinator would write it; the data lie beside the checkout."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from kpss.core.text import slugify_czech

SHARED = Path(__file__).resolve().parents[3] / "shared/data/questionnaires.json"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="real questionnaires lie beside the checkout only")
KINDS = {"single": "select_one", "select": "select_one", "multi": "select_multiple"}


def questionnaire() -> dict[str, Any]:
    """Return the complete questionnaire of Třebíč."""
    found = json.loads(SHARED.read_text())["questionnaires"]
    return next(one for one in found if one["key"] == "trebic-2026")


def write_xlsform(path: Path, *, with_dangling_rule: bool) -> None:
    """Write the questionnaire as XLSForm; the published table of rules has one for questions that were dropped."""
    whole = questionnaire()
    rows: list[list[str]] = [["type", "name", "label", "required", "relevant", "constraint", "appearance"]]
    lists: list[list[str]] = [["list_name", "name", "label"]]
    for block in whole["blocks"]:
        rows.append(["begin_group", block["id"], block["title"], "", _block_rule(block), "", ""])
        for question in block["questions"]:
            rows += _rows(question, whole)
            lists += [[question["id"], code, label] for code, label in _codes(question).items()]
        rows.append(["end_group", "", "", "", "", "", ""])
    if with_dangling_rule:
        rows.append(
            ["note", "K1", "Otázka, která v dotazníku zůstala jen v tabulce pravidel", "", "${K2} != 'zadny'", "", ""]
        )
    book = Workbook()
    survey = book.active
    survey.title = "survey"
    for sheet, lines in ((survey, rows), (book.create_sheet("choices"), lists)):
        for line in lines:
            sheet.append(line)
    settings = book.create_sheet("settings")
    settings.append(["form_title", "form_id", "style"])
    settings.append([whole["title"], "trebic-2026", "pages"])
    book.save(path)


def _codes(question: dict[str, Any]) -> dict[str, str]:
    """Return code → label of the choices; codes come from the words, unique within the question."""
    codes: dict[str, str] = {}
    for label in question.get("options") or []:
        code = "o_" + re.sub(r"[^a-z0-9]+", "_", slugify_czech(label))[:24].strip("_")
        codes[code if code not in codes else f"{code}_{len(codes)}"] = label
    return codes


def _rows(question: dict[str, Any], whole: dict[str, Any]) -> list[list[str]]:
    kind = f"{KINDS[question['type']]} {question['id']}" if question["type"] in KINDS else "text"
    look = "multiline" if question["type"] == "open" else "minimal" if question["type"] == "select" else ""
    required = "yes" if question["required"] else ""
    row = [kind, question["id"], question["text"], required, _rule(question, whole), _constraint(question), look]
    return [row, *_other(question)]


def _other(question: dict[str, Any]) -> list[list[str]]:
    if not question["allow_other"]:
        return []
    last = list(_codes(question))[-1]
    return [["text", f"{question['id']}_other", "Které?", "", f"selected(${{{question['id']}}}, '{last}')", "", ""]]


def _constraint(question: dict[str, Any]) -> str:
    by_label = {label: code for code, label in _codes(question).items()}
    parts = [
        f"not(selected(., '{by_label[label]}') and count-selected(.) > 1)" for label in question["exclusive_options"]
    ]
    return " and ".join([*parts, *([f"count-selected(.) <= {question['max']}"] if question["max"] else [])])


def _rule(question: dict[str, Any], whole: dict[str, Any]) -> str:
    rule = question.get("show_if")
    if not rule:
        return ""
    word, leaves = next(iter(rule.items()))
    return {"all": " and ", "any": " or "}[word].join(_leaf(leaf, whole) for leaf in leaves)


def _leaf(leaf: dict[str, Any], whole: dict[str, Any]) -> str:
    asked = next(q for block in whole["blocks"] for q in block["questions"] if q["id"] == leaf["q"])
    by_label = {label: code for code, label in _codes(asked).items()}
    wanted = [by_label[label] for label in leaf.get("contains_any") or leaf["is_any"]]
    parts = [f"selected(${{{leaf['q']}}}, '{code}')" for code in wanted]
    return parts[0] if len(parts) == 1 else f"({' or '.join(parts)})"


def _block_rule(_block: dict[str, Any]) -> str:
    """Return the condition of a block: the file states those of questions only."""
    return ""
