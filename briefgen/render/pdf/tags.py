"""The structure of a tagged PDF: what each piece of content is, in the order of the document.

The story's builder makes the tree of tags while it walks through the Document, so the
order of the tags is the order of the document whatever the layout does.  The canvas adds
the marks of the content as it is drawn, and the tree is written when the file is.
Names are those of ISO 32000-1, 14.7 and 14.8.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObject,
    PDFObjectReference,
    PDFString,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMN_HEADER = "/O /Table /Scope /Column"
ROW_HEADER = "/O /Table /Scope /Row"
NUMBERED = "/O /List /ListNumbering /Decimal"
BULLETED = "/O /List /ListNumbering /Disc"

_MOST_LEVELS = 6
_FOLDED = frozenset({"TD", "TH", "LBody"})  # with one paragraph in it, that is the paragraph


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of content on a page, by the number that stands in the page's stream."""

    page: int
    number: int


@dataclass(slots=True, eq=False)
class Tag:
    """A structure element: its type, what stands in it, and the attributes it is written with."""

    type: str
    attributes: str = ""
    alt: str | None = None  # the words for a picture
    actual: str | None = None  # the text as it is read, where that is not as it is drawn
    language: str | None = None  # where it is not the document's
    kids: list[Tag | Mark] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)

    def add(
        self,
        type: str,
        attributes: str = "",
        *,
        alt: str | None = None,
        actual: str | None = None,
        language: str | None = None,
    ) -> Tag:
        """Append a new element and return it."""
        tag = Tag(type, attributes, alt, actual, language)
        self.kids.append(tag)
        return tag

    def folded(self) -> list[Tag | Mark]:
        """Return what stands in the element, without elements in which nothing stands."""
        kids = [kid for kid in self.kids if isinstance(kid, Mark) or kid.stands()]
        if self.type in _FOLDED and len(kids) == 1:
            only = kids[0]
            if isinstance(only, Tag) and only.type == "P":
                return only.folded()
        return kids

    def stands(self) -> bool:
        """Whether there is anything in the element, or it is a cell, which may be empty."""
        if self.type in {"TD", "TH"} or self.annotations:
            return True
        return any(isinstance(kid, Mark) or kid.stands() for kid in self.kids)


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link's rectangle on a page; ``key`` is its entry in the parent tree."""

    page: int
    key: int
    reference: PDFObjectReference


@dataclass(slots=True)
class HeadingLevels:
    """Heading levels that start at 1 and never skip one on the way down."""

    last: int = 0

    def type(self, level: int) -> str:
        """Return the type of the next heading."""
        self.last = min(max(level, 1), self.last + 1, _MOST_LEVELS)
        return f"H{self.last}"


@dataclass(slots=True, eq=False)
class TextTags:
    """The tags of one text: itself, the label before it, and the links in it.

    All parts of a text that is split over pages share them.  ``word_ends`` holds how many
    visible characters come before each space, so that a space can be written where a line ends.
    """

    tag: Tag
    titles: Mapping[int, str]  # of the links
    word_ends: frozenset[int]
    length: int
    direction: str | None = None  # "L" or "R" where some of the text runs from right to left
    label: Tag | None = None
    links: dict[int, Tag] = field(default_factory=dict)
    drawn: int = 0  # visible characters

    def link(self, number: int) -> Tag:
        """Return the element of a link; it is put into the text when its content is."""
        return self.links.setdefault(number, Tag("Link"))

    def ends_word(self, text: str) -> bool:
        """Count a piece that is drawn; return whether a space follows it in the text."""
        self.drawn = (self.drawn + visible(text)) % max(self.length, 1)
        return self.drawn in self.word_ends


def visible(text: str) -> int:
    """Return the number of characters that are not white space."""
    return sum(map(len, text.split()))


