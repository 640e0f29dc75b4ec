"""Where a meeting was whose own words give no place: what the rest of the article tells of it.

In this order: the word "here", the stay of a participant ("came to Brussels on Monday"), the city of the
headline, the place at the head of the article, and another meeting of the same visit.  Each is taken only for
a meeting of those days; what an article recalls from years ago was somewhere else.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefgen import temporal
from briefgen.extract.durations import token_at
from briefgen.extract.occasions import occasions_of
from briefgen.extract.placement import place_words
from briefgen.model import BlockKind, Interval, MeetingKind, Place, Precision, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from briefgen.extract.coreference import References
    from briefgen.extract.places import PlaceMention
    from briefgen.extract.stays import Stay
    from briefgen.model import ReportedMeeting, Span

LEAD = 3  # prose paragraphs at the beginning that tell the news

VISIT = dt.timedelta(days=3)
"""How long a guest stays where one meeting of the visit was, if the article does not say."""

NEWS = dt.timedelta(days=1)
"""How long before its article a meeting is at most that the article tells as its news without a day."""

RECENT = dt.timedelta(days=7)
"""How far from its article a meeting is at most that is part of its news."""


@dataclass(frozen=True, slots=True)
class Scene:
    """An article as the stage of its meetings: when it appeared, where it was written, who stays where."""

    references: References
    published: dt.date | None
    places: Sequence[PlaceMention]
    stays: Sequence[Stay]
    home: PlaceMention | None

    def place(self, meetings: Sequence[ReportedMeeting]) -> list[ReportedMeeting]:
        """Return the meetings, with a place where only the rest of the article gives one."""
        found = [self._settled(m, meetings) for m in meetings]
        return [self._beside(m, found) for m in found]

    def _settled(self, meeting: ReportedMeeting, meetings: Sequence[ReportedMeeting]) -> ReportedMeeting:
        if meeting.place is not None or meeting.kind is MeetingKind.CALL:
            return meeting
        if self.home is not None and any(self._is_here(m.trigger) for m in meeting.mentions):
            return replace(meeting, place=replace(_as_place(self.home), inferred=False))
        place = self._of_stay(meeting) or self._of_title(meeting, meetings) or self._of_head(meeting)
        return replace(meeting, place=place)

    def _is_here(self, trigger: Span) -> bool:
        """Tell whether a mention says "here", which in agencies' reports is the place at their head."""
        word = token_at(trigger, self.references.passages)
        verb = None if word is None else _verb_of(word)
        return verb is not None and any(t.lower_ == "here" and _verb_of(t) == verb for t in verb.sent)

    def _of_stay(self, meeting: ReportedMeeting) -> Place | None:
        """Return the one place where the article says that a participant was in those days."""
        if not (meeting.main or self._is_news(meeting)) or meeting.status is Status.POSSIBLE:
            return None
        stays = [s for s in self.stays if self._is_of_that_time(s, meeting)]
        fitting = [s.place for s in stays if s.people & _actors(meeting)]
        if not fitting and meeting.main:
            fitting = [s.place for s in stays if self._may_be_of(s, meeting)]
        return _as_place(fitting[0]) if len({p.name for p in fitting}) == 1 else None

    def _is_of_that_time(self, stay: Stay, meeting: ReportedMeeting) -> bool:
        """Tell whether a stay is past as the meeting is, or is as far off."""
        if meeting.status is Status.HELD:
            return not (stay.ahead or stay.off)
        return stay.ahead or stay.off or self._is_news(meeting)

    def _may_be_of(self, stay: Stay, meeting: ReportedMeeting) -> bool:
        """Tell whether a guest who is not named ("China's envoy reached Riga") may be a participant.

        So may one who is, where a participant is not ("after talks with the head of the firm").
        """
        sides = {p.side for p in meeting.parties}
        guests = [self.references.drafts[i] for i in stay.people]
        unnamed = [p for p in meeting.parties if p.actor is None]
        if all(g.named for g in guests):
            return any(p.side is None or p.side == g.country for p in unnamed for g in guests)
        return all(not g.named and g.country is not None for g in guests) and all(
            None in sides or g.country in sides for g in guests
        )

    def _of_title(self, meeting: ReportedMeeting, meetings: Sequence[ReportedMeeting]) -> Place | None:
        """Return the city to which a headline puts a participant, if it tells of no meeting in words that are read."""
        title = next((p for p in self.references.passages if p.block.kind is BlockKind.TITLE), None)
        if title is None or not meeting.main or meeting.status is not Status.HELD:
            return None
        start, end = title.block.start, title.block.end
        told = any(start <= m.span.start < end for other in meetings for m in other.mentions)
        if told or (meeting.times and not self._is_news(meeting)):
            return None
        words = re.findall(r"\w+", title.doc.text.casefold())
        people = (self.references.actors[i].name.casefold().split()[-1] for i in _actors(meeting))
        named = any(name in words for name in people)
        not_there = {s.place.span for s in self.stays if s.ahead or s.off}
        cities = [
            p
            for p in self.places
            if start <= p.span.start < end
            and p.locative
            and p.kind in {"city", "venue"}
            and p.span not in not_there
        ]
        return _as_place(cities[0]) if named and len({c.name for c in cities}) == 1 else None

    def _of_head(self, meeting: ReportedMeeting) -> Place | None:
        """Return the place at the head of the article for a meeting of its news.

        It must lie in the country of a participant, since agencies also write of
        countries from elsewhere; where nothing is known of one's country, the article
        must open with the meeting or name the place again.  Where the lead
        calls it "this city", the news was there, whoever took part.  An event that is not the main
        one must be at home for all.
        """
        if self.home is None or meeting.status is not Status.HELD:
            return None
        sides = {p.side for p in meeting.parties}
        if meeting.main:
            at_home = (
                self.home.country in sides
                or self._is_called_this()
                or (None in sides and (self._opens_with(meeting) or self._is_named_again()))
            )
        else:
            at_home = sides - {None} == {self.home.country} and self._is_news(meeting)
        return _as_place(self.home) if at_home else None

    def _is_named_again(self) -> bool:
        """Tell whether the title or the first paragraphs also name the place at the head, not for a government."""
        if self.home is None:
            return False
        prose = [p for p in self.references.passages if p.block.kind is BlockKind.PROSE][:LEAD]
        title = [p for p in self.references.passages if p.block.kind is BlockKind.TITLE]
        known = {p.span.start: p for p in self.places}
        for passage in [*title, *prose]:
            for match in re.finditer(rf"\b{re.escape(self.home.name)}\b", passage.doc.text):
                place = known.get(passage.block.start + match.start())
                if place is None or not (place.metonym or place.dateline):
                    return True
        return False

    def _is_called_this(self) -> bool:
        """Tell whether the lead speaks of the place at the head as where it is: "in this desert port"."""
        prose = [p for p in self.references.passages if p.block.kind is BlockKind.PROSE][:LEAD]
        return any(
            t.lower_ in place_words("seats")
            and t.dep_ == "pobj"
            and t.head.lower_ == "in"
            and any(c.lower_ == "this" for c in t.children)
            for passage in prose
            for t in passage.tokens
        )

    def _opens_with(self, meeting: ReportedMeeting) -> bool:
        """Tell whether the first sentence of the text tells of a meeting."""
        first = next((p for p in self.references.passages if p.block.kind is BlockKind.PROSE), None)
        if first is None:
            return False
        opening = first.sentence_at(0)
        return any(opening.start <= m.span.start < opening.end for m in meeting.mentions)

    def _beside(self, meeting: ReportedMeeting, others: Sequence[ReportedMeeting]) -> ReportedMeeting:
        """Give a meeting the city of another one that a participant had on the same day or visit."""
        if meeting.place is not None or meeting.kind is MeetingKind.CALL:
            return meeting
        around = occasions_of(meeting, others, self.references.passages)
        settled = [m.place for m in around if m.place is not None and m.place.name != m.place.country]
        if len({p.name for p in settled}) == 1:
            return replace(meeting, place=replace(settled[0], venue=None, inferred=True))
        mine = self._days(meeting)
        if mine is None or meeting.status is Status.POSSIBLE:
            return meeting
        near = [
            (theirs, other, other.place)
            for other in others
            if other.place is not None
            and other.place.name != other.place.country
            and other.kind is not MeetingKind.CALL
            and other.status in {Status.HELD, Status.PLANNED}
            and _actors(meeting) & _actors(other)
            and (theirs := self._days(other) or self._day_of_news(other)) is not None
        ]
        same_day = [place for theirs, _, place in near if mine.overlaps(theirs)]
        same_visit = [
            place
            for theirs, other, place in near
            if _within(VISIT, mine, theirs) and _has_guest_of(other, meeting, place.country)
        ]
        for fitting in (same_day, same_visit):
            if len({p.name for p in fitting}) == 1:
                return replace(meeting, place=replace(fitting[0], inferred=True))
        return meeting

    def _day_of_news(self, meeting: ReportedMeeting) -> Interval | None:
        """Return the days before the article for the meeting that is its news, where it gives none itself."""
        if self.published is None or not meeting.main or meeting.status is not Status.HELD or meeting.times:
            return None
        return Interval(self.published - NEWS, self.published, Precision.RANGE)

    def _is_news(self, meeting: ReportedMeeting) -> bool:
        """Tell whether a meeting is of the days of its article, as one on a mere weekday is."""
        days = self._days(meeting)
        if self.published is None:
            return any(t.weekday is not None and t.day is None for t in meeting.times[:1])
        if days is None:
            return False
        return days.start - RECENT <= self.published <= days.end + RECENT

    def _days(self, meeting: ReportedMeeting) -> Interval | None:
        """Return the day or few days of a meeting, None if they are not known."""
        found = temporal.resolve(meeting.times[0], published=self.published) if meeting.times else None
        return found if found is not None and found.end - found.start < RECENT else None


def _verb_of(word: Token) -> Token | None:
    return next((t for t in [word, *word.ancestors] if t.pos_ == "VERB"), None)


def _within(reach: dt.timedelta, one: Interval, other: Interval) -> bool:
    return one.start - reach <= other.end and other.start <= one.end + reach


def _has_guest_of(other: ReportedMeeting, meeting: ReportedMeeting, country: str | None) -> bool:
    """Tell whether people of a country meet a guest who had another meeting there."""
    guests = [p for p in meeting.parties if p.actor in _actors(other) and p.side != country]
    return bool(guests) and {p.side for p in meeting.parties if p not in guests} == {country}


def _actors(meeting: ReportedMeeting) -> set[int]:
    return {p.actor for p in meeting.parties if p.actor is not None}


def _as_place(mention: PlaceMention) -> Place:
    return Place(
        name=mention.name, country=mention.country, venue=mention.venue, span=mention.span, inferred=True
    )
