"""The PDF writer, read back with pypdf."""

from __future__ import annotations

import io
import unicodedata
import warnings

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import ContentStream
from reportlab.pdfbase.pdfmetrics import stringWidth

from briefgen.render.document import (
    Block,
    Cell,
    CitationMark,
    Document,
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
    Time,
)
from briefgen.render.errors import RenderError
from briefgen.render.fonts import MissingGlyphWarning, load_chain, unshaped
from briefgen.render.pdf import write
from briefgen.render.theme import Theme

CREATED = "2031-05-20T08:30:00+02:00"
HOSTILE = 'R&D <b>x</b> {{ 7*7 }} {% raw %} "A" &amp; <para> <a href="x"> <br/> &#65; \\n'
WORDS = "The two ministers spoke for three hours about the ferry treaty and fishing quotas. "


# ── documents by hand ────────────────────────────────────────────────────────


def document(*blocks: Block, **properties: str) -> Document:
    values = {"title": "Ferry treaty talks", "language": "en", "created": CREATED} | properties
    return Document(blocks=blocks, **values)


def text(characters: str, **emphasis: bool) -> tuple[Inline, ...]:
    return (Text(characters, **emphasis),)


def paragraph(*parts: str | Inline, role: str | None = None, id: str | None = None) -> Paragraph:
    return Paragraph(tuple(Text(part) if isinstance(part, str) else part for part in parts), role, id)


def heading(level: int, title: str, id: str | None = None) -> Heading:
    return Heading(level, text(title), id)


def row(*cells: str, header: bool = False) -> Row:
    return Row(tuple(Cell((paragraph(cell),), header, "col" if header else None) for cell in cells))


def table(head: tuple[str, ...], *rows: tuple[str, ...], caption: str = "") -> Table:
    heads = (row(*head, header=True),) if head else ()
    return Table(text(caption) if caption else (), heads, tuple(row(*cells) for cells in rows))


# ── reading back ─────────────────────────────────────────────────────────────


