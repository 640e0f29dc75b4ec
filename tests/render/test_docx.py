from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from render_samples import CREATED, HOSTILE, sample_brief, sample_digest, with_text
from rendered_text import without_notes

from briefgen.render import RenderError, render, write_document
from briefgen.render.document import (
    Block,
    Cell,
    Document,
    Heading,
    Link,
    List,
    ListItem,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
)
from briefgen.render.theme import Theme

BRIEF = render(sample_brief(), template="meeting-brief", format="docx", created=CREATED)
DIGEST = render(sample_digest(), template="digest", format="docx", created=CREATED)


def opened(data: bytes):
    return docx.Document(io.BytesIO(data))


def member(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode("utf-8")


def body(data: bytes):
    return opened(data).element.body


def written(*blocks: Block, title: str = "T") -> bytes:
    return write_document(Document(title=title, language="en", blocks=blocks, created=CREATED), format="docx")


def plain(text: str, **more) -> Paragraph:
    return Paragraph((Text(text),), **more)


def points(*texts: str, ordered: bool = False) -> List:
    return List(ordered, tuple(ListItem((plain(text),)) for text in texts))


def grid(*rows: tuple[str, ...]) -> Table:
    return Table((), (), tuple(Row(tuple(Cell((plain(text),)) for text in row)) for row in rows))


def test_the_same_brief_gives_the_same_bytes() -> None:
    assert render(sample_brief(), template="meeting-brief", format="docx", created=CREATED) == BRIEF


def test_members_carry_no_time_and_no_compression() -> None:
    members = zipfile.ZipFile(io.BytesIO(BRIEF)).infolist()
    assert {entry.date_time for entry in members} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.compress_type for entry in members} == {zipfile.ZIP_STORED}
    assert members[0].filename == "[Content_Types].xml"


@pytest.mark.parametrize("data", [BRIEF, DIGEST])
def test_every_part_is_well_formed_and_declared(data: bytes) -> None:
    archive = zipfile.ZipFile(io.BytesIO(data))
    types = archive.read("[Content_Types].xml").decode()
    for name in archive.namelist():
        if name.endswith(".png"):
            assert 'Extension="png"' in types
            continue
        etree.fromstring(archive.read(name))
        assert name.endswith(".rels") or name == "[Content_Types].xml" or f'"/{name}"' in types


def test_properties_are_those_of_the_brief() -> None:
    properties = opened(BRIEF).core_properties
    assert properties.title == sample_brief().title
    assert properties.author == properties.last_modified_by == "briefgen"
    assert properties.language == "en"
    assert properties.created == properties.modified == datetime(2031, 5, 20, 8, tzinfo=UTC)
    assert properties.comments == properties.keywords == properties.category == ""
    assert properties.subject == "talks, Mon 12 May 2031, Port Alba, Norland"


def test_nothing_of_the_librarys_template_is_left() -> None:
    archive = zipfile.ZipFile(io.BytesIO(BRIEF))
    names = " ".join(archive.namelist())
    assert not re.search("thumbnail|customXml|stylesWithEffects|app.xml", names)
    assert not any(
        re.search(rb"python-docx|2013-|Macintosh", archive.read(name)) for name in archive.namelist()
    )


def test_a_moment_of_another_zone_is_told_in_utc() -> None:
    data = render(
        sample_brief(), template="meeting-brief", format="docx", created="2031-05-20T01:00:00+02:00"
    )
    assert opened(data).core_properties.created == datetime(2031, 5, 19, 23, tzinfo=UTC)


def test_the_language_is_set() -> None:
    assert '<w:lang w:val="en-GB"' in member(BRIEF, "word/styles.xml")
    data = render(sample_brief(), template="meeting-brief", format="docx", created=CREATED, language="nn")
    assert '<w:lang w:val="nn"' in member(data, "word/styles.xml")


def test_word_opens_it_without_compatibility_mode() -> None:
    assert '<w:compatSetting w:name="compatibilityMode"' in member(BRIEF, "word/settings.xml")
    assert 'w:val="15"' in member(BRIEF, "word/settings.xml")


@pytest.mark.parametrize("data", [BRIEF, DIGEST])
def test_every_style_that_is_used_exists(data: bytes) -> None:
    known = set(re.findall(r'w:styleId="(\w+)"', member(data, "word/styles.xml")))
    used = set(re.findall(r'<w:(?:pStyle|rStyle|tblStyle) w:val="(\w+)"', member(data, "word/document.xml")))
    assert used <= known


@pytest.mark.parametrize("data", [BRIEF, DIGEST])
def test_no_paragraph_looks_other_than_its_style(data: bytes) -> None:
    given = {node.tag for properties in body(data).iter(qn("w:pPr")) for node in properties}
    assert given <= {qn(f"w:{name}") for name in ("pStyle", "keepNext", "numPr", "ind")}
    given = {node.tag for properties in body(data).iter(qn("w:rPr")) for node in properties}
    assert given <= {qn("w:rStyle"), qn("w:b")}