class StructureTree(PDFObject):
    """The root of the structure as the file holds it; the tree is read when it is written."""

    __RefOnly__ = 1

    def __init__(self, root: Tag, page_keys: Mapping[int, int]) -> None:
        self.root, self.page_keys = root, page_keys

    def format(self, document: Any) -> bytes:
        """Write the elements and the tree by which marks and annotations find their elements."""
        writer = _Writer(document, self.page_keys)
        me = document.Reference(self)
        root = writer.element(self.root, me)
        entries = [part for key in sorted(writer.parents) for part in (key, writer.parent(key))]
        parents = document.Reference(PDFDictionary({"Nums": PDFArray(entries)}))
        tree = {
            "Type": PDFName("StructTreeRoot"),
            "K": PDFArray([root]),
            "ParentTree": parents,
            "ParentTreeNextKey": max(writer.parents, default=-1) + 1,
        }
        return bytes(PDFDictionary(tree).format(document))


_Owners: TypeAlias = dict[int, PDFObjectReference]  # by the number of the mark


@dataclass(slots=True)
class _Writer:
    """Writes elements, and gathers which element each mark and annotation belongs to."""

    document: Any
    page_keys: Mapping[int, int]
    parents: dict[int, _Owners | PDFObjectReference] = field(default_factory=dict)

    def element(self, tag: Tag, parent: PDFObjectReference) -> PDFObjectReference:
        element = _Element()
        me: PDFObjectReference = self.document.Reference(element)
        kids = tag.folded()
        page = next((kid.page for kid in kids if isinstance(kid, Mark)), None)
        items = [
            self._mark(kid, page, me) if isinstance(kid, Mark) else self._ref(self.element(kid, me))
            for kid in kids
        ]
        items += [self._annotation(annotation, me) for annotation in tag.annotations]
        parts = [b"/Type /StructElem /S /" + tag.type.encode(), b"/P " + self._ref(parent)]
        if page is not None:
            parts.append(b"/Pg " + self._page(page))
        if items:
            parts.append(b"/K " + (items[0] if len(items) == 1 else b"[" + b" ".join(items) + b"]"))
        if tag.attributes:
            parts.append(b"/A <<" + tag.attributes.encode() + b">>")
        if tag.alt is not None:
            parts.append(b"/Alt " + PDFString(tag.alt).format(self.document))
        if tag.actual is not None:
            parts.append(b"/ActualText " + PDFString(tag.actual).format(self.document))
        if tag.language is not None:
            parts.append(b"/Lang " + PDFString(tag.language).format(self.document))
        element.content = b"<<" + b" ".join(parts) + b">>"
        return me

    def parent(self, key: int) -> Any:
        """Return an entry of the parent tree: the elements of a page's marks, or of one annotation."""
        owner = self.parents[key]
        if not isinstance(owner, dict):
            return owner
        return self.document.Reference(PDFArray([owner.get(n, "null") for n in range(max(owner) + 1)]))

    def _mark(self, mark: Mark, page: int | None, me: PDFObjectReference) -> bytes:
        owners = self.parents.setdefault(self.page_keys[mark.page], {})
        if isinstance(owners, dict):
            owners[mark.number] = me
        if mark.page == page:
            return b"%d" % mark.number
        return b"<</Type /MCR /Pg %b /MCID %d>>" % (self._page(mark.page), mark.number)

    def _annotation(self, annotation: Annotation, me: PDFObjectReference) -> bytes:
        self.parents[annotation.key] = me
        page, reference = self._page(annotation.page), self._ref(annotation.reference)
        return b"<</Type /OBJR /Pg %b /Obj %b>>" % (page, reference)

    def _page(self, page: int) -> bytes:
        return self._ref(PDFObjectReference(f"Page{page}"))

    def _ref(self, reference: PDFObjectReference) -> bytes:
        return bytes(reference.format(self.document))


class _Element(PDFObject):
    """An element that is written already."""

    __RefOnly__ = 1
    content = b""

    def format(self, document: Any) -> bytes:  # noqa: ARG002
        return self.content
