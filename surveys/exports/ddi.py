"""The codebook as DDI Codebook 2.5, which archives of data take. The order of elements is fixed by the schema."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET  # nosec B405 - written, never read

from django.utils.translation import gettext as _

from surveys.definition.columns import NA, Kind
from surveys.definition.shape import ILLEGIBLE, SEVERAL, SOURCE, Definition, Question, in_language
from surveys.enums import SampleType
from surveys.exports.codebook import Variable, variables_of

NAMESPACE = "ddi:codebook:2_5"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
CONTINUOUS = frozenset({Kind.NUMBER})


@dataclass(frozen=True)
class StudyFacts:
    """What is known of the study beside its questions."""

    title: str
    asked_by: str = ""
    purpose: str = ""
    opens: dt.date | None = None
    closes: dt.date | None = None
    territory: str = ""
    sample_type: str = SampleType.OPT_IN
    recruitment: str = ""
    version: int = 1
    count: int = 0
    weight: str = ""
    file_name: str = ""


def ddi_xml(definition: Definition, facts: StudyFacts, language: str = SOURCE) -> bytes:
    """Return the document; variables are those of the wide data, in their order."""
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(_tag("codeBook"), {"version": "2.5", LANGUAGE: language.partition("-")[0]})
    variables = variables_of(definition, language, is_wide=True)
    _study(root, facts)
    _file(root, facts, len(variables))
    data = _add(root, "dataDscr")
    identifiers = {variable.column.name: f"V{number}" for number, variable in enumerate(variables, start=1)}
    for question in definition.questions():
        _group(data, question, variables, identifiers, language)
    for variable in variables:
        _variable(data, variable, identifiers[variable.column.name])
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add(parent: ET.Element, name: str, text: str = "", /, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, _tag(name), attributes)
    child.text = _legal(text) or None
    return child


def _legal(text: str) -> str:
    """Return a text without the signs that XML cannot hold."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n")


def _add_if(parent: ET.Element, name: str, text: str) -> None:
    if text:
        _add(parent, name, text)


# --- The study ------------------------------------------------------------------------------------------------


def _study(root: ET.Element, facts: StudyFacts) -> None:
    study = _add(root, "stdyDscr")
    citation = _add(study, "citation")
    _add(_add(citation, "titlStmt"), "titl", facts.title)
    if facts.asked_by:
        _add(_add(citation, "rspStmt"), "AuthEnty", facts.asked_by)
    _add(_add(citation, "verStmt"), "version", str(facts.version))
    information = _add(study, "stdyInfo")
    _add_if(information, "abstract", facts.purpose)
    _summary(_add(information, "sumDscr"), facts)
    collection = _add(_add(study, "method"), "dataColl")
    _add(collection, "sampProc", str(SampleType(facts.sample_type).label))
    _add_if(collection, "collMode", _("dotazník na webu a na papíře"))
    _add_if(collection, "collSitu", facts.recruitment)
    _add_if(collection, "weight", facts.weight)


def _summary(summary: ET.Element, facts: StudyFacts) -> None:
    for event, day in (("start", facts.opens), ("end", facts.closes)):
        if day:
            _add(summary, "collDate", day.isoformat(), date=day.isoformat(), event=event)
    _add(summary, "nation", "Česko", abbr="CZ")
    _add_if(summary, "geogCover", facts.territory)


def _file(root: ET.Element, facts: StudyFacts, variables: int) -> None:
    text = _add(_add(root, "fileDscr", ID="F1"), "fileTxt")
    _add_if(text, "fileName", facts.file_name)
    sizes = _add(text, "dimensns")
    _add(sizes, "caseQnty", str(facts.count))
    _add(sizes, "varQnty", str(variables))


# --- Variables ------------------------------------------------------------------------------------------------


def _group(
    data: ET.Element, question: Question, variables: tuple[Variable, ...], names: dict[str, str], language: str
) -> None:
    """Say which variables are rows of one table or ticks of one question."""
    own = [variable.column for variable in variables if variable.column.question is question]
    parts = [column for column in own if column.row or column.kind in (Kind.FLAG, Kind.PLACE)]
    if len(parts) < 2:
        return
    kind = "multipleResp" if parts[0].kind == Kind.FLAG else "grid"
    listed = " ".join(names[column.name] for column in parts)
    group = _add(data, "varGrp", type=kind, var=listed)
    _add(group, "labl", in_language(question.text, language))


def _variable(data: ET.Element, variable: Variable, identifier: str) -> None:
    column = variable.column
    interval = "contin" if column.kind in CONTINUOUS else "discrete"
    element = _add(data, "var", ID=identifier, name=column.name, files="F1", intrvl=interval)
    _add(element, "labl", variable.label)
    asked = _add(element, "qstn")
    _add(asked, "qstnLit", variable.label)
    _add_if(asked, "ivuInstr", variable.hint)
    _range(element, column.question, column.kind)
    _add_if(element, "universe", variable.asked)
    for value, label, is_missing in _categories(variable):
        category = _add(element, "catgry", missing="Y" if is_missing else "N")
        _add(category, "catValu", value)
        _add(category, "labl", label)
    _add(element, "varFormat", type="character" if column.is_text or column.kind == Kind.DATE else "numeric")


def _range(element: ET.Element, question: Question, kind: Kind) -> None:
    if kind == Kind.NUMBER and (question.least is not None or question.most is not None):
        limits = {"min": question.least, "max": question.most}
        _add(
            _add(element, "valrng"),
            "range",
            **{name: str(limit) for name, limit in limits.items() if limit is not None},
        )


def _categories(variable: Variable) -> Iterator[tuple[str, str, bool]]:
    if variable.column.kind == Kind.FLAG:
        yield from (("0", _("neoznačeno"), False), ("1", _("označeno"), False))
    for code, _number, label in variable.values:
        yield code, label, False
    if variable.values or variable.column.kind == Kind.FLAG:
        yield NA, _("otázka se netýkala"), True
        yield ILLEGIBLE, _("nečitelné"), True
        yield SEVERAL, _("označeno víc možností"), True
