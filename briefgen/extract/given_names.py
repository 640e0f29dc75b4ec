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

from anyascii import anyascii

from briefgen import names
from briefgen.extract import lexicon

# Scripts whose transliteration is no spelling that a newspaper would use.
UNREADABLE = frozenset(
    "ar_AA ar_DZ ar_PS ar_SA bn_BD fa_IR gu_IN he_IL hi_IN ja_JP ko_KR mr_IN ne_NP or_IN "
    "si_LK ta_IN th_TH vi_VN zh_CN zh_TW".split()
)

SURNAME_FIRST = re.compile(r"^\w+ [A-Z]\w+-[a-z]+$")  # "Gil Sun-ok"


@cache
def _table() -> dict[str, str | None]:
    """Return the gender of each given name, folded; None for those of both."""
    import faker.providers.person as providers

    found: dict[str, str | None] = {}
    for module in sorted(m.name for m in pkgutil.iter_modules(providers.__path__)):
        if module in UNREADABLE:
            continue
        provider = importlib.import_module(f"{providers.__name__}.{module}").Provider
        for gender in ("female", "male"):
            for name in getattr(provider, f"first_names_{gender}", None) or ():
                key = names.fold(anyascii(name))
                found[key] = gender if found.get(key, gender) == gender else None
    return found


@cache
def chinese_surnames() -> frozenset[str]:
    """Return the Chinese surnames in pinyin, folded: they stand before the given name."""
    from faker.providers.person.zh_CN import Provider

    return frozenset(names.fold(name) for name in Provider.last_romanized_names)


@cache
def surnames_first() -> frozenset[str]:
    """Return the surnames of East Asia, folded, which stand before the given name."""
    return chinese_surnames() | frozenset(lexicon.load("names")["surnames_first"].split())


def is_given_name(word: str) -> bool:
    """Tell whether a word is a given name in some language."""
    return names.fold(word) in _table()


def gender_of_name(name: str) -> str | None:
    """Return "female" or "male" where the given name of a full name tells, else None."""
    parts = names.parts(name)
    if len(parts) < 2 or parts[0] in surnames_first() or SURNAME_FIRST.search(name):
        return None
    return _table().get(parts[0])
