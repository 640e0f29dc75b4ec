"""Meetings as a table: ruled and wrapped in a terminal, plain lines where it is piped."""

from __future__ import annotations

import sys
import unicodedata
from typing import TYPE_CHECKING

import click

from briefgen.cli.messages import printable
from briefgen.model import Precision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.model import Analysis, Changes, DateFinding, Meeting, Participant, PastMeeting

HEADER = ("Date", "Status", "Meeting", "Place", "Participants", "Articles")


def show(analysis: Analysis, changes: Changes | None = None) -> None:
    """Print the meetings of an analysis on standard output.

    With ``changes`` each line begins with what the meeting is to someone who has the earlier
    edition, and the meetings follow that are gone.
    """
    rows = [_row(meeting, analysis) for meeting in analysis.meetings]
    header: tuple[str, ...] = HEADER
    if changes:
        novelty = {one.meeting: one.novelty.value for one in changes.meetings}
        rows = [(novelty.get(m.id, ""), *row) for m, row in zip(analysis.meetings, rows, strict=True)]
        rows += [_gone(gone.earlier) for gone in changes.gone]
        header = ("News", *HEADER)
    if sys.stdout.isatty():
        _show_ruled(rows, header)
    else:
        for line in plain(rows, header):
            click.echo(line)


def plain(rows: Sequence[tuple[str, ...]], header: tuple[str, ...] = HEADER) -> list[str]:
    """Return the table as lines of aligned columns, nothing cut and nothing wrapped."""
    table = [header, *rows]
    widths = [max(map(_width, column)) for column in zip(*table, strict=True)]
    return [
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in table
    ]


def days(date: DateFinding) -> str:
    """Return when a meeting is, in ISO 8601 as exactly as it is known, or the article's words."""
    if date.start is None:
        return f'unknown ("{date.text}")' if date.text else "unknown"
    start, end = date.start.isoformat(), (date.end or date.start).isoformat()
    if date.precision is Precision.MONTH:
        return start[: len("2023-09")]
    if date.precision is Precision.YEAR:
        return start[: len("2023")]
    return start if start == end else f"{start}/{end}"


def _row(meeting: Meeting, analysis: Analysis) -> tuple[str, ...]:
    names = {person.id: person.name for person in analysis.people}
    cells = (
        days(meeting.date),
        meeting.status.value,
        meeting.title,
        meeting.place.name if meeting.place else "",
        ", ".join(_participant(participant, names) for participant in meeting.participants),
        str(len(meeting.articles)),
    )
    return tuple(printable(" ".join(cell.split())) for cell in cells)


def _gone(meeting: PastMeeting) -> tuple[str, ...]:
    cells = ("gone", days(meeting.date), meeting.status.value, meeting.title, meeting.place or "", "", "0")
    return tuple(printable(" ".join(cell.split())) for cell in cells)


def _participant(participant: Participant, names: dict[str, str]) -> str:
    name = names.get(participant.person or "", participant.name)
    return f"{name} ({participant.side})" if participant.side and participant.side != name else name


def _show_ruled(rows: Sequence[tuple[str, ...]], header: tuple[str, ...]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*header, box=box.SIMPLE_HEAD, show_lines=False)
    for column in table.columns:
        column.overflow = "fold"
    table.columns[header.index("Date")].min_width = len("2023-09-18")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)


def _width(text: str) -> int:
    """Return how many columns a terminal needs for a text."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )
