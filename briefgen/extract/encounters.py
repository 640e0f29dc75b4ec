"""Encounters: every place of an article that tells of people meeting, and what it says there.

A verb ("met", "hosted", "spoke by phone with") or a noun ("talks", "the Kim-Moon
summit") triggers; parties, time, place and status come from the words around it.
Putting the encounters together into meetings is ``meetings``' work.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from briefgen.extract import lexicon
from briefgen.extract.parties import PLURAL, PartyFinder, conjuncts, countries_beside, meeting_words
from briefgen.extract.states import state_words, status_of_noun, status_of_verb
from briefgen.model import MeetingKind, Party, Span, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from briefgen.extract.coreference import References

SUBJECT = frozenset({"nsubj", "nsubjpass"})
OCCASION = frozenset({"from", "to", "in", "during", "at", "after", "before", "following", "for", "ahead"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter:
    """One place that tells of people meeting.

    ``group`` marks parties named only as "the two leaders"; ``definite`` a noun that
    refers back ("the talks"); ``verb`` is the token index of the clause's verb.
    """

    passage: int
    trigger: int
    verb: int | None
    kind: MeetingKind
    status: Status
    parties: tuple[Party, ...]
    rule: str
    sentence: Span
    definite: bool = False
    group: bool = False
    again: bool = False
    series: str | None = None
    edition: int | None = None
    past: bool = False  # told in the past tense
    contact: bool = False  # no meeting by itself: belongs to one that is told elsewhere
    event: str | None = None  # the name of a gathering of many: "G7 summit"
    seats: tuple[str, ...] = field(default=())  # countries named as parties by adjectives


@cache
def triggers(kind: str) -> dict[str, str]:
    """Return a table of trigger words and the kinds of meeting that they give."""
    table: dict[str, str] = lexicon.load("meetings")[kind]
    return table


@cache
def light_verbs() -> frozenset[str]:
    """Return the verbs that take an encounter as object and its parties as subject."""
    return meeting_words("light")


def find_encounters(references: References, speakers: dict[tuple[int, int], int]) -> list[Encounter]:
    """Return all encounters of an article, in order.

    ``speakers`` gives, for tokens inside quoted speech, the actor who is speaking, so
    that "I" and "we" can be parties.
    """
    found: list[Encounter] = []
    for index, passage in enumerate(references.passages):
        scout = _Scout(references, index, speakers)
        for token in passage.doc:
            encounter = scout.look(token)
            if encounter is not None:
                found.extend(scout.apart(encounter))
    return found


COMPANY = frozenset({"with", "between", "among", "from", "of", "for"})


@dataclass(slots=True)
class _Company:
    """Who stands beside an encounter's noun; ``hosted`` if not only by "with"."""

    parties: list[Party] = field(default_factory=list)
    group: bool = False
    seats: list[str] = field(default_factory=list)
    hosted: bool = False

    def add(self, parties: Sequence[Party], group: bool, *, host: bool) -> None:
        """Take parties in; ``host`` if the words name both sides or the one who receives."""
        self.parties = _distinct([*self.parties, *parties])
        self.group = self.group or group
        self.hosted = self.hosted or (host and bool(parties or group))


