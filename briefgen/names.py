"""Names of people: comparing spellings, short forms and orders of name parts.

Shared by extract (within one article) and cluster (across articles).  A name is
compared by its *skeleton*: letters without accents, with the usual variants of
transliteration (Sergei/Sergey, Zelensky/Zelenskyy, Nikolai/Nikolay) made equal.
"""

from __future__ import annotations

import difflib
import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib import resources

HONORIFICS = frozenset(
    "mr mrs ms miss mx dr sir dame lord lady madam madame monsieur mme prof professor gen general sen senator rep "
    "gov hon rev st col capt lt sgt sheikh uncle aunt hrh h.e pm".split()
)
SUFFIXES = frozenset("jr sr ii iii iv phd mp mep esq".split())
PARTICLES = frozenset(
    "von van der den de del della di da dos das du la le el al bin ibn bint ben abu ter ten zu zur".split()
)
# Letters that take no accent mark apart, so that Unicode normalisation leaves them alone.
UNACCENTED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h"}
)


def fold(name: str) -> str:
    """Return the name in lower case, without accents, with single spaces for punctuation."""
    if name.isascii() and name.isalpha():  # most words by far
        return name.lower()
    plain = unicodedata.normalize(
        "NFKD", unicodedata.normalize("NFKD", name).casefold().translate(UNACCENTED)
    )
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"['’`]s\b", "", plain)
    return " ".join(re.findall(r"\w+", re.sub(r"['’`.]", "", plain)))


@cache
def parts(name: str) -> tuple[str, ...]:
    """Return the folded parts of a name without honorifics, suffixes and initials."""
    tokens = fold(name).split()
    while len(tokens) > 1 and tokens[0] in HONORIFICS:
        tokens = tokens[1:]
    while len(tokens) > 1 and tokens[-1] in SUFFIXES:
        tokens = tokens[:-1]
    whole = tuple(t for t in tokens if len(t) > 1)
    return whole or tuple(tokens)


@cache
def skeleton(part: str) -> str:
    """Return what different transliterations of one name part have in common."""
    text = re.sub(r"[yj]", "i", fold(part).replace(" ", ""))
    text = text.replace("kh", "h").replace("ph", "f").replace("ks", "x").replace("ie", "e").replace("w", "v")
    return re.sub(r"(.)\1+", r"\1", text)


def same_part(one: str, other: str) -> bool:
    """Tell whether two name parts are spellings of one another."""
    if skeleton(one) == skeleton(other):
        return True
    if min(len(one), len(other)) < 6:
        return False
    return _alike(skeleton(one), skeleton(other))


ALIKE = 0.9
"""Share of the letters of two skeletons that is the same in two spellings of a name."""


@lru_cache(maxsize=100_000)
def _alike(one: str, other: str) -> bool:
    most = 2 * min(len(one), len(other)) / (len(one) + len(other))
    if most < ALIKE or not _share_most_letters(one, other):
        return False  # no need to line them up
    return difflib.SequenceMatcher(None, one, other).ratio() >= ALIKE


def _share_most_letters(one: str, other: str) -> bool:
    common = sum(min(one.count(letter), other.count(letter)) for letter in set(one))
    return 2 * common / (len(one) + len(other)) >= ALIKE


def traces(part: str) -> set[str]:
    """Return runs of three letters of a name part, of which two spellings of one part share at least one.

    Spellings that are alike differ in so few letters that three in a row stay the same.
    """
    text = skeleton(part)
    return {text[i : i + 3] for i in range(len(text) - 2)} or {text}


# Words by which reports call the same unnamed people.
SAME_GROUP = (
    frozenset("lawmaker senator legislator congressman parliamentarian mp".split()),
    frozenset("executive ceo boss".split()),
    frozenset("worker employee".split()),
)


def same_group(one: str, other: str) -> bool:
    """Tell whether two descriptions of several people may be of the same: "leading bankers", "the bankers"."""
    a, b = _group_word(one), _group_word(other)
    return bool(a) and (a == b or any({a, b} <= words for words in SAME_GROUP))


def _group_word(phrase: str) -> str:
    """Return the noun of a description in the singular; "" where it does not speak of several."""
    words = re.split(r"\b(?:of|from|in|at|with|who|for)\b", fold(phrase))[0].split()
    noun = words[-1] if words else ""
    if noun.endswith("men"):
        return noun[:-3] + "man"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else ""


def surname(name: str) -> str:
    """Return the part by which Western order would call someone: the last one."""
    return parts(name)[-1] if parts(name) else ""


def is_short_form(short: str, full: str) -> bool:
    """Tell whether ``short`` ("Wang", "Mr Lavrov", "van der Bellen") can stand for ``full``.

    A single part must be the last or the first part of the full name; two or more must
    be its parts in their order (so a middle name may be missing).
    """
    few, many = parts(short), parts(full)
    if not few or len(few) > len(many):
        return False
    if len(few) == 1:
        return same_part(few[0], many[-1]) or same_part(few[0], many[0])
    if all(map(same_part, few, many[-len(few) :])):
        return True
    if not (same_part(few[-1], many[-1]) and in_order(few, many)):
        return False
    return same_part(few[0], many[0]) or few[0] in PARTICLES or len(many) == len(few)


def in_order(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    """Tell whether the parts ``few`` occur among ``many`` in the same order."""
    rest = iter(many)
    return all(any(same_part(part, other) for other in rest) for part in few)


def same_full_name(one: str, other: str) -> bool:
    """Tell whether two names of two or more parts can be one person's.

    Middle names may be missing on either side, a first name may be a familiar form
    of the other (same first letters), and the order of the parts may be turned round.
    """
    a, b = parts(one), parts(other)
    if len(a) < 2 or len(b) < 2:
        return bool(a) and a == b
    if len(a) == len(b) and all(map(same_part, a, b)):
        return True
    if "".join(map(skeleton, a)) == "".join(map(skeleton, b)):
        return True
    if not same_part(a[-1], b[-1]):
        return len(a) == len(b) == 2 and same_part(a[0], b[1]) and same_part(a[1], b[0])
    return same_given_name(a[0], b[0])


def same_given_name(one: str, other: str) -> bool:
    """Tell whether one given name is a spelling or familiar short form of the other."""
    if same_part(one, other):
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= 2 and (long.startswith(short[:3]) or familiar(short) == familiar(long))


@cache
def familiar(given: str) -> str:
    """Return the formal given name for a familiar English one, else the name itself."""
    return _familiar_forms().get(given, given)


@cache
def _familiar_forms() -> dict[str, str]:
    """Return the formal name of each familiar form."""
    text = resources.files("briefgen").joinpath("familiar_names.toml").read_text(encoding="utf-8")
    return {short: formal for formal, shorts in tomllib.loads(text).items() for short in shorts}
