"""A canvas that marks what it draws, so that a structure tree can tell what each piece is.

Text of a block carries the tags of the block; lines and rectangles, and text that belongs
to no block, are artifacts: decoration that a reading aloud leaves out.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObjectReference, PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from briefgen.render.pdf.compact import compact
from briefgen.render.pdf.direction import Drawn, drawing_order
from briefgen.render.pdf.tags import Annotation, Mark, StructureTree, Tag, TextTags
from briefgen.render.scripts import passages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PDF_VERSION = (1, 7)  # the version that tagged PDF is defined for
_PRINTED = 4  # annotation flag


@dataclass(slots=True)
class _Piece:
    """A piece of text that is drawn: its element, and where and how it is read."""

    owner: Tag
    line: int
    start: int  # in the line as that is read
    read: str
    turned: bool  # whether it is drawn otherwise
    language: str | None  # where it is not the document's


class TaggedText(PDFTextObject):
    """The text of one block as it is drawn; it knows which piece stands in which link."""

    _canvas: TaggedCanvas

    def __init__(
        self, canvas: TaggedCanvas, x: float, y: float, tags: TextTags, only_link: int | None
    ) -> None:
        super().__init__(canvas, x, y)
        self.tags = tags
        self._only_link = only_link  # the link that all of the text stands in
        self._link = None if only_link is None else tags.link(only_link)
        self._ended: list[tuple[int, str]] = []  # links on this line whose rectangles are yet to come
        self._pieces: dict[int, _Piece] = {}  # by the index of a piece of code
        self._latest: list[int] = []  # of the pieces that were drawn together last
        self._line = 0
        self.indented_below, self.indent = y, 0.0  # rules that begin lower stand further to the right

    @property
    def _do_line(self) -> Callable[..., None]:
        """Draw a rule under words; the library sets this and leaves out the indent of all lines but the first."""
        return self._rule

    @_do_line.setter
    def _do_line(self, draw: Callable[..., None]) -> None:
        self._draw_rule = draw

    def _rule(self, x1: float, y1: float, x2: float, y2: float, *look: Any) -> None:
        right = self.indent if y1 < self.indented_below else 0.0
        self._draw_rule(x1 + right, y1, x2 + right, y2, *look)

    def _textOut(self, text: str, TStar: int = 0) -> None:  # noqa: N802, N803
        """Draw a piece, or several where it changes its language; the end of a line may stand for a space."""
        ends = self.tags.ends_word(text) and bool(TStar and text and not text.endswith(" "))
        *others, last = self._parts(text)
        self._latest = []
        for part in others:
            super()._textOut(part)  # type: ignore[misc]
            self._note(part)
        super()._textOut(last + " " if ends else last, TStar)  # type: ignore[misc]
        self._note(last)
        if ends and self.tags.direction is not None:
            line = (piece for piece in self._pieces.values() if piece.line == self._line)
            max(line, key=lambda piece: piece.start).read += " "
        self._line += bool(TStar)

    def _parts(self, text: str) -> list[Drawn]:
        """Return a piece in parts of one language each, from left to right."""
        language = self._canvas.language
        if isinstance(text, Drawn):
            return [text]
        if self.tags.direction is not None:  # a line that is one piece
            return [part for _, part in drawing_order([(None, text)], self.tags.direction, language)] or [
                Drawn.of("", "", 0)
            ]
        parts = passages(text, language) or [(None, "")]
        return [Drawn.of(part, part, 0, tag) for tag, part in parts]

    def _note(self, part: Drawn) -> None:
        """Note the piece that was drawn last."""
        index = len(self._code) - 1
        turned = self.tags.direction is not None and part != part.read
        owner = self._link or self.tags.tag
        self._pieces[index] = _Piece(owner, self._line, part.start, part.read, turned, part.language)
        self._latest.append(index)

    def _linkRecord(self, link: tuple[int, str], event: str) -> None:  # noqa: N802
        """Note where a link starts (its first piece is drawn already) and ends."""
        if event == "start":
            self._link = self.tags.link(link[0])
            for index in self._latest:
                self._pieces[index].owner = self._link
        else:
            self._link = None
            self._ended.append(link)

    def link_to(self, target: str) -> tuple[Tag, str]:
        """Return the element and the words of the link whose rectangle is drawn now."""
        number = self._only_link
        if number is None:
            link = min(link for link in self._ended if link[1] == target)
            self._ended.remove(link)
            number = link[0]
        return self.tags.link(number), self.tags.titles[number]

    def getCode(self) -> str:  # noqa: N802
        """Return the text's operators, each run of pieces of one element marked."""
        if not self._canvas.enclosed:
            self._code = list(self._marked())
        return super().getCode()

    def _marked(self) -> Iterator[str]:
        openings = self._openings()
        opened = False
        for index, code in enumerate(self._code):
            if index in openings:
                if opened:
                    yield "EMC"
                yield openings[index]
                opened = True
            yield code
        if opened:
            yield "EMC"

    def _openings(self) -> dict[int, str]:
        """Return what begins each run of pieces of one element; elements are added in the order of reading."""
        firsts: list[tuple[int, _Piece]] = []
        current: tuple[Tag, str | None] | None = None
        for index, piece in self._pieces.items():
            if (piece.owner, piece.language) != current or self.tags.direction is not None:
                firsts.append((index, piece))
                current = piece.owner, piece.language
        firsts.sort(key=lambda first: (first[1].line, first[1].start))
        return {index: self._canvas.opening(self._element(piece)) for index, piece in firsts}

    def _element(self, piece: _Piece) -> Tag:
        """Return the element for a piece; it says how the piece is read if that is not as it is drawn.

        It says in which language as well, if that is not the document's.
        """
        owner = piece.owner
        if owner is not self.tags.tag and owner not in self.tags.tag.kids:
            self.tags.tag.kids.append(owner)
        if not (piece.turned or piece.language):
            return owner
        return owner.add("Span", actual=piece.read if piece.turned else None, language=piece.language)


