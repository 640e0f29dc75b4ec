"""Turns the blocks of a Document into the flowables that are laid out on pages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING, Any

from reportlab.lib.enums import TA_RIGHT
from reportlab.pdfbase.pdfmetrics import stringWidth

from briefgen.render.document import (
    Block,
    Cell,
    CitationMark,
    Document,
    Figure,
    Heading,
    Inline,
    Link,
    List,
    ListItem,
    Paragraph,
    Quotation,
    Row,
    Section,
    Table,
    TableOfContents,
    Text,
    Time,
)
from briefgen.render.pdf.citations import Citations
from briefgen.render.pdf.columns import ColumnNeed, column_widths
from briefgen.render.pdf.figure import FigureBlock
from briefgen.render.pdf.flowables import Landmark, PageLog, PlaceHolder, TextBlock
from briefgen.render.pdf.grids import Grid, GridLook, GridRow
from briefgen.render.pdf.inline import InlineWriter, plain_text
from briefgen.render.pdf.keeping import kept_with_next
from briefgen.render.pdf.style import (
    ACCENT,
    BODY,
    LINK,
    LIST_INDENT,
    LOOKS,
    PANEL_ROLES,
    PARAGRAPH_ROLES,
    PLAIN_TABLE_ROLES,
    RULE,
    TINT,
    Look,
    Palette,
    paragraph_style,
)
from briefgen.render.pdf.tags import BULLETED, COLUMN_HEADER, NUMBERED, ROW_HEADER, HeadingLevels, Tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from reportlab.platypus import Flowable

_CONTENTS_LOOK = GridLook(pad_x=6, pad_y=2.2, outer_pad=False)
_PAGE_NUMBER_WIDTH = 34.0
_HEADING_NOTES = frozenset({"meta", "note"})  # right after a heading, these belong to it
_EMPTY_LINE = "\u00a0"  # a line with a bullet and no text
_FEW_CHARACTERS = 6
_DOT_SCALE = 1.15  # the main font's bullet is small


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where blocks stand: the width in points, the structure element, the look of plain paragraphs."""

    width: float
    tag: Tag
    look: Look = BODY
    indent: float = 0.0
    boxed: bool = False  # inside a cell or panel, where tables are set as their texts


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A heading as a table of contents shows it."""

    level: int
    markup: str
    name: str  # of its landmark


@dataclass(frozen=True, slots=True, kw_only=True)
class _ContentsPlace:
    """A table of contents whose rows are made when all headings are known."""

    grid: Grid
    tag: Tag
    depth: int
    own_heading: str | None


@dataclass(slots=True)
class StoryBuilder:
    """Builds the story of one layout pass.

    ``known_pages`` are the landmarks' pages as the pass before found them; ``log``
    receives those of this pass. ``root`` is the structure element of the whole.
    """

    writer: InlineWriter
    known_pages: Mapping[str, int]
    log: PageLog
    root: Tag
    _waiting: list[Landmark] = field(default_factory=list)  # places whose text is yet to come
    _entries: list[ContentsEntry] = field(default_factory=list)
    _contents: list[_ContentsPlace] = field(default_factory=list)
    _levels: HeadingLevels = field(default_factory=HeadingLevels)
    _after_heading: bool = False
    _citations: Citations = field(default_factory=Citations)

    def build(self, document: Document, width: float) -> list[Flowable]:
        """Return the whole story; headings are kept with what follows them."""
        story = self._blocks(document.blocks, Setting(width=width, tag=self.root))
        if self._waiting:
            story.append(PlaceHolder(self._take_landmarks(), self.log))
        self.number_contents(self.known_pages)
        return list(kept_with_next(story, width))

    def number_contents(self, pages: Mapping[str, int]) -> None:
        """Make the rows of the tables of contents, with the pages that are known."""
        self.known_pages = pages
        for place in self._contents:
            place.tag.kids.clear()
            place.grid.rows = self._contents_rows(place)

    # ── blocks ──

    def _blocks(self, blocks: Iterable[Block], setting: Setting) -> list[Flowable]:
        return [flowable for block in blocks for flowable in self._block(block, setting)]

    def _block(self, block: Block, setting: Setting) -> list[Flowable]:
        methods: dict[type, Callable[[Any, Setting], list[Flowable]]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            List: self._list,
            Table: self._table,
            Quotation: self._quotation,
            Section: self._section,
            TableOfContents: self._table_of_contents,
            Figure: self._figure,
        }
        flowables = methods[type(block)](block, setting)
        self._after_heading = isinstance(block, Heading)
        return flowables

    def _heading(self, heading: Heading, setting: Setting) -> list[Flowable]:
        look = LOOKS[f"heading-{min(max(heading.level, 1), 4)}"]
        title = plain_text(heading.children)
        name = f"heading-{len(self._entries) + 1}"
        self._wait_for(heading.id)
        if not title:
            return []
        self._waiting.insert(0, Landmark(name, title, max(heading.level, 1) - 1))
        text = self._text(heading.children, look, setting, self._levels.type(heading.level))
        text_only = self.writer.markup(_without_marks(heading.children), LOOKS["contents"])
        self._entries.append(ContentsEntry(heading.level, text_only, name))
        text.leads = True
        return [text]

    def _paragraph(self, paragraph: Paragraph, setting: Setting) -> list[Flowable]:
        self._wait_for(paragraph.id)
        look = _role_look(paragraph.role, setting.look)
        texts = self._text_unless_empty(paragraph.children, look, setting)
        for text in texts:
            text.leads = self._after_heading and _has_role(paragraph.role, _HEADING_NOTES)
        return [*texts]

    def _section(self, section: Section, setting: Setting) -> list[Flowable]:
        self._wait_for(section.id)
        inner = replace(setting, look=_role_look(section.role, setting.look))
        if setting.boxed or not _has_role(section.role, PANEL_ROLES):
            return self._blocks(section.blocks, inner)
        panel = _panel_look(self.writer.palette)
        inner_width = setting.width - 2 * panel.pad_x
        content = self._blocks(section.blocks, replace(inner, width=inner_width, indent=0.0, boxed=True))
        if not content:
            return []
        widths = [setting.width - setting.indent]
        return [Grid(head=[], rows=[GridRow([content])], widths=widths, look=panel, left=setting.indent)]

    def _quotation(self, quotation: Quotation, setting: Setting) -> list[Flowable]:
        base, attribution = LOOKS["quotation"], LOOKS["attribution"]
        setting = replace(setting, tag=setting.tag.add("BlockQuote"))
        look = replace(base, size=setting.look.size, leading=setting.look.leading)
        flowables = self._blocks(quotation.blocks, replace(setting, look=look))
        for text in flowables:
            if isinstance(text, TextBlock) and quotation.attribution:
                text.leads = True
        return [*flowables, *self._text_unless_empty(quotation.attribution, attribution, setting)]

    # ── lists ──

    def _list(self, listing: List, setting: Setting) -> list[Flowable]:
        look = _role_look(listing.role, setting.look)
        inner = replace(
            setting,
            look=replace(look, after=min(look.after, 3.0)),
            indent=_indent(listing, setting),
            tag=setting.tag.add("L", NUMBERED if listing.ordered else BULLETED),
        )
        bullets = (f"{number}." if listing.ordered else "•" for number in count(1))
        items = [
            self._item(item, bullet, inner, setting.indent)
            for item, bullet in zip(listing.items, bullets, strict=False)
        ]
        for flowables in [item for item in items if len(item) > 1] + [item for item in items[-1:] if item]:
            _space_after(flowables[-1], look.after)
        return [flowable for flowables in items for flowable in flowables]

    def _item(self, item: ListItem, bullet: str, inner: Setting, bullet_indent: float) -> list[Flowable]:
        """Return an item's flowables; its first line, which bears the bullet, leads the others."""
        self._wait_for(item.id)
        tag = inner.tag.add("LI")
        label, body = tag.add("Lbl"), tag.add("LBody")
        flowables = self._blocks(item.blocks, replace(inner, tag=body))
        first = flowables[0] if flowables else None
        if not isinstance(first, TextBlock) or first.bulletText is not None:
            if not flowables:
                return []
            first = self._text((Text(_EMPTY_LINE),), inner.look, replace(inner, tag=body))
            flowables.insert(0, first)
        size = inner.look.size * (_DOT_SCALE if bullet == "•" else 1)
        first.style = first.style.clone("item", bulletIndent=bullet_indent, bulletFontSize=size)
        first.bulletText, first.leads = bullet, len(flowables) > 1
        if item.id in self._citations.firsts:
            label = self._citations.lead_back(item.id, first, label, self.writer.palette[LINK])
        if first.tags is not None:
            first.tags.label = label
        return flowables

    # ── tables ──

    def _table(self, table: Table, setting: Setting) -> list[Flowable]:
        columns = max((len(row.cells) for row in (*table.head, *table.body)), default=0)
        if columns == 0 or setting.boxed:
            caption = self._text_unless_empty(table.caption, LOOKS["caption"], setting)
            rows = (*table.head, *table.body)
            blocks = (block for row in rows for cell in row.cells for block in cell.blocks)
            return [*caption, *self._blocks(blocks, setting)]
        tag = setting.tag.add("Table")
        inside = replace(setting, tag=tag)
        caption = self._text_unless_empty(table.caption, LOOKS["caption"], inside, "Caption")
        for text in caption:
            text.leads = True
        return [*caption, self._grid(table, columns, inside)]

    def _grid(self, table: Table, columns: int, setting: Setting) -> Grid:
        look = _table_look(self.writer.palette, plain=_has_role(table.role, PLAIN_TABLE_ROLES))
        available = setting.width - setting.indent
        head, body = setting.tag.add("THead"), setting.tag.add("TBody")
        inside = Setting(width=available, tag=head, look=LOOKS["cell"], boxed=True)
        head_rows = [self._grid_row(row, columns, inside) for row in table.head]
        inside = replace(inside, tag=body)
        rows = [self._grid_row(row, columns, inside) for row in table.body]
        needs = [_column_need(column, head_rows + rows, 2 * look.pad_x) for column in range(columns)]
        widths = column_widths(needs, available)
        return Grid(head=head_rows, rows=rows, widths=widths, look=look, left=setting.indent)

    def _grid_row(self, row: Row, columns: int, inside: Setting) -> GridRow:
        tag = inside.tag.add("TR")
        cells = [
            self._blocks(cell.blocks, replace(inside, look=_cell_look(cell), tag=_cell_tag(cell, tag)))
            for cell in row.cells
        ]
        missing = columns - len(cells)
        for _ in range(missing):
            tag.add("TD")
        return GridRow(cells + [[] for _ in range(missing)])

    def _table_of_contents(self, contents: TableOfContents, setting: Setting) -> list[Flowable]:
        if setting.boxed:
            return []
        widths = [setting.width - setting.indent - _PAGE_NUMBER_WIDTH, _PAGE_NUMBER_WIDTH]
        grid = Grid(head=[], rows=[], widths=widths, look=_CONTENTS_LOOK, left=setting.indent, whole=True)
        own_heading = self._entries[-1].name if self._after_heading and self._entries else None
        tag = setting.tag.add("TOC")
        self._contents.append(
            _ContentsPlace(grid=grid, tag=tag, depth=contents.depth, own_heading=own_heading)
        )
        return [grid]

    def _contents_rows(self, place: _ContentsPlace) -> list[GridRow]:
        """Return the headings below the title down to a level, without that of the list itself."""
        return [
            self._contents_row(entry, place.tag.add("TOCI"))
            for entry in self._entries
            if 1 < entry.level <= place.depth and entry.name != place.own_heading
        ]

    def _contents_row(self, entry: ContentsEntry, tag: Tag) -> GridRow:
        look = LOOKS["contents-top" if entry.level == 2 else "contents"]
        style = paragraph_style(look, self.writer.palette, indent=(entry.level - 2) * 12.0)
        title = TextBlock(f'<a href="#{entry.name}">{entry.markup}</a>', style)
        page = str(self.known_pages.get(entry.name, 1))
        number = TextBlock(f'<a href="#{entry.name}">{page}</a>', style.clone("page", alignment=TA_RIGHT))
        for text in (title, number):
            text.tag(tag.add("Reference"))
        return GridRow([[title], [number]])

    def _figure(self, figure: Figure, setting: Setting) -> list[Flowable]:
        caption = self._text_unless_empty(figure.caption, LOOKS["caption"], setting)
        for text in caption:
            text.leads = True
        writer = self.writer
        tag = setting.tag.add("Figure", alt=figure.alt)
        return [*caption, FigureBlock(figure.drawing, tag, writer.typesetter, writer.palette)]

    # ── text and places ──

    def _text_unless_empty(
        self, children: tuple[Inline, ...], look: Look, setting: Setting, type: str = "P"
    ) -> list[TextBlock]:
        shown = plain_text(children) or _has_mark(children)
        return [self._text(children, look, setting, type)] if shown else []

    def _text(self, children: tuple[Inline, ...], look: Look, setting: Setting, type: str = "P") -> TextBlock:
        style = paragraph_style(look, self.writer.palette, indent=setting.indent)
        text = TextBlock(self.writer.markup(children, look), style)
        text.tag(setting.tag.add(type))
        landmarks = [*self._take_landmarks(), *self._citations.landmarks(children)]
        if landmarks:
            text.mark(landmarks, self.log)
        return text

    def _wait_for(self, id: str | None) -> None:
        name = self.writer.targets.get(id) if id else None
        if name:
            self._waiting.append(Landmark(name))

    def _take_landmarks(self) -> list[Landmark]:
        landmarks, self._waiting = self._waiting, []
        return landmarks


