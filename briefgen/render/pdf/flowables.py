"""The boxes that flow over pages: text, pictures, and places that links jump to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reportlab.lib.enums import TA_RIGHT
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Image, Paragraph

from briefgen.render.fonts import unshaped
from briefgen.render.pdf.canvas import TaggedCanvas, TaggedText
from briefgen.render.pdf.direction import base_direction, drawing_order, without_spaces
from briefgen.render.pdf.tags import Tag, TextTags, visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from io import BytesIO

    from reportlab.lib.colors import Color
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.textobject import PDFTextObject


# ── places ───────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that links jump to; with a title and a level it stands in the outline too."""

    name: str
    title: str | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class Back:
    """Where the label of an item leads: the name of a landmark, and what that is in words."""

    name: str
    title: str


@dataclass(slots=True)
class PageLog:
    """What one layout pass found: the page of each landmark and the number of pages."""

    pages: dict[str, int] = field(default_factory=dict)
    total: int = 1
    outline_level: int = -1

    def forget(self) -> None:
        """Forget what was found."""
        self.pages.clear()
        self.total, self.outline_level = 1, -1

    def place(self, landmark: Landmark, canvas: Canvas, top: float) -> None:
        """Set a landmark at height ``top`` of the canvas's coordinates; only its first place counts."""
        if landmark.name in self.pages:
            return
        self.pages[landmark.name] = canvas.getPageNumber()
        _, y = canvas.absolutePosition(0, top)
        canvas.bookmarkPage(landmark.name, fit="XYZ", left=0, top=y)
        if landmark.title is not None:
            self.outline_level = min(landmark.level, self.outline_level + 1)
            canvas.addOutlineEntry(landmark.title, landmark.name, level=self.outline_level, closed=False)


# ── text ─────────────────────────────────────────────────────────────────────


_SPACE = re.compile(r"\s")
_CITATION = re.compile(r"\[(\d+)\]")