class TaggedCanvas(Canvas):
    """A canvas on which everything drawn is marked content of the tree under ``root``, or an artifact."""

    _code: list[str]
    _doc: Any

    def __init__(self, root: Tag, language: str, *args: Any, **options: Any) -> None:
        self.language = language  # of the document
        self.draws = True  # or only counts pages
        self.enclosed = False  # whether what is drawn stands in marked content already
        self.text: TaggedText | None = None  # whose links are drawn
        self.label: Tag | None = None  # what text belongs to that is in no block
        self._marks = 0  # on this page
        self._keys = 0  # in the parent tree
        self._page_keys: dict[int, int] = {}
        super().__init__(*args, **{**options, "pdfVersion": _PDF_VERSION})
        catalog = self._doc.Catalog
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.StructTreeRoot = StructureTree(root, self._page_keys)

    # ── marked content ──

    def opening(self, tag: Tag) -> str:
        """Return the operator that begins content of an element, which is added to the element."""
        mark = Mark(self.getPageNumber(), self._marks)
        tag.kids.append(mark)
        self._marks += 1
        if mark.page not in self._page_keys:
            self._page_keys[mark.page] = self._next_key()
        return f"/{tag.type} <</MCID {mark.number}>> BDC"

    @contextmanager
    def content(self, tag: Tag) -> Iterator[None]:
        """Draw the content of an element that is not text, such as a picture."""
        with self._enclosing(self.opening(tag)):
            yield

    @contextmanager
    def artifact(self, properties: str = "") -> Iterator[None]:
        """Draw what is no part of the document's content: page furniture, repetitions."""
        with self._enclosing(f"/Artifact <<{properties}>> BDC" if properties else "/Artifact BMC"):
            yield

    @contextmanager
    def _enclosing(self, opening: str) -> Iterator[None]:
        if self.enclosed:
            yield
            return
        self._code.append(opening)
        self.enclosed = True
        yield
        self.enclosed = False
        self._code.append("EMC")

    # ── what is drawn ──

    def drawText(self, aTextObject: PDFTextObject) -> None:  # noqa: N802, N803
        """Draw text: of a block with its own marks, else of the label or as an artifact."""
        if isinstance(aTextObject, TaggedText):
            super().drawText(aTextObject)
            return
        with self.content(self.label) if self.label is not None else self.artifact():
            super().drawText(aTextObject)

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a line, as an artifact unless it is part of a picture."""
        with self.artifact():
            super().line(x1, y1, x2, y2)

    def rect(
        self, x: float, y: float, width: float, height: float, stroke: float = 1, fill: float = 0
    ) -> None:
        """Draw a rectangle, as an artifact unless it is part of a picture."""
        with self.artifact():
            super().rect(x, y, width, height, stroke, fill)

    # ── links ──

    def linkRect(self, contents: str, destinationname: str, Rect: Any = None, **_: Any) -> None:  # type: ignore[override]  # noqa: ARG002, N802, N803
        """Put a link to a place of the document over part of the text."""
        destination = self._bookmarkReference(destinationname)  # type: ignore[attr-defined]
        self._link(f"#{destinationname}", Rect, {"Dest": destination})

    def linkURL(self, url: str, rect: Any, **_: Any) -> None:  # type: ignore[override]  # noqa: N802
        """Put a link to an address over part of the text."""
        action = {"Type": PDFName("Action"), "S": PDFName("URI"), "URI": PDFString(url)}
        self._link(url, rect, {"A": PDFDictionary(action)})

    def _link(self, target: str, rect: Any, goal: dict[str, Any]) -> None:
        if self.text is not None:
            self._annotate(*self.text.link_to(target), rect, goal)

    def link_label(self, tag: Tag, title: str, destination: str, rect: Any) -> None:
        """Put a link to a place of the document over a label, which is the text of the element ``tag``."""
        self._annotate(tag, title, rect, {"Dest": self._bookmarkReference(destination)})  # type: ignore[attr-defined]

    def _annotate(self, tag: Tag, title: str, rect: Any, goal: dict[str, Any]) -> None:
        key, name = self._next_key(), f"link-{self._keys}"
        annotation = {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Link"),
            "Rect": PDFArray(self._absRect(rect, 1)),  # type: ignore[attr-defined]
            "Border": PDFArray([0, 0, 0]),
            "F": _PRINTED,
            "Contents": PDFString(title),
            "StructParent": key,
            **goal,
        }
        self._addAnnotation(PDFDictionary(annotation), name)  # type: ignore[attr-defined]
        reference = PDFObjectReference(self._doc.annotationName(name))
        tag.annotations.append(Annotation(self.getPageNumber(), key, reference))

    # ── pages and the file ──

    def getpdfdata(self) -> bytes:
        """Return the file, its objects packed."""
        return compact(super().getpdfdata())  # type: ignore[no-untyped-call]

    def showPage(self) -> None:  # noqa: N802
        """End a page: its marks find their elements by its key, its links are in the tree's order."""
        number = self.getPageNumber()
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = self._page_keys.get(number)
        page.Tabs = PDFName("S")
        self._marks = 0

    def _next_key(self) -> int:
        self._keys += 1
        return self._keys - 1
