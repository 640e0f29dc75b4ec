"""``briefgen run``: run configured jobs once, as cron or a timer calls them."""

from __future__ import annotations

import json
import logging
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen import clock, pipeline
from briefgen.cli import messages, options

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Executor

    from briefgen.jobs.outcome import Outcome
    from briefgen.jobs.runner import Runner
    from briefgen.jobs.settings import Job, Settings
    from briefgen.pipeline import Progress


@click.command("run")
@click.argument("names", nargs=-1, metavar="[JOB]...")
@options.jobs_file
@click.option("--dry-run", is_flag=True, help="Write the mails as .eml files and send nothing.")
@click.option(
    "--eml",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where a dry run writes the mails.  [default: the job's folder]",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@click.option(
    "--log-format",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How the log on standard error is written.",
)
@click.option("--now", metavar="ISO", help="The time that the run bears.  [default: the present]")
@click.option("--strict", is_flag=True, help="Exit with 3 if an input was skipped or tells of no meeting.")
@click.option(
    "-j",
    "--jobs",
    "processes",
    type=click.IntRange(min=1),
    default=1,
    metavar="N",
    help="Read articles in N processes.  [default: 1]",
)
@click.option("-q", "--quiet", is_flag=True, help="Log nothing but warnings and errors.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    names: tuple[str, ...],
    config: Path | None,
    dry_run: bool,
    eml: Path | None,
    as_json: bool,
    log_format: str,
    now: str | None,
    strict: bool,
    processes: int,
    quiet: bool,
) -> None:
    """Run configured jobs once: all of them, or the JOBs named.

    Reads what is new, writes the briefs, mails them, and remembers all that. Run again
    over the same articles it does nothing. Killed at any point, the next run goes on
    where it stopped.

    A job that fails, or that another process is running, stops no other. The exit status
    is that of the worst: 2, then 1, then 75 (busy), then 3.
    """
    from briefgen.jobs.configuration import load_settings
    from briefgen.jobs.logs import logging_to
    from briefgen.jobs.outcome import worst

    if eml and not dry_run:
        raise click.UsageError("--eml says where a dry run writes the mails; add --dry-run.")
    settings = load_settings(config)
    chosen = _chosen(settings, names)
    if now:
        clock.parse(now)
    level = logging.WARNING if quiet else logging.INFO
    with (
        logging_to(log_format, level=level),
        messages.progress(quiet=quiet) as progress,
        pipeline.workers(processes) as executor,
        _runner(settings, now, executor, progress) as runner,
    ):
        outcomes = [runner.rehearse(job, eml) if dry_run else runner.run(job) for job in chosen]
    if as_json:
        click.echo(_as_json(outcomes, dry_run=dry_run))
    else:
        _tell(outcomes, quiet=quiet, dry_run=dry_run)
    ctx.exit(worst(outcome.exit_code(strict=strict) for outcome in outcomes))


@contextmanager
def _runner(
    settings: Settings, now: str | None, executor: Executor | None, progress: Progress
) -> Iterator[Runner]:
    """Open the store and give a runner of its jobs."""
    from briefgen.jobs.post import post_for
    from briefgen.jobs.runner import Runner
    from briefgen.jobs.store import Store

    def present() -> dt.datetime:
        return clock.now(now)

    with Store.open(settings.store) as store:
        yield Runner(
            settings=settings,
            store=store,
            clock=present,
            post=post_for(settings),
            executor=executor,
            progress=progress,
        )


def _chosen(settings: Settings, names: Sequence[str]) -> list[Job]:
    """Return the jobs of these names, all for none."""
    jobs = {job.name: job for job in settings.jobs}
    for name in names:
        if name not in jobs:
            known = ", ".join(jobs) or "none"
            raise click.UsageError(f'{settings.path} has no job "{name}"; it has {known}.')
    return [jobs[name] for name in dict.fromkeys(names)] if names else list(settings.jobs)


def _as_json(outcomes: Sequence[Outcome], *, dry_run: bool) -> str:
    from briefgen.jobs.outcome import SCHEMA

    jobs = [outcome.to_json() for outcome in outcomes]
    return json.dumps({"schema": SCHEMA, "dry_run": dry_run, "jobs": jobs}, indent=1)


def _tell(outcomes: Sequence[Outcome], *, quiet: bool, dry_run: bool) -> None:
    """Print the files about the news on standard output, and what there is to say of each job beside it.

    A dry run has written the messages as files as well.
    """
    for outcome in outcomes:
        letters = map(Path, outcome.messages) if dry_run else ()
        for path in (*outcome.files, *letters):
            click.echo(click.format_filename(path))
        lines = [
            *messages.skipped_lines(outcome.skipped),
            *(f"no meeting found: {path}" for path in outcome.without_meeting),
            *(f"warning: {warning}" for warning in outcome.warnings),
            *([_WHY_NOT_SENT] if outcome.posted.waiting or outcome.posted.refused else ()),
        ]
        messages.tell(f"{outcome.job}: {line}" for line in lines if not quiet)
        if not quiet:
            messages.tell([_closing_line(outcome, dry_run=dry_run)])


def _closing_line(outcome: Outcome, *, dry_run: bool) -> str:
    """Say in one line how a job ended, without what it had nothing to do with."""
    counts, posted = outcome.counts, outcome.posted
    parts = [
        f"{outcome.job}: {_RESULTS[outcome.result]}",
        f"{messages.counted(counts.articles, 'article')} ({counts.read} read)",
    ]
    if counts.meetings:
        parts.append(f"{counts.news} of {messages.counted(counts.meetings, 'meeting')} new or changed")
    if counts.written:
        parts.append(f"{messages.counted(counts.written, 'file')} written")
    if posted.sent or posted.waiting or posted.refused:
        parts.append(f"mail: {posted.sent} sent, {posted.waiting} waiting, {posted.refused} refused")
    if dry_run:
        parts.append(f"dry run: {messages.counted(len(outcome.messages), 'message')} written, nothing sent")
    return f"{', '.join(parts)}, {outcome.seconds:.1f} s"


_WHY_NOT_SENT = "not all mail was taken: 'briefgen outbox list' and 'briefgen outbox show NUMBER' tell why"

_RESULTS = {
    "reported": "done",
    "nothing": "nothing to report",
    "failed": "failed",
    "busy": "busy",
}
