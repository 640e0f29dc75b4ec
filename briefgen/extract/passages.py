"""Passages: the parsed paragraphs of an article, with offsets into its text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefgen.model import Block, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan


@dataclass(frozen=True)
class Passage:
    """One block of an article with its parse; ``doc`` starts at ``block.start``."""

    article: str  # id
    block: Block
    doc: Doc

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Return the tokens of ``doc``, which makes each anew whenever it is asked."""
        return tuple(self.doc)

    @property
    def offset(self) -> int:
        """Return what to add to a character index of ``doc`` to get one of the article."""
        return self.block.start

    def span(self, start: int, end: int) -> Span:
        """Return characters ``start`` to ``end`` of ``doc`` as a span of the article."""
        return Span(self.article, self.offset + start, self.offset + end)

    def span_of(self, part: DocSpan | Token) -> Span:
        """Return a token, or a spaCy span, as a span of the article."""
        start = part.idx if hasattr(part, "idx") else part.start_char
        return self.span(start, start + len(part.text))

    def sentence_at(self, char: int) -> Span:
        """Return the sentence around a character of ``doc``, without outer white space."""
        for sentence in self.doc.sents:
            if sentence.start_char <= char < sentence.end_char:
                return self.span_of(sentence)
        return self.span(0, len(self.doc.text))
