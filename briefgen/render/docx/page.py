"""The page: its paper and margins, what stands in its header, and the page count."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.shared import Mm, Twips

from briefgen.render.docx.oxml import add_field, add_paragraph, add_run
from briefgen.render.errors import RenderError

if TYPE_CHECKING:
    from docx.section import Section, _Footer, _Header
    from docx.styles.styles import Styles

    from briefgen.render.theme import Logo, Theme

TWIPS_IN_POINT = 20
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


def text_height(section: Section) -> int:
    """Return the height between the margins, in twentieths of a point."""
    height, top, bottom = section.page_height, section.top_margin, section.bottom_margin
    return ((height or 0) - (top or 0) - (bottom or 0)) // Twips(1)


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands in the margins: marking, organisation, logo, title and "Page X of Y"."""

    theme: Theme
    title: str
    styles: Styles

    def furnish(self, section: Section) -> None:
        """Furnish a section that has no header and footer as yet; the title stands from page 2 on."""
        theme = self.theme
        section.different_first_page_header_footer = True
        if theme.marking:
            section.top_margin, section.bottom_margin = _MARKED_MARGINS
        if theme.organisation or theme.marking or theme.logo:
            self.write_header(section.first_page_header, first=True)
        self.write_header(section.header, first=False)
        for footer in (section.first_page_footer, section.footer):
            self.write_footer(footer)

    def write_header(self, header: _Header, *, first: bool) -> None:
        """Write marking and organisation; on the first page the logo as well, on others the title."""
        header.is_linked_to_previous = False
        _empty(header)
        if self.theme.logo and first:
            _add_picture(header, self.theme.logo)
        parts = [self.theme.organisation, None if first else _cut(self.title)]
        text = " · ".join(part for part in parts if part)
        if text:
            add_run(add_paragraph(header._element, self._style("Organisation" if first else "Header")), text)
        self.mark(header, above=True)

    def write_footer(self, footer: _Footer) -> None:
        """Write the page numbers as fields with a first result; the program that shows them counts."""
        footer.is_linked_to_previous = False
        _empty(footer)
        paragraph = add_paragraph(footer._element, self._style("Footer"))
        add_run(paragraph, "Page ")
        add_field(paragraph, "PAGE", "1")
        add_run(paragraph, " of ")
        add_field(paragraph, "NUMPAGES", "1")
        self.mark(footer, above=False)

    def mark(self, part: _Header | _Footer, *, above: bool) -> None:
        """Put the marking, if there is one, above or below what a header or footer holds."""
        if not self.theme.marking:
            return
        paragraph = add_paragraph(part._element, self._style("Marking"))
        add_run(paragraph, self.theme.marking)
        if above:
            part._element.insert(0, paragraph)

    def _style(self, name: str) -> str:
        return str(self.styles[name].style_id)


def _add_picture(header: _Header, logo: Logo) -> None:
    run = header.add_paragraph().add_run()
    picture = run.add_picture(io.BytesIO(logo.data), height=_LOGO_HEIGHT)
    picture._inline.docPr.set("descr", logo.alt)
    picture._inline.docPr.set("name", "Logo")


def _empty(part: _Header | _Footer) -> None:
    for paragraph in part.paragraphs:
        part._element.remove(paragraph._p)


def _cut(title: str) -> str:
    return title if len(title) <= _LONGEST_HEADER else f"{title[: _LONGEST_HEADER - 1].rstrip()}…"
