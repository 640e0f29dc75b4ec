"""Who is meant: names, offices ("the Russian president") and pronouns of one article.

The result is a table of references, each a stretch of the article's text that stands
for one actor.  Rules, in the order of their reliability: a name is its cluster's; an
office is the actor who bears it, where country and kind agree; a pronoun is the most
salient person before it, subjects first, nearer sentences first (the preferences of
Hobbs 1978 and Lappin & Leass 1994, without their syntax).
"""

from __future__ import annotations

import bisect
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from briefgen import names
from briefgen.extract import lexicon
from briefgen.extract.given_names import gender_of_name
from briefgen.extract.institutions import find_institutions
from briefgen.extract.name_groups import Cluster, NameMention, group_names
from briefgen.extract.people import find_names, role_heads, title_words
from briefgen.extract.roles import SPECIFIC, country_in, gender_of, head_of, kinds_of, role_claims
from briefgen.extract.states import state_words
from briefgen.model import Actor, ActorKind, RoleClaim, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Token

    from briefgen.extract.passages import Passage

SINGULAR = dict.fromkeys(("he", "him", "his", "himself"), "male") | dict.fromkeys(
    ("she", "her", "hers", "herself"), "female"
)


def reporting_verbs() -> frozenset[str]:
    """Return the verbs whose subject is speaking."""
    return state_words("reporting")


def opposites() -> frozenset[str]:
    """Return the words for the one on the other side, who is known by the country alone."""
    return frozenset(lexicon.load("roles")["opposites"].split())


SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "agent"})
REACH = 4  # sentences that a pronoun looks back over


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """Tokens of a passage that stand for an actor; ``head`` is the token that governs them."""

    passage: int
    start: int
    end: int
    actor: int
    head: int
    kind: str  # "name", "office", "pronoun", "institution"


@dataclass(slots=True)
class Draft:
    """An actor while the article is being read."""

    name: str
    kind: ActorKind
    cluster: Cluster | None = None
    roles: list[RoleClaim] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)
    gender: str | None = None
    country: str | None = None
    spans: list[Span] = field(default_factory=list)
    offices: tuple[str, ...] = ()  # for one who is only described, the nouns of which the bearer has one

    @property
    def named(self) -> bool:
        """Tell whether this is a person whom the article names."""
        return self.kind is ActorKind.PERSON and not self.offices


class References:
    """All references of one article; implements ``Cast``."""

    def __init__(
        self, passages: Sequence[Passage], drafts: list[Draft], found: Iterable[Reference],
        titles: Mapping[tuple[int, int], int] | None = None,
    ) -> None:  # fmt: skip
        self.passages = passages
        self.titles = titles or {}  # tokens of titles set beside a name, and whose they are
        self.drafts = drafts
        self.all = sorted(found)
        self._by_token = {(r.passage, i): r for r in self.all for i in range(r.start, r.end)}

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """Return the actors of the article; a reference's ``actor`` is an index into them."""
        return tuple(_finished(draft) for draft in self.drafts)

    @cached_property
    def named_tokens(self) -> frozenset[tuple[int, int]]:
        """Return the (passage, token) pairs that are part of a person's name."""
        return frozenset((r.passage, i) for r in self.all if r.kind == "name" for i in range(r.start, r.end))

    def of(self, passage: int, token: Token) -> Reference | None:
        """Return the reference that a token is part of."""
        return self._by_token.get((passage, token.i))

    def add_institution(self, name: str, span: Span, country: str | None) -> int:
        """Add an institution that turned out to speak, and return its index."""
        for index, draft in enumerate(self.drafts):
            if draft.kind is ActorKind.ORGANISATION and names.fold(draft.name) == names.fold(name):
                draft.spans.append(span)
                return index
        self.drafts.append(Draft(name, ActorKind.ORGANISATION, country=country, spans=[span]))
        self.__dict__.pop("actors", None)
        return len(self.drafts) - 1

    def institution_ending(self, word: str, position: int) -> int | None:
        """Return the institution last named before a place whose name ends in a word: "the ministry"."""
        ends = names.fold(word)
        found = [
            (span.start, index)
            for index, draft in enumerate(self.drafts)
            if draft.kind is ActorKind.ORGANISATION and names.fold(draft.name).endswith(" " + ends)
            for span in draft.spans
            if span.start < position
        ]
        return max(found)[1] if found else None

    @cached_property
    def _ranges(self) -> list[tuple[int, int, Reference]]:
        ranges = []
        for r in self.all:
            passage = self.passages[r.passage]
            span = passage.span_of(passage.doc[r.start : r.end])
            ranges.append((span.start, span.end, r))
        return sorted(ranges, key=lambda x: x[:2])

    def at(self, start: int, end: int) -> int | None:
        """Return the actor that the mention overlapping characters ``start`` to ``end`` refers to.

        Where the range holds several references the one that governs the others is
        meant: "Trump" in "Trump, who met Kim", nobody named in "Trump's lawyer".
        """
        first = bisect.bisect_left(self._ranges, (start - 200,))
        inside = [x for x in self._ranges[first:] if x[0] < end and x[1] > start]
        for _, stop, reference in inside:
            passage = self.passages[reference.passage]
            following = passage.doc[reference.end] if reference.end < len(passage.doc) else None
            possessive = following is not None and following.tag_ == "POS" and stop < end
            determiner = reference.kind == "pronoun" and passage.doc[reference.start].tag_ == "PRP$"
            if not possessive and not (determiner and stop < end):
                return reference.actor
        return None


