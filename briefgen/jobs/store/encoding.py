"""Articles and readings as JSON and back: a store holds data, and nothing that could run.

Reading them back checks every field against the nouns' own types.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

import msgspec

from briefgen.model import Article, Reading, Span

Noun = TypeVar("Noun", Article, Reading)
Anything = TypeVar("Anything")


def encode(noun: Article | Reading) -> bytes:
    """Return an article or a reading as JSON; the same value gives the same bytes."""
    return msgspec.json.encode(noun)


def decode(data: bytes, kind: type[Noun]) -> Noun:
    """Return what was encoded; raises ``msgspec.DecodeError`` for anything else."""
    noun: Noun = _DECODERS[kind].decode(data)
    return noun


_DECODERS: dict[type, msgspec.json.Decoder[Any]] = {
    kind: msgspec.json.Decoder(kind) for kind in (Article, Reading)
}


def canonical(article: Article) -> Article:
    """Return an article without what it has from its place among others: path and number."""
    return replace(article, path="", id=article.id.partition("-")[0])


def key_of(data: bytes) -> str:
    """Return the key of an article that is encoded in its canonical form."""
    return hashlib.sha256(data).hexdigest()


def addressed(reading: Reading, article: str) -> Reading:
    """Return a reading as that of the article with another id, which all its spans then name."""
    return reading if reading.article == article else replace(_moved(reading, article), article=article)


def _moved(value: Anything, article: str) -> Anything:
    """Return a value with the other id in every span within it."""
    moved: Any = value
    if isinstance(value, Span):
        moved = replace(value, article=article)
    elif isinstance(value, tuple):
        moved = tuple(_moved(item, article) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        moved = replace(value, **{f.name: _moved(getattr(value, f.name), article) for f in fields(value)})
    return moved  # type: ignore[no-any-return]
