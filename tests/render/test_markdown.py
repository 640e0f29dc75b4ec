from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from render_samples import CREATED, sample_brief, sample_digest
from rendered_text import md_texts, md_tokens

from briefgen.render import render
from briefgen.render.document import (
    Cell,
    CitationMark,
    Document,
    Heading,
    LineBreak,
    Link,
    List,
    ListItem,
    Paragraph,
    Row,
    Table,
    TableOfContents,
    Text,
)
from briefgen.render.markdown import write

BRIEF = render(sample_brief(), template="meeting-brief", format="md", created=CREATED)


def document(*blocks) -> Document:
    return Document(title="t", language="en", blocks=blocks, created=CREATED)


def markdown(*inlines) -> str:
    return write(document(Paragraph(inlines))).decode().rstrip("\n")


def as_html(*blocks) -> str:
    return (
        MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(write(document(*blocks)).decode())
    )


def test_the_same_brief_gives_the_same_bytes() -> None:
    assert render(sample_brief(), template="meeting-brief", format="md", created=CREATED) == BRIEF


def test_it_begins_with_the_title() -> None:
    assert BRIEF.startswith(b"# Ada Lind and Otto Berg: talks in Port Alba\n")


def test_tables_are_read_as_tables() -> None:
    assert sum(token.type == "table_open" for token in md_tokens(BRIEF)) == 5


def test_citation_marks_stand_as_they_are() -> None:
    assert "They discussed the ferry treaty and fishing quotas. [1][2]" in md_texts(BRIEF)


def test_the_contents_link_to_headings() -> None:
    data = render(sample_digest(), template="digest", format="md", created=CREATED).decode()
    assert "- [Overview](#overview)" in data
    assert "](#ada-lind-and-otto-berg-talks-in-port-alba)" in data


def test_equal_headings_have_different_anchors() -> None:
    headings = [Heading(2, (Text("Gaps & more"),), name) for name in ("a", "b")]
    lines = write(document(TableOfContents(2), *headings)).decode().splitlines()
    assert lines[:2] == ["- [Gaps \\& more](#gaps--more)", "- [Gaps \\& more](#gaps--more-1)"]


def test_a_mark_before_a_bracket_is_no_link() -> None:
    assert as_html(Paragraph((Text("a"), CitationMark(1, "#s"), Text("(b)")))) == "<p>a [1](b)</p>\n"


def test_a_mark_before_a_colon_is_no_definition() -> None:
    assert as_html(Paragraph((CitationMark(1, "#s"), Text(": b c")))) == "<p>[1]: b c</p>\n"


def test_emphasis_that_would_not_be_read_is_left_out() -> None:
    assert markdown(Text("a"), Text("(b)", strong=True), Text("c")) == "a(b)c"
    assert markdown(Text("a "), Text("(b)", strong=True), Text(" c")) == "a **(b)** c"


def test_neighbouring_emphasis_does_not_run_together() -> None:
    assert as_html(Paragraph((Text("a", strong=True), Text("b", emphasis=True)))).count("*") == 0


def test_a_line_break_is_kept() -> None:
    assert as_html(Paragraph((Text("a"), LineBreak(), Text("- b")))) == "<p>a<br />\n- b</p>\n"


def test_an_address_with_brackets_and_ampersands_is_linked_whole() -> None:
    href = "https://a.example/x_(y)?a=1&copy;=2"
    assert as_html(Paragraph((Link(href, (Text("x]"),)),))) == (
        '<p><a href="https://a.example/x_(y)?a=1&amp;copy;=2">x]</a></p>\n'
    )


def test_lists_in_a_row_do_not_join() -> None:
    one = ListItem((Paragraph((Text("a"),)),))
    assert as_html(*[List(ordered=False, items=(one,))] * 3).count("<ul>") == 3
    assert as_html(*[List(ordered=True, items=(one,))] * 3).count("<ol>") == 3


def test_a_nested_list_stays_inside_of_its_item() -> None:
    inner = List(False, (ListItem((Paragraph((Text("b"),)),)),))
    outer = List(True, tuple(ListItem((Paragraph((Text("a"),)), inner)) for _ in range(11)))
    assert as_html(outer).count("<ul>") == 11
    assert as_html(outer).count("<ol>") == 1


@given(st.text(st.sampled_from("|\\ `*ab"), min_size=1, max_size=12).map(str.strip).filter(bool))
@example("\\")
@example("a\\|b")
@example("`|`")
def test_any_cell_keeps_its_characters(text: str) -> None:
    cells = (Cell((Paragraph((Text(text),)),)), Cell((Paragraph((Text("end"),)),)))
    data = write(document(Table((), (), (Row(cells),))))
    assert md_texts(data)[2:] == [" ".join(text.split()), "end"]


@given(
    st.lists(
        st.builds(Text, st.text(st.sampled_from("ab *_.`("), min_size=1), st.booleans(), st.booleans()),
        min_size=1,
    )
)
def test_any_mix_of_emphasis_keeps_its_characters(runs: list[Text]) -> None:
    text = " ".join("".join(run.text for run in runs).split())
    if text:
        assert md_texts(write(document(Paragraph((Text("x"), *runs, Text("x")))))) == [
            " ".join(f"x{''.join(run.text for run in runs)}x".split())
        ]
