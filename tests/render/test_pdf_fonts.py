"""Fonts chosen by glyph coverage."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from briefgen.render.fonts import (
    Run,
    Typesetter,
    describe_missing,
    load_chain,
    load_file,
    printable,
    shaped,
    unshaped,
)


@pytest.fixture
def typesetter() -> Typesetter:
    return Typesetter(load_chain())


def test_text_of_the_main_family_is_one_run(typesetter):
    assert typesetter.runs("Łódź → “Ελλάδα”, Россия") == (Run("FiraSans", "Łódź → “Ελλάδα”, Россия"),)


@pytest.mark.parametrize(
    ("strong", "emphasis", "font"),
    [
        (True, False, "FiraSans-Bold"),
        (False, True, "FiraSans-Italic"),
        (True, True, "FiraSans-BoldItalic"),
    ],
)
def test_emphasis_chooses_the_face(typesetter, strong, emphasis, font):
    assert typesetter.runs("x", strong=strong, emphasis=emphasis) == (Run(font, "x"),)


def test_what_the_main_family_lacks_is_set_in_the_next(typesetter):
    assert typesetter.runs("no‑break क ख!") == (
        Run("FiraSans", "no"),
        Run("NotoSans", "‑"),
        Run("FiraSans", "break "),
        Run("NotoSans", "क ख"),
        Run("FiraSans", "!"),
    )
    assert typesetter.missing == set()


def test_hebrew_and_arabic_are_set_in_their_families(typesetter):
    assert typesetter.runs("שלום, سلام") == (
        Run("Heebo", "שלום"),
        Run("FiraSans", ", "),
        Run("NotoSansArabic", "\ufeb3\ufefc\ufee1"),
    )
    assert typesetter.missing == set()


@pytest.mark.parametrize(
    "text",
    ["السلام عليكم", "بنّاءة", "الله", "لا إله إلا الله", "وزیر خارجہ نے کہا", "گفت", "آذار ٢٠٢٣", "said"],
)
def test_shaped_text_is_read_as_it_was(text, typesetter):
    assert unshaped(shaped(text)) == text
    typesetter.runs(text)
    assert typesetter.missing == set()


def test_letters_that_a_zero_width_mark_keeps_apart_do_not_join():
    assert shaped("می\u200cخواهم") != shaped("میخواهم")


def test_a_font_of_the_user_s_own_stands_in_last():
    file = files("fontpkg_heebo") / "files" / "Heebo[wght].ttf"
    own = load_file(Path(str(file)))
    (run,) = Typesetter((*load_chain()[:2], own)).runs("שלום")
    assert run.font == own.regular.name
    (run,) = Typesetter((*load_chain(), own)).runs("שלום")
    assert run.font == "Heebo"


def test_a_file_that_is_no_font_is_refused(tmp_path):
    file = tmp_path / "letter.ttf"
    file.write_bytes(b"no font")
    with pytest.raises(ValueError, match="TrueType"):
        load_file(file)


def test_what_no_font_has_is_remembered_and_drawn_as_a_replacement(typesetter):
    assert typesetter.runs("中x\ud800") == (
        Run("NotoSans", "中"),
        Run("FiraSans", "x"),
        Run("NotoSans", "\ufffd"),
    )
    assert typesetter.missing == {"中", "\ud800"}
    assert typesetter.as_drawn("中x") == "\ufffdx"
    widths = [typesetter.width((Run("NotoSans", character),), 10) for character in "中\ufffd"]
    assert widths[0] == widths[1]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("e\u0301", "é"),
        ("a\tb\nc\x85d\u2028e\u2009f", "a b c d e f"),
        ("10\u202f000\u00a0km", "10\u00a0000\u00a0km"),
        ("\x00\x1b\x9f\u200b\u200d\u202e\u2066\ufeff\u00ad\ufe0f", ""),
        ("\u0600", "\u0600"),
    ],
)
def test_printable(text, shown):
    assert printable(text) == shown


def test_many_missing_characters_are_counted():
    message = describe_missing(chr(0x4E00 + n) for n in range(25))
    assert "一 (U+4E00)" in message
    assert "and 5 more" in message