class TextBlock(Paragraph):
    """A paragraph that marks places when drawn and may have a vertical rule at its left.

    ``leads`` keeps it on one page with the start of what follows. Without ``tags`` it is an
    artifact.
    """

    canv: TaggedCanvas
    blPara: Any  # the lines  # noqa: N815
    tags: TextTags | None = None
    landmarks: tuple[Landmark, ...] = ()
    log: PageLog | None = None
    leads: bool = False
    back: Back | None = None
    _wrapped_at: float | None = None

    def mark(self, landmarks: Sequence[Landmark], log: PageLog) -> None:
        """Have these places marked where the text begins."""
        self.landmarks, self.log = tuple(landmarks), log

    def tag(self, tag: Tag) -> None:
        """Have the text be the content of a structure element."""
        texts = [(getattr(frag, "text", ""), getattr(frag, "link", ())) for frag in self.frags]
        titles: dict[int, str] = {}
        for text, links in texts:
            for number, _ in links:
                titles[number] = titles.get(number, "") + text
        whole = "".join(text for text, _ in texts)
        self.tags = TextTags(
            tag,
            titles={number: _title(text) for number, text in titles.items()},
            word_ends=_word_ends(whole),
            length=visible(whole),
            direction=base_direction(whole),
        )
        if without_spaces(whole):
            self.style = self.style.clone("without spaces", wordWrap="CJK")

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Break into lines, unless that is done for this width already."""
        if self._wrapped_at != availWidth or not hasattr(self, "blPara"):
            super().wrap(availWidth, availHeight)
            self._wrapped_at = availWidth
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """Split as the library does; the places go with the first part, the tags with all."""
        parts: list[Flowable] = super().split(availWidth, availHeight)
        for part in parts:
            if isinstance(part, TextBlock):
                part.tags = self.tags
        if parts and parts[0] is not self and isinstance(parts[0], TextBlock) and self.log is not None:
            parts[0].mark(self.landmarks, self.log)
        return parts

    def draw(self) -> None:
        """Draw the text, its rule, and mark its places."""
        for landmark in self.landmarks:
            if self.log is not None:
                self.log.place(landmark, self.canv, self.height + 4)
        if not self.canv.draws:
            return
        rule: Color | None = getattr(self.style, "sideRule", None)
        if rule is not None:
            self._draw_side_rule(rule)
        if self.tags is None:
            with self.canv.artifact():
                super().draw()
            return
        self.canv.label = self.tags.label
        if self.tags.direction is not None:
            self._order_lines(self.tags.direction)
        super().draw()
        if self.back is not None and self.tags.label is not None and isinstance(self.bulletText, str):
            self._link_label(self.back, self.tags.label)
        self.canv.label = self.canv.text = None

    def _order_lines(self, direction: str) -> None:
        """Bring the pieces of each line into the order of drawing; a whole line has its text do that.

        Lines that run from right to left alone stand at the right.
        """
        if direction == "R" and len(self.blPara.lines) > 1:
            self.style = self.style.clone("right to left", alignment=TA_RIGHT)
        if self.blPara.kind == 0 or getattr(self.blPara, "ordered", False):
            return
        for line in self.blPara.lines:
            pieces = [(piece, piece.text) for piece in line.words]
            ordered = drawing_order(pieces, direction, self.canv.language)
            line.words = [piece.clone(text=text) for piece, text in ordered]
        self.blPara.ordered = True

    def beginText(self, x: float, y: float) -> PDFTextObject:  # noqa: N802
        """Return the text object to draw with, which marks its pieces."""
        if self.tags is None:
            return self.canv.beginText(x, y)
        links = getattr(self.blPara, "link", ()) if self.blPara.kind == 0 else ()
        text = TaggedText(self.canv, x, y, self.tags, links[0][0] if links else None)
        if self.blPara.kind == 0:  # one look from end to end
            text.indented_below, text.indent = y - self.style.leading / 2, self.style.leftIndent
        self.canv.text = text
        return text

    def _link_label(self, back: Back, label: Tag) -> None:
        style = self.style
        width = stringWidth(str(self.bulletText), style.bulletFontName, style.bulletFontSize)
        left, top = style.bulletIndent, self.height
        rect = (left, top - style.leading, left + width, top)
        self.canv.link_label(label, back.title, back.name, rect)

    def _draw_side_rule(self, rule: Color) -> None:
        canvas, x = self.canv, self.style.sideRuleAt
        canvas.saveState()
        canvas.setStrokeColor(rule)
        canvas.setLineWidth(1.4)
        bottom = -2 - (self.getSpaceAfter() if self.leads else 0.0)  # down to the text that follows
        canvas.line(x, bottom, x, self.height - 2)
        canvas.restoreState()


def _title(text: str) -> str:
    return _CITATION.sub(r"Source \1", unshaped(text)).strip()


def _word_ends(text: str) -> frozenset[int]:
    """Return how many visible characters come before each space."""
    spaces = (found.start() for found in _SPACE.finditer(text))
    return frozenset(place - before for before, place in enumerate(spaces))


class Picture(Image):
    """A picture with its words for those who cannot see it, at the left of the text."""

    canv: TaggedCanvas

    def __init__(self, file: BytesIO, width: float, height: float, tag: Tag) -> None:
        super().__init__(file, width, height, hAlign="LEFT")
        self.tag = tag

    def draw(self) -> None:
        """Draw the picture; its element learns where it stands."""
        if not self.canv.draws:
            return
        x, y = self.canv.absolutePosition(0, 0)
        box = f"{x:.2f} {y:.2f} {x + self.drawWidth:.2f} {y + self.drawHeight:.2f}"
        self.tag.attributes = f"/O /Layout /Placement /Block /BBox [{box}]"
        with self.canv.content(self.tag):
            super().draw()


class PlaceHolder(Flowable):
    """Nothing visible: marks places that no text follows."""

    def __init__(self, landmarks: Sequence[Landmark], log: PageLog) -> None:
        super().__init__()
        self.width = self.height = 0
        self.landmarks, self.log = tuple(landmarks), log

    def draw(self) -> None:
        """Mark the places."""
        for landmark in self.landmarks:
            self.log.place(landmark, self.canv, 0)