class _Scout:
    """Looks at the tokens of one passage."""

    def __init__(self, references: References, index: int, speakers: dict[tuple[int, int], int]) -> None:
        self.references = references
        self.index = index
        self.passage = references.passages[index]
        self.parties = PartyFinder(references, index)
        self.speakers = speakers

    def look(self, token: Token) -> Encounter | None:
        """Return the encounter that a token triggers, if any."""
        if (token.pos_ == "VERB" or token.tag_.startswith("VB")) and not _is_gerund_noun(token):
            return self._verb(token)
        if (token.pos_ in {"NOUN", "PROPN"} or _is_gerund_noun(token)) and token.lower_.rstrip(
            "."
        ) in noun_forms():
            return self._noun(token)
        return None

    def apart(self, encounter: Encounter) -> Iterator[Encounter]:
        """Yield one encounter for each party where several were met one by one.

        "Meetings with A, B and C" are several where each has an office of his or her
        own; "met A and B" are two where A and B speak for different countries.
        """
        trigger = self.passage.doc[encounter.trigger]
        met = [p for p in encounter.parties if p.span and p.span.start > self.passage.offset + trigger.idx]
        hosts = [p for p in encounter.parties if p not in met]
        if len(met) == 1 and len(hosts) > 1 and any(t.lower_ == "each" for t in trigger.subtree):
            hosts, met = met, hosts
            yield from (replace(encounter, parties=(*hosts, party)) for party in met)
            return
        if (
            len(hosts) != 1
            or len(met) < 2
            or any(p.actor is None for p in met)
            or not self._one_by_one(trigger, met)
        ):
            yield encounter
            return
        for party in met:
            yield replace(encounter, parties=(*hosts, party))

    def _one_by_one(self, trigger: Token, met: Sequence[Party]) -> bool:
        sides = {p.side for p in met if p.side}
        if trigger.pos_ == "VERB":
            return len(sides) == len(met)
        titled = all(self.references.drafts[p.actor].roles for p in met if p.actor is not None)
        return trigger.tag_ in PLURAL and titled

    # ── verbs ────────────────────────────────────────────────────────────────

    def _verb(self, verb: Token) -> Encounter | None:
        lemma = verb.lemma_.lower()
        if lemma in meeting_words("visiting") and self._calls_on(verb):
            return self._symmetric(verb, "talks", frozenset({"on"}))
        if lemma in triggers("verbs"):
            return self._symmetric(verb, triggers("verbs")[lemma])
        if lemma in triggers("person_verbs") and not self._is_light_for_noun(verb):
            return self._directed(verb, triggers("person_verbs")[lemma])
        if lemma in triggers("phone_verbs") and self._by_phone(verb):
            return self._symmetric(verb, "call")
        if lemma in meeting_words("contact"):
            return self._contact(verb)
        if lemma in meeting_words("joint") or self._leads_delegations(verb):
            return self._joint(verb)
        if lemma == "sit" and any(t.lower_ == "down" for t in verb.children):
            return self._symmetric(verb, "talks")
        return None

    def _leads_delegations(self, verb: Token) -> bool:
        """Tell whether people "led the two delegations"."""
        return verb.lemma_ in {"lead", "head"} and any(
            t.dep_ == "dobj" and t.lower_ in {"delegations", "sides", "teams"} for t in verb.children
        )

    def _calls_on(self, verb: Token) -> bool:
        """Tell whether someone "called on" or "dropped in on" a named person, and asked nothing of them."""
        if any(t.dep_ in {"xcomp", "ccomp", "dobj"} for t in verb.children):
            return False
        found = [p for noun in objects_of(verb, {"on"}) for p in self.parties.of(noun)]
        return any(p.actor is not None for p in found)

    def _symmetric(self, verb: Token, kind: str, prepositions: frozenset[str] = frozenset()) -> Encounter | None:
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
            parties = _distinct([*subjects, *instead])
            return self._encounter(
                verb, verb, kind, parties, collective, f"verb '{verb.text}' ('but with')", Status.HELD
            )
        others = [
            p for noun in objects_of(verb, {"with", "to", *prepositions}) for p in self.parties.of(noun)
        ]
        others = others or self._right_beside(verb, subjects)
        if not others and any(t.dep_ == "dobj" for t in verb.children):
            return None
        parties = _distinct([*subjects, *others])
        if self._remote(verb):
            kind = "call"
        return self._encounter(verb, verb, kind, parties, collective, f"verb '{verb.text}'")

    def _right_beside(self, verb: Token, subjects: Sequence[Party]) -> list[Party]:
        """Return the person named right after a verb where the parse has lost the object."""
        for token in verb.doc[verb.i + 1 : min(verb.i + 12, verb.sent.end)]:
            reference = self.references.of(self.index, token)
            if reference is not None and reference.kind == "name":
                return [p for p in self.parties.of(verb.doc[reference.head]) if p not in subjects]
            if token.is_punct or (token.pos_ in {"VERB", "AUX", "PRON"}) or token.lower_ in {"in", "on", "at", "to"}:
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
        return self._encounter(
            verb, verb, kind, _distinct([*subjects, *others]), False, f"verb '{verb.text}'"
        )

    def _contact(self, verb: Token) -> Encounter | None:
        """Read "Netanyahu told Ayrault on Sunday": no meeting by itself, but when and where one was."""
        subjects, _ = self._subjects(verb)
        others = [p for noun in objects_of(verb, set()) for p in self.parties.of(noun)]
        parties = _distinct([*subjects, *others])
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

    def _subjects(self, verb: Token) -> tuple[list[Party], bool]:
        """Return the parties who do what a verb says, and whether they are named as a group."""
        token = subject_of(verb)
        if token is None:
            return [], False
        return self._read(token)

    def _read(self, token: Token) -> tuple[list[Party], bool]:
        if token.lower_ in meeting_words("visits"):
            return self._visitor(token)
        if token.lower_ in {"i", "we", "us", "me", "my", "our"}:
            speaker = self.speakers.get((self.index, token.i))
            if speaker is None:
                return [], False
            draft = self.references.drafts[speaker]
            if not draft.named and not draft.offices:
                return [], False
            span = self.passage.span_of(token)
            party = Party(name=draft.name, actor=speaker, side=draft.country, span=span)
            if draft.offices:
                party = replace(party, actor=None, described=speaker)
            return [party], token.lower_ in {"we", "us", "our"}
        if token.lower_ in {"they", "them", "their", "both", "who"} or self._is_both(token):
            return [], True
        reference = self.references.of(self.index, token)
        if reference is not None and reference.kind == "pronoun" and self._only_comments(reference.actor):
            return [], False
        return self.parties.of(token), False

    def _only_comments(self, actor: int) -> bool:
        """Tell whether somebody is in the article to speak, not to meet: "he" is hardly the spokesman."""
        heads = {claim.head for claim in self.references.drafts[actor].roles}
        return bool(heads) and heads <= meeting_words("commenting")

    def _visitor(self, visit: Token) -> tuple[list[Party], bool]:
        """Return who makes a visit ("his trip included talks"): its possessor, else the clause's subject."""
        owner = next((t for t in visit.children if t.dep_ == "poss"), None)
        if owner is None:
            verb = outer_verb(visit)
            owner = subject_of(verb) if verb is not None and visit.dep_ not in SUBJECT else None
        if owner is None or owner.lower_ in meeting_words("visits"):
            return [], False
        return self._read(owner)

    def _is_both(self, token: Token) -> bool:
        lefts = {t.lower_ for t in token.lefts}
        if token.lower_ in {"pair", "duo", "couple", "two", "three"}:
            return "the" in lefts
        return (
            token.lower_ in meeting_words("both")
            and bool(lefts & {"two", "both", "three"})
            and not countries_beside(token)
        )

    # ── nouns ────────────────────────────────────────────────────────────────

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
        company = self._company(noun)
        own, group, seats = company.parties, company.group, company.seats
        if wrapper is not None:
            more = self._company(wrapper)
            own, group = [*own, *more.parties], group or more.group
            company.hosted = company.hosted or more.hosted
        light = light_verb_of(outer)
        if light is not None and outer.dep_ == "dobj" and not company.hosted:
            for noun_with in objects_of(light, {"with"}):
                if noun_with != outer:
                    company.add(self.parties.of(noun_with), False, host=False)
            own = _distinct([*own, *company.parties])
        subjects, collective = self._light_subjects(light, outer)
        parties = _distinct([*own, *subjects])
        if own and not company.hosted and len(parties) == len(own):
            parties = _distinct([*parties, *self._occasion_subjects(outer)])
        parties = self._with_companions(noun, parties)
        if len(seats) > 1 and not parties:
            parties = self._seated(noun, seats)
        event = event_of(noun)
        if event and not own:
            parties = _distinct([*parties, *self._occasion_subjects(outer)])
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
            and not group
            and not (outer.dep_ == "pobj" and outer.head.lower_ in OCCASION)
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
            again=_again(noun), series=series, edition=edition, seats=tuple(seats), past=_told_as_past(outer, light), event=event,
        )  # fmt: skip

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
        if lefts & (state_words("phone") | {"conference"}):
            return True
        return any(
            c.dep_ == "prep" and c.lower_ in {"with", "between", "from"} for c in noun.children
        ) and not any(c.lower_ == "for" for c in noun.children)

    def _company(self, noun: Token) -> _Company:
        """Return the parties beside a noun: "Wang's … with Sullivan", "between …", "Kim-Moon …"."""
        company = _Company()
        for child in noun.children:
            if child.dep_ == "poss":
                found, group = self._read(child)
                company.add([p for p in found if p.actor is not None or p.side is not None], group, host=True)
            elif child.dep_ in {"compound", "nmod", "amod"} and child.i < noun.i:
                company.add([p for t in conjuncts(child) for p in self._compound(t)], False, host=True)
            elif child.dep_ == "prep" and child.lower_ in COMPANY:
                for inner in child.children:
                    if inner.dep_ == "pobj" and not (child.lower_ == "of" and not self._people_phrase(inner)):
                        company.add(*self._read(inner), host=child.lower_ in {"between", "among", "of"})
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

    def _with_companions(self, trigger: Token, parties: list[Party]) -> list[Party]:
        """Add those by whom a party is "accompanied" or "joined" in the same sentence."""
        if not parties:
            return parties
        companions = [
            party
            for token in trigger.sent
            if token.tag_ == "VBN" and token.lemma_ in meeting_words("company")
            for agent in token.children
            if agent.dep_ == "agent"
            for noun in agent.children
            for party in self.parties.of(noun)
        ]
        members = [
            party
            for token in trigger.sent
            if token.lower_ == "including" and _is_delegation(token.head)
            for noun in token.children
            if noun.dep_ == "pobj"
            for party in self.parties.of(noun)
        ]
        return _distinct([*parties, *(p for p in [*companions, *members] if p.actor is not None)])

    def _seated(self, noun: Token, seats: Sequence[str]) -> list[Party]:
        """Return the people of the sentence who fill the seats of "Russian-Turkish talks", one for each."""
        found = []
        for token in noun.sent:
            reference = self.references.of(self.index, token)
            if reference is not None and reference.head == token.i and reference.kind == "name" and token.dep_ != "poss":
                draft = self.references.drafts[reference.actor]
                if draft.country in seats:
                    span = self.passage.span_of(token)
                    found.append(Party(name=draft.name, actor=reference.actor, side=draft.country, span=span))
        found = _distinct(found)
        return found if len(found) == len({p.side for p in found}) == len(seats) else []

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

    def _encounter(
        self, trigger: Token, verb: Token, kind: str, parties: list[Party], group: bool, rule: str,
        status: Status | None = None,
    ) -> Encounter | None:  # fmt: skip
        if len(parties) < 2 and not group:
            return None
        parties = self._with_companions(trigger, parties)
        status = status or status_of_verb(verb)
        if status is None:
            return None
        return Encounter(
            passage=self.index, trigger=trigger.i, verb=verb.i, kind=MeetingKind(kind), status=status,
            parties=tuple(parties), rule=rule + " with its parties", sentence=self.passage.sentence_at(trigger.idx),
            group=group, again=_again(trigger), past=verb.tag_ in {"VBD", "VBN", "VBZ"},
        )  # fmt: skip


