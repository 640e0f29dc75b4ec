"""Document → Word file (DOCX) in named styles, with links, fields and properties.

The parts are written as XML here rather than through a library: the file then holds
nothing but the document, and its bytes are the same for the same input.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.render.docx_blocks import Body, page_setup
from briefgen.render.docx_package import FOOTER, package
from briefgen.render.docx_xml import element, field, paragraph, part, run
from briefgen.render.errors import RenderError

if TYPE_CHECKING:
    from briefgen.render.document import Document

_PAGES = {"A4": (11906, 16838), "LETTER": (12240, 15840)}  # twentieths of a point
_MARGIN = 1247  # 22 mm
_TITLE_IN_FOOTER = 80  # characters


def write(document: Document, *, page_size: str = "A4") -> bytes:
    """Return the document as DOCX; ``page_size`` is "A4" or "Letter".  Raises RenderError."""
    if page_size.upper() not in _PAGES:
        raise RenderError(f'There is no page size "{page_size}"; the sizes are A4 and Letter.')
    width, height = _PAGES[page_size.upper()]
    body = Body(document.blocks, width - 2 * _MARGIN)
    content = body.xml() + page_setup(FOOTER, width, height, _MARGIN)
    return package(
        document,
        part("w:document", element("w:body", None, content)),
        part("w:ftr", _footer(document.title, width - 2 * _MARGIN)),
        body.lists.xml(),
        body.references.links,
    )


def _footer(title: str, width: int) -> str:
    """Return the title at the left and "Page X of Y" at the right, as fields with a first result."""
    short = title if len(title) <= _TITLE_IN_FOOTER else f"{title[: _TITLE_IN_FOOTER - 1].rstrip()}…"
    tabs = element("w:tabs", None, element("w:tab", {"w:val": "right", "w:pos": width}))
    tab = element("w:r", None, element("w:tab"))
    pages = run("Page ") + field("PAGE", "1") + run(" of ") + field("NUMPAGES", "1")
    return paragraph(run(short) + tab + pages, style="Footer", properties=[tabs])
