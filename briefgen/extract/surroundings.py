"""When and where a meeting was, from sentences that do not tell of it themselves.

News gives day and place once, mostly in its first sentence: "Obama offered a welcome to
Trudeau at the White House on Thursday".  A main meeting that was held, and for which its
own sentences give none, takes them from there if that sentence has the same people face
to face.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefgen.extract import lexicon
from briefgen.extract.clauses import own_clause
from briefgen.extract.durations import stretched, token_at
from briefgen.extract.encounters import noun_forms
from briefgen.extract.parties import meeting_words
from briefgen.model import BlockKind, MeetingKind, Place, Status, TimeExpression, TimeUnit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from briefgen.extract.coreference import References
    from briefgen.extract.passages import Passage
    from briefgen.extract.places import PlaceMention
    from briefgen.model import ReportedMeeting, Span

LEAD = 3  # prose paragraphs at the beginning that tell the news


def complete(
    meetings: Sequence[ReportedMeeting],
    references: References,
    times: Sequence[TimeExpression],
    places: Sequence[PlaceMention],
) -> list[ReportedMeeting]:
    """Return the meetings with the days and places that the lead of the article gives them."""
    lead = Lead(references, times, places)
    found = [stretched(meeting, references.passages) for meeting in meetings]
    return [_completed(meeting, found, lead) for meeting in found]


def _completed(meeting: ReportedMeeting, meetings: Sequence[ReportedMeeting], lead: Lead) -> ReportedMeeting:
    if not meeting.main or meeting.status is not Status.HELD:
        return meeting
    actors = _actors(meeting)
    if len(actors) < 2 or _shares_lead(meeting, meetings):
        return meeting
    if not meeting.times:
        taken = {t.span for m in meetings if not actors <= _actors(m) for t in m.times}
        meeting = replace(meeting, times=lead.day_of(actors, taken))
    if meeting.place is None and meeting.kind is not MeetingKind.CALL:
        place = lead.place_of(actors)
        meeting = replace(meeting, place=place)
    return meeting


def _shares_lead(meeting: ReportedMeeting, meetings: Sequence[ReportedMeeting]) -> bool:
    """Tell whether the same people have another meeting in the article, which the lead may mean."""
    mine = _actors(meeting)
    return any(
        m is not meeting and m.main and m.status is Status.HELD and mine <= _actors(m) for m in meetings
    )


def _actors(meeting: ReportedMeeting) -> set[int]:
    return {p.actor for p in meeting.parties if p.actor is not None}


@dataclass(frozen=True, slots=True)
class _Sentence:
    passage: int
    start: int


class Lead:
    """The first paragraphs of an article: who is named in each sentence, when and where."""

    def __init__(
        self, references: References, times: Sequence[TimeExpression], places: Sequence[PlaceMention]
    ) -> None:
        self._passages = references.passages
        prose = [i for i, p in enumerate(self._passages) if p.block.kind is BlockKind.PROSE][:LEAD]
        self._people: dict[_Sentence, set[int]] = defaultdict(set)
        for reference in references.all:
            if reference.passage in prose:
                token = self._passages[reference.passage].doc[reference.head]
                self._people[_Sentence(reference.passage, token.sent.start)].add(reference.actor)
        self._times = [(s, t) for t in times if _names_past_day(t) and (s := self._sentence(t.span, prose))]
        self._places = [
            (s, p)
            for p in places
            if p.locative
            and not p.dateline
            and p.kind in {"city", "venue"}
            and (s := self._sentence(p.span, prose))
        ]

    def _sentence(self, span: Span, prose: Sequence[int]) -> _Sentence | None:
        """Return the sentence of the lead in whose main clause some words stand."""
        for number in prose:
            passage: Passage = self._passages[number]
            if passage.block.start <= span.start < passage.block.end:
                word = token_at(span, [passage])
                return (
                    _Sentence(number, word.sent.start)
                    if word is not None and _tells_the_meeting(word)
                    else None
                )
        return None

    def day_of(self, actors: set[int], taken: set[Span]) -> tuple[TimeExpression, ...]:
        """Return the one past day that the lead gives in a sentence that names all the people."""
        found = [t for s, t in self._times if actors <= self._people[s] and t.span not in taken]
        return tuple(found[:1]) if len({_day(t) for t in found}) == 1 else ()

    def place_of(self, actors: set[int]) -> Place | None:
        """Return the one city or venue that the lead gives in a sentence that names all the people."""
        found = [p for s, p in self._places if actors <= self._people[s]]
        if len({p.name for p in found}) != 1:
            return None
        best = next((p for p in found if p.venue), found[0])
        return Place(name=best.name, country=best.country, venue=best.venue, span=best.span)


def _names_past_day(time: TimeExpression) -> bool:
    if time.approximate or time.direction > 0 or time.end_weekday is not None:
        return False
    if time.unit is TimeUnit.DAY:
        return time.shift in {0, -1}
    return time.weekday is not None or time.day is not None


def _day(time: TimeExpression) -> tuple[int | str | None, ...]:
    return (time.weekday, time.month, time.day, time.unit, time.shift)


def _tells_the_meeting(word: Token) -> bool:
    return _in_main_clause(word) and _is_face_to_face(word)


def _is_face_to_face(word: Token) -> bool:
    """Tell whether the sentence has its people in one place: "told", "during his visit", but not "accused"."""
    verbs = frozenset(lexicon.load("dates")["lead"]["face_to_face"])
    nouns = noun_forms() | meeting_words("visits")
    return any(
        (t.pos_ == "VERB" and t.lemma_ in verbs) or (t.pos_ == "NOUN" and t.lower_ in nouns)
        for t in own_clause(word)
    )


def _in_main_clause(word: Token) -> bool:
    """Tell whether words belong to what the sentence itself says, not to a clause about somebody in it."""
    return all(token.dep_ not in {"relcl", "acl", "appos"} for token in [word, *word.ancestors])
