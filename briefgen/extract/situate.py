"""When and where an encounter is: the time and place words that its sentence gives to it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefgen.extract.durations import is_begun_or_ended, token_at
from briefgen.extract.ellipses import joined_by
from briefgen.extract.encounters import noun_forms
from briefgen.extract.parties import meeting_words
from briefgen.extract.people import role_heads
from briefgen.extract.placement import place_words
from briefgen.extract.states import state_words
from briefgen.model import Place, Status

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from spacy.tokens import Token

    from briefgen.extract.encounters import Encounter
    from briefgen.extract.passages import Passage
    from briefgen.extract.places import PlaceMention
    from briefgen.model import Span, TimeExpression

FAR = 9  # a distance that means "not this one's"
NEAR_WORDS = 14


@dataclass(frozen=True, slots=True)
class Situation:
    """The time expressions (best first) and the place that one encounter's sentence gives it."""

    times: tuple[tuple[int, TimeExpression], ...] = ()
    place: Place | None = None


def situate(
    encounters: Sequence[Encounter],
    passages: Sequence[Passage],
    times: Iterable[TimeExpression],
    places: Iterable[PlaceMention],
    people: Container[tuple[int, int]] = frozenset(),
) -> list[Situation]:
    """Return the situation of each encounter, in their order.

    A time or place belongs to the encounter of its sentence that is nearest in the
    parse: inside the encounter's own phrase, at its verb, at a verb above it.  ``people``
    holds the (passage, token) pairs that name people, which no place can be.
    """
    dated: dict[int, list[tuple[int, TimeExpression]]] = defaultdict(list)
    placed: dict[int, list[tuple[int, PlaceMention]]] = defaultdict(list)
    told = tuple(times)
    for time in told:
        announced = _announced(time, told, encounters, passages)
        if announced is not None:
            dated[announced].append((2, replace(time, direction=1)))
            continue
        for index, distance in _nearest(time.span, encounters, passages, timed=True):
            if distance != 6:  # the day on which something else happened
                dated[index].append((distance, time))
    for place in places:
        if place.locative and not place.dateline and not _names_person(place.span, passages, people):
            for index, distance in _nearest(place.span, encounters, passages, timed=False):
                if distance != 6:
                    placed[index].append((distance, place))
    return [
        Situation(tuple(sorted(dated[i], key=lambda x: x[0])), _best_place(placed[i]))
        for i in range(len(encounters))
    ]


def _announced(
    time: TimeExpression,
    times: Sequence[TimeExpression],
    encounters: Sequence[Encounter],
    passages: Sequence[Passage],
) -> int | None:
    """Return the planned meeting that a day right behind its noun is of: "announced on Monday talks with X on Friday".

    The verb of the past says nothing about such a day.  A bare weekday may as well be that
    of the announcement, so it counts only where another day stands before the noun.
    """
    if time.direction > 0:
        return None
    for index, encounter in reversed(list(enumerate(encounters))):
        at = encounter.sentence
        if not at.start <= time.span.start < at.end or encounter.status not in {
            Status.PLANNED,
            Status.POSSIBLE,
        }:
            continue
        passage = passages[encounter.passage]
        trigger, word = passage.doc[encounter.trigger], token_at(time.span, [passage])
        if word is None or word.i < trigger.i or trigger.pos_ != "NOUN" or not _same_segment(word, trigger):
            continue
        noun = passage.span_of(trigger).start
        before = any(at.start <= t.span.start < noun and not t.approximate for t in times)
        if before or (time.month is not None and time.day is not None and time.year is None):
            return index
    return None


def _names_person(span: Span, passages: Sequence[Passage], people: Container[tuple[int, int]]) -> bool:
    for number, passage in enumerate(passages):
        if passage.block.start <= span.start < passage.block.end:
            start, end = span.start - passage.offset, span.end - passage.offset
            part = passage.doc.char_span(start, end, alignment_mode="expand")
            return part is not None and any((number, t.i) in people for t in part)
    return False


