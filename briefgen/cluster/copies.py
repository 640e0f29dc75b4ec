"""Copies: articles that are one text, so that they count as one originator."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from briefgen.cluster.unions import Unions
from briefgen.model import CopyGroup, Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

ALIKE = 0.5  # estimated share of common word runs from which two texts are near-copies
RARE = 50  # a run in more articles than this pairs neighbours only, so that the cost stays linear


def find_copies(readings: Sequence[Reading]) -> tuple[CopyGroup, ...]:
    """Return the groups of two or more articles that are near-copies of one another."""
    unions = Unions(len(readings))
    sketches = [frozenset(reading.fingerprint) for reading in readings]
    for one, other in _candidates(readings):
        if not _may_be_copies(sketches[one], sketches[other]):
            continue
        if similarity(readings[one].fingerprint, readings[other].fingerprint) >= ALIKE:
            unions.join(one, other)
    return tuple(
        CopyGroup(articles=tuple(readings[i].article for i in g)) for g in unions.groups() if len(g) > 1
    )


def similarity(one: Sequence[int], other: Sequence[int]) -> float:
    """Estimate the Jaccard similarity of two texts from their bottom-k sketches; 0 for empty ones."""
    size = min(len(one), len(other))
    if not size:
        return 0.0
    smallest = sorted({*one, *other})[:size]
    return len({*smallest} & {*one} & {*other}) / size


def _may_be_copies(one: frozenset[int], other: frozenset[int]) -> bool:
    """Tell whether two sketches have enough in common, before their smallest numbers are looked for."""
    return len(one & other) >= ALIKE * min(len(one), len(other))


def _candidates(readings: Sequence[Reading]) -> set[tuple[int, int]]:
    holders: dict[int, list[int]] = defaultdict(list)
    for index, reading in enumerate(readings):
        for value in reading.fingerprint:
            holders[value].append(index)
    pairs: set[tuple[int, int]] = set()
    for group in holders.values():
        if len(group) > RARE:
            pairs.update(pairwise(group))
        else:
            pairs.update(combinations(group, 2))
    return pairs
