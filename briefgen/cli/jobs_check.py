"""``briefgen jobs check``: all that is wrong with a configuration file, in one go."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from briefgen import clock
from briefgen.cli import options
from briefgen.cli.messages import printable
from briefgen.exceptions import ConfigError, ExitCode

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.config.tables import Fault
    from briefgen.jobs.examination import Examination
    from briefgen.jobs.settings import Job

SCHEMA = "briefgen.jobs-check/1"


@click.command("check")
@options.jobs_file
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_context
def command(ctx: click.Context, config: Path | None, as_json: bool) -> None:
    """Check the configuration file, and tell when each job is due next.

    Every error is told with its file, line, key and remedy; the exit status is 2 if there
    is any. Nothing is written, and no connection is made.

    Without --config the file is the one that BRIEFGEN_CONFIG names, briefgen.toml in the
    current folder, or briefgen.toml in your folder of configurations.
    """
    from briefgen.jobs.examination import examine

    try:
        found = examine(config)
    except ConfigError as error:
        if not as_json:
            raise
        click.echo(json.dumps(_unreadable(error), ensure_ascii=False, indent=2))
        ctx.exit(error.exit_code)
    if as_json:
        click.echo(json.dumps(_result(found), ensure_ascii=False, indent=2))
    else:
        _tell(found)
    if found.faults:
        ctx.exit(ExitCode.USAGE)


def _tell(found: Examination) -> None:
    for fault in found.faults:
        click.echo(printable(str(fault)), err=True)
    for warning in found.warnings:
        click.echo(printable(f"warning: {warning}"), err=True)
    if found.faults:
        count = len(found.faults)
        click.echo(f"{count} error{'s' * (count > 1)}", err=True)
        return
    width = max(len(job.name) for job in found.settings.jobs)
    for job in found.settings.jobs:
        due = _next_due(job)
        click.echo(f"ok    {job.name:{width}}  {f'next due {due}' if due else 'no schedule'}")


def _next_due(job: Job) -> str | None:
    from briefgen.jobs import crontab

    if job.schedule is None:
        return None
    return crontab.next_due(job.schedule, clock.now()).isoformat(timespec="minutes")


def _result(found: Examination) -> dict[str, Any]:
    settings = found.settings
    return {
        "schema": SCHEMA,
        "config": str(settings.path),
        "store": str(settings.store),
        "ok": not found.faults,
        "jobs": [
            {
                "name": job.name,
                "ok": found.is_well(job),
                "directory": str(job.directory),
                "next_due": _next_due(job),
            }
            for job in settings.jobs
        ],
        "errors": [_told(fault) for fault in found.faults],
        "warnings": [_told(fault) for fault in found.warnings],
    }


def _told(fault: Fault) -> dict[str, Any]:
    return {
        "file": str(fault.file),
        "line": fault.line,
        "key": fault.key or None,
        "message": fault.message,
        "remedy": fault.remedy,
    }


def _unreadable(error: ConfigError) -> dict[str, Any]:
    told = {"file": None, "line": None, "key": None, "message": error.message, "remedy": error.remedy}
    return {"schema": SCHEMA, "ok": False, "jobs": [], "errors": [told], "warnings": []}
