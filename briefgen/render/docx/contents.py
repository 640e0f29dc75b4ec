"""The table of contents of a Word file: a field with its result filled in, page numbers and all."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from briefgen.render.document import Block, Heading
from briefgen.render.docx.oxml import (
    Element,
    add,
    add_paragraph,
    add_run,
    add_value,
    end_field,
    name,
    start_field,
)
from briefgen.render.outline import contents, heads_of_contents, walk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from briefgen.render.docx.inline import InlineWriter, References

_LEVELS = 3  # of entries that have a style
_NUMBERED = range(2, 5)  # the levels of headings that bear numbers: Heading 1 to Heading 3


class Contents:
    """Writes the tables of contents of one file, and fills in the pages when these are known."""

    def __init__(
        self, blocks: Sequence[Block], styles: Mapping[str, str], references: References, *, numbered: bool
    ) -> None:
        self._blocks = blocks
        self._styles = styles
        self._references = references
        self._numbers = heading_numbers(blocks) if numbered else {}
        self._pages: list[tuple[str, Element]] = []  # bookmark, and the text that says its page

    def write(self, parent: Element, inline: InlineWriter, depth: int) -> None:
        """Write the headings down to a level, each with a link and, as yet unknown, its page."""
        paragraph: Element | None = None
        for entry in contents(self._blocks, depth):
            first = paragraph is None
            paragraph = add_paragraph(parent, self._styles[f"toc {min(entry.level, _LEVELS)}"])
            if first:
                start_field(paragraph, f'TOC \\o "1-{depth - 1 or 1}" \\h \\z \\u')
            link = inline.add_link(paragraph, f"#{entry.id}")
            number = self._numbers.get(entry.id)
            add_run(link, f"{number}\u2002{entry.text}" if number else entry.text)
            add(add(link, "w:r"), "w:tab")
            self._add_page(link, self._references.bookmark(entry.id))
        if paragraph is not None:
            end_field(paragraph)

    def _add_page(self, link: Element, bookmark: str) -> None:
        start_field(link, f"PAGEREF {bookmark} \\h")
        add_run(link, "1")
        self._pages.append((bookmark, link[-1][-1]))
        end_field(link)

    @property
    def is_written(self) -> bool:
        """Tell whether there is a page to be filled in."""
        return bool(self._pages)

    def fill(self, pages: Mapping[str, int]) -> None:
        """Fill in the pages of the bookmarks."""
        for bookmark, text in self._pages:
            text.text = str(pages.get(bookmark, 1))


def heading_numbers(blocks: Sequence[Block]) -> dict[str, str]:
    """Return the numbers that headings bear ("2.1"), by their ids."""
    unnumbered = heads_of_contents(blocks)
    counts: Counter[int] = Counter()
    found: dict[str, str] = {}
    for block in walk(blocks):
        if not isinstance(block, Heading) or block.level not in _NUMBERED or block.id in unnumbered:
            continue
        counts[block.level] += 1
        for level in _NUMBERED:
            if level > block.level:
                counts[level] = 0
        if block.id:
            found[block.id] = ".".join(str(counts[level]) for level in _NUMBERED if level <= block.level)
    return found


def set_contents_tabs(styles: Any, width: int) -> None:
    """Give the styles of entries a tab at the right with dots before it, unless they have tabs."""
    for level in range(1, _LEVELS + 1):
        properties = styles[f"toc {level}"].element.get_or_add_pPr()
        if properties.find(name("w:tabs")) is None:
            tabs = properties._insert_tabs(properties._new_tabs())
            add(tabs, "w:tab", {"w:val": "right", "w:leader": "dot", "w:pos": width})


def unnumber_contents_heading(styles: Any) -> None:
    """Take the heading of the contents out of the numbering of headings."""
    properties = styles["TOC Heading"].element.get_or_add_pPr()
    add_value(properties.get_or_add_numPr(), "w:numId", 0)
