"""Disjoint sets: which of n things have been found to be one."""

from __future__ import annotations

from collections import defaultdict


class Unions:
    """A union-find structure over the numbers 0 to n - 1."""

    def __init__(self, n: int) -> None:
        self._parent = list(range(n))

    def find(self, item: int) -> int:
        """Return the number that stands for the set of ``item``."""
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def join(self, one: int, other: int) -> None:
        """Make the sets of the two one; the smaller number stands for it."""
        a, b = sorted((self.find(one), self.find(other)))
        self._parent[b] = a

    def groups(self) -> list[list[int]]:
        """Return the sets, each in ascending order, by their first members."""
        found: dict[int, list[int]] = defaultdict(list)
        for item in range(len(self._parent)):
            found[self.find(item)].append(item)
        return [found[key] for key in sorted(found)]
