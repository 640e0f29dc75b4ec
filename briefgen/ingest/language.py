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


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language, None where the text is too short."""
    sample = text[:_SAMPLE]
    if len(_WORD.findall(sample)) < _ENOUGH and len(_UNSPACED.findall(sample)) < _ENOUGH:
        return None
    return str(_identifier().classify(sample)[0])


@cache
def _identifier() -> LanguageIdentifier:
    """Load the model once; it also knows languages without a two-letter code, left out here."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages([code for code in identifier.labels if len(code) == 2])
    return identifier
