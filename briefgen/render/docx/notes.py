"""Citations as the footnotes or endnotes of a Word file.

One note stands for all marks at one place.  It names each source, and holds the very sentences
that support the statement, with the link to them; those that the statement itself quotes are
not said again.  Sentences that were noted before are referred to: the same evidence has the
same number.  The numbers are Word's own, so that notes can be added by hand; marks of the form
"[3]" stay where there is nothing to note, and in other formats.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart

from briefgen.render.document import Block, Inline, Link, List, Paragraph, Text
from briefgen.render.docx.inline import InlineWriter, References
from briefgen.render.docx.oxml import (
    Element,
    add,
    add_paragraph,
    add_run,
    add_value,
    end_field,
    new,
    start_field,
)
from briefgen.render.outline import plain, walk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docx.document import Document as WordFile

    from briefgen.render.document import CitationMark

_MOSTLY = 0.6
"""The share of a sentence that a statement quotes at least if its note is not to quote it again."""

_SEPARATORS = ((-1, "separator"), (0, "continuationSeparator"))
_AFTER_NOTES = (
    "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:attachedSchema", "w:themeFontLang", "w:clrSchemeMapping",
    "w:doNotIncludeSubdocsInStats", "w:doNotAutoCompressPictures", "w:forceUpgrade", "w:captions",
    "w:readModeInkLockDown", "w:smartTagType", "w:shapeDefaults", "w:doNotEmbedSmartTags", "w:decimalSymbol",
    "w:listSeparator",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """What sets footnotes and endnotes apart: the words for them in the file."""

    one: str  # "footnote"
    part_type: str
    content_type: str

    @property
    def many(self) -> str:
        """The word for several."""
        return f"{self.one}s"


_FOOTNOTES = Kind("footnote", RT.FOOTNOTES, CT.WML_FOOTNOTES)
_ENDNOTES = Kind("endnote", RT.ENDNOTES, CT.WML_ENDNOTES)
KINDS = {kind.many: kind for kind in (_FOOTNOTES, _ENDNOTES)}
"""The kinds of notes by their names in a theme."""


@dataclass(frozen=True, slots=True)
class Cited:
    """The sources of a document by their links, and the cited sentences by their ids."""

    labels: Mapping[str, str]  # "#source-3" → what a note calls it
    sentences: Mapping[str, tuple[Inline, ...]]

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> Cited:
        """Gather them from the lists of the classes "sources" and "evidence"."""
        labels: dict[str, str] = {}
        sentences: dict[str, tuple[Inline, ...]] = {}
        for block in walk(blocks):
            if isinstance(block, List) and block.role in {"sources", "evidence"}:
                for item in block.items:
                    first = item.blocks[0] if item.blocks else None
                    if item.id and isinstance(first, Paragraph):
                        labels[f"#{item.id}"] = item.label or plain(first.children)
                        if block.role == "evidence":
                            sentences[item.id] = first.children
        return cls(labels, sentences)


@dataclass(frozen=True, slots=True)
class _Citing:
    """What a note says of one source."""

    number: int
    href: str  # "#source-3"
    shown: tuple[str, ...]  # ids of the sentences that support the statement
    quoted: bool  # does the statement itself quote one?
    link: str | None  # to the sentence that is quoted, where none is shown


class Notes:
    """The notes of one file; they are written as they are referred to, and put into the file at the end."""

    def __init__(
        self, kind: Kind, file: WordFile, cited: Cited, references: References, styles: Mapping[str, str]
    ) -> None:
        self._kind = kind
        self._cited = cited
        self._root = new(f"w:{kind.many}")
        package = file.part.package
        place = PackURI(f"/word/{kind.many}.xml")
        root: Any = self._root
        self._part = XmlPart(place, kind.content_type, root, package)
        self._references = references
        self._inline = InlineWriter(references.of_part(self._part), styles)
        self._styles = styles
        self._mark_style = styles[f"{kind.one} reference"]
        self._first: dict[str, int] = {}  # id of a sentence → the note that first holds it
        self._whole: dict[tuple[_Citing, ...], int] = {}  # what a note says → its number
        self._count = 0

    def refer(self, parent: Element, marks: Sequence[CitationMark], statement: str) -> bool:
        """Write the mark of a note, and the note if it is new; return False if there is nothing to note.

        ``statement`` is what the reader has just read.
        """
        citings = tuple(self._citing(mark, _words(statement)) for mark in marks)
        if not any(citing.shown or citing.quoted for citing in citings):
            return False
        if citings in self._whole:
            self._refer_back(parent, self._whole[citings])
            return True
        self._count += 1
        self._whole[citings] = self._count
        self._write_mark(parent)
        self._write_note(citings)
        for citing in citings:
            for key in citing.shown:
                self._first.setdefault(key, self._count)
        return True

    def _citing(self, mark: CitationMark, statement: str) -> _Citing:
        """Return what a note is to say of a mark."""
        known = [key for key in mark.evidence if key in self._cited.sentences]
        sentences = self._cited.sentences
        quoted = [key for key in known if _is_quoted(plain(sentences[key]), statement)]
        links = [inline.href for key in quoted for inline in sentences[key] if isinstance(inline, Link)]
        shown = tuple(key for key in known if key not in quoted)
        return _Citing(mark.number, mark.href, shown, bool(quoted), links[0] if links and not shown else None)

    def _write_mark(self, parent: Element) -> None:
        with self._references.marked(parent, _place(self._count)):
            run = self._add_run(parent)
            add(run, f"w:{self._kind.one}Reference", {"w:id": self._count})

    def _add_run(self, parent: Element) -> Element:
        run = add(parent, "w:r")
        add_value(add(run, "w:rPr"), "w:rStyle", self._mark_style)
        return run

    def _refer_back(self, parent: Element, number: int, *, raised: bool = True) -> None:
        """Write the number of an earlier note, as a field that follows it."""
        switches = "\\f \\h" if raised else "\\h"
        start_field(parent, f"NOTEREF {self._references.bookmark(_place(number))} {switches}")
        add_run(parent, str(number), self._mark_style if raised else None)
        end_field(parent)

    def _write_note(self, citings: Sequence[_Citing]) -> None:
        note = add(self._root, f"w:{self._kind.one}", {"w:id": self._count})
        paragraph = add_paragraph(note, self._styles[f"{self._kind.one} text"])
        add(self._add_run(paragraph), f"w:{self._kind.one}Ref")
        for citing in citings:
            add_run(paragraph, " ")
            link = self._inline.add_link(paragraph, citing.href)
            add_run(link, f"Source {citing.number}", self._styles["Note Link"])
            earlier = sorted({self._first[key] for key in citing.shown if key in self._first})
            fresh = [key for key in citing.shown if key not in self._first]
            if fresh or not earlier:
                self._write_evidence(paragraph, citing, fresh)
            if earlier:
                self._write_earlier(paragraph, earlier, also=bool(fresh))

    def _write_evidence(self, paragraph: Element, citing: _Citing, sentences: Sequence[str]) -> None:
        """Write what a source is called, with a link where no sentence follows, and its sentences."""
        label = self._cited.labels.get(citing.href, "")
        add_run(paragraph, ", ")
        if citing.link:
            add_run(self._inline.add_link(paragraph, citing.link), label, self._styles["Note Link"])
        else:
            add_run(paragraph, label)
        for count, key in enumerate(sentences):
            add_run(paragraph, " “" if count else ": “")
            self._inline.write(paragraph, _inside_quotes(self._cited.sentences[key]), "Note Link")
            add_run(paragraph, "”")
        if not sentences:
            add_run(paragraph, ".")

    def _write_earlier(self, paragraph: Element, numbers: Sequence[int], *, also: bool) -> None:
        add_run(paragraph, "; also " if also else ", ")
        add_run(paragraph, "see note " if len(numbers) == 1 else "see notes ")
        for place, number in enumerate(numbers):
            if place:
                add_run(paragraph, " and " if place == len(numbers) - 1 else ", ")
            self._refer_back(paragraph, number, raised=False)
        add_run(paragraph, ".")

    @property
    def footnotes(self) -> Element | None:
        """The notes that take room on the pages of their marks."""
        return self._root if self._kind is _FOOTNOTES else None

    def _set_numbers(self, section: Any) -> None:
        """Say at the section as well that numbers are figures, for LibreOffice."""
        for found in section.xpath("w:footnotePr | w:endnotePr"):
            section.remove(found)
        properties = new(f"w:{self._kind.one}Pr")
        add_value(properties, "w:numFmt", "decimal")
        section.xpath("w:type | w:pgSz")[0].addprevious(properties)

    def put_into(self, file: WordFile) -> None:
        """Give the file its part of notes, and the settings that belong to it."""
        if not self._count:
            return
        for at, (key, kind) in enumerate(_SEPARATORS):
            note = new(f"w:{self._kind.one}", {"w:type": kind, "w:id": key})
            add(add(add_paragraph(note, self._styles["Note Separator"]), "w:r"), f"w:{kind}")
            self._root.insert(at, note)
        file.part.relate_to(self._part, self._kind.part_type)
        self._set_numbers(file.element.body.sectPr)
        settings = file.settings.element
        properties = new(f"w:{self._kind.one}Pr")
        add_value(properties, "w:numFmt", "decimal")  # endnotes would have "i", "ii"
        for key, _ in _SEPARATORS:
            add(properties, f"w:{self._kind.one}", {"w:id": key})
        before = ("w:endnotePr", *_AFTER_NOTES) if self._kind is _FOOTNOTES else _AFTER_NOTES
        settings.insert_element_before(properties, *before)


def _place(number: int) -> str:
    """Return what the mark of a note is called, as blocks are by their ids."""
    return f"briefgen-note-{number}"


def _inside_quotes(sentence: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return a sentence as it stands between quotation marks: with single ones of its own."""
    changed: list[Inline] = []
    for inline in sentence:
        if isinstance(inline, Text):
            changed.append(replace(inline, text=inline.text.translate(_SINGLE)))
        elif isinstance(inline, Link):
            changed.append(replace(inline, children=_inside_quotes(inline.children)))
        else:
            changed.append(inline)
    return tuple(changed)


_SINGLE = str.maketrans({"“": "‘", "”": "’", '"': "'"})
_NO_WORDS = re.compile(r"[\s\"'“”‘’«»„.,;…]+")


def _words(text: str) -> str:
    """Return the text without what quoting may change: quotation marks, stops and white space."""
    return _NO_WORDS.sub(" ", text).strip()


def _is_quoted(sentence: str, statement: str) -> bool:
    """Tell whether a statement holds a sentence, or is most of it."""
    words = _words(sentence)
    return words in statement or (statement in words and len(statement) >= _MOSTLY * len(words))
