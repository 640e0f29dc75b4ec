"""The words of a document in reading order, as each of its formats gives them.

``words_of_document`` reads the tree, ``TEXTS`` has a reader for each format, ``split`` makes words of a
text, and ``difference`` says where two disagree.  What is normalised, and why:

- Text is composed canonically (NFC); format characters (soft hyphens, zero-width joiners, variation
  selectors) and control characters are dropped.  A PDF composes letters with their accents, so that one
  glyph serves for both, and has no glyph for what is invisible.
- Any run of white space, a line's end or a forced break separates two words, and so does the border
  between two paragraphs, cells or items; nothing else does.  No format hyphenates, and where a PDF breaks
  a word that is longer than its line, it is read as one word all the same.
- Citation marks ("[3]") are left out: Word may have notes for them.  ``marks`` finds them.
- The signs of lists ("1.", "•") and the dash before an attribution are left out: they are a matter of
  style in some formats and text in others.
- A figure stands for its words for those who cannot see it.
- Left out are tables of contents (page numbers), running headers and footers, markings and letterheads,
  notes of a Word file and their numbers, and in HTML what it shows besides (the class "extra"): the
  evidence that opens in place.
"""

from __future__ import annotations

import difflib
import io
import re
import unicodedata
from typing import TYPE_CHECKING

import docx
import lxml.html
from docx.oxml.ns import qn
from markdown_it import MarkdownIt
from pdf_structure import Element, read_tags

