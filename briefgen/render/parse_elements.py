"""HTML text → a strict tree of elements, each with its line.

Unlike a browser this reader repairs nothing: an element that is not closed, not
known or not allowed an attribute is an error that says where.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NoReturn

from briefgen.render.errors import ElementError

_DROPPABLE = frozenset({"data-keep", "data-kind"})
_BLOCK_ATTRIBUTES = frozenset({"class", "id"}) | _DROPPABLE

ATTRIBUTES: dict[str, frozenset[str]] = {
    **{f"h{level}": frozenset({"id"}) for level in range(1, 7)},
    "p": _BLOCK_ATTRIBUTES,
    "section": _BLOCK_ATTRIBUTES,
    "ul": frozenset({"class"}),
    "ol": frozenset({"class"}),
    "li": frozenset({"id", "data-label", "data-mark", "data-count", "data-key", "data-side"}) | _DROPPABLE,
    "table": frozenset({"class"}),
    "caption": frozenset(),
    "thead": frozenset(),
    "tbody": frozenset(),
    "tr": _DROPPABLE,
    "th": frozenset({"scope"}),
    "td": frozenset(),
    "blockquote": _DROPPABLE,
    "figure": frozenset({"class", "data-alt"}),
    "figcaption": frozenset(),
    "footer": frozenset(),
    "cite": frozenset(),
    "nav": frozenset({"class", "data-depth", "data-over"}),
    "a": frozenset({"data-evidence", "href"}),
    "time": frozenset({"datetime"}),
    "strong": frozenset(),
    "em": frozenset(),
    "sup": frozenset(),
    "q": frozenset(),
    "br": frozenset(),
}
"""The elements that a template may use, with their attributes."""


@dataclass(slots=True)
class Element:
    """An element with its children in order; a ``str`` child is character data."""

    name: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)


def read_elements(html: str) -> Element:
    """Return the root, an element named ``document`` that holds all others.

    Raises ElementError where the HTML is not strictly nested or uses an element or
    attribute outside of ``ATTRIBUTES``.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.finish()


class _Reader(HTMLParser):
    """Builds the tree from the standard library's tokens."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open = [Element("document", 1)]

    def finish(self) -> Element:
        if len(self._open) > 1:
            unclosed = self._open[-1]
            raise ElementError(f"<{unclosed.name}> is not closed", element=unclosed.name, line=unclosed.line)
        return self._open[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ATTRIBUTES:
            self._fail(f"<{tag}> is not an element that a document can hold", tag)
        for name, _ in attrs:
            if name not in ATTRIBUTES[tag]:
                self._fail(f'<{tag}> cannot have the attribute "{name}"', tag)
        element = Element(tag, self.getpos()[0], {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag != "br":
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag == "br":
            return
        expected = self._open[-1]
        if expected.name != tag:
            stands = f"where <{expected.name}> of line {expected.line} is still open"
            self._fail(
                f"</{tag}> stands {stands}" if len(self._open) > 1 else f"</{tag}> closes nothing", tag
            )
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def handle_decl(self, decl: str) -> None:
        self._fail(f"a declaration (<!{decl[:20]}) has no place in a template", None)

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(data)

    def handle_pi(self, data: str) -> None:
        self._fail(f"a processing instruction (<?{data[:20]}) has no place in a template", None)

    def _fail(self, message: str, element: str | None) -> NoReturn:
        raise ElementError(message, element=element, line=self.getpos()[0])