def _nearest(
    span: Span, encounters: Sequence[Encounter], passages: Sequence[Passage], *, timed: bool
) -> list[tuple[int, int]]:
    """Return the indices of the encounters that a time or place belongs to, with its distance."""
    found = []
    for index, encounter in enumerate(encounters):
        if encounter.sentence.start <= span.start < encounter.sentence.end:
            passage = passages[encounter.passage]
            part = passage.doc.char_span(
                span.start - passage.offset, span.end - passage.offset, alignment_mode="expand"
            )
            if part is not None:
                distance = _distance(part.root, passage.doc[encounter.trigger], encounter, timed=timed)
                found.append((distance, abs(part.root.i - encounter.trigger), index))
    near = [f for f in found if f[0] < FAR]
    if not near:
        return []
    best = min(near)
    same_verb = [
        f for f in near if f[0] == best[0] and encounters[f[2]].verb == encounters[best[2]].verb is not None
    ]
    chosen = [(index, distance) for distance, _, index in (same_verb if len(same_verb) > 1 else [best])]
    if timed and encounters[best[2]].contact:
        chosen += [
            (i, 3)
            for _, _, i in near
            if i != best[2] and _at_contact(encounters[i], encounters[best[2]], passages)
        ]
    if not timed and best[0] == 1:
        chosen += [
            (i, 2)
            for _, _, i in near
            if i != best[2] and _held_at(encounters[i], encounters[best[2]], passages)
        ]
    return chosen


def _at_contact(encounter: Encounter, contact: Encounter, passages: Sequence[Passage]) -> bool:
    """Tell whether words between people were spoken at an encounter: "told him in a telephone call"."""
    doc = passages[encounter.passage].doc
    noun = doc[encounter.trigger]
    inside = noun.dep_ == "pobj" and noun.head.lower_ in {"at", "during", "in"}
    return inside and doc[contact.trigger].is_ancestor(noun)


def _held_at(encounter: Encounter, other: Encounter, passages: Sequence[Passage]) -> bool:
    """Tell whether an encounter is at another one: "met on the sidelines of the summit"."""
    doc = passages[encounter.passage].doc
    token = doc[other.trigger]
    while token.head != token:
        if token.dep_ == "pobj" and token.head.lower_ in {"at", "during"}:
            return token.head.head.i in {encounter.trigger, encounter.verb}
        on_it = token.dep_ == "pobj" and token.head.lower_ in {"on", "in"}
        if on_it and token.head.head.i in {encounter.trigger, encounter.verb}:
            return token.lemma_.lower() in place_words("margins")
        token = token.head
    return False


def _distance(word: Token, trigger: Token, encounter: Encounter, *, timed: bool) -> int:
    """Return how far a word is from an encounter in the parse; FAR if it is not the encounter's."""
    path = [word, *word.ancestors]
    if timed and _is_new_day(word, trigger):
        return 0
    if trigger.lower_ == "with" and (joined := joined_by(trigger)) is not None:
        return 0 if word.i > joined.i else FAR  # "met A in Oslo and in Bonn with B"
    if timed and _bounds_only(word):
        return FAR
    if not timed and _is_antecedent(word, trigger):
        return 1
    verb = trigger.doc[encounter.verb] if encounter.verb is not None else None
    if not timed and _inside_other_thing(path, {trigger, verb}):
        return FAR
    if timed and trigger in path and _said_before(word, trigger):
        return 4 if encounter.status is Status.HELD and not _had_been(trigger) else FAR
    if timed and (_dates_other_thing(word, {trigger, verb}) or _dates_other_clause(path, {trigger, verb})):
        return FAR
    if trigger in path:
        inside = [t for t in path[1 : path.index(trigger)] if not _takes_place(t)]
        return 1 if not _verbs(inside) else (3 if timed and _verbs(inside) == 1 else FAR)
    if timed and _is_other_day(word, trigger, verb, encounter):
        return FAR
    if verb is not None and verb in path:
        between = _verbs(path[1 : path.index(verb)])
        return 2 if not between else (5 if timed and between == 1 else FAR)
    above = next((t for t in path if t.pos_ in {"VERB", "AUX"} and t.is_ancestor(trigger)), None)
    if above is not None and _modifies(word, above):
        return _distance_above(above, trigger, encounter, timed=timed)
    return 7 if abs(word.i - trigger.i) <= NEAR_WORDS and _same_segment(word, trigger) else FAR


