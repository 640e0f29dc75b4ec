"""Writes a Document as a PDF file, the same bytes for the same Document."""

from __future__ import annotations

import datetime as dt
import warnings
from dataclasses import dataclass, replace
from hashlib import md5
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, Image, PageTemplate, Spacer

from briefgen.render.errors import RenderError
from briefgen.render.fonts import MissingGlyphWarning, Typesetter, describe_missing, load_chain, printable
from briefgen.render.pdf.blocks import destinations, has_contents
from briefgen.render.pdf.flowables import PageLog
from briefgen.render.pdf.inline import InlineWriter
from briefgen.render.pdf.pages import Furniture, PageGeometry
from briefgen.render.pdf.story import StoryBuilder
from briefgen.render.pdf.style import REGULAR, Palette
from briefgen.render.theme import PLAIN

if TYPE_CHECKING:
    from briefgen.render.document import Document
    from briefgen.render.theme import Logo, Theme

_MOST_PASSES = 4
_LOGO_HEIGHT = 40.0  # points


def write(document: Document, *, theme: Theme = PLAIN) -> bytes:
    """Return the document as a PDF file, in the looks of a theme.

    The layout runs until the page numbers in it hold, which takes two passes. Characters
    that no font can show are named in one MissingGlyphWarning. Raises RenderError if the
    page size is unknown or ``document.created`` is not an ISO 8601 moment.
    """
    layout = _layout(document, theme)
    data, log = layout.run(PageLog())
    known = PageLog()
    needs_pages = has_contents(document.blocks)
    for _ in range(_MOST_PASSES - 1):
        if log.total == known.total and (not needs_pages or log.pages == known.pages):
            break
        known = log
        data, log = layout.run(known)
    missing = layout.inlines.typesetter.missing
    if missing:
        warnings.warn(describe_missing(missing), MissingGlyphWarning, stacklevel=2)
    return data


def count_pages(document: Document, *, theme: Theme = PLAIN, share: float = 1.0) -> int:
    """Return how many pages the document takes if only a ``share`` of each page's height is used."""
    layout = _layout(document, theme)
    page = layout.geometry
    unused = (1 - share) * page.text_height
    return replace(layout, geometry=replace(page, bottom=page.bottom + unused)).run(PageLog())[1].total


def _layout(document: Document, theme: Theme) -> _Layout:
    return _Layout(
        document=document,
        geometry=PageGeometry.of(theme.page_size, marked=theme.marking is not None),
        created=_Moment.of(document.created),
        inlines=InlineWriter(Typesetter(load_chain()), Palette(theme.colours), destinations(document.blocks)),
        theme=theme,
    )


@dataclass(frozen=True, slots=True)
class _Moment:
    """A moment as the layout library wants it: its fields, and the offset in hours and minutes."""

    YMDhms: tuple[int, int, int, int, int, int]
    dhh: int
    dmm: int

    @classmethod
    def of(cls, text: str) -> _Moment:
        try:
            moment = dt.datetime.fromisoformat(text)
        except ValueError:
            raise RenderError(f'The creation date "{text}" is not an ISO 8601 date and time.') from None
        moment = moment.astimezone(dt.UTC) if moment.tzinfo else moment
        year, month, day, hour, minute, second = moment.timetuple()[:6]
        return cls((year, month, day, hour, minute, second), 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """One document on its pages; ``run`` lays it out once."""

    document: Document
    geometry: PageGeometry
    created: _Moment
    inlines: InlineWriter
    theme: Theme

    def run(self, known: PageLog) -> tuple[bytes, PageLog]:
        """Lay out with the page numbers that are known; the file, and those that were found."""
        log, file = PageLog(), BytesIO()
        builder = StoryBuilder(self.inlines, known.pages, log)
        story = builder.build(self.document, self.geometry.text_width)
        if self.theme.logo:
            story.insert(0, _picture(self.theme.logo))
        template = self._template(file, known.total)
        template.build(story or [Spacer(1, 1)], canvasmaker=self._canvas)
        log.total = template.page
        return file.getvalue(), log

    def _template(self, file: BytesIO, total: int) -> BaseDocTemplate:
        page, document = self.geometry, self.document
        furniture = Furniture(
            page, self.inlines.typesetter, self.inlines.palette, printable(document.title).strip(), self.theme
        )
        frame = Frame(
            page.side, page.bottom, page.text_width, page.text_height,
            leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
        )  # fmt: skip
        return BaseDocTemplate(
            file,
            pagesize=(page.width, page.height),
            pageTemplates=[
                PageTemplate(
                    frames=[frame],
                    onPage=lambda canvas, template: furniture.draw(canvas, template.page, total),
                )
            ],
            title=printable(document.title).strip(),
            author=printable(document.author),
            subject=printable(document.subject or ""),
            creator="briefgen",
            lang=document.language,
            displayDocTitle=1,
            invariant=1,
            initialFontName=REGULAR,
        )

    def _canvas(self, *args: Any, **options: Any) -> Canvas:
        """Return a canvas that takes dates and identity from the document, not from the clock."""
        canvas = Canvas(*args, **options)
        file: Any = vars(canvas)["_doc"]
        file._timeStamp = self.created
        file.signature = md5(self.document.created.encode(), usedforsecurity=False)
        if self.document.blocks:
            canvas.showOutline()
        return canvas


def _picture(logo: Logo) -> Image:
    """Return a logo at the left of the text, at most as wide as five times its height."""
    width, height = ImageReader(BytesIO(logo.data)).getSize()
    scale = min(_LOGO_HEIGHT / height, 5 * _LOGO_HEIGHT / width)
    return Image(BytesIO(logo.data), width * scale, height * scale, hAlign="LEFT")
