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

from briefgen.render import RenderError, render

BRIEF = render(sample_brief(), template="meeting-brief", format="docx", created=CREATED)
DIGEST = render(sample_digest(), template="digest", format="docx", created=CREATED)


def opened(data: bytes):
    return docx.Document(io.BytesIO(data))


def member(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode("utf-8")


def body(data: bytes):
    return opened(data).element.body


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
        etree.fromstring(archive.read(name))
        assert name.endswith(".rels") or name == "[Content_Types].xml" or f'"/{name}"' in types


def test_properties_are_those_of_the_brief() -> None:
    properties = opened(BRIEF).core_properties
    assert properties.title == sample_brief().title
    assert properties.author == properties.last_modified_by == "briefgen"
    assert properties.language == "en"
    assert properties.created == properties.modified == datetime(2031, 5, 20, 8, tzinfo=UTC)
    assert properties.comments == ""
    assert "thumbnail" not in " ".join(zipfile.ZipFile(io.BytesIO(BRIEF)).namelist())


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
    assert [p for p in opened(BRIEF).paragraphs if not p.text] == []


@pytest.mark.parametrize("data", [BRIEF, DIGEST])
def test_every_inner_link_leads_to_a_bookmark(data: bytes) -> None:
    anchors = {link.get(qn("w:anchor")) for link in body(data).iter(qn("w:hyperlink"))} - {None}
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


def test_the_footer_counts_pages() -> None:
    footer = member(BRIEF, "word/footer1.xml")
    assert re.findall(r"<w:instrText[^>]*> (\w+) <", footer) == ["PAGE", "NUMPAGES"]
    assert "Page " in footer
    assert opened(BRIEF).sections[0].footer.paragraphs[0].style.name.lower() == "footer"


def test_the_contents_are_a_field_with_its_result() -> None:
    instructions = [node.text for node in body(DIGEST).iter(qn("w:instrText"))]
    assert len(instructions) == 1
    assert instructions[0].strip().startswith("TOC ")
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
    data = render(sample_brief(), template="meeting-brief", format="docx", created=CREATED, page_size=size)
    assert body(data).find(f".//{qn('w:pgSz')}").get(qn("w:w")) == str(width)


def test_an_unknown_page_size_is_told() -> None:
    with pytest.raises(RenderError, match="A4 and Letter"):
        render(sample_brief(), template="meeting-brief", format="docx", created=CREATED, page_size="A7")


def test_hostile_text_becomes_no_field_and_no_element() -> None:
    hostile = with_text(sample_brief(), lambda text: f"{text} {HOSTILE} {{ INCLUDETEXT x }}</w:t>")
    data = render(hostile, template="meeting-brief", format="docx", created=CREATED)
    assert not [node.text for node in body(data).iter(qn("w:instrText"))]
    kinds = {element.tag for element in body(data).iter()}
    assert kinds <= {element.tag for element in body(BRIEF).iter()}
