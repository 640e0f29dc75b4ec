"""The page: its paper and margins, the running header and the page count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.shared import Mm, Twips

from briefgen.render.docx.oxml import add_field, add_run
from briefgen.render.errors import RenderError

if TYPE_CHECKING:
    from docx.section import Section, _Footer

_PAPER = {"A4": (11906, 16838), "LETTER": (12240, 15840)}  # twentieths of a point
_MARGIN = Mm(22)
_FURNITURE = Mm(12)  # from the edge of the paper to header and footer
_LONGEST_HEADER = 90  # characters of the title that fit on one line


def set_paper(section: Section, page_size: str) -> None:
    """Set size and margins.  Raises RenderError for a size that is not known."""
    if page_size.upper() not in _PAPER:
        raise RenderError(f'There is no page size "{page_size}"; the sizes are A4 and Letter.')
    width, height = _PAPER[page_size.upper()]
    section.page_width, section.page_height = Twips(width), Twips(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    section.header_distance = section.footer_distance = _FURNITURE


def text_width(section: Section) -> int:
    """Return the width between the margins, in twentieths of a point."""
    width, left, right = section.page_width, section.left_margin, section.right_margin
    return ((width or 0) - (left or 0) - (right or 0)) // Twips(1)


def furnish(section: Section) -> None:
    """Give every page but the first a header, empty as yet, and "Page X of Y" to all."""
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = False
    for footer in (section.first_page_footer, section.footer):
        _count_pages(footer)


def set_running_title(section: Section, title: str) -> None:
    """Put the title into the header, cut to one line."""
    short = title if len(title) <= _LONGEST_HEADER else f"{title[: _LONGEST_HEADER - 1].rstrip()}…"
    add_run(section.header.paragraphs[0]._p, short)


def _count_pages(footer: _Footer) -> None:
    """Write the page numbers as fields with a first result; the program that shows them counts."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]._p
    add_run(paragraph, "Page ")
    add_field(paragraph, "PAGE", "1")
    add_run(paragraph, " of ")
    add_field(paragraph, "NUMPAGES", "1")
