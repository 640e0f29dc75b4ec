"""Which meeting of an analysis is which of an earlier edition, although ids may differ.

A meeting's id depends on its participants and on the first article that tells of it, so a new
article can change it.  What ties a meeting to its earlier self is, in this order: the same id;
the same sentence of the same article, or the same wording in another; the same people on days
near to each other.  Each meeting has at most one partner; among several the best fit wins, and
ties go by id, so that the result does not depend on any order.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.editions.accounts import Account, past_accounts, present_accounts, same_people
from briefgen.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefgen.editions.earlier import Edition
    from briefgen.model import Analysis

_NEAR = 3  # days by which a planned meeting may move and be known by its people alone
_WEEK = 7  # days of one bucket
_LONGEST = 92  # days; a meeting dated less exactly than a quarter is not found by its days
_COMMON = 40  # meetings that may share one wording; more make it a phrase, not a sentence

Pair = tuple[int, int]
"""The positions of an earlier and of a present meeting."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Earlier and present meetings side by side; ``shared`` counts the characters of mentions in common."""

    earlier: tuple[Account, ...]
    present: tuple[Account, ...]
    pairs: tuple[Pair, ...]
    shared: dict[Pair, int]


def match(earlier: Edition, analysis: Analysis) -> dict[str, str]:
    """Return for each present meeting that the edition has too its id there: present id → earlier id.

    One to one: no earlier meeting stands for two present ones.  This is the identity of meetings
    from run to run.
    """
    found = matches(earlier, analysis)
    return {found.present[new].id: found.earlier[old].id for old, new in found.pairs}


def matches(earlier: Edition, analysis: Analysis) -> Matches:
    """Lay the meetings of an edition and of an analysis side by side."""
    old = past_accounts(earlier, same_people(earlier, analysis))
    new = present_accounts(analysis)
    shared = _shared_characters(old, new)
    wordings = _shared_wordings(old, new)
    candidates = {pair for pair in (*shared, *wordings) if old[pair[0]].may_be(new[pair[1]])}
    candidates |= set(_same_ids(old, new)) | set(_same_people_near(old, new))
    ranked = sorted(candidates, key=lambda pair: _rank(old[pair[0]], new[pair[1]], shared, wordings, pair))
    return Matches(tuple(old), tuple(new), tuple(_one_to_one(ranked)), shared)


def _one_to_one(ranked: Iterable[Pair]) -> Iterator[Pair]:
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for old, new in ranked:
        if old not in taken_old and new not in taken_new:
            taken_old.add(old)
            taken_new.add(new)
            yield old, new


def _rank(
    old: Account, new: Account, shared: dict[Pair, int], wordings: set[Pair], pair: Pair
) -> tuple[object, ...]:
    """Return a key that orders pairs by how well they fit, the best first."""
    overlap = min(shared.get(pair, 0) / max(1, min(old.size, new.size)), 1.0)
    told_alike = max(overlap, 0.5 if pair in wordings else 0.0)
    tie = 0 if old.id == new.id else 1 if told_alike else 2
    everyone = old.people | new.people
    company = len(old.people & new.people) / len(everyone) if everyone else 0.0
    gap = old.gap(new)
    nearness = 0.0 if gap is None else 1 / (1 + gap)
    return tie, -round(told_alike + company + nearness, 6), old.id, new.id, *pair


def _same_ids(old: Sequence[Account], new: Sequence[Account]) -> Iterator[Pair]:
    """Yield the meetings of one id that neither people nor days speak against."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, account in enumerate(old):
        places[account.id].append(index)
    for index, account in enumerate(new):
        for other in places.get(account.id, ()):
            gap = old[other].gap(account)
            if old[other].may_be(account) and (gap is None or gap <= _WEEK or _share(old[other], account)):
                yield other, index


def _share(one: Account, other: Account) -> bool:
    """Tell whether a sentence of one article stands under both."""
    return bool(set(one.stretches) & set(other.stretches) or one.wordings & other.wordings)


def _shared_characters(old: Sequence[Account], new: Sequence[Account]) -> dict[Pair, int]:
    """Count for each two meetings the characters that are a mention of both."""
    there: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for index, account in enumerate(old):
        for article, start, end in account.stretches:
            there[article].append((start, end, index))
    found: dict[Pair, int] = defaultdict(int)
    for index, account in enumerate(new):
        for article, start, end in account.stretches:
            for other_start, other_end, other in there.get(article, ()):
                common = min(end, other_end) - max(start, other_start)
                if common > 0:
                    found[other, index] += common
    return dict(found)


def _shared_wordings(old: Sequence[Account], new: Sequence[Account]) -> set[Pair]:
    there: dict[str, list[int]] = defaultdict(list)
    for index, account in enumerate(old):
        for wording in account.wordings:
            there[wording].append(index)
    return {
        (other, index)
        for index, account in enumerate(new)
        for wording in account.wordings
        for other in there.get(wording, ())[:_COMMON]
    }


def _same_people_near(old: Sequence[Account], new: Sequence[Account]) -> Iterator[Pair]:
    """Yield the meetings of the same people on near days, where nothing says that they are two."""
    there: dict[tuple[str, int], list[int]] = defaultdict(list)
    for index, account in enumerate(old):
        for key in _buckets(account, 0):
            there[key].append(index)
    for index, account in enumerate(new):
        others = {other for key in _buckets(account, _NEAR) for other in there.get(key, ())}
        for other in sorted(others):
            if _is_near(old[other], account):
                yield other, index


def _buckets(account: Account, slack: int) -> list[tuple[str, int]]:
    """Return a key for each person and each week that the meeting touches; none where it is undated."""
    if not (account.start and account.end) or (account.end - account.start).days > _LONGEST:
        return []
    first = (account.start.toordinal() - slack) // _WEEK
    last = (account.end.toordinal() + slack) // _WEEK
    return [(person, week) for person in account.people for week in range(first, last + 1)]


def _is_near(old: Account, new: Account) -> bool:
    """Tell whether two meetings can be one by people and days: the same company, and days that may move.

    What was held stays held on its day; what was only planned may move by some days.
    """
    common = len(old.people & new.people)
    if common < min(len(old.people), len(new.people), 2) or not common:
        return False
    if common == 1 and old.people != new.people:
        return False
    gap = old.gap(new)
    if gap is None:
        return False
    return gap <= (0 if old.status is Status.HELD else _NEAR)
