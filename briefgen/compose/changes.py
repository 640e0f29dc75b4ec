"""What is new since an earlier edition, as statements that cite the sentences they rest on.

News is only what a new article shows.  What differs because the same articles are read
differently, or because one fell away, stands apart, as an assessment with its reason.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from briefgen.compose import dates
from briefgen.compose.edition_words import changed_to, departures, in_brief, since, why_gone, why_retold
from briefgen.compose.evidence import assessment, fewest, merged, reporting
from briefgen.compose.people import full_name
from briefgen.compose.sections import disagreement, telling_topics
from briefgen.compose.utterances import utterances_of
from briefgen.compose.wording import capitalised, counted, folded, listed
from briefgen.model import Aspect, BriefChanges, Cause, DigestChanges, Novelty, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.compose.dossier import Dossier, Index
    from briefgen.model import Citation, Difference, GoneMeeting, Meeting, MeetingChanges, Span

_MARKS = {Novelty.NEW: "New", Novelty.CHANGED: "Changed"}
_MOST_QUOTES = 3  # new quotations that are given in full; others are counted
_MOST_TOPICS = 5
_MATERIAL = (Aspect.STATUS, Aspect.DATE, Aspect.PLACE, Aspect.JOINED, Aspect.LEFT)
_PARTNERS = "No meeting there has its sentences, or its people on days near to it."
_MOVED = "Most of the sentences that told of it there stand here now."
_READ_ALREADY = "The same articles are read differently now, or a filter left it out then."


def brief_changes(dossier: Dossier) -> BriefChanges | None:
    """Return what is new of a meeting; None where there is no earlier edition."""
    changes = dossier.index.changes
    found = dossier.index.changes_of.get(dossier.meeting.id)
    if changes is None or found is None:
        return None
    labels = {topic.label for topic, _ in telling_topics(dossier)}
    everything = [difference for difference in found.differences if difference.is_news]
    news = [d for d in everything if d.aspect is not Aspect.TOPIC or d.present in labels] or everything
    return BriefChanges(
        mark=_MARKS.get(found.novelty, ""),
        since=since(changes),
        summary=_summary(dossier, found, news),
        statements=tuple(_news(dossier, found, news)) if found.is_news else (),
        retold=tuple(_retold(dossier, found)),
    )


def digest_changes(index: Index, meetings: Sequence[Meeting]) -> DigestChanges | None:
    """Return what is new among the meetings of a digest; None where there is no earlier edition."""
    changes = index.changes
    if changes is None:
        return None
    found = [index.changes_of[meeting.id] for meeting in meetings if meeting.id in index.changes_of]
    return DigestChanges(
        since=since(changes), summary=_count(found, changes.gone), gone=tuple(map(_gone, changes.gone))
    )


def _count(found: Sequence[MeetingChanges], gone: Sequence[GoneMeeting]) -> Statement:
    numbers = Counter(changes.novelty for changes in found)
    told = (
        (numbers[Novelty.NEW], "new"),
        (numbers[Novelty.CHANGED], "changed"),
        (numbers[Novelty.UNCHANGED] + numbers[Novelty.RETOLD], "with nothing new"),
        (len(gone), "not found any more"),
    )
    parts = [(number, words) for number, words in told if number]
    first = [f"{counted(number, 'meeting')} {words}" for number, words in parts[:1]]
    rule = "New is what rests on an article that the last edition had not read."
    return assessment(f"{listed(first + [f'{number} {words}' for number, words in parts[1:]])}.", rule)


def _gone(gone: GoneMeeting) -> Statement:
    past = gone.earlier
    when = capitalised(dates.when(past.date))
    return assessment(f"{when}: {folded(past.title)} ({past.status.value}).", why_gone(gone.absence))


def _news(dossier: Dossier, found: MeetingChanges, news: Sequence[Difference]) -> Iterator[Statement]:
    """Yield a statement for each kind of change, the weightiest first."""
    if found.novelty is Novelty.NEW:
        yield assessment("The last edition does not have this meeting.", _PARTNERS, _first_told(dossier))
    if found.split_from:
        yield _split(dossier, found)
    for difference in news:
        yield from _plain(dossier, found, difference)
    yield from _joined(dossier, [d for d in news if d.aspect is Aspect.JOINED])
    yield from _disputed(dossier, [d for d in news if d.aspect is Aspect.DISCREPANCY])
    yield from _quoted(dossier, [d for d in news if d.aspect is Aspect.QUOTE])
    yield from _topics(dossier, [d for d in news if d.aspect is Aspect.TOPIC])
    yield from _sources(dossier, [d for d in news if d.aspect is Aspect.SOURCE])


def _plain(dossier: Dossier, found: MeetingChanges, difference: Difference) -> Iterator[Statement]:
    """Yield "Status: planned → held." for what has one value, and who is named no longer."""
    if difference.aspect is Aspect.LEFT:
        yield assessment(departures([difference]), why_retold(difference.cause))
    elif clause := changed_to(found, difference, dossier.meeting):
        text = f"{capitalised(clause)}."
        if statement := reporting(text, _cited(dossier, difference)):
            yield statement


def _joined(dossier: Dossier, joined: Sequence[Difference]) -> Iterator[Statement]:
    if joined:
        names = listed([_name(dossier, difference) for difference in joined])
        citations = fewest(dossier.book, [difference.evidence for difference in joined])
        if statement := reporting(f"Now also named as taking part: {names}.", citations):
            yield statement


def _disputed(dossier: Dossier, disputed: Sequence[Difference]) -> Iterator[Statement]:
    fields = {difference.subject for difference in disputed}
    for discrepancy in dossier.meeting.discrepancies:
        statement = disagreement(dossier, discrepancy) if discrepancy.field in fields else None
        if statement:
            text = f"The sources now disagree {statement.text[:1].lower()}{statement.text[1:]}".replace(
                ",", ":", 1
            )
            yield Statement(text=text, citations=statement.citations)


def _quoted(dossier: Dossier, quoted: Sequence[Difference]) -> Iterator[Statement]:
    """Yield the most telling new words in full, and how many more there are."""
    said = utterances_of(dossier, {difference.subject or "" for difference in quoted})
    longest = dossier.options.max_words_in_key_point
    fitting = sorted((u for u in said if u.words <= longest), key=lambda u: u.rank)
    shown = fitting[:_MOST_QUOTES]
    for utterance in shown:
        yield Statement(text=f"New: {utterance.statement.text}", citations=utterance.statement.citations)
    others = [u for u in said if u not in shown]
    if others:
        more = f"{len(others)} more new " if shown else f"{len(others)} new "
        text = f"{more}{'quotation' if len(others) == 1 else 'quotations'}."
        yield Statement(text=text, citations=merged(c for u in others for c in u.statement.citations))


def _topics(dossier: Dossier, topics: Sequence[Difference]) -> Iterator[Statement]:
    shown = topics[:_MOST_TOPICS]
    if shown:
        labels = "; ".join(folded(difference.present or "") for difference in shown)
        lead = "New topic" if len(shown) == 1 else "New topics"
        citations = fewest(dossier.book, [_new_spans(dossier, difference) for difference in shown])
        if statement := reporting(f"{lead}: {labels}.", citations):
            yield statement


def _sources(dossier: Dossier, sources: Sequence[Difference]) -> Iterator[Statement]:
    """Yield the new articles, then those that are newer versions of earlier ones."""
    for lead, found in (
        ("New source", [d for d in sources if d.earlier is None]),
        ("New version of a source", [d for d in sources if d.earlier is not None]),
    ):
        known = [d for d in found if d.subject in dossier.book.numbers]
        if known:
            outlets = listed([dossier.book.dated_outlet(d.subject or "") for d in known])
            citations = merged(c for d in known for c in dossier.book.cite(d.evidence[:1]))
            head = (
                lead if len(known) == 1 else lead.replace("source", "sources").replace("a sources", "sources")
            )
            if statement := reporting(f"{head}: {outlets}.", citations):
                yield statement


def _retold(dossier: Dossier, found: MeetingChanges) -> Iterator[Statement]:
    """Yield what differs although no new article shows it, each with the reason."""
    if found.earlier is None and found.split_from is None and found.novelty is Novelty.RETOLD:
        text = "The last edition does not list this meeting, though it had read every article on it."
        yield assessment(text, _READ_ALREADY)
    if found.split_from and not found.is_news:
        yield _split(dossier, found)
    for other in found.merged:
        text = f"The last edition has this as two meetings; the other is “{folded(other.title)}”."
        yield assessment(text, _MOVED)
    for difference in found.differences:
        if difference.is_news:
            continue
        if difference.cause is Cause.COPY:
            yield from _copied(dossier, difference)
        elif difference.aspect in _MATERIAL:
            clause = _retold_clause(dossier, found, difference)
            yield assessment(clause, why_retold(difference.cause), _cited(dossier, difference))


def _retold_clause(dossier: Dossier, found: MeetingChanges, difference: Difference) -> str:
    if difference.aspect is Aspect.LEFT:
        return departures([difference])
    if difference.aspect is Aspect.JOINED:
        return f"Now also named as taking part: {_name(dossier, difference)}."
    return f"{capitalised(changed_to(found, difference, dossier.meeting) or '')}."


def _copied(dossier: Dossier, difference: Difference) -> Iterator[Statement]:
    if difference.subject and difference.subject in dossier.book.numbers:
        outlet = dossier.book.dated_outlet(difference.subject)
        text = f"Also carried by {outlet}, in the same words as an article that was read before."
        rule = "Copies and near-copies of one text count as one originator."
        yield assessment(text, rule, dossier.book.cite(difference.evidence[:1]))


def _split(dossier: Dossier, found: MeetingChanges) -> Statement:
    title = folded(found.split_from.title) if found.split_from else ""
    return assessment(f"The last edition told of this under “{title}”.", _MOVED, _first_told(dossier))


def _summary(dossier: Dossier, found: MeetingChanges, news: Sequence[Difference]) -> Statement:
    """Say all in one line, without a full stop."""
    if found.novelty is Novelty.NEW:
        return assessment("not in the last edition", _PARTNERS, _first_told(dossier))
    if not found.is_news:
        is_retold = found.novelty is Novelty.RETOLD
        text = "nothing new, though the account differs" if is_retold else "nothing new"
        return assessment(text, "No new article tells anything else of this meeting.")
    names = {d.subject: _name(dossier, d) for d in news if d.aspect is Aspect.JOINED}
    quoted = utterances_of(dossier, {d.subject or "" for d in news if d.aspect is Aspect.QUOTE})
    text = in_brief(found, news, dossier.meeting, names, quotations=len(quoted))
    needs = [_new_spans(dossier, difference) for difference in news]
    return Statement(text=text, citations=fewest(dossier.book, needs))


def _cited(dossier: Dossier, difference: Difference) -> tuple[Citation, ...]:
    """Cite the sentence that shows a change best: of a new article if there is one."""
    return dossier.book.cite(difference.evidence)[:1] or dossier.book.cite(dossier.mentions)[:1]


def _new_spans(dossier: Dossier, difference: Difference) -> tuple[Span, ...]:
    known = tuple(span for span in difference.evidence if dossier.book.citation(span))
    return known[:1]


def _first_told(dossier: Dossier) -> tuple[Citation, ...]:
    return dossier.book.cite(dossier.mentions)[:1]


def _name(dossier: Dossier, difference: Difference) -> str:
    return full_name(dossier, difference.subject, difference.present or "")
