"""What makes a document accessible, in every format of every shipped template, and the marking on every page."""

from __future__ import annotations

import io
from itertools import pairwise

import docx
import lxml.html
import pytest
from docx.oxml.ns import qn
from markdown_it import MarkdownIt
from pdf_boxes import text_boxes
from pdf_structure import parent_entries, read_tags
from shipped_documents import CASES, LETTER, MARKED, MARKING, SLOW, documents

from briefgen.render.document import Figure, Table
from briefgen.render.outline import walk

everywhere = pytest.mark.parametrize("case", CASES)
MARGIN = 18.0  # points at the edge of a page that nothing may stand in, the marking included


def assert_levels(levels: list[int]) -> None:
    """Headings begin with the title, of which there is one, and skip no level on the way down."""
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def tables_with_columns(document) -> int:
    tables = [block for block in walk(document.blocks) if isinstance(block, Table)]
    return sum(bool(table.head) for table in tables)


def figures(document) -> list[str]:
    return [block.alt for block in walk(document.blocks) if isinstance(block, Figure)]


@everywhere
def test_html(case: tuple[str, str]) -> None:
    for written in documents(*case, MARKED):
        root = lxml.html.document_fromstring(written.file("html").decode("utf-8"))
        assert root.get("lang") == written.document.language
        assert root.findtext("head/title").strip()
        assert_levels([int(node.tag[1]) for node in root.xpath("//h1|//h2|//h3|//h4|//h5|//h6")])
        for table in root.xpath("//table"):
            assert table.xpath(".//th")
            assert all(cell.get("scope") in {"col", "row"} for cell in table.xpath(".//th"))
        pictures = root.xpath("//svg[@role='img'] | //img")
        assert [node.get("aria-label") or node.get("alt") for node in pictures] == figures(written.document)
        markings = [folded(node.text_content()) for node in root.xpath("//*[@class='marking']")]
        assert len(markings) >= 2
        assert all(MARKING in text for text in markings)


def folded(text: str) -> str:
    return " ".join(text.split())


@everywhere
def test_markdown(case: tuple[str, str]) -> None:
    for written in documents(*case, MARKED):
        text = written.file("md").decode("utf-8")
        tokens = MarkdownIt("commonmark").enable("table").parse(text)
        assert_levels([int(token.tag[1]) for token in tokens if token.type == "heading_open"])
        lines = text.strip().splitlines()
        assert MARKING in lines[0].replace("\\", "")
        assert MARKING in lines[-1].replace("\\", "")


@everywhere
def test_word(case: tuple[str, str]) -> None:
    for written in documents(*case, MARKED):
        file = docx.Document(io.BytesIO(written.file("docx")))
        assert file.core_properties.title.strip()
        assert file.core_properties.language == written.document.language
        styles = [paragraph.style.name for paragraph in file.paragraphs]
        levels = [1 if name == "Title" else int(name[-1]) + 1 for name in styles if is_heading(name)]
        assert_levels(levels)
        heads = file.element.body.xpath("//w:tbl[./w:tr/w:trPr/w:tblHeader]")
        assert len(heads) == tables_with_columns(written.document)
        pictures = file.element.body.iter(qn("wp:docPr"))
        assert [picture.get("descr") for picture in pictures] == figures(written.document)
        for section in file.sections:
            parts = [section.header, section.footer]
            if section.different_first_page_header_footer:
                parts += [section.first_page_header, section.first_page_footer]
            for part in parts:
                assert MARKING in [paragraph.text for paragraph in part.paragraphs]


def is_heading(name: str) -> bool:
    return name == "Title" or (name.startswith("Heading ") and name[-1].isdigit())


@everywhere
def test_pdf(case: tuple[str, str]) -> None:
    for written in documents(*case, MARKED):
        tagged = read_tags(written.file("pdf"))
        catalog = tagged.reader.trailer["/Root"]
        assert catalog["/Lang"] == written.document.language
        assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
        assert tagged.reader.metadata.title.strip()
        headings = tagged.root.all("H1", "H2", "H3", "H4", "H5", "H6")
        assert_levels([int(element.type[1]) for element in headings])
        for table in tagged.root.all("Table"):
            assert table.all("TH")
            assert all(cell.attribute("/Scope") in {"/Column", "/Row"} for cell in table.all("TH"))
        alts = [str(element.dictionary["/Alt"]) for element in tagged.root.all("Figure")]
        assert alts == figures(written.document)
        for page in tagged.pages:
            assert page.artifacts.count(MARKING) == 2


@everywhere
def test_all_that_a_pdf_draws_is_content_of_one_element_or_an_artifact(case: tuple[str, str]) -> None:
    for written in documents(*case, MARKED):
        tagged = read_tags(written.file("pdf"))
        assert [page.unmarked for page in tagged.pages] == [[]] * len(tagged.pages)
        drawn = [(number, mark) for number, page in enumerate(tagged.pages) for mark in page.texts]
        assert sorted(tagged.claimed) == sorted(drawn)
        assert set(parent_entries(tagged)) >= {page["/StructParents"] for page in tagged.reader.pages}


@everywhere
def test_nothing_stands_out_of_a_page(case: tuple[str, str]) -> None:
    corpus, template = case
    for theme in (MARKED, LETTER) if corpus not in SLOW else (MARKED,):
        for written in documents(corpus, template, theme):
            boxes = text_boxes(written.file("pdf"))
            assert boxes
            assert [box for box in boxes if box.overflow(MARGIN) > 0] == []
