"""All that compose needs to know about one meeting, looked up once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.compose.evidence import Sourcebook
    from briefgen.compose.options import BriefOptions
    from briefgen.model import (
        Analysis,
        Article,
        Changes,
        Meeting,
        MeetingChanges,
        Participant,
        Person,
        Quote,
        Span,
        Status,
    )


class Index:
    """Look-up tables over an analysis, shared by the briefs of a run."""

    def __init__(self, analysis: Analysis, changes: Changes | None = None) -> None:
        self.analysis = analysis
        self.changes = changes

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """Articles by id."""
        return {article.id: article for article in self.analysis.articles}

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """People and institutions by id."""
        return {person.id: person for person in self.analysis.people}

    @cached_property
    def quotes(self) -> Mapping[str, Quote]:
        """Quotes by id."""
        return {quote.id: quote for quote in self.analysis.quotes}

    @cached_property
    def quotes_of(self) -> Mapping[str, tuple[Quote, ...]]:
        """Quotes by the meeting that they themselves name."""
        found: dict[str, list[Quote]] = {}
        for quote in self.analysis.quotes:
            found.setdefault(quote.meeting or "", []).append(quote)
        return {meeting: tuple(quotes) for meeting, quotes in found.items()}

    @cached_property
    def meetings_of(self) -> Mapping[str, tuple[Meeting, ...]]:
        """Meetings by the id of a person who takes part."""
        found: dict[str, list[Meeting]] = {}
        for meeting in self.analysis.meetings:
            for person in sorted({p.person for p in meeting.participants if p.person}):
                found.setdefault(person, []).append(meeting)
        return {person: tuple(meetings) for person, meetings in found.items()}

    @cached_property
    def changes_of(self) -> Mapping[str, MeetingChanges]:
        """What has become of each meeting since an earlier edition, by its id; empty without one."""
        return {one.meeting: one for one in (self.changes.meetings if self.changes else ())}

    def published(self, span: Span) -> dt.date:
        """Return the day of a span's article for comparing; undated or unknown is oldest."""
        article = self.articles.get(span.article)
        return (article.published if article else None) or dt.date.min


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """One meeting with its sources, people and quotes, the time of writing and the limits."""

    index: Index
    meeting: Meeting
    book: Sourcebook
    now: dt.datetime
    options: BriefOptions

    @cached_property
    def own_articles(self) -> tuple[str, ...]:
        """The articles that tell of this meeting, in the order of their numbers."""
        known = {link.article for link in self.meeting.articles} & self.book.numbers.keys()
        return tuple(sorted(known, key=lambda article: self.book.numbers[article]))

    @cached_property
    def mentions(self) -> tuple[Span, ...]:
        """The sentences that tell of the meeting, newest article first."""
        return self.newest_first(self.meeting.mentions)

    @cached_property
    def status_by_article(self) -> Mapping[str, Status]:
        """What each article says about the status."""
        statuses: dict[str, Status] = {}
        for report in self.meeting.status_reports:
            statuses.setdefault(report.article, report.status)
        return statuses

    def status_of(self, article: str) -> Status:
        """Return what an article says about the status; the meeting's own where it says nothing."""
        return self.status_by_article.get(article, self.meeting.status)

    @cached_property
    def disputed(self) -> frozenset[str]:
        """The fields on which the sources disagree; the two ends of a date are "date"."""
        fields = {discrepancy.field.casefold() for discrepancy in self.meeting.discrepancies}
        return frozenset("date" if field in ("start", "end", "dates") else field for field in fields)

    @cached_property
    def participants(self) -> tuple[Participant, ...]:
        """The participants, people before delegations and unnamed officials."""
        return tuple(sorted(self.meeting.participants, key=lambda p: p.person is None))

    @cached_property
    def sides(self) -> tuple[str, ...]:
        """The countries or organisations that participants speak for, in their order."""
        return tuple(dict.fromkeys(p.side for p in self.meeting.participants if p.side))

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotes tied to the meeting, by source and place in it."""
        listed = (self.index.quotes[one] for one in self.meeting.quotes if one in self.index.quotes)
        tied = {quote.id: quote for quote in (*listed, *self.index.quotes_of.get(self.meeting.id, ()))}
        usable = [quote for quote in tied.values() if quote.article in self.book.numbers]
        return tuple(sorted(usable, key=self.place_of))

    @cached_property
    def quotes_by_id(self) -> Mapping[str, Quote]:
        """The quotes tied to the meeting by id."""
        return {quote.id: quote for quote in self.quotes}

    def place_of(self, quote: Quote) -> tuple[int, int, str]:
        """Return a key that orders quotes by source and place in it."""
        return self.book.numbers.get(quote.article, 0), quote.start, quote.id

    def newest_first(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Order spans by the day of their article, newest first; spans without source fall out."""
        known = [span for span in spans if span.article in self.book.numbers]
        return tuple(sorted(known, key=lambda span: self.book.published(span.article), reverse=True))

    def participant(self, person: str | None) -> Participant | None:
        """Return the participant who is this person."""
        same = (p for p in self.meeting.participants if person is not None and p.person == person)
        return next(same, None)

    def evidence_of(self, participant: Participant) -> tuple[Span, ...]:
        """Return what shows that someone takes part: their own evidence, else the mentions."""
        own = self.newest_first(participant.evidence)
        return own or self.mentions

    @property
    def is_past(self) -> bool:
        """Tell whether the meeting's last known day lies before the day of writing."""
        last = self.meeting.date.end or self.meeting.date.start
        return last is not None and last < self.now.date()
