"""What is new, changed or gone: each present meeting beside its earlier self, and what has none.

Whether something is news is a matter of what it rests on: a difference that no new article
shows comes of reading the same articles differently, or of an article that has fallen away.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from briefgen.editions.differences import Comparison, differences
from briefgen.editions.matching import Matches, matches
from briefgen.model import Absence, Cause, Changes, GoneMeeting, MeetingChanges, Novelty
from briefgen.selection import EVERYTHING, Selection, admits_past

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.editions.earlier import Edition
    from briefgen.model import Analysis, Difference, Meeting

_MOST = 0.5  # share of a meeting's mentions that must lie in another to be a part of it


def compare(earlier: Edition, analysis: Analysis, *, selection: Selection = EVERYTHING) -> Changes:
    """Return what of the analysis is new or changed since the edition, and what is gone.

    Of the meetings that are gone, those are told that the selection admits; the present ones are
    compared all, whatever is shown of them.
    """
    found = matches(earlier, analysis)
    comparison = Comparison.of(earlier, analysis)
    partner = {new: old for old, new in found.pairs}
    merged, split = _merged(found), _split(found)
    meetings = tuple(
        _changes(comparison, meeting, partner.get(index), merged.get(index, []), split.get(index))
        for index, meeting in enumerate(analysis.meetings)
    )
    return Changes(
        created=earlier.created,
        newest=earlier.newest,
        meetings=meetings,
        gone=tuple(g for g in _gone(comparison, found, merged) if admits_past(selection, g.earlier)),
    )


def _changes(
    comparison: Comparison, meeting: Meeting, old: int | None, merged: Sequence[int], split: int | None
) -> MeetingChanges:
    accounts = comparison.earlier.meetings
    differing = differences(comparison, accounts[old], meeting) if old is not None else ()
    return MeetingChanges(
        meeting=meeting.id,
        novelty=_novelty(comparison, meeting, old, bool(merged), split, differing),
        earlier=accounts[old].told() if old is not None else None,
        merged=tuple(accounts[other].told() for other in merged),
        split_from=accounts[split].told() if split is not None else None,
        differences=differing,
    )


def _novelty(
    comparison: Comparison,
    meeting: Meeting,
    old: int | None,
    merged: bool,
    split: int | None,
    differing: Sequence[Difference],
) -> Novelty:
    if old is None:
        if not any(link.article in comparison.new_articles for link in meeting.articles):
            return Novelty.RETOLD
        return Novelty.NEW if split is None else Novelty.CHANGED
    if any(difference.is_news for difference in differing):
        return Novelty.CHANGED
    is_otherwise = any(difference.cause is not Cause.COPY for difference in differing)
    return Novelty.RETOLD if is_otherwise or merged else Novelty.UNCHANGED


def _merged(found: Matches) -> dict[int, list[int]]:
    """Return for a present meeting the earlier ones, besides its own, that are now part of it."""
    taken = {old for old, _ in found.pairs}
    best: dict[int, tuple[int, int]] = {}
    for (old, new), common in found.shared.items():
        account = found.earlier[old]
        if old in taken or not account.may_be(found.present[new]) or common <= account.size * _MOST:
            continue
        best[old] = max(best.get(old, (0, 0)), (common, -new))
    merged: dict[int, list[int]] = defaultdict(list)
    for old in sorted(best):
        merged[-best[old][1]].append(old)
    return merged


def _split(found: Matches) -> dict[int, int]:
    """Return for a present meeting without an earlier one that under which its sentences stood."""
    taken = {new for _, new in found.pairs}
    best: dict[int, tuple[int, int]] = {}
    for (old, new), common in found.shared.items():
        account = found.present[new]
        if new in taken or not account.may_be(found.earlier[old]) or common <= account.size * _MOST:
            continue
        best[new] = max(best.get(new, (0, 0)), (common, -old))
    return {new: -old for new, (_, old) in best.items()}


def _gone(comparison: Comparison, found: Matches, merged: dict[int, list[int]]) -> Iterator[GoneMeeting]:
    taken = {old for old, _ in found.pairs}
    now = {old: new for new, others in merged.items() for old in others}
    for index, account in enumerate(comparison.earlier.meetings):
        if index in taken:
            continue
        if index in now:
            meeting = found.present[now[index]].id
            yield GoneMeeting(earlier=account.told(), absence=Absence.MERGED, now=meeting)
            continue
        here = any(link.article in comparison.kept_articles for link in account.articles)
        absence = Absence.READING if here else Absence.ARTICLES_GONE
        yield GoneMeeting(earlier=account.told(), absence=absence)
