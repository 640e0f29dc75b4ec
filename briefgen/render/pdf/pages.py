"""The page: its size and margins, the running header and the page count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm

from briefgen.render.errors import RenderError
from briefgen.render.pdf.style import LOOKS, RULE

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from briefgen.render.fonts import Run, Typesetter


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
    def of(cls, name: str) -> PageGeometry:
        """Return the geometry of "A4" or "Letter", in any case. Raises RenderError for other names."""
        try:
            width, height = _SIZES[name.lower()]
        except KeyError:
            raise RenderError(f'The page size must be "A4" or "Letter", not "{name}".') from None
        return cls(width=width, height=height)

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
    """What stands in the margins: the title from page 2 on, and "Page X of Y" on every page."""

    geometry: PageGeometry
    typesetter: Typesetter
    title: str

    def draw(self, canvas: Canvas, page: int, total: int) -> None:
        """Draw header and footer of a page."""
        look, page_size = LOOKS["furniture"], self.geometry
        canvas.saveState()
        canvas.setFillColor(look.color)
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.4)
        if page > 1:
            y = page_size.height - page_size.top + 7 * mm
            self._draw_runs(canvas, self._header(), page_size.side, y)
            canvas.line(page_size.side, y - 4, page_size.width - page_size.side, y - 4)
        runs = self.typesetter.runs(f"Page {page} of {total}")
        x = page_size.width - page_size.side - self.typesetter.width(runs, look.size)
        self._draw_runs(canvas, runs, x, page_size.bottom - 9 * mm)
        canvas.restoreState()

    def _draw_runs(self, canvas: Canvas, runs: tuple[Run, ...], x: float, y: float) -> None:
        size = LOOKS["furniture"].size
        for run in runs:
            canvas.setFont(run.font, size)
            canvas.drawString(x, y, run.text)
            x += self.typesetter.width((run,), size)

    def _header(self) -> tuple[Run, ...]:
        """Return the title, cut with an ellipsis so that it fits on one line."""
        size, room = LOOKS["furniture"].size, self.geometry.text_width
        runs = self.typesetter.runs(self.title)
        kept = len(self.title)
        while self.typesetter.width(runs, size) > room and kept > 0:
            kept -= max(1, kept // 40)
            runs = self.typesetter.runs(self.title[:kept].rstrip() + "…")
        return runs
