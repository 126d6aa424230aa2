"""Files of a large survey, each made in a process of its own: `measure()`.

Run by hand: ``python -m tests.bench.survey_files``. Answers are invented and read from memory, so that it is the files
that are measured and not the database.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
#: file → seconds it may take; each may use 200 MB
BUDGETS = {"csv": 10, "csv_wide": 10, "xlsx": 60, "sav": 15}
MOST_MB = 200


def measure() -> dict[str, dict[str, Any]]:
    """Write each file of 100,000 answers to 25 questions; return seconds, peak memory and size in MB, and the verdict."""
    found = {}
    for kind, seconds in BUDGETS.items():
        command = [sys.executable, "-m", "tests.bench.survey_files", kind]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        measured = dict(json.loads(done.stdout.splitlines()[-1]))
        met = measured["seconds"] <= seconds and measured["mb"] <= MOST_MB
        found[kind] = measured | {"budget": seconds, "verdict": "met" if met else "missed"}
    return found


def rows(whole: Any) -> Iterator[Any]:
    """Yield the answers of the big demo."""
    from surveys.definition.columns import AnswerRow
    from surveys.importers.demo_big import ANSWERS, answers

    return (AnswerRow(given, channel="web", day="2026-11-22") for given in answers(whole, ANSWERS))


def _write(kind: str, path: Path) -> None:
    from surveys.exports.csv_table import CsvOptions, csv_pieces
    from surveys.exports.spreadsheet import write_spreadsheet
    from surveys.exports.spss import write_sav
    from surveys.importers.demo_big import definition

    whole = definition()
    if kind == "xlsx":
        write_spreadsheet(path, whole, rows(whole))
    elif kind == "sav":
        write_sav(path, whole, rows(whole))
    else:
        with path.open("wb") as file:
            file.writelines(csv_pieces(whole, rows(whole), CsvOptions(is_wide=kind == "csv_wide")))


def _step(kind: str) -> dict[str, Any]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    import django

    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"answers.{kind}"
        started = time.perf_counter()
        _write(kind, path)
        seconds = round(time.perf_counter() - started, 1)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        return {"seconds": seconds, "mb": peak, "size_mb": round(path.stat().st_size / 1e6, 1)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_step(sys.argv[1]) if len(sys.argv) > 1 else measure(), indent=None) + "\n")
