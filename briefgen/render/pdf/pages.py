"""The page: its size and margins, the running header and the page count."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm

from briefgen.render.errors import RenderError
from briefgen.render.pdf.direction import base_direction, drawing_order
from briefgen.render.pdf.style import LOOKS, RULE

if TYPE_CHECKING:
    from briefgen.render.fonts import Run, Typesetter
    from briefgen.render.pdf.canvas import TaggedCanvas
    from briefgen.render.pdf.style import Palette
    from briefgen.render.theme import Theme


_SIZES: dict[str, tuple[float, float]] = {"a4": A4, "letter": LETTER}


@dataclass(frozen=True, slots=True, kw_only=True)
class PageGeometry:
    """A page's size and margins, in points."""

    width: float
    height: float
    side: float = 22 * mm
    top: float = 23 * mm
    bottom: float = 21 * mm

    @classmethod
    def of(cls, name: str, *, marked: bool = False) -> PageGeometry:
        """Return the geometry of "A4" or "Letter", in any case, with room for a marking above and below.

        Raises RenderError for other names.
        """
        try:
            width, height = _SIZES[name.lower()]
        except KeyError:
            raise RenderError(f'The page size must be "A4" or "Letter", not "{name}".') from None
        room = 5 * mm if marked else 0.0
        page = cls(width=width, height=height)
        return replace(page, top=page.top + room, bottom=page.bottom + room)

    @property
    def text_width(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.side

    @property
    def text_height(self) -> float:
        """The height between the margins."""
        return self.height - self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands in the margins of every page: marking, organisation, title from page 2 on, page count."""

    geometry: PageGeometry
    typesetter: Typesetter
    palette: Palette
    title: str
    theme: Theme
    _lines: dict[str, tuple[Run, ...]] = field(default_factory=dict, compare=False, repr=False)

    def draw(self, canvas: TaggedCanvas, page: int, total: int) -> None:
        """Draw header and footer of a page, as artifacts."""
        canvas.saveState()
        with canvas.artifact("/Type /Pagination /Subtype /Header"):
            self._draw_header(canvas, page)
        with canvas.artifact("/Type /Pagination /Subtype /Footer"):
            self._draw_footer(canvas, page, total)
        canvas.restoreState()

    def _draw_header(self, canvas: TaggedCanvas, page: int) -> None:
        geometry = self.geometry
        self._draw_marking(canvas, geometry.height - 10 * mm)
        canvas.setFillColor(self.palette[LOOKS["furniture"].color])
        canvas.setStrokeColor(self.palette[RULE])
        canvas.setLineWidth(0.4)
        header = self._header(page)
        if header:
            y = geometry.height - geometry.top + 7 * mm
            self._draw_runs(canvas, header, geometry.side, y)
            canvas.line(geometry.side, y - 4, geometry.width - geometry.side, y - 4)

    def _draw_footer(self, canvas: TaggedCanvas, page: int, total: int) -> None:
        geometry = self.geometry
        self._draw_marking(canvas, 8 * mm)
        canvas.setFillColor(self.palette[LOOKS["furniture"].color])
        runs = self.typesetter.runs(f"Page {page} of {total}")
        x = geometry.width - geometry.side - self.typesetter.width(runs, LOOKS["furniture"].size)
        self._draw_runs(canvas, runs, x, geometry.bottom - 9 * mm)

    def _draw_marking(self, canvas: TaggedCanvas, y: float) -> None:
        if not self.theme.marking:
            return
        look = LOOKS["marking"]
        canvas.setFillColor(self.palette[look.color])
        runs = self.typesetter.runs(self.theme.marking, strong=True)
        x = (self.geometry.width - self.typesetter.width(runs, look.size)) / 2
        self._draw_runs(canvas, runs, x, y, look.size)

    def _draw_runs(
        self,
        canvas: TaggedCanvas,
        runs: tuple[Run, ...],
        x: float,
        y: float,
        size: float = LOOKS["furniture"].size,
    ) -> None:
        direction = base_direction("".join(run.text for run in runs))
        pieces = [(run.font, run.text) for run in runs]
        for font, text in drawing_order(pieces, direction) if direction else pieces:
            canvas.setFont(font, size)
            canvas.drawString(x, y, text)
            x += canvas.stringWidth(text, font, size)

    def _header(self, page: int) -> tuple[Run, ...]:
        """Return the organisation, and from page 2 on the title, cut with an ellipsis to one line."""
        parts = [self.theme.organisation, self.title if page > 1 else None]
        return self._one_line(" · ".join(part for part in parts if part))

    def _one_line(self, text: str) -> tuple[Run, ...]:
        """Return words cut with an ellipsis to one line; what one page found, the others take over."""
        if text not in self._lines:
            self._lines[text] = self._cut(text)
        return self._lines[text]

    def _cut(self, text: str) -> tuple[Run, ...]:
        size, room = LOOKS["furniture"].size, self.geometry.text_width
        runs = self.typesetter.runs(text)
        kept = len(text)
        while self.typesetter.width(runs, size) > room and kept > 0:
            kept -= max(1, kept // 40)
            runs = self.typesetter.runs(text[:kept].rstrip() + "…")
        return runs
