"""Reads plain text, with or without lines of metadata at its head."""

from __future__ import annotations

from dataclasses import replace

from briefgen.ingest.characters import clean
from briefgen.ingest.decoding import decode, starts_as_html
from briefgen.ingest.facts import labelled, quoted_line
from briefgen.ingest.frontmatter import split_front_matter, with_facts
from briefgen.ingest.interface import Draft, Known, Paragraph
from briefgen.ingest.paragraphs import Wrapping, split_paragraphs


def read(data: bytes) -> Draft:
    """Return the draft of a text file; a whole web page in it is read as one."""
    text = decode(data)
    if starts_as_html(text):
        from briefgen.ingest import webpage

        return webpage.read(data)
    return read_text(text)


def read_text(text: str, *, wrapping: Wrapping = Wrapping.UNKNOWN) -> Draft:
    """Return the draft of a decoded text; ``wrapping`` as for ``split_paragraphs``."""
    facts, body = split_front_matter(clean(text))
    title, paragraphs = _take_title_line(split_paragraphs(body, wrapping=wrapping))
    draft = Draft(paragraphs=tuple(Paragraph(paragraph) for paragraph in paragraphs))
    return with_facts(replace(draft, title=title), facts)


def _take_title_line(paragraphs: list[str]) -> tuple[Known | None, list[str]]:
    """Take "Title: …" out of the labelled lines at the head; the others stay in the text."""
    for at, paragraph in enumerate(paragraphs):
        found = labelled(paragraph)
        if found is None:
            break
        if found[0] == "title":
            return Known(found[1], quoted_line(paragraph)), paragraphs[:at] + paragraphs[at + 1 :]
    return None, paragraphs
