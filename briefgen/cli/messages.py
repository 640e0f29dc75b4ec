"""What a run tells on standard error: progress, what was skipped, and the closing line."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from briefgen.pipeline import SILENT
from briefgen.selection import Selection, undated, without_meeting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from briefgen.model import Analysis, Meeting, Skipped
    from briefgen.pipeline import Progress


class Stopwatch:
    """Counts the seconds since it was made."""

    def __init__(self) -> None:
        self._started = time.monotonic()

    @property
    def seconds(self) -> float:
        """The seconds that have passed."""
        return time.monotonic() - self._started


class BarProgress:
    """Shows progress as a bar, one at a time."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._task: TaskID | None = None

    def begin(self, doing: str, total: int) -> None:
        """Replace the bar by one for the next kind of work."""
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._task = self._bar.add_task(doing, total=total)

    def advance(self) -> None:
        """Move the bar by one step."""
        if self._task is not None:
            self._bar.advance(self._task)


@contextmanager
def progress(*, quiet: bool) -> Iterator[Progress]:
    """Show progress on standard error if a person is looking at it."""
    if quiet or not sys.stderr.isatty():
        yield SILENT
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        yield BarProgress(bar)


def tell(lines: Iterable[str]) -> None:
    """Print lines on standard error; characters that it cannot show are escaped."""
    for line in lines:
        click.echo(printable(line), err=True)


def printable(line: str) -> str:
    """Return the line without characters that would steer a terminal, as one line."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)


def about_inputs(analysis: Analysis) -> list[str]:
    """Return a line for each input that gives nothing to a brief, with the reason."""
    paths = {article.id: article.path for article in analysis.articles}
    return [
        *skipped_lines(analysis.skipped),
        *(f"no meeting found: {paths[article]}" for article in without_meeting(analysis)),
    ]


def skipped_lines(skipped: Iterable[Skipped]) -> list[str]:
    """Return a line for each input that was skipped."""
    return [f"skipped: {item.path}: {item.reason}" for item in skipped]


def about_selection(analysis: Analysis, selection: Selection) -> list[str]:
    """Return a line for each meeting that a filter on days leaves out for want of a date."""
    return [
        f"left out: {meeting.title}: no article gives its date, and --since or --until was asked for"
        for meeting in undated(analysis, selection)
    ]


def is_incomplete(analysis: Analysis) -> bool:
    """Tell whether an input was skipped or an article tells of no meeting."""
    return bool(analysis.skipped) or bool(without_meeting(analysis))


def closing_line(
    analysis: Analysis, meetings: Sequence[Meeting], *, files: int | None, seconds: float
) -> str:
    """Return the line that counts what a run did."""
    parts = [
        f"{counted(len(analysis.articles), 'article')} read",
        f"{len(analysis.skipped)} skipped",
        counted(len(meetings), "meeting"),
    ]
    if files is not None:
        parts.append(f"{counted(files, 'file')} written")
    return ", ".join([*parts, f"{seconds:.1f} s"])


def counted(number: int, noun: str) -> str:
    """Return "1 file" or "2 files"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
