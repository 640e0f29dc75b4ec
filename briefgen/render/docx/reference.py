"""A Word file of the user's own that gives a document its styles, page, header and footer.

What a file has stays as it is: its styles under their names, its paper and margins, and
a header or footer with anything in it.  What it lacks is added.  Its text is left out.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.parts.numbering import NumberingPart
from docx.shared import Length, Mm

from briefgen.render.docx.numbering import Lists, define_lists
from briefgen.render.docx.package import UNREADABLE
from briefgen.render.docx.styles import define_styles
from briefgen.render.errors import ThemeError

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.section import _Footer, _Header

    from briefgen.render.docx.page import Furniture
    from briefgen.render.theme import Colours


def check_reference(data: bytes) -> None:
    """Raise ThemeError where the bytes are no Word document that can be written into."""
    _opened(data)


def reference_file(data: bytes, colours: Colours) -> WordFile:
    """Return the file without its text, with every style and list that documents use.

    Raises ThemeError.
    """
    file = _opened(data)
    file.element.body.clear_content()
    _drop_parts(file)
    numbering = _numbering(file).element
    define_lists(numbering)
    define_styles(file.styles, Lists(numbering), colours)
    _forget_history(file)
    return file


def furnish_reference(file: WordFile, furniture: Furniture) -> None:
    """Put the marking on every page, with room for it, and our header and footer where the file has none."""
    section = file.sections[-1]
    if furniture.theme.marking:
        section.top_margin = Length((section.top_margin or 0) + _MARKING_ROOM)
        section.bottom_margin = Length((section.bottom_margin or 0) + _MARKING_ROOM)
    headers, footers = [(section.header, False)], [section.footer]
    if section.different_first_page_header_footer:
        headers.append((section.first_page_header, True))
        footers.append(section.first_page_footer)
    if file.settings.odd_and_even_pages_header_footer:
        headers.append((section.even_page_header, False))
        footers.append(section.even_page_footer)
    for header, first in headers:
        if _has_content(header):
            furniture.mark(header, above=True)
        else:
            furniture.write_header(header, first=first)
    for footer in footers:
        if _has_content(footer):
            furniture.mark(footer, above=False)
        else:
            furniture.write_footer(footer)


def _opened(data: bytes) -> WordFile:
    try:
        return docx.Document(io.BytesIO(data))
    except UNREADABLE as error:
        reason = (
            "it is a template or holds macros; save it as .docx" if "content type" in str(error) else None
        )
        told = reason or "it is no Word document"
        raise ThemeError(f"The reference document cannot be used: {told}.") from error


def _numbering(file: WordFile) -> NumberingPart:
    """Return the part that defines lists, newly made where a file has none."""
    try:
        part: NumberingPart = file.part.numbering_part
    except NotImplementedError:
        element = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        name = PackURI("/word/numbering.xml")
        part = NumberingPart(name, CT.WML_NUMBERING, element, file.part.package)
        file.part.relate_to(part, RT.NUMBERING)
    return part


_MARKING_ROOM = Mm(7)
_NOTES = frozenset({RT.FOOTNOTES, RT.ENDNOTES, RT.COMMENTS})
_DROPPED = ("/comments", "/people", "/stylesWithEffects")  # the last is a copy of styles for Word 2007


def _drop_parts(file: WordFile) -> None:
    """Take the notes and comments of a file out of it, with the settings that belong to them."""
    rels = file.part.rels
    for key, rel in list(rels.items()):
        if rel.reltype in _NOTES or any(word in rel.reltype for word in _DROPPED):
            del rels[key]
    settings = file.settings.element
    for found in settings.xpath("w:footnotePr | w:endnotePr"):
        settings.remove(found)


def _forget_history(file: WordFile) -> None:
    """Drop what the file's properties tell of its own making."""
    properties = file.core_properties
    for name in ("category", "comments", "content_status", "keywords", "version", "identifier"):
        setattr(properties, name, "")
    last_printed = properties._element.find(
        "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastPrinted"
    )
    if last_printed is not None:
        properties._element.remove(last_printed)


def _has_content(part: _Header | _Footer) -> bool:
    """Tell whether a header or footer shows anything: text, a field, a table, a picture."""
    return bool(
        part._element.xpath(
            ".//w:t[normalize-space()] | .//w:instrText | .//w:drawing | .//w:pict | .//w:tbl"
        )
    )