def _table_look(palette: Palette, *, plain: bool) -> GridLook:
    frame = palette[RULE if plain else ACCENT]
    return GridLook(
        pad_x=5, pad_y=3.2 if plain else 3.5, head_fill=palette.head, rule=palette[RULE], frame_rule=frame
    )


def _panel_look(palette: Palette) -> GridLook:
    return GridLook(pad_x=12, pad_y=8, fill=palette[TINT], side_bar=palette[ACCENT])


def _space_after(flowable: Flowable, space: float) -> None:
    if isinstance(flowable, TextBlock) and flowable.style.spaceAfter < space:
        flowable.style = flowable.style.clone("last", spaceAfter=space)


def _roles(role: str | None) -> list[str]:
    return role.split() if role else []


def _has_role(role: str | None, wanted: frozenset[str]) -> bool:
    return any(name in wanted for name in _roles(role))


def _role_look(role: str | None, look: Look) -> Look:
    """Return the look of the first semantic class that has one, else the given look."""
    named = next((PARAGRAPH_ROLES[name] for name in _roles(role) if name in PARAGRAPH_ROLES), None)
    if named is None or named == "body":
        return look
    chosen = LOOKS[named]
    return replace(chosen, size=min(chosen.size, look.size)) if look.size < BODY.size else chosen


