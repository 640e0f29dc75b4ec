"""The written forms of dates in English news: which words match, and what fields they give.

The forms themselves are data, in ``lexicon/dates.toml``; this module compiles and reads them.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefgen.extract import lexicon
from briefgen.model import TimeUnit

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Fields:
    """Fields for a TimeExpression.

    ``direction`` is None where the tense must tell.  ``anaphor`` counts days from the
    day that the article named last ("the following day" is 1).
    """

    values: dict[str, Any] = field(default_factory=dict)
    direction: int | None = None
    approximate: bool = False
    anaphor: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """Characters ``start`` to ``end`` of a text, and the fields that they give."""

    start: int
    end: int
    fields: Fields


@dataclass(frozen=True, slots=True)
class _Form:
    """One entry of the lexicon: a pattern and the fields that are always the same."""

    pattern: re.Pattern[str]
    constants: dict[str, Any]
    needs: tuple[str, ...]  # blocks, or words, of which the text must hold one


def find(text: str) -> list[Hit]:
    """Return the date words of a text in order; of overlapping ones the longest is kept."""
    kept: list[Hit] = []
    for hit in sorted(_matches(text), key=lambda hit: (hit.start - hit.end, hit.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def _matches(text: str) -> list[Hit]:
    found: list[Hit] = []
    held = _Held(text)
    for form in _forms():
        if form.needs and not any(held[need] for need in form.needs):
            continue
        for match in form.pattern.finditer(text):
            fields = _read(match, form.constants)
            if fields is not None:
                start, end = match.span("all" if "all" in form.pattern.groupindex else 0)
                found.append(Hit(start, end, fields))
    return found


class _Held(dict[str, bool]):
    """Whether a text holds a word or a block, found out once for each when asked."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self._lower = text.lower()

    def __missing__(self, need: str) -> bool:
        if need.startswith("@"):
            held = _compile(need, any_case=False).search(self._text) is not None
        else:
            held = need in self._lower
        self[need] = held
        return held


# -- reading a match


def _read(match: re.Match[str], constants: dict[str, Any]) -> Fields | None:
    """Return the fields of a match, None where the words turn out to mean no date."""
    groups = {name.removesuffix("_2"): text for name, text in match.groupdict().items() if text}
    values = {name: read(groups[name]) for name, read in _READERS.items() if name in groups}
    values |= _shifts(groups, constants)
    if not _complete(values) or (constants.get("consecutive") and not _on_end(values)):
        return None
    edge = groups.get("edge", "").lower()
    direction = constants.get("direction", {"earlier": -1, "later": 1}.get(edge))
    if direction is None and values.get("shift"):
        direction = 1 if values["shift"] > 0 else -1
    anaphor = constants.get("anaphor")
    if anaphor and "number" in groups:
        anaphor *= _number(groups["number"])
    return Fields(
        values,
        direction=direction,
        approximate=bool(edge) or constants.get("approximate", False),
        anaphor=anaphor,
    )


def _shifts(groups: dict[str, str], constants: dict[str, Any]) -> dict[str, Any]:
    """Return ``unit`` and ``shift`` as the words or the form itself give them."""
    found: dict[str, Any] = {}
    shifts = lexicon.load("dates")["shifts"]
    if "unit" in constants:
        found["unit"] = TimeUnit(constants["unit"])
    if "shift" in constants:
        found["shift"] = constants["shift"]
    if "number" in groups and "count" in constants:
        found["shift"] = constants["count"] * _number(groups["number"])
    for name, unit in (("which", None), ("which_week", TimeUnit.WEEK), ("of_year", TimeUnit.YEAR)):
        if name in groups:
            found |= {"shift": shifts[groups[name].lower()]} | ({"unit": unit} if unit else {})
    return found


def _complete(values: dict[str, Any]) -> bool:
    """Fill in what a range leaves out; tell whether its two ends are of one sort."""
    if "month" not in values and "end_year" in values:
        if values["end_year"] < 100:
            values["end_year"] += values["year"] // 100 * 100
        return bool(values["end_year"] > values["year"])
    if "end_month" not in values:
        if "end_year" in values:
            values["year"] = values.pop("end_year")
        return True
    wraps = values["end_month"] < values["month"]
    if "year" in values:
        values.setdefault("end_year", values["year"] + wraps)
    elif "end_year" in values:  # the one year of "30 December to 2 January 2019"
        values["year"] = values["end_year"] - wraps
    return True


def _on_end(values: dict[str, Any]) -> bool:
    """Tell whether two weekdays follow each other."""
    return bool((values["weekday"] + 1) % 7 == values["end_weekday"])


def _month(word: str) -> int:
    return int(word) if word.isdigit() else _index("months")[word[:3].lower()] + 1


def _weekday(word: str) -> int:
    return _index("weekdays")[word[:3].lower()]


def _number(word: str) -> int:
    numbers: dict[str, int] = lexicon.load("dates")["numbers"]
    return int(word) if word.isdigit() else numbers[word.lower()]


def _day(word: str) -> int:
    return int(re.sub(r"\D", "", word))


def _unit(word: str) -> TimeUnit:
    return TimeUnit(word.lower())


_READERS: dict[str, Callable[[str], Any]] = {
    "year": int,
    "month": _month,
    "day": _day,
    "end_year": int,
    "end_month": _month,
    "end_day": _day,
    "weekday": _weekday,
    "end_weekday": _weekday,
    "unit": _unit,
}


@functools.cache
def _index(name: str) -> dict[str, int]:
    """Return the position of each month or weekday by its first three letters."""
    return {word[:3].lower(): position for position, word in enumerate(lexicon.load("dates")[name])}


# -- compiling the forms


@functools.cache
def _forms() -> tuple[_Form, ...]:
    return tuple(
        _Form(_compile(form["words"], any_case=form.get("any_case", False)), form, _needs(form))
        for form in lexicon.load("dates")["form"]
    )


def _needs(form: dict[str, Any]) -> tuple[str, ...]:
    """Return what a text must hold for the form to be there at all."""
    words: str = form["words"]
    if "@month" in words or "@full_month" in words:
        return ("@month",)
    for block in ("weekday", "year"):
        if f"(?P<{block}>@{block})" in words:
            return (f"@{block}",)
    return tuple(form.get("needs", ()))


@functools.cache
def _compile(words: str, *, any_case: bool) -> re.Pattern[str]:
    """Compile a form after putting in the building blocks, which may hold others."""
    while "@" in words:
        words = re.sub(r"@(\w+?)(?=\b|$)", lambda match: _blocks()[match[1]], words)
    return re.compile(words, re.IGNORECASE if any_case else 0)


@functools.cache
def _blocks() -> dict[str, str]:
    """Return the building blocks: those of the lexicon and those made from its lists."""
    words = lexicon.load("dates")
    given: dict[str, str] = words["blocks"]
    weekdays = _either(words["weekdays"])
    months = _either(words["months"])
    return given | {
        "weekday": f"(?:{weekdays})",
        "any_weekday": rf"(?:{weekdays}|(?:{_either(words['weekdays_short'])})\b\.?)",
        "full_month": f"(?:{months})",
        "month": rf"(?:(?:{months})\b|(?:{_either(words['months_short'])})\b\.?)",
        "number": rf"(?:\d{{1,3}}|{'|'.join(words['numbers'])})",
    }


def _either(words: list[str]) -> str:
    """Match one of the words, in title case or capitals."""
    return "|".join([*words, *(word.upper() for word in words)])
