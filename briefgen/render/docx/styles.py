"""The styles of a Word file, made from the table of looks.

A style that a file has already under its name is left as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
from docx.shared import Mm, Pt, RGBColor

from briefgen.render.docx.looks import (
    ACCENT,
    INK,
    LOOKS,
    RULE,
    SIZE,
    TEXT_LOOKS,
    TINT,
    Look,
    TextLook,
    shade,
)
from briefgen.render.docx.oxml import Element, add, add_value, name, new

if TYPE_CHECKING:
    from docx.styles.style import ParagraphStyle

    from briefgen.render.docx.numbering import Lists
    from briefgen.render.theme import Colours, Theme

TABLE_STYLE = "Brief Table"

_DEFAULTS = frozenset({"Normal", "Default Paragraph Font", "Normal Table"})

# Not shown in Word's gallery of styles: nobody sets them by hand.
_UNLISTED = frozenset(
    {
        "Default Paragraph Font",
        "Normal Table",
        "Header",
        "Footer",
        "Marking",
        "Organisation",
        "TOC Heading",
        "toc 1",
        "toc 2",
        "toc 3",
    }
)


def set_defaults(styles: Any, theme: Theme) -> None:
    """Set the face, size and spacing that hold where no style says otherwise."""
    styles.latent_styles.default_to_hidden = True
    styles.latent_styles.default_to_unhide_when_used = True
    defaults = styles.element.find(name("w:docDefaults"))
    defaults.clear()
    run = add(add(defaults, "w:rPrDefault"), "w:rPr")
    add(run, "w:rFonts", {f"w:{script}": theme.font for script in ("ascii", "hAnsi", "eastAsia", "cs")})
    add_value(run, "w:color", shade(INK, theme.colours))
    add_value(run, "w:sz", round(2 * SIZE))
    add_value(run, "w:szCs", round(2 * SIZE))
    add(run, "w:lang", {"w:val": "en-GB", "w:eastAsia": "zh-CN", "w:bidi": "ar-SA"})
    paragraph = add(add(defaults, "w:pPrDefault"), "w:pPr")
    add(paragraph, "w:widowControl")
    add(paragraph, "w:spacing", {"w:before": 0, "w:after": 100, "w:line": 271, "w:lineRule": "auto"})


def define_styles(styles: Any, lists: Lists, colours: Colours) -> None:
    """Add each of our styles that a file lacks."""
    for look in LOOKS:
        if look.name not in styles:
            _define_paragraph_style(styles, look, lists, colours)
    for text in TEXT_LOOKS:
        if text.name not in styles:
            _define_character_style(styles, text, colours)
    if "Normal Table" not in styles:
        _define_normal_table(styles)
    if TABLE_STYLE not in styles:
        _define_brief_table(styles, colours)


def _new_style(styles: Any, title: str, kind: WD_STYLE_TYPE, *, builtin: bool, base: str | None) -> Any:
    style = styles.add_style(title, kind, builtin=builtin)
    style.element.styleId = "".join(
        word[0].upper() + word[1:] for word in title.replace("toc", "TOC").split()
    )
    style.base_style = styles[base] if base else None
    style.element.default = title in _DEFAULTS or None
    style.quick_style = title not in _UNLISTED
    return style


def _define_paragraph_style(styles: Any, look: Look, lists: Lists, colours: Colours) -> None:
    style = _new_style(styles, look.name, WD_STYLE_TYPE.PARAGRAPH, builtin=look.builtin, base=look.base)
    if look.next:
        style.next_paragraph_style = styles[look.next]
    properties = style.element.get_or_add_pPr()
    if look.marks:
        add_value(add(properties, "w:numPr"), "w:numId", lists.instance(look.marks))
    _set_frame(properties, look, colours)
    _set_spacing(style, look)
    if look.outline is not None:
        add_value(properties, "w:outlineLvl", look.outline)
    _set_font(style.font, look, colours)
    if look.size:
        _set_size(style.font, look.size)


def _set_frame(properties: Element, look: Look, colours: Colours) -> None:
    if look.edge:
        edge = look.edge
        line = _line(shade(edge.color, colours), eighths=edge.eighths, space=edge.space, kind=edge.kind)
        add(add(properties, "w:pBdr"), f"w:{edge.side}", line)
    if look.shade:
        add(properties, "w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": shade(look.shade, colours)})


def _set_spacing(style: ParagraphStyle, look: Look) -> None:
    shape = style.paragraph_format
    shape.keep_with_next = look.keep_next
    shape.keep_together = look.keep_lines
    shape.space_before = None if look.before is None else Pt(look.before)
    shape.space_after = None if look.after is None else Pt(look.after)
    shape.line_spacing = look.line
    shape.left_indent = None if look.left is None else Mm(look.left)
    shape.right_indent = None if look.right is None else Mm(look.right)
    if look.at_right:
        shape.alignment = WD_PARAGRAPH_ALIGNMENT.RIGHT
    if look.centred:
        shape.alignment = WD_PARAGRAPH_ALIGNMENT.CENTER


def _set_font(font: Any, look: Look | TextLook, colours: Colours) -> None:
    """Set weight, slope and colour, for Western and for complex scripts (Arabic, Hebrew) alike."""
    font.bold = font.cs_bold = look.bold
    font.italic = font.cs_italic = look.italic
    if look.color:
        font.color.rgb = RGBColor.from_string(shade(look.color, colours))


def _set_size(font: Any, points: float) -> None:
    """Set the size for Western and for complex scripts."""
    font.size = Pt(points)
    font.element.rPr.sz.addnext(new("w:szCs", {"w:val": round(2 * points)}))


def _define_character_style(styles: Any, look: TextLook, colours: Colours) -> None:
    style = _new_style(styles, look.name, WD_STYLE_TYPE.CHARACTER, builtin=look.builtin, base=look.base)
    _set_font(style.font, look, colours)
    style.font.underline = look.underline
    style.font.superscript = look.superscript


def _define_normal_table(styles: Any) -> None:
    style = _new_style(styles, "Normal Table", WD_STYLE_TYPE.TABLE, builtin=True, base=None)
    properties = add(style.element, "w:tblPr")
    add(properties, "w:tblInd", {"w:w": 0, "w:type": "dxa"})
    _add_cell_margins(properties, top=0, left=108, bottom=0, right=108)


def _define_brief_table(styles: Any, colours: Colours) -> None:
    style = _new_style(styles, TABLE_STYLE, WD_STYLE_TYPE.TABLE, builtin=False, base="Normal Table")
    properties = add(style.element, "w:tblPr")
    borders = add(properties, "w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        add(borders, f"w:{side}", _line(shade(RULE, colours), eighths=4))
    _add_cell_margins(properties, top=57, left=85, bottom=57, right=113)
    head = add(style.element, "w:tblStylePr", {"w:type": "firstRow"})
    text = _add_bold(head)
    add_value(text, "w:color", shade(ACCENT, colours))
    cell = add(head, "w:tcPr")
    add(add(cell, "w:tcBorders"), "w:bottom", _line(shade(ACCENT, colours), eighths=8))
    add(cell, "w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": shade(TINT, colours)})
    _add_bold(add(style.element, "w:tblStylePr", {"w:type": "firstCol"}))


def _line(color: str, *, eighths: int, space: int = 0, kind: str = "single") -> dict[str, str | int]:
    return {"w:val": kind, "w:sz": eighths, "w:space": space, "w:color": color}


def _add_bold(part: Element) -> Element:
    text = add(part, "w:rPr")
    add(text, "w:b")
    add(text, "w:bCs")
    return text


def _add_cell_margins(properties: Element, **sides: int) -> None:
    """Set the space around the content of cells, in twentieths of a point."""
    margins = add(properties, "w:tblCellMar")
    for side, width in sides.items():
        add(margins, f"w:{side}", {"w:w": width, "w:type": "dxa"})
