"""The tags of PDF files: what a reading aloud hears, in which order."""

from __future__ import annotations

import io
import subprocess
from itertools import groupby, pairwise

import lxml.etree
import pytest
from pdf_structure import Element, Tagged, parent_entries, read_tags
from PIL import Image
from reading import inline_words
from render_samples import CREATED, HOSTILE, sample_brief, sample_digest, with_text

from briefgen.render import to_document
from briefgen.render.document import (
    Block,
    Cell,
    CitationMark,
    Document,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    Paragraph,
    Quotation,
    Row,
    Section,
    Table,
    TableOfContents,
    Text,
)
from briefgen.render.pdf import write
from briefgen.render.theme import PLAIN, Logo, Theme

WORDS = "The two ministers spoke for three hours about the ferry treaty and fishing quotas. "
MARKED = Theme(marking="TLP:AMBER", organisation="Ministry of Examples")


# ── documents ────────────────────────────────────────────────────────────────


def document(*blocks: Block, title: str = "Ferry treaty talks") -> Document:
    return Document(blocks=blocks, title=title, language="en", created=CREATED)


def tags(*blocks: Block, theme: Theme = PLAIN) -> Tagged:
    return read_tags(write(document(*blocks), theme=theme))


def paragraph(*parts: str | Inline) -> Paragraph:
    return Paragraph(tuple(Text(part) if isinstance(part, str) else part for part in parts))


def heading(level: int, title: str) -> Heading:
    return Heading(level, (Text(title),))


def link(address: str, shown: str) -> Link:
    return Link(address, (Text(shown),))


def row(*cells: str, header: bool = False) -> Row:
    return Row(tuple(Cell((paragraph(cell),), header, "col" if header else None) for cell in cells))


def shape(element: Element) -> list:
    """The types of an element and of those in it, and the texts."""
    return [element.type, *(kid if isinstance(kid, str) else shape(kid) for kid in element.kids)]


SAMPLES = {
    "meeting-brief": sample_brief,
    "readout": sample_brief,
    "digest": sample_digest,
    "quotes": sample_brief,
    "hostile meeting-brief": lambda: with_text(sample_brief(), lambda text: f"{text} {HOSTILE}"),
}


@pytest.fixture(scope="module", params=SAMPLES)
def rendered(request: pytest.FixtureRequest) -> tuple[Document, Tagged]:
    template = request.param.split()[-1]
    made = to_document(SAMPLES[request.param](), template=template, created=CREATED)
    return made, read_tags(write(made, theme=MARKED))


# ── the words of a document, as they should be heard ─────────────────────────


def words(blocks: tuple[Block, ...]) -> str:
    return " ".join(_words(block) for block in blocks)


def _words(block: Block) -> str:
    match block:
        case Heading() | Paragraph():
            return inline_words(block.children)
        case Section():
            return words(block.blocks)
        case Quotation():
            return f"{words(block.blocks)} {inline_words(block.attribution)}"
        case List():
            labels = (f"{number}." if block.ordered else "•" for number in range(1, len(block.items) + 1))
            return " ".join(
                f"{label} {words(item.blocks)}" for label, item in zip(labels, block.items, strict=True)
            )
        case Table():
            cells = (cell for row in (*block.head, *block.body) for cell in row.cells)
            return f"{inline_words(block.caption)} {' '.join(words(cell.blocks) for cell in cells)}"
        case TableOfContents():
            return ""
        case Figure():
            return f"{inline_words(block.caption)} {block.alt}"


def heard(element: Element) -> str:
    """The text by tags, without the table of contents, whose page numbers no document holds."""
    if element.type == "TOC":
        return ""
    if element.type == "Figure":
        return str(element.dictionary["/Alt"])
    if "/ActualText" in element.dictionary:
        return element.text
    return "".join(kid if isinstance(kid, str) else heard(kid) for kid in element.kids)


def squeezed(text: str) -> str:
    return "".join(text.split())


# ── over all templates ───────────────────────────────────────────────────────


def test_text_by_tags_is_the_text_of_the_document_in_its_order(rendered):
    made, tagged = rendered
    assert squeezed(heard(tagged.root)) == squeezed(words(made.blocks))


