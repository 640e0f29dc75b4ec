"""How a table's width is divided among its columns."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class ColumnNeed:
    """What a column's content asks for, in points, its padding included."""

    least: float  # the longest word
    natural: float  # the longest paragraph on one line


def column_widths(needs: Sequence[ColumnNeed], available: float) -> list[float]:
    """Widths that sum to ``available``.

    Columns that fit in an equal share get what they ask for; the others divide the rest
    by the square root of what they ask for, so that one very long text does not starve
    the rest, and none goes below its longest word while there is room for all of those.
    """
    if sum(need.least for need in needs) >= available:
        return _scaled([_capped(need, available, len(needs)) for need in needs], available)
    if sum(need.natural for need in needs) <= available:
        return _scaled([need.natural for need in needs], available)
    return _shared(needs, available)


def _capped(need: ColumnNeed, available: float, columns: int) -> float:
    """Return the least width, where one monster of a word asks for no more than two equal shares."""
    return max(min(need.least, 2 * available / columns), 1.0)


def _scaled(widths: list[float], available: float) -> list[float]:
    total = sum(widths)
    if total <= 0:
        return [available / len(widths)] * len(widths)
    return [width * available / total for width in widths]


def _shared(needs: Sequence[ColumnNeed], available: float) -> list[float]:
    fixed: dict[int, float] = {}
    while True:
        rest = available - sum(fixed.values())
        loose = [index for index in range(len(needs)) if index not in fixed]
        if not loose:
            return _scaled([fixed[index] for index in range(len(needs))], available)
        weights = {index: sqrt(needs[index].natural) for index in loose}
        shares = {index: rest * weights[index] / sum(weights.values()) for index in loose}
        settled = _settled(needs, shares, rest / len(loose))
        if not settled:
            return [fixed[index] if index in fixed else shares[index] for index in range(len(needs))]
        fixed |= settled


def _settled(needs: Sequence[ColumnNeed], shares: dict[int, float], equal: float) -> dict[int, float]:
    """Decide columns: too wide a share is cut, then too narrow a one raised."""
    content = {index: needs[index].natural for index in shares if needs[index].natural <= equal}
    if content:
        return content
    return {index: needs[index].least for index, share in shares.items() if share < needs[index].least}
