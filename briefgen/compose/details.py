"""The header block and the table of details: labelled facts, each with what it rests on."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from briefgen.compose import dates, status
from briefgen.compose.bottom_line import date_spans, place_spans, series
from briefgen.compose.evidence import assessment, fewest, reporting
from briefgen.compose.people import full_name, principals
from briefgen.compose.wording import KINDS, STATUSES, capitalised, counted, folded, listed
from briefgen.model import Citation, Fact, Statement

if TYPE_CHECKING:
    from briefgen.compose.dossier import Dossier


_STEM = 7  # letters that "consultation" and "consultative" share
_ISO_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def header(dossier: Dossier) -> tuple[Fact, ...]:
    """Return the header block: what, when, whether, where, who, and how the note was made."""
    return _facts(
        ("Meeting", _title(dossier)),
        ("Date", date(dossier)),
        ("Status", _status(dossier)),
        ("Place", place(dossier)),
        ("Principals", _principals(dossier)),
        ("Prepared", assessment(dates.moment(dossier.now), "The time at which this note was made.")),
        ("Information cut-off", _cutoff(dossier)),
        ("Sources", _sources(dossier)),
    )


def details(dossier: Dossier) -> tuple[Fact, ...]:
    """Return the table of details, with the basis of the date and the evidence of the status."""
    edition = series(dossier)
    kind = capitalised(KINDS[dossier.meeting.kind])
    return _facts(
        ("Kind", reporting(kind, _saying(dossier, dossier.meeting.kind.value[:_STEM]))),
        ("Series", _series(dossier, edition) if edition else None),
        ("Date", date(dossier)),
        ("Basis of the date", _basis(dossier)),
        ("Place", place(dossier)),
        ("Venue", _venue(dossier)),
        ("Status", status.development(dossier) or status.evidence_line(dossier)),
    )


def cutoff(dossier: Dossier) -> str | None:
    """Return the newest day on which one of the meeting's articles was published."""
    published = [dossier.book.articles[article].published for article in dossier.own_articles]
    newest = max((day for day in published if day), default=None)
    return dates.day(newest) if newest else None


def where(dossier: Dossier) -> str | None:
    """Return the place with its country: "Norvik, Norland"; None if not stated."""
    found = dossier.meeting.place
    if found is None:
        return None
    parts = dict.fromkeys(folded(part) for part in (found.name, found.country or "") if part.strip())
    return ", ".join(parts) or None


def date(dossier: Dossier) -> Statement | None:
    """Say when the meeting is, or that no source does."""
    text = capitalised(dates.when(dossier.meeting.date))
    if text.casefold() == dates.NOT_STATED:
        return assessment(text, "No date was found for the meeting, nor words from which it follows.")
    return reporting(text + _caveat(dossier, "date"), dossier.book.cite(date_spans(dossier)[:1]))


def place(dossier: Dossier) -> Statement | None:
    """Say where the meeting is, or that no source does."""
    text = where(dossier)
    if text is None:
        return assessment("Not stated", "No place was found for the meeting.")
    return reporting(text + _caveat(dossier, "place"), dossier.book.cite(place_spans(dossier)[:1]))


def _caveat(dossier: Dossier, field: str) -> str:
    return " (the sources differ)" if field in dossier.disputed else ""


def _facts(*pairs: tuple[str, Statement | None]) -> tuple[Fact, ...]:
    return tuple(Fact(label=label, statement=statement) for label, statement in pairs if statement)


def _title(dossier: Dossier) -> Statement | None:
    """Give the title with what shows its people, its place and its date."""
    people = map(dossier.evidence_of, principals(dossier))
    needs = (dossier.mentions, *people, place_spans(dossier), date_spans(dossier))
    return reporting(folded(dossier.meeting.title), fewest(dossier.book, needs))


def _series(dossier: Dossier, edition: str) -> Statement | None:
    return reporting(capitalised(edition), _saying(dossier, edition.split(maxsplit=1)[0]))


def _saying(dossier: Dossier, word: str) -> tuple[Citation, ...]:
    """Cite one sentence on the meeting, the newest with the word if there is one."""
    citations = dossier.book.cite(dossier.mentions)
    with_word = (citation for citation in citations if word.casefold() in citation.sentence.casefold())
    best = next(with_word, citations[0] if citations else None)
    return (best,) if best else ()


def _status(dossier: Dossier) -> Statement | None:
    text = capitalised(STATUSES[dossier.meeting.status])
    return reporting(text, dossier.book.cite(status.supporting(dossier)[:1]))


def _principals(dossier: Dossier) -> Statement | None:
    people = principals(dossier)
    names = []
    for person in people:
        name = full_name(dossier, person.person, person.name)
        names.append(f"{name} ({person.side})" if person.side and person.side != name else name)
    return reporting(listed(names), fewest(dossier.book, map(dossier.evidence_of, people)))


def _cutoff(dossier: Dossier) -> Statement:
    newest = cutoff(dossier)
    if newest is None:
        return assessment("Not known", "None of the sources gives its date of publication.")
    return assessment(newest, "The newest date of publication among the sources on this meeting.")


def _sources(dossier: Dossier) -> Statement:
    own = dossier.own_articles
    independent = dossier.book.originators(own)
    text = f"{counted(len(own), 'article')} ({independent} independent)"
    rule = "Copies of one text count as one; articles that are cited only as background are not counted."
    return assessment(text, rule)


def _basis(dossier: Dossier) -> Statement | None:
    found = dossier.meeting.date
    if not found.basis or not dates.is_known(found):
        return None
    basis = _ISO_DAY.sub(_readable, folded(found.basis))
    return reporting(capitalised(basis), dossier.book.cite(date_spans(dossier)))


def _readable(match: re.Match[str]) -> str:
    try:
        return dates.day(dt.date.fromisoformat(match.group()))
    except ValueError:
        return match.group()


def _venue(dossier: Dossier) -> Statement | None:
    found = dossier.meeting.place
    if found is None or not found.venue or found.venue == found.name:
        return None
    return reporting(capitalised(folded(found.venue)), dossier.book.cite(place_spans(dossier)[:1]))
