"""The word lists of this stage, read from the data files beside this module."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

_SECTION = re.compile(r"\[(.+)\]")


@cache
def words(file: str, section: str = "") -> frozenset[str]:
    """Return the words of one section of a list; ``#`` starts a comment line.

    The words before the first ``[heading]`` are the section with the empty name.
    """
    text = resources.files(__package__).joinpath(file).read_text(encoding="utf-8")
    found: set[str] = set()
    current = ""
    for line in text.splitlines():
        if heading := _SECTION.fullmatch(line.strip()):
            current = heading.group(1)
        elif current == section and not line.startswith("#"):
            found.update(line.split())
    return frozenset(found)
