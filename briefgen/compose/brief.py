"""One meeting as a briefing note: the parts put together in the order of reading."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.compose import dates
from briefgen.compose.bottom_line import bottom_line
from briefgen.compose.changes import brief_changes
from briefgen.compose.details import cutoff, details, header, where
from briefgen.compose.dossier import Dossier, Index
from briefgen.compose.evidence import Sourcebook, source_list, sourcebook
from briefgen.compose.gaps import gaps, silent_sides
from briefgen.compose.key_points import key_points
from briefgen.compose.options import DEFAULT_OPTIONS, BriefOptions
from briefgen.compose.people import full_name, participant_rows, principals, role_spans
from briefgen.compose.sections import (
    chronicle_spans,
    chronology,
    coverage,
    disagreements,
    positions,
    same_people,
    topics,
)
from briefgen.compose.summaries import source_summary
from briefgen.compose.utterances import quotations, utterances
from briefgen.compose.wording import KINDS, STATUSES, folded
from briefgen.filenames import meeting_stem
from briefgen.model import Analysis, Brief, Changes, Meeting, Span, citations_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Sequence


def compose_brief(
    analysis: Analysis,
    meeting: Meeting,
    *,
    now: dt.datetime,
    options: BriefOptions = DEFAULT_OPTIONS,
    changes: Changes | None = None,
) -> Brief:
    """Turn one meeting into a brief whose every reporting statement is cited.

    ``now`` is aware and becomes the time of preparation; it also tells whether a planned
    day has passed.  ``changes`` tells what is new since an earlier edition.  Raises ValueError
    if ``now`` has no time zone.
    """
    with dates.written(options.date_style):
        return brief_alone(Index(analysis, changes), meeting, now=now, options=options)


def brief_alone(index: Index, meeting: Meeting, *, now: dt.datetime, options: BriefOptions) -> Brief:
    """Turn one meeting into a brief with a numbering of its own, in which no number is left out."""
    book = book_for(index, [meeting])
    brief = brief_from(index, meeting, book, now=now, options=options)
    if len(brief.sources) == len(book.numbers):
        return brief
    # An article that was held ready as background is not cited after all.
    own = {link.article for link in meeting.articles}
    cited = {citation.article for citation in citations_in(brief)}
    return brief_from(index, meeting, sourcebook(index.analysis, own, cited - own), now=now, options=options)


def book_for(index: Index, meetings: Sequence[Meeting]) -> Sourcebook:
    """Give numbers to the articles on ``meetings``, then to those that are cited only as background."""
    main = {link.article for meeting in meetings for link in meeting.articles}
    background = [article for meeting in meetings for article in _background(index, meeting, main)]
    return sourcebook(index.analysis, main, background)


def brief_from(
    index: Index, meeting: Meeting, book: Sourcebook, *, now: dt.datetime, options: BriefOptions
) -> Brief:
    """Turn one meeting into a brief that counts the sources as ``book`` numbers them."""
    dossier = Dossier(index=index, meeting=meeting, book=book, now=now, options=options)
    said, on_topics = utterances(dossier), topics(dossier)
    first = bottom_line(dossier, on_topics, said)
    brief = Brief(
        id=meeting.id,
        title=_title(meeting),
        file_stem=meeting_stem(meeting, index.analysis),
        when=dates.when(meeting.date),
        start=meeting.date.start,
        end=meeting.date.end,
        where=where(dossier),
        status=STATUSES[meeting.status],
        kind=KINDS[meeting.kind],
        principals=tuple(full_name(dossier, p.person, p.name) for p in principals(dossier)),
        cutoff=cutoff(dossier),
        prepared=dates.moment(now),
        header=header(dossier),
        bottom_line=first,
        key_points=key_points(dossier, first, on_topics, said),
        details=details(dossier),
        participants=participant_rows(dossier),
        topics=on_topics,
        coverage=coverage(dossier),
        positions=positions(dossier, said),
        quotations=quotations(dossier),
        disagreements=disagreements(dossier),
        gaps=gaps(dossier, on_topics),
        chronology=chronology(dossier),
        source_summary=source_summary(book, dossier.own_articles, silent_sides(dossier)),
        sources=(),
        changes=brief_changes(dossier),
    )
    return _with_sources(brief, dossier)


def _title(meeting: Meeting) -> str:
    """Return the meeting's title with its date, if that is known and not in it."""
    title, date = folded(meeting.title), dates.short(meeting.date)
    year = str(meeting.date.start.year) if meeting.date.start else ""
    return f"{title}, {date}" if date and year not in title else title


def _with_sources(brief: Brief, dossier: Dossier) -> Brief:
    """Add the sources that tell of the meeting and those that the brief cites besides."""
    cited = {citation.article for citation in citations_in(brief)}
    return replace(brief, sources=source_list(dossier.book, cited | set(dossier.own_articles)))


def _background(index: Index, meeting: Meeting, main: Collection[str]) -> Iterator[str]:
    """Yield the articles, besides ``main``, that the chronology and the roles rest on."""
    for other in same_people(index, meeting):
        yield from _first_unless_known(index, chronicle_spans(other), main)
    for participant in meeting.participants:
        person = index.people.get(participant.person or "")
        own = {link.article for link in meeting.articles}
        if person and not any(span.article in own for role in person.roles for span in role.evidence):
            spans = sorted(role_spans(person, participant.role), key=index.published, reverse=True)
            yield from _first_unless_known(index, spans, main)


def _first_unless_known(index: Index, spans: Sequence[Span], main: Collection[str]) -> Iterator[str]:
    known = [span.article for span in spans if span.article in index.articles]
    if known and not set(known) & set(main):
        yield known[0]