from briefgen.render.document import (
    Block,
    CitationMark,
    Document,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Paragraph,
    Quotation,
    Section,
    Table,
    TableOfContents,
    Text,
    Time,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_MARK = re.compile(r"\[\d+\]")
_FIRST_DIFFERENCES = 60  # lines


def split(texts: Iterable[str]) -> list[str]:
    """The words of paragraphs, normalised."""
    found = (word for text in texts for word in _clean(_MARK.sub("", text)).split())
    return [word for word in found if word != "•"]


def marks(text: str) -> list[str]:
    """The citation marks in a text, in order."""
    return _MARK.findall(text)


def _clean(text: str) -> str:
    return "".join(
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFC", text)
        if character.isspace() or not _is_invisible(character)
    )


def _is_invisible(character: str) -> bool:
    selector = 0xFE00 <= ord(character) <= 0xFE0F or 0xE0100 <= ord(character) <= 0xE01EF
    return selector or unicodedata.category(character) in {"Cc", "Cf"}


def difference(expected: Sequence[str], found: Sequence[str]) -> str:
    """Nothing where two texts agree, else where they do not, a few words around each place."""
    lines = difflib.unified_diff(expected, found, "expected", "found", lineterm="", n=4)
    return "\n".join(list(lines)[:_FIRST_DIFFERENCES])


# ── the tree ─────────────────────────────────────────────────────────────────


def words_of_document(document: Document) -> list[str]:
    """What every format is to say."""
    return split(_texts(document.blocks))


def _texts(blocks: Iterable[Block]) -> list[str]:
    return [text for block in blocks for text in _block_texts(block)]


def _block_texts(block: Block) -> list[str]:
    match block:
        case Heading() | Paragraph():
            return [inline_words(block.children)]
        case Section():
            return _texts(block.blocks)
        case Quotation():
            return [*_texts(block.blocks), inline_words(block.attribution)]
        case List():
            return [text for item in block.items for text in _texts(item.blocks)]
        case Table():
            cells = (cell for row in (*block.head, *block.body) for cell in row.cells)
            return [inline_words(block.caption), *(text for cell in cells for text in _texts(cell.blocks))]
        case Figure():
            return [inline_words(block.caption), block.alt]
        case TableOfContents():
            return []


def inline_words(children: Iterable[Inline]) -> str:
    shown = ""
    for child in children:
        match child:
            case Text():
                shown += child.text
            case Link() | Time():
                shown += inline_words(child.children)
            case CitationMark():
                shown += f"[{child.number}]"
            case LineBreak():
                shown += " "
    return shown


# ── HTML ─────────────────────────────────────────────────────────────────────

_INLINE = frozenset({"a", "em", "strong", "time", "sup", "span", "abbr", "b", "i", "q", "bdi"})
_LEFT_OUT = (
    "//nav | //style | //script | //head | //*[contains(concat(' ', @class, ' '), ' extra ')]"
    " | //*[contains(concat(' ', @class, ' '), ' marking ')]"
    " | //*[contains(concat(' ', @class, ' '), ' letterhead ')]"
)


def html_text(data: bytes) -> str:
    root = lxml.html.document_fromstring(data.decode("utf-8"))
    for node in root.xpath(_LEFT_OUT):
        node.drop_tree()
    for picture in root.xpath("//svg | //img"):
        words = lxml.html.Element("p")
        words.text = picture.get("aria-label") or picture.get("alt")
        words.tail = picture.tail
        picture.getparent().replace(picture, words)
    parts: list[str] = []
    _gather(root, parts)
    return "".join(parts)


def _gather(element: lxml.html.HtmlElement, parts: list[str]) -> None:
    edge = "" if element.tag in _INLINE and element.get("role") != "paragraph" else "\n"
    parts += [edge, element.text or ""]
    for child in element:
        _gather(child, parts)
        parts.append(child.tail or "")
    parts.append(edge)


# ── Markdown ─────────────────────────────────────────────────────────────────


def markdown_text(data: bytes) -> str:
    tokens = MarkdownIt("commonmark").enable("table").parse(data.decode("utf-8"))
    parts: list[str] = []
    quoted = 0
    for index, token in enumerate(tokens):
        quoted += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        if token.type == "inline" and not _leads_inside_alone(tokens, index):
            text = "".join(" " if "break" in child.type else child.content for child in token.children)
            parts.append(text.removeprefix("— ") if quoted else text)
    return "\n".join(parts)


def _leads_inside_alone(tokens: list, index: int) -> bool:
    """Whether the words are a line of the table of contents: an item that is one link to a heading."""
    children = tokens[index].children
    return (
        tokens[index - 2].type == "list_item_open"
        and bool(children)
        and children[0].type == "link_open"
        and str(children[0].attrGet("href")).startswith("#")
        and children[-1].type == "link_close"
    )


# ── Word ─────────────────────────────────────────────────────────────────────


def docx_text(data: bytes) -> str:
    body = docx.Document(io.BytesIO(data)).element.body
    return "\n".join(
        _word_text(paragraph) for paragraph in body.iter(qn("w:p")) if not _in_contents(paragraph)
    )


def _in_contents(paragraph) -> bool:
    (style,) = paragraph.xpath("./w:pPr/w:pStyle/@w:val") or [""]
    return bool(re.fullmatch(r"toc\s?\d", style, re.IGNORECASE))


_NOTE = 'w:rPr/w:rStyle[@w:val="FootnoteReference" or @w:val="EndnoteReference"]'
_WORD_CONTENT = f".//wp:docPr | .//w:r[not({_NOTE})]/*[self::w:t or self::w:br or self::w:tab]"


def _word_text(paragraph) -> str:
    parts = []
    for node in paragraph.xpath(_WORD_CONTENT):
        if node.tag == qn("wp:docPr"):
            parts.append(f" {node.get('descr')} ")
        else:
            parts.append(node.text or " ")
    return "".join(parts)


# ── PDF ──────────────────────────────────────────────────────────────────────

_RUNS = frozenset({"Link", "Span"})  # within a word's own line


def pdf_text(data: bytes) -> str:
    """The text by tags, in the order of the structure tree."""
    return _heard(read_tags(data).root)


def _heard(element: Element) -> str:
    if element.type in {"TOC", "Lbl"}:
        return ""
    edge = "" if element.type in _RUNS else "\n"
    if element.type == "Figure":
        return f"\n{element.dictionary['/Alt']}\n"
    if "/ActualText" in element.dictionary:
        return edge + element.text + edge
    return edge + "".join(kid if isinstance(kid, str) else _heard(kid) for kid in element.kids) + edge


TEXTS: dict[str, Callable[[bytes], str]] = {
    "html": html_text,
    "md": markdown_text,
    "docx": docx_text,
    "pdf": pdf_text,
}
