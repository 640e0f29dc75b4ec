"""Which language a text is written in, told offline by its letter sequences."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_ENOUGH = 20  # words; names alone decide below that
_SAMPLE = 3000  # characters
_WORD = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
)  # Thai to Chinese


# Frequent words of English that no other language written with these letters has as often.
_ENGLISH = frozenset(
    "the and that with from his her has have had said which were this they would for by are been but not will who"
    " when there their into after about".split()
)
_ENGLISH_SHARE = 0.08  # of all words; prose has 0.12 and more
_ENGLISH_KINDS = 5  # different ones


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language, None where the text is too short.

    What is plainly English is told by its most frequent words, since to load the model of
    letter sequences takes as long as to read several articles.
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    english = [word for word in words if word in _ENGLISH]
    if (
        len(words) >= _ENOUGH
        and len(english) >= _ENGLISH_SHARE * len(words)
        and len(set(english)) >= _ENGLISH_KINDS
        and not _UNSPACED.search(sample)
    ):
        return "en"
    if len(words) < _ENOUGH and len(_UNSPACED.findall(sample)) < _ENOUGH:
        return None
    return str(_identifier().classify(sample)[0])


@cache
def _identifier() -> LanguageIdentifier:
    """Load the model once; it also knows languages without a two-letter code, left out here."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages([code for code in identifier.labels if len(code) == 2])
    return identifier
