"""By which words an article means someone: a name, a pronoun, or an office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.model import Article, Reading, Span

PRONOUNS = frozenset(
    "he she they we i you it him her them us me his their our my its who whom whose "
    "himself herself themselves both each one".split()
)


@dataclass(frozen=True, slots=True)
class Wording:
    """Words for someone, and in which way they mean them."""

    text: str
    way: str  # "named", "meant by the pronoun", "meant by the description"


def wording(article: Article, reading: Reading, span: Span, actor: int | None) -> Wording:
    """Return the words at ``span``, in full, that mean the actor with that index."""
    words = article.words(span)
    if words.casefold() in PRONOUNS:
        return Wording(f'"{words}"', "meant by the pronoun")
    if actor is not None:
        for mention in reading.actors[actor].mentions:
            if _holds(mention, span) or _holds(span, mention):
                return Wording(f'"{folded(article.words(mention))}"', "named")
        for role in reading.actors[actor].roles:
            if _holds(role.span, span):
                return Wording(f'"{folded(article.words(role.span))}"', "meant by the office")
    return Wording(f'"{folded(words)}"', "meant by the description")


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def folded(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())
