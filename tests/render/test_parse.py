from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.render.document import (
    CitationMark,
    Heading,
    LineBreak,
    Link,
    List,
    Paragraph,
    Quotation,
    Section,
    Table,
    TableOfContents,
    Text,
    Time,
)
from briefgen.render.errors import ElementError
from briefgen.render.parse import parse


def inline(html: str) -> tuple:
    (block,) = parse(f"<p>{html}</p>")
    assert isinstance(block, Paragraph)
    return block.children


def test_white_space_is_folded_across_elements() -> None:
    assert inline("  a \n <strong> b</strong> <em>c </em> ") == (
        Text("a "),
        Text("b", strong=True),
        Text(" "),
        Text("c", emphasis=True),
    )


def test_emphasis_can_be_both() -> None:
    assert inline("<strong><em>a</em></strong>") == (Text("a", strong=True, emphasis=True),)


def test_no_break_spaces_are_kept() -> None:
    assert inline("a\u00a0\u00a0b") == (Text("a\u00a0\u00a0b"),)


def test_spaces_around_a_line_break_go() -> None:
    assert inline("a <br> b<br>") == (Text("a"), LineBreak(), Text("b"))


def test_a_citation_mark_is_a_number_that_links() -> None:
    blocks = parse('<p>a<sup><a href="#source-3">3</a></sup></p><ol><li id="source-3">x</li></ol>')
    assert blocks[0] == Paragraph((Text("a"), CitationMark(3, "#source-3")))


def test_a_citation_mark_may_bring_its_sentences() -> None:
    mark = '<sup><a href="#source-3">3</a> <q> One\nsentence. </q><q>Another.</q><q></q></sup>'
    (paragraph, _) = parse(f'<p>{mark}</p><ol><li id="source-3">x</li></ol>')
    assert paragraph == Paragraph((CitationMark(3, "#source-3", quoted=("One sentence.", "Another.")),))


@pytest.mark.parametrize("inside", ["x", "<em>x</em>", "<q><em>x</em></q>", '<a href="#a">1</a>'])
def test_a_citation_mark_brings_nothing_else(inside: str) -> None:
    with pytest.raises(ElementError, match="with or without <q>"):
        parse(f'<p><sup><a href="#a">1</a>{inside}</sup></p><p id="a">x</p>')


@pytest.mark.parametrize(
    "html", ["<sup>3</sup>", '<sup><a href="#a">x</a></sup>', '<sup><a href="http://a/">1</a></sup>']
)
def test_another_superscript_is_refused(html: str) -> None:
    with pytest.raises(ElementError, match="<sup>"):
        parse(f"<p>{html}</p>")


@pytest.mark.parametrize("href", ["https://a.example/?b=1&amp;c=(2)", "mailto:a@b.example"])
def test_addresses_of_the_web_and_of_mail_are_links(href: str) -> None:
    (link,) = inline(f'<a href="{href}">x</a>')
    assert isinstance(link, Link)
    assert link.href == href.replace("&amp;", "&")


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//a.example",
        "https://a b",
        "https:",
        "",
    ],
)
def test_other_addresses_leave_the_words_alone(href: str) -> None:
    assert inline(f'<a href="{href}">words</a>') == (Text("words"),)


def test_a_time_has_a_machine_form() -> None:
    assert inline('<time datetime="2031-05-12">Monday</time>') == (Time("2031-05-12", (Text("Monday"),)),)


def test_a_time_that_is_none_is_refused() -> None:
    with pytest.raises(ElementError, match="ISO 8601"):
        inline('<time datetime="Monday">Monday</time>')


def test_headings_without_an_id_are_named() -> None:
    blocks = parse('<h1>a</h1><section><h2>b</h2></section><h2 id="heading-2">c</h2>')
    assert isinstance(blocks[0], Heading)
    assert isinstance(blocks[1], Section)
    assert [blocks[0].id, blocks[1].blocks[0].id, blocks[2].id] == ["heading-1", "heading-3", "heading-2"]


def test_a_table_knows_head_and_row_headers() -> None:
    (table,) = parse(
        "<table><caption>c</caption><thead><tr><th>a</th><th>b</th></tr></thead>"
        "<tbody><tr><th>x</th><td>y</td></tr></tbody></table>"
    )
    assert isinstance(table, Table)
    assert [cell.scope for cell in table.head[0].cells] == ["col", "col"]
    assert [cell.scope for cell in table.body[0].cells] == ["row", None]
    assert table.caption == (Text("c"),)


def test_rows_of_different_length_are_refused() -> None:
    with pytest.raises(ElementError, match=r"differ in length \(1 and 2 cells\)"):
        parse("<table><tr><td>a</td></tr><tr><td>a</td><td>b</td></tr></table>")


def test_a_quotation_knows_its_attribution() -> None:
    assert parse("<blockquote><p>a</p><footer>b</footer></blockquote>") == (
        Quotation((Paragraph((Text("a"),)),), (Text("b"),)),
    )


def test_an_item_may_mix_text_and_blocks() -> None:
    (outer,) = parse("<ul><li>a <em>b</em><ol><li>c</li></ol></li></ul>")
    assert isinstance(outer, List)
    assert [type(block) for block in outer.items[0].blocks] == [Paragraph, List]


def test_the_contents_have_a_depth() -> None:
    assert parse('<nav data-depth="3"></nav><nav></nav>') == (TableOfContents(3), TableOfContents(2))


@pytest.mark.parametrize(
    "html",
    [
        "<p> \n </p>",
        "<ul></ul>",
        "<table><thead><tr><th>a</th></tr></thead></table>",
        "<section></section>",
        "<h2></h2>",
        "<p>\x00</p>",
    ],
)
def test_what_is_empty_leaves_no_trace(html: str) -> None:
    assert parse(html) == ()


@pytest.mark.parametrize(
    ("html", "element", "line"),
    [
        ("<p>a</p>\n<div>b</div>", "div", 2),
        ("\n\n<img>", "img", 3),
        ("<p>a", "p", 1),
        ("<p>a</section></p>", "section", 1),
        ("<p>\n<ul></ul></p>", "ul", 2),
        ("<ul>\n<p>a</p></ul>", "p", 2),
        ("<td>a</td>", "td", 1),
        ('<p style="x">a</p>', "p", 1),
        ('<p onclick="x">a</p>', "p", 1),
        ('<a href="#x">a</a>', "a", 1),
        ("<!doctype html>", None, 1),
        ("<?php ?>", None, 1),
    ],
)
def test_what_a_document_cannot_hold_is_refused(html: str, element: str | None, line: int) -> None:
    with pytest.raises(ElementError) as caught:
        parse(html)
    assert (caught.value.element, caught.value.line) == (element, line)


def test_text_outside_of_a_paragraph_is_refused() -> None:
    with pytest.raises(ElementError, match='"stray" stands outside of a paragraph'):
        parse("<p>a</p> stray")


def test_a_link_that_leads_nowhere_is_refused() -> None:
    with pytest.raises(ElementError, match="#nowhere"):
        parse('<p><a href="#nowhere">a</a></p>')


def test_an_id_that_stands_twice_is_refused() -> None:
    with pytest.raises(ElementError, match='the id "a"'):
        parse('<p id="a">x</p><p id="a">y</p>')


def test_comments_are_passed_over() -> None:
    assert parse("<!-- <script> -->") == ()


@given(st.text(max_size=40))
def test_any_input_is_parsed_or_refused(html: str) -> None:
    with contextlib.suppress(ElementError):
        parse(html)
