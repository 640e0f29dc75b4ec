"""The parts of a brief that gather statements: topics, positions, disagreements, chronology."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from briefgen.compose import dates
from briefgen.compose.evidence import Sourcebook, by_wording, merged, reporting
from briefgen.compose.people import side_of
from briefgen.compose.utterances import OTHERS, Utterance
from briefgen.compose.wording import KINDS, STATUSES, capitalised, comparable, folded, listed, quoted
from briefgen.model import (
    BriefTopic,
    Chronicle,
    Citation,
    Discrepancy,
    DiscrepancyValue,
    Meeting,
    Position,
    Span,
    Statement,
    Topic,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.compose.dossier import Dossier, Index

_KIND_WORDS = frozenset({*KINDS.values(), *(f"{kind}s" for kind in KINDS.values()), "talks"})
"""Labels that call the meeting itself a topic of it."""

_ENOUGH = 5  # topics beside which a single word that is said once is left out
_ISO_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)(?:\s*(?:/|–|-|to|\.\.)\s*(\d{4}-\d\d-\d\d))?")


def extract(book: Sourcebook, citations: tuple[Citation, ...]) -> Statement:
    """Show one sentence as its article's words, with all sources that have it."""
    first = citations[0]
    return Statement(text=f"{book.publisher(first.article)}: {quoted(first.sentence)}", citations=citations)


def topics(dossier: Dossier) -> tuple[BriefTopic, ...]:
    """Return the topics that a sentence says were discussed, in the order of the analysis, up to the limit.

    A sentence that stands under one topic is not repeated under the next, which then
    shows its citations alone.
    """
    shown: set[Citation] = set()
    found = []
    for topic, citations in telling_topics(dossier)[: dossier.options.max_topics]:
        found.append(_topic(dossier, topic, [c for c in citations if c not in shown], citations))
        shown.update(citations)
    return tuple(found)


def coverage(dossier: Dossier) -> tuple[BriefTopic, ...]:
    """Return the topics of which the articles speak around the meeting, with their citations alone."""
    named = {folded(topic.label).casefold() for topic in dossier.meeting.topics if topic.discussed}
    cited = [(t, dossier.book.cite(dossier.newest_first(t.evidence))) for t in dossier.meeting.topics]
    apart = [(t, c) for t, c in _telling(cited) if folded(t.label).casefold() not in named]
    return tuple(_topic(dossier, t, (), found) for t, found in apart[: dossier.options.max_coverage])


def telling_topics(dossier: Dossier) -> list[tuple[Topic, tuple[Citation, ...]]]:
    """Return the topics that were discussed with the citations that say so."""
    return _telling(
        [(t, dossier.book.cite(dossier.newest_first(t.discussed))) for t in dossier.meeting.topics]
    )


def _telling(cited: Sequence[tuple[Topic, tuple[Citation, ...]]]) -> list[tuple[Topic, tuple[Citation, ...]]]:
    """Return the topics that have citations, without single words that add nothing.

    Such a word calls the meeting by its form ("summit"), stands in a longer label whose sentences
    include its own ("grain" beside "price of grain"), or is said once where there are topics enough
    that say more.
    """
    better = sum(len(_words(topic)) > 1 or len(citations) > 1 for topic, citations in cited)
    return [
        (topic, citations)
        for topic, citations in cited
        if citations
        and comparable(topic.label) not in _KIND_WORDS
        and (
            len(_words(topic)) > 1
            or not (
                _is_part_of_another(topic, citations, cited) or (len(citations) == 1 and better >= _ENOUGH)
            )
        )
    ]


def _is_part_of_another(
    topic: Topic,
    citations: tuple[Citation, ...],
    cited: Sequence[tuple[Topic, tuple[Citation, ...]]],
) -> bool:
    own = _words(topic)
    return any(
        len(_words(other)) > 1 and set(own) <= set(_words(other)) and set(citations) <= set(others)
        for other, others in cited
    )


def _words(topic: Topic) -> list[str]:
    return comparable(topic.label).split()


def positions(dossier: Dossier, said: tuple[Utterance, ...]) -> tuple[Position, ...]:
    """Return what each side said, sides in the order of the participants, others last."""
    order = [side_of(dossier, p) for p in dossier.meeting.participants]
    found: dict[str, list[Utterance]] = {}
    for utterance in said:
        if utterance.side:
            found.setdefault(utterance.side, []).append(utterance)
    sides = sorted(found, key=[*order, OTHERS].index)
    return tuple(Position(side=side, statements=_best(dossier, found[side])) for side in sides)


