"""Which language a passage in another script is in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.render.scripts import passages


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        ("Ada Lind met Otto Berg.", "en", [(None, "Ada Lind met Otto Berg.")]),
        ("met 王毅 (Wang Yi)", "en", [(None, "met "), ("und-Hani", "王毅"), (None, " (Wang Yi)")]),
        ("«Да, да», he said", "en", [(None, "«"), ("und-Cyrl", "Да, да"), (None, "», he said")]),
        ("Новости от Αθήνα", "uk", [(None, "Новости от "), ("el", "Αθήνα")]),
        ("Αθήνα, Кельн", "en", [("el", "Αθήνα"), (None, ", "), ("und-Cyrl", "Кельн")]),
        ("東京タワー", "en", [("und-Hani", "東京"), ("ja", "タワー")]),
        ("", "en", []),
    ],
)
def test_passages(text: str, language: str, parts: list[tuple[str | None, str]]) -> None:
    assert passages(text, language) == parts


@given(st.text())
def test_no_character_is_lost(text: str) -> None:
    assert "".join(words for _, words in passages(text, "en-GB")) == text
