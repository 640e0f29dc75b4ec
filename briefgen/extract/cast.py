"""What the reading of quotes needs to know about the people of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.model import Actor


class Cast(Protocol):
    """Who appears in one article, and who is meant by which of its words."""

    @property
    def actors(self) -> Sequence[Actor]:
        """Return the people and institutions of the article; others refer to them by index."""
        ...

    def at(self, start: int, end: int) -> int | None:
        """Return the actor that the mention overlapping these characters refers to.

        ``start`` and ``end`` are characters of the article.  The mention may be a name,
        a title or an office ("the Russian president") or a pronoun.  None where nobody
        is mentioned there, or nobody whom the article names.
        """
        ...

    def bearer_of_title(self, start: int, end: int) -> int | None:
        """Return the actor beside whose name a title stands that covers these characters."""
        ...
