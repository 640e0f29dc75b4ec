"""Frames: the sentences of a paragraph as they stand around its quoted stretches.

A sentence splitter stumbles over quotation marks, so the words outside them are split
again here.  In a frame a quoted stretch is one piece, whatever sentences it holds:
“…,” he said, “…” is one frame of a stretch, three tokens, and a stretch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Union

from briefgen.extract.quotation_marks import Quoted
from briefgen.extract.quote_words import is_finite, is_strong, speaks_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from briefgen.extract.passages import Passage

Piece = Union["Token", Quoted]

_MARKS = frozenset("\"“”„‟«»‘’'`´\u200e\u200f")
_TERMINAL = frozenset(".!?…")
_ADDRESSEES = frozenset({"reporters", "journalists", "them", "lawmakers", "delegates"})
_REACH = 14  # tokens within which a sentence after a quote shows that it attributes it


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One sentence outside the quotation marks, with the quoted stretches in it."""

    passage: Passage
    pieces: tuple[Piece, ...]

    @property
    def tokens(self) -> list[Token]:
        """Return the words outside the marks, in order."""
        return [piece for piece in self.pieces if not isinstance(piece, Quoted)]

    @property
    def quotes(self) -> list[Quoted]:
        """Return the quoted stretches, in order."""
        return [piece for piece in self.pieces if isinstance(piece, Quoted)]

    @property
    def words(self) -> list[Token]:
        """Return the tokens that are words."""
        return [token for token in self.tokens if not token.is_punct and not token.is_space]

    def before(self, quoted: Quoted) -> list[Token]:
        """Return all words of the frame, outside the marks, before a stretch."""
        return [t for t in self.pieces[: self.pieces.index(quoted)] if not isinstance(t, Quoted)]

    def lead(self, quoted: Quoted) -> list[Token]:
        """Return the tokens between the previous stretch, if any, and this one."""
        position = self.pieces.index(quoted)
        start = position
        while start > 0 and not isinstance(self.pieces[start - 1], Quoted):
            start -= 1
        return [t for t in self.pieces[start:position] if not isinstance(t, Quoted)]

    def after(self, quoted: Quoted) -> list[Token]:
        """Return the tokens from a stretch to the next one, or to the end of the frame."""
        following: list[Token] = []
        for piece in self.pieces[self.pieces.index(quoted) + 1 :]:
            if isinstance(piece, Quoted):
                break
            following.append(piece)
        return following


def frames_of(passage: Passage, quoted: Sequence[Quoted], *, begin: int = 0) -> list[Frame]:
    """Split a passage into frames; ``quoted`` are the outer stretches inside it.

    Words before the character ``begin`` of the article (a dateline) are left out.
    """
    pieces = [p for p in _pieces(passage, quoted) if isinstance(p, Quoted) or passage.offset + p.idx >= begin]
    frames: list[Frame] = []
    start = 0
    for position in range(len(pieces)):
        if position + 1 == len(pieces) or _breaks(passage, pieces, position):
            frames.append(Frame(passage, tuple(pieces[start : position + 1])))
            start = position + 1
    return frames


def _pieces(passage: Passage, quoted: Sequence[Quoted]) -> Iterator[Piece]:
    waiting = list(reversed(quoted))
    inside = 0
    for token in passage.tokens:
        start = passage.offset + token.idx
        while waiting and waiting[-1].start < start + len(token.text):
            stretch = waiting.pop()
            inside = stretch.end
            yield stretch
        if start >= inside and not _is_mark(token):
            yield token


def _is_mark(token: Token) -> bool:
    if token.tag_ == "POS":
        return False
    return token.is_space or all(c in _MARKS for c in token.text) or token.text in ("''", "``")


def _breaks(passage: Passage, pieces: Sequence[Piece], position: int) -> bool:
    """Tell whether a sentence ends after the piece at ``position``."""
    here, following = pieces[position], pieces[position + 1]
    if isinstance(here, Quoted):
        return _breaks_after_quote(passage, here, pieces[position + 1 :])
    if here.text[-1:] in _TERMINAL and (len(here.text) == 1 or set(here.text) <= _TERMINAL):
        return isinstance(following, Quoted) or not following.is_lower
    if isinstance(following, Quoted):
        return False
    return bool(here.text.endswith(".") and following.is_sent_start and following.is_title)


def _breaks_after_quote(passage: Passage, here: Quoted, rest: Sequence[Piece]) -> bool:
    words = passage.doc.text[here.start - passage.offset : here.end - passage.offset]
    ends = words.rstrip(")]’'\"”")[-1:] in _TERMINAL or not here.closed
    following = rest[0]
    if not ends or isinstance(following, Quoted):
        return ends
    return not (following.is_lower or following.is_punct or _attributes(rest))


def _attributes(pieces: Sequence[Piece]) -> bool:
    """Tell whether words after a full quote attribute it: “…!” Smith wrote on Monday."""
    verb_seen = False
    colon = False
    for piece in pieces[:_REACH]:
        if isinstance(piece, Quoted):
            return verb_seen and not colon
        colon = piece.text == ":"
        if piece.text in _TERMINAL:
            return verb_seen
        if is_finite(piece):
            if verb_seen or not is_strong(piece) or speaks_of(piece):
                return False
            verb_seen = True
        elif piece.lower_ == "that" or (verb_seen and _is_complement(piece)):
            return False
    return verb_seen


def _is_complement(token: Token) -> bool:
    """Tell what is said from those to whom: told reporters."""
    return token.dep_ in ("nsubj", "mark", "dobj") and token.lower_ not in _ADDRESSEES
