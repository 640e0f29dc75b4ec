"""Given names: which words are one, and of which gender their bearers are.

The lists are those of the Faker library, which has them for some sixty languages;
names in Cyrillic and other scripts are transliterated.  Names that occur for both
genders tell nothing.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from functools import cache
from typing import TYPE_CHECKING

from anyascii import anyascii

from briefgen import names
from briefgen.extract import lexicon
from briefgen.extract.nationalities import country_by_code

# Scripts whose transliteration is no spelling that a newspaper would use.
UNREADABLE = frozenset(
    "ar_AA ar_DZ ar_PS ar_SA bn_BD fa_IR gu_IN he_IL hi_IN ja_JP ko_KR mr_IN ne_NP or_IN "
    "si_LK ta_IN th_TH vi_VN zh_CN zh_TW".split()
)

if TYPE_CHECKING:
    from collections.abc import Iterator

ENGLISH = frozenset({"EN", "US", "GB", "IE", "NZ", "CA", "AU"})  # given names are the same in these
CHINESE = frozenset({"China", "Taiwan", "Singapore", "Hong Kong"})

# A syllable of Hanyu Pinyin (ISO 7098), its tone left out.
SYLLABLE = (
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|ue|ui|uo|a|e|i|o|u)"
)
PINYIN = re.compile(rf"{SYLLABLE} {SYLLABLE}(?:{SYLLABLE})?|(?:zh|[xq]){SYLLABLE[SYLLABLE.rindex('(') :]}")
SURNAME_FIRST = re.compile(r"^\w+ [A-Z]\w+-[a-z]+$")  # "Gil Sun-ok"


def _listed_names() -> Iterator[tuple[str, str, str]]:
    """Yield each name of each list with its gender and the country of the list."""
    import faker.providers.person as providers

    for module in sorted(m.name for m in pkgutil.iter_modules(providers.__path__)):
        if module in UNREADABLE:
            continue
        provider = importlib.import_module(f"{providers.__name__}.{module}").Provider
        for gender in ("female", "male"):
            for name in getattr(provider, f"first_names_{gender}", None) or ():
                yield anyascii(name), gender, module.rpartition("_")[2].upper()


@cache
def _table() -> dict[str, str | None]:
    """Return the gender of each given name, folded; None for those of both."""
    found: dict[str, str | None] = {}
    for name, gender, _ in _listed_names():
        key = names.fold(name)
        found[key] = gender if found.get(key, gender) == gender else None
    return found


@cache
def _homes() -> dict[str, set[str]]:
    """Return the countries in whose lists each given name stands, whatever its spelling."""
    found: dict[str, set[str]] = {}
    for name, _, country in _listed_names():
        found.setdefault(names.skeleton(name), set()).add(country)
    return found


@cache
def _listed() -> frozenset[str]:
    """Return the countries with a list of given names of their own, those of mixed languages left out."""
    return frozenset(code for codes in _homes().values() for code in codes) - ENGLISH - {"CH", "LU", "BE"}


def speaks_for(name: str, country: str) -> int:
    """Return whether a full name tells of somebody's country: 1 for it, -1 against it, 0 where it does not.

    A name in pinyin is Chinese; a given name is of the countries in whose lists it stands,
    which tells nothing among the countries that speak English.
    """
    chinese = looks_chinese(name)
    given, *rest = names.parts(name)
    if chinese or country == "China":
        return 1 if chinese and country in CHINESE else -1 if chinese or is_given_name(given) else 0
    homes = _homes().get(names.skeleton(given), set()) if rest else set()
    codes = {code for code in homes | _listed() | ENGLISH if country_by_code(code) == country}
    if not homes or not codes:
        return 0
    if codes & ENGLISH:
        return 0 if homes & ENGLISH else -1
    return 1 if codes & homes else -1 if codes & _listed() else 0


@cache
def chinese_surnames() -> frozenset[str]:
    """Return the Chinese surnames in pinyin, folded: they stand before the given name."""
    from faker.providers.person.zh_CN import Provider

    return frozenset(names.fold(name) for name in Provider.last_romanized_names)


@cache
def surnames_first() -> frozenset[str]:
    """Return the surnames of East Asia, folded, which stand before the given name."""
    return chinese_surnames() | frozenset(lexicon.load("names")["surnames_first"].split())


def looks_chinese(name: str) -> bool:
    """Tell whether a name is spelt in pinyin as a Chinese one is: "Liu Wenbo", "Xu"."""
    return bool(PINYIN.fullmatch(" ".join(names.parts(name)))) and not is_given_name(name)


def is_given_name(word: str) -> bool:
    """Tell whether a word is a given name in some language."""
    return names.fold(word) in _table()


def gender_of_name(name: str) -> str | None:
    """Return "female" or "male" where the given name of a full name tells, else None."""
    parts = names.parts(name)
    if len(parts) < 2 or parts[0] in surnames_first() or SURNAME_FIRST.search(name):
        return None
    return _table().get(parts[0])
