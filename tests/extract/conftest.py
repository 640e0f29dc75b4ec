"""Fixtures for tests of extraction: text parsed by the real language model."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from briefgen.extract.language import load_model
from briefgen.extract.passages import Passage
from briefgen.model import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="session")
def parse() -> Callable[[str], list[Passage]]:
    """Return a function that parses a text, each paragraph being a block of prose."""
    nlp = load_model()

    def parse_text(text: str) -> list[Passage]:
        blocks = [
            Block(BlockKind.PROSE, match.start(), match.end())
            for match in re.finditer(r"\S.*?(?=\n\s*\n|\s*\Z)", text, re.DOTALL)
        ]
        return [Passage("a1", block, nlp(text[block.start : block.end])) for block in blocks]

    return parse_text
