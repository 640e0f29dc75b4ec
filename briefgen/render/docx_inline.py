"""Inline content → runs and hyperlinks; links and bookmarks are counted as they come."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.render.document import CitationMark, Inline, LineBreak, Link, Text, Time
from briefgen.render.docx_xml import element, line_break, run

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAX_BOOKMARK = 40  # characters that Word allows in a bookmark's name


@dataclass(slots=True)
class References:
    """What a document part points to: outside addresses, and places inside of it."""

    links: dict[str, str] = field(default_factory=dict)  # address → relationship id
    bookmarks: dict[str, str] = field(default_factory=dict)  # block id → bookmark name
    opened: int = 0

    def relationship(self, address: str) -> str:
        """Return the id of the relationship to an outside address."""
        return self.links.setdefault(address, f"rLink{len(self.links) + 1}")

    def bookmark(self, id: str) -> str:
        """Return the bookmark name for a block's id: letters, digits and underscores, each once."""
        if id not in self.bookmarks:
            name = re.sub(r"\W", "_", id, flags=re.ASCII)[: _MAX_BOOKMARK - 6]
            taken = set(self.bookmarks.values())
            tails = (f"_{number}" for number in range(2, len(taken) + 3))
            self.bookmarks[id] = (
                name if name not in taken else next(name + tail for tail in tails if name + tail not in taken)
            )
        return self.bookmarks[id]

    def marked(self, content: str, id: str | None) -> str:
        """Put a bookmark around a paragraph's content."""
        if id is None:
            return content
        self.opened += 1
        start = element("w:bookmarkStart", {"w:id": self.opened, "w:name": self.bookmark(id)})
        return start + content + element("w:bookmarkEnd", {"w:id": self.opened})

    def runs(self, children: Sequence[Inline], *, link_style: str = "Hyperlink") -> str:
        """Return the runs of a paragraph's content."""
        return "".join(self._inline(child, None, link_style) for child in children)

    def _inline(self, inline: Inline, style: str | None, link_style: str) -> str:
        match inline:
            case Text():
                return _text(inline, style)
            case Time():
                return "".join(self._inline(child, style, link_style) for child in inline.children)
            case Link():
                content = "".join(self._inline(child, link_style, link_style) for child in inline.children)
                return self._hyperlink(inline.href, content)
            case CitationMark():
                return self._hyperlink(inline.href, run(f"[{inline.number}]", style="CitationMark"))
            case LineBreak():
                return line_break()

    def _hyperlink(self, href: str, content: str) -> str:
        if href.startswith("#"):
            target = {"w:anchor": self.bookmark(href[1:]), "w:history": "1"}
        else:
            target = {"r:id": self.relationship(href), "w:history": "1"}
        return element("w:hyperlink", target, content)


def _text(text: Text, style: str | None) -> str:
    if style is None and text.strong != text.emphasis:
        return run(text.text, style="Strong" if text.strong else "Emphasis")
    return run(text.text, style=style, bold=text.strong, italic=text.emphasis)
