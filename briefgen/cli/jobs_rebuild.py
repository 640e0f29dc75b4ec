"""``briefgen jobs rebuild``: a new store in place of a damaged one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefgen import clock, pipeline
from briefgen.cli import messages, options
from briefgen.exceptions import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

_NOUNS = {
    "run": "run",
    "edition": "edition",
    "meeting": "meeting",
    "brief": "document",
    "message": "message",
    "article": "article",
}
"""Table → what a row of it is to a user."""


@click.command("rebuild")
@options.jobs_file
@click.option(
    "-j",
    "--jobs",
    "processes",
    type=click.IntRange(min=1),
    default=1,
    metavar="N",
    help="Read articles in N processes.  [default: 1]",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
@click.pass_context
def command(ctx: click.Context, /, config: Path | None, processes: int, quiet: bool) -> None:
    """Make a new store in place of a damaged one.

    The old file is put aside, not deleted. Articles are read again from the inputs; past
    runs and mails are kept as far as the old file still gives them. Nothing is mailed:
    all that the inputs hold now counts as reported, and mail that was waiting is dropped,
    since it may have been sent already.
    """
    from briefgen.jobs.configuration import load_settings
    from briefgen.jobs.rebuilding import rebuild

    settings = load_settings(config)
    with messages.progress(quiet=quiet) as progress, pipeline.workers(processes) as executor:
        done = rebuild(settings, clock=clock.now, executor=executor, progress=progress)
    if done.aside:
        messages.tell([f"the old store is {done.aside}"])
    kept = ", ".join(
        messages.counted(done.salvaged[table], noun) for table, noun in _NOUNS.items() if done.salvaged[table]
    )
    messages.tell([f"kept of it: {kept or 'nothing'}"])
    messages.tell(
        f"{job}: {messages.counted(count, 'article')} held to be reported"
        for job, count in done.reported.items()
    )
    messages.tell(
        f"{job}: what its next run finds will count as reported: {error}"
        for job, error in done.failed.items()
    )
    click.echo(click.format_filename(settings.store))
    if done.failed:
        ctx.exit(ExitCode.ERROR)
