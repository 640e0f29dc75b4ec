from __future__ import annotations

import docx
import pytest
from docx.shared import Pt

from briefgen.render.docx.base import empty_file
from briefgen.render.docx.looks import LOOKS, TEXT_LOOKS
from briefgen.render.docx.numbering import Lists, Marks, define_lists
from briefgen.render.docx.styles import TABLE_STYLE, define_styles
from briefgen.render.theme import PLAIN


def test_the_empty_file_has_our_styles_and_no_others() -> None:
    ours = {look.name for look in (*LOOKS, *TEXT_LOOKS)} | {TABLE_STYLE, "Normal Table"}
    assert {style.name for style in empty_file(PLAIN).styles} == ours


def test_the_empty_file_is_empty() -> None:
    assert [element.tag.rpartition("}")[2] for element in empty_file(PLAIN).element.body] == ["sectPr"]


@pytest.mark.parametrize("name", ["Title", "Heading 1", "Bottom Line", "Table Text"])
def test_sizes_hold_for_complex_scripts_too(name: str) -> None:
    properties = empty_file(PLAIN).styles[name].element.rPr
    assert [properties.sz.getnext().tag.rpartition("}")[2]] == ["szCs"]


def test_headings_are_levels_of_the_outline() -> None:
    styles = empty_file(PLAIN).styles
    levels = [styles[f"Heading {n}"].element.xpath("string(w:pPr/w:outlineLvl/@w:val)") for n in range(1, 6)]
    assert levels == ["0", "1", "2", "3", "4"]


def test_a_style_that_a_file_has_stays_as_it_is() -> None:
    file = docx.Document()
    file.styles["Heading 1"].font.size = Pt(33)
    numbering = file.part.numbering_part.element
    define_lists(numbering)
    define_styles(file.styles, Lists(numbering), PLAIN.colours)
    assert file.styles["Heading 1"].font.size == Pt(33)
    assert file.styles["Bottom Line"].font.size == Pt(11)


def test_lists_find_their_place_among_those_of_a_file() -> None:
    numbering = docx.Document().part.numbering_part.element
    before = {num.numId for num in numbering.num_lst}
    define_lists(numbering)
    kinds = [element.tag.rpartition("}")[2] for element in numbering]
    assert kinds == sorted(kinds)  # every abstractNum before every num
    lists = Lists(numbering)
    assert len({lists.instance(marks) for marks in Marks} - before) == len(Marks)
