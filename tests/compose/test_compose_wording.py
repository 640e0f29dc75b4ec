from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.compose.wording import comparable, in_sentence, listed, quoted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We  agree.", "“We agree.”"),
        ("“We agree,” she said.", "“‘We agree,’ she said.”"),
        ('Called it "a step" at last', "“Called it ‘a step’ at last”"),
        ("Norland’s port", "“Norland’s port”"),
    ],
)
def test_quoted_nests_quotation_marks(text: str, expected: str) -> None:
    assert quoted(text) == expected


@given(st.text(alphabet="ab \n'\"“”„«»’.,", max_size=40))
def test_quoted_changes_only_white_space_and_quotation_marks(text: str) -> None:
    def bare(value: str) -> str:
        return "".join(char for char in value if not char.isspace() and char not in "\"“”„«»’‘'")

    assert bare(quoted(text)) == bare(text)


def test_listed_joins_as_a_sentence_does() -> None:
    assert [listed(list(names)) for names in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]


def test_comparable_ignores_case_and_marks() -> None:
    assert comparable("“We WILL,” she said") == comparable('"we will", she said.')


@pytest.mark.parametrize(
    ("side", "expected"),
    [("Norland", "Norland"), ("United Isles", "the United Isles"), ("Sudmark Union", "the Sudmark Union")],
)
def test_a_side_takes_its_article(side: str, expected: str) -> None:
    assert in_sentence(side) == expected