def resolve_references(passages: Sequence[Passage], quoted: Sequence[tuple[int, int]]) -> References:
    """Find who is meant everywhere in an article.

    ``quoted`` are the ranges of article characters inside quotation marks: names there
    are somebody's words, and count less for what a pronoun outside them refers to.
    """
    drafts, found, titled = _people(passages)
    found += _institutions(passages, drafts, found)
    found += _offices(passages, drafts, found, titled)
    inside = _quoted_tokens(passages, quoted)
    for _ in range(2):  # the first round teaches the genders that the second one uses
        pronouns = list(_pronouns(passages, drafts, found, inside))
        _learn_genders(passages, drafts, pronouns)
    return References(passages, drafts, [*found, *pronouns], titled)


# ── names ────────────────────────────────────────────────────────────────────


def _people(passages: Sequence[Passage]) -> tuple[list[Draft], list[Reference], dict[tuple[int, int], int]]:
    """Return the people, their references, and the tokens of titles set beside their names."""
    drafts: list[Draft] = []
    found: list[Reference] = []
    titled: dict[tuple[int, int], int] = {}
    mentions = find_names(passages)
    named = defaultdict(set)
    for mention in mentions:
        named[mention.passage].update(range(mention.start, mention.end))
    for cluster in group_names(mentions):
        draft = Draft(cluster.name, ActorKind.PERSON, cluster)
        for mention in cluster.mentions:
            passage = passages[mention.passage]
            found.append(_name_reference(passage, mention, len(drafts)))
            draft.spans.append(passage.span_of(passage.doc[mention.start : mention.end]))
            draft.aliases.add(mention.text)
            draft.gender = draft.gender or gender_of(mention.honorific)
            for claim in role_claims(passage, mention.start, mention.end, named[mention.passage]):
                draft.roles.append(claim)
                draft.gender = draft.gender or gender_of(head_of(claim.title))
                titled.update(((mention.passage, i), len(drafts)) for i in _tokens_of(passage, claim.span))
        draft.country = _most_common(claim.country for claim in draft.roles) or _most_common(
            _possessor(passages[m.passage].doc, m.start) for m in cluster.mentions
        )
        draft.gender = draft.gender or gender_of_name(draft.name)
        drafts.append(draft)
    return drafts, found, titled


def _possessor(doc: Doc, start: int) -> str | None:
    """Return the country in "Kenya's Ada Roe"."""
    if start < 2 or doc[start - 1].tag_ != "POS":
        return None
    return country_in(doc, max(0, start - 4), start - 1)


def _name_reference(passage: Passage, mention: NameMention, actor: int) -> Reference:
    head = passage.doc[mention.start : mention.end].root.i
    return Reference(mention.passage, mention.start, mention.end, actor, head, "name")


def _tokens_of(passage: Passage, span: Span) -> range:
    part = passage.doc.char_span(
        span.start - passage.offset, span.end - passage.offset, alignment_mode="expand"
    )
    return range(part.start, part.end) if part is not None else range(0)


def _most_common(values: Iterable[str | None]) -> str | None:
    counted = Counter(v for v in values if v).most_common(1)
    return counted[0][0] if counted else None


# ── institutions ─────────────────────────────────────────────────────────────