def read(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def squeezed(characters: str) -> str:
    """Without white space: where lines break does not count."""
    return "".join(unicodedata.normalize("NFC", characters).split())


def content(data: bytes) -> str:
    return squeezed(unshaped("".join(page.extract_text() for page in read(data).pages)))


def body(data: bytes) -> str:
    """The text between the headers and footers of all pages."""
    reader = read(data)
    total = len(reader.pages)
    header = squeezed(reader.metadata.title)
    pages = [squeezed(page.extract_text()) for page in reader.pages]
    return "".join(
        page.replace(f"Page{number}of{total}", "", 1).removeprefix(header if number > 1 else "")
        for number, page in enumerate(pages, start=1)
    )


def annotations(data: bytes) -> list[pypdf.generic.DictionaryObject]:
    return [note.get_object() for page in read(data).pages for note in page.get("/Annots", [])]


def outline(items: list) -> list:
    return [outline(item) if isinstance(item, list) else item.title for item in items]


def lines(data: bytes) -> list[tuple[float, float, float, str]]:
    """Left edge, right edge (if set in the regular face), page width and text of all that is drawn."""
    found: list[tuple[float, float, float, str]] = []
    for page in read(data).pages:

        def visit(characters, outer, inner, _font, size, width=float(page.mediabox.width)):
            drawn = characters.strip()
            if drawn:
                left = inner[4] * outer[0] + outer[4]
                found.append((left, left + stringWidth(drawn, "FiraSans", size), width, drawn))

        page.extract_text(visitor_text=visit)
    return found


def outside_the_margins(data: bytes) -> list[str]:
    return [drawn for left, right, width, drawn in lines(data) if left < 60 or right > width - 60]


# ── text ─────────────────────────────────────────────────────────────────────


def test_every_kind_of_block_shows_its_text_in_order():
    data = write(
        document(
            heading(1, "Talks on the ferry"),
            paragraph("Held on ", Time("2031-05-19", text("Mon 19 May 2031")), role="meta"),
            Section((heading(2, "Bottom line"), paragraph("Agreed.")), role="bottom-line"),
            List(True, (ListItem((paragraph("first"),)), ListItem((paragraph("second"),)))),
            Quotation((paragraph("“Before the winter”"),), text("Ada Lind")),
            table(("When", "What"), ("19 May", "Talks"), caption="Chronology"),
            paragraph("one", LineBreak(), "two"),
        )
    )
    assert body(data) == squeezed(
        "Talks on the ferry Held on Mon 19 May 2031 Bottom line Agreed. 1. first 2. second"
        "“Before the winter” Ada Lind Chronology When What 19 May Talks one two"
    )


@pytest.mark.parametrize(
    "block",
    [
        paragraph(HOSTILE),
        heading(2, HOSTILE),
        Paragraph((Text(HOSTILE, strong=True, emphasis=True),)),
        Paragraph((Link("https://example.org/?a=1&b=<i>", text(HOSTILE)),)),
        Section((paragraph(HOSTILE),), role="bottom-line"),
        List(False, (ListItem((paragraph(HOSTILE),)),)),
        Table(text(HOSTILE), (), (row("x"),)),
        table((HOSTILE,), (HOSTILE,)),
        Quotation((paragraph(HOSTILE),), text(HOSTILE)),
    ],
    ids=["paragraph", "heading", "strong", "link", "panel", "list", "caption", "cell", "quotation"],
)
def test_hostile_text_shows_as_exactly_its_characters(block):
    assert squeezed(HOSTILE) in body(write(document(block)))


def test_hostile_text_in_the_table_of_contents_and_header():
    data = write(document(TableOfContents(), heading(2, HOSTILE), *[paragraph(WORDS * 9)] * 9, title=HOSTILE))
    assert body(data).count(squeezed(HOSTILE)) == 2
    assert squeezed(HOSTILE) in squeezed(read(data).pages[1].extract_text())
    assert read(data).metadata.title == HOSTILE


def test_control_and_invisible_format_characters_are_dropped():
    data = write(document(paragraph("a\x00b\x1b\x7f\u202ec\u200d\ufeffd\x0be"), title="T\x00\u202eT"))
    assert squeezed("abcde") in body(data)
    assert read(data).metadata.title == "TT"


def test_scripts_of_the_main_family_and_its_fallback_are_shown():
    characters = "Ελλάδα Россия Łódź Tiếng Việt ‘’“”–—•…→ ₴ ‑ ⁸ № कखग"
    assert squeezed(characters.replace("₴", "₴")) in body(write(document(paragraph(characters))))


def test_an_item_that_begins_with_a_table_keeps_its_number():
    items = (ListItem((table((), ("cell",)),)), ListItem((paragraph("text"),)), ListItem(()))
    assert body(write(document(List(True, items)))) == "1.cell2.text"


# ── properties of the file ───────────────────────────────────────────────────


def test_the_same_document_gives_the_same_bytes(monkeypatch):
    doc = document(heading(1, "One"), TableOfContents(), heading(2, "Two"), paragraph(WORDS, "→ ‑"))
    first = write(doc)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert write(doc) == first


def test_another_moment_gives_another_identity():
    early, late = (
        read(write(document(paragraph("x"), created=created))) for created in (CREATED, "2032-01-01")
    )
    assert early.trailer["/ID"] != late.trailer["/ID"]


def test_properties_come_from_the_document():
    reader = read(write(document(paragraph("x"), author="The desk", subject="Brief", language="en-GB")))
    properties = reader.metadata
    assert (properties.title, properties.author, properties.subject) == (
        "Ferry treaty talks",
        "The desk",
        "Brief",
    )
    assert properties["/CreationDate"] == properties["/ModDate"] == "D:20310520063000+00'00'"
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


def test_all_fonts_are_embedded():
    reader = read(write(document(paragraph("x ‑", Text("y", strong=True)), table(("a",), ("b",)))))
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    used = [font for font in fonts if font["/BaseFont"] != "/Helvetica"]
    assert used
    assert all("/FontFile2" in font["/FontDescriptor"] for font in used)
    assert all(b"/F1 " not in page.get_contents().get_data() for page in reader.pages)


def test_created_without_sense_is_refused_in_a_sentence():
    with pytest.raises(RenderError, match='"soon" is not an ISO 8601'):
        write(document(paragraph("x"), created="soon"))


def test_a_document_without_blocks_is_one_page():
    assert len(read(write(document())).pages) == 1


# ── pages ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "size"), [("A4", (595, 842)), ("Letter", (612, 792)), ("letter", (612, 792))]
)
def test_page_size(name, size):
    box = read(write(document(paragraph("x")), theme=Theme(page_size=name))).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def test_an_unknown_page_size_is_refused_in_a_sentence():
    with pytest.raises(RenderError, match='must be "A4" or "Letter", not "A3"'):
        write(document(), theme=Theme(page_size="A3"))


