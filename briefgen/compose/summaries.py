"""The summary of the sources: how many, how independent, how old, and who is not heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.compose import dates
from briefgen.compose.evidence import Sourcebook, assessment
from briefgen.compose.wording import capitalised, counted, in_sentence, listed
from briefgen.model import SourceSummary, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

_COPIES = "Copies and near-copies of one text count as one originator."


def source_summary(book: Sourcebook, articles: Sequence[str], silent: Sequence[str] = ()) -> SourceSummary:
    """Sum up the ``articles`` on a meeting or a digest; ``silent`` are the sides not heard."""
    originators = book.originators(articles)
    found = (
        _count(articles, originators),
        _copies(book, articles),
        _age(book, articles),
        _undated(book, articles),
        _silent(silent),
    )
    return SourceSummary(
        articles=len(articles), originators=originators, statements=tuple(s for s in found if s)
    )


def _count(articles: Sequence[str], originators: int) -> Statement:
    text = f"{counted(len(articles), 'article')} from {counted(originators, 'independent originator')}."
    return assessment(text, _COPIES)


def _copies(book: Sourcebook, articles: Sequence[str]) -> Statement | None:
    groups: dict[str, list[str]] = {}
    for article in articles:
        groups.setdefault(book.originals[article], []).append(str(book.numbers[article]))
    alike = [f"sources {listed(numbers)}" for numbers in groups.values() if len(numbers) > 1]
    if not alike:
        return None
    return assessment(f"{capitalised('; '.join(alike))} carry the same text.", _COPIES)


def _age(book: Sourcebook, articles: Sequence[str]) -> Statement | None:
    published = sorted(day for a in articles if (day := book.articles[a].published))
    if not published:
        return None
    return assessment(
        f"Published {dates.days(published[0], published[-1])}.", "Dates of publication of the dated articles."
    )


def _undated(book: Sourcebook, articles: Sequence[str]) -> Statement | None:
    numbers = [str(book.numbers[article]) for article in articles if not book.articles[article].published]
    if not numbers:
        return None
    which = f"Source {numbers[0]} gives" if len(numbers) == 1 else f"Sources {listed(numbers)} give"
    return assessment(f"{which} no date of publication.", "Neither the text nor its file names a date.")


def _silent(sides: Sequence[str]) -> Statement | None:
    if not sides:
        return None
    rule = "No direct or indirect quote that belongs to this meeting has a speaker for them."
    return assessment(f"Not heard in any source: {listed([in_sentence(side) for side in sides])}.", rule)