def disagreements(dossier: Dossier) -> tuple[Statement, ...]:
    """Return one statement for each field on which the sources cannot all be right."""
    found = (disagreement(dossier, discrepancy) for discrepancy in dossier.meeting.discrepancies)
    return tuple(statement for statement in found if statement)


def same_people(index: Index, meeting: Meeting) -> tuple[Meeting, ...]:
    """Return the other meetings of the same people: two of them, or all if it names but one."""
    people = {p.person for p in meeting.participants if p.person}
    needed = min(len(people), 2)
    others = {m.id: m for person in sorted(people) for m in index.meetings_of.get(person, ())}
    others.pop(meeting.id, None)
    alike = [m for m in others.values() if len(people & {p.person for p in m.participants}) >= needed]
    return tuple(sorted(alike, key=lambda m: (m.date.start or dt.date.max, m.title, m.id)))


def chronicle_spans(meeting: Meeting) -> tuple[Span, ...]:
    """Return what shows a meeting's status, its date, and that it is one, best first."""
    status = [report.evidence for report in meeting.status_reports if report.status is meeting.status]
    return (*status, *meeting.mentions)


def chronology(dossier: Dossier) -> tuple[Chronicle, ...]:
    """Return the other meetings of the same people by date, undated last."""
    entries = (_chronicle(dossier, meeting) for meeting in same_people(dossier.index, dossier.meeting))
    return tuple(entry for entry in entries if entry.citations)


def _topic(
    dossier: Dossier, topic: Topic, fresh: Sequence[Citation], citations: Sequence[Citation]
) -> BriefTopic:
    """Show the topic with the sentences that are ``fresh``, running text before headlines."""
    prose = [citation for citation in fresh if dossier.book.is_running_text(citation)]
    groups = by_wording(prose or fresh)[: dossier.options.max_extracts_per_topic]
    return BriefTopic(
        label=capitalised(folded(topic.label)),
        statements=tuple(extract(dossier.book, group) for group in groups),
        citations=merged(citations),
    )


def _best(dossier: Dossier, said: list[Utterance]) -> tuple[Statement, ...]:
    """Take the most telling statements up to the limit, and give them in their own order."""
    kept = sorted(said, key=lambda u: u.rank)[: dossier.options.max_positions_per_side]
    return tuple(utterance.statement for utterance in said if utterance in kept)


def disagreement(dossier: Dossier, discrepancy: Discrepancy) -> Statement | None:
    """Say which source gives which value; None where fewer than two can be cited."""
    cited = [(value, dossier.book.cite(value.evidence)) for value in discrepancy.values]
    supported = [(value, citations) for value, citations in cited if citations]
    if len(supported) < 2:
        return None
    clauses = [_clause(dossier, value, citations) for value, citations in supported]
    field = discrepancy.field.replace("_", " ")
    return reporting(f"On the {field}, {'; '.join(clauses)}.", merged(c for _, cs in supported for c in cs))


def _clause(dossier: Dossier, value: DiscrepancyValue, citations: tuple[Citation, ...]) -> str:
    originals = dict.fromkeys(dossier.book.originals[citation.article] for citation in merged(citations))
    outlets = list(dict.fromkeys(dossier.book.outlet(article) for article in originals))
    verb = "gives" if len(outlets) == 1 else "give"
    return f"{listed(outlets)} {verb} {_readable(folded(value.value))}"


def _readable(value: str) -> str:
    """Write ISO days as the brief writes days; other values as they are."""
    match = _ISO_DAYS.fullmatch(value)
    if match is None:
        return value
    try:
        start = dt.date.fromisoformat(match.group(1))
        return dates.days(start, dt.date.fromisoformat(match.group(2) or match.group(1)))
    except ValueError:
        return value


def _chronicle(dossier: Dossier, meeting: Meeting) -> Chronicle:
    spans = chronicle_spans(meeting)
    own = set(dossier.own_articles)
    citations = dossier.book.cite(sorted(spans, key=lambda span: span.article not in own))
    return Chronicle(
        when=dates.when(meeting.date),
        title=folded(meeting.title),
        status=STATUSES[meeting.status],
        citations=citations[:1],
        start=meeting.date.start,
        end=meeting.date.end,
    )
