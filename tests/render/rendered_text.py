"""What a reader of a rendered file sees: the words of each paragraph, cell and heading."""

from __future__ import annotations

import io
import re

import docx
import lxml.html
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

HTML_BLOCKS = (
    "//*[self::h1 or self::h2 or self::h3 or self::p or self::li or self::td or self::th or self::figcaption"
    " or @role='paragraph']"
)


def folded(text: str) -> str:
    return " ".join(text.split())


def html_texts(data: bytes) -> list[str]:
    root = lxml.html.fromstring(data.decode("utf-8"))
    for extra in root.find_class("extra"):  # shown in HTML alone
        extra.drop_tree()
    return [folded(block.text_content()) for block in root.xpath(HTML_BLOCKS)]


def docx_texts(data: bytes) -> list[str]:
    body = docx.Document(io.BytesIO(data)).element.body
    return [folded(without_notes(paragraph)) for paragraph in body.iter(qn("w:p"))]


def without_notes(paragraph) -> str:
    """Return the words of a paragraph of a Word file without the marks of notes and the pages of contents."""
    marks = 'w:rPr/w:rStyle[@w:val="FootnoteReference" or @w:val="EndnoteReference"]'
    page = 'preceding-sibling::w:r/w:instrText[contains(., "PAGEREF")]'
    return "".join(paragraph.xpath(f".//w:r[not({marks} or {page})]/w:t/text()"))


def md_tokens(data: bytes) -> list:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return parser.parse(data.decode("utf-8"))


def md_texts(data: bytes) -> list[str]:
    return [folded(_inline_text(token)) for token in md_tokens(data) if token.type == "inline"]


def _inline_text(token) -> str:
    return "".join(" " if "break" in child.type else child.content for child in token.children)


TEXTS = {"html": html_texts, "docx": docx_texts, "md": md_texts}


def without_marks(text: str) -> str:
    """Drop the citation marks at the end."""
    return re.sub(r"\s?(\[\d+\])+$", "", text)
