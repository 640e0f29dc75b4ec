"""The one place where the clock is read, so that a run can be repeated byte for byte."""

from __future__ import annotations

import datetime as dt
import os
import time
from typing import TYPE_CHECKING

from briefgen.exceptions import ClockError

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE = "SOURCE_DATE_EPOCH"
"""Seconds since 1970 to take for the present: https://reproducible-builds.org/specs/source-date-epoch/."""


def now(asked: str | None = None, *, environment: Mapping[str, str] = os.environ) -> dt.datetime:
    """Return the time of this run: what was asked for, else SOURCE_DATE_EPOCH, else the clock.

    ``asked`` is an ISO 8601 date or time; without a zone it is taken as UTC, and a date is
    its midnight.  Raises ``ClockError`` for anything else.
    """
    if asked is not None:
        return parse(asked)
    epoch = environment.get(VARIABLE)
    if epoch:
        return _from_epoch(epoch)
    return dt.datetime.now().astimezone()


def system() -> dt.datetime:
    """Return the system's time, whatever was asked for: for what waits until some time."""
    return dt.datetime.now().astimezone()


def system_ns() -> int:
    """Return the system's time in nanoseconds since 1970, to hold against the times of files."""
    return time.time_ns()


def parse(text: str) -> dt.datetime:
    """Return an aware time for an ISO 8601 date or time."""
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        raise ClockError(
            f"{text!r} is not a time.", remedy='Give it as "2026-03-01" or "2026-03-01T09:30+01:00".'
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _from_epoch(text: str) -> dt.datetime:
    try:
        return dt.datetime.fromtimestamp(int(text), tz=dt.UTC)
    except (ValueError, OverflowError, OSError):
        raise ClockError(
            f"The environment variable {VARIABLE} is {text!r}, which is no number of seconds since 1970.",
            remedy="Set it to such a number, or unset it.",
        ) from None