def test_every_page_has_its_number_and_pages_from_the_second_the_title():
    pages = read(write(document(*[paragraph(WORDS * 10)] * 20))).pages
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        shown = page.extract_text()
        assert f"Page {number} of {len(pages)}" in shown
        assert ("Ferry treaty talks" in shown) == (number > 1)


def test_a_long_title_is_cut_in_the_header():
    data = write(document(*[paragraph(WORDS * 10)] * 12, title="Ferry " * 60))
    assert "…" in read(data).pages[1].extract_text()
    assert outside_the_margins(data) == []


def test_a_heading_is_never_the_last_thing_on_a_page():
    blocks = [block for n in range(40) for block in (heading(2, f"Part{n}."), paragraph(WORDS * 3))]
    for page in read(write(document(*blocks))).pages:
        lines = [line for line in page.extract_text().splitlines() if "Page " not in line]
        assert not lines[-1].startswith("Part")


# ── outline, links, contents ─────────────────────────────────────────────────


def test_headings_make_the_outline():
    data = write(
        document(heading(1, "Talks"), heading(2, "Gaps"), heading(3, "Dates"), heading(2, "Sources"))
    )
    assert outline(read(data).outline) == ["Talks", ["Gaps", ["Dates"], "Sources"]]


def test_skipped_heading_levels_make_an_outline_all_the_same():
    data = write(document(heading(3, "Deep"), heading(1, "Top"), heading(4, "Deeper"), heading(2, "Middle")))
    assert outline(read(data).outline) == ["Deep", "Top", ["Deeper", "Middle"]]


def test_a_citation_mark_jumps_to_its_source():
    sources = List(True, tuple(ListItem((paragraph(f"Source {n}"),), f"source-{n}") for n in (1, 2)))
    doc = document(paragraph("Agreed.", CitationMark(2, "#source-2")), *[paragraph(WORDS * 9)] * 12, sources)
    data = write(doc)
    reader = read(data)
    assert "Agreed.[2]" in reader.pages[0].extract_text()
    mark, _ = annotations(data)
    assert mark["/Dest"][0].idnum == reader.pages[-1].indirect_reference.idnum


def test_the_number_of_a_source_jumps_back_to_its_first_citation():
    sources = List(True, tuple(ListItem((paragraph(f"Source {n}"),), f"source-{n}") for n in (1, 2)))
    mark = CitationMark(2, "#source-2")
    doc = document(
        paragraph(WORDS * 80), heading(2, "First"), paragraph("Agreed.", mark), paragraph(mark), sources
    )
    reader = read(write(doc))
    *_, back = annotations(write(doc))
    page, _, _, top, _ = back["/Dest"]
    assert page.idnum == reader.pages[1].indirect_reference.idnum
    assert 0 < top < 842
    assert back["/Contents"] == "Back to where source 2 is first cited"
    assert len(annotations(write(doc))) == 3  # two marks, and one way back: the first source is not cited


