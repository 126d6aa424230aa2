"""Write docs/permissions.md from the matrix: ``python -m tests.permissions.write_docs``; a test keeps it fresh."""

import os
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django  # noqa: E402 - settings are named first

django.setup()

from tests.permissions.matrix import PEOPLE, ROWS  # noqa: E402 - apps are ready only now

TARGET = Path(__file__).parents[2] / "docs/permissions.md"
HEAD = """# Who gets what

Written from `tests/permissions/matrix.py` by `python -m tests.permissions.write_docs`. Cells are answers: 200 shown, 302
done or sent to sign-in, 403 inside but not allowed, 404 outside the circle, 405 wrong method, 410 over, 422 the form
says what is wrong. Anna, Uršula, Věra and Cyril are signed in without a role; Petr keeps one provider's entries; Klára
coordinates; Zdeněk is a councillor; Standa administers.

"""


def text() -> str:
    """Return the document."""
    lines = ["| address | method | " + " | ".join(PEOPLE) + " |", "|---|---|" + "---|" * len(PEOPLE)]
    for row in ROWS:
        cells = " | ".join(str(row.cells[person]) for person in PEOPLE)
        lines.append(f"| `{row.name}` | {row.method.upper()} | {cells} |")
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text())
