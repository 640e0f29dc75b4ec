"""Sketches by which copies of a text are known."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefgen.extract.fingerprint import SIZE, fingerprint

WORDS = [f"word{n}" for n in range(400)]


def shared(one: str, other: str) -> float:
    a, b = set(fingerprint(one)), set(fingerprint(other))
    return len(a & b) / len(a | b)


def test_case_punctuation_and_layout_do_not_count() -> None:
    assert fingerprint("The bridge, he said,\n\nwill open.") == fingerprint("the bridge he said will OPEN")


def test_other_words_are_another_sketch() -> None:
    assert fingerprint("The bridge will open on Monday") != fingerprint("The bridge will open on Tuesday")


def test_a_text_without_words_has_an_empty_sketch() -> None:
    assert fingerprint(" … ") == ()


def test_a_text_shorter_than_a_run_has_a_sketch() -> None:
    assert len(fingerprint("bridge opens")) == 1


def test_a_small_change_leaves_most_of_a_long_text() -> None:
    assert shared(" ".join(WORDS), " ".join([*WORDS[:200], "other", *WORDS[201:]])) > 0.8


def test_different_texts_share_next_to_nothing() -> None:
    assert shared(" ".join(WORDS), " ".join(w.upper() + "x" for w in WORDS)) < 0.05


@given(st.text())
def test_a_sketch_is_small_sorted_and_without_repeats(text: str) -> None:
    found = fingerprint(text)
    assert len(found) <= SIZE
    assert list(found) == sorted(set(found))
