"""``briefgen jobs list``: the jobs in a table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from briefgen import clock
from briefgen.cli import job_words, options
from briefgen.cli.messages import tell

if TYPE_CHECKING:
    from pathlib import Path


@click.command("list")
@options.jobs_file
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(config: Path | None, as_json: bool) -> None:
    """List the jobs: schedule, next due time, last run, result, and mail that waits.

    Times are those of the job's zone.
    """
    from briefgen.jobs.configuration import load_settings
    from briefgen.jobs.overview import overview

    settings = load_settings(config)
    found = overview(settings, settings.jobs, clock.now())
    if as_json:
        click.echo(json.dumps(job_words.as_json(found, settings), ensure_ascii=False, indent=2))
        return
    rows = [("JOB", "SCHEDULE", "NEXT", "LAST", "RESULT", "TOOK", "MAIL")]
    for state in found.jobs:
        last, job = state.last, state.job
        waiting = f"{state.mail.waiting} waiting" if state.mail.waiting else "-"
        rows.append(
            (
                job.name,
                job.schedule.cron if job.schedule else "-",
                job_words.when(state.next_due, job),
                job_words.when(last.started, job) if last else "never",
                "running" if state.is_running else last.result if last else "-",
                job_words.took(last.seconds if last else None),
                waiting,
            )
        )
    job_words.table(rows)
    if found.store_problem:
        tell([found.store_problem])
