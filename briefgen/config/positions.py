"""On which line of a TOML text each key stands, which the parser of the standard library does not tell."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field

Where = tuple[str | int, ...]
"""The way to a value: names of keys, and numbers (from 0) in lists."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRINGS = (
    re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*"""(?:"{0,2})', re.DOTALL),
    re.compile(r"'''(?:[^']|'(?!''))*'''(?:'{0,2})"),
    re.compile(r'"(?:[^"\\]|\\.)*"'),
    re.compile(r"'[^']*'"),
)
_SCALAR = re.compile(r"[^,\]}\n#]*")


def lines_of(text: str) -> dict[Where, int]:
    """Return the line (from 1) of every table, key and list item of a text that is valid TOML.

    A table that is only implied (``a`` of ``[a.b]``) stands where it is first named.
    """
    scan = _Scan(text)
    scan.document()
    return scan.lines


def line_of(lines: dict[Where, int], where: Where) -> int | None:
    """Return the line of a value, or of the nearest table around it; None where nothing is near."""
    for length in range(len(where), 0, -1):
        if where[:length] in lines:
            return lines[where[:length]]
    return None


@dataclass(slots=True)
class _Scan:
    """A walk over a valid text, from one key to the next."""

    text: str
    at: int = 0
    counted: int = 0  # up to here line ends were counted …
    line: int = 1  # … and this line was reached
    lines: dict[Where, int] = field(default_factory=dict)
    items: dict[Where, int] = field(default_factory=dict)  # array of tables → number of its last one

    def document(self) -> None:
        table: Where = ()
        while self.skip(_BLANK) < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)

    def header(self) -> Where:
        """Read ``[a.b]`` or ``[[a.b]]`` and return the table that it opens."""
        brackets = 2 if self.text.startswith("[[", self.at) else 1
        self.at += brackets
        *above, name = self.key()
        where: Where = ()
        for part in above:
            where = self.noted((*where, part))
            where = (*where, self.items[where]) if where in self.items else where
        where = self.noted((*where, name))
        if brackets == 2:
            self.items[where] = self.items.get(where, -1) + 1
            where = self.noted((*where, self.items[where]))
        self.skip(_SPACE)
        self.at += brackets
        return where

    def pair(self, table: Where) -> None:
        """Read ``a.b = value``."""
        where = table
        for part in self.key():
            where = self.noted((*where, part))
        self.at += 1  # the sign
        self.value(where)

    def key(self) -> list[str]:
        """Read a key with its dots and the space around it."""
        parts = []
        while True:
            self.skip(_SPACE)
            if self.text[self.at] in "\"'":
                parts.append(_unquoted(self.string()))
            else:
                start = self.at
                parts.append(self.text[start : self.skip(_BARE_KEY)])
            self.skip(_SPACE)
            if self.text[self.at] != ".":
                return parts
            self.at += 1

    def value(self, where: Where) -> None:
        self.skip(_SPACE)
        first = self.text[self.at]
        if first in "\"'":
            self.string()
        elif first == "[":
            self.array(where)
        elif first == "{":
            self.inline_table(where)
        else:
            self.skip(_SCALAR)

    def array(self, where: Where) -> None:
        self.at += 1
        number = 0
        while self.text[self.skip(_BLANK)] != "]":
            self.noted((*where, number))
            self.value((*where, number))
            number += 1
            if self.text[self.skip(_BLANK)] == ",":
                self.at += 1
        self.at += 1

    def inline_table(self, where: Where) -> None:
        self.at += 1
        while self.text[self.skip(_BLANK)] != "}":
            self.pair(where)
            if self.text[self.skip(_BLANK)] == ",":
                self.at += 1
        self.at += 1

    def string(self) -> str:
        """Read a string of any of the four kinds; return it as it is written."""
        for pattern in _STRINGS:
            found = pattern.match(self.text, self.at)
            if found:
                self.at = found.end()
                return found[0]
        return ""

    def skip(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def noted(self, where: Where) -> Where:
        self.line += self.text.count("\n", self.counted, self.at)
        self.counted = self.at
        self.lines.setdefault(where, self.line)
        return where


def _unquoted(written: str) -> str:
    return str(tomllib.loads(f"key = {written}")["key"])
