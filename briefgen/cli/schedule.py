"""``briefgen schedule``: stay up and run jobs when they are due."""

from __future__ import annotations

import logging
import signal
from typing import TYPE_CHECKING

import click

from briefgen import clock
from briefgen.cli import options
from briefgen.cli.signals import Signals
from briefgen.exceptions import ConfigError, ExitCode

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.jobs.scheduler import World
    from briefgen.jobs.settings import Settings


@click.command("schedule")
@click.argument("names", nargs=-1, metavar="[JOB]...")
@options.jobs_file
@click.option(
    "--parallel",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    metavar="N",
    help="Run at most N jobs at once.",
)
@click.option(
    "--grace",
    type=click.FloatRange(min=0),
    default=30.0,
    metavar="SECONDS",
    help="How long a run at work may go on when the program is to end.  [default: 30]",
)
@click.option(
    "--log-format",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How the log on standard error is written.",
)
@click.option("-q", "--quiet", is_flag=True, help="Log nothing but warnings and errors.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    names: tuple[str, ...],
    config: Path | None,
    parallel: int,
    grace: float,
    log_format: str,
    quiet: bool,
) -> None:
    """Stay up and run jobs when they are due: all with a schedule, or the JOBs named.

    Each run is a process of its own, as 'briefgen run' makes it, so that one that fails
    stops no other. What was missed while the machine slept or the program was down is run
    once. Mail that waits is tried again between the runs.

    The configuration is read again when its file changes, or on SIGHUP; a file at fault
    leaves the earlier one in force. SIGTERM and Ctrl-C end the program: a run at work may
    go on for --grace seconds, and what is left undone is taken up by its next run.
    """
    from briefgen.jobs.configuration import load_settings
    from briefgen.jobs.logs import logging_to
    from briefgen.jobs.scheduler import Scheduler

    settings = load_settings(config)
    _check(settings, names)
    with Signals() as signals, logging_to(log_format, level=logging.WARNING if quiet else logging.INFO):
        world = _world(settings, signals, log_format=log_format, quiet=quiet)
        Scheduler(
            settings=settings, world=world, names=frozenset(names), parallel=parallel, grace=grace
        ).run()
    if signals.ended_by is signal.SIGINT:
        ctx.exit(ExitCode.INTERRUPTED)


def _world(settings: Settings, signals: Signals, *, log_format: str, quiet: bool) -> World:
    from briefgen.jobs.children import start_run
    from briefgen.jobs.courier import Courier
    from briefgen.jobs.reloading import ConfigFile
    from briefgen.jobs.scheduler import World

    courier, file = Courier(clock.system), ConfigFile(settings.path)
    return World(
        clock=clock.system,
        wait=signals.wait,
        launch=lambda now_settings, job: start_run(
            job.name, now_settings.path, log_format=log_format, quiet=quiet
        ),
        post=courier.look,
        posting=lambda: courier.is_busy,
        reread=lambda: file.reread(asked=signals.take_reload()),
        stopping=lambda: signals.asks > 0,
        hurried=lambda: signals.asks > 1,
    )


def _check(settings: Settings, names: tuple[str, ...]) -> None:
    """Raise where nothing can ever be due."""
    chosen = options.jobs_of(settings, names)
    if not any(job.schedule for job in chosen):
        raise ConfigError(
            f"No job of {settings.path} has a schedule.",
            remedy='Write schedule = "30 7 * * 1-5" and zone = "Europe/Paris" into the table of a job.',
        )