def test_all_that_is_drawn_is_content_of_one_element_or_an_artifact(rendered):
    _, tagged = rendered
    assert [page.unmarked for page in tagged.pages] == [[]] * len(tagged.pages)
    drawn = [(number, mark) for number, page in enumerate(tagged.pages) for mark in page.texts]
    assert sorted(tagged.claimed) == sorted(drawn)


def test_marking_and_page_count_are_artifacts_on_every_page(rendered):
    _, tagged = rendered
    for number, page in enumerate(tagged.pages, start=1):
        assert page.artifacts.count("TLP:AMBER") == 2
        assert f"Page {number} of {len(tagged.pages)}" in page.artifacts
    assert "TLP:AMBER" not in tagged.root.text


def test_heading_levels_do_not_skip(rendered):
    _, tagged = rendered
    levels = [int(element.type[1]) for element in tagged.root.all(*(f"H{n}" for n in range(1, 7)))]
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_header_cells_have_a_scope_and_rows_one_length(rendered):
    _, tagged = rendered
    assert all(cell.attribute("/Scope") in {"/Column", "/Row"} for cell in tagged.root.all("TH"))
    for table in tagged.root.all("Table"):
        assert len({len(line.kids) for line in table.all("TR")}) == 1


def test_every_link_annotation_stands_in_a_link_and_has_its_words(rendered):
    _, tagged = rendered
    annotations = [note.get_object() for page in tagged.reader.pages for note in page.get("/Annots", [])]
    links = tagged.root.all("Link")
    assert annotations
    assert sum(len(element.links) for element in links) == len(annotations)
    assert all(element.text.strip() and element.links for element in links)
    assert all(note["/Contents"].strip() for note in annotations)


def test_the_parent_tree_leads_back_to_each_element(rendered):
    _, tagged = rendered
    entries = parent_entries(tagged)
    for element in tagged.root.walk():
        for note in element.links:
            assert entries[note["/StructParent"]] == element.dictionary
    for page, content in zip(tagged.reader.pages, tagged.pages, strict=True):
        assert page["/Tabs"] == "/S"
        owners = [owner.get_object()["/S"] for owner in entries[page["/StructParents"]]]
        assert len(owners) == len(content.texts)


