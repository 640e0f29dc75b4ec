"""The bottom line: who met whom, on what, and the one thing to know; three sentences at most."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.compose import dates, status
from briefgen.compose.evidence import fewest, merged, reporting
from briefgen.compose.people import first_introduced, introduced
from briefgen.compose.utterances import OTHERS, Utterance
from briefgen.compose.wording import KINDS, capitalised, counted, folded, listed
from briefgen.model import BriefTopic, MeetingKind, Participant, Span, Statement, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.compose.dossier import Dossier

# What the two parties of a meeting did, and what follows after the second one.  Where
# there are more than two parties, a last "with" falls away: "A, B and C held consultations".
_VERBS = {
    MeetingKind.TALKS: ("met", "meet", ""),
    MeetingKind.CONSULTATION: ("held consultations with", "hold consultations with", ""),
    MeetingKind.NEGOTIATION: ("held negotiations with", "hold negotiations with", ""),
    MeetingKind.SUMMIT: ("met", "meet", " at a summit"),
    MeetingKind.CALL: ("held a call with", "hold a call with", ""),
    MeetingKind.MEAL: ("met", "meet", " for a meal"),
    MeetingKind.RECEPTION: ("met", "meet", ""),
    MeetingKind.SIGNING: ("met", "meet", " for a signing"),
}
_ORDINAL = r"(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|[a-z]+th)"
_SERIES = re.compile(rf"(?:the\s+)?{_ORDINAL}\s+\S.*", re.IGNORECASE)


def bottom_line(
    dossier: Dossier, topics: Sequence[BriefTopic], said: Sequence[Utterance]
) -> tuple[Statement, ...]:
    """Return at most three sentences, each of them cited."""
    third = most_telling(dossier, said)
    result = third.statement if third else _announcement(dossier)
    found = (_encounter(dossier), _agenda(dossier, topics), result)
    return tuple(statement for statement in found if statement)


def most_telling(dossier: Dossier, said: Sequence[Utterance]) -> Utterance | None:
    """Return the statement of a participant that tells most and is short enough to stand here.

    None for a meeting that is not reported as held: there, who announced it comes first.
    """
    if dossier.meeting.status is not Status.HELD:
        return None
    longest = dossier.options.max_words_in_bottom_line_quote
    fitting = [u for u in said if u.side not in (None, OTHERS) and u.words <= longest]
    return min(fitting, key=lambda utterance: utterance.rank, default=None)


def series(dossier: Dossier) -> str | None:
    """Return the edition that the title names ("18th round of the … consultation"), if it does."""
    for part in re.split(r"[,:;]\s", folded(dossier.meeting.title)):
        if _SERIES.fullmatch(part):
            return re.sub(r"^the\s+", "", part, flags=re.IGNORECASE)
    return None


def location(dossier: Dossier) -> str:
    """Return where the meeting is, to follow a verb: " in Norvik"; empty if not stated."""
    place = dossier.meeting.place
    if place is None or not place.name.strip():
        return ""
    is_venue = place.venue is not None and place.venue.strip() == place.name.strip()
    return f" {'at' if is_venue else 'in'} {folded(place.name)}"


def place_spans(dossier: Dossier) -> tuple[Span, ...]:
    """Return what shows the place."""
    place = dossier.meeting.place
    own = (place.span,) if place and place.span else ()
    return dossier.newest_first((*dossier.meeting.place_evidence, *own)) or dossier.mentions


def date_spans(dossier: Dossier) -> tuple[Span, ...]:
    """Return what shows the date."""
    return dossier.newest_first(dossier.meeting.date.evidence) or dossier.mentions


def _encounter(dossier: Dossier) -> Statement | None:
    """Write the first sentence: who, with their offices, where, when, and whether it is sure."""
    shown = first_introduced(dossier)
    groups, role_spans = _groups(dossier, shown)
    needs = [status.supporting(dossier), *map(dossier.evidence_of, shown), *role_spans]
    if location(dossier):
        needs.append(place_spans(dossier))
    if dates.adverbial(dossier.meeting.date):
        needs.append(date_spans(dossier))
    return reporting(f"{capitalised(_clause(dossier, groups))}.", fewest(dossier.book, needs))


def _groups(dossier: Dossier, shown: Sequence[Participant]) -> tuple[list[list[str]], list[tuple[Span, ...]]]:
    """Introduce participants in groups that sat together: by side if there are just two."""
    named = [(participant, *introduced(dossier, participant)) for participant in shown]
    spans = [evidence for _, _, evidence in named if evidence]
    sides = list(dict.fromkeys(participant.side for participant in shown))
    if len(sides) == 2 and None not in sides:
        groups = [[name for participant, name, _ in named if participant.side == side] for side in sides]
    else:
        groups = [[name] for _, name, _ in named]
    if unshown := len(dossier.participants) - len(shown):
        groups = [[name for group in groups for name in group] + [counted(unshown, "other")]]
    return groups, spans


def _clause(dossier: Dossier, groups: list[list[str]]) -> str:
    """Write the encounter without its full stop, in the form that its status asks for."""
    where_when = location(dossier) + _time(dossier) + _caveat(dossier)
    everyone = listed([name for group in groups for name in group])
    edition = series(dossier)
    state = dossier.meeting.status
    if state in (Status.HELD, Status.PLANNED) and everyone:
        return _active(dossier, groups, edition, everyone) + where_when
    noun = f"the {edition}" if edition else f"a {KINDS[dossier.meeting.kind]}"
    parties = f", with {everyone}," if edition and everyone else _between(groups, everyone)
    if state in (Status.POSTPONED, Status.CANCELLED):
        return f"{noun}{parties}{where_when} has been {state.value}"
    if state is Status.HELD:
        return f"{noun}{parties} took place{where_when}"
    return f"{noun}{parties}{where_when} is reported as {state.value}"


def _time(dossier: Dossier) -> str:
    """Write when it is, so that the day does not look like that of the cancellation."""
    date = dossier.meeting.date
    called_off = dossier.meeting.status in (Status.POSTPONED, Status.CANCELLED)
    if called_off and dates.is_known(date):
        return f" (date given: {dates.when(date)})"
    return dates.adverbial(date)


def _caveat(dossier: Dossier) -> str:
    """Warn at once where the sources give other days or places."""
    fields = [field for field in ("date", "place") if field in dossier.disputed]
    return f" (the sources differ on the {listed(fields)})" if fields else ""


def _active(dossier: Dossier, groups: list[list[str]], edition: str | None, everyone: str) -> str:
    past, base, tail = _VERBS[dossier.meeting.kind]
    if edition or (len(groups) == 1 and len(groups[0]) == 1):
        thing = f"the {edition}" if edition else f"a {KINDS[dossier.meeting.kind]}"
        past, base, tail = f"took part in {thing}", f"take part in {thing}", ""
    if len(groups) == 2 and not edition:
        subject, rest = listed(groups[0]), f" {listed(groups[1])}{tail}"
        is_plural = len(groups[0]) > 1
    else:
        subject, rest = everyone, tail
        past, base = past.removesuffix(" with"), base.removesuffix(" with")
        is_plural = sum(map(len, groups)) > 1
    if dossier.meeting.status is Status.HELD:
        return f"{subject} {past}{rest}"
    return f"{subject} {_due(dossier, is_plural or _is_unnamed_plural(subject))} {base}{rest}"


def _due(dossier: Dossier, is_plural: bool) -> str:
    """Return "is to", and "was to" once the day has passed without a report."""
    if dossier.is_past:
        return "were to" if is_plural else "was to"
    return "are to" if is_plural else "is to"


def _is_unnamed_plural(subject: str) -> bool:
    return subject[:1].islower() and subject.split(" (", maxsplit=1)[0].endswith("s")


def _between(groups: list[list[str]], everyone: str) -> str:
    if len(groups) == 2:
        return f" of {listed(groups[0])} with {listed(groups[1])}"
    return f" of {everyone}" if everyone else ""


def _agenda(dossier: Dossier, topics: Sequence[BriefTopic]) -> Statement | None:
    """Write the second sentence: the topics; those only announced beforehand are told apart."""
    chosen = topics[: dossier.options.max_topics_in_bottom_line]
    told = [topic for topic in chosen if not _is_only_announced(dossier, topic)]
    announced = [topic for topic in chosen if _is_only_announced(dossier, topic)]
    held = dossier.meeting.status is Status.HELD
    parts = []
    if told:
        parts.append(f"Topics reported: {_labels(dossier, told)}")
    if announced:
        lead = "announced beforehand" if held else "topics expected"
        parts.append(f"{lead}: {_labels(dossier, announced)}")
    needs = [[Span(c.article, c.start, c.end) for c in topic.citations] for topic in chosen]
    return reporting(f"{capitalised('; '.join(parts))}.", fewest(dossier.book, needs))


def _labels(dossier: Dossier, topics: Sequence[BriefTopic]) -> str:
    """List topics as the meeting words them, without the capital of a heading."""
    words = {capitalised(folded(topic.label)): folded(topic.label) for topic in dossier.meeting.topics}
    return "; ".join(words[topic.label] for topic in topics)


def _is_only_announced(dossier: Dossier, topic: BriefTopic) -> bool:
    """Tell whether no article that reports the meeting as held speaks of the topic."""
    return all(dossier.status_of(citation.article) is not Status.HELD for citation in topic.citations)


def _announcement(dossier: Dossier) -> Statement | None:
    """Write the third sentence where there is nothing said: who reports the status, and when."""
    line = status.development(dossier) or status.evidence_line(dossier)
    if line is None or dossier.meeting.status is Status.HELD:
        return None
    return reporting(f"{line.text}.", merged(line.citations))