def test_each_kind_of_text_has_a_style_of_its_own() -> None:
    styles = {without_notes(p._p): p.style.name for p in opened(BRIEF).paragraphs}
    assert styles["They discussed the ferry treaty and fishing quotas."] == "Bottom Line"
    assert {name for text, name in styles.items() if text.startswith("Assessment:")} == {"Assessment"}
    assert {name for text, name in styles.items() if text.startswith("Lind: ferry")} == {"Source"}
    assert styles["A Norland spokesman said the talks lasted two hours."] == "Evidence"
    assert styles["“Sudmark will not accept any cut”"] == "Quote"
    assert styles["a senior official"] == "Quote Source"
    assert styles["Other meetings of the same people in the sources"] == "Caption"
    assert styles["Fishing quotas"] == "List Bullet"


def test_headings_have_heading_styles() -> None:
    paragraphs = opened(DIGEST).paragraphs
    found = {(p.style.name, p.text) for p in paragraphs if p.style.name.startswith(("Title", "Heading"))}
    assert ("Title", sample_digest().title) in found
    assert ("Heading 1", "Overview") in found
    assert ("Heading 2", "Participants") in found


def test_headings_keep_with_what_follows() -> None:
    styles = opened(BRIEF).styles
    assert all(
        styles[name].paragraph_format.keep_with_next
        for name in ("Heading 1", "Heading 2", "Heading 3", "Caption")
    )


def test_no_paragraph_is_empty() -> None:
    assert [p for p in opened(BRIEF).paragraphs if not p.text and not p._p.xpath(".//w:drawing")] == []


@pytest.mark.parametrize("data", [BRIEF, DIGEST])
def test_every_inner_link_leads_to_a_bookmark(data: bytes) -> None:
    anchors = {link.get(qn("w:anchor")) for link in body(data).iter(qn("w:hyperlink"))} - {None}
    notes = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/footnotes.xml"))
    anchors |= {link.get(qn("w:anchor")) for link in notes.iter(qn("w:hyperlink"))} - {None}
    names = [mark.get(qn("w:name")) for mark in body(data).iter(qn("w:bookmarkStart"))]
    assert {"source_1", "source_2", "source_3"} <= anchors
    assert anchors <= set(names)
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name) for name in names)


def test_bookmarks_open_and_close() -> None:
    starts = [mark.get(qn("w:id")) for mark in body(BRIEF).iter(qn("w:bookmarkStart"))]
    ends = [mark.get(qn("w:id")) for mark in body(BRIEF).iter(qn("w:bookmarkEnd"))]
    assert sorted(starts) == sorted(ends)
    assert len(set(starts)) == len(starts)


def test_outer_links_have_words_and_a_target() -> None:
    document = opened(BRIEF)
    targets = {
        "".join(node.text for node in link.iter(qn("w:t"))): document.part.rels[
            link.get(qn("r:id"))
        ].target_ref
        for link in document.element.body.iter(qn("w:hyperlink"))
        if link.get(qn("r:id"))
    }
    assert targets["Lind: ferry treaty before winter"] == "https://nna.example/lind"


def test_header_rows_repeat() -> None:
    tables = opened(BRIEF).tables
    repeats = [(t.rows[0].cells[0].text, bool(t.rows[0]._tr.xpath("w:trPr/w:tblHeader"))) for t in tables]
    assert repeats == [("Date", False), ("Kind", False), ("Name", True), ("Norland", True), ("Date", True)]


def test_column_widths_fill_the_text() -> None:
    for table in body(DIGEST).iter(qn("w:tbl")):
        widths = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
        assert sum(widths) == 11906 - 2 * 1247
        assert min(widths) > 700


def test_every_footer_counts_pages() -> None:
    section = opened(BRIEF).sections[0]
    for footer in (section.first_page_footer, section.footer):
        paragraph = footer.paragraphs[0]
        codes = [node.text.strip() for node in paragraph._p.iter(qn("w:instrText"))]
        assert codes == ["PAGE", "NUMPAGES"]
        assert paragraph.text == "Page 1 of 1"
        assert paragraph.style.name == "Footer"


def test_the_title_runs_above_every_page_but_the_first() -> None:
    section = opened(BRIEF).sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.is_linked_to_previous
    assert [(p.text, p.style.name) for p in section.header.paragraphs] == [(sample_brief().title, "Header")]


def test_a_long_title_is_cut_in_the_header_alone() -> None:
    document = opened(written(Heading(1, (Text("word " * 100),)), title="word " * 100))
    assert document.sections[0].header.paragraphs[0].text.endswith("word…")
    assert document.core_properties.title.endswith("…")
    assert document.paragraphs[0].text == "word " * 100


