"""The order in which text from right to left is drawn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.render.pdf.direction import base_direction, drawing_order, without_spaces


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("said", None),
        ("2023 (…)", None),
        ("אבג", "R"),
        ("אבג 18", "R"),
        ("said אבג", "L"),
        ("\ufedf\ufea7", "R"),
    ],
)
def test_base_direction(text, direction):
    assert base_direction(text) == direction


@pytest.mark.parametrize(
    ("text", "base", "drawn"),
    [
        ("said: אבג דהו.", "L", "said: והד גבא."),
        ("אבג (18 דהו) זח", "R", "חז (והד 18) גבא"),
        ("a אב 12 גד b", "L", "a דג 12 בא b"),
    ],
)
def test_a_line_is_drawn_from_left_to_right(text, base, drawn):
    assert "".join(part for _, part in drawing_order([(0, text)], base)) == drawn


def test_pieces_keep_their_owners_and_know_how_they_are_read():
    ordered = drawing_order([("plain", "אבג "), ("link", "דהו"), ("plain", " x")], "L")
    assert [(owner, str(part), part.read, part.start) for owner, part in ordered] == [
        ("link", "והד", "דהו", 4),
        ("plain", " גבא", "אבג ", 0),
        ("plain", " x", " x", 7),
    ]


def test_forms_of_letters_are_read_as_letters():
    ((_, part),) = drawing_order([(0, "\ufefb\ufee3\ufee2")], "R")
    assert part == "\ufee2\ufee3\ufefb"
    assert part.read == "لامم"


@given(st.lists(st.text(alphabet="אבمرa1 (.)-", min_size=1), min_size=1), st.sampled_from("LR"))
def test_nothing_is_lost(texts, base):
    ordered = drawing_order(list(enumerate(texts)), base)
    assert sorted("".join(part.read for _, part in ordered)) == sorted("".join(texts))
    for owner, text in enumerate(texts):
        parts = sorted((part for found, part in ordered if found == owner), key=lambda part: part.start)
        assert sorted("".join(part.read for part in parts)) == sorted(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("外交部长在莫斯科。", True),
        ("日本の外務大臣が述べた Kishida", True),
        ("Wang Yi (王毅) said", False),
        ("외교부 장관", False),
    ],
)
def test_lines_of_chinese_and_japanese_break_between_any_characters(text, expected):
    assert without_spaces(text) is expected
