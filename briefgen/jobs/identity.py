"""Which meeting of a run is which of the last edition, and which of them are news."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.editions import compare, loads

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.model import Analysis, Changes
    from briefgen.selection import Selection


@dataclass(frozen=True, slots=True)
class Compared:
    """A present analysis beside the last edition.

    ``earlier`` gives the id that a meeting had in the edition by its present id, ``news`` has
    the present ids of the meetings that are new or of which a new article tells something new,
    ``unlisted`` those that the edition does not have under any name, and ``changes`` says it
    all to documents and mail; None before the first edition.
    """

    earlier: Mapping[str, str]
    news: frozenset[str]
    unlisted: frozenset[str]
    changes: Changes | None = None


def compared(edition: str, whole: Analysis, selection: Selection) -> Compared:
    """Lay all that is known beside the edition, which is JSON as ``briefgen analyze --json`` prints it.

    Raises ``EditionError`` for one that this version of the program cannot read.
    """
    changes = compare(loads(edition, name="the last edition"), whole, selection=selection)
    found = changes.meetings
    return Compared(
        earlier={one.meeting: one.earlier.id for one in found if one.earlier},
        news=frozenset(one.meeting for one in found if one.is_news),
        unlisted=frozenset(one.meeting for one in found if not (one.earlier or one.split_from)),
        changes=changes,
    )


def everything(analysis: Analysis) -> Compared:
    """Return what holds before the first edition: all is news."""
    every = frozenset(meeting.id for meeting in analysis.meetings)
    return Compared(earlier={}, news=every, unlisted=every)


def identities(
    analysis: Analysis, earlier: Mapping[str, str], known: Mapping[str, str], run: int
) -> dict[str, str]:
    """Return the identity of each present meeting by its id: kept where it has one, else a new one.

    ``known`` gives the identity by the id in the edition that had the meeting last.
    """
    kept = {new: known[old] for new, old in earlier.items() if old in known}
    taken = set(kept.values())
    for meeting in analysis.meetings:
        if meeting.id in kept:
            continue
        back = known.get(meeting.id)  # away for some editions, and here again
        identity = back if back and back not in taken else f"{meeting.id}-{run}"
        kept[meeting.id] = identity
        taken.add(identity)
    return kept
