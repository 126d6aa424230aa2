"""Keys kept in files outside the database."""

import contextlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def read_or_make(path: Path, make: Callable[[], bytes]) -> bytes:
    """Return the key in *path*, made on first use.

    The file appears whole and for its owner alone; of two processes that make it at once, both return the same key.
    """
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".") as part, contextlib.suppress(FileExistsError):
            part.write(make())
            part.flush()
            os.link(part.name, path)
    return path.read_bytes()
