"""The one place where characters are dropped or folded on their way into a Document."""

from __future__ import annotations

import re

# What XML 1.0 (section 2.2) does not allow, the C1 controls and DEL (which it
# discourages), and the nine explicit directional controls of UAX #9, with which
# a text could make its reader see characters in another order than they stand.
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

# White space of HTML, and what other programs take for a line end.
_WHITE = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029 ]+")


def fold(text: str) -> str:
    """Return the text without control characters and with each run of white space as one space."""
    return _WHITE.sub(" ", _DROPPED.sub("", text))


def line(text: str) -> str:
    """Return the text as one line: folded, without white space at its ends."""
    return fold(text).strip(" ")


def lines(text: str) -> str:
    """Return the text without control characters, with every kind of line end as a line feed."""
    return _LINE_ENDS.sub("\n", _DROPPED.sub("", text))
