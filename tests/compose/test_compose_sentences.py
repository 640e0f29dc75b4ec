from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from norland import article, span

from briefgen.compose.sentences import sentence_around, sentences
from briefgen.model import Span


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Lind met Dr. Brask in St. Olaf on Sept. 19.",
        "The U.S. President sent a letter.",
        "J. R. Lind signed for Norland.",
        "The rate was 3.5 per cent, No. 7 on the list.",
        "“Will you sign?” he asked.",
        "She spoke to Harbor Inc. managers.",
        "It opens at 9 a.m. Tuesday.",
    ],
)
def test_abbreviations_and_questions_end_no_sentence(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Lind came. Brask left.", ["Lind came.", "Brask left."]),
        ("“We agree.” Brask nodded.", ["“We agree.”", "Brask nodded."]),
        ("“We agree. We sign,” she said.", ["“We agree.", "We sign,” she said."]),
        ("They met in the U.S. The talks went on.", ["They met in the U.S.", "The talks went on."]),
        ("Who pays? Nobody knows!  Not yet…", ["Who pays?", "Nobody knows!", "Not yet…"]),
        ("It was May. In June they met.", ["It was May.", "In June they met."]),
        ("林德说好。布拉斯克同意。", ["林德说好。", "布拉斯克同意。"]),
    ],
)
def test_sentences_end_at_end_marks(text: str, parts: list[str]) -> None:
    assert split(text) == parts


def test_a_quote_is_expanded_to_its_sentence() -> None:
    one = article("a", "Title", "Lind came first. “We will sign,” she said. Brask left.")
    found = sentence_around(one, span(one, "We will sign"))
    assert found is not None
    assert one.words(found) == "“We will sign,” she said."


def test_a_span_over_two_sentences_gives_both() -> None:
    one = article("a", "Title", "Before. “We came. We will sign,” she said. After.")
    found = sentence_around(one, span(one, "We came. We will sign"))
    assert found is not None
    assert one.words(found) == "“We came. We will sign,” she said."


def test_the_block_border_ends_a_sentence_without_full_stop() -> None:
    one = article("a", "Lind meets Brask", "They spoke about cod.")
    found = sentence_around(one, span(one, "Lind"))
    assert found is not None
    assert one.words(found) == "Lind meets Brask"


def test_a_span_without_characters_gives_nothing() -> None:
    one = article("a", "Title", "Text.")
    assert sentence_around(one, Span("a", 5, 7)) is None
    assert sentence_around(one, Span("a", 99, 120)) is None


@given(st.text(alphabet="ab AB.,!?“”\n'1。", max_size=60))
def test_sentences_are_in_order_and_hold_all_but_white_space(text: str) -> None:
    ranges = list(sentences(text, 0, len(text)))
    assert "".join(text[start:end] for start, end in ranges).split() or not text.strip()
    assert all(first[1] <= second[0] for first, second in pairwise(ranges))
    kept = "".join("".join(text[start:end].split()) for start, end in ranges)
    assert kept == "".join(text.split())


@given(st.text(alphabet="ab AB.!?“”\n", max_size=60), st.integers(-3, 70), st.integers(-3, 70))
def test_the_sentence_holds_the_span(text: str, start: int, end: int) -> None:
    one = article("a", text)
    found = sentence_around(one, Span("a", start, end))
    inside = one.text[max(start, 0) : max(end, 0)].strip()
    if found is None:
        assert not inside
    else:
        assert inside in one.words(found)
