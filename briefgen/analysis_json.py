"""The analysis as JSON for programs: what ``briefgen analyze --json`` prints.

The fields of "briefgen.analysis/1" stay; more may be added.  The same analysis gives the
same bytes: everything keeps the order that it has in the analysis.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from briefgen.model import (
        Analysis,
        Article,
        Changes,
        CopyGroup,
        Difference,
        Discrepancy,
        GoneMeeting,
        Meeting,
        MeetingChanges,
        Participant,
        PastMeeting,
        Person,
        Quote,
        Role,
        Skipped,
        Span,
        StatusReport,
        Topic,
    )

SCHEMA = "briefgen.analysis/1"
"""Names the form of the JSON; it changes only if a field goes or changes its meaning."""

Json = dict[str, Any]


def dumps(analysis: Analysis, *, changes: Changes | None = None, created: dt.datetime | None = None) -> str:
    """Return the analysis as indented JSON text, with a line end; see ``to_json``."""
    found = to_json(analysis, changes=changes, created=created)
    text = json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False)
    # Half a surrogate pair cannot be written as UTF-8; JSON has an escape for it.
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def to_json(
    analysis: Analysis, *, changes: Changes | None = None, created: dt.datetime | None = None
) -> Json:
    """Return the analysis as dictionaries, lists, strings, numbers and None.

    ``created`` (aware) is when the edition was made; a later edition names it.  ``changes`` adds
    "changes", what is new since an earlier edition.  Without them neither field is there.
    """
    serialiser = _Serialiser({article.id: article for article in analysis.articles})
    found = serialiser.analysis(analysis)
    if created:
        found["created"] = created.isoformat(timespec="seconds")
    if changes:
        found["changes"] = serialiser.changes(changes)
    return found


@dataclass(frozen=True, slots=True)
class _Serialiser:
    """Writes nouns as JSON; a span needs the text of its article."""

    articles: dict[str, Article]

    def analysis(self, analysis: Analysis) -> Json:
        return {
            "schema": SCHEMA,
            "articles": [_article(article) for article in analysis.articles],
            "people": [self.person(person) for person in analysis.people],
            "meetings": [self.meeting(meeting) for meeting in analysis.meetings],
            "quotes": [self.quote(quote) for quote in analysis.quotes],
            "skipped": [_skipped(skipped) for skipped in analysis.skipped],
            "copies": [_copies(group) for group in analysis.copies],
        }

    def span(self, span: Span) -> Json:
        text = self.articles[span.article].words(span)
        return {"article": span.article, "start": span.start, "end": span.end, "text": text}

    def spans(self, spans: Iterable[Span]) -> list[Json]:
        return [self.span(span) for span in spans]

    def person(self, person: Person) -> Json:
        return {
            "id": person.id,
            "name": person.name,
            "kind": person.kind.value,
            "aliases": list(person.aliases),
            "country": person.country,
            "roles": [self.role(role) for role in person.roles],
        }

    def role(self, role: Role) -> Json:
        return {
            "title": role.title,
            "organisation": role.organisation,
            "country": role.country,
            "articles": list(role.articles),
            "evidence": self.spans(role.evidence),
        }

    def meeting(self, meeting: Meeting) -> Json:
        date = meeting.date
        return {
            "id": meeting.id,
            "title": meeting.title,
            "kind": meeting.kind.value,
            "status": meeting.status.value,
            "start": _iso(date.start),
            "end": _iso(date.end),
            "date_precision": date.precision.value,
            "date_text": date.text,
            "date_basis": date.basis,
            "date_evidence": self.spans(date.evidence),
            "place": self.place(meeting),
            "participants": [self.participant(participant) for participant in meeting.participants],
            "topics": [self.topic(topic) for topic in meeting.topics],
            "quotes": list(meeting.quotes),
            "mentions": self.spans(meeting.mentions),
            "reasons": list(meeting.rules),
            "articles": [{"article": link.article, "main": link.main} for link in meeting.articles],
            "status_reports": [self.status_report(report) for report in meeting.status_reports],
            "discrepancies": [self.discrepancy(discrepancy) for discrepancy in meeting.discrepancies],
            "related": list(meeting.related),
        }

    def place(self, meeting: Meeting) -> Json | None:
        place = meeting.place
        if place is None:
            return None
        return {
            "name": place.name,
            "country": place.country,
            "venue": place.venue,
            "evidence": self.spans(meeting.place_evidence),
        }

    def participant(self, participant: Participant) -> Json:
        return {
            "person": participant.person,
            "name": participant.name,
            "role": participant.role,
            "side": participant.side,
            "along": participant.along,
            "evidence": self.spans(participant.evidence),
        }

    def topic(self, topic: Topic) -> Json:
        return {
            "label": topic.label,
            "aliases": list(topic.aliases),
            "evidence": self.spans(topic.evidence),
            "discussed": self.spans(topic.discussed),
        }

    def status_report(self, report: StatusReport) -> Json:
        return {
            "status": report.status.value,
            "article": report.article,
            "evidence": self.span(report.evidence),
        }

    def discrepancy(self, discrepancy: Discrepancy) -> Json:
        values = [
            {"value": value.value, "evidence": self.spans(value.evidence)} for value in discrepancy.values
        ]
        return {"field": discrepancy.field, "values": values}

    def changes(self, changes: Changes) -> Json:
        return {
            "edition": {
                "created": changes.created.isoformat(timespec="seconds") if changes.created else None,
                "newest_article": _iso(changes.newest),
            },
            "meetings": [self.meeting_changes(one) for one in changes.meetings],
            "gone": [_gone(one) for one in changes.gone],
        }

    def meeting_changes(self, changes: MeetingChanges) -> Json:
        return {
            "meeting": changes.meeting,
            "novelty": changes.novelty.value,
            "earlier": _past(changes.earlier) if changes.earlier else None,
            "merged": [_past(one) for one in changes.merged],
            "split_from": _past(changes.split_from) if changes.split_from else None,
            "differences": [self.difference(one) for one in changes.differences],
        }

    def difference(self, difference: Difference) -> Json:
        return {
            "aspect": difference.aspect.value,
            "earlier": difference.earlier,
            "present": difference.present,
            "cause": difference.cause.value,
            "is_news": difference.is_news,
            "subject": difference.subject,
            "evidence": self.spans(difference.evidence),
        }

    def quote(self, quote: Quote) -> Json:
        return {
            "id": quote.id,
            "article": quote.article,
            "text": quote.text,
            "kind": quote.kind.value,
            "speaker": quote.speaker,
            "speaker_text": quote.speaker_text,
            "cue": quote.cue,
            "via": quote.via,
            "start": quote.start,
            "end": quote.end,
            "continues": quote.continues,
            "meeting": quote.meeting,
        }


def _article(article: Article) -> Json:
    return {
        "id": article.id,
        "path": article.path,
        "title": article.title,
        "source": article.source,
        "author": article.author,
        "url": article.url,
        "published": _iso(article.published),
        "published_at": _iso(article.published_at),
        "published_basis": article.provenance.published,
        "language": article.language,
        "sha256": article.content_hash,
    }


def _skipped(skipped: Skipped) -> Json:
    return {"path": skipped.path, "reason": skipped.reason}


def _gone(gone: GoneMeeting) -> Json:
    return {**_past(gone.earlier), "absence": gone.absence.value, "now": gone.now}


def _past(meeting: PastMeeting) -> Json:
    date = meeting.date
    return {
        "id": meeting.id,
        "title": meeting.title,
        "status": meeting.status.value,
        "start": _iso(date.start),
        "end": _iso(date.end),
        "date_precision": date.precision.value,
        "date_text": date.text,
        "place": meeting.place,
    }


def _copies(group: CopyGroup) -> Json:
    return {"articles": list(group.articles)}


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
