"""A drawing as vector shapes on a page, scaled to the width of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Flowable

from briefgen.render.document import Disc, Label, Line
from briefgen.render.pdf.direction import drawn_runs

if TYPE_CHECKING:
    from briefgen.render.document import Drawing, Shape
    from briefgen.render.fonts import Typesetter
    from briefgen.render.pdf.canvas import TaggedCanvas
    from briefgen.render.pdf.style import Palette
    from briefgen.render.pdf.tags import Tag

_ROOM = 8.0  # below the drawing, in points


class FigureBlock(Flowable):
    """Draws shapes; ``tag`` is its element in the structure of the document."""

    canv: TaggedCanvas

    def __init__(self, drawing: Drawing, tag: Tag, typesetter: Typesetter, palette: Palette) -> None:
        super().__init__()
        self.drawing, self.tag = drawing, tag
        self._typesetter, self._palette = typesetter, palette
        self._scale = 1.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Take the width there is; a drawing higher than the page becomes smaller."""
        room = max(availHeight, 1.0) - _ROOM
        self._scale = min(availWidth / self.drawing.width, 1.0)
        if room > _LEAST_HEIGHT:
            self._scale = min(self._scale, room / self.drawing.height)
        self.width, self.height = availWidth, self.drawing.height * self._scale + _ROOM
        return self.width, self.height

    def draw(self) -> None:
        """Draw the shapes, which count from the top; the element learns where it stands."""
        canvas = self.canv
        if not canvas.draws:
            return
        x, y = canvas.absolutePosition(0, 0)
        self.tag.attributes = (
            f"/O /Layout /Placement /Block /BBox [{x:.2f} {y:.2f} {x + self.width:.2f} {y + self.height:.2f}]"
        )
        with canvas.content(self.tag):
            canvas.saveState()
            canvas.translate(0, self.height)
            canvas.scale(self._scale, self._scale)
            for shape in self.drawing.shapes:
                self._draw(shape)
            canvas.restoreState()

    def _draw(self, shape: Shape) -> None:
        canvas, colour = self.canv, self._palette[shape.colour]
        canvas.setStrokeColor(colour)
        match shape:
            case Line():
                canvas.setLineWidth(shape.width)
                canvas.line(shape.x1, -shape.y1, shape.x2, -shape.y2)
            case Disc():
                canvas.setLineWidth(1.2)
                canvas.setFillColor(colour if shape.filled else "white")
                canvas.circle(shape.x, -shape.y, shape.radius, stroke=1, fill=1)
            case Label():
                canvas.setFillColor(colour)
                self._write(shape)

    def _write(self, label: Label) -> None:
        runs = drawn_runs(self._typesetter.runs(label.text))
        width = self._typesetter.width(runs, label.size)
        x = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
        for run in runs:
            self.canv.setFont(run.font, label.size)
            self.canv.drawString(x, -label.y, run.text)
            x += self._typesetter.width((run,), label.size)


_LEAST_HEIGHT = 200.0  # in less room than this a drawing goes to the next page rather than shrink