# ── reading the parse ────────────────────────────────────────────────────────


@cache
def noun_forms() -> frozenset[str]:
    """Return the trigger nouns in singular and plural."""
    singular = triggers("nouns")
    return frozenset(singular) | {f"{word}s" for word in singular if not word.endswith("s")}


def _is_delegation(token: Token) -> bool:
    """Tell whether "including" lists the members of a group of people."""
    near = [token, *token.children, *token.ancestors]
    return any(t.lower_ in meeting_words("people") and t.tag_ in PLURAL | {"NN"} for t in near)


def _is_gerund_noun(token: Token) -> bool:
    """Tell whether "meeting" is a noun that the model took for a verb: something stands before it as before a noun."""
    if token.lower_ not in noun_forms() or token.tag_ != "VBG":
        return False
    return any(t.dep_ in {"det", "amod", "poss", "compound", "nmod"} for t in token.lefts)


def subject_of(verb: Token) -> Token | None:
    """Return the noun that does what a verb says, looking above infinitives, gerunds and conjuncts."""
    token = verb
    for _ in range(8):
        for child in token.children:
            if child.dep_ in SUBJECT:
                return _antecedent_of(child, token)
        if token.dep_ == "relcl" and not any(c.dep_ in SUBJECT for c in token.children):
            return token.head
        if token.dep_ == "acl" and token.head.pos_ in {"NOUN", "PROPN"}:
            owner = next((t for t in token.head.children if t.dep_ == "poss"), None)
            if owner is not None:
                return owner
        if token.dep_ == "ROOT" or token.head is token:
            return None
        token = token.head
    return None


