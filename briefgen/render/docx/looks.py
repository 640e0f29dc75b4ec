"""How the text of Word files looks: a table of styles.

This is the one place to change a look; ``styles`` turns it into a file's styles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_UNDERLINE

from briefgen.render.docx.numbering import Marks

if TYPE_CHECKING:
    from briefgen.render.theme import Colours

# Colours are named by what they are for; a theme says which they are.
INK, TINT, ACCENT, GREY, RULE, LINK = "text", "tint", "accent", "muted", "line", "link"
_GOLD = "A8842C"  # marks assessments, whatever the theme

SIZE = 10.5  # points
MARKING_SIZE = 12  # points; the least that the Traffic Light Protocol asks for


def shade(colour: str, colours: Colours) -> str:
    """Return a colour as Word writes it ("1F3A5F"), given as that or as what it is for."""
    return str(getattr(colours, colour, colour)).removeprefix("#").upper()


@dataclass(frozen=True, slots=True)
class Edge:
    """A line along one side of a paragraph."""

    side: str  # "top", "left", "bottom" or "right"
    color: str
    eighths: int  # of a point: how thick
    space: int  # points between line and text
    kind: str = "single"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLook:
    """A character style; what is None comes from the paragraph."""

    name: str
    builtin: bool = True  # Word knows a style of this name
    base: str | None = None
    color: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: WD_UNDERLINE | bool | None = None
    superscript: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A paragraph style; what is None comes from the style that it is based on."""

    name: str
    builtin: bool = True  # Word knows a style of this name
    base: str | None = "Normal"
    next: str | None = None
    size: float | None = None  # points
    color: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    before: float | None = None  # points
    after: float | None = None  # points
    line: float | None = None  # lines
    left: float | None = None  # millimetres
    right: float | None = None  # millimetres
    keep_next: bool | None = None
    keep_lines: bool | None = None
    at_right: bool = False
    centred: bool = False
    edge: Edge | None = None
    shade: str | None = None
    outline: int | None = None  # the level in the outline, from 0
    marks: Marks | None = None  # of the list that its paragraphs are items of


def _heading(level: int, before: float, after: float, **more: Any) -> Look:
    values = {"color": GREY, "bold": True, "next": "Normal", **more}
    return Look(
        name=f"Heading {level}", before=before, after=after, keep_next=True, keep_lines=True,
        outline=level - 1, **values,
    )  # fmt: skip


def _contents(level: int) -> Look:
    return Look(name=f"toc {level}", next="Normal", color=ACCENT, before=0, after=2, left=6.0 * (level - 1))


_QUOTE_EDGE = Edge("left", RULE, 12, 8)

LOOKS = (
    Look(name="Normal", base=None),
    Look(
        name="Title", next="Normal", size=19, color=ACCENT, bold=True, before=0, after=10, line=1.04,
        keep_next=True, keep_lines=True, edge=Edge("bottom", ACCENT, 12, 6),
    ),
    _heading(1, 16, 5, size=13, color=ACCENT, line=1.04),
    _heading(2, 10, 3, size=11, color=ACCENT, line=1.04),
    _heading(3, 8, 2, size=10.5),
    _heading(4, 6, 2, italic=True),
    _heading(5, 6, 2, bold=None, italic=True),
    Look(
        name="Bottom Line", builtin=False, size=11, before=1.5, after=1.5, line=1.17, left=4, right=2,
        keep_lines=True, edge=Edge("left", ACCENT, 24, 8), shade=TINT,
    ),
    Look(
        name="Assessment", builtin=False, before=4, after=5, left=4, right=2, keep_lines=True,
        edge=Edge("left", _GOLD, 6, 8, "double"),
    ),
    Look(name="Note", builtin=False, size=9, color=GREY),
    Look(name="Details", builtin=False, size=8.5, color=GREY, before=0, after=3, keep_next=True),
    Look(
        name="Quote Source", builtin=False, size=9.5, color=GREY, before=0, after=8, left=4, right=4,
        keep_lines=True, edge=_QUOTE_EDGE,
    ),
    Look(
        name="Quote", next="Quote Source", before=3, after=1, left=4, right=4, keep_next=True,
        keep_lines=True, edge=_QUOTE_EDGE,
    ),
    Look(name="Caption", next="Normal", size=9, color=GREY, before=0, after=3, keep_next=True),
    Look(name="List Bullet", marks=Marks.BULLETS, before=0, after=3),
    Look(name="List Number", marks=Marks.NUMBERS, before=0, after=3),
    Look(name="List Continue", before=0, after=2, left=6),
    Look(name="Source", builtin=False, before=4, after=2),
    Look(name="Evidence", builtin=False, size=9, color=GREY, before=0, after=2, line=1.08),
    Look(name="footnote text", size=8, color=GREY, before=0, after=1, line=1, keep_lines=True),
    Look(name="endnote text", size=9, color=GREY, before=0, after=2, line=1.08),
    Look(name="Note Separator", builtin=False, size=5, before=0, after=2, line=1),
    Look(name="TOC Heading", base="Heading 1", next="Normal", outline=9),
    _contents(1),
    _contents(2),
    _contents(3),
    Look(name="Header", size=8, color=GREY, before=0, after=0, edge=Edge("bottom", RULE, 4, 3)),
    Look(name="Organisation", builtin=False, base="Header", size=9, bold=True, color=ACCENT),
    Look(
        name="Marking", builtin=False, size=MARKING_SIZE, bold=True, before=0, after=4, keep_lines=True, centred=True,
    ),
    Look(name="Footer", size=8, color=GREY, before=0, after=0, at_right=True),
    Look(name="Table Text", builtin=False, size=10, before=0, after=0, line=1.08),
    Look(name="Table Heading", builtin=False, base="Table Text", bold=True),
)  # fmt: skip

TEXT_LOOKS = (
    TextLook(name="Default Paragraph Font"),
    TextLook(name="Strong", bold=True),
    TextLook(name="Emphasis", italic=True, color=GREY),
    TextLook(name="Hyperlink", color=LINK, underline=True),
    TextLook(
        name="Evidence Link", builtin=False, base="Hyperlink", color=GREY, underline=WD_UNDERLINE.DOTTED
    ),
    TextLook(name="Note Link", builtin=False, base="Evidence Link"),
    TextLook(name="footnote reference", color=LINK, superscript=True),
    TextLook(name="endnote reference", color=LINK, superscript=True),
    TextLook(name="Citation Mark", builtin=False, color=LINK, superscript=True),
)
