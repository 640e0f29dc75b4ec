"""Citations as the footnotes or endnotes of a Word file.

The mark of a note is the number of its source ("[3]"), which is text of the document's own,
so that it reads alike in every format.  A note holds what the source is called and the very
sentences that support the statement; those that the statement itself quotes are not said
again.  Where the same sentences were noted before, and where a template does not tell which
they are, the mark is a link to the list of sources, as it is in other formats.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart

from briefgen.render.document import Block, Inline, Link, List, Paragraph
from briefgen.render.docx.inline import InlineWriter, References
from briefgen.render.docx.oxml import Element, add, add_paragraph, add_run, name, new
from briefgen.render.outline import plain, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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


class Notes:
    """The notes of one file; they are written as they are referred to, and put into the file at the end."""

    def __init__(
        self, kind: Kind, file: WordFile, cited: Cited, references: References, styles: Mapping[str, str]
    ) -> None:
        self._kind = kind
        self._cited = cited
        self._root = new(f"w:{kind.many}")
        self._part = XmlPart(
            PackURI(f"/word/{kind.many}.xml"), kind.content_type, self._root, file.part.package
        )
        self._inline = InlineWriter(references.of_part(self._part), styles)
        self._styles = styles
        self._noted: set[str] = set()
        self.count = 0

    def refer(self, parent: Element, mark: CitationMark, statement: str) -> bool:
        """Write a note and its mark; return False if there is nothing to note.

        ``statement`` is what the reader has just read.
        """
        ids = [id for id in mark.evidence if id in self._cited.sentences]
        if self._noted.issuperset(ids):
            return False
        self._noted.update(ids)
        self.count += 1
        self._write_mark(parent, mark.number)
        self._write_note(mark, ids, _words(statement))
        return True

    def _write_mark(self, parent: Element, number: int) -> None:
        run = add(parent, "w:r")
        style = self._styles[f"{self._kind.one} reference"]
        add(add(run, "w:rPr"), "w:rStyle", {"w:val": style})
        add(run, f"w:{self._kind.one}Reference", {"w:customMarkFollows": 1, "w:id": self.count})
        add(run, "w:t").text = f"[{number}]"

    def _write_note(self, mark: CitationMark, ids: Iterable[str], statement: str) -> None:
        note = add(self._root, f"w:{self._kind.one}", {"w:id": self.count})
        paragraph = add_paragraph(note, self._styles[f"{self._kind.one} text"])
        number = self._inline.add_link(paragraph, mark.href)
        add_run(number, f"[{mark.number}]", self._styles[f"{self._kind.one} reference"])
        label = self._cited.labels.get(mark.href, "")
        sentences = [self._cited.sentences[id] for id in ids]
        shown = [sentence for sentence in sentences if not _is_quoted(plain(sentence), statement)]
        add_run(paragraph, " ")
        self._write_label(paragraph, label, [] if shown else sentences)
        for number_of, sentence in enumerate(shown):
            add_run(paragraph, " “" if number_of else ": “")
            self._inline.write(paragraph, sentence, "Note Link")
            add_run(paragraph, "”")

    def _write_label(self, paragraph: Element, label: str, quoted: Sequence[tuple[Inline, ...]]) -> None:
        """Write what the source is called; it leads to the sentence if that is not said."""
        link = next((inline for inline in (quoted[0] if quoted else ()) if isinstance(inline, Link)), None)
        if link:
            add_run(self._inline.add_link(paragraph, link.href), label, self._styles["Note Link"])
        else:
            add_run(paragraph, label)

    def put_into(self, file: WordFile) -> None:
        """Give the file its part of notes, and the settings that belong to it."""
        if not self.count:
            return
        for at, (id, kind) in enumerate(_SEPARATORS):
            note = new(f"w:{self._kind.one}", {"w:type": kind, "w:id": id})
            add(add(add_paragraph(note, self._styles["Note Separator"]), "w:r"), f"w:{kind}")
            self._root.insert(at, note)
        file.part.relate_to(self._part, self._kind.part_type)
        settings = file.settings.element
        properties = new(f"w:{self._kind.one}Pr")
        for id, _ in _SEPARATORS:
            add(properties, f"w:{self._kind.one}", {"w:id": id})
        before = ("w:endnotePr", *_AFTER_NOTES) if self._kind is _FOOTNOTES else _AFTER_NOTES
        settings.insert_element_before(properties, *before)


def drop_notes(file: WordFile) -> None:
    """Take the notes and comments of a file out of it, with the settings that belong to them."""
    kinds = (RT.FOOTNOTES, RT.ENDNOTES, RT.COMMENTS)
    rels = file.part.rels
    for key in [
        key for key, rel in rels.items() if rel.reltype in kinds or "/comments" in rel.reltype
    ]:
        del rels[key]
    settings = file.settings.element
    for tag in ("w:footnotePr", "w:endnotePr"):
        for found in settings.findall(name(tag)):
            settings.remove(found)


_NO_WORDS = re.compile(r"[\s\"'“”‘’«»„.,;…]+")


def _words(text: str) -> str:
    """Return the text without what quoting may change: quotation marks, stops and white space."""
    return _NO_WORDS.sub(" ", text).strip()


def _is_quoted(sentence: str, statement: str) -> bool:
    """Tell whether a statement holds a sentence, or is most of it."""
    words = _words(sentence)
    return words in statement or (statement in words and len(statement) >= _MOSTLY * len(words))
