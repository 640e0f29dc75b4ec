"""Encounters: every place of an article that tells of people meeting, and what it says there.

A verb ("met", "hosted", "spoke by phone with") or a noun ("talks", "the Kim-Moon
summit") triggers; parties, time, place and status come from the words around it.
Putting the encounters together into meetings is ``meetings``' work.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.extract.clauses import is_gerund_noun, noun_forms
from briefgen.extract.ellipses import EllipsisScout
from briefgen.extract.noun_encounters import NounScout
from briefgen.extract.parties import PLURAL
from briefgen.extract.scout import Encounter
from briefgen.extract.turns import find_turns
from briefgen.extract.verb_encounters import VerbScout
from briefgen.model import Span, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from briefgen.extract.coreference import References
    from briefgen.model import Party

__all__ = ["Encounter", "find_encounters", "noun_forms"]


def find_encounters(references: References, speakers: dict[tuple[int, int], int]) -> list[Encounter]:
    """Return all encounters of an article, in order.

    ``speakers`` gives, for tokens inside quoted speech, the actor who is speaking, so
    that "I" and "we" can be parties.
    """
    found: list[Encounter] = []
    turns = find_turns(references)
    for index, passage in enumerate(references.passages):
        scout = _FullScout(references, index, speakers, turns.get(index))
        for token in passage.tokens:
            encounter = scout.look(token)
            heard = encounter and scout.in_turn(encounter)
            if heard:
                found.extend(scout.apart(heard))
    return found


class _FullScout(VerbScout, NounScout, EllipsisScout):
    """Looks at the tokens of one passage for verbs and nouns alike."""

    def look(self, token: Token) -> Encounter | None:
        """Return the encounter that a token triggers, if any; a question announces none."""
        encounter = self._triggered(token)
        if encounter is None or encounter.status is Status.HELD or not _is_asked(token):
            return encounter
        return None

    def _triggered(self, token: Token) -> Encounter | None:
        if (token.pos_ == "VERB" or token.tag_.startswith("VB")) and not is_gerund_noun(token):
            return self._verb(token)
        if token.lower_.rstrip(".") in noun_forms() and (
            token.pos_ in {"NOUN", "PROPN"} or is_gerund_noun(token) or _stands_for_noun(token)
        ):
            return self._noun(token)
        if token.lower_ == "with" and token.pos_ == "ADP":
            return self._elided(token)
        return None

    def apart(self, encounter: Encounter) -> Iterator[Encounter]:
        """Yield one encounter for each party where several were met one by one.

        "Meetings with A, B and C" are several where each has an office of his or her
        own; "met A and B" are two where A and B speak for different countries.
        """
        trigger = self.passage.doc[encounter.trigger]
        inside = self._met_part(trigger)
        met = [p for p in encounter.parties if p.span and inside.start <= p.span.start < inside.end]
        hosts = [p for p in encounter.parties if p not in met]
        if len(met) == 1 and len(hosts) > 1 and any(t.lower_ == "each" for t in trigger.subtree):
            hosts, met = met, hosts
            yield from (replace(encounter, parties=(*hosts, party)) for party in met)
            return
        if (
            len(hosts) != 1
            or len(met) < 2
            or any(t.lower_ == "together" for t in trigger.children)
            or any(p.actor is None for p in met)
            or not self._one_by_one(trigger, met)
        ):
            yield encounter
            return
        for party in met:
            yield replace(encounter, parties=(*hosts, party))

    def _met_part(self, trigger: Token) -> Span:
        """Return where those who were met are named: after the verb, or in the phrase of the noun."""
        start = self.passage.offset + trigger.idx + 1
        last = trigger.right_edge if trigger.pos_ in {"NOUN", "PROPN"} else trigger.doc[-1]
        return Span(self.passage.article, start, self.passage.offset + last.idx + len(last))

    def _one_by_one(self, trigger: Token, met: Sequence[Party]) -> bool:
        sides = {p.side for p in met if p.side}
        if trigger.pos_ == "VERB":  # "met his Japanese and Korean counterparts": they come together
            return len(sides) == len(met) == len({p.span for p in met})
        titled = all(self.references.drafts[p.actor].roles for p in met if p.actor is not None)
        return trigger.tag_ in PLURAL and titled


def _is_asked(token: Token) -> bool:
    """Tell whether a token's sentence is a question ("Will she meet him?")."""
    last = next(
        (t for t in reversed(token.sent) if t.text not in {'"', "”", "’", "'"} and not t.is_space), None
    )
    return last is not None and last.text == "?"


def _stands_for_noun(token: Token) -> bool:
    """Tell whether an adjective has the place of a noun: "held a bilateral with Roe"."""
    return (
        token.pos_ == "ADJ" and token.dep_ in {"dobj", "pobj"} and any(t.dep_ == "det" for t in token.lefts)
    )
