"""A Word file of the user's own as the source of styles, page, header and footer."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.shared import Mm, Pt, RGBColor
from render_samples import CREATED, sample_brief
from word_files import NO_WORD_FILES

from briefgen.render import render
from briefgen.render.errors import ThemeError
from briefgen.render.theme import Theme, read_reference


def corporate(*, header: str = "Ministry of Fish", first_page: bool = False) -> bytes:
    file = docx.Document()
    file.styles["Heading 1"].font.color.rgb = RGBColor(0x12, 0x34, 0x56)
    file.styles["Heading 1"].font.size = Pt(33)
    file.add_heading("Old text that must go", 1)
    file.core_properties.keywords = "old secret"
    section = file.sections[0]
    section.left_margin = Mm(41)
    section.different_first_page_header_footer = first_page
    if header:
        section.header.paragraphs[0].text = header
    data = io.BytesIO()
    file.save(data)
    return data.getvalue()


def written(theme: Theme) -> docx.document.Document:
    data = render(sample_brief(), template="meeting-brief", format="docx", created=CREATED, theme=theme)
    return docx.Document(io.BytesIO(data))


def test_styles_margins_and_header_are_those_of_the_reference() -> None:
    file = written(Theme(reference=corporate()))
    assert file.styles["Heading 1"].font.size == Pt(33)
    assert round(file.sections[0].left_margin.mm) == 41
    assert [p.text for p in file.sections[0].header.paragraphs] == ["Ministry of Fish"]


def test_text_and_history_of_the_reference_are_left_out() -> None:
    file = written(Theme(reference=corporate()))
    assert not any("Old text" in p.text for p in file.paragraphs)
    assert file.core_properties.keywords == ""
    assert file.core_properties.title == sample_brief().title


def test_styles_that_the_reference_lacks_are_added() -> None:
    file = written(Theme(reference=corporate()))
    assert "Bottom Line" in file.styles
    assert {p.style.name for p in file.paragraphs} >= {"Title", "Heading 1", "Bottom Line", "Source"}


def test_a_reference_without_a_footer_gets_page_numbers() -> None:
    footer = written(Theme(reference=corporate())).sections[0].footer
    assert "Page 1 of 1" in footer.paragraphs[0].text


@pytest.mark.parametrize("first_page", [False, True])
def test_the_marking_stands_in_every_header_and_footer(first_page: bool) -> None:
    theme = Theme(reference=corporate(first_page=first_page), marking="TLP:RED")
    section = written(theme).sections[0]
    parts = [section.header, section.footer]
    if first_page:
        parts += [section.first_page_header, section.first_page_footer]
    assert all("TLP:RED" in [p.text for p in part.paragraphs] for part in parts)
    assert "Ministry of Fish" in [p.text for p in section.header.paragraphs]


def test_a_reference_without_a_header_gets_ours() -> None:
    header = written(Theme(reference=corporate(header=""))).sections[0].header
    assert [p.text for p in header.paragraphs] == [sample_brief().title]


def test_a_file_without_lists_is_given_them() -> None:
    file = docx.Document()
    for key, rel in list(file.part.rels.items()):
        if rel.reltype.endswith("/numbering"):
            del file.part.rels[key]
    data = io.BytesIO()
    file.save(data)
    assert written(Theme(reference=data.getvalue())).part.numbering_part is not None


def test_the_same_reference_gives_the_same_bytes() -> None:
    theme = Theme(reference=corporate(), marking="TLP:GREEN")
    one, two = (
        render(sample_brief(), template="meeting-brief", format="docx", created=CREATED, theme=replace(theme))
        for _ in range(2)
    )
    assert one == two


@pytest.mark.parametrize("data", [*NO_WORD_FILES, b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_word_document_is_refused_in_a_sentence(tmp_path, data) -> None:
    file = tmp_path / "corporate.docx"
    file.write_bytes(data)
    with pytest.raises(ThemeError, match=r"corporate\.docx: .* no Word document"):
        read_reference(file)


def test_notes_and_comments_of_the_reference_are_left_out() -> None:
    file = docx.Document()
    file.add_comment(file.add_paragraph("text").runs, text="old secret remark", author="A")
    data = io.BytesIO()
    file.save(data)
    theme = Theme(reference=data.getvalue())
    made = render(sample_brief(), template="meeting-brief", format="docx", created=CREATED, theme=theme)
    archive = zipfile.ZipFile(io.BytesIO(made))
    assert not any(b"old secret" in archive.read(name) for name in archive.namelist())
    assert "word/footnotes.xml" in archive.namelist()


def test_a_marking_gets_room_in_header_and_footer() -> None:
    plain, marked = (
        written(Theme(reference=corporate(), marking=marking)).sections[0] for marking in (None, "TLP:RED")
    )
    assert round((marked.top_margin - plain.top_margin) / Mm(7), 2) == 1
    assert round((marked.bottom_margin - plain.bottom_margin) / Mm(7), 2) == 1
