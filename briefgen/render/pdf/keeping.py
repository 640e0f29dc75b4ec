"""Keeps headings and captions on one page with the start of what follows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable

from briefgen.render.pdf.flowables import TextBlock
from briefgen.render.pdf.grids import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_KEPT = 260.0  # points: a run of headings longer than this may be broken
_LEAD_LINES = 2.6  # lines of a paragraph that stay with the heading before it
_WHOLE_LINES = 3.5  # a paragraph of less is not broken, as no line stands alone


def kept_with_next(story: Sequence[Flowable], width: float) -> Iterator[Flowable]:
    """Return the story with a conditional page break before each run of headings and captions."""
    needed = [0.0] * (len(story) + 1)
    for index in range(len(story) - 1, -1, -1):
        if _leads(story[index]):
            needed[index] = _whole_height(story[index], width) + (
                needed[index + 1] or _start_height(story[index + 1 : index + 2], width)
            )
    for index, flowable in enumerate(story):
        if _leads(flowable) and not (index and _leads(story[index - 1])):
            yield CondPageBreak(min(needed[index], _MOST_KEPT))
        yield flowable


def _leads(flowable: Flowable) -> bool:
    return isinstance(flowable, TextBlock) and flowable.leads


def _whole_height(flowable: Flowable, width: float) -> float:
    height = float(flowable.wrap(width, 1e6)[1])
    return height + float(flowable.getSpaceBefore()) + float(flowable.getSpaceAfter())


def _start_height(following: Sequence[Flowable], width: float) -> float:
    if not following:
        return 0.0
    if isinstance(following[0], Grid):
        return following[0].start_height()
    height = _whole_height(following[0], width)
    style = getattr(following[0], "style", None)
    if (
        not isinstance(style, ParagraphStyle)
        or following[0].wrap(width, 1e6)[1] < _WHOLE_LINES * style.leading
    ):
        return height
    return _LEAD_LINES * float(style.leading)
