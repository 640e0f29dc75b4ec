"""The way back from a source to where it is first cited."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.render.document import CitationMark, Inline, Link, Time
from briefgen.render.pdf.flowables import Back, Landmark, TextBlock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlab.lib.colors import Color

    from briefgen.render.pdf.tags import Tag


@dataclass(slots=True)
class Citations:
    """What has been cited so far: ``firsts`` has the landmark of each source's first citation, by its id."""

    firsts: dict[str, str] = field(default_factory=dict)

    def landmarks(self, children: Iterable[Inline]) -> list[Landmark]:
        """Return a landmark for each source that a text is the first to cite."""
        found: list[Landmark] = []
        for child in children:
            if isinstance(child, Link | Time):
                found += self.landmarks(child.children)
            elif isinstance(child, CitationMark) and child.href[1:] not in self.firsts:
                landmark = Landmark(f"citation-{len(self.firsts) + 1}")
                self.firsts[child.href[1:]] = landmark.name
                found.append(landmark)
        return found

    def lead_back(self, source: str, first: TextBlock, label: Tag, color: Color) -> Tag:
        """Make the number of a source, which stands at its first line, a link; return the link's element."""
        number = str(first.bulletText).rstrip(".")
        first.back = Back(self.firsts[source], f"Back to where source {number} is first cited")
        first.style = first.style.clone("source", bulletColor=color)
        return label.add("Link")
