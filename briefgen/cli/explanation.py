"""What one article says and why, as marks on its text and as lines below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.cli.marked_text import Mark, MarkKind
from briefgen.cli.meeting_table import days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model import Actor, Analysis, Article, Meeting, Quote, Reading, RoleClaim, Span


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
            ("Dates", self._list("D", (f'"{_folded(time.text)}"' for time in self.reading.times))),
            ("Meetings", list(self._about_meetings())),
            ("Quotes", list(self._about_quotes())),
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
            told = f"{_folded(value)} ({basis})" if value and basis else _folded(value or "not stated")
            yield f"{label}: {told}"

    def _about_meetings(self) -> Iterator[str]:
        if not self.analysis.meetings:
            yield "none"
        for number, meeting in enumerate(self.analysis.meetings, start=1):
            yield f"M{number}  {_folded(meeting.title)}"
            for line in self._reasons(meeting):
                yield f"    {line}"

    def _reasons(self, meeting: Meeting) -> Iterator[str]:
        date = meeting.date
        yield f"kind: {meeting.kind.value}"
        yield f"date: {days(date)}" + (f"; {date.basis}" if date.basis else "")
        for report in meeting.status_reports:
            yield f"status: {report.status.value}, since it says {self._quoted(report.evidence)}"
        if meeting.place:
            basis = (
                f", since it says {self._quoted(meeting.place_evidence[0])}" if meeting.place_evidence else ""
            )
            yield f"place: {meeting.place.name}{basis}"
        for participant in meeting.participants:
            details = ", ".join(filter(None, (participant.role, participant.side)))
            yield f"participant: {participant.name}" + (f" ({details})" if details else "")
        for topic in meeting.topics:
            yield f"topic: {_folded(topic.label)}"
        for span, rule in zip(meeting.mentions, meeting.rules, strict=False):
            yield f"taken for {rule}, in {self._quoted(span)}"

    def _about_quotes(self) -> Iterator[str]:
        if not self.analysis.quotes:
            yield "none"
        for number, quote in enumerate(self.analysis.quotes, start=1):
            yield f'Q{number}  {self._speaker(quote)}: "{_folded(quote.text)}"'
            yield f"    {self._how(quote)}"

    def _speaker(self, quote: Quote) -> str:
        names = {person.id: person.name for person in self.analysis.people}
        return _folded(names.get(quote.speaker or "") or quote.speaker_text or "speaker not stated")

    def _how(self, quote: Quote) -> str:
        numbers = {q.id: f"Q{n}" for n, q in enumerate(self.analysis.quotes, start=1)}
        meetings = {m.id: f"M{n}" for n, m in enumerate(self.analysis.meetings, start=1)}
        parts = (
            quote.kind.value,
            f'cue "{_folded(quote.cue)}"' if quote.cue else "no cue",
            f'speaker from "{_folded(quote.speaker_text)}"' if quote.speaker_text else None,
            f"relayed by {_folded(quote.via)}" if quote.via else None,
            f"continues {numbers[quote.continues]}" if quote.continues in numbers else None,
            f"said at {meetings[quote.meeting]}" if quote.meeting in meetings else None,
        )
        return ", ".join(filter(None, parts))

    def _quoted(self, span: Span) -> str:
        return f'"{_folded(self.article.words(span))}"'


def _marks(kind: MarkKind, letter: str, things: Iterator[tuple[Span, ...]]) -> Iterator[Mark]:
    for number, spans in enumerate(things, start=1):
        for span in spans:
            yield Mark(kind, f"{letter}{number}", span.start, span.end)


def _about_actor(actor: Actor) -> str:
    roles = "; ".join(dict.fromkeys(map(_about_role, actor.roles)))
    also = ", ".join(f'"{_folded(alias)}"' for alias in actor.aliases)
    parts = (actor.kind.value, roles, actor.country, f"also {also}" if also else "")
    return f"{_folded(actor.name)}: {', '.join(filter(None, parts))}"


def _about_role(role: RoleClaim) -> str:
    return _folded(role.title)


def _folded(text: str) -> str:
    return " ".join(text.split())
