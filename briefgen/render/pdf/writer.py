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
from briefgen.render.fit import length
from briefgen.render.fonts import (
    MissingGlyphWarning,
    Typesetter,
    describe_missing,
    load_chain,
    load_file,
    register,
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
    from reportlab.platypus import Flowable

    from briefgen.render.document import Document
    from briefgen.render.theme import Logo, Theme

_MOST_PASSES = 4
_SURELY_LONG = 8000  # characters: more than a page holds, so that the pages are counted before they are drawn
_LOGO_HEIGHT = 40.0  # points


def write(document: Document, *, theme: Theme = PLAIN) -> bytes:
    """Return the document as a tagged PDF file, in the looks of a theme.

    A long document is laid out first to number its pages, then drawn. Characters
    that no font can show are named in one MissingGlyphWarning. Raises RenderError if the
    page size is unknown or ``document.created`` is not an ISO 8601 moment.
    """
    layout = _layout(document, theme)
    prepared, known = layout.prepare(), PageLog()
    needs_pages = has_contents(document.blocks)
    if needs_pages or length(document.blocks) > _SURELY_LONG:
        known = prepared.run(known, draws=False)[1]
    for _ in range(_MOST_PASSES):
        canvas, log = prepared.run(known)
        if log.total == known.total and (not needs_pages or log.pages == known.pages):
            break
        prepared, known = layout.prepare(), log
    missing = layout.inlines.typesetter.missing
    if missing:
        warnings.warn(describe_missing(missing), MissingGlyphWarning, stacklevel=2)
    return canvas.getpdfdata()


def _typesetter(theme: Theme) -> Typesetter:
    chain = load_chain()
    register(chain[0])  # the styles name its faces
    return Typesetter((*chain, *(load_file(path) for path in theme.fallback)))


def count_pages(document: Document, *, theme: Theme = PLAIN, share: float = 1.0) -> int:
    """Return how many pages the document takes if only a ``share`` of each page's height is used."""
    layout = _layout(document, theme)
    page = layout.geometry
    unused = (1 - share) * page.text_height
    shorter = replace(layout, geometry=replace(page, bottom=page.bottom + unused))
    return shorter.prepare().run(PageLog(), draws=False)[1].total


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
    """One document and what it is laid out with."""

    document: Document
    geometry: PageGeometry
    created: _Moment
    inlines: InlineWriter
    theme: Theme

    def prepare(self) -> _Prepared:
        """Make the story, which is laid out as often as one likes, and drawn once."""
        root, log = Tag("Document"), PageLog()
        logo = [_picture(self.theme.logo, root)] if self.theme.logo else []
        builder = StoryBuilder(self.inlines, {}, log, root)
        story = [*logo, *builder.build(self.document, self.geometry.text_width)]
        return _Prepared(self, builder, story or [Spacer(1, 1)], root, log)

    def template(self, total: int) -> Any:
        """Return the pages, which say how many there are in ``total``."""
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

    def canvas(self, root: Tag, *args: Any, **options: Any) -> TaggedCanvas:
        """Return a canvas that takes dates and identity from the document, not from the clock."""
        canvas = TaggedCanvas(root, self.document.language, *args, **options)
        file: Any = vars(canvas)["_doc"]
        file._timeStamp = self.created
        file.signature = md5(self.document.created.encode(), usedforsecurity=False)
        file.Catalog.Metadata = metadata(self.document, str(self.created))
        if self.document.blocks:
            canvas.showOutline()
        return canvas


@dataclass(frozen=True, slots=True)
class _Prepared:
    """The story of a document: its flowables, which keep their lines from one layout to the next."""

    layout: _Layout
    builder: StoryBuilder
    story: list[Flowable]
    root: Tag
    log: PageLog  # which the flowables write into

    def run(self, known: PageLog, *, draws: bool = True) -> tuple[TaggedCanvas, PageLog]:
        """Lay out with the page numbers that are known, and draw; return all pages, and the numbers that were found.

        Without drawing, only the numbers are worth something.
        """
        self.log.forget()
        for flowable in self.story:
            vars(flowable).pop("_postponed", None)  # the library's note of a layout before
        self.builder.number_contents(known.pages)
        template = self.layout.template(known.total)
        canvasmaker = partial(self._canvas, draws)
        template.build(list(self.story), canvasmaker=canvasmaker)
        return vars(template)["canv"], replace(self.log, total=template.page, pages=dict(self.log.pages))

    def _canvas(self, draws: bool, *args: Any, **options: Any) -> TaggedCanvas:
        canvas = self.layout.canvas(self.root, *args, **options)
        canvas.draws = draws
        return canvas


def _draw_furniture(furniture: Furniture, total: int, canvas: Any, template: BaseDocTemplate) -> None:
    if canvas.draws:
        furniture.draw(canvas, template.page, total)


def _picture(logo: Logo, root: Tag) -> Picture:
    """Return a logo at most as wide as five times its height."""
    width, height = ImageReader(BytesIO(logo.data)).getSize()
    scale = min(_LOGO_HEIGHT / height, 5 * _LOGO_HEIGHT / width)
    return Picture(BytesIO(logo.data), width * scale, height * scale, root.add("Figure", alt=logo.alt))
