"""A brief says the same, word for word, in every format; ``reading`` says what is normalised."""

from __future__ import annotations

import pytest
from reading import difference, marks, split, words_of_document
from shipped_documents import CASES, FORMATS, documents

pytestmark = pytest.mark.parametrize("case", CASES)


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_says_what_the_document_says(case: tuple[str, str], format: str) -> None:
    for written in documents(*case):
        expected, found = words_of_document(written.document), split([written.text(format)])
        if found != expected:
            pytest.fail(f"{written.document.title}\n{difference(expected, found)}", pytrace=False)


def test_the_formats_cite_the_same_sources_in_one_order(case: tuple[str, str]) -> None:
    for written in documents(*case):
        html, markdown, pdf = (marks(written.text(name)) for name in ("html", "md", "pdf"))
        assert html == markdown == pdf, written.document.title
