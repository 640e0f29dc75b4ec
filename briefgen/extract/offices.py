"""Whose office is meant by "the Russian president", "his Chinese counterpart", "the minister"."""

from __future__ import annotations

import bisect
from collections import defaultdict
from typing import TYPE_CHECKING

from briefgen.extract import lexicon
from briefgen.extract.elimination import Elimination
from briefgen.extract.nationalities import country_of_capital
from briefgen.extract.people import role_heads, title_words
from briefgen.extract.references import SUBJECTS, Draft, Reference
from briefgen.extract.roles import SPECIFIC, country_in, kinds_of
from briefgen.model import ActorKind, BlockKind, RoleClaim

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spacy.tokens import Span, Token

    from briefgen.extract.passages import Passage


def opposites() -> frozenset[str]:
    """Return the words for the one on the other side, who is known by the country alone."""
    return frozenset(lexicon.load("roles")["opposites"].split())


def find_offices(
    passages: Sequence[Passage],
    drafts: list[Draft],
    found: list[Reference],
    titled: Mapping[tuple[int, int], int],
) -> list[Reference]:
    """Resolve "the Russian president", "his Chinese counterpart", "the secretary of state"."""
    taken = {(r.passage, i) for r in found for i in range(r.start, r.end)}
    order = _appearances(found)
    described: dict[tuple[str, ...], int] = {}
    others = _named_beside_offices(passages, found)
    elimination = Elimination(passages, drafts, found)
    references = []
    for index, passage in enumerate(passages):
        for token in passage.tokens:
            if (index, token.i) in taken or (index, token.i) in titled or not _is_office(token):
                continue
            start, end = _office_bounds(token)
            actor = _bearer(passage, index, token, start, end, drafts, order, others)
            if actor is None:
                country = _country_of(token, start, end)
                actor = elimination.meant(index, token, _heads_of(token, passage.doc[start:end]), country)
                if actor is not None:
                    _learn(drafts[actor], passage, token, start, end)
            if actor is None:
                actor = _described(passage, token, start, end, drafts, described)
            if actor is not None:
                references.append(Reference(index, start, end, actor, token.i, "office"))
                if actor in order:
                    bisect.insort(order[actor], (index, start))
    return references


def _named_beside_offices(
    passages: Sequence[Passage], found: Iterable[Reference]
) -> defaultdict[str, set[int]]:
    """Return whom clauses like "the president will meet Roe" name: not the ones who bear the office."""
    named = {(r.passage, r.head): r.actor for r in found if r.kind == "name"}
    others: defaultdict[str, set[int]] = defaultdict(set)
    for index, passage in enumerate(passages):
        for token in passage.tokens:
            if token.dep_ not in SUBJECTS or not _is_office(token):
                continue
            own = {t.i for t in token.subtree}
            for t in token.head.subtree:
                if t.i > token.i and t.i not in own and t.dep_ in {"dobj", "pobj", "dative"}:
                    others[token.lower_] |= {named[index, t.i]} if (index, t.i) in named else set()
    return others


def _described(
    passage: Passage,
    token: Token,
    start: int,
    end: int,
    drafts: list[Draft],
    known: dict[tuple[str, ...], int],
) -> int | None:
    """Return the actor for "the Chinese president" where the article names no bearer of the office."""
    words = passage.doc[start:end]
    country = _country_of(token, start, end)
    if country is None or token.lower_ in opposites():
        return None
    kinds = kinds_of(words.text)
    key = (token.lower_, country, *kinds)
    if key not in known:
        known[key] = len(drafts)
        heads = _heads_of(token, words)
        claim = RoleClaim(words.text, None, country, passage.span_of(words), token.lower_, kinds)
        drafts.append(
            Draft(
                words.text,
                ActorKind.PERSON,
                roles=[claim],
                country=country,
                offices=tuple(sorted(heads, key=lambda head: (head != token.lower_, head))),
            )
        )
    drafts[known[key]].spans.append(passage.span_of(words))
    return known[key]


def _appearances(found: Iterable[Reference]) -> dict[int, list[tuple[int, int]]]:
    """Return where each actor is named."""
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for r in sorted(found):
        places[r.actor].append((r.passage, r.start))
    return places


def _is_office(token: Token) -> bool:
    """Tell whether a noun speaks of the one bearer of an office, as a subject or object would."""
    if token.lower_ not in role_heads() or token.tag_ not in {"NN", "NNP"}:
        return False
    if token.dep_ in {"attr", "appos", "oprd", "compound", "nmod", "amod"}:
        return False
    lefts = {t.lower_ for t in token.lefts}
    if token.dep_ == "pobj" and token.head.lower_ == "as" and not lefts:
        return False  # "a third term as president" speaks of the office
    return not lefts & {"a", "an", "no", "any", "him", "them"}  # "making him the first leader"


