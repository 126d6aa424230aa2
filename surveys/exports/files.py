"""All files that answers are given out as: kind → how it is called, how its name ends, how it is written."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import gettext_lazy as _

from kpss.core.dates import local
from kpss.core.jobs import ProgressFunction
from surveys.definition.columns import AnswerRow
from surveys.definition.shape import SOURCE, Definition, in_language
from surveys.exports.codebook import codebook_csv
from surveys.exports.csv_table import CsvOptions, csv_pieces
from surveys.exports.csvw import csvw_json
from surveys.exports.ddi import StudyFacts, ddi_xml
from surveys.exports.spreadsheet import write_spreadsheet
from surveys.exports.spss import syntax_of, write_sav
from surveys.exports.weight_words import weighting_in_words
from surveys.exports.xlsform import write_xlsform
from surveys.models import Survey, Weighting

Rows = Iterable[AnswerRow]
STEP = 500


@dataclass(frozen=True)
class Task:
    """What a writer needs: the survey, all its questions, its answers, where to write."""

    survey: Survey
    definition: Definition
    rows: Rows
    path: Path
    count: int


@dataclass(frozen=True)
class Format:
    """One kind of file."""

    title: Any
    suffix: str
    write: Callable[[Task], Any]


def counted(rows: Rows, progress: ProgressFunction, total: int) -> Iterator[AnswerRow]:
    """Yield rows and tell how many went by."""
    for number, row in enumerate(rows, 1):
        yield row
        if number % STEP == 0:
            progress(number, total)


def _csv(options: CsvOptions) -> Callable[[Task], None]:
    def write(task: Task) -> None:
        with task.path.open("wb") as file:
            file.writelines(csv_pieces(task.definition, task.rows, options))

    return write


def _data_package(task: Task) -> None:
    """Write CSV with its CSVW metadata, the DDI codebook and a codebook for people, all in one file."""
    name = f"{task.survey.slug}.csv"
    weight = _weight_in_words(task)
    facts = replace(study_facts(task.survey, count=task.count, file_name=name), weight=weight)
    with ZipFile(task.path, "w", ZIP_DEFLATED) as package:
        with package.open(name, "w", force_zip64=True) as file:
            for piece in csv_pieces(task.definition, task.rows, CsvOptions(is_wide=True)):
                file.write(piece)
        metadata = csvw_json(task.definition, file_name=name, title=task.survey.title, is_wide=True)
        package.writestr(f"{name}-metadata.json", metadata)
        package.writestr(f"{task.survey.slug}-ddi.xml", ddi_xml(task.definition, facts))
        package.writestr(f"{task.survey.slug}-kody.csv", codebook_csv(task.definition, is_wide=True))


def _spss(task: Task) -> None:
    """Write the data and the syntax that joins ticks into questions."""
    with ZipFile(task.path, "w", ZIP_DEFLATED) as package:
        data = task.path.with_suffix(".sav")
        write_sav(data, task.definition, task.rows)
        package.write(data, f"{task.survey.slug}.sav")
        package.writestr(f"{task.survey.slug}.sps", syntax_of(task.definition))


def _weight_in_words(task: Task) -> str:
    """Return where the weights of answers come from, where the office computed them."""
    weighting = Weighting.objects.filter(survey=task.survey, applied_at__isnull=False).first()
    titles = {code: in_language(variable.text, SOURCE) for code, variable in task.definition.variables().items()}
    return weighting_in_words(weighting, titles, task.count) if weighting else ""


def study_facts(survey: Survey, *, count: int, file_name: str) -> StudyFacts:
    """Return what is known of a survey beside its questions."""
    return StudyFacts(
        title=survey.title,
        asked_by=survey.asked_by,
        purpose=survey.purpose,
        opens=local(survey.opens_at).date() if survey.opens_at else None,
        closes=local(survey.closed_at or survey.closes_at).date() if survey.closed_at or survey.closes_at else None,  # type: ignore[arg-type]
        territory=", ".join(row.name for row in survey.municipalities.all()),
        sample_type=survey.sample_type,
        recruitment=survey.recruitment,
        count=count,
        file_name=file_name,
    )


FORMATS = {
    "csv": Format(_("CSV s kódy"), ".csv", _csv(CsvOptions())),
    "csv-slova": Format(_("CSV se slovy"), ".csv", _csv(CsvOptions(has_labels=True))),
    "csv-excel": Format(
        _("CSV pro český Excel"), ".csv", _csv(CsvOptions(has_labels=True, is_wide=True, is_czech=True))
    ),
    "xlsx": Format(
        _("Excel: data, slova, kódy"), ".xlsx", lambda task: write_spreadsheet(task.path, task.definition, task.rows)
    ),
    "spss": Format(_("SPSS (.sav) se syntaxí"), ".zip", _spss),
    "balik": Format(_("Datový balík: CSV, CSVW, DDI"), ".zip", _data_package),
    "xlsform": Format(
        _("Otázky jako XLSForm"),
        ".xlsx",
        lambda task: write_xlsform(task.path, task.definition, form_id=task.survey.slug),
    ),
}
