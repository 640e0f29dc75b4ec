"""Encounters told by a noun: "talks", "Wang's meeting with Sullivan", "the Kim-Moon summit"."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.extract.assemblies import Assembly, assembly_of
from briefgen.extract.clauses import (
    OCCASION,
    SUBJECT,
    company_abroad,
    core_noun,
    honoured,
    light_verb_of,
    light_verbs,
    noun_forms,
    objects_of,
    outer_verb,
    subject_of,
    told_as_past,
    triggers,
    wrapper_of,
)
from briefgen.extract.parties import PLURAL, conjuncts, countries_beside, meeting_words
from briefgen.extract.scout import Encounter, Scout, distinct
from briefgen.extract.series import event_of, is_again, series_of
from briefgen.extract.states import state_words, status_of_noun
from briefgen.model import MeetingKind, Party

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

COMPANY = frozenset({"with", "between", "among", "from", "of", "for"})
_GUESTS = {"meal": ("for",), "reception": ("for", "to"), "call": ("to",)}


@dataclass(slots=True)
class _Company:
    """Who stands beside an encounter's noun; ``hosted`` if not only by "with"."""

    parties: list[Party] = field(default_factory=list)
    group: bool = False
    seats: list[str] = field(default_factory=list)
    hosted: bool = False

    def add(self, parties: Sequence[Party], group: bool, *, host: bool) -> None:
        """Take parties in; ``host`` if the words name both sides or the one who receives."""
        self.parties = distinct([*self.parties, *parties])
        self.group = self.group or group
        self.hosted = self.hosted or (host and bool(parties or group))


