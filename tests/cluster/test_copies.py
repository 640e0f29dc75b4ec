"""Copies and near-copies of one text."""

from __future__ import annotations

import pytest
from hand_made import analysed, reading

from briefgen.cluster.copies import find_copies, similarity
from briefgen.model import CopyGroup


def test_one_text_is_wholly_like_itself() -> None:
    assert similarity((1, 2, 3), (1, 2, 3)) == 1.0


def test_texts_without_common_words_are_not_alike() -> None:
    assert similarity((1, 2, 3), (4, 5, 6)) == 0.0


def test_half_in_common_is_half_alike() -> None:
    assert similarity((1, 2, 3, 4), (1, 2, 13, 14)) == pytest.approx(0.5)


def test_an_empty_text_is_like_nothing() -> None:
    assert similarity((), ()) == 0.0


def test_copies_are_grouped() -> None:
    sketch = range(100)
    pile = [
        reading("a1", fingerprint=sketch),
        reading("a2", fingerprint=range(500, 600)),
        reading("a3", fingerprint=sketch),
    ]
    assert find_copies(pile) == (CopyGroup(articles=("a1", "a3")),)


def test_near_copies_are_grouped() -> None:
    pile = [reading("a1", fingerprint=range(100)), reading("a2", fingerprint=range(10, 110))]
    assert find_copies(pile) == (CopyGroup(articles=("a1", "a2")),)


def test_articles_that_share_a_phrase_are_no_copies() -> None:
    pile = [reading("a1", fingerprint=range(100)), reading("a2", fingerprint=range(90, 190))]
    assert find_copies(pile) == ()


def test_a_copy_of_a_copy_is_in_the_group() -> None:
    pile = [reading(f"a{n}", fingerprint=range(20 * n, 20 * n + 100)) for n in range(3)]
    assert find_copies(pile) == (CopyGroup(articles=("a0", "a1", "a2")),)


def test_many_articles_of_one_agency_text_are_one_group() -> None:
    pile = [reading(f"a{n}", fingerprint=range(100)) for n in range(60)]
    assert [len(g.articles) for g in find_copies(pile)] == [60]


def test_the_analysis_lists_copies() -> None:
    pile = [reading("a1", fingerprint=range(50)), reading("a2", fingerprint=range(50))]
    assert analysed(*pile).copies == (CopyGroup(articles=("a1", "a2")),)