def _distance_above(above: Token, trigger: Token, encounter: Encounter, *, timed: bool) -> int:
    """Return the distance of a word that belongs to a verb above the encounter."""
    if _counted_from(trigger, above):
        return FAR
    if above.lemma_ in state_words("reporting"):
        told_there = (timed or _comes_after(trigger, above)) and not _had_been(trigger)
        return 4 if told_there and encounter.status is Status.HELD and encounter.past else FAR
    if timed and encounter.status in {Status.PLANNED, Status.POSSIBLE} and _is_past(above):
        return 6
    return 3 if trigger.pos_ == "VERB" or _is_occasion(trigger, above) else 6


def _comes_after(trigger: Token, above: Token) -> bool:
    """Tell whether something is said just after the encounter: "told reporters in Oslo after talks with her"."""
    path = [trigger, *trigger.ancestors]
    inside = path[: path.index(above)]
    return any(
        t.lower_ in {"after", "following"} and t.dep_ in {"prep", "mark"}
        for token in inside
        for t in [token, *token.children]
    ) and not _counted_from(trigger, above)


def _is_antecedent(word: Token, trigger: Token) -> bool:
    """Tell whether a place is that of the clause behind it: "a trip to Peru, where he met her"."""
    for token in [trigger, *trigger.ancestors]:
        where = next((c for c in token.children if c.lower_ == "where" and c.i < token.i), None)
        if where is not None:
            between = trigger.doc[word.i + 1 : where.i]
            return word.i < where.i and all(_goes_with_place(t) for t in between)
        if token.dep_ in {"ccomp", "relcl", "advcl", "conj"}:
            return False
    return False


def _goes_with_place(token: Token) -> bool:
    """Tell whether a word may stand between a place and what is said of it: ", Quebec, on Monday, where"."""
    return (
        token.is_punct
        or token.ent_type_ in {"GPE", "LOC", "FAC", "DATE", "TIME"}
        or token.lower_ in {"in", "on"}
    )


def _is_other_day(word: Token, trigger: Token, verb: Token | None, encounter: Encounter) -> bool:
    """Tell whether a day at the noun's verb is that of calling off, announcing or judging, not of the meeting."""
    if verb is None or verb == trigger or verb not in word.ancestors:
        return False
    if encounter.status is Status.HELD:
        judged = verb.lemma_ in state_words("judging") and trigger.dep_ == "dobj"
        return judged and word.i < trigger.i
    if trigger in word.ancestors or not _is_past(verb):
        return False
    if verb.lemma_ in state_words("timetabled"):
        return False
    moved = encounter.status is Status.POSTPONED and word.head.lower_ in {"to", "until", "till"}
    return not (moved or (word.head.lower_ == "for" and encounter.status is Status.PLANNED))


