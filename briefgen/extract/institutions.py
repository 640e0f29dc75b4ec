"""Institutions that speak or take part: ministries, offices, agencies, companies, governments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.extract import lexicon
from briefgen.extract.nationalities import country_of
from briefgen.extract.roles import country_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span, Token


@dataclass(frozen=True, slots=True)
class Institution:
    """Tokens that name an institution, with a name fit to show and the country it speaks for."""

    start: int
    end: int
    head: int
    name: str
    country: str | None


def find_institutions(doc: Doc) -> Iterator[Institution]:
    """Yield the institutions of a passage, without overlaps: described ones before named ones."""
    taken: set[int] = set()
    for token in doc:
        if _is_office_noun(token):
            start = min([token.i, *(t.left_edge.i for t in token.lefts)])
            while start < token.i and doc[start].lower_ in {"a", "an", "the"}:
                start += 1
            if not taken & set(range(start, token.i + 1)):
                taken.update(range(start, token.i + 1))
                yield _institution(doc, start, token.i + 1, token.i)
    for entity in doc.ents:
        if _is_title(entity):
            continue
        if entity.label_ in {"ORG", "GPE"} and not taken & set(range(entity.start, entity.end)):
            start = entity.start + (doc[entity.start].lower_ == "the" and len(entity) > 1)
            end = entity.end - (doc[entity.end - 1].tag_ == "POS" and entity.end - 1 > start)
            taken.update(range(entity.start, entity.end))
            yield _institution(doc, start, end, doc[start:end].root.i)


def _is_title(entity: Span) -> bool:
    """Tell whether the model's organisation is somebody's office: "the High Representative"."""
    heads = lexicon.load("roles")["heads"].split()
    return entity.label_ == "ORG" and len(entity) > 1 and entity.root.lower_ in heads


def _is_office_noun(token: Token) -> bool:
    """Tell whether a noun like "ministry" or "office" is the head of an institution's name."""
    if token.lower_ not in speaking_bodies() or token.dep_ in {"compound", "nmod", "amod"}:
        return False
    return any(t.dep_ in {"compound", "nmod", "amod", "poss"} for t in token.lefts)


def speaking_bodies() -> frozenset[str]:
    """Return the nouns that name a body that issues statements."""
    return frozenset(lexicon.load("institutions")["bodies"].split())


def _institution(doc: Doc, start: int, end: int, head: int) -> Institution:
    name = re.sub(r"\s+", " ", doc[start:end].text)
    return Institution(start, end, head, name, country_of(name) or country_in(doc, start, end))
