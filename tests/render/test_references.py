"""Every citation leads to its source and back, and every sentence and quotation stands in its article."""

from __future__ import annotations

import io
import re

import docx
import lxml.html
import pypdf
import pytest
from docx.oxml.ns import qn
from pdf_structure import read_tags
from shipped_documents import CASES, SEEDS, Written, documents, news, templates

from briefgen.model import Analysis, Article, Brief, Citation, Digest, citations_in
from briefgen.render.document import CitationMark, Inline, Link, List, ListItem, Paragraph, Text, Time
from briefgen.render.outline import walk
from briefgen.render.templates_filters import at_sentence

everywhere = pytest.mark.parametrize("case", CASES)
on_seeds = pytest.mark.slow


def sources_of(written: Written) -> dict[str, ListItem]:
    """The entries of the list of sources, by their ids."""
    lists = [b for b in walk(written.document.blocks) if isinstance(b, List) and b.role == "sources"]
    return {f"#{item.id}": item for listing in lists for item in listing.items}


def marks_in(written: Written) -> list[CitationMark]:
    found: list[CitationMark] = []
    for block in walk(written.document.blocks):
        for name in ("children", "attribution", "caption"):
            found += _marks(getattr(block, name, ()))
    return found


def _marks(children: tuple[Inline, ...]) -> list[CitationMark]:
    found: list[CitationMark] = []
    for child in children:
        if isinstance(child, CitationMark):
            found.append(child)
        elif isinstance(child, Link | Time):
            found += _marks(child.children)
    return found


# ── marks and sources ────────────────────────────────────────────────────────


@everywhere
def test_every_mark_names_an_entry_of_the_list_of_sources(case: tuple[str, str]) -> None:
    for written in documents(*case):
        sources = sources_of(written)
        assert list(sources) == [f"#source-{number}" for number in range(1, len(sources) + 1)]
        assert all(
            mark.href == f"#source-{mark.number}" and mark.href in sources for mark in marks_in(written)
        )


@everywhere
def test_every_inner_link_of_html_has_its_target(case: tuple[str, str]) -> None:
    for written in documents(*case):
        root = lxml.html.fromstring(written.file("html").decode("utf-8"))
        ids = root.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert {href[1:] for href in root.xpath("//a/@href") if href.startswith("#")} <= set(ids)
        assert len(root.xpath("//a[starts-with(@href, '#source-')]")) >= len(marks_in(written))


@everywhere
def test_every_inner_link_and_note_of_word_has_its_target(case: tuple[str, str]) -> None:
    for written in documents(*case):
        package = docx.Document(io.BytesIO(written.file("docx")))
        body = package.element.body
        names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
        assert len(names) == len(set(names))
        assert {str(name) for name in body.xpath("//w:hyperlink/@w:anchor")} <= set(names)
        for kind in ("footnote", "endnote"):
            cited = {str(key) for key in body.xpath(f"//w:{kind}Reference/@w:id")}
            notes = [part for part in package.part.package.iter_parts() if f"/{kind}s.xml" in part.partname]
            blobs = b"".join(part.blob for part in notes).decode()
            assert cited <= set(re.findall(rf'<w:{kind}\b[^>]*w:id="(-?\d+)"', blobs))


@everywhere
def test_every_inner_link_of_pdf_leads_to_a_place_on_a_page(case: tuple[str, str]) -> None:
    for written in documents(*case):
        reader = pypdf.PdfReader(io.BytesIO(written.file("pdf")))
        pages = {page.indirect_reference.idnum for page in reader.pages}
        goals = [
            note["/Dest"]
            for page in reader.pages
            for note in (entry.get_object() for entry in page.get("/Annots", []))
            if "/Dest" in note
        ]
        assert len(goals) >= len(marks_in(written))
        for page, fit, _, top, *_ in goals:
            assert page.idnum in pages
            assert fit == "/XYZ"
            assert 0 < top <= reader.pages[0].mediabox.height