def _antecedent_of(subject: Token, verb: Token) -> Token:
    """Return the noun for which a relative pronoun stands."""
    if subject.tag_ in {"WP", "WDT"} and verb.dep_ == "relcl":
        return verb.head
    return subject


def objects_of(verb: Token, prepositions: set[str]) -> Iterator[Token]:
    """Yield the direct object of a verb and the objects of the given prepositions."""
    for child in verb.children:
        if child.dep_ in {"dobj", "dative"} and child.lower_ not in {"each"}:
            yield child
        elif child.dep_ in {"prep", "agent"} and child.lower_ in prepositions | (
            {"by"} if child.dep_ == "agent" else set()
        ):
            yield from (t for t in child.children if t.dep_ == "pobj")
        elif child.dep_ in {"advmod", "prt"}:
            for inner in child.children:
                if inner.dep_ == "prep" and inner.lower_ in prepositions:
                    yield from (t for t in inner.children if t.dep_ == "pobj")


def core_noun(noun: Token) -> Token:
    """Return the encounter inside a wrapper: "consultation" of "round of the consultation"."""
    if noun.lemma_.lower() in meeting_words("wrappers"):
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                for inner in child.children:
                    if inner.dep_ == "pobj" and inner.lower_ in noun_forms():
                        return inner
    return noun


