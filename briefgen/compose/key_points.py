"""The key points: how the status developed, what each side said, what was on the table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.compose import status
from briefgen.compose.utterances import OTHERS, Utterance
from briefgen.compose.wording import comparable
from briefgen.model import BriefTopic, Statement, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefgen.compose.dossier import Dossier


def key_points(
    dossier: Dossier,
    bottom_line: Sequence[Statement],
    topics: Sequence[BriefTopic],
    said: Sequence[Utterance],
) -> tuple[Statement, ...]:
    """Return the points to read first, none of which repeats the bottom line or another.

    First the status if it changed; then the most telling words of each side; then what
    the sources say of the topics; then further words.
    """
    chosen: list[Statement] = []
    repeated = {_wording(statement) for statement in bottom_line}
    used = {(c.article, c.start) for s in bottom_line[2:] for c in s.citations}
    for point in _candidates(dossier, topics, said):
        places = {(citation.article, citation.start) for citation in point.citations}
        if len(chosen) == dossier.options.max_key_points:
            break
        too_long = len(point.text.split()) > dossier.options.max_words_in_key_point
        if too_long or _wording(point) in repeated or places <= used:
            continue
        chosen.append(point)
        repeated.add(_wording(point))
        used |= places
    return tuple(chosen)


def _candidates(
    dossier: Dossier, topics: Sequence[BriefTopic], said: Sequence[Utterance]
) -> Iterator[Statement]:
    development = status.development(dossier)
    if development and dossier.meeting.status is Status.HELD:
        yield replace(development, text=f"{development.text}.")
    ranked = sorted((u for u in said if u.side not in (None, OTHERS)), key=lambda u: u.rank)
    by_side = list(_rounds(ranked))
    yield from by_side[0] if by_side else ()
    for topic in topics[:2]:
        yield from (_headed(topic, statement) for statement in topic.statements[:1])
    for statements in by_side[1:]:
        yield from statements
    for topic in topics[2:]:
        yield from (_headed(topic, statement) for statement in topic.statements[:1])


def _rounds(ranked: Iterable[Utterance]) -> Iterator[list[Statement]]:
    """Deal the statements out: the best of each side, then the second of each, and so on."""
    queues: dict[str | None, list[Statement]] = {}
    for utterance in ranked:
        queues.setdefault(utterance.side, []).append(utterance.statement)
    while any(queues.values()):
        yield [queue.pop(0) for queue in queues.values() if queue]


def _headed(topic: BriefTopic, statement: Statement) -> Statement:
    return replace(statement, text=f"{topic.label} – {statement.text}")


def _wording(statement: Statement) -> str:
    return comparable(statement.text)
