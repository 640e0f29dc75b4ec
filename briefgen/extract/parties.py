"""The parties of an encounter: from a noun phrase to people, countries and unnamed officials."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from briefgen import names
from briefgen.extract import lexicon
from briefgen.extract.nationalities import country_of
from briefgen.extract.people import lone_name_stoppers, role_heads
from briefgen.model import Party

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Token

    from briefgen.extract.coreference import References
    from briefgen.extract.references import Draft

PLURAL = frozenset({"NNS", "NNPS"})
LONGEST_COUNTRY = 6  # words of "Democratic People's Republic of Korea"


@cache
def meeting_words(kind: str) -> frozenset[str]:
    """Return one of the word lists about meetings."""
    return frozenset(lexicon.load("meetings")["words"][kind].split())


class PartyFinder:
    """Reads noun phrases of one passage as parties."""

    def __init__(
        self, references: References, passage: int, present: Callable[[Token], int | None] | None = None
    ) -> None:
        """Take ``present``, which tells who "I" and "you" are where somebody is speaking."""
        self.references = references
        self.passage = passage
        self.present = present

    def of(self, token: Token) -> list[Party]:
        """Return the parties that a noun phrase, with all its conjuncts, names; [] if none are people."""
        return _seated([party for member in self._members(token) for party in self._one(member)])

    def _members(self, token: Token) -> Iterator[Token]:
        """Yield a phrase's conjuncts, also those that the parse has hung before its head.

        "President Trump and Chinese leader Xi Jinping": Trump depends on Jinping there.
        """
        known = list(conjuncts(token))
        for part in token.subtree:
            reference = self.references.of(self.passage, part)
            if reference is None or reference.kind != "name" or reference.head != part.i or part in known:
                continue
            path = [part]
            while path[-1] != token and path[-1].dep_ in {"nmod", "compound", "conj", "appos", "dep"}:
                path.append(path[-1].head)
            joined = part.i < token.i and part.doc[reference.end].lower_ in {"and", ","}
            if path[-1] == token and joined:
                yield part
        yield from known

    def _one(self, token: Token) -> Iterator[Party]:
        speaking = self.present(token) if self.present is not None else None
        if speaking is not None:
            draft = self.references.drafts[speaking]
            if draft.named:
                yield self._party(draft.name, speaking, draft.country, token)
            return
        reference = self.references.of(self.passage, token)
        if reference is not None and self._heads(reference.head, token):
            draft = self.references.drafts[reference.actor]
            if draft.named:
                yield self._party(draft.name, reference.actor, draft.country, token)
                return
            if draft.offices and (named := self._named_beside(token)):
                yield from named  # "Sweden's ambassador to Japan, Ada Roe"
                return
            if draft.offices:
                party = self._party(draft.name, None, draft.country, token)
                yield replace(party, described=reference.actor)
                return
        led = next(_leaders_of(token), None)
        if led is not None and (leaders := [p for p in self.of(led) if p.actor is not None]):
            yield from leaders  # "a delegation led by Ada Roe"
            return
        bearer = self.references.titles.get((self.passage, token.i))
        if bearer is not None and token.lower_ in role_heads():
            draft = self.references.drafts[bearer]
            yield self._party(draft.name, bearer, draft.country, token)
            return
        named = self._named_beside(token)
        if named is not None:
            yield from named
            return
        word = token.lower_
        if word in meeting_words("people") or word in role_heads():
            yield from self._described(token)
        elif token.pos_ in {"PROPN", "NOUN"} and (country := country_of(self._name_of(token))):
            yield self._party(country, None, country, token)
        elif reference is not None and token.ent_type_ == "ORG" and token.lower_ not in lone_name_stoppers():
            draft = self.references.drafts[reference.actor]
            yield self._party(draft.name, None, draft.country or draft.name, token)

    def _heads(self, head: int, token: Token) -> bool:
        """Tell whether a reference's words are the phrase itself, not something inside it."""
        return head == token.i or self.references.of(self.passage, token) is not None

    def _named_beside(self, token: Token) -> list[Party] | None:
        """Return the people set beside a noun: "presidents Trump and Xi", "counterpart, Sergei Lavrov"."""
        known = token.lower_ in role_heads() | meeting_words("people") or _is_opposite_number(token)
        if token.pos_ != "NOUN" and not known:
            return None
        beside = {"appos", "nmod", "compound"} if known else {"appos"}  # "the new man at the top, Ada Roe"
        for child in token.children:
            if child.dep_ in beside and child.i > token.i and (known or child.ent_type_ == "PERSON"):
                found = self.of(child)
                if any(party.actor is not None for party in found):
                    return found
        if known and (within := self._named_within(token)):
            return within
        return self._named_after(token) if token.lower_ in role_heads() else None

    def _named_within(self, token: Token) -> list[Party]:
        """Return the person whom the parse has hung on the body: "her counterpart at Acme, Ada Roe, met"."""
        if token.tag_ in PLURAL:
            return []
        bodies = [
            t for c in token.children if c.lower_ in {"at", "of"} for t in c.children if t.dep_ == "pobj"
        ]
        beside = [
            t for body in bodies if body.ent_type_ != "PERSON" for t in body.children if t.dep_ == "appos"
        ]
        named = [t for t in beside if t.doc[t.left_edge.i - 1].text == ","]
        return [p for t in named for p in self.of(t) if p.actor is not None]

    def _named_after(self, token: Token) -> list[Party] | None:
        """Return the person between commas right after an office, where the parse has lost the apposition."""
        doc, comma = token.doc, token.right_edge.i + 1
        if comma + 1 >= len(doc) or doc[comma].text != ",":
            return None
        reference = self.references.of(self.passage, doc[comma + 1])
        if reference is None or reference.kind != "name" or reference.start != comma + 1:
            return None
        closed = reference.end >= len(doc) or doc[reference.end].text in {",", ".", ";"}
        draft = self.references.drafts[reference.actor]
        if (
            not closed
            or not draft.named
            or doc[reference.head].dep_ in {"nsubj", "nsubjpass", "pobj", "dobj"}
        ):
            return None
        return [self._party(draft.name, reference.actor, draft.country, doc[reference.head])]

    def _described(self, token: Token) -> Iterator[Party]:
        """Yield unnamed parties: "officials", "the foreign ministers of Japan and South Korea"."""
        countries = countries_beside(token)
        phrase = noun_phrase(token)
        if token.tag_ in PLURAL and len(countries) > 1:
            for country in countries:
                actor = self._bearer(token, country)
                name = self.references.drafts[actor].name if actor is not None else f"{country}: {phrase}"
                yield self._party(name, actor, country, token)
            return
        yield self._party(phrase, None, countries[0] if countries else None, token)

    def _bearer(self, token: Token, country: str) -> int | None:
        """Return the one person of a country whose office a plural names."""
        word = token.lemma_.lower()
        fitting = [
            i
            for i, draft in enumerate(self.references.drafts)
            if draft.named
            and draft.country == country
            and (word == "counterpart" or any(_is_titled(word, claim.title) for claim in draft.roles))
        ]
        if not fitting and word in lexicon.load("bodies")["ranks"]["top"]:
            fitting = self._without_office(country)
        return fitting[0] if len(fitting) == 1 else None

    def _without_office(self, country: str) -> list[int]:
        """Return the people whom an article calls only by their country: "Chile's Ada Roe" is its leader."""
        return [
            i
            for i, draft in enumerate(self.references.drafts)
            if draft.named
            and draft.country == country
            and all(c.head == "counterpart" or c.head not in role_heads() for c in draft.roles)
        ]

    def _name_of(self, token: Token) -> str:
        reference = self.references.of(self.passage, token)
        if reference is not None:
            return token.doc[reference.start : reference.end].text
        for entity in token.doc.ents:
            if entity.start <= token.i < entity.end:
                return entity.text.removeprefix("the ").removeprefix("The ")
        return token.text

    def _party(self, name: str, actor: int | None, side: str | None, token: Token) -> Party:
        passage = self.references.passages[self.passage]
        return Party(name=name, actor=actor, side=side, span=passage.span_of(token))


