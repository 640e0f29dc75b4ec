"""Which meeting of a run is which of the last edition, and which of them are news."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.model import Analysis


@dataclass(frozen=True, slots=True)
class Compared:
    """A present analysis beside the last edition.

    ``earlier`` gives the id that a meeting had in the edition by its present id, ``news`` has
    the present ids of the meetings that are new or of which something new is told.
    """

    earlier: Mapping[str, str]
    news: frozenset[str]


class Comparison(Protocol):
    """Lays an analysis beside the edition, which is JSON as ``briefgen analyze --json`` prints it."""

    def __call__(self, edition: str, analysis: Analysis) -> Compared:
        """Return which meetings are the same, and which are news."""


def by_id(edition: str, analysis: Analysis) -> Compared:
    """Take meetings of the same id for the same, and what a new article tells of for news."""
    told = json.loads(edition)
    known = {meeting["id"] for meeting in told["meetings"]}
    read = {article["sha256"] for article in told["articles"]}
    new = {article.id for article in analysis.articles if article.content_hash not in read}
    return Compared(
        earlier={m.id: m.id for m in analysis.meetings if m.id in known},
        news=frozenset(
            m.id
            for m in analysis.meetings
            if m.id not in known or any(link.article in new for link in m.articles)
        ),
    )


def everything(analysis: Analysis) -> Compared:
    """Return what holds before the first edition: all is news."""
    return Compared(earlier={}, news=frozenset(meeting.id for meeting in analysis.meetings))


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
