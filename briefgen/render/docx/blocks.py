"""Blocks → paragraphs and tables of a Word file, in named styles alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefgen.render.document import (
    Block,
    Cell,
    Figure,
    Heading,
    Inline,
    List,
    ListItem,
    Paragraph,
    Quotation,
    Section,
    Table,
    TableOfContents,
)
from briefgen.render.docx.contents import Contents
from briefgen.render.docx.inline import InlineWriter, References
from briefgen.render.docx.notes import KINDS, Cited, Notes
from briefgen.render.docx.numbering import Lists, Marks, left_indent
from briefgen.render.docx.oxml import (
    PARAGRAPH,
    TABLE,
    Element,
    add_paragraph,
)
from briefgen.render.docx.pictures import add_picture
from briefgen.render.docx.styles import TABLE_STYLE
from briefgen.render.docx.tables import add_table, column_widths
from briefgen.render.outline import heads_of_contents, plain

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from docx.document import Document as WordFile

    from briefgen.render.theme import Theme

_HEADINGS = ("Title", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "Heading 5")

_ROLES = {"bottom-line": "Bottom Line", "assessment": "Assessment", "note": "Note", "meta": "Details"}

_LIST_STYLES = {
    Marks.BULLETS: "List Bullet",
    Marks.NUMBERS: "List Number",
    Marks.SOURCES: "Source",
    Marks.EVIDENCE: "Evidence",
    Marks.CELL_BULLETS: "Table Text",
}

_LINK_STYLES = {"Evidence": "Evidence Link"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where blocks go, the style of plain text there, and the level of lists."""

    parent: Element
    width: int  # of the text, in twentieths of a point
    text: str = "Normal"
    in_cell: bool = False
    noted: bool = True  # may citations be notes here?
    level: int = 0
    indent: int = 0  # of paragraphs that go on a list item, in twentieths of a point


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Writes the blocks of one document into the body of a file."""

    file: WordFile
    blocks: Sequence[Block]
    width: int
    styles: Mapping[str, str]  # name → id
    lists: Lists
    references: References
    inline: InlineWriter
    notes: Notes | None
    contents: Contents
    unlisted: Collection[str | None]  # ids of the headings of tables of contents
    theme: Theme

    @classmethod
    def of(cls, file: WordFile, blocks: Sequence[Block], width: int, theme: Theme) -> Body:
        """Return a writer for a file; ``width`` is that of the text, in twentieths of a point."""
        styles = {style.name: style.style_id for style in file.styles}
        references = References(file.part)
        kind = KINDS.get(theme.citations)
        notes = Notes(kind, file, Cited.of(blocks), references, styles) if kind else None
        return cls(
            file=file,
            blocks=blocks,
            width=width,
            styles=styles,
            lists=Lists(file.part.numbering_part.element),
            references=references,
            inline=InlineWriter(references, styles, notes),
            notes=notes,
            contents=Contents(blocks, styles, references, numbered=theme.numbered_headings),
            unlisted=heads_of_contents(blocks),
            theme=theme,
        )

    def write(self) -> None:
        """Write all blocks and notes; the section's properties come last, as the schema wants them."""
        body = self.file.element.body
        section = body.sectPr
        body.remove(section)
        self._write(self.blocks, Place(parent=body, width=self.width))
        body.append(section)
        if self.notes:
            self.notes.put_into(self.file)

    def _write(self, blocks: Sequence[Block], place: Place) -> None:
        for block in blocks:
            self._write_block(block, place)

    def _write_block(self, block: Block, place: Place) -> None:
        match block:
            case Heading():
                self._write_heading(block, place, block.id)
            case Paragraph():
                style = _ROLES.get(block.role or "", place.text)
                self._write_paragraph(block.children, style, place, block.id)
            case List():
                self._write_list(block, place)
            case Table():
                self._write_table(block, place)
            case Quotation():
                self._write_quotation(block, place)
            case Section():
                self._write_section(block, place)
            case Figure():
                self._write_figure(block, place)
            case TableOfContents():
                self.contents.write(place.parent, self.inline, block.depth)

    def _write_paragraph(
        self, children: Sequence[Inline], style: str, place: Place, *ids: str | None
    ) -> None:
        paragraph = self._add_paragraph(style, place)
        with self.references.marked(paragraph, *ids):
            if place.noted:
                self.inline.write(paragraph, children, _LINK_STYLES.get(style, "Hyperlink"))
            else:
                self.inline.write_without_notes(paragraph, children)

    def _write_heading(self, heading: Heading, place: Place, *ids: str | None) -> None:
        style = "TOC Heading" if heading.id in self.unlisted else _HEADINGS[heading.level - 1]
        self._write_paragraph(heading.children, style, replace(place, noted=False), *ids)

    def _add_paragraph(self, style: str, place: Place) -> Element:
        return add_paragraph(place.parent, self.styles[style], indent=place.indent)

    def _write_section(self, block: Section, place: Place) -> None:
        """Write a section; its bookmark is on its first paragraph, if that is a heading."""
        first = block.blocks[0] if block.blocks else None
        if isinstance(first, Heading):
            self._write_heading(first, place, block.id, first.id)
            self._write(block.blocks[1:], place)
        else:
            with self.references.marked(place.parent, block.id):
                pass
            self._write(block.blocks, place)

    def _write_list(self, block: List, place: Place) -> None:
        marks = _marks(block, place)
        instance = self.lists.instance(marks, place.level)
        for item in block.items:
            self._write_item(item, marks, instance, place)

    def _write_item(self, item: ListItem, marks: Marks, instance: int, place: Place) -> None:
        """Write an item: its mark stands at its first paragraph, the others are indented alike."""
        first, rest = (item.blocks[0], item.blocks[1:]) if item.blocks else (Paragraph(()), ())
        if not isinstance(first, Paragraph):
            first, rest = Paragraph(()), item.blocks
        style = "Table Text" if place.in_cell else _LIST_STYLES[marks]
        lead = add_paragraph(
            place.parent, self.styles[style], keep_next=bool(rest), numbering=(instance, place.level)
        )
        anchor = None if marks is Marks.EVIDENCE else item.id  # nothing in the file leads to sentences
        with self.references.marked(lead, anchor, first.id):
            self.inline.write(lead, first.children, _LINK_STYLES.get(style, "Hyperlink"))
        if not rest:
            return
        indent = left_indent(marks, place.level)
        text = "Table Text" if place.in_cell else "List Continue"
        inner = replace(place, text=text, level=place.level + 1, indent=indent, width=place.width - indent)
        self._write(rest, inner)

    def _write_quotation(self, block: Quotation, place: Place) -> None:
        self._write(block.blocks, replace(place, text="Quote", indent=0))
        if block.attribution:
            source = self._add_paragraph("Quote Source", replace(place, indent=0))
            said = " ".join(plain(b.children) for b in block.blocks if isinstance(b, Paragraph))
            self.inline.write(source, block.attribution, statement=said)

    def _write_table(self, block: Table, place: Place) -> None:
        if block.caption:
            self._write_paragraph(block.caption, "Caption", replace(place, indent=0))
        elif len(place.parent) and place.parent[-1].tag == TABLE:
            self._add_paragraph("Caption", place)  # or Word joins the two tables
        widths = column_widths(block, place.width)
        labels = plain(block.caption)
        style = self.styles[TABLE_STYLE]
        add_table(
            place.parent, block, widths, self._write_cell, style=style, indent=place.indent, text=labels
        )

    def _write_cell(self, parent: Element, cell: Cell, repeats: bool, width: int) -> None:
        """Write a cell's content; Word wants its last element to be a paragraph."""
        style = "Table Heading" if cell.header else "Table Text"
        place = Place(parent=parent, width=width, text=style, in_cell=True, noted=not repeats)
        self._write(cell.blocks, place)
        if parent[-1].tag != PARAGRAPH:
            self._add_paragraph(style, place)

    def _write_figure(self, block: Figure, place: Place) -> None:
        """Write a drawing as a picture, with its words for a screen reader, below its caption."""
        if block.caption:
            self._write_paragraph(block.caption, "Caption", replace(place, indent=0))
        add_picture(self.file, self._add_paragraph(place.text, place), block, place.width, self.theme)


def _marks(block: List, place: Place) -> Marks:
    if block.role == "evidence":
        return Marks.EVIDENCE
    if block.role == "sources" and block.ordered:
        return Marks.SOURCES
    if block.ordered:
        return Marks.NUMBERS
    return Marks.CELL_BULLETS if place.in_cell else Marks.BULLETS
