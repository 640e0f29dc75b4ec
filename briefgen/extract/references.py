"""The table of references of one article: which of its words stand for which actor."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from briefgen import names
from briefgen.model import Actor, ActorKind, RoleClaim, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spacy.tokens import Token

    from briefgen.extract.name_groups import Cluster
    from briefgen.extract.passages import Passage

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "agent"})


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

    def bearer_of_title(self, start: int, end: int) -> int | None:
        """Return whose title, set beside his name, covers characters ``start`` to ``end``."""
        for (index, position), actor in self.titles.items():
            span = self.passages[index].span_of(self.passages[index].doc[position])
            if span.start < end and span.end > start:
                return actor
        return None


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
