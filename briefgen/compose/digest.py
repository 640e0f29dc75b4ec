"""Several meetings as one digest, or as many briefs, with look-ups shared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.compose import dates
from briefgen.compose.brief import book_for, brief_alone, brief_from
from briefgen.compose.changes import digest_changes
from briefgen.compose.dossier import Index
from briefgen.compose.evidence import source_list
from briefgen.compose.options import DEFAULT_OPTIONS, BriefOptions
from briefgen.compose.summaries import source_summary
from briefgen.compose.wording import counted
from briefgen.filenames import stem, unique
from briefgen.model import Analysis, Brief, Changes, Digest, Meeting

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence


def compose_briefs(
    analysis: Analysis,
    meetings: Sequence[Meeting],
    *,
    now: dt.datetime,
    options: BriefOptions = DEFAULT_OPTIONS,
    changes: Changes | None = None,
) -> tuple[Brief, ...]:
    """Turn each meeting into a brief of its own, in the order given, with distinct file stems."""
    index = Index(analysis, changes)
    with dates.written(options.date_style):
        briefs = [brief_alone(index, meeting, now=now, options=options) for meeting in meetings]
    return _with_distinct_stems(briefs)


def compose_digest(
    analysis: Analysis,
    meetings: Sequence[Meeting],
    *,
    now: dt.datetime,
    options: BriefOptions = DEFAULT_OPTIONS,
    changes: Changes | None = None,
) -> Digest:
    """Turn meetings into one digest: briefs by date, undated last, sources numbered once."""
    with dates.written(options.date_style):
        return _digest(Index(analysis, changes), meetings, now, options)


def _digest(index: Index, meetings: Sequence[Meeting], now: dt.datetime, options: BriefOptions) -> Digest:
    book = book_for(index, meetings)
    ordered = sorted(meetings, key=_by_date)
    briefs = _with_distinct_stems(
        [brief_from(index, meeting, book, now=now, options=options) for meeting in ordered]
    )
    main = {link.article for meeting in meetings for link in meeting.articles}
    period = _period(briefs)
    return Digest(
        title=_title(briefs, period),
        file_stem=stem("digest", *_period_stem(briefs)),
        period=period,
        prepared=dates.moment(now),
        briefs=briefs,
        source_summary=source_summary(book, [article for article in book.numbers if article in main]),
        sources=source_list(book),
        changes=digest_changes(index, meetings),
    )


def _with_distinct_stems(briefs: Sequence[Brief]) -> tuple[Brief, ...]:
    stems = unique(brief.file_stem for brief in briefs)
    return tuple(replace(brief, file_stem=name) for brief, name in zip(briefs, stems, strict=True))


def _by_date(meeting: Meeting) -> tuple[bool, str, str, str, str]:
    start, end = meeting.date.start, meeting.date.end
    return start is None, str(start or ""), str(end or ""), meeting.title, meeting.id


def _bounds(briefs: Sequence[Brief]) -> tuple[dt.date, dt.date] | None:
    starts = [brief.start for brief in briefs if brief.start]
    ends = [brief.end or brief.start for brief in briefs if brief.start]
    return (min(starts), max(end for end in ends if end)) if starts else None


def _period(briefs: Sequence[Brief]) -> str | None:
    bounds = _bounds(briefs)
    if bounds is None:
        return None
    first, last = map(dates.short_day, bounds)
    return first if first == last else f"{first} to {last}"


def _period_stem(briefs: Sequence[Brief]) -> list[str]:
    return [day.isoformat() for day in dict.fromkeys(_bounds(briefs) or ())]


def _title(briefs: Sequence[Brief], period: str | None) -> str:
    title = f"Digest of {counted(len(briefs), 'meeting')}"
    return f"{title}, {period}" if period else title
