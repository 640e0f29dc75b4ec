"""What the lines of a text say about it: who wrote it, who published it, and when."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from briefgen.ingest.dates import date_of_address, is_date_alone, read_moment
from briefgen.ingest.furniture import byline_author, is_name, lexicon
from briefgen.ingest.interface import Draft, Known, Moment, Paragraph, Publication
from briefgen.ingest.masthead import read_masthead
from briefgen.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.ingest.dateline import DatelineWords

_LABEL = re.compile(r"^([A-Za-z][A-Za-z _-]{0,24}?)\s*:\s*(\S.*)$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$")
_SHOWN = 80  # characters of a line in a provenance
_LATEST_COPY = 2  # days by which a document may be younger than its dateline


@cache
def fact_names() -> dict[str, str]:
    """Return which fact a label or a key of front matter stands for."""
    return {label: fact for fact, labels in lexicon()["facts"].items() for label in labels}


def labelled(line: str) -> tuple[str, str] | None:
    """Return fact and value of a "Label: value" line, None for any other line."""
    match = _LABEL.match(line)
    fact = fact_names().get(re.sub(r"[ -]", "_", match[1].lower())) if match else None
    return (fact, match[2].strip()) if match and fact else None


def quoted_line(line: str) -> str:
    """Return the words for a provenance that is a line of the text."""
    return f"line '{line if len(line) <= _SHOWN else line[: _SHOWN - 1] + '…'}'"


def complete(draft: Draft, dateline: tuple[str, DatelineWords] | None) -> Draft:
    """Fill what metadata left open from the lines of the text, then from its dateline.

    ``draft`` has structured paragraphs; ``dateline`` is the words and their reading.
    """
    lines = [part.text for part in draft.paragraphs if part.kind is BlockKind.METADATA]
    draft = replace(
        draft,
        source=draft.source or _labelled_fact(lines, "source", address=False) or _masthead_source(lines),
        url=draft.url
        or _labelled_fact(lines, "url", address=True)
        or _labelled_fact(lines, "source", address=True),
        author=draft.author or _labelled_fact(lines, "author", address=False) or _byline(draft.paragraphs),
    )
    if dateline is not None and dateline[1].agency and not draft.source:
        draft = replace(draft, source=Known(dateline[1].agency, f"dateline '{dateline[0]}'"))
    return replace(draft, published=next(_publications(draft, lines, dateline), None))


def _publications(
    draft: Draft, lines: Sequence[str], dateline: tuple[str, DatelineWords] | None
) -> Iterator[Publication]:
    """Yield what tells the day of publication, the best evidence first."""
    if draft.published:
        yield draft.published
    yield from _dated_lines(lines, lexicon()["dates"]["published"])
    yield from (Publication(moment, quoted_line(line)) for line in lines if (moment := _lone_date(line)))
    if dateline is not None:
        yield from _dated_by_dateline(dateline[0], dateline[1], draft)
    if draft.url and (day := date_of_address(draft.url.value)):
        yield Publication(Moment(day), "address of the page")
    if draft.updated:
        yield draft.updated
    yield from _dated_lines(lines, lexicon()["dates"]["updated"])


def _dated_lines(lines: Sequence[str], pattern: str) -> Iterator[Publication]:
    for line in lines:
        match = re.search(pattern, line, re.I)
        if match and (moment := read_moment(line[match.start() :])):
            yield Publication(moment, quoted_line(line))


def _lone_date(line: str) -> Moment | None:
    """Return the date of a line that is one, or that names a source and a date."""
    found = labelled(line)
    if is_date_alone(line) or (found is not None and found[0] == "source" and len(line) <= 100):
        return read_moment(line)
    masthead = read_masthead(line)
    return masthead.moment if masthead else None


def _masthead_source(lines: Sequence[str]) -> Known | None:
    for line in lines:
        masthead = read_masthead(line)
        if masthead and masthead.source:
            return Known(masthead.source, quoted_line(line))
    return None


def _dated_by_dateline(words: str, dateline: DatelineWords, draft: Draft) -> Iterator[Publication]:
    """Yield the date of a dateline with a year, its own or that of the document's making."""
    if dateline.moment is not None:
        yield Publication(dateline.moment, f"dateline '{words}'")
    elif draft.created and dateline.month and dateline.day:
        try:
            day = draft.created.replace(month=dateline.month, day=dateline.day)
        except ValueError:
            return
        if 0 <= (draft.created - day).days <= _LATEST_COPY:
            yield Publication(Moment(day), f"dateline '{words}', with the year from the document properties")


def _labelled_fact(lines: Sequence[str], fact: str, *, address: bool) -> Known | None:
    for line in lines:
        found = labelled(line)
        if found and found[0] == fact:
            value = re.split(r"\s+[|•·]\s+", found[1])[0]
            if bool(_ADDRESS.match(value)) is address:
                return Known(value, quoted_line(line))
    return None


def _byline(paragraphs: Sequence[Paragraph]) -> Known | None:
    for part in paragraphs:
        if part.kind is BlockKind.METADATA:
            author = _author_of_line(part.text)
            if author:
                return Known(author, f"by-line '{part.text[:_SHOWN]}'")
    return None


def _author_of_line(line: str) -> str | None:
    masthead = read_masthead(line)
    if masthead:
        return masthead.author
    return byline_author(line) or (line if is_name(line) else None)