def _indent(listing: List, setting: Setting) -> float:
    """Where the items' text begins: wider for numbers of three digits and more."""
    digits = len(str(len(listing.items))) if listing.ordered else 1
    return setting.indent + LIST_INDENT + max(0, digits - 1) * 0.55 * setting.look.size


def _cell_look(cell: Cell) -> Look:
    if not cell.header:
        return LOOKS["cell"]
    return LOOKS["cell-row" if cell.scope == "row" else "cell-head"]


def _cell_tag(cell: Cell, row: Tag) -> Tag:
    if not cell.header:
        return row.add("TD")
    return row.add("TH", ROW_HEADER if cell.scope == "row" else COLUMN_HEADER)


def _column_need(column: int, rows: Sequence[GridRow], padding: float) -> ColumnNeed:
    blocks = [text for row in rows for text in row.cells[column] if isinstance(text, TextBlock)]
    least = max((_least_width(text) + _indents(text) for text in blocks), default=0.0)
    natural = max((_line_width(text) + _indents(text) for text in blocks), default=0.0)
    return ColumnNeed(least + padding + 0.5, max(natural, least) + padding + 0.5)


def _least_width(text: TextBlock) -> float:
    """Return the width of the longest word, or of a few characters where lines break between any two."""
    if text.style.wordWrap == "CJK":
        return min(float(text.minWidth()), _FEW_CHARACTERS * float(text.style.fontSize))
    return float(text.minWidth())


def _indents(text: TextBlock) -> float:
    return float(text.style.leftIndent) + float(text.style.rightIndent)


def _line_width(text: TextBlock) -> float:
    """Return the width of all of a text on one line."""
    return sum(stringWidth(getattr(frag, "text", ""), frag.fontName, frag.fontSize) for frag in text.frags)


def _without_marks(children: Iterable[Inline]) -> tuple[Inline, ...]:
    return tuple(child for child in children if not isinstance(child, CitationMark))


def _has_mark(children: Iterable[Inline]) -> bool:
    return any(
        isinstance(child, CitationMark) or (isinstance(child, Link | Time) and _has_mark(child.children))
        for child in children
    )
