"""``briefgen jobs history``: past runs, newest first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import job_words, options
from briefgen.cli.messages import printable

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.jobs.history import PastRun

SCHEMA = "briefgen.jobs-history/1"


@click.command("history")
@click.argument("names", nargs=-1, metavar="[JOB]...")
@click.option(
    "-n",
    "--last",
    type=click.IntRange(min=1),
    default=20,
    metavar="N",
    help="How many runs.  [default: 20]",
)
@click.option("--skipped", is_flag=True, help="Show what each run could not read, and why.")
@options.jobs_file
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(names: tuple[str, ...], last: int, skipped: bool, config: Path | None, as_json: bool) -> None:
    """Show past runs, newest first: of all jobs, or of the JOBs named.

    NEWS are the meetings that were new or changed, READ the articles that were read anew.
    """
    from briefgen.jobs.configuration import load_settings
    from briefgen.jobs.history import Past

    settings = load_settings(config)
    jobs = {job.name: job for job in options.jobs_of(settings, names)}
    with Past(settings.store) as past:
        runs = past.runs(tuple(jobs) if names else (), limit=last)
    if as_json:
        told = [_as_json(run) for run in runs]
        click.echo(json.dumps({"schema": SCHEMA, "runs": told}, ensure_ascii=False, indent=2))
        return
    rows: list[tuple[str, ...]] = [
        ("STARTED", "JOB", "RESULT", "TOOK", "ARTICLES", "READ", "NEWS", "SKIPPED")
    ]
    for run in runs:
        counts = [str(run.count(name)) for name in ("articles", "read", "news")]
        started = job_words.when(run.started, jobs.get(run.job))
        rows.append(
            (started, run.job, run.result, job_words.took(run.seconds), *counts, str(len(run.skipped)))
        )
    for number, line in enumerate(job_words.lines(rows)):
        click.echo(printable(line))
        if number == 0:
            continue
        run = runs[number - 1]
        if run.error:
            click.echo(f"  {printable(run.error)}")
        if skipped:
            for path, reason in run.skipped:
                click.echo(f"  skipped: {printable(path)}: {printable(reason)}")


def _as_json(run: PastRun) -> dict[str, Any]:
    return {
        "id": run.id,
        "job": run.job,
        "state": run.state.value,
        "result": run.result,
        "started": run.started.isoformat(),
        "ended": run.ended.isoformat() if run.ended else None,
        "seconds": run.seconds,
        "summary": dict(run.summary),
    }
