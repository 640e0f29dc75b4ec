"""Tables of contents and numbered headings of Word files, and the pages that are told."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from render_samples import CREATED, sample_brief, sample_digest

from briefgen.render import render, to_document, write_document
from briefgen.render.document import (
    Block,
    Cell,
    Document,
    Heading,
    Paragraph,
    Row,
    Section,
    Table,
    TableOfContents,
    Text,
)
from briefgen.render.docx.contents import heading_numbers
from briefgen.render.theme import Theme

WORDS = "The delegations met again after lunch and spoke about the ferry treaty. "


def written(*blocks: Block, theme: Theme | None = None):
    document = Document(title="T", language="en", blocks=blocks, created=CREATED)
    return docx.Document(io.BytesIO(write_document(document, format="docx", theme=theme or Theme())))


def entries(file) -> list[tuple[str, int]]:
    """Return the lines of the contents with their pages."""
    found = []
    for paragraph in file.paragraphs:
        if paragraph.style.name.startswith("toc "):
            *words, page = [node.text for node in paragraph._p.iter(qn("w:t"))]
            found.append(("".join(words), int(page)))
    return found


def part(number: int, *blocks: Block) -> Section:
    return Section((Heading(2, (Text(f"Part {number}"),), f"p{number}"), *blocks))


def text(times: int) -> Paragraph:
    return Paragraph((Text(WORDS * times),))


CONTENTS = Section((Heading(2, (Text("Contents"),), "c"), TableOfContents(2)))


def test_entries_tell_pages_after_dots_at_the_right() -> None:
    file = written(CONTENTS, part(1, *[text(10)] * 12), part(2, *[text(10)] * 12), part(3, text(1)))
    assert [name for name, _ in entries(file)] == ["Part 1", "Part 2", "Part 3"]
    assert [page for _, page in entries(file)] == [1, 3, 5]
    tab = file.styles["toc 1"].element.find(f".//{qn('w:tab')}")
    assert (tab.get(qn("w:val")), tab.get(qn("w:leader"))) == ("right", "dot")
    assert int(tab.get(qn("w:pos"))) == 11906 - 2 * 1247
    codes = [node.text.split()[0] for node in file.element.body.iter(qn("w:instrText"))]
    assert codes == ["TOC", "PAGEREF", "PAGEREF", "PAGEREF"]


def test_no_dialog_asks_to_update_fields() -> None:
    data = render(sample_digest(), template="digest", format="docx", created=CREATED)
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert b"updateFields" not in archive.read("word/settings.xml")
    assert b"w:dirty" not in archive.read("word/document.xml")


def test_the_heading_of_the_contents_is_not_listed() -> None:
    file = written(CONTENTS, part(1, text(1)))
    styles = {p.text: p.style for p in file.paragraphs}
    assert styles["Contents"].name == "TOC Heading"
    assert styles["Contents"].element.find(f".//{qn('w:outlineLvl')}").get(qn("w:val")) == "9"
    assert styles["Part 1"].name == "Heading 1"


def test_a_heading_goes_to_the_page_of_what_follows_it() -> None:
    filled = [text(1)] * 100
    for count in range(30, 60):
        file = written(CONTENTS, Section(tuple(filled[:count])), part(1, text(40)))
        pages = dict(entries(file))
        assert pages["Part 1"] in {1, 2, 3}
    assert pages["Part 1"] > 1


def test_rows_that_repeat_take_room_on_each_page() -> None:
    def table(head: int) -> Table:
        cell = Cell((Paragraph((Text("word"),)),))
        heads = Row((Cell((text(head),), header=True),))
        return Table((), (heads,), tuple(Row((cell,)) for _ in range(300)))

    low, high = (written(CONTENTS, table(head), part(1, text(1))) for head in (1, 20))
    assert entries(low)[0][1] < entries(high)[0][1]


@pytest.mark.parametrize("margin", [10, 60])
def test_pages_follow_the_margins_of_a_reference(margin: int) -> None:
    reference = docx.Document()
    reference.sections[0].top_margin = reference.sections[0].bottom_margin = Mm(margin)
    reference.styles["Normal"].font.size = Pt(14)
    data = io.BytesIO()
    reference.save(data)
    file = written(CONTENTS, *[text(10)] * 60, part(1, text(1)), theme=Theme(reference=data.getvalue()))
    assert (entries(file)[0][1] > 20) is (margin == 60)


@pytest.mark.parametrize("template", ["meeting-brief", "readout", "quotes"])
def test_contents_stand_in_what_is_over_three_pages_alone(template: str) -> None:
    def blocks(brief) -> str:
        return str(to_document(brief, template=template, created=CREATED).blocks)

    brief = sample_brief()
    assert "TableOfContents" not in blocks(brief)
    assert "Contents" not in blocks(brief)
    quotes = tuple(replace(brief.quotations[0], text=WORDS * 90) for _ in range(4))
    long = replace(brief, quotations=quotes)
    assert "TableOfContents" in blocks(long)


def test_headings_are_numbered_by_level() -> None:
    blocks = (
        Heading(1, (Text("T"),), "t"),
        CONTENTS,
        part(1, Heading(3, (Text("a"),), "a"), Heading(3, (Text("b"),), "b"), Heading(4, (Text("x"),), "x")),
        part(2, Heading(3, (Text("d"),), "d"), Heading(5, (Text("y"),), "y")),
    )
    assert heading_numbers(blocks) == {"p1": "1", "a": "1.1", "b": "1.2", "x": "1.2.1", "p2": "2", "d": "2.1"}


def corporate() -> bytes:
    data = io.BytesIO()
    docx.Document().save(data)
    return data.getvalue()


@pytest.mark.parametrize("reference", [None, corporate()])
def test_numbers_are_those_of_a_list_with_levels(reference: bytes | None) -> None:
    theme = Theme(numbered_headings=True, reference=reference)
    file = written(CONTENTS, part(1, text(1)), part(2, text(1)), theme=theme)
    assert [name for name, _ in entries(file)] == ["1\u2002Part 1", "2\u2002Part 2"]
    numbering = file.part.numbering_part.element
    ids = set()
    for level in (1, 2, 3):
        style = file.styles[f"Heading {level}"]
        number = style.element.pPr.numPr
        ids.add(number.numId.val)
        assert (number.ilvl.val if number.ilvl is not None else 0) == level - 1
        (item,) = numbering.xpath(f'//w:lvl[w:pStyle/@w:val="{style.style_id}"]')
        assert item.find(qn("w:lvlText")).get(qn("w:val")) == "%1.%2.%3"[: 3 * level - 1]
    assert len(ids) == 1
    assert file.styles["TOC Heading"].element.pPr.numPr.numId.val == 0


def test_headings_bear_no_numbers_by_default() -> None:
    data = render(sample_brief(), template="meeting-brief", format="docx", created=CREATED)
    assert not re.search(b"briefgen headings", zipfile.ZipFile(io.BytesIO(data)).read("word/numbering.xml"))
