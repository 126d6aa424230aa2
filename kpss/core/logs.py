"""Logs as JSON lines, without personal data: no addresses of visitors, no query strings, no bodies."""

import json
import logging
from typing import Any

_EXTRAS = ("work", "method", "route", "status", "milliseconds", "job", "file", "count", "mail", "error", "is_last")


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, message, a few named extras, the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        entry |= {name: getattr(record, name) for name in _EXTRAS if hasattr(record, name)}
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False, default=str)
