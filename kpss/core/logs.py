"""Logs as JSON lines, without personal data: no addresses of visitors, no query strings, no bodies, no values of errors."""

import json
import logging
import re
import traceback
from collections.abc import Iterator
from typing import Any

_EXTRAS = ("work", "method", "route", "status", "milliseconds", "job", "file", "count", "mail", "error", "is_last")

_PLACEHOLDER = re.compile(r"%\(?\w*\)?[sdr]")


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, message, a few named extras, the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": message_of(record),
        }
        entry |= {name: getattr(record, name) for name in _EXTRAS if hasattr(record, name)}
        if record.exc_info:
            entry["traceback"] = "".join(lines_of(record.exc_info[1]))
        return json.dumps(entry, ensure_ascii=False, default=str)


def message_of(record: logging.LogRecord) -> str:
    """Return the message; of Django's own only the words, because its values hold paths, and paths hold invitations."""
    if record.name.split(".")[0] == "django":
        return _PLACEHOLDER.sub("…", str(record.msg))
    return record.getMessage()


def lines_of(error: BaseException | None) -> Iterator[str]:
    """Yield the ways to an error and to those before it, each with its type alone: a database names the row in its words."""
    if error is None:
        return
    yield from lines_of(error.__cause__ or (None if error.__suppress_context__ else error.__context__))
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__module__}.{type(error).__qualname__}\n"