def _institutions(
    passages: Sequence[Passage], drafts: list[Draft], people: list[Reference]
) -> list[Reference]:
    """Add the organisations, ministries and the like that can speak or take part."""
    taken = {(r.passage, i) for r in people for i in range(r.start, r.end)}
    by_name: dict[str, int] = {}
    references = []
    for index, passage in enumerate(passages):
        for institution in find_institutions(passage.doc):
            if (index, institution.head) in taken:
                continue
            free = [i for i in range(institution.start, institution.end) if (index, i) not in taken]
            start = next(i for i in free if all(k in free for k in range(i, institution.end)))
            key = names.fold(institution.name)
            if key not in by_name:
                by_name[key] = len(drafts)
                drafts.append(Draft(institution.name, ActorKind.ORGANISATION, country=institution.country))
            draft = drafts[by_name[key]]
            draft.spans.append(passage.span_of(passage.doc[institution.start : institution.end]))
            draft.aliases.add(passage.doc[institution.start : institution.end].text)
            references.append(
                Reference(index, start, institution.end, by_name[key], institution.head, "institution")
            )
    return references


# ── offices ──────────────────────────────────────────────────────────────────


def _offices(
    passages: Sequence[Passage],
    drafts: list[Draft],
    found: list[Reference],
    titled: Mapping[tuple[int, int], int],
) -> list[Reference]:
    """Resolve "the Russian president", "his Chinese counterpart", "the secretary of state"."""
    taken = {(r.passage, i) for r in found for i in range(r.start, r.end)}
    order = _appearances(found)
    described: dict[tuple[str, ...], int] = {}
    references = []
    for index, passage in enumerate(passages):
        for token in passage.doc:
            if (index, token.i) in taken or (index, token.i) in titled or not _is_office(token):
                continue
            start, end = _office_bounds(token)
            actor = _bearer(passage, index, token, start, end, drafts, order)
            if actor is None:
                actor = _described(passage, token, start, end, drafts, described)
            if actor is not None:
                references.append(Reference(index, start, end, actor, token.i, "office"))
                if actor in order:
                    bisect.insort(order[actor], (index, start))
    return references


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
    country = country_in(passage.doc, start, end)
    if country is None or token.lower_ in opposites():
        return None
    kinds = kinds_of(words.text)
    key = (token.lower_, country, *kinds)
    if key not in known:
        known[key] = len(drafts)
        general = lexicon.load("roles")["general"].get(token.lower_)
        claim = RoleClaim(words.text, None, country, passage.span_of(words), token.lower_, kinds)
        drafts.append(
            Draft(
                words.text,
                ActorKind.PERSON,
                roles=[claim],
                country=country,
                offices=(token.lower_, *(general or ())),
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
    drafts: list[Draft], order: dict[int, list[tuple[int, int]]],
) -> int | None:  # fmt: skip
    """Return the actor who bears the office that tokens ``start`` to ``end`` name."""
    doc = passage.doc
    word = token.lower_
    country = country_in(doc, start, end)
    kinds = {t.lower_ for t in doc[start:end] if t.lower_ in SPECIFIC}
    general = lexicon.load("roles")["general"].get(word)
    heads = {word, *(general or ())}
    fitting = []
    for actor, draft in enumerate(drafts):
        if draft.named and actor in order:
            rank = _fit(draft, word, heads, kinds, country, counterpart=word in opposites())
            if rank:
                fitting.append((rank, actor))
    if not fitting:
        return None
    best = max(rank for rank, _ in fitting)
    pool = [actor for rank, actor in fitting if rank == best]
    if country is None and len(pool) > 1:  # "the president" is the one the article is about
        most = max(len(order[actor]) for actor in pool)
        pool = [actor for actor in pool if 2 * len(order[actor]) > most]
    return min(pool, key=lambda actor: _distance(order[actor], (index, start)))


def _fit(
    draft: Draft, word: str, heads: set[str], kinds: set[str], country: str | None, *, counterpart: bool
) -> int:
    """Return how well a person's claimed roles fit a description; 0 for not at all."""
    if country and country not in {draft.country, *(claim.country for claim in draft.roles)}:
        return 0
    if counterpart:
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


# ── pronouns ─────────────────────────────────────────────────────────────────


def _quoted_tokens(passages: Sequence[Passage], quoted: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    inside = set()
    for index, passage in enumerate(passages):
        ranges = [q for q in quoted if q[0] < passage.block.end and q[1] > passage.block.start]
        if ranges:
            for token in passage.doc:
                at = passage.offset + token.idx
                if any(start <= at < end for start, end in ranges):
                    inside.add((index, token.i))
    return inside


def _pronouns(
    passages: Sequence[Passage], drafts: list[Draft], found: list[Reference], inside: set[tuple[int, int]]
) -> Iterator[Reference]:
    """Resolve the third-person singular pronouns, in the order of the text."""
    named = {(r.passage, r.head): r for r in found if drafts[r.actor].kind is ActorKind.PERSON}
    recent: list[list[tuple[Token, Reference]]] = []
    for index, passage in enumerate(passages):
        for sentence in passage.doc.sents:
            here: list[tuple[Token, Reference]] = []
            recent.append(here)
            for token in sentence:
                reference = named.get((index, token.i))
                if reference is None and token.lower_ in SINGULAR:
                    reference = _antecedent(
                        index,
                        token,
                        drafts,
                        recent[-REACH:],
                        quoted=(index, token.i) in inside,
                        disjoint=_named_under(token, index, named, inside),
                    )
                    if reference is not None:
                        yield reference
                if reference is not None and (index, token.i) not in inside:
                    here.append((token, reference))


def _named_under(
    pronoun: Token, index: int, named: Mapping[tuple[int, int], Reference], inside: set[tuple[int, int]]
) -> set[int]:
    """Return whom the clause of a subject pronoun names after it ("he told Roe"): they are others."""
    if pronoun.dep_ not in SUBJECTS or (index, pronoun.i) in inside:
        return set()
    return {
        named[index, t.i].actor
        for t in pronoun.head.subtree
        if t.i > pronoun.i and (index, t.i) in named and (index, t.i) not in inside and t.dep_ != "poss"
    }


def _antecedent(
    index: int,
    pronoun: Token,
    drafts: list[Draft],
    recent: list[list[tuple[Token, Reference]]],
    *,
    quoted: bool,
    disjoint: set[int],
) -> Reference | None:
    gender = SINGULAR[pronoun.lower_]
    best: tuple[float, int] | None = None
    for back, sentence in enumerate(reversed(recent)):
        for token, reference in sentence:
            known = drafts[reference.actor].gender
            if (known and known != gender) or (back == 0 and _same_clause(pronoun, token)):
                continue
            if reference.actor in disjoint:
                continue
            score = _salience(token, pronoun) - back * 0.9 + (0.3 if known == gender else 0.0)
            if best is None or score >= best[0]:
                best = (score, reference.actor)
    if best is None or (quoted and best[0] < 0.5):
        return None
    return Reference(index, pronoun.i, pronoun.i + 1, best[1], pronoun.i, "pronoun")


def _salience(token: Token, pronoun: Token) -> float:
    """Return how likely a mention is to be taken up: subjects before objects before possessors.

    Whoever was speaking is who goes on speaking.
    """
    several = any(t.dep_ == "conj" for t in token.children)
    if token.dep_ == "appos" and token.head.i < token.i:
        token = token.head  # "her rival, Ada Roe, shook her head"
        several = several or any(t.dep_ == "conj" for t in token.children)
    if token.dep_ in SUBJECTS and several:
        score = 1.4
    elif token.dep_ in SUBJECTS:
        score = 1.6 if token.dep_ == "agent" or token.head.dep_ in {"advcl", "relcl", "acl"} else 2.2
    elif any(t.dep_ == "relcl" and any(w.lower_ == "who" for w in t.children) for t in token.children):
        score = 2.0
    else:
        score = {"conj": 1.3, "poss": 0.9, "compound": 0.9, "nmod": 0.9}.get(token.dep_, 1.2)
    return score + (0.6 if _reports(pronoun) and _reports(token) else 0.0)


def _reports(token: Token) -> bool:
    """Tell whether a noun or pronoun is the subject of a verb of saying."""
    if token.dep_ in SUBJECTS and token.head.lemma_ in reporting_verbs():
        return True
    return any(t.dep_ == "relcl" and t.lemma_ in reporting_verbs() for t in token.children)


def _same_clause(pronoun: Token, token: Token) -> bool:
    """Tell whether the two are subject and object of one verb, so that they are two people."""
    if pronoun.tag_ == "PRP$" or pronoun.lower_.endswith("self"):
        return False
    return token.dep_ in SUBJECTS and pronoun.dep_ in {"dobj", "dative"} and pronoun.head == token.head


def _learn_genders(passages: Sequence[Passage], drafts: list[Draft], pronouns: list[Reference]) -> None:
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for r in pronouns:
        votes[r.actor][SINGULAR[passages[r.passage].doc[r.start].lower_]] += 1
    for actor, counted in votes.items():
        (gender, most), *rest = counted.most_common()
        if drafts[actor].gender is None and most >= 2 and most > 2 * sum(n for _, n in rest):
            drafts[actor].gender = gender


def _finished(draft: Draft) -> Actor:
    unique = {(c.title, c.organisation, c.country): c for c in reversed(draft.roles)}
    return Actor(
        name=draft.name,
        kind=draft.kind,
        aliases=tuple(sorted(draft.aliases - {draft.name})),
        roles=tuple(sorted(unique.values(), key=lambda c: c.span)),
        country=draft.country,
        mentions=tuple(sorted(draft.spans)),
        offices=draft.offices,
    )
