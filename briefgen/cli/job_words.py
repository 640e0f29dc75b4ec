"""How commands write what they know of jobs: tables, times, and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from briefgen.cli.messages import printable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from briefgen.jobs.overview import JobState, Overview
    from briefgen.jobs.settings import Job, Settings

SCHEMA = "briefgen.jobs/1"


def lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a table with columns as wide as they need to be."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def table(rows: Sequence[Sequence[str]]) -> None:
    """Print a table on standard output."""
    for line in lines(rows):
        click.echo(printable(line))


def when(moment: dt.datetime | None, job: Job | None) -> str:
    """Return a time in the zone of the job's schedule, else in that of the machine."""
    if moment is None:
        return "-"
    zone = job.schedule.zone if job and job.schedule else None
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z")


def took(seconds: float | None) -> str:
    """Return how long something took, in the largest units that matter."""
    if seconds is None:
        return "-"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes:02} min"
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"


def as_json(found: Overview, settings: Settings) -> dict[str, Any]:
    """Return what is known of the jobs as JSON has it."""
    return {
        "schema": SCHEMA,
        "config": str(settings.path),
        "store": str(settings.store),
        "ok": found.is_well,
        "store_problem": found.store_problem,
        "jobs": [_state(state) for state in found.jobs],
    }


def _state(state: JobState) -> dict[str, Any]:
    job, last, mail = state.job, state.last, state.mail
    return {
        "name": job.name,
        "schedule": job.schedule.cron if job.schedule else None,
        "zone": job.schedule.zone.key if job.schedule else None,
        "next_due": state.next_due.isoformat() if state.next_due else None,
        "running": state.is_running,
        "last_run": {
            "started": last.started.isoformat(),
            "ended": last.ended.isoformat() if last.ended else None,
            "seconds": last.seconds,
            "result": last.result,
            "error": last.error,
        }
        if last
        else None,
        "mail": {
            "waiting": mail.waiting,
            "since": mail.since.isoformat() if mail.since else None,
            "refused": mail.refused,
        },
        "problems": list(state.problems),
    }