def _is_titled(word: str, title: str) -> bool:
    """Tell whether a title has an office; who negotiates is called a negotiator or an envoy alike."""
    words = meeting_words("negotiating") if word in meeting_words("negotiating") else {word}
    return any(w in title.casefold() for w in words)


def _seated(parties: list[Party]) -> list[Party]:
    """Give "her Danish and Swedish counterparts, Henrik Dahl and Lena Sjoberg" their sides, in that order."""
    seats = [p for p in parties if p.actor is None and p.name.startswith(f"{p.side}: ")]
    people = [p for p in parties if p.actor is not None and p.side is None]
    if len(seats) < 2 or len(seats) != len(people):
        return parties
    sides = dict(zip((p.actor for p in people), (p.side for p in seats), strict=True))
    return [replace(p, side=sides[p.actor]) if p in people else p for p in parties if p not in seats]


def may_meet(draft: Draft) -> bool:
    """Tell somebody who is named, and is more than one who speaks about the meetings of others."""
    heads = {claim.head for claim in draft.roles}
    return draft.named and not (heads and heads <= meeting_words("commenting"))


def same_unnamed(one: Party, other: Party) -> bool:
    """Tell whether two wordings can name the same unnamed people: "prominent conservatives", "U.S. conservatives".

    The one's noun is among the other's words, and they do not speak for different countries.
    """
    if one.actor is not None or other.actor is not None:
        return False
    if one.side and other.side and one.side != other.side:
        return False
    if one.side and one.side == other.side:
        return True
    if names.same_group(one.name, other.name):
        return True
    first, second = _kind_words(one.name), _kind_words(other.name)
    return bool(first and second) and (first[-1] in second or second[-1] in first)