@pytest.mark.parametrize(
    "target",
    [
        paragraph("here", id="t"),
        heading(2, "here", id="t"),
        Section((table(("a",), ("b",)),), id="t"),
        Section((), id="t"),
        List(False, (ListItem((), "t"),)),
    ],
    ids=["paragraph", "heading", "section", "empty section", "empty item"],
)
def test_a_link_finds_its_target_in_any_block(target):
    data = write(document(paragraph(Link("#t", text("jump"))), target))
    assert [note["/Subtype"] for note in annotations(data)] == ["/Link"]


def test_a_target_in_a_repeated_head_is_its_first_page():
    head = Row((Cell((paragraph("Name", id="t"),), True, "col"),))
    names = Table((), (head,), tuple(row(f"Person {n}") for n in range(90)))
    data = write(document(paragraph(Link("#t", text("jump"))), names))
    (jump,) = annotations(data)
    assert jump["/Dest"][0].idnum == read(data).pages[0].indirect_reference.idnum


def test_external_links_keep_their_address():
    data = write(
        document(
            paragraph(Link("https://example.org/a?b=1&c=ü#:~:text=x%20y,z", text("article"))),
            paragraph(Link("mailto:desk@example.org", text("the desk"))),
        )
    )
    assert [note["/A"]["/URI"] for note in annotations(data)] == [
        "https://example.org/a?b=1&c=%C3%BC#:~:text=x%20y,z",
        "mailto:desk@example.org",
    ]


@pytest.mark.parametrize("href", ["#nowhere", "javascript:alert(1)", "file:///etc/passwd", "", "pdf:x"])
def test_other_links_are_text_alone(href):
    data = write(document(paragraph(Link(href, text("shown")))))
    assert annotations(data) == []
    assert "shown" in content(data)


def test_the_table_of_contents_leaves_out_its_own_heading_and_deeper_ones():
    blocks = (heading(2, "Contents"), TableOfContents(), heading(2, "Gaps"), heading(3, "Dates"))
    assert body(write(document(*blocks))) == "ContentsGaps1GapsDates"


def test_the_table_of_contents_gives_pages_and_links():
    parts = [block for n in range(1, 6) for block in (heading(2, f"Part {n}"), *[paragraph(WORDS * 9)] * 6)]
    data = write(document(heading(1, "Talks"), TableOfContents(depth=2), *parts))
    reader = read(data)
    shown = squeezed(reader.pages[0].extract_text())
    pages = {
        item.title: reader.get_destination_page_number(item) + 1
        for item in reader.outline[1]
    }  # fmt: skip
    assert len(set(pages.values())) > 2
    assert squeezed("".join(f"Part {n} {pages[f'Part {n}']}" for n in range(1, 6))) in shown
    assert len(annotations(data)) == 10


# ── tables ───────────────────────────────────────────────────────────────────


def test_the_head_is_repeated_on_each_page_of_300_participants():
    rows = [(f"Person {n}", "Deputy minister of fisheries", "Norland") for n in range(300)]
    data = write(document(table(("Name", "Role", "Side"), *rows, caption="Participants")))
    pages = [page.extract_text() for page in read(data).pages]
    assert len(pages) > 5
    assert all("Role" in page for page in pages)
    shown = content(data)
    assert all(f"Person{n}Deputy" in shown for n in range(300))


def test_a_row_longer_than_a_page_goes_on_over_pages():
    long = " ".join(f"word{n}" for n in range(1500))
    data = write(document(table(("When", "What"), ("Mon 19 May 2031", long), ("Tue", "after"))))
    assert len(read(data).pages) > 2
    assert body(data).replace("WhenWhat", "") == squeezed("Mon 19 May 2031" + long + "Tue after")


def test_a_head_longer_than_a_page_is_shown_once():
    data = write(document(table((WORDS * 90,), ("x",))))
    assert body(data) == squeezed(WORDS * 90 + "x")


