from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefgen.cli.marked_text import Mark, MarkKind, bracketed, cut

TEXT = "Ada Lind met Boris."
PLAIN = "abcdefghij"


def mark(label: str, start: int, end: int) -> Mark:
    return Mark(MarkKind.PERSON, label, start, end)


def test_marks_nest() -> None:
    marks = [mark("P1", 0, 8), mark("M1", 0, len(TEXT)), mark("P2", 13, 18)]
    assert bracketed(cut(TEXT, marks)) == "[M1 [P1 Ada Lind] met [P2 Boris].]"


def test_crossing_marks_are_closed_and_opened_again() -> None:
    assert bracketed(cut("abcdef", [mark("A", 0, 4), mark("B", 2, 6)])) == "[A ab[B cd]][B ef]"


def test_marks_are_clipped_to_the_range() -> None:
    assert bracketed(cut(TEXT, [mark("M1", 0, len(TEXT))], start=4, end=12)) == "[M1 Lind met]"


def test_a_text_without_marks_is_itself() -> None:
    assert bracketed(cut(TEXT, [])) == TEXT


def test_an_empty_text_has_no_pieces() -> None:
    assert cut("", [mark("A", 0, 0)]) == []


marks = st.lists(
    st.builds(
        mark,
        st.sampled_from(["A", "B", "C"]),
        st.integers(0, len(PLAIN)),
        st.integers(0, len(PLAIN)),
    )
)


@given(marks)
def test_pieces_are_the_whole_text(given_marks: list[Mark]) -> None:
    assert "".join(piece.text for piece in cut(PLAIN, given_marks)) == PLAIN


@given(marks)
def test_brackets_are_balanced_and_never_close_too_early(given_marks: list[Mark]) -> None:
    depth = 0
    for character in bracketed(cut(PLAIN, given_marks)):
        depth += (character == "[") - (character == "]")
        assert depth >= 0
    assert depth == 0


@given(marks)
def test_every_character_bears_exactly_its_marks(given_marks: list[Mark]) -> None:
    position = 0
    for piece in cut(PLAIN, given_marks):
        for index in range(position, position + len(piece.text)):
            assert set(piece.marks) == {m for m in given_marks if m.start <= index < m.end}
        position += len(piece.text)
