"""Brief × template → Document, with errors that name the place in the template."""

from __future__ import annotations

import datetime as dt
import re
import warnings
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from briefgen.model import Brief, Digest
from briefgen.render.document import Block, Document
from briefgen.render.errors import ElementError, RenderError
from briefgen.render.fit import fit, length
from briefgen.render.outline import without_short_contents
from briefgen.render.parse import parse
from briefgen.render.parse_elements import ATTRIBUTES
from briefgen.render.parse_text import line
from briefgen.render.templates import TemplateInfo, find_template, search_path
from briefgen.render.theme import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from briefgen.render.theme import Theme


def to_document(
    subject: Brief | Digest,
    *,
    template: str,
    created: str,
    language: str = "en",
    template_dirs: Sequence[Path] = (),
    theme: Theme = PLAIN,
    options: Mapping[str, str] = MappingProxyType({}),
) -> Document:
    """Return the tree that a template makes of a brief or digest.

    ``options`` are values for options of its manifest.  Raises RenderError.
    """
    info = find_template(template, template_dirs)
    check_subject(subject, info)
    check_created(created)
    if info.in_word:
        raise RenderError(f'The template "{info.name}" was made in Word and gives no tree.')
    from briefgen.render.templates_html import Setting, template_html  # Jinja2 is heavy

    html = template_html(subject, info, template_dirs, Setting(language, theme, info.chosen(options)))
    blocks = _parsed(html, info, template_dirs)
    document = Document(
        title=line(subject.title),
        language=language,
        blocks=without_short_contents(blocks, length(blocks)),
        author=theme.organisation or "briefgen",
        subject=line(about(subject)) or None,
        created=created,
    )
    return _fitted(document, info, info.pages, theme) if info.pages else document


_USED_SHARE = 0.92
"""How much of a page's height, as the PDF writer lays it out, a document with a limit of pages fills.

The Word file took up to 1.02 times that share of its page, as LibreOffice lays it out with the metrics
of Arial (300 participants, 40 sources, long sentences, A4 and Letter, with and without a marking); the
rest is for word processors that break lines otherwise.  A reference document or a much wider face of the
user's own can take more.
"""

_MOST_CHARACTERS = 12_000
"""More than a page can hold in any look: such a document is not laid out to find that it does not fit."""


def _fitted(document: Document, info: TemplateInfo, pages: int, theme: Theme) -> Document:
    """Return the document with as much as its pages hold; warns if even the least does not fit."""
    from briefgen.render.pdf import count_pages  # the layout library is heavy

    def fits(blocks: tuple[Block, ...]) -> bool:
        if length(blocks) > pages * _MOST_CHARACTERS:
            return False
        return count_pages(replace(document, blocks=blocks), theme=theme, share=_USED_SHARE) <= pages

    fitted = fit(document.blocks, fits)
    if not fitted.fits:
        many = "1 page" if pages == 1 else f"{pages} pages"
        warnings.warn(
            f'"{document.title}" does not fit on {many}: the template "{info.name}" marks too little as droppable.',
            UserWarning,
            stacklevel=3,
        )
    return replace(document, blocks=fitted.blocks)


def _parsed(html: str, info: TemplateInfo, template_dirs: Sequence[Path]) -> tuple[Block, ...]:
    try:
        return parse(html)
    except ElementError as error:
        raise _located(error, info, template_dirs) from error


def _located(error: ElementError, info: TemplateInfo, template_dirs: Sequence[Path]) -> ElementError:
    """Put the place in the template for the place in its result, where that can be told.

    Data cannot bring an element, so each stands in the template or in what it extends.
    """
    places = list(places_of(error.element, info, template_dirs)) if error.element else []
    if len(places) == 1 or (places and error.element not in ATTRIBUTES):
        file, number = places[0]
        return ElementError(error.message, element=error.element, file=str(file), line=number)
    where = " (a line of the HTML that the template gives)" if error.line else ""
    return ElementError(error.message + where, element=error.element, file=str(info.source), line=error.line)


def places_of(element: str, info: TemplateInfo, template_dirs: Sequence[Path]) -> Iterator[tuple[Path, int]]:
    """Yield the lines with an element's tag, in the template first, then in shared parts."""
    tag = re.compile(rf"</?{re.escape(element)}\b", re.IGNORECASE)
    beside = (file for file in sorted(info.folder.glob("*.j2")) if file != info.source)
    shared = (file for parent in search_path(template_dirs) for file in sorted(parent.glob("_*/*.j2")))
    for file in (info.source, *beside, *shared):
        for number, text in enumerate(file.read_text("utf-8", "replace").splitlines(), 1):
            if tag.search(text):
                yield file, number


def about(subject: Brief | Digest) -> str:
    """Return what a file's properties call the subject: kind, date and place, or the period."""
    if isinstance(subject, Digest):
        return subject.period or ""
    return ", ".join(part for part in (subject.kind, subject.when, subject.where) if part)


def check_subject(subject: Brief | Digest, info: TemplateInfo) -> None:
    """Raise RenderError if the template is for something else, or the sources are not numbered in order."""
    kind = "meeting" if isinstance(subject, Brief) else "digest"
    if info.subject != kind:
        raise RenderError(f'The template "{info.name}" is for a {info.subject}, not for a {kind}.')
    numbers = [source.number for source in subject.sources]
    if numbers != list(range(1, len(numbers) + 1)):
        raise RenderError(f'The sources of "{subject.title}" are not numbered from 1 upwards.')


def check_created(created: str) -> None:
    """Raise RenderError if this is no moment with its zone."""
    try:
        moment = dt.datetime.fromisoformat(created)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise RenderError(f'The moment of creation is an ISO 8601 time with its zone, not "{created}".')
