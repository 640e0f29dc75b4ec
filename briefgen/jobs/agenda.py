"""What is due: for each job with a schedule, up to when its due times are dealt with, and the next one.

Everything follows from the clock as it is read at each look, so that a change of the clock or
a sleep of the machine needs no notice: due times that have passed meanwhile are due once,
together.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from briefgen.jobs import crontab

if TYPE_CHECKING:
    from briefgen.jobs.settings import Job, Schedule, Settings

SET_BACK = dt.timedelta(hours=3)
"""By more than this a clock is set back only to correct it, and its new time counts: cron(8)."""

BUSY_PAUSE = dt.timedelta(seconds=60)
"""For how long a job waits whose run somebody else has begun."""


class Appointment:
    """One job and when it is due next; ``handled`` is the time up to which nothing is owed any more.

    All times are in UTC: two times in the same zone compare as clocks on the wall do.
    """

    def __init__(self, job: Job, schedule: Schedule, handled: dt.datetime) -> None:
        self.job = job
        self.schedule = schedule
        self._not_before: dt.datetime | None = None
        self.settle(handled)

    def settle(self, handled: dt.datetime) -> None:
        """Take all due times up to ``handled`` for dealt with."""
        self.handled = handled.astimezone(dt.UTC)
        self.due = crontab.next_due(self.schedule, self.handled).astimezone(dt.UTC)

    def correct(self, now: dt.datetime) -> bool:
        """Forget what a clock that was far ahead has led to; tell whether that was needed."""
        if self.handled - now <= SET_BACK:
            return False
        self.settle(now)
        return True

    def is_due(self, now: dt.datetime) -> bool:
        """Tell whether a run is owed now."""
        waits = self._not_before is not None and now < self._not_before <= now + BUSY_PAUSE
        return self.due <= now and not waits

    def postpone(self, now: dt.datetime, handled: dt.datetime) -> None:
        """Owe the run again that has just been found busy, after a pause."""
        self.settle(handled)
        self._not_before = now + BUSY_PAUSE


def begin(
    job: Job, *, now: dt.datetime, last_start: dt.datetime | None, known: dt.datetime
) -> Appointment | None:
    """Return the appointment of a job for a program that starts now, None without a schedule.

    A due time since ``last_start``, when the job last ran, was missed and is owed.  A job
    that never ran owes what was due since ``known``.
    """
    if job.schedule is None:
        return None
    handled = last_start or min(known, now)
    appointment = Appointment(job, job.schedule, handled)
    appointment.correct(now)
    return appointment


def overdue(job: Job, *, now: dt.datetime, since: dt.datetime) -> dt.datetime | None:
    """Return the first due time of a job after ``since`` that has passed, None if none has."""
    if job.schedule is None or since >= now:
        return None
    due = crontab.next_due(job.schedule, since)
    return due if due.astimezone(dt.UTC) <= now else None


def known_since(settings: Settings, now: dt.datetime) -> dt.datetime:
    """Return when the configuration was last written: since then its jobs are known."""
    try:
        return dt.datetime.fromtimestamp(settings.path.stat().st_mtime, dt.UTC)
    except OSError:
        return now
