"""What a run has to say as a letter: the bottom line of each meeting, its files, its calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.deliver.events import Occasion, calendar_file
from briefgen.deliver.letter import Attachment, Item, Letter, Source
from briefgen.exceptions import MailError
from briefgen.model import Precision, Status, citations_in
from briefgen.pipeline import theme_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from briefgen.jobs.settings import Job
    from briefgen.model import Brief, Digest, Meeting
    from briefgen.model import Source as Article
    from briefgen.pipeline import BuildResult

MOST_FILES = 20
"""Attachments of one message; beyond that only the digest goes along."""

_DOCUMENTS = frozenset({".docx", ".pdf"})
_CALLED_OFF = frozenset({Status.CANCELLED, Status.POSTPONED})


def letter_of(
    job: Job,
    result: BuildResult,
    now: dt.datetime,
    *,
    domain: str,
    identities: Mapping[str, str],
) -> Letter:
    """Return what a run found as a letter; ``identities`` go by the meetings' ids.

    Raises ``OutputError`` or ``MailError`` if a file that was made cannot be read.
    """
    from briefgen.compose import BriefOptions, compose_digest

    theme = theme_of(job.plan)
    options = BriefOptions(date_style=theme.date_style)
    digest = compose_digest(
        result.analysis, result.meetings, now=now, options=options, changes=result.changes
    )
    heading = digest.briefs[0].title if len(digest.briefs) == 1 else digest.title
    files, notes = _chosen(result.files, digest)
    attachments = [_attachment(path) for path in files]
    if job.calendar:
        occasions = _occasions(job, result.meetings, digest, now, identities)
        calendar = calendar_file(occasions, domain=domain, moment=now, marking=theme.marking)
        attachments += [calendar] if calendar else []
        notes += _without_day(result.meetings)
    return Letter(
        subject=job.subject or heading,
        heading=heading,
        marking=theme.marking,
        items=tuple(_item(brief, digest.sources) for brief in digest.briefs),
        notes=(*notes, *_incomplete(result), _made(digest)),
        attachments=tuple(attachments),
    )


def empty_letter(job: Job, result: BuildResult | None) -> Letter:
    """Return the letter of a run that has nothing to report."""
    heading = f"Nothing to report: {job.name}"
    return Letter(
        subject=job.subject or heading,
        heading=heading,
        marking=theme_of(job.plan).marking,
        paragraphs=("The sources of this job tell of no meeting that is new or has changed.",),
        notes=() if result is None else _incomplete(result),
    )


def _item(brief: Brief, sources: Sequence[Article]) -> Item:
    cited = {citation.number for citation in citations_in(brief.bottom_line)}
    told = tuple(statement.text for statement in brief.bottom_line)
    changes, mark = brief.changes, None
    if changes:
        mark = (changes.mark or "New").lower()  # without a mark it is new to this job alone
        if changes.mark == "Changed":
            told = (f"New since {changes.since}: {changes.summary.text}.", *told)
            cited |= {citation.number for citation in changes.summary.citations}
    return Item(
        title=brief.title,
        when=brief.when,
        status=brief.status,
        place=brief.where,
        news=mark,
        bottom_line=told,
        sources=tuple(_source(source) for source in sources if source.number in cited),
    )


def _source(source: Article) -> Source:
    parts = [source.publisher or source.title, source.published or "undated"]
    url = source.url if source.url and source.url.startswith(("https://", "http://")) else None
    return Source(f"[{source.number}] {', '.join(parts)}", url)


def _chosen(files: Iterable[Path], digest: Digest) -> tuple[list[Path], list[str]]:
    """Return which files to attach, and a note on those that are not."""
    written = list(files)
    chosen = [path for path in written if path.suffix.lower() in _DOCUMENTS] or written
    if len(chosen) <= MOST_FILES:
        return chosen, []
    of_digest = [path for path in chosen if path.stem.startswith(digest.file_stem)]
    left = len(chosen) - len(of_digest)
    return of_digest, [
        f"NOT attached: {left} files of single meetings, since they are more than {MOST_FILES}."
    ]


def _attachment(path: Path) -> Attachment:
    try:
        return Attachment(name=path.name, data=path.read_bytes())
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise MailError(f"{path} cannot be attached: {reason}.", remedy="Run the job again.") from None


def _occasions(
    job: Job, meetings: Iterable[Meeting], digest: Digest, now: dt.datetime, identities: Mapping[str, str]
) -> list[Occasion]:
    """Return the coming meetings of which a day is known, and those called off."""
    briefs = {brief.id: brief for brief in digest.briefs}
    occasions = []
    for meeting in meetings:
        brief, start = briefs[meeting.id], meeting.date.start
        if start is None or not _has_day(meeting) or not _is_coming(meeting, now):
            continue
        called_off = meeting.status in _CALLED_OFF
        occasion = Occasion(
            identity=(job.name, identities.get(meeting.id, meeting.id)),
            title=f"{meeting.status.value.capitalize()}: {brief.title}" if called_off else brief.title,
            start=start,
            end=meeting.date.end or start,
            place=brief.where,
            description=" ".join(statement.text for statement in brief.bottom_line),
            is_cancelled=called_off,
        )
        occasions.append(occasion)
    return sorted(occasions, key=lambda o: (o.start, o.identity))


def _is_coming(meeting: Meeting, now: dt.datetime) -> bool:
    end = meeting.date.end or meeting.date.start
    is_shown = meeting.status is Status.PLANNED or meeting.status in _CALLED_OFF
    return is_shown and end is not None and end >= now.date()


def _has_day(meeting: Meeting) -> bool:
    return meeting.date.precision in (Precision.DAY, Precision.RANGE)


def _without_day(meetings: Iterable[Meeting]) -> list[str]:
    titles = [m.title for m in meetings if m.status is Status.PLANNED and not _has_day(m)]
    if not titles:
        return []
    return [f"Not in the calendar file, since no article gives the day: {'; '.join(titles)}."]


def _incomplete(result: BuildResult) -> tuple[str, ...]:
    skipped = len(result.analysis.skipped)
    if not skipped:
        return ()
    inputs = "1 input" if skipped == 1 else f"{skipped} inputs"
    return (f"Incomplete: {inputs} could not be read; the run's own report names them.",)


def _made(digest: Digest) -> str:
    statements = " ".join(statement.text for statement in digest.source_summary.statements)
    return f"Prepared {digest.prepared} from news articles. {statements}".strip()