def test_the_contents_are_a_field_with_its_result() -> None:
    instructions = [node.text for node in body(DIGEST).iter(qn("w:instrText"))]
    codes = [code.split()[0] for code in instructions if "NOTEREF" not in code]
    assert codes == ["TOC", *["PAGEREF"] * 5]
    entries = [
        p.text or p._p.xpath("string(.//w:t)") for p in opened(DIGEST).paragraphs if p.style.name == "toc 1"
    ]
    assert len(entries) == 5


def test_the_list_of_sources_starts_at_one_in_brackets() -> None:
    numbering = member(BRIEF, "word/numbering.xml")
    assert 'w:lvlText w:val="[%1]"' in numbering
    assert '<w:startOverride w:val="1"/>' in numbering


@pytest.mark.parametrize(("size", "width"), [("A4", 11906), ("Letter", 12240)])
def test_the_page_size_can_be_chosen(size: str, width: int) -> None:
    data = render(
        sample_brief(), template="meeting-brief", format="docx", created=CREATED, theme=Theme(page_size=size)
    )
    assert body(data).find(f".//{qn('w:pgSz')}").get(qn("w:w")) == str(width)


def test_an_unknown_page_size_is_told() -> None:
    with pytest.raises(RenderError, match="A4 and Letter"):
        render(
            sample_brief(),
            template="meeting-brief",
            format="docx",
            created=CREATED,
            theme=Theme(page_size="A7"),
        )


def test_hostile_text_becomes_no_field_and_no_element() -> None:
    hostile = with_text(sample_brief(), lambda text: f"{text} {HOSTILE} {{ INCLUDETEXT x }}</w:t>")
    data = render(hostile, template="meeting-brief", format="docx", created=CREATED)
    codes = [node.text for node in body(data).iter(qn("w:instrText"))]
    assert all(re.fullmatch(r" (TOC|PAGEREF|NOTEREF) [\w\\ \"-]+ ", code) for code in codes)
    kinds = {element.tag for element in body(data).iter()}
    assert kinds <= {element.tag for data in (BRIEF, DIGEST) for element in body(data).iter()}


def test_characters_that_xml_cannot_hold_are_dropped() -> None:
    data = written(
        plain("a\x00b\ufffec\U0001f600"), Paragraph((Link("https://e.example/\x01", (Text("l"),)),))
    )
    assert [p.text for p in opened(data).paragraphs] == ["abc\U0001f600", "l"]


def test_bookmarks_of_odd_ids_stay_apart() -> None:
    ids = ("1", "é" * 50, "ö" * 50, "Part", "part", "a b")
    data = written(*(plain("x", id=name) for name in ids))
    names = [mark.get(qn("w:name")) for mark in body(data).iter(qn("w:bookmarkStart"))]
    assert len({name.lower() for name in names}) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name, re.ASCII) for name in names)


def test_an_address_that_comes_twice_is_one_relationship() -> None:
    link = Paragraph((Link("https://e.example/a", (Text("l"),)),))
    rels = opened(written(link, link)).part.rels.values()
    assert [rel.target_ref for rel in rels if rel.is_external] == ["https://e.example/a"]


def test_tables_one_after_the_other_stay_two() -> None:
    data = written(grid(("a", "b")), Section((grid(("c", "d")),)))
    kinds = [etree.QName(element).localname for element in body(data)]
    assert kinds == ["tbl", "p", "tbl", "sectPr"]


def test_a_cell_ends_with_a_paragraph() -> None:
    outer = Table((), (), (Row((Cell((grid(("a",)),)), Cell(()))),))
    for cell in body(written(outer)).iter(qn("w:tc")):
        assert cell[-1].tag == qn("w:p")


def test_each_numbered_list_starts_at_one_on_its_own_level() -> None:
    inner = ListItem((plain("x"), points("a", "b", ordered=True)))
    data = written(List(True, (inner,)), List(True, (inner,)))
    numbers = re.findall(r'<w:num w:numId="(\d+)">(.*?)</w:num>', member(data, "word/numbering.xml"))
    starts = {number: re.findall(r'w:ilvl="(\d)"', content) for number, content in numbers}
    used = [(p.numId.val, p.ilvl.val) for p in body(data).iter(qn("w:numPr"))]
    assert len({number for number, _ in used}) == 4
    assert all(starts[str(number)] == [str(level)] for number, level in used)


def test_label_columns_are_marked_as_headers() -> None:
    tables = opened(BRIEF).tables
    looks = [t._tbl.tblPr.find(qn("w:tblLook")) for t in tables]
    parts = [(look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) for look in looks]
    assert parts == [("0", "1"), ("0", "1"), ("1", "1"), ("1", "0"), ("1", "0")]
