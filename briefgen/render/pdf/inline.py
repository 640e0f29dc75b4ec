"""Inline content as the layout library's paragraph text.

That text is XML-like, so every character that comes from the Document is escaped here,
and nowhere else is such text put together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

from briefgen.render.document import CitationMark, Inline, LineBreak, Link, Text, Time
from briefgen.render.fonts import Typesetter, storable
from briefgen.render.pdf.style import LINK, MARK_RISE, MARK_SCALE, RULE, Look, Palette

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MONSTER = re.compile(r"\S{300}(?=\S)")
_NO_BREAK_SPACE = "\u00a0"
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "<br/>"})
_EXTERNAL = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class InlineWriter:
    """Writes inline content with the document's fonts and the places that links may jump to."""

    typesetter: Typesetter
    palette: Palette
    targets: Mapping[str, str]  # id of a block → name of a destination in the file

    def markup(self, children: Iterable[Inline], look: Look) -> str:
        """Paragraph text of inline content; white space at its ends does not count."""
        return "".join(self._one(child, look, linked=False) for child in children).strip(" ")

    def destination(self, href: str) -> str | None:
        """Where a link goes: an address, ``#`` and a destination, or None if it goes nowhere.

        Only http, https and mailto addresses are followed; they come out percent-encoded,
        as a PDF's addresses are ASCII.
        """
        if href.startswith("#"):
            name = self.targets.get(href[1:])
            return f"#{name}" if name else None
        if href.lower().startswith(_EXTERNAL):
            return quote(storable(href), safe="%/:=&?~#+!$,;'@()*[]-._")
        return None

    def _one(self, inline: Inline, look: Look, *, linked: bool) -> str:
        match inline:
            case Text():
                return self._text(inline, look)
            case Time():
                return "".join(self._one(child, look, linked=linked) for child in inline.children)
            case Link():
                return self._link(inline, look, linked=linked)
            case CitationMark():
                return self._mark(inline, look, linked=linked)
            case LineBreak():
                return f"{_NO_BREAK_SPACE}<br/>"  # a space for those who hear the text

    def _text(self, text: Text, look: Look) -> str:
        runs = self.typesetter.runs(
            text.text, strong=text.strong or look.strong, emphasis=text.emphasis != look.emphasis
        )
        return "".join(
            _escaped(run.text)
            if run.font == look.font
            else f"<font face={quoteattr(run.font)}>{_escaped(run.text)}</font>"
            for run in runs
        )

    def _link(self, link: Link, look: Look, *, linked: bool) -> str:
        inner = "".join(self._one(child, look, linked=True) for child in link.children)
        target = None if linked else self.destination(link.href)
        if target is None or not inner:
            return inner
        line = f' underline="1" ucolor="{self.palette.hex(RULE)}" uwidth="0.5" uoffset="-1.7"'
        rule = "" if target.startswith("#") else line
        return f'<a href={quoteattr(target)} color="{self.palette.hex(LINK)}"{rule}>{inner}</a>'

    def _mark(self, mark: CitationMark, look: Look, *, linked: bool) -> str:
        shown = f"[{mark.number}]"
        target = None if linked else self.destination(mark.href)
        if target is not None:
            shown = f'<a href={quoteattr(target)} color="{self.palette.hex(LINK)}" underline="0">{shown}</a>'
        size = f'size="{look.size * MARK_SCALE:.2f}" rise="{look.size * MARK_RISE:.2f}"'
        return f"<super {size}>{shown}</super>"


def _escaped(text: str) -> str:
    """Return escaped text in which a monster of a word has line breaks.

    The layout library breaks long words anywhere, but in time that grows with the square
    of their length.
    """
    return _MONSTER.sub(lambda part: part[0] + "\n", text).translate(_ESCAPES)


def plain_text(children: Iterable[Inline]) -> str:
    """Return the characters of inline content, without citation marks, on one line."""
    return " ".join("".join(_plain(child) for child in children).split())


def _plain(inline: Inline) -> str:
    match inline:
        case Text():
            return storable(inline.text)
        case Link() | Time():
            return "".join(_plain(child) for child in inline.children)
        case LineBreak():
            return " "
        case CitationMark():
            return ""
