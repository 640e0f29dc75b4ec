"""When a message is tried again: after growing pauses, until it is given up."""

from __future__ import annotations

import datetime as dt

_MINUTES = (1, 5, 15, 60)


def pause(attempts: int) -> dt.timedelta:
    """Return how long to wait after so many tries: 1, 5, 15, then 60 minutes each time."""
    return dt.timedelta(minutes=_MINUTES[min(max(attempts, 1), len(_MINUTES)) - 1])


def is_given_up(created: dt.datetime, now: dt.datetime, hours: float) -> bool:
    """Tell whether a message that was put into the outbox at ``created`` is too old to be tried again."""
    return now - created >= dt.timedelta(hours=hours)
