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
from briefgen.extract.occasions import occasions_of
from briefgen.extract.parties import meeting_words
from briefgen.extract.states import state_words
from briefgen.model import BlockKind, MeetingKind, Place, Status, TimeExpression, TimeUnit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
    found = [_completed(meeting, meetings, lead) for meeting in meetings]
    found = [stretched(meeting, references.passages, times) for meeting in found]
    return [_continued(meeting, found, references.passages) for meeting in found]


def _continued(
    meeting: ReportedMeeting, meetings: Sequence[ReportedMeeting], passages: Sequence[Passage]
) -> ReportedMeeting:
    """Give a meeting without a day that of another one with which the article tells it in one breath.

    "Meetings with A, B and C", of which one has the day; "he then met Dahl", "he also called on
    Dahl", "before the talks she was received", by the day of what was told just before.
    """
    if meeting.times or meeting.status not in {Status.HELD, Status.PLANNED}:
        return meeting
    day = (
        _day_of_list(meeting, meetings)
        or _day_before(meeting, meetings, passages)
        or _day_of_occasion(meeting, meetings, passages)
    )
    return meeting if day is None else replace(meeting, times=(day,))


def _day_of_list(meeting: ReportedMeeting, meetings: Sequence[ReportedMeeting]) -> TimeExpression | None:
    """Return the one day of the meetings that the same word names: "a day of meetings with A, B and C"."""
    mine = {m.trigger for m in meeting.mentions}
    days = [
        day
        for other in meetings
        if other is not meeting and other.status is meeting.status
        if mine & {m.trigger for m in other.mentions} and (day := _one_day(other)) is not None
    ]
    return days[0] if len({_day(d) for d in days}) == 1 else None


def _day_of_occasion(
    meeting: ReportedMeeting, meetings: Sequence[ReportedMeeting], passages: Sequence[Passage]
) -> TimeExpression | None:
    """Return the one day of the meeting around which this one was: "before the summit he received her"."""
    around = [m for m in occasions_of(meeting, meetings, passages) if m.status is meeting.status]
    if any(_are_apart(meeting.place, m.place) for m in around):
        return None
    told = [m for m in around if m.times]
    days = [d for m in told if (d := _one_day(m)) is not None]
    return days[0] if len(days) == len(told) and len({_day(d) for d in days}) == 1 else None


def _are_apart(one: Place | None, other: Place | None) -> bool:
    """Tell whether two places lie in different countries."""
    countries = {p.country for p in (one, other) if p is not None and p.country is not None}
    return len(countries) == 2


def _day_before(
    meeting: ReportedMeeting, meetings: Sequence[ReportedMeeting], passages: Sequence[Passage]
) -> TimeExpression | None:
    """Return the day of the meeting told just before, where the words say that this one followed it."""
    for mention in meeting.mentions:
        word = token_at(mention.trigger, passages)
        if word is None or not _follows_on(word, meeting.status):
            continue
        told = [
            (m.span.start, other)
            for other in meetings
            if other is not meeting and other.status is Status.HELD
            for m in other.mentions
            if m.span.start < mention.trigger.start
            and _near(m.span, mention.span, passages)
            and (m.span == mention.span or _actors(other) & _actors(meeting))
        ]
        before = max(told, key=lambda t: t[0], default=None)
        if before is not None and (day := _one_day(before[1])) is not None:
            return day
    return None


def _near(one: Span, other: Span, passages: Sequence[Passage]) -> bool:
    """Tell whether two sentences stand in one paragraph or with at most one paragraph between them."""
    blocks = [p.block for p in passages]
    places = [next((i for i, b in enumerate(blocks) if b.start <= s.start < b.end), -1) for s in (one, other)]
    return abs(places[0] - places[1]) <= 2


def _one_day(meeting: ReportedMeeting) -> TimeExpression | None:
    """Return the day of a meeting that went over one day only."""
    time = next(iter(meeting.times), None)
    if time is None or time.length > 1 or time.approximate or time.end_day or time.end_weekday is not None:
        return None
    return time if time.day or time.weekday is not None or time.unit is TimeUnit.DAY else None


