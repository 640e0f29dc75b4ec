"""Citations of Word files: footnotes, endnotes or links."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from render_samples import CREATED, HOSTILE, sample_brief, sample_digest, with_text
from rendered_text import without_notes

from briefgen.render import render, write_document
from briefgen.render.document import (
    Block,
    Cell,
    CitationMark,
    Document,
    Heading,
    Link,
    List,
    ListItem,
    Paragraph,
    Row,
    Table,
    Text,
)
from briefgen.render.theme import Theme


def part(data: bytes, name: str):
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def brief(citations: str = "footnotes", **more) -> bytes:
    theme = Theme(citations=citations, **more)
    return render(sample_brief(), template="meeting-brief", format="docx", created=CREATED, theme=theme)


def words(element) -> str:
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def evidence(*sentences: str, label: str | None = "The Gazette, 12 May 2031") -> List:
    items = tuple(ListItem((Paragraph((Text(s),)),), id=f"e{n}") for n, s in enumerate(sentences, 1))
    shown = (Paragraph((Text("A title. The Gazette."),)), List(False, items, role="evidence"))
    return List(True, (ListItem(shown, id="source-1", label=label),), role="sources")


def mark(*ids: str) -> CitationMark:
    return CitationMark(1, "#source-1", ids)


def written(*blocks: Block, citations: str = "footnotes") -> bytes:
    document = Document(title="T", language="en", blocks=blocks, created=CREATED)
    return write_document(document, format="docx", theme=Theme(citations=citations))


def notes(data: bytes, kind: str = "footnotes") -> list[str]:
    """Return the words of the notes themselves, without the separators."""
    return [words(note).strip() for note in part(data, f"word/{kind}.xml") if note.get(qn("w:type")) is None]


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_every_mark_has_its_note_and_every_note_its_mark(kind: str) -> None:
    data = brief(f"{kind}s")
    root = part(data, f"word/{kind}s.xml")
    numbers = [note.get(qn("w:id")) for note in root]
    assert numbers[:2] == ["-1", "0"]
    references = part(data, "word/document.xml").iter(qn(f"w:{kind}Reference"))
    assert [reference.get(qn("w:id")) for reference in references] == numbers[2:]
    assert len(numbers) > 5
    settings = part(data, "word/settings.xml").find(qn(f"w:{kind}Pr"))
    assert [entry.get(qn("w:id")) for entry in settings] == [None, "-1", "0"]
    assert settings[0].get(qn("w:val")) == "decimal"
    assert f"/word/{kind}s.xml" in zipfile.ZipFile(io.BytesIO(data)).read("[Content_Types].xml").decode()


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_have_the_styles_that_word_knows(kind: str) -> None:
    data = brief(f"{kind}s")
    known = {style.get(qn("w:styleId")) for style in part(data, "word/styles.xml").iter(qn("w:style"))}
    root = part(data, f"word/{kind}s.xml")
    used = {node.get(qn("w:val")) for node in root.iter(qn("w:pStyle"), qn("w:rStyle"))}
    name = kind.capitalize()
    assert {f"{name}Text", f"{name}Reference"} <= used <= known


def test_a_note_holds_source_sentence_and_link() -> None:
    data = brief()
    assert any(note.startswith("Source 2, Norland News Agency, ") and "“" in note for note in notes(data))
    rels = part(data, "word/_rels/footnotes.xml.rels")
    assert any(":~:text=" in rel.get("Target") for rel in rels)
    anchors = {link.get(qn("w:anchor")) for link in part(data, "word/footnotes.xml").iter(qn("w:hyperlink"))}
    names = {found.get(qn("w:name")) for found in part(data, "word/document.xml").iter(qn("w:bookmarkStart"))}
    assert {"source_1"} <= anchors - {None} <= names


def test_the_same_evidence_has_the_same_number() -> None:
    one, two = Paragraph((Text("One."), mark("e1"))), Paragraph((Text("Two."), mark("e1")))
    data = written(one, two, evidence("It rained all day."))
    assert notes(data) == ["Source 1, The Gazette, 12 May 2031: “It rained all day.”"]
    (code,) = part(data, "word/document.xml").iter(qn("w:instrText"))
    assert code.text == r" NOTEREF briefgen_note_1 \f \h "


def test_a_sentence_that_was_noted_before_is_referred_to() -> None:
    one, two = Paragraph((Text("One."), mark("e1"))), Paragraph((Text("Two."), mark("e1", "e2")))
    data = written(one, two, evidence("It rained all day.", "It “snowed” at night."))
    assert notes(data)[1] == "Source 1, The Gazette, 12 May 2031: “It ‘snowed’ at night.”; also see note 1."


def test_what_the_statement_quotes_is_not_quoted_again() -> None:
    said = Paragraph((Text("The Gazette: “It rained all day”."), mark("e1")))
    later = Paragraph((Text("Weather was bad."), mark("e1")))
    data = written(said, later, evidence("It rained all day."))
    assert notes(data) == [
        "Source 1, The Gazette, 12 May 2031.",
        "Source 1, The Gazette, 12 May 2031: “It rained all day.”",
    ]


def test_the_marks_of_one_place_are_one_note() -> None:
    one = Paragraph((Text("One."), mark("e1"), CitationMark(2, "#source-2", ("x",))))
    data = written(one, evidence("It rained all day."), Paragraph((Text("s"),), id="source-2"))
    assert len(notes(data)) == 1
    assert notes(data)[0].startswith("Source 1, ")
    assert " Source 2, " in notes(data)[0]


def test_a_source_without_a_label_is_called_by_its_first_paragraph() -> None:
    data = written(Paragraph((Text("One."), mark("e1"))), evidence("It rained.", label=None))
    assert notes(data) == ["Source 1, A title. The Gazette.: “It rained.”"]


def test_where_no_sentence_is_known_the_mark_is_a_link() -> None:
    data = written(Paragraph((Text("One."), mark())), evidence("It rained."))
    assert "word/footnotes.xml" not in zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert [link.get(qn("w:anchor")) for link in part(data, "word/document.xml").iter(qn("w:hyperlink"))] == [
        "source_1"
    ]
    assert "[1]" in words(part(data, "word/document.xml"))


def test_headings_and_rows_that_repeat_have_links_in_place_of_notes() -> None:
    cell = Cell((Paragraph((Text("head"), mark("e1"))),), header=True)
    table = Table((), (Row((cell,)),), (Row((Cell((Paragraph((Text("x"),)),)),)),))
    data = written(Heading(1, (Text("T"), mark("e1"))), table, evidence("It rained."))
    assert not list(part(data, "word/document.xml").iter(qn("w:footnoteReference")))
    assert words(part(data, "word/document.xml")).count("[1]") == 2


def test_links_alone_can_be_chosen() -> None:
    data = brief("links")
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert not any("notes" in name for name in names)
    assert "[1]" in words(part(data, "word/document.xml"))


def test_the_text_is_that_of_links_but_for_the_marks() -> None:
    noted, linked = (docx.Document(io.BytesIO(brief(kind))).element.body for kind in ("footnotes", "links"))
    plain = [re.sub(r"\[\d+\]", "", words(paragraph)) for paragraph in linked.iter(qn("w:p"))]
    assert [without_notes(paragraph) for paragraph in noted.iter(qn("w:p"))] == plain


def test_the_one_pager_has_no_notes_that_would_need_room() -> None:
    data = render(sample_brief(), template="one-pager", format="docx", created=CREATED)
    assert "word/footnotes.xml" not in zipfile.ZipFile(io.BytesIO(data)).namelist()


def test_hostile_text_stays_text_in_notes() -> None:
    hostile = with_text(sample_brief(), lambda text: f"{text} {HOSTILE} </w:t>")
    data = render(hostile, template="meeting-brief", format="docx", created=CREATED)
    kinds = {element.tag for element in part(data, "word/footnotes.xml").iter()}
    assert kinds <= {element.tag for element in part(brief(), "word/footnotes.xml").iter()}
    assert any("<b>x</b>" in note for note in notes(data))


def test_bookmarks_of_notes_never_take_the_name_of_a_place() -> None:
    data = written(
        Paragraph((Text("a"),), id="briefgen-note-1x"),
        Paragraph((Text("One."), mark("e1"))),
        Paragraph((Link("#briefgen-note-1x", (Text("l"),)), mark("e1"))),
        evidence("It rained."),
    )
    names = [f.get(qn("w:name")) for f in part(data, "word/document.xml").iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("citations", ["footnotes", "endnotes", "links"])
def test_the_same_digest_gives_the_same_bytes(citations: str) -> None:
    theme = Theme(citations=citations, numbered_headings=True)
    one, two = (
        render(sample_digest(), template="digest", format="docx", created=CREATED, theme=theme)
        for _ in range(2)
    )
    assert one == two
