"""Encounters around another meeting of the article: "before the summit", "on the sidelines of the talks".

The summit gave its day and its place where the article told of it; what goes on at its
margins has them from there.  Reads the parse (labels of spaCy's English models).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.extract.durations import token_at
from briefgen.extract.encounters import noun_forms
from briefgen.extract.placement import place_words
from briefgen.model import MeetingKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from briefgen.extract.passages import Passage
    from briefgen.model import ReportedMeeting

GATHERINGS = frozenset({MeetingKind.SUMMIT, MeetingKind.NEGOTIATION})
"""What has sidelines, if an article only says "on the sidelines"."""

AROUND = frozenset({"after", "at", "before", "during", "following"})


def occasions_of(
    meeting: ReportedMeeting, meetings: Sequence[ReportedMeeting], passages: Sequence[Passage]
) -> list[ReportedMeeting]:
    """Return the main meetings of the article that a meeting's own words may mean by "the summit"."""
    for mention in meeting.mentions:
        word = token_at(mention.trigger, passages)
        noun = None if word is None else _named_by(word)
        if noun is None:
            continue
        return [m for m in meetings if m is not meeting and m.main and _is_called(m, noun, passages)]
    return []


def _named_by(trigger: Token) -> Token | None:
    """Return the noun by which an encounter's sentence names the occasion, "sidelines" where it stands alone."""
    verb = next((t for t in [trigger, *trigger.ancestors] if t.pos_ == "VERB"), None)
    for noun in trigger.sent if verb is not None else ():
        if noun.dep_ != "pobj" or not _belongs(noun, verb):
            continue
        governor = noun.head.lower_
        on_margins = noun.lemma_.lower() in place_words("margins") and governor in {"on", "in", "at"}
        if on_margins and not any(t.dep_ == "prep" for t in noun.children):
            return noun
        of_margins = governor == "of" and noun.head.head.lemma_.lower() in place_words("margins")
        around = of_margins or (governor in AROUND and noun.head.head == verb and noun != trigger)
        if around and noun.lower_ in noun_forms() and _is_known(noun):
            return noun
    return None


def _belongs(noun: Token, verb: Token | None) -> bool:
    """Tell whether a phrase stands in the clause of a verb."""
    return next((t for t in noun.ancestors if t.pos_ == "VERB" and t.dep_ != "prep"), None) == verb


def _is_known(noun: Token) -> bool:
    """Tell whether a noun means what was told before: "the summit", not "the NATO summit" or "a summit"."""
    return {t.lower_ for t in noun.children if not t.is_punct} == {"the"}


def _is_called(meeting: ReportedMeeting, noun: Token, passages: Sequence[Passage]) -> bool:
    """Tell whether an article calls a meeting by the noun; bare sidelines are those of a gathering."""
    if noun.lemma_.lower() in place_words("margins"):
        return meeting.kind in GATHERINGS
    words = (token_at(m.trigger, passages) for m in meeting.mentions)
    return any(w is not None and w != noun and w.lemma_.lower() == noun.lemma_.lower() for w in words)
