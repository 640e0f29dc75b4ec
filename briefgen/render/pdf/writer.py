"""Writes a Document as a PDF file, the same bytes for the same Document."""

from __future__ import annotations

import datetime as dt
import warnings
from dataclasses import dataclass, replace
from functools import partial
from hashlib import md5
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reportlab.lib.utils import ImageReader
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Spacer

from briefgen.render.errors import RenderError
from briefgen.render.fonts import (
    MissingGlyphWarning,
    Typesetter,
    describe_missing,
    load_chain,
    load_file,
    storable,
)
from briefgen.render.pdf.blocks import destinations, has_contents
from briefgen.render.pdf.canvas import TaggedCanvas
from briefgen.render.pdf.flowables import PageLog, Picture
from briefgen.render.pdf.inline import InlineWriter
from briefgen.render.pdf.metadata import metadata
from briefgen.render.pdf.pages import Furniture, PageGeometry
from briefgen.render.pdf.story import StoryBuilder
from briefgen.render.pdf.style import REGULAR, Palette
from briefgen.render.pdf.tags import Tag
from briefgen.render.theme import PLAIN

if TYPE_CHECKING:
    from briefgen.render.document import Document
    from briefgen.render.theme import Logo, Theme

_MOST_PASSES = 4
_LOGO_HEIGHT = 40.0  # points


def write(document: Document, *, theme: Theme = PLAIN) -> bytes:
    """Return the document as a tagged PDF file, in the looks of a theme.

    The layout runs until the page numbers in it hold, which takes two passes. Characters
    that no font can show are named in one MissingGlyphWarning. Raises RenderError if the
    page size is unknown or ``document.created`` is not an ISO 8601 moment.
    """
    layout = _layout(document, theme)
    canvas, log = layout.run(PageLog())
    known = PageLog()
    needs_pages = has_contents(document.blocks)
    for _ in range(_MOST_PASSES - 1):
        if log.total == known.total and (not needs_pages or log.pages == known.pages):
            break
        known = log
        canvas, log = layout.run(known)
    missing = layout.inlines.typesetter.missing
    if missing:
        warnings.warn(describe_missing(missing), MissingGlyphWarning, stacklevel=2)
    return canvas.getpdfdata()


def _typesetter(theme: Theme) -> Typesetter:
    return Typesetter((*load_chain(), *(load_file(path) for path in theme.fallback)))


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
        inlines=InlineWriter(_typesetter(theme), Palette(theme.colours), destinations(document.blocks)),
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

    def __str__(self) -> str:
        year, month, day, hour, minute, second = self.YMDhms
        return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """One document on its pages; ``run`` lays it out once."""

    document: Document
    geometry: PageGeometry
    created: _Moment
    inlines: InlineWriter
    theme: Theme

    def run(self, known: PageLog) -> tuple[TaggedCanvas, PageLog]:
        """Lay out with the page numbers that are known; all pages, and the numbers that were found."""
        log, root = PageLog(), Tag("Document")
        logo = [_picture(self.theme.logo, root)] if self.theme.logo else []
        builder = StoryBuilder(self.inlines, known.pages, log, root)
        story = [*logo, *builder.build(self.document, self.geometry.text_width)]
        template = self._template(known.total)
        template.build(story or [Spacer(1, 1)], canvasmaker=partial(self._canvas, root))
        log.total = template.page
        return vars(template)["canv"], log

    def _template(self, total: int) -> Any:
        page, document = self.geometry, self.document
        furniture = Furniture(
            page, self.inlines.typesetter, self.inlines.palette, storable(document.title).strip(), self.theme
        )
        frame = Frame(
            page.side, page.bottom, page.text_width, page.text_height,
            leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
        )  # fmt: skip
        template: Any = BaseDocTemplate(
            BytesIO(),
            pagesize=(page.width, page.height),
            pageTemplates=[
                PageTemplate(
                    frames=[frame],
                    onPage=partial(_draw_furniture, furniture, total),
                )
            ],
            title=storable(document.title).strip(),
            author=storable(document.author),
            subject=storable(document.subject or ""),
            creator="briefgen",
            lang=document.language,
            displayDocTitle=1,
            invariant=1,
            initialFontName=REGULAR,
        )
        template._doSave = 0  # only the last layout is worth a file
        return template

    def _canvas(self, root: Tag, *args: Any, **options: Any) -> TaggedCanvas:
        """Return a canvas that takes dates and identity from the document, not from the clock."""
        canvas = TaggedCanvas(root, self.document.language, *args, **options)
        file: Any = vars(canvas)["_doc"]
        file._timeStamp = self.created
        file.signature = md5(self.document.created.encode(), usedforsecurity=False)
        file.Catalog.Metadata = metadata(self.document, str(self.created))
        if self.document.blocks:
            canvas.showOutline()
        return canvas


def _draw_furniture(furniture: Furniture, total: int, canvas: Any, template: BaseDocTemplate) -> None:
    furniture.draw(canvas, template.page, total)


def _picture(logo: Logo, root: Tag) -> Picture:
    """Return a logo at most as wide as five times its height."""
    width, height = ImageReader(BytesIO(logo.data)).getSize()
    scale = min(_LOGO_HEIGHT / height, 5 * _LOGO_HEIGHT / width)
    return Picture(BytesIO(logo.data), width * scale, height * scale, root.add("Figure", alt=logo.alt))
