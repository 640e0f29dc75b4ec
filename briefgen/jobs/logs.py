"""The log of a run on standard error: text for people, or a JSON object a line for programs."""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMATS = ("text", "json")
_KNOWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON: time, level, logger, message, and what was given with it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **{key: value for key, value in vars(record).items() if key not in _KNOWN},
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


class Lines(logging.Formatter):
    """Writes a record as one line of text, with the job that it is of; a traceback is left out."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without anything that would steer a terminal."""
        told = f"{getattr(record, 'job', 'briefgen')}: {record.getMessage()}"
        return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in told)


@contextmanager
def logging_to(format: str, *, level: int = logging.INFO, stream: TextIO | None = None) -> Iterator[None]:
    """Write the log of briefgen to standard error, or to ``stream``, for as long as this lasts."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines() if format == "json" else Lines())
    logger = logging.getLogger("briefgen")
    before = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(level)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before[0])
        logger.propagate = before[1]
