"""The page: its paper and margins, what stands in its header, and the page count."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx.shared import Mm, Twips

from briefgen.render.docx.oxml import add_field, add_paragraph, add_run
from briefgen.render.errors import RenderError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.section import Section, _Footer, _Header

    from briefgen.render.theme import Logo, Theme

_PAPER = {"A4": (11906, 16838), "LETTER": (12240, 15840)}  # twentieths of a point
_MARGIN = Mm(22)
_FURNITURE = Mm(12)  # from the edge of the paper to header and footer
_MARKED_MARGINS = Mm(29), Mm(27)
_LOGO_HEIGHT = Mm(14)
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


def furnish(section: Section, title: str, theme: Theme) -> None:
    """Give every page its marking, organisation and "Page X of Y"; from page 2 on the title as well."""
    section.different_first_page_header_footer = True
    if theme.marking:
        section.top_margin, section.bottom_margin = _MARKED_MARGINS
    first = [theme.organisation] if theme.organisation else []
    if first or theme.marking or theme.logo:
        _write_header(section.first_page_header, first, theme, "Organisation", theme.logo)
    running = " · ".join([*first, _cut(title)])
    _write_header(section.header, [running], theme, "Header", None)
    for footer in (section.first_page_footer, section.footer):
        _write_footer(footer, theme.marking)


def _write_header(header: _Header, lines: Sequence[str], theme: Theme, style: str, logo: Logo | None) -> None:
    header.is_linked_to_previous = False
    _empty(header)
    if theme.marking:
        add_run(add_paragraph(header._element, "Marking"), theme.marking)
    if logo:
        run = header.add_paragraph().add_run()
        picture = run.add_picture(io.BytesIO(logo.data), height=_LOGO_HEIGHT)
        picture._inline.docPr.set("descr", logo.alt)
        picture._inline.docPr.set("name", "Logo")
    for line in lines:
        add_run(add_paragraph(header._element, style), line)


def _write_footer(footer: _Footer, marking: str | None) -> None:
    """Write the page numbers as fields with a first result; the program that shows them counts."""
    footer.is_linked_to_previous = False
    _empty(footer)
    paragraph = add_paragraph(footer._element, "Footer")
    add_run(paragraph, "Page ")
    add_field(paragraph, "PAGE", "1")
    add_run(paragraph, " of ")
    add_field(paragraph, "NUMPAGES", "1")
    if marking:
        add_run(add_paragraph(footer._element, "Marking"), marking)


def _empty(part: _Header | _Footer) -> None:
    for paragraph in part.paragraphs:
        part._element.remove(paragraph._p)


def _cut(title: str) -> str:
    return title if len(title) <= _LONGEST_HEADER else f"{title[: _LONGEST_HEADER - 1].rstrip()}…"
