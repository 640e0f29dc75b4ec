"""Meetings of several days: how many the article says, and which of them a date of it names.

"A two-day summit that ended on Saturday" gives Friday and Saturday.  Where the words
do not say whether a day is the first or the last one, it stays a single day.  Reads the
parse (labels of spaCy's English models).
"""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.extract import lexicon
from briefgen.extract.encounters import noun_forms
from briefgen.model import Mention, TimeUnit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from briefgen.extract.passages import Passage
    from briefgen.model import ReportedMeeting, Span, TimeExpression

LONGEST = 14  # days; longer ones are negotiations that go on, not one meeting

_COMPOUND = re.compile(r"\b(\w+)\s*-\s*day\b", re.IGNORECASE)


def stretched(
    meeting: ReportedMeeting, passages: Sequence[Passage], times: Sequence[TimeExpression] = ()
) -> ReportedMeeting:
    """Return a meeting whose dates name all its days, where the article says how many they are.

    ``times`` are all that the article gives: one of them may be the day on which it ends.
    """
    triggers = [(mention, token_at(mention.trigger, passages)) for mention in meeting.mentions]
    lengths = [length_of(token) for _, token in triggers if token is not None]
    length = next((n for n in lengths if n), None)
    if length is None:
        return replace(meeting, times=tuple(_until_end(t, times, passages) for t in meeting.times))
    times = tuple(_stretch(time, length, triggers, passages) for time in meeting.times)
    return replace(meeting, times=times)


def _stretch(
    time: TimeExpression,
    length: int,
    triggers: Sequence[tuple[Mention, Token | None]],
    passages: Sequence[Passage],
) -> TimeExpression:
    word = token_at(time.span, passages)
    if word is None or not _is_single_day(time):
        return time
    for mention, trigger in triggers:
        if trigger is not None and mention.span.start <= time.span.start < mention.span.end:
            nth = day_named(word, trigger, length, ahead=time.direction > 0)
            if nth is not None:
                return replace(time, length=length, nth=nth)
    return time


def _until_end(
    time: TimeExpression, times: Sequence[TimeExpression], passages: Sequence[Passage]
) -> TimeExpression:
    """Stretch the day on which talks begin to the one on which its sentence says that they end."""
    word = token_at(time.span, passages)
    verb = _verb_of(word)
    if word is None or verb is None or verb.lemma_ not in _words("begins") or not _is_single_day(time):
        return time
    for end in times:
        last = token_at(end.span, passages) if _is_single_day(end) and end != time else None
        if last is None or last.doc is not word.doc or last.sent != word.sent:
            continue
        ending = _verb_of(last)
        joined = ending is not None and any(t in ending.ancestors for t in [verb, *verb.lefts, *verb.rights])
        if ending is not None and joined and ending.lemma_ in _words("ends") and (n := _between(time, end)):
            return replace(time, length=n, nth=1)
    return time


def _verb_of(word: Token | None) -> Token | None:
    return next((t for t in word.ancestors if t.pos_ == "VERB"), None) if word is not None else None


def _between(start: TimeExpression, end: TimeExpression) -> int | None:
    """Return over how many days something goes that has these first and last days, None if that is not said."""
    if start.weekday is not None and end.weekday is not None:
        days = (end.weekday - start.weekday) % 7 + 1
    elif start.day is not None and end.day is not None and end.month in {None, start.month}:
        days = end.day - start.day + 1
    else:
        return None
    return days if 1 < days <= LONGEST else None


def _is_single_day(time: TimeExpression) -> bool:
    if time.end_day is not None or time.end_weekday is not None or time.approximate:
        return False
    return time.day is not None or time.weekday is not None or time.unit is TimeUnit.DAY


def token_at(span: Span, passages: Sequence[Passage]) -> Token | None:
    """Return the word that governs a stretch of the article, None where it was not parsed."""
    for passage in passages:
        if passage.block.start <= span.start < passage.block.end:
            start, end = span.start - passage.offset, span.end - passage.offset
            part = passage.doc.char_span(start, end, alignment_mode="expand")
            return None if part is None else part.root
    return None


