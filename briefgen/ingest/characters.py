"""Which characters of an input reach an article's text."""

from __future__ import annotations

import re

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")

# Controls (C0 but tab and line feed, C1), soft hyphen, zero-width space and joiner-like
# marks, bidirectional marks, overrides and isolates (Unicode TR 9), byte order mark,
# interlinear annotation, surrogates and noncharacters: none of them can be seen, and
# they break XML or make text read other than it is.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
    "|["
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)

_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")


def clean(text: str) -> str:
    r"""Return text with ``\\n`` line ends and without invisible characters.

    Everything that can be seen stays as it is: nothing is unescaped or composed.
    """
    return _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))


def fold(text: str) -> str:
    """Return cleaned text on one line, each run of white space as one space."""
    return _SPACES.sub(" ", clean(text).replace("\n", " ")).strip()


def spaces(text: str) -> str:
    """Return text with each run of horizontal white space as one space, lines kept."""
    return _SPACES.sub(" ", text)
