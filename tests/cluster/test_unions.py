"""Disjoint sets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefgen.cluster.unions import Unions

PAIRS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=15)


def test_at_first_everything_is_by_itself() -> None:
    assert Unions(3).groups() == [[0], [1], [2]]


def test_joining_is_transitive() -> None:
    unions = Unions(4)
    unions.join(3, 1)
    unions.join(1, 0)
    assert unions.groups() == [[0, 1, 3], [2]]


@given(PAIRS)
def test_every_number_is_in_exactly_one_group(pairs: list[tuple[int, int]]) -> None:
    unions = Unions(10)
    for one, other in pairs:
        unions.join(one, other)
    assert sorted(i for g in unions.groups() for i in g) == list(range(10))


@given(PAIRS, st.randoms())
def test_the_order_of_joins_does_not_matter(pairs: list[tuple[int, int]], random) -> None:
    turned = [(b, a) for a, b in pairs]
    random.shuffle(turned)
    one, other = Unions(10), Unions(10)
    for a, b in pairs:
        one.join(a, b)
    for a, b in turned:
        other.join(a, b)
    assert one.groups() == other.groups()