@everywhere
def test_every_cited_source_of_a_pdf_leads_back_to_its_first_mark(case: tuple[str, str]) -> None:
    for written in documents(*case):
        root = read_tags(written.file("pdf")).root
        cited = {str(mark.number) for mark in marks_in(written)}
        labels = [link for label in root.all("Lbl") for link in label.all("Link")]
        assert {label.text.rstrip(".") for label in labels} == cited
        back = [note["/Contents"] for label in labels for note in label.links]
        assert sorted(back) == sorted(f"Back to where source {number} is first cited" for number in cited)


# ── sentences of online sources ──────────────────────────────────────────────


@everywhere
def test_links_to_online_sources_jump_to_a_sentence_that_is_cited(case: tuple[str, str]) -> None:
    for written in documents(*case):
        subject = written.subject
        sentences = [(c.number, c.sentence) for c in citations_in(subject)]
        cited = {mark.number for mark in marks_in(written)}
        for source in subject.sources:
            goals = [
                at_sentence(source.url or "", text) for number, text in sentences if number == source.number
            ]
            item = sources_of(written).get(f"#source-{source.number}")
            if item is None or len(sources_of(written)) != len(subject.sources) or source.number not in cited:
                continue
            links = {link.href for link in _links(item) if link.href.startswith("http")}
            assert not links or links & set(goals), source.url


def _links(item: ListItem) -> list[Link]:
    blocks = [block for block in walk(item.blocks) if isinstance(block, Paragraph)]
    return [child for block in blocks for child in block.children if isinstance(child, Link)]


# ── articles ─────────────────────────────────────────────────────────────────


def articles() -> dict[str, Article]:
    found: Analysis = news()
    return {article.id: article for article in found.articles}


def folded(text: str) -> str:
    return " ".join(text.split())


def of_seeds() -> list[tuple[Written, Brief | Digest]]:
    assert SEEDS.is_dir()
    return [(written, written.subject) for name in templates() for written in documents("seeds", name)]


@on_seeds
def test_every_cited_sentence_stands_at_its_place_in_its_article() -> None:
    texts = articles()
    for _, subject in of_seeds():
        for citation in citations_in(subject):
            assert folded(texts[citation.article].text[citation.start : citation.end]) == citation.sentence


@on_seeds
def test_every_quotation_stands_word_for_word_at_its_place_in_its_article() -> None:
    """White space, quotation marks and the last comma or stop may differ; it begins in the sentence that is cited."""
    texts = articles()
    places = {(q.article, _plain(texts[q.article].text[q.start : q.end])): q.start for q in news().quotes}
    checked = 0
    for _, subject in of_seeds():
        for brief in subject.briefs if isinstance(subject, Digest) else (subject,):
            for quotation in brief.quotations:
                citation = quotation.citation
                start = places[citation.article, _plain(quotation.text)]
                assert citation.start <= start < citation.end
                checked += 1
    assert checked >= 20


@on_seeds
def test_every_sentence_under_a_source_stands_in_the_article_of_that_source() -> None:
    for written, subject in of_seeds():
        allowed: dict[int, set[str]] = {}
        for citation in citations_in(subject):
            allowed.setdefault(citation.number, set()).add(_as_shown(citation))
        for href, item in sources_of(written).items():
            number = int(href.removeprefix("#source-"))
            shown = [
                _words(entry)
                for block in item.blocks
                if isinstance(block, List) and block.role == "evidence"
                for entry in block.items
            ]
            assert set(shown) <= allowed.get(number, set())


def _as_shown(citation: Citation) -> str:
    return folded(citation.sentence)


def _words(item: ListItem) -> str:
    texts = []
    for block in item.blocks:
        assert isinstance(block, Paragraph)
        for child in block.children:
            inner = child.children if isinstance(child, Link) else (child,)
            texts += [part.text for part in inner if isinstance(part, Text)]
    return folded("".join(texts))


def _plain(text: str) -> str:
    return folded(re.sub("[\"'“”‘’«»„]", "", text)).rstrip(" ,.")
