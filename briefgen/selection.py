"""Which of the meetings that were found a user wants to see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefgen import names

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from briefgen.model import Analysis, Meeting, PastMeeting, Person, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a meeting must meet; each part that is given narrows further.

    ``about`` is a participant, a side, a place or a topic; a meeting counts if it is about
    any of them.  ``since`` and ``until`` bound the meeting's days, both included.
    ``min_sources`` counts independent articles: copies of one text are one source.
    """

    about: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    statuses: frozenset[Status] = frozenset()
    min_sources: int = 1

    @property
    def bounds_days(self) -> bool:
        """Tell whether days matter, so that a meeting without a date cannot be chosen."""
        return self.since is not None or self.until is not None


EVERYTHING = Selection()
"""The selection that leaves no meeting out."""


def select(analysis: Analysis, selection: Selection) -> tuple[Meeting, ...]:
    """Return the meetings that the selection admits, in the order of the analysis."""
    return tuple(meeting for meeting in analysis.meetings if _admits(selection, meeting, analysis))


def admits_past(selection: Selection, meeting: PastMeeting) -> bool:
    """Tell whether a meeting of an earlier edition would be chosen; its sources are not counted."""
    return (
        (not selection.statuses or meeting.status in selection.statuses)
        and _in_days(selection, meeting)
        and (not selection.about or any(_is_on(meeting, name) for name in selection.about))
    )


def _is_on(meeting: PastMeeting, wanted: str) -> bool:
    words = names.fold(wanted).split()
    return bool(words) and any(
        _has_words(label, words) or names.is_short_form(wanted, label) for label in meeting.labels
    )


def undated(analysis: Analysis, selection: Selection) -> tuple[Meeting, ...]:
    """Return the meetings that only the lack of a date keeps out."""
    if not selection.bounds_days:
        return ()
    without_days = replace(selection, since=None, until=None)
    return tuple(m for m in select(analysis, without_days) if m.date.start is None)


def narrow(analysis: Analysis, selection: Selection) -> Analysis:
    """Return the analysis with the selected meetings only, and nothing that refers to others.

    Articles and people stay as they are; quotes that belong to another meeting go.
    """
    kept = select(analysis, selection)
    if len(kept) == len(analysis.meetings):
        return analysis
    ids = {meeting.id for meeting in kept}
    quotes = tuple(q for q in analysis.quotes if q.meeting is None or q.meeting in ids)
    quote_ids = {quote.id for quote in quotes}
    return replace(
        analysis,
        meetings=tuple(replace(m, related=tuple(r for r in m.related if r in ids)) for m in kept),
        quotes=tuple(q if q.continues in quote_ids else replace(q, continues=None) for q in quotes),
    )


def without_meeting(analysis: Analysis) -> tuple[str, ...]:
    """Return the ids of the articles that tell of no meeting."""
    told = {link.article for meeting in analysis.meetings for link in meeting.articles}
    return tuple(article.id for article in analysis.articles if article.id not in told)


def _admits(selection: Selection, meeting: Meeting, analysis: Analysis) -> bool:
    return (
        (not selection.statuses or meeting.status in selection.statuses)
        and _in_days(selection, meeting)
        and (selection.min_sources <= 1 or _sources(meeting, analysis) >= selection.min_sources)
        and (not selection.about or any(_is_about(meeting, name, analysis) for name in selection.about))
    )


def _in_days(selection: Selection, meeting: Meeting | PastMeeting) -> bool:
    if not selection.bounds_days:
        return True
    start, end = meeting.date.start, meeting.date.end or meeting.date.start
    if start is None or end is None:
        return False
    after = selection.since is None or end >= selection.since
    return after and (selection.until is None or start <= selection.until)


def _sources(meeting: Meeting, analysis: Analysis) -> int:
    original = {copy: group.articles[0] for group in analysis.copies for copy in group.articles}
    return len({original.get(link.article, link.article) for link in meeting.articles})


def _is_about(meeting: Meeting, wanted: str, analysis: Analysis) -> bool:
    people = {person.id: person for person in analysis.people}
    if any(names.is_short_form(wanted, name) for name in _participants(meeting, people)):
        return True
    words = names.fold(wanted).split()
    return bool(words) and any(_has_words(label, words) for label in _labels(meeting))


def _participants(meeting: Meeting, people: dict[str, Person]) -> Iterator[str]:
    for participant in meeting.participants:
        yield participant.name
        person = people.get(participant.person or "")
        if person:
            yield person.name
            yield from person.aliases


def _labels(meeting: Meeting) -> Iterator[str]:
    yield meeting.title
    yield from (p.side for p in meeting.participants if p.side)
    if meeting.place:
        yield from filter(None, (meeting.place.name, meeting.place.country, meeting.place.venue))
    for topic in meeting.topics:
        yield from (topic.label, *topic.aliases)


def _has_words(label: str, words: Iterable[str]) -> bool:
    """Tell whether all words stand in the label, in any order."""
    return set(words) <= set(names.fold(label).split())
