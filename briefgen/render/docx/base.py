"""The empty Word file that a document is written into: our styles, lists and page furniture."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING

import docx
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree

from briefgen.render.docx.numbering import Lists, define_lists
from briefgen.render.docx.oxml import add, add_value, new
from briefgen.render.docx.package import packed
from briefgen.render.docx.styles import define_styles, set_defaults
from briefgen.render.theme import Theme

if TYPE_CHECKING:
    from docx.document import Document as WordFile

# Validators want a theme, though no style of ours refers to it.
_KEPT_PARTS = frozenset({RT.STYLES, RT.SETTINGS, RT.NUMBERING, RT.THEME})
_KEPT_PROPERTIES = frozenset({RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES})


def empty_file(theme: Theme) -> WordFile:
    """Return a new Word file without content, in the face and the colours of a theme."""
    return docx.Document(io.BytesIO(_saved_base(Theme(font=theme.font, colours=theme.colours))))


@lru_cache(maxsize=4)
def _saved_base(theme: Theme) -> bytes:
    """Make the base once in a process: defining styles takes longer than a brief does."""
    file = docx.Document()
    _strip(file)
    _set_up(file)
    _add_font_table(file, theme.font)
    _set_theme_fonts(file, theme.font)
    set_defaults(file.styles, theme)
    numbering = file.part.numbering_part.element
    define_lists(numbering)
    define_styles(file.styles, Lists(numbering), theme.colours)
    return packed(file)


def _strip(file: WordFile) -> None:
    """Drop what python-docx's own template brings: its 160 styles, author, date, picture."""
    package = file.part.package
    for rels, kept in ((file.part.rels, _KEPT_PARTS), (package.rels, _KEPT_PROPERTIES)):
        for key in [key for key, rel in rels.items() if rel.reltype not in kept]:
            del rels[key]
    for style in list(file.styles):
        style.delete()
    for latent in list(file.styles.latent_styles):
        latent.delete()
    for part in (file.settings.element, file.part.numbering_part.element, file.core_properties._element):
        part.clear()
    file.element.body.sectPr.attrib.clear()


def _set_up(file: WordFile) -> None:
    """Write the settings; mode 15 keeps Word from opening the file "in compatibility mode"."""
    settings = file.settings.element
    add(settings, "w:zoom", {"w:percent": 100})
    add_value(settings, "w:defaultTabStop", 720)
    add_value(settings, "w:characterSpacingControl", "doNotCompress")
    add(
        add(settings, "w:compat"),
        "w:compatSetting",
        {
            "w:name": "compatibilityMode",
            "w:uri": "http://schemas.microsoft.com/office/word",
            "w:val": 15,
        },
    )
    add_value(settings, "w:themeFontLang", "en-GB")
    add_value(settings, "w:decimalSymbol", ".")
    add_value(settings, "w:listSeparator", ",")


def _add_font_table(file: WordFile, face: str) -> None:
    """Name the one face that the styles use; validators want such a table."""
    fonts = new("w:fonts")
    add(fonts, "w:font", {"w:name": face})
    package = file.part.package
    blob = serialize_part_xml(fonts)
    part = Part(PackURI("/word/fontTable.xml"), CT.WML_FONT_TABLE, blob, package)
    file.part.relate_to(part, RT.FONT_TABLE)


def _set_theme_fonts(file: WordFile, face: str) -> None:
    """Name the same face where somebody goes on with the fonts of the theme."""
    part = file.part.part_related_by(RT.THEME)
    root = etree.fromstring(part.blob)
    for latin in root.iter(qn("a:latin")):
        latin.set("typeface", face)
    part._blob = serialize_part_xml(root)