def _kind_words(name: str) -> list[str]:
    """Return the words before "of" in a phrase for people, each in the singular."""
    start = re.split(r"\s(?:of|from|in)\s", name.casefold(), maxsplit=1)[0]
    return [word.removesuffix("s") for word in re.findall(r"[^\W\d_]+", start)]


def conjuncts(token: Token) -> Iterator[Token]:
    """Yield a phrase's head and the heads that "and", "or" and commas join to it."""
    yield token
    for child in token.children:
        if (child.dep_ == "conj" and child.pos_ in {"PROPN", "NOUN", "PRON"}) or (
            child.dep_ == "appos"
            and any(t.dep_ in {"cc", "conj"} for t in child.children)
            and child.ent_type_ == "PERSON"
        ):
            yield from conjuncts(child)
        elif child.dep_ == "appos":  # "Ada Roe, then the premier, and the president, Max Vance"
            for joined in child.children:
                if joined.dep_ == "conj" and any(
                    t.dep_ == "appos" and t.ent_type_ == "PERSON" for t in joined.children
                ):
                    yield from conjuncts(joined)


def _is_opposite_number(token: Token) -> bool:
    """Tell whether words are "her opposite number", which is a counterpart."""
    return token.lower_ in {"number", "numbers"} and any(t.lower_ == "opposite" for t in token.lefts)


def _leaders_of(token: Token) -> Iterator[Token]:
    """Yield who leads a group: "a delegation headed by Ada Roe"."""
    if token.lower_ not in meeting_words("people"):
        return
    for child in token.children:
        if child.dep_ == "acl" and child.lemma_ in {"lead", "head"}:
            yield from (
                t for c in child.children if c.dep_ == "agent" for t in c.children if t.dep_ == "pobj"
            )


def countries_beside(token: Token) -> list[str]:
    """Return the countries that the words beside a noun name, in order and without repeats."""
    start = token.left_edge.i
    following = [
        t for c in token.children if c.dep_ == "prep" and c.lower_ in {"of", "from"} for t in c.subtree
    ]
    words = [*token.doc[start : token.i], *following]
    found: list[str] = []
    i = 0
    while i < len(words):
        for size in range(LONGEST_COUNTRY, 0, -1):
            part = words[i : i + size]
            country = country_of("".join(t.text_with_ws for t in part).strip()) if len(part) == size else None
            if country:
                if country not in found:
                    found.append(country)
                i += size - 1
                break
        i += 1
    return found


def noun_phrase(token: Token) -> str:
    """Return a noun with what stands before it, and with a following "of" phrase."""
    start = token.left_edge.i
    end = token.i + 1
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in {"of", "from"} and child.i == token.i + 1:
            end = child.right_edge.i + 1
    return token.doc[start : min(end, token.i + 8)].text
