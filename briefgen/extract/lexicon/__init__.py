"""Linguistic word lists as data: TOML files beside this module, read once each."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import Any


@functools.cache
def load(name: str) -> dict[str, Any]:
    """Return the word list ``name`` (without ``.toml``); callers must not change it.

    Raises ``FileNotFoundError`` for a name that the package does not hold.
    """
    text = resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