def wrapper_of(noun: Token) -> Token | None:
    """Return the "round", "series" or "day" around an encounter's noun."""
    if (
        noun.dep_ == "pobj"
        and noun.head.lower_ == "of"
        and noun.head.head.lower_ in meeting_words("wrappers")
    ):
        return noun.head.head
    return None


def light_verb_of(noun: Token) -> Token | None:
    """Return the verb that a noun is object of, past "for", "in", "to" ("arrived for talks with")."""
    token = noun
    if token.dep_ == "conj":
        token = token.head
    if token.dep_ in {"dobj", "nsubjpass", "nsubj", "attr"} and token.head.pos_ in {"VERB", "AUX"}:
        return token.head
    if token.dep_ == "pobj" and token.head.lower_ in {"for", "in", "to", "at", "of"}:
        verb = token.head.head
        if verb.pos_ == "VERB" and verb.lemma_.lower() in light_verbs():
            return verb
    return None


def outer_verb(noun: Token) -> Token | None:
    """Return the nearest verb above a noun."""
    return next((t for t in noun.ancestors if t.pos_ in {"VERB", "AUX"}), None)


def series_of(noun: Token, wrapper: Token | None) -> tuple[str | None, int | None]:
    """Return the name and number of a standing meeting: ("strategic security consultation", 18)."""
    edition = next(
        (n for head in (wrapper, noun) if head is not None for n in map(_ordinal, head.lefts) if n), None
    )
    lefts = [t for c in noun.lefts if c.dep_ in {"amod", "compound", "nmod"} for t in c.subtree]
    words = [t.text for t in sorted(lefts, key=lambda t: t.i) if t.text[0].isalpha() and _names_series(t)]
    if edition is None and (not words or noun.lemma_.lower() not in meeting_words("standing")):
        return None, None
    return " ".join([*words, noun.lemma_.lower()]), edition


