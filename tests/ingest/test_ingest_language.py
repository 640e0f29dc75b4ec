"""Which language a text is in: plain English without a model, everything else by its letters."""

from __future__ import annotations

import pytest

from briefgen.ingest import language

ENGLISH = (
    "The minister said that the growers of the valley had sold their harvest, and that this year's prices "
    "were higher than those which they had been given before the drought."
)
DUTCH = (
    "De minister van landbouw zei dat de oogst van dit jaar in de vallei was verkocht en dat de prijs "
    "hoger is dan vorig jaar, met dank aan de regen die op tijd was gekomen in het westen van het land."
)


def test_plain_english_needs_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_identifier", lambda: pytest.fail("the model was loaded"))
    assert language.detect_language(ENGLISH) == "en"


def test_english_with_few_frequent_words_is_told_by_its_letters() -> None:
    bare = "Growers sell apples. Farmers buy water. Prices rise. Rivers fall. Dealers wait. " * 3
    assert language.detect_language(bare) == "en"


def test_another_language_that_quotes_english() -> None:
    assert (
        language.detect_language(DUTCH + " “The harvest of the year,” zei hij, “and that with style.”")
        == "nl"
    )


def test_a_few_words_are_too_short_to_tell() -> None:
    assert language.detect_language("The harvest of the year") is None
