"""Files of a large survey, each made in a process of its own: `measure()`.

Run by hand: ``python -m tests.bench.survey_files``. Answers are invented and read from memory, so that it is the files
that are measured and not the database.
"""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = 100_000
#: file → seconds it may take; each may use 200 MB
BUDGETS = {"csv": 10, "csv_wide": 10, "xlsx": 60, "sav": 15}
MOST_MB = 200
TYPES = ["single", "multiple", "single", "matrix", "marks", "number", "single", "multiple", "long_text", "ranking"]
CHOOSES = ("single", "multiple", "matrix", "ranking")


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


def definition() -> Any:
    """Return 25 questions of each type that files tell apart."""
    from surveys.definition.shape import Choice, Definition, Question, Row, Section

    def question(number: int) -> Question:
        kind = TYPES[number % len(TYPES)]
        choices = tuple(Choice(f"c{n}", {"cs": f"možnost {n} otázky {number}"}, n) for n in range(1, 7))
        return Question(
            f"q{number}",
            kind,
            {"cs": f"Otázka číslo {number}?"},
            choices=choices if kind in CHOOSES else (),
            rows=tuple(Row(f"q{number}r{n}", {"cs": f"řádek {n}"}) for n in range(5)) if kind == "matrix" else (),
            least=0 if kind == "number" else None,
            most=100 if kind == "number" else None,
        )

    return Definition({"cs": "Velké šetření"}, (Section("A", {"cs": "A"}, questions=tuple(map(question, range(25)))),))


def rows(whole: Any) -> Iterator[Any]:
    """Yield the answers: five hundred invented people, again and again."""
    from surveys.definition.columns import AnswerRow

    dice = random.Random(1)
    people = [{question.code: _answer(question, dice) for question in whole.questions()} for _number in range(500)]
    for number in range(ANSWERS):
        yield AnswerRow(people[number % len(people)], channel="web", day="2026-11-22")


def _answer(question: Any, dice: random.Random) -> Any:
    codes = [choice.code for choice in question.choices]
    if question.type == "matrix":
        return {row.code: dice.choice(codes) for row in question.rows}
    if question.type in ("multiple", "ranking"):
        return dice.sample(codes, 3)
    if codes:
        return dice.choice(codes)
    return {"marks": str(dice.randint(1, 5)), "number": str(dice.randint(0, 100))}.get(
        question.type, "Chybí nám tu lavičky a odvoz k lékaři."
    )


def _write(kind: str, path: Path) -> None:
    from surveys.exports.csv_table import CsvOptions, csv_pieces
    from surveys.exports.spreadsheet import write_spreadsheet
    from surveys.exports.spss import write_sav

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
