"""How a printed document looks: type sizes, spacing and the few colours, in points.

Every colour is dark enough, or every difference doubled by weight, size or a rule, that
a page reads as well in black and white.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle

if TYPE_CHECKING:
    from briefgen.render.theme import Colours

INK, ACCENT, MUTED, RULE, LINK, TINT = "text", "accent", "muted", "line", "link", "tint"
"""What a colour is for; a theme says which it is."""


@dataclass(frozen=True, slots=True)
class Palette:
    """A theme's colours, by what they are for."""

    colours: Colours

    def __getitem__(self, use: str) -> Color:
        """Return the colour for INK, ACCENT and so on."""
        return HexColor(getattr(self.colours, use))

    def hex(self, use: str) -> str:
        """Return the colour as "#rrggbb"."""
        return str(getattr(self.colours, use))

    @property
    def head(self) -> Color:
        """Behind header rows: the tint, a little darker."""
        tint = self[TINT]
        return Color(*(part * 0.965 for part in tint.rgb()))


REGULAR, BOLD, ITALIC = "FiraSans", "FiraSans-Bold", "FiraSans-Italic"
BODY_SIZE = 10.0
MARK_SCALE = 0.72  # a citation mark's size by that of its text
MARK_RISE = 0.3  # by the size of its text
LIST_INDENT = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The look of one kind of text; ``strong`` and ``emphasis`` choose its face."""

    size: float = BODY_SIZE
    leading: float = 14.5
    before: float = 0.0
    after: float = 6.0
    color: str = INK
    strong: bool = False
    emphasis: bool = False
    indent: float = 0.0
    side_rule: str | None = None  # a vertical rule left of the text

    @property
    def font(self) -> str:
        """The name of the main family's face."""
        if self.strong:
            return BOLD
        return ITALIC if self.emphasis else REGULAR


BODY = Look()
LOOKS: dict[str, Look] = {
    "body": BODY,
    "heading-1": Look(size=20, leading=25, after=8, color=ACCENT, strong=True),
    "heading-2": Look(size=13, leading=17, before=16, after=5, color=ACCENT, strong=True),
    "heading-3": Look(size=10.5, leading=14, before=10, after=3, strong=True),
    "heading-4": Look(size=10, leading=14, before=8, after=3, strong=True, emphasis=True),
    "lead": Look(size=10.5, leading=15.5, after=7),
    "meta": Look(size=9, leading=12.5, after=4, color=MUTED),
    "note": Look(size=9, leading=13, after=5, color=MUTED),
    "assessment": Look(emphasis=True, indent=11, side_rule=MUTED, after=7),
    "evidence": Look(size=8.5, leading=12, after=4, color=MUTED),
    "compact": Look(size=8.75, leading=12.25, after=5),
    "caption": Look(size=9, leading=12.5, before=8, after=4, color=ACCENT, strong=True),
    "cell": Look(size=9, leading=12.5, after=3),
    "cell-head": Look(size=8.5, leading=11.5, after=2, color=ACCENT, strong=True),
    "cell-row": Look(size=9, leading=12.5, after=2, color=ACCENT, strong=True),
    "quotation": Look(leading=14.5, before=2, after=3, indent=13, side_rule=ACCENT),
    "attribution": Look(size=8.75, leading=12.5, after=9, color=MUTED, indent=13, side_rule=ACCENT),
    "contents": Look(size=9.5, leading=13, after=0),
    "contents-top": Look(size=9.5, leading=13, after=0, strong=True, color=ACCENT),
    "marking": Look(size=12, leading=15, after=0, strong=True),
    "furniture": Look(size=8, leading=10, after=0, color=MUTED),
}

# The semantic classes that templates give to paragraphs, lists and sections. A section's
# class passes to the paragraphs in it; a class that is not named here changes nothing.
PARAGRAPH_ROLES: dict[str, str] = {
    "bottom-line": "lead",
    "meta": "meta",
    "note": "note",
    "desk": "note",
    "assessment": "assessment",
    "evidence": "evidence",
    "sources": "compact",
    "annex": "compact",
}
PANEL_ROLES = frozenset({"bottom-line", "panel"})  # sections set on a tint with a side bar
PLAIN_TABLE_ROLES = frozenset({"details", "facts", "header", "meta"})


@lru_cache(maxsize=512)
def paragraph_style(look: Look, palette: Palette, indent: float = 0.0) -> ParagraphStyle:
    """Return the layout library's style for a look, moved right by ``indent`` points."""
    return ParagraphStyle(
        name="text",
        fontName=look.font,
        fontSize=look.size,
        leading=look.leading,
        textColor=palette[look.color],
        spaceBefore=look.before,
        spaceAfter=look.after,
        leftIndent=look.indent + indent,
        bulletFontName=look.font,
        bulletFontSize=look.size,
        bulletColor=palette[ACCENT],
        splitLongWords=1,
        allowWidows=0,
        allowOrphans=0,
        sideRule=palette[look.side_rule] if look.side_rule else None,
        sideRuleAt=indent + 1.0,
    )