def _office_bounds(token: Token) -> tuple[int, int]:
    """Return the tokens of a whole description: "the French foreign minister", "the president of Iran"."""
    start = min([token.i, *(t.left_edge.i for t in token.lefts)])
    doc = token.doc
    while (
        start > token.i - 8
        and start > 0
        and (doc[start - 1].lower_ in title_words() or doc[start - 1].text == "-")
    ):
        start -= 1
    end = token.i + 1
    if (
        end + 1 < len(doc)
        and doc[end].lower_ == "of"
        and (doc[end + 1].text[0].isupper() or doc[end + 1].lower_ in {"the", "state"})
    ):
        end += 2
        while end < len(doc) and (doc[end].text[0].isupper() and doc[end].pos_ == "PROPN"):
            end += 1
    return start, end


def _bearer(
    passage: Passage, index: int, token: Token, start: int, end: int,
    drafts: list[Draft], order: dict[int, list[tuple[int, int]]], others: Mapping[str, set[int]],
) -> int | None:  # fmt: skip
    """Return the actor who bears the office that tokens ``start`` to ``end`` name."""
    doc = passage.doc
    word = token.lower_
    country = _country_of(token, start, end)
    kinds = {t.lower_ for t in doc[start:end] if t.lower_ in SPECIFIC}
    heads = _heads_of(token, doc[start:end])
    fitting = []
    for actor, draft in enumerate(drafts):
        if draft.named and actor in order and (country or actor not in others[word]):
            rank = _fit(draft, word, heads, kinds, country, counterpart=word in opposites())
            if rank:
                fitting.append((rank, actor))
    if not fitting:
        return None
    if country is None and passage.block.kind is not BlockKind.TITLE:  # somebody named before
        fitting = [(rank, actor) for rank, actor in fitting if min(order[actor]) < (index, start)]
        if not fitting:
            return None
    if country is None:  # "the president" is the one the article is about
        most = max(len(order[actor]) for _, actor in fitting)
        fitting = [(rank, actor) for rank, actor in fitting if 2 * len(order[actor]) > most]
    best = max(rank for rank, _ in fitting)
    pool = [actor for rank, actor in fitting if rank == best]
    return min(pool, key=lambda actor: _distance(order[actor], (index, start)))


def _learn(draft: Draft, passage: Passage, token: Token, start: int, end: int) -> None:
    """Note the country by which somebody turned out to be described, and the office if none like it is known."""
    articles = {"the", "a", "an"}
    words = passage.doc[start + (passage.doc[start].lower_ in articles) : end]
    draft.country = _country_of(token, start, end)
    if token.lower_ not in opposites() | {claim.head for claim in draft.roles}:
        span = passage.span_of(words)
        draft.roles.append(
            RoleClaim(words.text, None, draft.country, span, token.lower_, kinds_of(words.text))
        )


def _heads_of(token: Token, words: Span) -> set[str]:
    """Return the nouns of the offices that a word can stand for; no ambassador is a country's top diplomat."""
    heads = {token.lower_, *lexicon.load("roles")["general"].get(token.lower_, ())}
    if any(t.lower_ in lexicon.load("roles")["foremost"].split() for t in words):
        heads -= set(lexicon.load("roles")["posted"].split())
    return heads


def _country_of(token: Token, start: int, end: int) -> str | None:
    """Return the country of an office: "the Chinese president", also "Beijing's envoy"."""
    country = country_in(token.doc, start, end)
    owner = next((t for t in token.lefts if t.dep_ == "poss"), None)
    return country or (country_of_capital(owner.text) if owner is not None else None)


def _fit(
    draft: Draft, word: str, heads: set[str], kinds: set[str], country: str | None, *, counterpart: bool
) -> int:
    """Return how well a person's claimed roles fit a description; 0 for not at all."""
    if country and country not in {draft.country, *(claim.country for claim in draft.roles)}:
        return 0
    if counterpart:
        posted = lexicon.load("roles")["posted"].split()
        if word in {"guest", "host", "visitor"} and any(claim.head in posted for claim in draft.roles):
            return 0  # who comes along
        return 2 if country and draft.country == country else 0
    best = 0  # an office without a country is most likely one that the article gives without a country
    for claim in draft.roles:
        head = claim.head
        if head is None or head not in heads:
            continue
        said = set(claim.kinds)
        if kinds - said - {"state", "former"} or (said & {"vice", "deputy", "former"}) - kinds:
            continue
        if country and claim.country and claim.country != country:
            continue
        exact = 2 if head == word else 0
        best = max(best, 1 + exact + (1 if claim.country == country else 0))
    return best


def _distance(places: list[tuple[int, int]], here: tuple[int, int]) -> tuple[int, int, int]:
    """Return how far an actor's nearest mention is: those before come before those after."""
    before = [p for p in places if p <= here]
    if before:
        return (0, here[0] - before[-1][0], here[1] - before[-1][1])
    return (1, places[0][0] - here[0], places[0][1])
