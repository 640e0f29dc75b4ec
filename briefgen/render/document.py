"""The Document: a rendered template as a tree of blocks, which every writer reads.

The tree says what things are (a heading, a caption, a header cell), never how they
look; looks belong to the writers' style sheets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

# ── inline content ───────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters with one emphasis."""

    text: str
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link: ``href`` is an http, https or mailto address, or ``#id`` of a block."""

    href: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Time:
    """A date as people read it, with its machine form (ISO 8601)."""

    datetime: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class CitationMark:
    """A reference to a numbered entry of the source list, shown as "[3]"."""

    number: int
    href: str  # "#source-3"
    evidence: tuple[str, ...] = ()  # ids of the list items with the sentences that it stands for
    quoted: tuple[str, ...] = ()  # such sentences, word for word, where no list in the document has them


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line break."""


Inline: TypeAlias = Text | Link | Time | CitationMark | LineBreak

# ── blocks ───────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Droppable:
    """May be left out for space: what has the highest ``keep`` goes last; ``kind`` is its word ("quotation")."""

    keep: int
    kind: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A section heading; ``level`` 1 is the document's title."""

    level: int
    children: tuple[Inline, ...]
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``role`` is a semantic class ("note", "bottom-line", "meta") or None."""

    children: tuple[Inline, ...]
    role: str | None = None
    id: str | None = None
    droppable: Droppable | None = None


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item, of blocks; ``id`` is what a link jumps to, ``label`` what a note calls a source."""

    blocks: tuple[Block, ...]
    id: str | None = None
    droppable: Droppable | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class List:
    """A bulleted or numbered list."""

    ordered: bool
    items: tuple[ListItem, ...]
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell of blocks; ``scope`` is "col" or "row" for a header cell."""

    blocks: tuple[Block, ...]
    header: bool = False
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A table row."""

    cells: tuple[Cell, ...]
    droppable: Droppable | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``head`` repeats on every page."""

    caption: tuple[Inline, ...]
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """A block quotation with its attribution line."""

    blocks: tuple[Block, ...]
    attribution: tuple[Inline, ...] = ()
    droppable: Droppable | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the document with a heading of its own; ``role`` is its class."""

    blocks: tuple[Block, ...]
    role: str | None = None
    id: str | None = None
    droppable: Droppable | None = None


@dataclass(frozen=True, slots=True)
class TableOfContents:
    """A place where the headings of the document down to ``depth`` are listed.

    With ``over`` they are, together with the section that holds them, only where the document has
    more pages than that, roughly.
    """

    depth: int = 2
    over: int = 0


# ── figures ──────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line; ``colour`` is what it is for in a theme, ``width`` in points as all measures here."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    colour: str


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle, filled or hollow."""

    x: float
    y: float
    radius: float
    filled: bool
    colour: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words on one line: ``x`` is where they start, are centred or end, as ``anchor`` says; ``y`` the base line."""

    x: float
    y: float
    text: str
    size: float
    anchor: str  # "start", "middle" or "end"
    colour: str


Shape: TypeAlias = Line | Disc | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes on a ground, drawn in order; points, from the left and from the top."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with a caption, and with words (``alt``) for those who cannot see it."""

    drawing: Drawing
    alt: str
    caption: tuple[Inline, ...] = ()


Block: TypeAlias = Heading | Paragraph | List | Table | Quotation | Section | TableOfContents | Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document with the properties that files carry."""

    title: str
    language: str
    blocks: tuple[Block, ...]
    author: str = "briefgen"
    subject: str | None = None
    created: str  # ISO 8601 with zone: the moment of the run, never read from the clock here
