"""Finding the words that place something in time, and whether they look back or ahead.

The words are found by form (``datewords``); the tense of the verb that governs them
gives their direction (``tense``).  What days they mean is left to
``briefgen.temporal``, since that takes the day of publication.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefgen.extract import datewords
from briefgen.extract.tense import direction_at, is_attributive, is_promised
from briefgen.model import TimeExpression, TimeUnit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.extract.datewords import Hit
    from briefgen.extract.passages import Passage

_ALSO_WORDS = frozenset({"April", "August", "June", "March", "May"})
"""Months that are given names, surnames or verbs as well."""


def find_times(passages: Sequence[Passage]) -> tuple[TimeExpression, ...]:
    """Return the time expressions of an article, in order, none overlapping another.

    "The next day" and its like become the day that they mean where the article named
    one before them, and are left out where it did not.
    """
    found: list[TimeExpression] = []
    promised: set[TimeExpression] = set()
    for passage in passages:
        for hit in datewords.find(passage.doc.text):
            if _is_name(passage, hit):
                continue
            before = _day_before(found, passage)
            expression = _expression(passage, hit, before)
            if expression is not None:
                found.append(_in_context(expression, found, passage))
                if _is_mere_weekday(found[-1]) and is_promised(passage.doc, hit.start):
                    promised.add(found[-1])
    return tuple(_a_week_on(e, found) if e in promised else e for e in found)


def _day_before(found: Sequence[TimeExpression], passage: Passage) -> TimeExpression | None:
    """Return the day on which "later that day" rests: the last of its paragraph, else that of the news.

    The day of the news is the last weekday, for what an earlier paragraph recalls or
    expects is told by the day of the month.
    """
    days = [e for e in found if _names_a_day(e)]
    if days and days[-1].span.start >= passage.block.start:
        return days[-1]
    news = [e for e in days if e.weekday is not None or e.day is None]
    return news[-1] if news else next((e for e in reversed(days) if e.direction <= 0), None)


def _a_week_on(expression: TimeExpression, found: Sequence[TimeExpression]) -> TimeExpression:
    """Put a weekday that is promised after the same one of the report: "said on Monday he will fly on Monday".

    Those who mean the day of the report itself write "later on Monday" or "Monday afternoon".
    """
    reported = any(e.weekday == expression.weekday and e.direction < 0 and not e.shift for e in found)
    return replace(expression, shift=1) if reported else expression


def _is_mere_weekday(expression: TimeExpression) -> bool:
    bare = (expression.day, expression.month, expression.unit, expression.shift, expression.end_weekday)
    return (
        expression.weekday is not None and all(part is None for part in bare) and " " not in expression.text
    )


def _expression(passage: Passage, hit: Hit, before: TimeExpression | None) -> TimeExpression | None:
    """Make the expression of a hit; ``before`` is the day that the article named last."""
    fields = hit.fields
    own: dict[str, Any] = {
        "span": passage.span(hit.start, hit.end),
        "text": passage.doc.text[hit.start : hit.end],
    }
    direction = _direction(passage, hit)
    if fields.anaphor is not None:
        past = before is not None and before.direction < 0 < direction  # "will meet him in the afternoon"
        return _beside(None if past else before, fields.anaphor, own)
    return TimeExpression(**own, direction=direction, approximate=fields.approximate, **fields.values)


def _in_context(
    expression: TimeExpression, before: Sequence[TimeExpression], passage: Passage
) -> TimeExpression:
    """Give a bare "on the 22nd" the month that its paragraph named last.

    What lies ahead of the article is counted from its day instead.
    """
    bare = expression.day is not None and expression.month is None
    if not bare or expression.unit is not None or expression.direction > 0:
        return expression
    start = passage.block.start
    named = next((e for e in reversed(before) if e.month is not None and e.span.start >= start), None)
    if named is None or named.direction > 0:
        return expression
    return replace(expression, month=named.month, year=named.year)


def _direction(passage: Passage, hit: Hit) -> int:
    """Return what the words themselves say, else what the tense around them says."""
    if hit.fields.direction is not None:
        return hit.fields.direction
    direction = direction_at(passage.doc, hit.start)
    of_month = {"month", "day"} <= set(hit.fields.values)
    if direction < 0 and of_month and is_attributive(passage.doc, hit.start, hit.end):
        return 0
    return direction


def _names_a_day(expression: TimeExpression) -> bool:
    """Tell whether the words name a single day, on which "the next day" can rest."""
    if expression.end_day is not None or expression.end_weekday is not None or expression.approximate:
        return False
    by_name = expression.day is not None or expression.weekday is not None
    return by_name or (expression.unit is TimeUnit.DAY and expression.shift is not None)


def _beside(before: TimeExpression | None, days: int, own: dict[str, Any]) -> TimeExpression | None:
    """Return the day ``days`` after ``before``, where that can be said without a calendar.

    "Later in the day" with no day before it is the article's own.
    """
    if before is None:
        return None if days else TimeExpression(**own, unit=TimeUnit.DAY, shift=0)
    if before.day is not None:
        day = before.day + days
        weekday = before.weekday if days == 0 else None
        return replace(before, **own, day=day, weekday=weekday) if 1 <= day <= 28 or not days else None
    if before.weekday is not None:
        if abs(days) > 6:
            return None  # another week, which a weekday cannot name
        return replace(before, **own, weekday=(before.weekday + days) % 7)
    return replace(before, **own, shift=(before.shift or 0) + days)


def _is_name(passage: Passage, hit: Hit) -> bool:
    """Tell whether a bare month is somebody's name ("Theresa May") or a verb."""
    if set(hit.fields.values) != {"month"}:
        return False
    words = (token for token in passage.tokens if hit.start <= token.idx < hit.end)
    return any(
        token.text in _ALSO_WORDS and (token.ent_type_ == "PERSON" or token.pos_ in {"AUX", "VERB"})
        for token in words
    )
