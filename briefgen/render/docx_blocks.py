"""Blocks → paragraphs and tables of a Word file, in named styles alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.render.document import (
    Block,
    Heading,
    Inline,
    List,
    Paragraph,
    Quotation,
    Section,
    Table,
    TableOfContents,
)
from briefgen.render.docx_inline import References
from briefgen.render.docx_numbering import Lists, Marks, left_indent
from briefgen.render.docx_tables import column_widths, table_xml
from briefgen.render.docx_xml import element, field_end, field_start, numbering, paragraph, run
from briefgen.render.outline import contents

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADINGS = ("Title", "Heading1", "Heading2", "Heading3", "Heading4", "Heading5")

_ROLES = {"bottom-line": "BottomLine", "assessment": "Assessment", "note": "Note", "meta": "Details"}

_LIST_STYLES = {
    Marks.BULLETS: "ListBullet",
    Marks.NUMBERS: "ListNumber",
    Marks.SOURCES: "ListNumber",
    Marks.EVIDENCE: "Evidence",
    Marks.CELL_BULLETS: "TableText",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks stand: the style of plain text there, the level of lists, the mark to bear."""

    text: str | None = None  # a paragraph style; None is Normal
    in_cell: bool = False
    in_quote: bool = False
    level: int = 0
    indent: int = 0  # of paragraphs that go on a list item, in twentieths of a point
    width: int = 0  # of the text, in twentieths of a point


@dataclass(slots=True)
class Body:
    """Writes the body of one document and gathers what its other parts need."""

    document: Sequence[Block]
    width: int
    references: References = field(default_factory=References)
    lists: Lists = field(default_factory=Lists)

    def xml(self) -> str:
        """Return all blocks."""
        return self._blocks(self.document, Place(width=self.width))

    def _blocks(self, blocks: Sequence[Block], place: Place) -> str:
        written: list[str] = []
        before: Block | None = None
        for block in blocks:
            if isinstance(block, Table) and isinstance(before, Table) and not block.caption:
                written.append(paragraph("", style="Caption"))  # or Word joins the two tables
            written.append(self._block(block, place))
            before = block
        return "".join(written)

    def _block(self, block: Block, place: Place) -> str:
        match block:
            case Heading():
                return self._paragraph(block.children, _HEADINGS[block.level - 1], place, block.id)
            case Paragraph():
                style = _ROLES.get(block.role or "", place.text)
                return self._paragraph(block.children, style, place, block.id)
            case List():
                return self._list(block, place)
            case Table():
                return self._table(block, place)
            case Quotation():
                return self._quotation(block, place)
            case Section():
                return self._section(block, place)
            case TableOfContents():
                return self._contents(block.depth)

    def _paragraph(
        self, children: Sequence[Inline], style: str | None, place: Place, id: str | None = None
    ) -> str:
        properties = [element("w:ind", {"w:left": place.indent})] if place.indent else []
        link_style = "EvidenceLink" if style == "Evidence" else "Hyperlink"
        content = self.references.runs(children, link_style=link_style)
        return paragraph(self.references.marked(content, id), style=style, properties=properties)

    def _section(self, block: Section, place: Place) -> str:
        """Write a section; its bookmark is on its first paragraph, if that is a heading."""
        first = block.blocks[0] if block.blocks else None
        if block.id is None or not isinstance(first, Heading):
            anchor = self.references.marked("", block.id)
            return anchor + self._blocks(block.blocks, place)
        content = self.references.runs(first.children)
        marked = self.references.marked(self.references.marked(content, first.id), block.id)
        return paragraph(marked, style=_HEADINGS[first.level - 1]) + self._blocks(block.blocks[1:], place)

    def _list(self, block: List, place: Place) -> str:
        marks = _marks(block, place)
        instance = self.lists.instance(marks)
        return "".join(self._item(item.blocks, item.id, marks, instance, place) for item in block.items)

    def _item(
        self, blocks: Sequence[Block], id: str | None, marks: Marks, instance: int, place: Place
    ) -> str:
        """Write an item: its mark stands at its first paragraph, the others are indented alike."""
        style = _LIST_STYLES[marks]
        first = blocks[0] if blocks else Paragraph(())
        rest = blocks[1:]
        if not isinstance(first, Paragraph):
            first, rest = Paragraph(()), blocks
        link_style = "EvidenceLink" if marks is Marks.EVIDENCE else "Hyperlink"
        content = self.references.marked(self.references.runs(first.children, link_style=link_style), id)
        keep = [element("w:keepNext")] if rest else []
        lead = paragraph(content, style=style, properties=[*keep, numbering(instance, place.level)])
        inner = Place(
            text="TableText" if place.in_cell else "ListContinue",
            in_cell=place.in_cell,
            level=place.level + 1,
            indent=left_indent(marks, place.level),
            width=place.width - left_indent(marks, place.level),
        )
        return lead + self._blocks(rest, inner)

    def _quotation(self, block: Quotation, place: Place) -> str:
        inner = Place(text="Quote", in_quote=True, level=place.level, width=place.width)
        written = self._blocks(block.blocks, inner)
        if block.attribution:
            written += self._paragraph(block.attribution, "QuoteSource", Place())
        return written

    def _table(self, block: Table, place: Place) -> str:
        caption = paragraph(self.references.runs(block.caption), style="Caption") if block.caption else ""
        widths = column_widths(block, place.width)
        return caption + table_xml(block, widths, place.indent, self._cell)

    def _cell(self, blocks: Sequence[Block], header: bool, width: int) -> str:
        """Write a cell's content; Word wants its last element to be a paragraph."""
        style = "TableHeading" if header else "TableText"
        written = self._blocks(blocks, Place(text=style, in_cell=True, width=width))
        ends_well = bool(blocks) and not isinstance(blocks[-1], Table | TableOfContents)
        return written if ends_well else written + paragraph("", style=style)

    def _contents(self, depth: int) -> str:
        """Write a table of contents as a field with its result filled in, without page numbers.

        Page numbers are known to a word processor alone, so the field asks for none.
        """
        entries = contents(self.document, depth)
        lines: list[str] = []
        for position, entry in enumerate(entries):
            anchor = {"w:anchor": self.references.bookmark(entry.id), "w:history": "1"}
            content = element("w:hyperlink", anchor, run(entry.text))
            start = field_start(f'TOC \\o "1-{depth - 1 or 1}" \\n \\h') if position == 0 else ""
            end = field_end() if position == len(entries) - 1 else ""
            lines.append(paragraph(start + content + end, style=f"TOC{min(entry.level, 3)}"))
        return "".join(lines)


def _marks(block: List, place: Place) -> Marks:
    if block.role == "evidence":
        return Marks.EVIDENCE
    if block.role == "sources" and block.ordered:
        return Marks.SOURCES
    if block.ordered:
        return Marks.NUMBERS
    return Marks.CELL_BULLETS if place.in_cell else Marks.BULLETS


def page_setup(footer: str, width: int, height: int, margin: int) -> str:
    """Return the section properties; lengths are in twentieths of a point."""
    sides = dict.fromkeys(("w:top", "w:right", "w:bottom", "w:left"), margin)
    content = (
        element("w:footerReference", {"w:type": "default", "r:id": footer})
        + element("w:pgSz", {"w:w": width, "w:h": height})
        + element("w:pgMar", {**sides, "w:header": 567, "w:footer": 567, "w:gutter": 0})
    )
    return element("w:sectPr", None, content)