def event_of(noun: Token) -> str | None:
    """Return the name of a gathering of many, without its number: "G7 summit", "BRICS leaders’ summit"."""
    if noun.lemma_.lower() not in meeting_words("gatherings"):
        return None
    doc = noun.doc
    start = noun.i
    while start > 0 and (
        doc[start - 1].text[0].isupper()
        or doc[start - 1].text.isdigit()
        or doc[start - 1].lower_ in {"of", "leaders", "ministers", "’", "'", "-", "'s", "’s"}
    ):
        if doc[start - 1].ent_type_ in {"PERSON", "DATE", "NORP"} or doc[start - 1].is_sent_start:
            break
        start -= 1
    words = [t for t in doc[start : noun.i] if t.text[0].isalnum() and t.lower_ != "s"]
    acronym = any(t.text.isupper() or any(c.isdigit() for c in t.text) or t.ent_type_ == "ORG" for t in words)
    return " ".join(t.lower_ for t in words if t.lower_ not in {"leaders", "ministers"}) if acronym else None


def _ordinal(token: Token) -> int | None:
    """Return the number that an ordinal in figures gives: 18 for "18th"."""
    digits = "".join(c for c in token.text if c.isdigit())
    is_ordinal = digits and token.lower_ in {f"{digits}{end}" for end in ("st", "nd", "rd", "th")}
    return int(digits) if is_ordinal and len(digits) < 4 else None


def _names_series(token: Token) -> bool:
    return not token.ent_type_ and token.lower_ not in (
        state_words("planned_adjectives")
        | state_words("possible_adjectives")
        | meeting_words("generic")
        | meeting_words("passing")
    )


def _told_as_past(noun: Token, light: Token | None) -> bool:
    """Tell whether a noun's clause, or "after" before it, puts the encounter in the past."""
    if noun.dep_ == "pobj" and noun.head.lower_ in state_words("behind"):
        return True
    verb = light if light is not None else outer_verb(noun)
    helped = verb is not None and any(t.lower_ in {"has", "have", "had", "was", "were"} for t in verb.lefts)
    return verb is not None and (verb.tag_ == "VBD" or (verb.tag_ == "VBN" and helped))


def _again(trigger: Token) -> bool:
    """Tell whether the words speak of one more meeting: "another", "second", "meet again", "last month's"."""
    near = {t.lower_ for t in trigger.lefts} | {t.lower_ for t in trigger.rights if t.dep_ == "advmod"}
    return bool(
        near
        & {
            "another",
            "again",
            "previous",
            "earlier",
            "previously",
            "second",
            "third",
            "last",
            "next",
        }
    )


def _distinct(parties: Sequence[Party]) -> list[Party]:
    """Return the parties without repeats of one actor or one name."""
    kept: list[Party] = []
    for party in parties:
        same = (p.actor == party.actor if party.actor is not None else p.name == party.name for p in kept)
        if not any(same):
            kept.append(party)
    return kept