def _follows_on(trigger: Token, status: Status = Status.HELD) -> bool:
    """Tell whether words say that a meeting came right before or after what was told: "then", "after the talks"."""
    words = lexicon.load("dates")["lead"]
    verb = next((t for t in [trigger, *trigger.ancestors] if t.pos_ == "VERB"), trigger)
    if _in_one_round(verb, frozenset(words["too"])):
        return True
    if status is not Status.HELD:
        return False
    if any(t.dep_ == "advmod" and t.lower_ in words["next"] for t in verb.children):
        return True
    return any(
        t.dep_ == "prep" and t.lower_ in {"after", "before"} and t.i == trigger.sent.start
        and any(n.lower_ in noun_forms() and _is_that(n) for n in t.children)
        for t in verb.children
    )  # fmt: skip


def _in_one_round(verb: Token, words: frozenset[str]) -> bool:
    """Tell whether a past verb adds one more to what was told: "also called on", "was also scheduled to meet".

    "Has also met" tells what was at any time, "is also to meet" what is still ahead.
    """
    if verb.dep_ == "xcomp" and verb.tag_ == "VB":
        verb = verb.head
        past = verb.tag_ == "VBN" and any(t.lower_ in {"was", "were"} for t in verb.children)
    else:
        past = verb.tag_ == "VBD"
    return past and any(t.dep_ == "advmod" and t.lower_ in words for t in verb.children)


def _is_that(noun: Token) -> bool:
    return not any(t.dep_ in {"prep", "relcl", "acl", "compound"} for t in noun.children) and any(
        t.lower_ in {"the", "their"} for t in noun.lefts
    )


