"""Encounters told by a verb: "met", "hosted", "spoke by phone with"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.extract.assemblies import assembly_of
from briefgen.extract.clauses import noun_forms, objects_of, subject_of, triggers
from briefgen.extract.ellipses import is_elided
from briefgen.extract.idioms import IdiomScout, idioms, uniting
from briefgen.extract.parties import meeting_words
from briefgen.extract.scout import Encounter, distinct
from briefgen.extract.states import state_words
from briefgen.model import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from briefgen.model import Party

DAYS = frozenset({"DATE", "TIME"})
SITES = frozenset({"GPE", "LOC", "FAC"})
CLAUSES = frozenset({"relcl", "advcl", "ccomp", "conj", "parataxis"})


class VerbScout(IdiomScout):
    """Finds the encounters that verbs tell of."""

    def _verb(self, verb: Token) -> Encounter | None:
        lemma = verb.lemma_.lower()
        if lemma in meeting_words("visiting") and self._calls_on(verb):
            return self._symmetric(verb, "talks", frozenset({"on"}))
        if lemma == "sit" and not any(t.lower_ == "down" for t in verb.children):
            return self._seated_at(verb)
        if lemma in triggers("verbs"):
            return self._symmetric(verb, triggers("verbs")[lemma])
        if lemma in triggers("person_verbs") and not self._is_light_for_noun(verb):
            return self._directed(verb, triggers("person_verbs")[lemma])
        if lemma in triggers("with_verbs") and any(t.lower_ == "with" for t in verb.children):
            return self._between_people(verb, triggers("with_verbs")[lemma], {"with"}, f"verb '{verb.text}'")
        if lemma in uniting() and (found := self._brought_together(verb)) is not None:
            return found
        if lemma == "discuss" and (found := self._discussed(verb)) is not None:
            return found
        if lemma in idioms() and (found := self._idiom(verb)) is not None:
            return found
        if lemma in triggers("phone_verbs") and self._by_phone(verb):
            return self._symmetric(verb, "call")
        if lemma == "sign":
            return self._signed(verb)
        if lemma in meeting_words("gathering"):
            return self._gathered(verb)
        if lemma in triggers("phone_verbs"):
            return self._spoke(verb)
        if lemma in meeting_words("seeing"):
            return self._saw(verb)
        if self._has_phone_beside(verb):
            return self._told_by_phone(verb)
        if lemma in meeting_words("contact"):
            return self._contact(verb)
        if lemma in meeting_words("joint") or self._leads_delegations(verb):
            return self._joint(verb)
        return None

    def _leads_delegations(self, verb: Token) -> bool:
        """Tell whether people "led the two delegations"."""
        return verb.lemma_ in {"lead", "head"} and any(
            t.dep_ == "dobj" and t.lower_ in {"delegations", "sides", "teams"} for t in verb.children
        )

    def _calls_on(self, verb: Token) -> bool:
        """Tell whether someone "called on" or "dropped in on" a named person, and asked nothing of them."""
        asked = any(t.tag_ == "TO" and t.i > verb.i and t.head.i - verb.i < 14 for t in verb.subtree)
        if asked or any(t.dep_ in {"xcomp", "ccomp", "dobj"} for t in verb.children):
            return False
        found = [p for noun in objects_of(verb, {"on"}) for p in self.parties.of(noun)]
        return any(p.actor is not None for p in found)

    def _symmetric(
        self, verb: Token, kind: str, prepositions: frozenset[str] = frozenset()
    ) -> Encounter | None:
        if any(t.lower_ in meeting_words("habitual") for t in verb.children) or (
            any(t.dep_ == "auxpass" for t in verb.children)
        ):
            return None
        if any(
            t.dep_ == "pobj" and t.lower_ in meeting_words("contests")
            for c in verb.children
            if c.dep_ == "prep"
            for t in c.children
        ):
            return None
        subjects, collective = self._subjects(verb)
        instead = self._instead(verb)
        if instead:
            parties = distinct([*subjects, *instead])
            return self._encounter(
                verb, verb, kind, parties, collective, f"verb '{verb.text}' ('but with')", Status.HELD
            )
        met = [t for t in objects_of(verb, {"with", "to", *prepositions}) if not is_elided(t)]
        others = [p for noun in met for p in self.parties.of(noun)]
        others = others or self._right_beside(verb, subjects)
        if not others and any(t.dep_ == "dobj" for t in verb.children):
            return None
        parties = distinct([*subjects, *others])
        if self._remote(verb):
            kind = "call"
        assembly = assembly_of(subject_of(verb)) if len(parties) == 1 else None
        return self._encounter(
            verb, verb, kind, parties, collective, f"verb '{verb.text}'", assembly=assembly
        )

    def _signed(self, verb: Token) -> Encounter | None:
        """Read "A and B signed the agreement", "the two leaders signed a treaty": both put their names to it."""
        if not any(
            t.dep_ in {"dobj", "nsubjpass"} and t.lower_ in meeting_words("signed") for t in verb.children
        ):
            return None
        passive = any(t.dep_ == "nsubjpass" for t in verb.children)
        signers, group = ([], False) if passive else self._subjects(verb)
        if passive:
            signers = [p for noun in objects_of(verb, set()) for p in self.parties.of(noun)]
        people = [p for p in signers if p.actor is not None]
        if len(people) < 2 and (people or not group):
            return None
        return self._encounter(verb, verb, "signing", people, group, f"verb '{verb.text}'")

    def _gathered(self, verb: Token) -> Encounter | None:
        """Read "EU leaders convened": people of one body come together, but not to mourn or to celebrate."""
        assembly = assembly_of(subject_of(verb))
        occasion = {t.lower_ for t in verb.subtree if t.i > verb.i}
        if (
            assembly is None
            or occasion & meeting_words("ceremonies")
            or any(t.dep_ in {"dobj", "auxpass"} for t in verb.children)
        ):
            return None
        subjects, _ = self._subjects(verb)
        return self._encounter(verb, verb, "talks", subjects, False, f"verb '{verb.text}'", assembly=assembly)

    def _right_beside(self, verb: Token, subjects: Sequence[Party]) -> list[Party]:
        """Return the person named right after a verb where the parse has lost the object."""
        for token in verb.doc[verb.i + 1 : min(verb.i + 12, verb.sent.end)]:
            reference = self.references.of(self.index, token)
            if reference is not None and reference.kind == "name":
                return [p for p in self.parties.of(verb.doc[reference.head]) if p not in subjects]
            if (
                token.is_punct
                or (token.pos_ in {"VERB", "AUX", "PRON"})
                or token.lower_ in {"in", "on", "at", "to"}
            ):
                return []
        return []

    def _instead(self, verb: Token) -> list[Party]:
        """Return whom someone met who "did not meet with X but with Y"."""
        if not any(t.dep_ == "neg" for t in verb.children) or not any(
            t.lower_ == "but" for t in verb.children
        ):
            return []
        return [
            party
            for child in verb.children
            if child.dep_ in {"conj", "prep"}
            and child.lower_ == "with"
            and any(t.lower_ == "but" and t.i < child.i for t in verb.children)
            for noun in child.children
            if noun.dep_ == "pobj"
            for party in self.parties.of(noun)
        ]

    def _directed(self, verb: Token, kind: str) -> Encounter | None:
        """Read "X hosted Y", "X was received by Y": a person on either side."""
        if any(t.dep_ in {"oprd", "xcomp", "ccomp"} or t.lower_ == "off" for t in verb.children):
            return None
        passive = any(t.dep_ == "auxpass" for t in verb.children)
        subjects, _ = self._subjects(verb)
        others = [p for noun in objects_of(verb, {"by"} if passive else set()) for p in self.parties.of(noun)]
        if not any(p.actor is not None for p in subjects) or not any(p.actor is not None for p in others):
            return None
        return self._encounter(verb, verb, kind, distinct([*subjects, *others]), False, f"verb '{verb.text}'")

    def _has_phone_beside(self, verb: Token) -> bool:
        """Tell whether something is done "by telephone", "over the phone"."""
        return any(
            noun.dep_ == "pobj" and noun.lower_ in state_words("phone")
            for child in verb.children
            if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "over", "on", "via"}
            for noun in child.children
        )

    def _told_by_phone(self, verb: Token) -> Encounter | None:
        """Read "X told Y by telephone", "gave the news to Y by telephone": a call."""
        if any(t.dep_ == "auxpass" for t in verb.children):
            return None
        parties = self._two_people(verb, {"to"})
        if parties is None:
            return None
        return self._encounter(verb, verb, "call", parties, False, f"verb '{verb.text}' by telephone")

    def _two_people(self, verb: Token, prepositions: set[str]) -> list[Party] | None:
        """Return the two named people of a verb, one on each side; None if there are not just two."""
        subjects, _ = self._subjects(verb)
        nouns = list(objects_of(verb, prepositions)) + [
            t for c in verb.children if c.dep_ == "dative" for t in c.children if t.dep_ == "pobj"
        ]
        others = [p for noun in nouns for p in self.parties.of(noun)]
        parties = distinct([*subjects, *others])
        people = [p for p in parties if p.actor is not None]
        if len(subjects) != 1 or len(people) != 2 or people[0].actor != subjects[0].actor:
            return None
        return None if any(self._only_comments(p.actor) for p in people if p.actor is not None) else people

    def _spoke(self, verb: Token) -> Encounter | None:
        """Read "X spoke today with Y", the way in which governments report calls."""
        if verb.tag_ not in {"VBD", "VBN"} and not any(t.lower_ == "will" for t in verb.children):
            return None
        parties = self._two_people(verb, {"with"})
        if parties is None or not self._is_placed(verb, DAYS):
            return None
        kind = "talks" if self._is_placed(verb, SITES) else "call"
        return self._encounter(verb, verb, kind, parties, False, f"verb '{verb.text}'")

    def _discussed(self, verb: Token) -> Encounter | None:
        """Read "X discussed trade with Y in Oslo on Monday": between people who hold offices."""
        parties = self._between_people(verb, "talks", {"with"}, f"verb '{verb.text}'", alone=False)
        if parties is None or not self._is_placed(verb, DAYS | SITES):
            return None
        held = [p for p in parties.parties if p.actor is not None and self.references.drafts[p.actor].roles]
        return parties if len(held) > 1 else None

    def _saw(self, verb: Token) -> Encounter | None:
        """Read "X saw Y in Bali", "flew to see Y": with a day, a place or a journey it is a meeting."""
        if any(t.dep_ in {"xcomp", "ccomp", "oprd", "acomp"} or t.lower_ == "as" for t in verb.children):
            return None
        journey = verb.dep_ in {"xcomp", "advcl"} and verb.head.lemma_ in state_words("motion")
        if not journey and not self._is_placed(verb, DAYS | SITES):
            return None
        kind, rule = "talks", f"verb '{verb.text}'"
        if any(t.dep_ == "dobj" and t.lower_ == "other" for t in verb.children):
            subjects, collective = self._subjects(verb)
            return self._encounter(verb, verb, kind, subjects, collective, rule)
        parties = self._two_people(verb, set())
        return self._encounter(verb, verb, kind, parties, False, rule) if parties is not None else None

    def _is_placed(self, verb: Token, kinds: frozenset[str]) -> bool:
        """Tell whether the words of a verb's own clause name a day, or a place."""
        clauses = {t.i for c in verb.children if c.dep_ in CLAUSES for t in c.subtree}
        return any(
            t.ent_type_ in kinds or (t.lower_ == "there" and "GPE" in kinds)
            for t in verb.subtree
            if t.i not in clauses
            and (t.dep_ in {"pobj", "npadvmod", "advmod"} or t.head.dep_ in {"pobj", "npadvmod"})
            and not any(
                a.dep_ == "prep" and a.lower_ in {"of", "about", "from"} for a in (t.head, t.head.head)
            )
        )

    def _contact(self, verb: Token) -> Encounter | None:
        """Read "Netanyahu told Ayrault on Sunday": no meeting by itself, but when and where one was."""
        subjects, _ = self._subjects(verb)
        others = [p for noun in objects_of(verb, set()) for p in self.parties.of(noun)]
        parties = distinct([*subjects, *others])
        if verb.tag_ != "VBD" or len(parties) != 2 or any(p.actor is None for p in parties):
            return None
        rule = f"verb '{verb.text}' between people who met"
        found = self._encounter(verb, verb, "talks", parties, False, rule)
        return replace(found, definite=True, contact=True) if found is not None else None

    def _joint(self, verb: Token) -> Encounter | None:
        """Read "Kerry and Zarif discuss": two people of two sides as the subject."""
        subjects, _ = self._subjects(verb)
        sides = {p.side for p in subjects}
        if (
            len(subjects) < 2
            or any(p.actor is None for p in subjects)
            or len(sides) < 2
            or self._is_light_for_noun(verb)
        ):
            return None
        return self._encounter(
            verb, verb, "talks", subjects, False, f"verb '{verb.text}' with people of two sides as subject"
        )

    def _is_light_for_noun(self, verb: Token) -> bool:
        return any(t.dep_ == "dobj" and t.lower_ in noun_forms() for t in verb.children)

    def _by_phone(self, verb: Token) -> bool:
        with_someone = any(c.dep_ == "prep" and c.lower_ in {"with", "to"} for c in verb.children)
        return self._remote(verb) and (with_someone or verb.tag_ != "VB")

    def _remote(self, verb: Token) -> bool:
        near = {t.lower_ for t in verb.subtree if abs(t.i - verb.i) < 14}
        return bool(near & state_words("phone"))
