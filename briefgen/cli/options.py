"""Options that several commands take, and the values that they stand for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from briefgen.cli.messages import printable
from briefgen.config import Config, load
from briefgen.model import Status
from briefgen.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefgen.editions import Edition
    from briefgen.jobs.settings import Job, Settings

    Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[dt.date]):
    """A day as ISO 8601 writes it."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Return the day, or fail with a sentence."""
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.fail(f'{value!r} is not a date; write it as "2023-09-18".', param, ctx)


def inputs(command: Command) -> Command:
    """Add the paths to read: files, folders, globs or ``-``."""
    return click.argument("paths", nargs=-1, required=True, metavar="PATH...")(command)


def filters(command: Command) -> Command:
    """Add the options that choose among meetings; ``selection`` makes a value of them."""
    options = [
        click.option(
            "--about",
            multiple=True,
            metavar="NAME",
            help="Only meetings with this person, side, place or topic; may be repeated.",
        ),
        click.option("--since", type=Day(), help="Only meetings on or after this day."),
        click.option("--until", type=Day(), help="Only meetings on or before this day."),
        click.option(
            "--status",
            "statuses",
            multiple=True,
            type=click.Choice([status.value for status in Status]),
            help="Only meetings of this status; may be repeated.",
        ),
        click.option(
            "--min-sources",
            type=click.IntRange(min=1),
            default=1,
            metavar="N",
            help="Only meetings in at least N articles that are not copies of each other.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def config_file(command: Command) -> Command:
    """Add the configuration file; ``settings`` reads it."""
    return click.option(
        "--config",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Read settings from a TOML file.",
    )(command)


def jobs_file(command: Command) -> Command:
    """Add the configuration file of the jobs, which is looked for where none is named."""
    return click.option(
        "--config",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="The configuration file.  [default: briefgen.toml here, or in your configuration folder]",
    )(command)


def since_edition(command: Command) -> Command:
    """Add the earlier edition to compare with; ``edition`` reads it."""
    return click.option(
        "--since-edition",
        type=click.Path(path_type=Path),
        metavar="FILE.json",
        help="Tell what is new since an earlier edition: what 'briefgen analyze --json' printed then.",
    )(command)


def edition(file: Path | None) -> Edition | None:
    """Return the earlier edition of a file, None if none was given.  Raises ``EditionError``."""
    if file is None:
        return None
    from briefgen.editions import load as load_edition

    return load_edition(file)


def template_folder(command: Command) -> Command:
    """Add the folder in which templates of the user's own lie, each in a folder of its own."""
    return click.option(
        "--templates",
        "templates_dir",
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        metavar="DIR",
        help="A folder of your own templates, each a folder in it.",
    )(command)


def running(command: Command) -> Command:
    """Add what governs a run: configuration, strictness, processes, silence."""
    options = [
        config_file,
        click.option(
            "--strict", is_flag=True, help="Exit with 3 if an input was skipped or tells of no meeting."
        ),
        click.option(
            "-j",
            "--jobs",
            type=click.IntRange(min=1),
            default=1,
            metavar="N",
            help="Read articles in N processes.  [default: 1]",
        ),
        click.option("-q", "--quiet", is_flag=True, help="No progress and no closing line."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def selection(options: dict[str, Any]) -> Selection:
    """Take the filters out of a command's options and return what they select."""
    chosen = Selection(
        about=tuple(options.pop("about")),
        since=options.pop("since"),
        until=options.pop("until"),
        statuses=frozenset(Status(status) for status in options.pop("statuses")),
        min_sources=options.pop("min_sources"),
    )
    if chosen.since and chosen.until and chosen.since > chosen.until:
        raise click.UsageError(f"--since {chosen.since} is later than --until {chosen.until}.")
    return chosen


def jobs_of(settings: Settings, names: Sequence[str]) -> list[Job]:
    """Return the jobs of these names, all for none; fail with a sentence for one that is unknown."""
    jobs = {job.name: job for job in settings.jobs}
    for name in names:
        if name not in jobs:
            known = ", ".join(jobs) or "none"
            raise click.UsageError(f'{printable(str(settings.path))} has no job "{name}"; it has {known}.')
    return [jobs[name] for name in dict.fromkeys(names)] or list(jobs.values())


def settings(config: Path | None) -> Config:
    """Return the settings of the configuration file, or the defaults."""
    return load(config)
