"""Why a quote is taken as somebody's: its cue, the words for the speaker and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.cli.speaking_words import folded, wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model import Analysis, Article, Quote, Reading, ReportedQuote, Span


@dataclass(frozen=True, slots=True)
class QuoteReasons:
    """The quotes of one article, as they were read and as they were put together."""

    article: Article
    reading: Reading
    analysis: Analysis

    def lines(self) -> Iterator[str]:
        """Yield each quote with its speaker, and below it on what that rests."""
        for number, quote in enumerate(self.analysis.quotes, start=1):
            yield f'Q{number}  {self._speaker(quote)}: "{folded(quote.text)}"'
            yield f"    {self._how(quote)}"

    def _speaker(self, quote: Quote) -> str:
        names = {person.id: person.name for person in self.analysis.people}
        return folded(names.get(quote.speaker or "") or quote.speaker_text or "speaker not stated")

    def _how(self, quote: Quote) -> str:
        numbers = {q.id: f"Q{n}" for n, q in enumerate(self.analysis.quotes, start=1)}
        meetings = {m.id: f"M{n}" for n, m in enumerate(self.analysis.meetings, start=1)}
        parts = (
            quote.kind.value,
            f'cue "{folded(quote.cue)}"' if quote.cue else "no cue",
            self._words_for_speaker(quote),
            f"relayed by {folded(quote.via)}" if quote.via else None,
            f"continues {numbers[quote.continues]}" if quote.continues in numbers else None,
            f"said at {meetings[quote.meeting]}" if quote.meeting in meetings else None,
        )
        return ", ".join(filter(None, parts))

    def _words_for_speaker(self, quote: Quote) -> str | None:
        """Say which words tell the speaker, where they stand, and how they mean somebody."""
        if not quote.speaker_text:
            return None
        told = f'speaker from "{folded(quote.speaker_text)}"'
        at = quote.speaker_span
        if at is None:
            return told
        report = self._reported(quote)
        if report is not None:
            words = wording(self.article, self.reading, at, report.speaker)
            told += f" ({words.way})" if words.way != "named" else ""
        return f"{told} {self._where(quote, at)}"

    def _reported(self, quote: Quote) -> ReportedQuote | None:
        return next(
            (q for q in self.reading.quotes if (q.span.start, q.span.end) == (quote.start, quote.end)), None
        )

    def _where(self, quote: Quote, at: Span) -> str:
        if quote.start <= at.start and at.end <= quote.end:
            return "within it"
        before = at.start < quote.start
        block = next((b for b in self.article.blocks if b.start <= at.start < b.end), None)
        same = block is not None and block.start <= quote.start < block.end
        if same:
            return "before it" if before else "after it"
        return "in an earlier paragraph" if before else "in a later paragraph"
