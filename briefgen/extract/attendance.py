"""Attendance: who was at a meeting, from sentences that do not tell of it as an encounter.

News of a meeting with unnamed parties ("officials", "conservative leaders", "the G7") names
some of those present elsewhere: they attended or chaired it, spoke after it, stand in a
list of guests, lead a delegation, or hold the office that the body's members hold.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from briefgen.extract import lexicon
from briefgen.extract.assemblies import Assembly, assembly_of, body_in, may_sit
from briefgen.extract.clauses import SUBJECT, noun_forms, subject_of, triggers
from briefgen.extract.company import Along, companions
from briefgen.extract.nationalities import country_of, country_of_capital
from briefgen.extract.parties import PLURAL, PartyFinder, may_meet, meeting_words
from briefgen.model import BlockKind, MeetingKind, Party, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from briefgen.extract.coreference import References
    from briefgen.extract.encounters import Encounter
    from briefgen.extract.groups import Group

LEAD = 3  # prose paragraphs at the beginning that tell what an article is about
REACH = 6  # paragraphs back to which "the guests included" refers
SIDES = 2  # as many must be led by somebody for talks to be between those
CHAIRING = frozenset({"chair", "co-chair", "moderate", "host"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
PRESENT = frozenset({"after", "at", "during", "following"})


@dataclass(frozen=True, slots=True)
class Attending:
    """Words that put somebody at a meeting; ``noun`` is what they call the meeting."""

    party: Party
    passage: int
    token: int
    how: Literal["said", "attended", "joined", "listed", "led", "along"]
    noun: str | None = None
    beside: frozenset[int] = frozenset()  # with whom they came


class Attendance:
    """Gives the meetings of one article those who were there."""

    def __init__(self, references: References) -> None:
        self.references = references
        self._acting: set[int] = set()
        self._speaking: set[int] = set()
        for reference in references.all:
            passage = references.passages[reference.passage]
            head = passage.doc[reference.head]
            if passage.block.kind is BlockKind.PROSE and head.dep_ == "nsubj":
                self._acting.add(reference.actor)
                if head.head.lemma_ in _reporting():
                    self._speaking.add(reference.actor)

    def complete(self, groups: Sequence[Group]) -> Iterator[tuple[Group, Party]]:
        """Yield those who were at a meeting and are not yet among its parties."""
        for fact in self._facts():
            group = self._meant(fact, groups)
            if group is not None and self._admits(group, fact):
                yield group, fact.party
        yield from self._hosts(groups)
        seated: set[str] = set()
        for group in sorted(groups, key=lambda g: -len(g.members)):
            assembly = _assembly_of_group(group)
            if assembly is None or assembly.name in seated or not self._is_news(group):
                continue
            seated.add(assembly.name)
            for actor in self._sitting(assembly):
                draft = self.references.drafts[actor]
                yield group, Party(name=draft.name, actor=actor, side=draft.country, span=draft.spans[0])

    def company(self, groups: Sequence[Group]) -> Iterator[tuple[Group, Party]]:
        """Yield those who came along to a meeting, all that is told of it being known."""
        for fact in self._companions():
            group = self._meant(fact, groups)
            if group is not None and self._admits(group, fact):
                yield group, replace(fact.party, along=True)

    def _hosts(self, groups: Sequence[Group]) -> Iterator[tuple[Group, Party]]:
        """Yield those who are called "summit host" or "the host of the talks"."""
        for reference in self.references.all:
            passage = self.references.passages[reference.passage]
            if reference.kind != "name" or not self._may_meet(reference.actor):
                continue
            head = passage.doc[reference.head]
            for title in [t for t in head.children if t.lower_ == "host" and t.dep_ in {"compound", "appos"}]:
                nouns = [t for t in title.subtree if t.lower_ in noun_forms()]
                for party in self._people(reference.passage, head) if nouns else []:
                    fact = Attending(party, reference.passage, head.i, "attended", nouns[0].lemma_.lower())
                    group = self._meant(fact, groups)
                    if group is not None and self._admits(group, fact):
                        yield group, party

    # ── who holds a seat ─────────────────────────────────────────────────────

    def _sitting(self, assembly: Assembly) -> list[int]:
        """Return the people of the article who are of a body and of the rank that gathers."""
        named = [i for i in sorted(self._acting) if self._may_meet(i)]
        if assembly.number is not None:
            speaking = [i for i in named if i in self._speaking]
            return speaking if len(speaking) == assembly.number else []
        drafts = self.references.drafts
        return [i for i in named if may_sit(assembly, drafts[i].country, drafts[i].roles)]

    def _is_news(self, group: Group) -> bool:
        """Tell whether the beginning of the article tells of a meeting, and not as one that came to nothing."""
        passages = self.references.passages
        prose = [i for i, p in enumerate(passages) if p.block.kind is BlockKind.PROSE][:LEAD]
        told = any(
            e.passage in prose or passages[e.passage].block.kind is BlockKind.TITLE for e, _ in group.members
        )
        return told and group.status not in {Status.CANCELLED, Status.POSTPONED}

    def _may_meet(self, actor: int) -> bool:
        return may_meet(self.references.drafts[actor])

    # ── what sentences say ───────────────────────────────────────────────────

    def _facts(self) -> Iterator[Attending]:
        for index, passage in enumerate(self.references.passages):
            if passage.block.kind is BlockKind.TITLE:
                continue
            for token in passage.tokens:
                if token.pos_ in {"VERB", "AUX"} and not any(t.dep_ == "neg" for t in token.children):
                    yield from self._by_verb(index, token)

    def _by_verb(self, index: int, verb: Token) -> Iterator[Attending]:
        if verb.lemma_ in {"include", "be"}:
            yield from self._listed(index, verb)
        if verb.lemma_ in {"lead", "head", "represent", "chair", "send"}:
            yield from self._led(index, verb)
        how: Literal["said", "attended", "joined"] = "said"
        nouns: list[Token] = []
        if verb.lemma_ in meeting_words("attending"):
            how = "joined" if verb.lemma_ == "join" else "attended"
            nouns = _meetings_below(verb, frozenset({"at", "over", "by"}), own=True)
        elif verb.lemma_ in _reporting() and verb.tag_ in {"VBD", "VBZ"}:
            nouns = _meetings_below(verb, PRESENT, own=False)
        subject = subject_of(verb) if nouns else None
        if subject is not None:
            for party in self._people(index, subject):
                yield Attending(party, index, verb.i, how, nouns[0].lemma_.lower())

    def _companions(self) -> Iterator[Attending]:
        """Yield those who are said to have come along, of whom some are called by name."""
        for index, passage in enumerate(self.references.passages):
            for token in passage.tokens if passage.block.kind is not BlockKind.TITLE else ():
                for along in companions(token):
                    yield from self._along(index, token, along)

    def _along(self, index: int, token: Token, along: Along) -> Iterator[Attending]:
        finder = PartyFinder(self.references, index)
        beside = [] if along.beside is None else [p.actor for p in finder.of(along.beside)]
        with_whom = frozenset(actor for actor in beside if actor is not None)
        if along.beside is not None and not with_whom:
            return
        for noun in along.people:
            for party in finder.of(noun):
                if party.actor is not None:
                    yield Attending(party, index, token.i, "along", along.meeting, with_whom)

    def _listed(self, index: int, verb: Token) -> Iterator[Attending]:
        """Read "other guests included A and B", "among the invitees are A and B"."""
        subject = next((t for t in verb.children if t.dep_ in SUBJECT), None)
        among = [t for p in verb.children if p.lower_ == "among" for t in p.children if t.dep_ == "pobj"]
        named: list[Token] = []
        if any(t.lower_ in meeting_words("attendees") for t in among) and verb.lemma_ == "be":
            named = [t for t in verb.children if t.dep_ in {"nsubj", "attr"}]
        elif (
            subject is not None and verb.lemma_ == "include" and subject.lower_ in meeting_words("attendees")
        ):
            named = [t for t in verb.children if t.dep_ == "dobj"]
            if not named and self.references.passages[index].doc.text.rstrip().endswith(":"):
                held = [t.lemma_.lower() for t in subject.subtree if t.lower_ in noun_forms()]
                yield from self._list_below(index, verb, held[0] if held else None)
        for token in named:
            for party in self._people(index, token):
                yield Attending(party, index, verb.i, "listed")

    def _list_below(self, index: int, verb: Token, noun: str | None) -> Iterator[Attending]:
        """Read the lines of a list, each a name with an office: "Ada Roe, Chief Executive, Acme"."""
        for below in range(index + 1, len(self.references.passages)):
            doc = self.references.passages[below].doc
            first = next((t for t in doc if t.is_alpha), None)
            reference = self.references.of(below, first) if first is not None else None
            if reference is None or reference.kind != "name" or any(t.tag_ in FINITE for t in doc):
                return
            draft = self.references.drafts[reference.actor]
            if self._may_meet(reference.actor):
                party = Party(name=draft.name, actor=reference.actor, side=draft.country, span=draft.spans[0])
                yield Attending(party, index, verb.i, "listed", noun)

    def _led(self, index: int, verb: Token) -> Iterator[Attending]:
        """Read "the employers are led by A, the union by B" and "A, who leads the government side"."""
        people = meeting_words("people") | meeting_words("attendees")
        led = [t for t in verb.children if t.dep_ in {"nsubjpass", "dobj"}]
        if verb.lemma_ == "send":  # "China has sent Wang": somebody whom a country sends
            senders = [t for t in verb.children if t.dep_ == "nsubj" and country_of(t.text)]
            agents = [t for t in led if senders and t.dep_ == "dobj"]
        elif not any(t.lower_ in people | {"employers", "talks"} or _is_country(t) for t in led):
            return
        elif any(t.dep_ == "nsubjpass" for t in led):
            agents = [t for p in verb.subtree if p.lower_ == "by" for t in p.children if t.dep_ == "pobj"]
        else:
            subject = subject_of(verb)
            agents = [subject] if subject is not None else []
        for token in agents:
            for party in self._people(index, token):
                yield Attending(party, index, verb.i, "led")

    def delegates(self) -> list[Party]:
        """Return those of whom the article says that they lead a side, or the talks; [] unless two sides are led."""
        led = [f for f in self._facts() if f.how == "led" and self._is_side(f)]
        chairs = [f for f in self._facts() if f.how == "attended" and self._verb(f).lemma_ in CHAIRING]
        if len({f.party.actor for f in led}) < SIDES:
            return []
        return list({f.party.actor: f.party for f in [*led, *chairs]}.values())

    def _is_side(self, fact: Attending) -> bool:
        """Tell whether somebody leads a delegation or represents a country: not "heads the party"."""
        verb = self._verb(fact)
        led = [t for t in verb.children if t.dep_ in {"nsubjpass", "dobj"}]
        return any(t.lower_ in meeting_words("led_sides") or _is_country(t) for t in led)

    def _verb(self, fact: Attending) -> Token:
        return self.references.passages[fact.passage].doc[fact.token]

    def _people(self, index: int, token: Token) -> list[Party]:
        found = PartyFinder(self.references, index).of(token)
        return [p for p in found if p.actor is not None and self._may_meet(p.actor)]

    # ── whose meeting it is ──────────────────────────────────────────────────

    def _meant(self, fact: Attending, groups: Sequence[Group]) -> Group | None:
        """Return the meeting that the words speak of: one called so, the nearest before them."""
        kind = triggers("nouns").get(fact.noun or "")
        if fact.how == "along":
            groups = [g for g in groups if self._is_told_beside(g, fact)]

        def rank(group: Group) -> tuple[bool, bool, tuple[int, int]]:
            called = {self._noun(e.passage, e.trigger) for e, _ in group.members}
            before = [(e.passage, e.trigger) for e, _ in group.members]
            before = [place for place in before if place < (fact.passage, fact.token)]
            alike = any(e.kind == kind for e, _ in group.members)
            return (fact.noun in called, alike, max(before, default=(-1, -1)))

        best = max(groups, key=rank, default=None)
        if best is None or rank(best)[2] < (0, 0):
            return None
        near = fact.passage - rank(best)[2][0] <= REACH
        return best if near or fact.how in {"said", "attended", "joined"} or self._is_news(best) else None

    def _is_told_beside(self, group: Group, fact: Attending) -> bool:
        """Tell whether a meeting, of those with whom somebody came, is told right before or beside that."""
        verb = self.references.passages[fact.passage].doc[fact.token]
        ahead = any(t.lower_ in {"will", "would"} for t in verb.children)
        if ahead != (group.status is not Status.HELD) or (fact.beside and not fact.beside & group.actors):
            return False
        reach = REACH if fact.noun else 1
        return any(0 <= fact.passage - e.passage <= reach for e, _ in group.members)

    def _noun(self, passage: int, token: int) -> str:
        return self.references.passages[passage].doc[token].lemma_.lower()

    def _admits(self, group: Group, fact: Attending) -> bool:
        """Tell whether a meeting has room for somebody: a body, or unnamed people of the same side."""
        if fact.party.actor in group.actors:
            return False
        if fact.how in {"listed", "joined", "along"}:
            return True
        if fact.how == "said" and group.status is not Status.HELD:
            return False
        if _assembly_of_group(group) is not None or any(e.event for e, _ in group.members):
            return True
        unnamed = [p for p in group.parties if p.actor is None and p.described is None]
        side = fact.party.side
        return any(p.side is None or side is None or p.side == side for p in unnamed)


class BodyOfSummit:
    """Tells whose leaders meet at "the summit", where the words themselves do not."""

    def __init__(self, references: References, encounters: Sequence[Encounter]) -> None:
        summits = [e for e in encounters if e.kind is MeetingKind.SUMMIT]
        told = any(len(e.parties) > 1 or len(e.seats) > 1 for e in summits)
        bodies = {body for e in summits if e.event and (body := body_in(e.event))}
        found = {a.body for a in _leaders_acting(references) if a.number is None} if not told else set()
        self._body = next(iter(found)) if len(found) == 1 and not bodies else None

    def named(self, encounter: Encounter) -> Encounter:
        """Return the encounter with the assembly that the name of a summit, or the article, gives it."""
        if encounter.kind is not MeetingKind.SUMMIT or encounter.assembly is not None:
            return encounter
        if encounter.event is not None:
            body = body_in(encounter.event)
            return replace(encounter, assembly=Assembly(body, "leaders")) if body else encounter
        if self._body is None or encounter.parties or encounter.again or not encounter.definite:
            return encounter
        assembly = Assembly(self._body, "leaders")
        return replace(encounter, assembly=assembly, event=assembly.body)


def _leaders_acting(references: References) -> Iterator[Assembly]:
    """Yield the bodies whose leaders do something in the text: "G7 leaders agreed"."""
    for passage in references.passages:
        for token in passage.tokens:
            assembly = assembly_of(token) if token.dep_ in SUBJECT else None
            if assembly is not None and assembly.of_leaders:
                yield assembly


def _assembly_of_group(group: Group) -> Assembly | None:
    """Return the body whose people gather, named by a plural or by the name of the meeting."""
    return next((e.assembly for e, _ in group.members if e.assembly), None)


def _meetings_below(verb: Token, prepositions: frozenset[str], *, own: bool) -> list[Token]:
    """Return the nouns by which a clause refers to a meeting told elsewhere; ``own`` for a direct object too."""
    objects = [t for t in verb.children if own and t.dep_ == "dobj"]
    objects += [
        t for p in verb.children if p.dep_ == "prep" and p.lower_ in prepositions for t in p.children
        if t.dep_ == "pobj"
    ]  # fmt: skip
    return [
        t
        for t in objects
        if t.lower_ in noun_forms()
        and any(c.lower_ in {"the", "this", "that"} for c in t.lefts)
        and not (t.tag_ in PLURAL and t.lower_ not in {"talks", "negotiations", "consultations"})
        and not any(c.dep_ == "prep" and c.lower_ in {"with", "between"} for c in t.children)
    ]


def _is_country(token: Token) -> bool:
    """Tell whether a word names a country, or the seat of its government: "represents Washington"."""
    return country_of(token.text) is not None or country_of_capital(token.text) is not None


def _reporting() -> frozenset[str]:
    verbs = lexicon.load("reporting")["verbs"]
    return frozenset(verbs["strong"]) - frozenset(verbs["ambiguous"])