def length_of(trigger: Token) -> int | None:
    """Return over how many days a meeting goes: "two-day summit", "two days of talks", "met for two days"."""
    before = " ".join(t.doc[t.left_edge.i : t.i].text for t in (trigger, _round_of(trigger)) if t is not None)
    found = [_number(match[1]) for match in _COMPOUND.finditer(before)]
    days = _days_of(trigger)
    if days is not None:
        found += [_number(c.text) for c in days.children if c.dep_ == "nummod"]
        found += [_last_of(days)]
    for preposition in trigger.children:
        if preposition.dep_ == "prep" and preposition.lower_ in {"for", "over"}:
            found += [
                _number(c.text)
                for n in preposition.children
                if n.lemma_ == "day"
                for c in n.children
                if c.dep_ == "nummod"
            ]
            if trigger.pos_ == "VERB":  # "will host him for a two-day summit"
                found += [length_of(n) for n in preposition.children if n.lower_ in noun_forms()]
    return next((n for n in found if n is not None and 1 < n <= LONGEST), None)


def _last_of(day: Token) -> int | None:
    """Return the number of the last day: 2 for "the second and final day"."""
    ordinals = [c.lower_ for a in day.children if a.dep_ == "amod" for c in [a, *a.conjuncts]]
    if not any(o in _words("last") for o in ordinals):
        return None
    return next((n for o in ordinals if (n := _words("ordinals").get(o)) is not None), None)


def _round_of(trigger: Token) -> Token | None:
    """Return "round" of "a five-day round of talks"."""
    of = trigger.head if trigger.dep_ == "pobj" and trigger.head.lower_ == "of" else None
    return of.head if of is not None and of.head.lower_ in noun_forms() else None


def _days_of(trigger: Token) -> Token | None:
    """Return "days" of "two days of talks", "day" of "the second day of the summit"."""
    if trigger.dep_ == "pobj" and trigger.head.lower_ == "of" and trigger.head.head.lemma_ == "day":
        return trigger.head.head
    return None


def day_named(word: Token, trigger: Token, length: int, *, ahead: bool) -> int | None:
    """Return which day of a meeting a time word names, 1 for the first; None if that is not said."""
    counted = [t for t in trigger.sent if t.lemma_ == "day" and any(c.lower_ == "of" for c in t.children)]
    ordinals = [c.lower_ for day in counted for c in day.children if c.dep_ == "amod"]
    ordinals += [
        d.head.head.lower_ for d in counted if d.head.lower_ == "of"
    ]  # "the first of two days of talks"
    for ordinal in ordinals:
        nth = length if ordinal in _words("last") else _words("ordinals").get(ordinal)
        if nth is not None:
            return nth if nth <= length else None
    if word.dep_ == "pobj" and word.head.lower_ in _words("from"):
        return 1
    path = [word, *word.ancestors]
    verb = next((t for t in path if t.pos_ in {"VERB", "AUX"}), None)
    if verb is not None and verb.lemma_ in _words("ends"):
        return length
    if verb is not None and verb.lemma_ in _words("begins"):
        return 1
    if _after(trigger, path):
        return length
    return 1 if ahead else None


def _after(trigger: Token, path: Sequence[Token]) -> bool:
    """Tell whether a day is that of something done right after the meeting: "said on Saturday after talks"."""
    for token in [trigger, *trigger.ancestors]:
        if token in path:
            return False
        if token.lower_ == "after" and token.dep_ in {"prep", "mark"}:
            counted = any(c.dep_ in {"npadvmod", "advmod"} for c in token.children)
            return not counted
    return False


def is_begun_or_ended(verb: Token) -> bool:
    """Tell whether a clause says when something began or ended: "talks that ended on Friday"."""
    return verb.lemma_ in _words("ends") or verb.lemma_ in _words("begins")


def _number(word: str) -> int | None:
    numbers: dict[str, int] = lexicon.load("dates")["numbers"]
    return int(word) if word.isdigit() else numbers.get(word.lower())


@functools.cache
def _words(name: str) -> dict[str, int]:
    """Return one of the word lists about days of a meeting, with the number of each word."""
    given = lexicon.load("dates")["durations"][name]
    return {word: position for position, word in enumerate(given, start=1)}