def _said_before(word: Token, trigger: Token) -> bool:
    """Tell whether a day stands between "said" and a meeting's subject: "said on Monday he would meet"."""
    subject = next((t for t in trigger.children if t.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or word.i > subject.i:
        return False
    before = trigger.doc[trigger.sent.start : word.i]
    return any(t.lemma_ in state_words("reporting") and t.pos_ == "VERB" for t in before)


def _is_new_day(word: Token, trigger: Token) -> bool:
    """Tell whether words give the day to which a meeting was moved: "planned for Monday, was moved to Tuesday"."""
    if word.dep_ != "pobj" or word.head.lower_ not in {"to", "until", "till"}:
        return False
    verb = word.head.head
    if verb.dep_ in {"advmod", "prt"}:  # "brought forward to Monday"
        verb = verb.head
    return verb.lemma_ in state_words("moved") and any(
        c.dep_ in {"dobj", "nsubjpass"} and (c == trigger or trigger in c.conjuncts)
        for v in [verb, *verb.conjuncts]
        for c in v.children
    )


def _bounds_only(word: Token) -> bool:
    """Tell whether words give the end of a period, not a day: "since 2015", "until Thursday"."""
    return any(
        t.dep_ in {"prep", "mark"} and t.lower_ in {"since", "until", "till"}
        for t in [word, *word.ancestors][:3]
    )


def _counted_from(trigger: Token, above: Token) -> bool:
    """Tell whether the encounter lies a stated while before or after the clause: "a day after they met"."""
    for token in [trigger, *trigger.ancestors]:
        if token == above:
            return False
        marks = [t for t in token.children if t.dep_ in {"mark", "prep"} and t.lower_ in {"after", "before"}]
        if token.dep_ == "prep" and token.lower_ in {"after", "before"}:
            marks.append(token)
        if any(c.dep_ in {"npadvmod", "advmod"} and c.pos_ in {"NOUN"} for m in marks for c in m.children):
            return True
        if any(c.dep_ == "npadvmod" for c in token.children) and marks:
            return True
    return False


def _is_occasion(noun: Token, verb: Token) -> bool:
    """Tell whether a noun says when a verb happens ("spoke after talks"), not on what ("commented on talks")."""
    path = [noun, *noun.ancestors]
    child = path[path.index(verb) - 1]
    if child.dep_ == "dobj" and verb.lemma_ in state_words("judging"):
        return False
    return child.dep_ in {"prep", "advcl", "nsubj", "nsubjpass", "dobj"} and child.lower_ not in {
        "on",
        "about",
        "of",
        "to",
    }


def _inside_other_thing(path: Sequence[Token], ends: set[Token | None]) -> bool:
    """Tell whether a place belongs to something else that is spoken of: "security in the Pacific"."""
    for token in path[1:]:
        if token.lower_ == "including":
            return True  # "agreed on cables, including in the Arctic"
        if token in ends or (token.pos_ in {"VERB", "AUX"} and not _takes_place(token)):
            return False
        person = token.lower_ in meeting_words("people") | role_heads() or token.ent_type_ == "PERSON"
        if token.pos_ == "NOUN" and not person and token.lower_ not in noun_forms() and not _is_site(token):
            return True
    return False


def _is_site(noun: Token) -> bool:
    """Tell whether a noun itself says where: "at his Mar-a-Lago club", "on the southern side of the village"."""
    if noun.dep_ != "pobj":
        return False
    lemma, governor = noun.lemma_.lower(), noun.head
    if lemma in place_words("sites") | place_words("seats") | place_words("margins") or _is_turn(noun):
        return True
    if lemma in place_words("gatherings") and governor.lower_ == "of":
        return governor.head.lemma_.lower() in place_words("margins")
    if lemma in meeting_words("visits") | {"arrival"} or lemma in place_words("gatherings"):
        return governor.lower_ in ({"after", "on", "upon"} if lemma == "arrival" else {"during", "on"})
    return noun.head.lower_ in {"at", "inside", "outside", "near", "aboard"}


def _is_turn(noun: Token) -> bool:
    """Tell whether words count encounters: "met for a second time in Lima"."""
    return noun.lower_ == "time" and any(
        t.ent_type_ == "ORDINAL" or t.lower_ == "last" for t in noun.children
    )


def _takes_place(verb: Token) -> bool:
    """Tell whether a clause says of an encounter's noun that it was: "the talks, held in Geneva"."""
    return verb.dep_ in {"relcl", "acl", "amod"} and verb.lemma_ in place_words("take_place")


def _dates_other_thing(word: Token, ends: set[Token | None]) -> bool:
    """Tell whether a time belongs to a noun that is none of the encounter's: "next month's poll", "tests last year"."""
    if word in ends or word.head in ends or word.dep_ not in {"poss", "compound", "nmod", "npadvmod"}:
        return False
    if word.dep_ == "npadvmod" and word.pos_ != "NOUN":
        return False  # parsers hang a bare weekday on whatever noun stands before it
    noun = word.head
    if noun.lower_ in meeting_words("visits"):
        return False
    person = noun.lower_ in meeting_words("people") | role_heads()
    return noun.pos_ == "NOUN" and not person and noun.lower_ not in noun_forms()


def _dates_other_clause(path: Sequence[Token], ends: set[Token | None]) -> bool:
    """Tell whether a time belongs to another event: "where a bridge fell on Monday", "before the vote on Friday"."""
    for token in path[1:]:
        if token in ends:
            return False
        if token.dep_ in {"prep", "pcomp"} and token.lower_ in {"ahead", "before", "despite", "about"}:
            if _is_end_of_period(path[path.index(token) - 1]):
                continue
            return token.head in ends or any(t in ends for t in token.head.ancestors)
        finite = token.pos_ in {"VERB", "AUX"} and any(
            t.dep_ in {"nsubj", "nsubjpass"} for t in token.children
        )
        if finite and token.dep_ == "relcl" and not (_takes_place(token) or is_begun_or_ended(token)):
            return any(t in ends for t in token.ancestors)
        marks = {t.lower_ for t in token.children if t.dep_ in {"mark", "advmod"}}
        if (
            finite
            and token.dep_ == "advcl"
            and marks & {"after", "because", "before", "since", "though", "although"}
        ):
            return any(t in ends for t in token.ancestors)
    return False


def _is_end_of_period(word: Token) -> bool:
    """Tell whether words bound the time in which something is to be: "before the end of 2031"."""
    return word.lower_ in {"close", "end"} and any(t.lower_ == "of" for t in word.children)


def _had_been(trigger: Token) -> bool:
    """Tell whether an encounter lies before what is told: "said on Tuesday that he had met"."""
    verb = next((t for t in [trigger, *trigger.ancestors] if t.pos_ == "VERB"), None)
    return (
        verb is not None
        and verb.dep_ == "ccomp"
        and any(t.dep_ == "aux" and t.lower_ in {"had", "'d", "’d"} for t in verb.children)
    )


def _verbs(tokens: Sequence[Token]) -> int:
    return sum(t.pos_ in {"VERB", "AUX"} for t in tokens)


def _modifies(word: Token, verb: Token) -> bool:
    """Tell whether a word is an adverbial of a verb, not part of its subject or object."""
    token = word
    while token.head != verb:
        if (
            token.dep_ in {"nsubj", "nsubjpass", "dobj"}
            or token.head == token
            or token.pos_ in {"VERB", "AUX"}
        ):
            return False
        token = token.head
    return token.dep_ in {"prep", "npadvmod", "advmod", "tmod"}


def _is_past(verb: Token) -> bool:
    """Tell whether a verb is of the past: "was held", but not "will be held", "is to be held"."""
    ahead = any(t.dep_ in {"aux", "auxpass"} and t.tag_ in {"MD", "TO"} for t in verb.children)
    return verb.tag_ in {"VBD", "VBN"} and not ahead


def _same_segment(word: Token, trigger: Token) -> bool:
    """Tell whether no comma, dash or verb stands between the two."""
    first, last = sorted((word.i, trigger.i))
    return not any(
        t.text in {",", ";", "—", "–", "(", ")"} or t.pos_ == "VERB" for t in trigger.doc[first + 1 : last]
    )


def _best_place(found: list[tuple[int, PlaceMention]]) -> Place | None:
    """Return the nearest place, a city or venue before a country, with what is known around it."""
    if not found:
        return None
    _, best = min(found, key=lambda f: ((f[0] + 1) // 2, _vagueness(f[1]), f[0], f[1].span))
    beside = (p.venue for _, p in found if p.venue and (p.name == best.name or _is_unknown(p)))
    venue = best.venue or (next(beside, None) if best.kind == "city" else None)
    return Place(name=best.name, country=best.country, venue=venue, span=best.span)


def _vagueness(place: PlaceMention) -> int:
    """Return how little a place tells: a city or known venue least, then a building of unknown city, then regions."""
    if _is_unknown(place):
        return 1
    return {"city": 0, "venue": 0, "region": 2, "country": 3}[place.kind]


def _is_unknown(place: PlaceMention) -> bool:
    return place.kind == "venue" and place.country is None
