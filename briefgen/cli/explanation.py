"""What one article says and why, as marks on its text and as lines below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.cli.marked_text import Mark, MarkKind
from briefgen.cli.meeting_reasons import MeetingReasons, meaning
from briefgen.cli.quote_reasons import QuoteReasons
from briefgen.cli.speaking_words import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model import Actor, Analysis, Article, Reading, RoleClaim, Span, TimeExpression


@dataclass(frozen=True, slots=True)
class Explanation:
    """One article, what was read in it, and what that comes to."""

    article: Article
    reading: Reading
    analysis: Analysis

    def marks(self) -> list[Mark]:
        """Return a mark for each person, date, meeting and quote in the text."""
        return [
            *_marks(MarkKind.PERSON, "P", (actor.mentions for actor in self.reading.actors)),
            *_marks(MarkKind.DATE, "D", ((time.span,) for time in self.reading.times)),
            *_marks(MarkKind.MEETING, "M", (meeting.mentions for meeting in self.analysis.meetings)),
            *self._quote_marks(),
        ]

    def sections(self) -> list[tuple[str, list[str]]]:
        """Return headings with the lines below them."""
        return [
            ("Article", list(self._about_article())),
            ("People and institutions", self._list("P", map(_about_actor, self.reading.actors))),
            ("Dates", self._list("D", map(self._about_time, self.reading.times))),
            ("Meetings", list(self._about_meetings())),
            ("Quotes", self._about_quotes()),
        ]

    def _quote_marks(self) -> Iterator[Mark]:
        for number, quote in enumerate(self.analysis.quotes, start=1):
            yield Mark(MarkKind.QUOTE, f"Q{number}", quote.start, quote.end)

    @staticmethod
    def _list(letter: str, lines: Iterator[str]) -> list[str]:
        return [f"{letter}{number}  {line}" for number, line in enumerate(lines, start=1)] or ["none"]

    def _about_article(self) -> Iterator[str]:
        article, origin = self.article, self.article.provenance
        published = article.published.isoformat() if article.published else None
        facts = (
            ("title", article.title, origin.title),
            ("publisher", article.source, origin.source),
            ("author", article.author, origin.author),
            ("address", article.url, origin.url),
            ("published", published, origin.published),
        )
        for label, value, basis in facts:
            told = f"{folded(value)} ({basis})" if value and basis else folded(value or "not stated")
            yield f"{label}: {told}"

    def _about_meetings(self) -> Iterator[str]:
        labelled = {f"M{n}": meeting for n, meeting in enumerate(self.analysis.meetings, start=1)}
        if not labelled:
            yield "none"
        for label, meeting in labelled.items():
            others = {k: other for k, other in labelled.items() if k != label}
            yield f"{label}  {folded(meeting.title)}"
            for line in MeetingReasons(meeting, self.article, self.reading, others).lines():
                yield f"    {line}"

    def _about_quotes(self) -> list[str]:
        return list(QuoteReasons(self.article, self.reading, self.analysis).lines()) or ["none"]

    def _about_time(self, time: TimeExpression) -> str:
        return f'"{folded(time.text)}"{meaning(time, self.article)}'


def _marks(kind: MarkKind, letter: str, things: Iterator[tuple[Span, ...]]) -> Iterator[Mark]:
    for number, spans in enumerate(things, start=1):
        for span in spans:
            yield Mark(kind, f"{letter}{number}", span.start, span.end)


def _about_actor(actor: Actor) -> str:
    roles = "; ".join(dict.fromkeys(map(_about_role, actor.roles)))
    also = ", ".join(f'"{folded(alias)}"' for alias in actor.aliases)
    parts = (actor.kind.value, roles, actor.country, f"also {also}" if also else "")
    return f"{folded(actor.name)}: {', '.join(filter(None, parts))}"


def _about_role(role: RoleClaim) -> str:
    return folded(role.title)
