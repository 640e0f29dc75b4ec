"""Which language a passage is in that is written in another script than the text around it.

Names and quotations come as their articles give them.  A program that reads aloud needs to know where
it has to change its voice, and a text alone tells that by its script.  A script of many languages gives
a tag of the form "und-Cyrl": undetermined, in Cyrillic letters (BCP 47, with the codes of ISO 15924).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Script:
    """A script: its characters as a class of a regular expression, the tag of text in it, its languages."""

    characters: str
    tag: str
    languages: frozenset[str]


_SCRIPTS = tuple(
    Script(characters, tag, frozenset(languages.split()))
    for characters, tag, languages in (
        ("\u0370-\u03ff\u1f00-\u1fff", "el", "el"),
        ("\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f", "und-Cyrl", "be bg kk ky mk mn ru sr tg uk"),
        ("\u0530-\u058f\ufb13-\ufb17", "hy", "hy"),
        ("\u0590-\u05ff\ufb1d-\ufb4f", "he", "he yi"),
        ("\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc", "und-Arab", "ar fa ps ur"),
        ("\u0900-\u097f\ua8e0-\ua8ff", "und-Deva", "hi mr ne"),
        ("\u0e00-\u0e7f", "th", "th"),
        ("\u10a0-\u10ff\u1c90-\u1cbf", "ka", "ka"),
        ("\u1100-\u11ff\u3130-\u318f\uac00-\ud7af", "ko", "ko"),
        ("\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f", "ja", "ja"),
        ("\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff", "und-Hani", "ja ko zh"),
    )
)
_FOREIGN = re.compile("|".join(f"([{script.characters}])" for script in _SCRIPTS))


def foreign(text: str, language: str) -> list[str | None]:
    """Return for each character the tag of its language, None for that of the document or none of its own.

    Signs and spaces between two characters of one language belong to it.
    """
    own = language.partition("-")[0].lower()
    tags: list[str | None] = [None] * len(text)
    before: tuple[int, str] | None = None  # where the last foreign character stands, and its tag
    if not _FOREIGN.search(text):
        return tags
    for place, character in enumerate(text):
        found = _FOREIGN.fullmatch(character)
        if found is None:
            if character.isalpha():
                before = None
            continue
        script = _SCRIPTS[(found.lastindex or 1) - 1]
        if own in script.languages:
            before = None
            continue
        if before and before[1] == script.tag:
            tags[before[0] : place] = [script.tag] * (place - before[0])
        tags[place] = script.tag
        before = place, script.tag
    return tags


def passages(text: str, language: str) -> list[tuple[str | None, str]]:
    """Return a text in parts of one language each: its tag, or None for the document's, and the words."""
    places = zip(foreign(text, language), text, strict=True)
    return [
        (tag, "".join(character for _, character in group))
        for tag, group in groupby(places, key=lambda p: p[0])
    ]