def test_a_long_panel_goes_on_over_pages():
    data = write(document(Section((heading(2, "Bottom line"), paragraph(WORDS * 90)), role="bottom-line")))
    assert len(read(data).pages) > 1
    assert body(data) == squeezed("Bottom line" + WORDS * 90)


def test_many_columns_stay_inside_the_page():
    data = write(document(table((), tuple(f"cell{n}" for n in range(40)))))
    assert outside_the_margins(data) == []
    assert sorted(body(data)) == sorted("".join(f"cell{n}" for n in range(40)))


def test_rows_of_unequal_length_and_tables_in_cells():
    nested = Cell((table(("in",), ("side",)),))
    data = write(document(Table((), (), (row("a", "b", "c"), Row((nested,)), Row(())))))
    assert body(data) == "abcinside"


def test_long_unbroken_words_are_broken_inside_the_page():
    address = "https://example.org/" + "a" * 400
    data = write(document(paragraph(Link(address, text(address))), table(("A", "B"), (address, "x"))))
    assert outside_the_margins(data) == []
    assert content(data).count("a") > 800


def test_a_long_text_leaves_a_date_column_on_one_line():
    data = write(document(table(("When", "What"), ("Mon 19 May 2031", WORDS * 60))))
    assert "Mon 19 May 2031" in [drawn for _, _, _, drawn in lines(data)]


def test_a_monster_of_a_word_in_a_narrow_column_is_laid_out_whole():
    monster = "base64<&" * 500
    cells = tuple("x" for _ in range(11))
    data = write(document(table((), (monster, *cells, monster))))
    assert outside_the_margins(data) == []
    assert body(data).count("4") == body(data).count("<") == 1000


# ── glyphs ───────────────────────────────────────────────────────────────────


def test_a_missing_glyph_is_named_once_and_can_be_copied_all_the_same():
    with pytest.warns(MissingGlyphWarning, match=r"中 \(U\+4E2D\), 文 \(U\+6587\)") as caught:
        data = write(document(heading(2, "中"), paragraph("中 and 文 and \U0001f91d and \ud800")))
    assert len(caught) == 1
    assert "U+D800" in str(caught[0].message)
    assert "[fonts] fallback" in str(caught[0].message)
    assert body(data) == "中" + "中and文and\U0001f91dand�"


def test_a_document_does_not_hear_of_glyphs_that_another_lacked():
    before = write(document(paragraph("a b")))
    with pytest.warns(MissingGlyphWarning):
        write(document(paragraph("a 中 b")))
    assert write(document(paragraph("a b"))) == before
    with pytest.warns(MissingGlyphWarning):
        write(document(paragraph("a 中 b")))


COVERED = frozenset().union(*(faces.regular.glyphs for faces in load_chain()))


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=300), st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_laid_out_and_what_has_a_glyph_can_be_read_back(long, cell, title):
    doc = document(heading(2, title), paragraph(long), table((title,), (cell,)), title=title)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MissingGlyphWarning)
        shown = content(write(doc))
    for characters in (long, cell, title):
        for character in unicodedata.normalize("NFC", characters):
            visible = unicodedata.category(character)[0] in "LNPS"
            assert not visible or ord(character) not in COVERED or squeezed(character) in shown


@pytest.mark.parametrize("title", ["\u07b2", "\u07b2 a", "a \u07b2\u0628", "\u0378 \u0628"])
def test_characters_that_unicode_does_not_assign_are_laid_out(title) -> None:
    with pytest.warns(MissingGlyphWarning):
        assert read(write(document(heading(2, title), title=title))).metadata.title == title


def test_the_rules_under_a_long_link_stand_below_its_words():
    words = Link("https://example.org/", text("ministers and the council of the harbour towns " * 8))
    page = pypdf.PdfReader(
        io.BytesIO(write(document(List(False, (ListItem((Paragraph((words,)),)),)))))
    ).pages[0]
    operations = ContentStream(page.get_contents(), None).operations
    starts = [operands[0] for operands, operator in operations if operator == b"m"]
    assert len(starts) >= 4
    assert len(set(starts)) == 1
