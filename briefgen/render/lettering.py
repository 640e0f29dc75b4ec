"""How wide words on a drawing are, without knowing the font that they will be set in.

A drawing is laid out once for all formats: PDF and pictures are set in the program's own fonts, HTML in the
reader's. The widths here are those of the widest of the usual faces (DejaVu Sans), so that words end before
they meet others.
"""

from __future__ import annotations

import unicodedata

_ELLIPSIS = "…"
_WIDTHS = {
    **dict.fromkeys("ijlI|'", 0.3),
    **dict.fromkeys(" .,:;!()[]/-ftrJ·", 0.42),
    **dict.fromkeys("\"“”„«»", 0.62),
    **dict.fromkeys("mM", 0.98),
    **dict.fromkeys("wW—…@%", 1.0),
}  # fmt: skip
_SMALL, _CAPITAL, _WIDE, _OTHER = 0.64, 0.79, 1.06, 0.8
_ZERO = frozenset({"Mn", "Me", "Cf", "Cc"})


def width(text: str, size: float) -> float:
    """Return how wide a line of words is at most, in points."""
    return sum(map(_share, text)) * size


def fitted(text: str, room: float, size: float) -> str:
    """Return the words if they have room, else as many characters as have, with an ellipsis."""
    if width(text, size) <= room:
        return text
    left = room - width(_ELLIPSIS, size)
    kept = 0
    for character in text:
        left -= _share(character) * size
        if left < 0:
            break
        kept += 1
    return text[:kept].rstrip() + _ELLIPSIS


def _share(character: str) -> float:
    """Return the width of a character as a share of the size of type."""
    if character in _WIDTHS:
        return _WIDTHS[character]
    if unicodedata.category(character) in _ZERO:
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return _WIDE
    if character.islower() or character.isdecimal():
        return _SMALL
    return _CAPITAL if character.isupper() and character.isascii() else _OTHER
