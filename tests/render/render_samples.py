"""The samples that ship with the program, with hostile characters where a test wants them."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from briefgen.render.sample import (
    CREATED,
    assessed,
    cite,
    said,
    sample_brief,
    sample_digest,
    sample_second_brief,
)

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "CREATED",
    "HOSTILE",
    "assessed",
    "cite",
    "said",
    "sample_brief",
    "sample_digest",
    "sample_second_brief",
    "with_text",
]

HOSTILE = """R&D <b>x</b> {{ 7*7 }} {% raw %} "A" &amp; *s* _u_ `c` [l](u) |p| \\n # h ~~d~~ <!-- c -->"""


def with_text(value: Any, change: Callable[[str], str]) -> Any:
    """Return a copy of a model value in which every plain text has been changed.

    Enumerations, dates and numbers stay as they are.
    """
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(with_text(item, change) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: with_text(getattr(value, f.name), change) for f in fields(value)})
    return value