def _completed(meeting: ReportedMeeting, meetings: Sequence[ReportedMeeting], lead: Lead) -> ReportedMeeting:
    if not meeting.main or meeting.status is not Status.HELD:
        return meeting
    actors = _actors(meeting)
    if len(actors) < 2 or _shares_lead(meeting, meetings):
        return meeting
    if not meeting.times:
        taken = {t.span for m in meetings if not actors <= _actors(m) for t in m.times}
        times = lead.day_of(actors, taken) or lead.day_of_headline(meeting, taken)
        meeting = replace(meeting, times=times or lead.day_of_news(meeting, taken))
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
        self._described: dict[_Sentence, set[str]] = defaultdict(set)  # for whom "the leader of China" speaks
        for reference in references.all:
            if reference.passage in prose:
                token = self._passages[reference.passage].doc[reference.head]
                sentence = _Sentence(reference.passage, token.sent.start)
                self._people[sentence].add(reference.actor)
                actor = references.actors[reference.actor]
                if actor.offices and actor.country:
                    self._described[sentence].add(actor.country)
        self._titles = [p.block for p in self._passages if p.block.kind is BlockKind.TITLE]
        self._actors = references.actors
        self._prose = [self._passages[i] for i in prose]
        self._times = [
            (s, t)
            for t in times
            if _names_past_day(t) and (s := self._sentence(t.span, prose, _tells_the_meeting))
        ]
        self._days = [
            (s, t)
            for t in times
            if _names_past_day(t) and (s := self._sentence(t.span, prose, _in_main_clause))
        ]
        self._places = [
            (s, p)
            for p in places
            if p.locative
            and not p.dateline
            and p.kind in {"city", "venue"}
            and (s := self._sentence(p.span, prose, _places_the_meeting))
        ]

    def _sentence(self, span: Span, prose: Sequence[int], fits: Callable[[Token], bool]) -> _Sentence | None:
        """Return the sentence of the lead in which some words stand that fit it."""
        for number in prose:
            passage: Passage = self._passages[number]
            if passage.block.start <= span.start < passage.block.end:
                word = token_at(span, [passage])
                return _Sentence(number, word.sent.start) if word is not None and fits(word) else None
        return None

    def day_of(self, actors: set[int], taken: set[Span]) -> tuple[TimeExpression, ...]:
        """Return the one past day that the lead gives in a sentence that names all the people."""
        found = [t for s, t in self._times if actors <= self._people[s] and t.span not in taken]
        return tuple(found[:1]) if len({_day(t) for t in found}) == 1 else ()

    def day_of_headline(self, meeting: ReportedMeeting, taken: set[Span]) -> tuple[TimeExpression, ...]:
        """Return the one past day that the first sentence gives, for a meeting that the headline tells of.

        The sentence names all its people, or describes them ("the leader of China").
        """
        if not any(b.start <= m.trigger.start < b.end for b in self._titles for m in meeting.mentions):
            return ()
        begun = self._prose[0].block.start if self._prose else 0
        found = [
            t
            for s, t in self._days
            if self._passages[s.passage].block.start == begun
            and s.start == 0
            and t.span not in taken
            and self._are_there(_actors(meeting), s)
        ]
        return tuple(found[:1]) if len({_day(t) for t in found}) == 1 else ()

    def _are_there(self, actors: set[int], sentence: _Sentence) -> bool:
        """Tell whether a sentence names each of the people, or describes as many as it doesn't name."""
        described = self._described[sentence]
        absent = [self._actors[i].country for i in actors - self._people[sentence]]
        return len(absent) <= len(described) and all(c is None or c in described for c in absent)

    def day_of_news(self, meeting: ReportedMeeting, taken: set[Span]) -> tuple[TimeExpression, ...]:
        """Return the one past day of the lead, for a meeting that the lead tells of as news of that day.

        "Dahl on Tuesday dropped the tax. In a meeting with Haugen, he ..."; "Dahl came to Oslo on
        Tuesday. ... He met Haugen."  The sentence of the day names a participant, and no mention
        in the lead refers back ("his meeting with Haugen"), which may have been on any day.
        """
        own = [w for m in meeting.mentions if (w := token_at(m.trigger, self._prose)) is not None]
        days = {(_day(t), t.direction) for _, t in self._days}
        if len(days) != 1 or any(_recalls(w) for w in own):
            return ()
        sentence, day = self._days[0]
        begun = next(p for p in self._prose if p.block.start <= day.span.start < p.block.end)
        word = token_at(day.span, [begun])
        if day.direction >= 0 or day.span in taken or not _actors(meeting) & self._people[sentence]:
            return ()
        if word is None or any(w.sent == word.sent for w in own):
            return ()
        news = [w for w in own if not _refers_back(w)]
        told = any(_sets_scene(w) or _follows_on(w) or _tells_journey(word) for w in news)
        return (day,) if told else ()

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
    verb = next((t for t in word.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    judged = (
        verb is not None
        and verb.lemma_ in state_words("judging")
        and any(t.dep_ == "dobj" and t.lower_ in noun_forms() for t in verb.children)
    )
    return _in_main_clause(word) and _is_face_to_face(word) and not judged


def _places_the_meeting(word: Token) -> bool:
    """Tell whether words say where people met, not of what they spoke: "told him that she would visit Riga"."""
    said = any(t.dep_ in {"ccomp", "xcomp"} and t.head.lemma_ in _face_to_face() for t in word.ancestors)
    return _tells_the_meeting(word) and not said


def _face_to_face() -> frozenset[str]:
    return frozenset(lexicon.load("dates")["lead"]["face_to_face"])


def _is_face_to_face(word: Token) -> bool:
    """Tell whether the sentence has its people in one place: "told", "during his visit", but not "accused"."""
    verbs = _face_to_face()
    nouns = noun_forms() | meeting_words("visits")
    return any(
        (t.pos_ == "VERB" and t.lemma_ in verbs) or (t.pos_ == "NOUN" and t.lower_ in nouns)
        for t in own_clause(word)
    )


def _in_main_clause(word: Token) -> bool:
    """Tell whether words belong to what the sentence itself says, not to a clause about somebody in it."""
    return all(token.dep_ not in {"relcl", "acl", "appos"} for token in [word, *word.ancestors])


def _recalls(trigger: Token) -> bool:
    """Tell whether a mention takes a meeting for known, or puts it before the news: "his meeting with", "had met"."""
    if trigger.dep_ in {"pobj", "pcomp"} and trigger.pos_ == "VERB":
        return False  # "after meeting"
    return any(t.dep_ == "poss" or t.lower_ in {"had", "'d", "’d"} for t in trigger.lefts)


def _refers_back(trigger: Token) -> bool:
    return any(t.lower_ in {"the", "this", "that"} for t in trigger.lefts)


def _sets_scene(trigger: Token) -> bool:
    """Tell whether a meeting is when something of the news happened: "told reporters after a meeting with"."""
    return trigger.dep_ in {"pobj", "pcomp"} and trigger.head.lower_ in {
        "after",
        "at",
        "during",
        "following",
        "in",
    }


def _tells_journey(word: Token) -> bool:
    """Tell whether the sentence says that somebody came, or was on a visit."""
    motion = state_words("motion") - state_words("leaving")
    return any(
        (t.pos_ == "VERB" and t.lemma_ in motion)
        or (t.pos_ == "NOUN" and t.lower_ in meeting_words("visits"))
        for t in word.sent
    )