def test_a_checker_of_the_file_format_finds_nothing(tmp_path, need_program):
    program = need_program("qpdf")
    file = tmp_path / "brief.pdf"
    made = to_document(sample_digest(), template="digest", created=CREATED)
    file.write_bytes(write(made, theme=MARKED))
    done = subprocess.run([program, "--check", file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


# ── elements ─────────────────────────────────────────────────────────────────


def test_every_kind_of_block_has_its_element():
    first = ListItem((paragraph("first"),))
    nested = ListItem((paragraph("second"), List(False, (ListItem((paragraph("inner"),)),))))
    head = Row((Cell((paragraph("When"),), True, "col"), Cell((paragraph("What"),), True, "col")))
    body = Row((Cell((paragraph("May"),), True, "row"), Cell((paragraph("a"), paragraph("b")))))
    tagged = tags(
        heading(1, "Talks"),
        paragraph("Held."),
        Section((paragraph("Agreed."),), role="bottom-line"),
        List(True, (first, nested)),
        Quotation((paragraph("Before winter"),), (Text("Ada Lind"),)),
        Table((Text("Chronology"),), (head,), (body, row("June"))),
    )
    assert shape(tagged.root) == [
        "Document",
        ["H1", "Talks"],
        ["P", "Held."],
        ["P", "Agreed."],
        [
            "L",
            ["LI", ["Lbl", "1."], ["LBody", "first"]],
            ["LI", ["Lbl", "2."], ["LBody", ["P", "second"], ["L", ["LI", ["Lbl", "•"], ["LBody", "inner"]]]]],
        ],
        ["BlockQuote", ["P", "Before winter"], ["P", "Ada Lind"]],
        [
            "Table",
            ["Caption", "Chronology"],
            ["THead", ["TR", ["TH", "When"], ["TH", "What"]]],
            ["TBody", ["TR", ["TH", "May"], ["TD", ["P", "a"], ["P", "b"]]], ["TR", ["TD", "June"], ["TD"]]],
        ],
    ]  # fmt: skip
    assert [cell.attribute("/Scope") for cell in tagged.root.all("TH")] == ["/Column", "/Column", "/Row"]
    assert [one.attribute("/ListNumbering") for one in tagged.root.all("L")] == ["/Decimal", "/Disc"]


def test_skipped_heading_levels_are_closed_up():
    tagged = tags(*(heading(level, "x") for level in (3, 1, 4, 2, 9)))
    assert [element.type for element in tagged.root.all("H1", "H2", "H3")] == ["H1", "H1", "H2", "H2", "H3"]


def test_a_table_of_contents_lists_links():
    tagged = tags(heading(1, "Talks"), TableOfContents(), heading(2, "Gaps"))
    (contents,) = tagged.root.all("TOC")
    entry = ["TOCI", ["Reference", ["Link", "Gaps"]], ["Reference", ["Link", "1"]]]
    assert shape(contents) == ["TOC", entry]


def test_a_paragraph_split_over_pages_is_one_element():
    tagged = tags(paragraph(WORDS * 120), paragraph("after"))
    first, second = tagged.root.all("P")
    assert sorted(set(first.pages)) == list(range(len(tagged.pages)))
    assert first.text.split() == (WORDS * 120).split()
    assert second.text == "after"


def test_a_table_row_split_over_pages_is_one_row_and_the_repeated_head_an_artifact():
    rows = (row("Mon", WORDS * 150), row("Tue", "after"))
    tagged = tags(Table((), (row("When", "What", header=True),), rows))
    assert len(tagged.pages) > 2
    assert [cell.text.split() for cell in tagged.root.all("TH", "TD")] == [
        ["When"],
        ["What"],
        ["Mon"],
        (WORDS * 150).split(),
        ["Tue"],
        ["after"],
    ]
    assert all("When" in page.artifacts for page in tagged.pages[1:])


@pytest.mark.parametrize(
    "block",
    [
        paragraph(link("https://example.org/a", WORDS * 5)),
        paragraph("x ", link("https://example.org/a", WORDS * 5)),
    ],
    ids=["alone", "among others"],
)
def test_a_link_over_several_lines_is_one_element_with_a_rectangle_a_line(block):
    (element,) = tags(block).root.all("Link")
    assert len(element.links) > 2
    assert element.text.split() == (WORDS * 5).split()
    assert {note["/Contents"] for note in element.links} == {(WORDS * 5).strip()}


def test_links_side_by_side_keep_apart():
    href = "https://example.org/a"
    (block,) = tags(
        paragraph(link(href, "one"), link(href, "two"), " between ", link(href, "three"))
    ).root.all("P")
    assert shape(block) == ["P", ["Link", "one"], ["Link", "two"], " between ", ["Link", "three"]]
    assert [[note["/Contents"] for note in each.links] for each in block.all("Link")] == [
        ["one"],
        ["two"],
        ["three"],
    ]


def test_a_citation_mark_says_that_it_leads_to_a_source():
    sources = List(True, (ListItem((paragraph("An article"),), "source-1"),))
    mark, back = tags(paragraph("Agreed.", CitationMark(1, "#source-1")), sources).root.all("Link")
    assert mark.text == "[1]"
    assert mark.links[0]["/Contents"] == "Source 1"
    assert back.text == "1."
    assert back.links[0]["/Contents"] == "Back to where source 1 is first cited"


def spoken(element: Element) -> list[tuple[str | None, str]]:
    """The runs of a text, each with the language that it says it is in."""
    runs = [
        (None, kid) if isinstance(kid, str) else (kid.dictionary.get("/Lang"), kid.text)
        for kid in element.kids
    ]
    return [
        (language, "".join(text for _, text in group))
        for language, group in groupby(runs, key=lambda run: run[0])
    ]


def test_a_passage_in_another_script_says_in_which_language_it_is():
    (text,) = tags(paragraph("He met Σ. Γεωργίου, Сергей Лавров then.")).root.all("P")
    assert spoken(text) == [
        (None, "He met "),
        ("el", "Σ. Γεωργίου"),
        (None, ", "),
        ("und-Cyrl", "Сергей Лавров"),
        (None, " then."),
    ]


def test_a_passage_from_right_to_left_says_in_which_language_it_is():
    (text,) = tags(paragraph("He said שלום עולם twice.")).root.all("P")
    assert spoken(text) == [(None, "He said "), ("he", "שלום עולם"), (None, " twice.")]


def test_a_passage_in_a_link_says_in_which_language_it_is():
    (text,) = tags(paragraph("See ", link("https://a.example/", "Новости дня"), " there.")).root.all("Link")
    assert spoken(text) == [("und-Cyrl", "Новости дня")]
    assert len(text.links) == 1


def test_the_language_of_the_document_is_not_said_again():
    blocks = (paragraph("Встреча в Мальте with Σ."),)
    made = Document(blocks=blocks, title="Встреча", language="ru", created=CREATED)
    (text,) = read_tags(write(made)).root.all("P")
    assert spoken(text) == [(None, "Встреча в Мальте with "), ("el", "Σ"), (None, ".")]


def test_a_line_s_end_is_a_space_but_a_broken_word_stays_whole():
    long = "https://example.org/" + "a" * 700
    (first, second) = tags(paragraph(WORDS * 3, LineBreak(), "next"), paragraph(long)).root.all("P")
    assert first.text.split() == [*(WORDS * 3).split(), "next"]
    assert second.text == long


ARABIC = "قال وزير الخارجية إن المحادثات كانت بناءة ومفيدة للطرفين"
HEBREW = "ראש הממשלה אמר כי הפגישה (18 בספטמבר 2023) הייתה מועילה"


@pytest.mark.parametrize("words", [ARABIC, HEBREW, "می‌خواهم گفت", "Šaron (שרון)"])
def test_text_from_right_to_left_is_heard_in_its_order(words):
    shown = words.replace("\u200c", "")
    tagged = tags(paragraph(f"{words} ", link("https://example.org/a", words), f" said: “{words}” " * 4))
    (block,) = tagged.root.all("P")
    assert block.text.split() == f"{shown} {shown} {f' said: “{shown}” ' * 4}".split()
    (element,) = block.all("Link")
    assert element.text.strip() == element.links[0]["/Contents"] == shown


def test_a_paragraph_from_right_to_left_with_a_link_is_heard_in_its_order():
    (block,) = tags(paragraph(f"{ARABIC} ", link("https://example.org/a", HEBREW), f" {ARABIC}")).root.all(
        "P"
    )
    assert block.text.split() == f"{ARABIC} {HEBREW} {ARABIC}".split()
    kinds = [element.type for element in block.kids if isinstance(element, Element)]
    assert kinds.index("Link") not in {0, len(kinds) - 1}


def test_the_logo_is_a_figure_with_its_words():
    file = io.BytesIO()
    Image.new("RGB", (40, 20), (30, 60, 90)).save(file, "PNG")
    logo = Logo(data=file.getvalue(), format="png", alt="Crest of the ministry")
    tagged = tags(heading(1, "Talks"), theme=Theme(logo=logo))
    assert [element.type for element in tagged.root.kids] == ["Figure", "H1"]
    (figure,) = tagged.root.all("Figure")
    assert figure.dictionary["/Alt"] == "Crest of the ministry"
    assert len(figure.attribute("/BBox")) == 4
    assert tagged.pages[0].unmarked == []


def test_empty_blocks_leave_no_element():
    tagged = tags(List(False, ()), Section(()), Quotation(()), paragraph(""), heading(2, ""), paragraph("x"))
    assert shape(tagged.root) == ["Document", ["P", "x"]]


# ── the file ─────────────────────────────────────────────────────────────────


def test_the_file_says_that_it_is_tagged_and_claims_no_standard():
    root = tags(paragraph("x")).reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" not in root["/Metadata"].get_data()


def test_the_metadata_are_those_of_the_document():
    data = write(document(paragraph("x"), title=f"{HOSTILE} \x00\ud800\uffff"))
    root = read_tags(data).reader.trailer["/Root"]
    tree = lxml.etree.fromstring(root["/Metadata"].get_data())
    (title,) = tree.xpath("//dc:title//rdf:li/text()", namespaces=_NAMES)
    assert squeezed(title) == squeezed(HOSTILE) + "�"
    assert tree.xpath("//dc:language//rdf:li/text()", namespaces=_NAMES) == ["en"]


_NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


def test_the_same_document_gives_the_same_bytes():
    made = to_document(sample_digest(), template="digest", created=CREATED)
    assert write(made, theme=MARKED) == write(made, theme=MARKED)