class NounScout(Scout):
    """Finds the encounters that nouns tell of."""

    def _noun(self, noun: Token) -> Encounter | None:
        word = noun.lower_.rstrip(".")
        kind = triggers("nouns").get(word) or triggers("nouns").get(noun.lemma_.lower())
        if kind is None or self._is_generic(noun) or noun.dep_ in {"compound", "nmod", "amod"}:
            return None
        core = core_noun(noun)
        wrapper = wrapper_of(noun)
        if core is not noun:  # "round of consultation": the inner noun will speak
            return None
        outer = wrapper or noun
        if kind == "call" and not self._is_phone_call(noun):
            return None
        if self._paid_to(noun):
            kind = "talks"
        remote = {t.lower_ for t in noun.lefts}
        if (word == "conference" and remote & state_words("phone")) or (
            kind == "talks" and remote & state_words("line")
        ):
            kind = "call"
        company = self._company(noun)
        own, group, seats = company.parties, company.group, company.seats
        if wrapper is not None:
            more = self._company(wrapper)
            own, group = [*own, *more.parties], group or more.group
            company.hosted = company.hosted or more.hosted
        light = light_verb_of(outer)
        aimed = outer.dep_ == "pobj" and outer.head.lower_ in {"for", "into"}  # "sat down with Roe for talks"
        aimed = aimed or (outer.dep_ == "pobj" and light is not None and light.lemma_ == "engage")
        if light is not None and (outer.dep_ == "dobj" or aimed) and not company.hosted:
            guests = {"with", *_GUESTS.get(kind, ())} if not aimed else {"with"}
            for noun_with in [*objects_of(light, guests), *company_abroad(light)]:
                if noun_with != outer:
                    company.add(self.parties.of(noun_with), False, host=False)
            own = distinct([*own, *company.parties])
        for taking_part in _agents_of(outer):
            company.add(self.parties.of(taking_part), False, host=True)
        if kind in _GUESTS:
            for word, person in honoured(outer, light):
                company.add(self.parties.of(person), False, host=word == "behalf")
        own = distinct([*own, *company.parties])
        subjects, collective = self._light_subjects(light, outer)
        if len(own) > 1 and company.hosted and light is not None and light.lemma_ not in light_verbs():
            subjects = []  # "Roe brokered the president's talks with Vance"
        parties = distinct([*own, *subjects])
        if own and not company.hosted and len(parties) == len(own):
            parties = distinct([*parties, *self._occasion_subjects(outer)])
        parties = self._with_companions(noun, parties)
        if len(seats) > 1 and not parties:
            parties = self._seated(noun, seats)
        event = event_of(noun)
        if event and not own:
            parties = distinct([*parties, *self._occasion_subjects(outer)])
        elif not parties and not seats and word in meeting_words("of_pairs"):
            parties = self._occasion_pair(outer)
        assembly = self._assembly(noun, outer, light, own)
        event = event or (assembly.name if assembly else None)
        if self._only_joined(light, outer, own):
            return None
        definite = any(
            t.lower_ in {"the", "this", "that", "these", "those"} or t.dep_ == "poss" for t in outer.lefts
        )
        if (
            noun.tag_ in PLURAL
            and word not in {"talks", "discussions", "negotiations", "consultations"}
            and len(parties) < 2
        ):
            return None
        if (
            word in meeting_words("needs_company")
            and len(parties) + len(seats) < 2
            and not definite
            and not (group or (collective and self.turn is not None))
            and assembly is None
            and not any(p.name.casefold().split()[-1] == "negotiators" for p in parties)
            and not (outer.dep_ == "pobj" and outer.head.lower_ in OCCASION)
        ):
            return None
        if word in meeting_words("of_named") and (
            sum(p.actor is not None for p in parties) < 2 or any(t.dep_ == "compound" for t in noun.lefts)
        ):
            return None
        series, edition = series_of(noun, wrapper)
        status = status_of_noun(outer, light if light is not None else outer_verb(outer))
        if status is None:
            return None
        return Encounter(
            passage=self.index, trigger=noun.i, verb=light.i if light is not None else None, kind=MeetingKind(kind),
            status=status, parties=tuple(parties), rule=self._noun_rule(noun, parties),
            sentence=self.passage.sentence_at(noun.idx), definite=definite, group=group or collective,
            again=is_again(noun), series=series, edition=edition, seats=tuple(seats),
            past=told_as_past(outer, light), event=event, assembly=assembly,
        )  # fmt: skip

    def _only_joined(self, light: Token | None, outer: Token, own: Sequence[Party]) -> bool:
        """Tell whether people "joined the talks" that others hold: who comes along, not who meets."""
        joined = light is not None and light.lemma_ == "join" and outer.dep_ == "dobj"
        return joined and not own and any(t.lower_ in {"the", "that", "this"} for t in outer.lefts)

    def _assembly(
        self, noun: Token, outer: Token, light: Token | None, own: Sequence[Party]
    ) -> Assembly | None:
        """Return the body whose people gather: "a call of EU leaders", "G7 ministers agreed at their meeting"."""
        for child in noun.children:
            inner = next((t for t in child.children if t.dep_ == "pobj"), None)
            named = child if child.dep_ in {"poss", "compound", "nmod"} else inner
            if child.dep_ in {"poss", "compound", "nmod"} or child.lower_ in {"of", "among"}:
                found = assembly_of(named)
                if found is not None:
                    return found
        if own:
            return None
        if light is not None and outer.dep_ == "dobj":
            return assembly_of(subject_of(light))
        if outer.dep_ == "pobj" and outer.head.lower_ in OCCASION:
            verb = outer_verb(outer)
            return assembly_of(subject_of(verb)) if verb is not None else None
        return None

    def _noun_rule(self, noun: Token, parties: Sequence[Party]) -> str:
        beside = "with its parties" if len(parties) > 1 else "that refers to a meeting told elsewhere"
        return f"noun '{noun.text}' {beside}"

    def _is_generic(self, noun: Token) -> bool:
        lefts = {t.lower_ for t in noun.lefts}
        return (bool(lefts & meeting_words("generic")) and noun.tag_ in PLURAL) or (
            noun.tag_ in PLURAL and not lefts and noun.dep_ in {"pobj", "dobj"} and not self._company(noun).parties
            and noun.lower_ not in {"talks"}
        )  # fmt: skip

    def _is_phone_call(self, noun: Token) -> bool:
        lefts = {t.lower_ for t in noun.lefts}
        if lefts & (state_words("phone") | {"conference"}) or self._paid_to(noun):
            return True
        return any(
            c.dep_ == "prep" and c.lower_ in {"with", "between", "from"} for c in noun.children
        ) and not any(c.lower_ == "for" for c in noun.children)

    def _paid_to(self, noun: Token) -> list[Party]:
        """Return on whom somebody "paid a call"."""
        if noun.dep_ != "dobj" or noun.head.lemma_ != "pay":
            return []
        on = [c for c in noun.children if c.dep_ == "prep" and c.lower_ == "on"]
        return [p for c in on for t in c.children for p in self.parties.of(t) if p.actor is not None]

    def _company(self, noun: Token) -> _Company:
        """Return the parties beside a noun: "Wang's … with Sullivan", "between …", "Kim-Moon …"."""
        company = _Company()
        kind = triggers("nouns").get(noun.lemma_.lower(), "")
        views = [t for c in noun.children if c.lower_ == "of" for t in c.children if t.lower_ == "views"]
        for child in [c for t in (noun, *views) for c in t.children]:  # "an exchange of views with Roe"
            if child.dep_ == "poss":
                found, group = self._read(child)
                company.add([p for p in found if p.actor is not None or p.side is not None], group, host=True)
            elif child.dep_ in {"compound", "nmod", "amod"} and child.i < noun.i:
                company.add([p for t in conjuncts(child) for p in self._compound(t)], False, host=True)
            elif child.dep_ == "prep" and child.lower_ in COMPANY | set(_GUESTS.get(kind, ())):
                for inner in child.children:
                    if inner.dep_ == "pobj" and not (child.lower_ == "of" and not self._people_phrase(inner)):
                        company.add(*self._read(inner), host=child.lower_ in {"between", "among", "of"})
        company.add(self._paid_to(noun), False, host=False)
        modified = any(t.dep_ in {"amod", "compound", "nmod"} for t in noun.lefts)
        seats = countries_beside(noun) if modified else []
        company.seats = seats if len(seats) > 1 else []
        return company

    def _compound(self, token: Token) -> list[Party]:
        """Return the people in "Kim-Moon summit" and "Trump-Kim talks"."""
        found = []
        for part in token.subtree:
            reference = self.references.of(self.index, part)
            if reference is not None and reference.kind == "name":
                draft = self.references.drafts[reference.actor]
                found.append(
                    Party(
                        name=draft.name,
                        actor=reference.actor,
                        side=draft.country,
                        span=self.passage.span_of(part),
                    )
                )
        return found

    def _people_phrase(self, token: Token) -> bool:
        return (
            any(p.actor is not None or p.name for p in self.parties.of(token))
            and token.lower_ not in noun_forms()
        )

    def _is_person_or_country(self, party: Party) -> bool:
        return party.actor is not None or party.side is not None

    def _light_subjects(self, light: Token | None, noun: Token) -> tuple[list[Party], bool]:
        if light is None or noun.dep_ in SUBJECT:
            return [], False
        return self._subjects(light)

    def _seated(self, noun: Token, seats: Sequence[str]) -> list[Party]:
        """Return the people of the sentence who fill the seats of "Russian-Turkish talks", one for each."""
        found = []
        for token in noun.sent:
            reference = self.references.of(self.index, token)
            if (
                reference is not None
                and reference.head == token.i
                and reference.kind == "name"
                and token.dep_ != "poss"
            ):
                draft = self.references.drafts[reference.actor]
                if draft.country in seats:
                    span = self.passage.span_of(token)
                    found.append(Party(name=draft.name, actor=reference.actor, side=draft.country, span=span))
        found = distinct(found)
        acting = self._occasion_subjects(noun)
        if len(found) < len(seats) == len(acting) and {p.side for p in acting} <= {None, *seats}:
            return acting if len({p.side for p in acting}) == len(acting) else []
        return found if len(found) == len({p.side for p in found}) == len(seats) else []

    def _occasion_pair(self, noun: Token) -> list[Party]:
        """Return the two who act together "at the summit", also by the passive "as agreed by A and B"."""
        verb = outer_verb(noun)
        if noun.dep_ != "pobj" or verb is None:
            return []
        after = noun.head.lower_ in {"after", "following"} and not any(
            t.lower_ in {"the", "this", "that"} or t.dep_ == "poss" for t in noun.lefts
        )
        if after:
            return _pair([p for p in self._acting_above(verb) if p.actor is not None])
        if noun.head.lower_ not in {"at", "in", "during", "over", "from"}:
            return []
        agents = [t for c in verb.children if c.dep_ == "agent" for t in c.children if t.dep_ == "pobj"]
        return _pair([p for t in agents for p in self.parties.of(t)] or self._occasion_subjects(noun))

    def _acting_above(self, verb: Token) -> list[Party]:
        """Return who acts in the nearest clause, at or above a verb, that people are the subject of."""
        for clause in [verb, *(t for t in verb.ancestors if t.pos_ in {"VERB", "AUX"})]:
            acting = [t for t in clause.children if t.dep_ in SUBJECT]
            if found := [p for t in acting for p in self._read(t)[0]]:
                return found
        return []

    def _occasion_subjects(self, noun: Token) -> list[Party]:
        """Return who acts "in a meeting with X": the subject of the clause that the noun sets the scene for."""
        preposition = noun.head
        if (
            noun.dep_ != "pobj"
            or preposition.lower_ not in OCCASION
            or any(t.dep_ == "poss" and t.ent_type_ not in {"DATE", "TIME"} for t in noun.lefts)
        ):
            return []
        verb = outer_verb(noun)
        if verb is None:
            return []
        return [p for p in self._subjects(verb)[0] if p.actor is not None]


def _pair(acting: list[Party]) -> list[Party]:
    """Return two people, of different sides where those are known; else nobody."""
    sides = [p.side for p in acting if p.side]
    pair = len(acting) == 2 and all(p.actor is not None for p in acting)
    return acting if pair and len(set(sides)) == len(sides) else []


def _agents_of(noun: Token) -> Iterator[Token]:
    """Yield who takes part beyond a noun's own phrase: "hosted by A for B", "took place between A and B"."""
    told = [c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN"]
    told = [v for v in told if v.lemma_ in meeting_words("held_by")]
    if noun.dep_ == "nsubjpass" and noun.head.lemma_ in meeting_words("held_by"):
        told.append(noun.head)
    for verb in told:
        yield from (t for c in verb.children if c.dep_ == "agent" for t in c.children if t.dep_ == "pobj")
        yield from objects_of(verb, {"for", "with"})
    if noun.dep_ in SUBJECT:
        for child in noun.head.children:
            if child.dep_ in {"prep", "agent"} and child.lower_ == "between":
                yield from (t for t in child.children if t.dep_ == "pobj")
