"""How the jobs are: when each is due, how it ran last, which mail waits, and what is wrong."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.exceptions import BriefgenError, BusyError, StoreError
from briefgen.jobs import agenda, crontab, locks
from briefgen.jobs.history import MailState, Past

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.jobs.history import PastRun
    from briefgen.jobs.settings import Job, Settings

LATE = dt.timedelta(hours=1)
"""For how long after its due time a job may be not begun before that is wrong."""

TOO_LONG = dt.timedelta(hours=2)
"""For how long mail may wait before that is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobState:
    """How one job is; ``problems`` are sentences, none where all is well."""

    job: Job
    next_due: dt.datetime | None
    last: PastRun | None
    is_running: bool
    mail: MailState
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """How all jobs are; ``store_problem`` says why nothing is known of their past."""

    jobs: tuple[JobState, ...]
    store_problem: str | None

    @property
    def is_well(self) -> bool:
        """Tell whether nothing is wrong."""
        return self.store_problem is None and not any(state.problems for state in self.jobs)


def overview(settings: Settings, jobs: Sequence[Job], now: dt.datetime) -> Overview:
    """Return how the jobs are at ``now``; nothing is changed, and no store is made."""
    try:
        with Past(settings.store) as past:
            states = tuple(_state(settings, job, past, now) for job in jobs)
    except StoreError as error:
        states = tuple(_state(settings, job, None, now) for job in jobs)
        return Overview(jobs=states, store_problem=str(error))
    return Overview(jobs=states, store_problem=None)


def _state(settings: Settings, job: Job, past: Past | None, now: dt.datetime) -> JobState:
    last = past.last(job.name) if past else None
    mail = past.mail(job.name) if past else MailState()
    running = settings.store.exists() and _is_running(settings, job)
    problems = _problems(settings, job, last, mail, now, is_running=running) if past else ()
    return JobState(
        job=job,
        next_due=crontab.next_due(job.schedule, now) if job.schedule else None,
        last=last,
        is_running=running,
        mail=mail,
        problems=tuple(problems),
    )


def _problems(
    settings: Settings,
    job: Job,
    last: PastRun | None,
    mail: MailState,
    now: dt.datetime,
    *,
    is_running: bool,
) -> Iterator[str]:
    if last and last.result == "failed":
        yield f"The last run failed: {last.error or 'no reason was kept.'}"
    elif last and last.is_unfinished and not is_running:
        yield "The last run was stopped on its way; the next one takes it up."
    since = last.started if last else agenda.known_since(settings, now)
    due = None if is_running else agenda.overdue(job, now=now - LATE, since=since)
    if due:
        yield f"It was due at {due.isoformat(timespec='minutes')} and did not run."
    if mail.since and now - mail.since > TOO_LONG:
        yield f"Mail waits since {mail.since.isoformat(timespec='minutes')}; see 'briefgen outbox list'."
    if mail.refused:
        yield f"Mail of the last brief was refused for {mail.refused} of its recipients; see 'briefgen outbox list'."


def _is_running(settings: Settings, job: Job) -> bool:
    """Tell whether a run is at work: its lock is held."""
    try:
        with locks.of_job(settings.store, job.name, patience=0.0):
            return False
    except BusyError:
        return True
    except BriefgenError:
        return False
