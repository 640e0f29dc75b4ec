"""The best way to pair the members of two lists."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def best_pairs(likeness: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the pairs (row, column), each row and column at most once, that are likest in sum.

    ``likeness[row][column]`` is 0 where the two may not be a pair.  This is the Hungarian
    method as H. W. Kuhn gave it (1955), in the form that adds one row after the other and
    keeps a price for each row and column; cubic, and the same pairs for the same input.
    """
    rows, columns = len(likeness), max(map(len, likeness), default=0)
    size = max(rows, columns)

    def cost(row: int, column: int) -> float:
        return -likeness[row - 1][column - 1] if row <= rows and column <= columns else 0.0

    row_price, column_price = [0.0] * (size + 1), [0.0] * (size + 1)
    row_of = [0] * (size + 1)  # the row that a column is paired with; column 0 holds the row to be placed
    for row in range(1, size + 1):
        row_of[0] = row
        came_from = [0] * (size + 1)
        slack = [math.inf] * (size + 1)
        done = [False] * (size + 1)
        column = 0
        while row_of[column]:
            done[column] = True
            here = row_of[column]
            for other in (c for c in range(1, size + 1) if not done[c]):
                reduced = cost(here, other) - row_price[here] - column_price[other]
                if reduced < slack[other]:
                    slack[other], came_from[other] = reduced, column
            nearest = min((c for c in range(1, size + 1) if not done[c]), key=slack.__getitem__)
            step = slack[nearest]
            for other in range(size + 1):
                if done[other]:
                    row_price[row_of[other]] += step
                    column_price[other] -= step
                else:
                    slack[other] -= step
            column = nearest
        while column:
            row_of[column] = row_of[came_from[column]]
            column = came_from[column]
    pairs = sorted((row_of[column] - 1, column - 1) for column in range(1, columns + 1))
    return [(r, c) for r, c in pairs if r < rows and likeness[r][c] > 0]
