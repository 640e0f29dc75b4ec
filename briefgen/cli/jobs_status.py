"""``briefgen jobs status``: whether something is wrong, for people and for monitoring."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from briefgen import clock
from briefgen.cli import job_words, options
from briefgen.cli.messages import printable
from briefgen.exceptions import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.jobs.overview import JobState


@click.command("status")
@click.argument("names", nargs=-1, metavar="[JOB]...")
@options.jobs_file
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...], config: Path | None, as_json: bool) -> None:
    """Tell whether something is wrong with the jobs, or with the JOBs named.

    The exit status is 1 if a last run failed or was stopped, a job did not run for an hour
    after it was due, mail waits for more than two hours or was refused, or the store cannot
    be read; else 0.
    """
    from briefgen.jobs.configuration import load_settings
    from briefgen.jobs.overview import overview

    settings = load_settings(config)
    found = overview(settings, options.jobs_of(settings, names), clock.now())
    if as_json:
        click.echo(json.dumps(job_words.as_json(found, settings), ensure_ascii=False, indent=2))
    else:
        if found.store_problem:
            click.echo(printable(found.store_problem))
        for state in found.jobs:
            for line in _lines(state):
                click.echo(printable(line))
    ctx.exit(ExitCode.OK if found.is_well else ExitCode.ERROR)


def _lines(state: JobState) -> list[str]:
    job, last = state.job, state.last
    lines = [f"{job.name}: {'running' if state.is_running else 'WRONG' if state.problems else 'well'}"]
    lines += [f"  {problem}" for problem in state.problems]
    if last:
        took = f", took {job_words.took(last.seconds)}" if last.seconds is not None else ""
        lines.append(f"  last run  {job_words.when(last.started, job)}: {last.result}{took}")
    else:
        lines.append("  last run  never")
    lines.append(f"  next due  {job_words.when(state.next_due, job)}")
    if state.mail.waiting:
        lines.append(f"  mail      {state.mail.waiting} waiting")
    return lines
