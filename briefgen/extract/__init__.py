"""Extract: from an Article to its Reading, one article at a time.

The language model is loaded when the first article is read, not on import.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefgen.extract.reader import Extractor, load, read_articles

__all__ = ["Extractor", "load", "read_articles"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from briefgen.extract import reader

        return getattr(reader, name)
    raise AttributeError(name)
