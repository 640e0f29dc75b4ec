"""Makes templates/word-brief/template.docx, the example of a template made in Word.

The file is a plain Word document: whoever wants another look or other words opens it in Word and
changes it there.  This program only shows how it came about, and makes it anew after a change here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docx.enum.section import WD_SECTION_START
from docx.oxml.ns import qn
from docx.shared import Mm

from briefgen.render.docx.base import empty_file
from briefgen.render.docx.oxml import add, add_field
from briefgen.render.docx.package import packed, set_core_properties, set_language
from briefgen.render.theme import PLAIN

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

FILE = Path(__file__).resolve().parent.parent / "templates" / "word-brief" / "template.docx"
WIDTH = 166  # millimetres between the margins
MARKS = '{{{{ {}.citations | numbers | join(", ") }}}}'


def main() -> None:
    """Write the template."""
    file = empty_file(PLAIN)
    page(file)
    head(file)
    statements(file, "Key points", "brief.key_points")
    participants(file)
    topics(file)
    positions(file)
    quotations(file)
    statements(file, "Where the sources disagree", "brief.disagreements")
    statements(file, "Gaps", "brief.gaps")
    chronology(file)
    sources(file)
    set_core_properties(
        file,
        title="word-brief",
        subject="A template made in Word",
        author="briefgen",
        language="en",
        created="2031-05-20T08:00:00+00:00",
    )
    set_language(file, "en")
    FILE.write_bytes(packed(file))


def page(file: Document) -> None:
    """Set margins, header and footer; the marking stands in both."""
    section = file.sections[-1]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(29), Mm(27)
    section.header_distance = section.footer_distance = Mm(12)
    section.start_type = WD_SECTION_START.NEW_PAGE
    header, footer = section.header, section.footer
    for part, words in ((header, "{{ theme.organisation or brief.title }}"), (footer, None)):
        part.is_linked_to_previous = False
        for paragraph in part.paragraphs:
            part._element.remove(paragraph._p)
        if words is None:
            numbers = part.add_paragraph("Page ", style="Footer")._p
            add_field(numbers, "PAGE", "1")
            part.paragraphs[-1].add_run(" of ")
            add_field(numbers, "NUMPAGES", "1")
        part.add_paragraph("{%p if theme.marking %}", style="Marking")
        part.add_paragraph("{{ theme.marking }}", style="Marking")
        part.add_paragraph("{%p endif %}", style="Marking")
        if words is not None:
            part.add_paragraph(words, style="Header")


def head(file: Document) -> None:
    """Add the title, the table of facts and the bottom line."""
    file.add_paragraph("{{ brief.title }}", style="Title")
    table = grid(file, [40, WIDTH - 40])
    loop(table, "fact", "brief.header", ["{{ fact.label }}", "{{ fact.statement.text }}"], strong=True)
    for condition, label, value in (
        ("theme.prepared_for", "Prepared for", "{{ theme.prepared_for }}"),
        ("theme.prepared_by", "Prepared by", "{{ theme.prepared_by }}"),
    ):
        row(table, [f"{{%tr if {condition} %}}"])
        row(table, [label, value], strong=True)
        row(table, ["{%tr endif %}"])
    file.add_paragraph("Bottom line", style="Heading 1")
    words = '{% if statement.kind == "assessment" %}Assessment: {% endif %}{{ statement.text }}'
    repeated(file, "statement", "brief.bottom_line", "Bottom Line", words, MARKS.format("statement"))


def statements(file: Document, title: str, source: str) -> None:
    """Add a section of statements, which is not there where there are none."""
    section(file, title, source)
    tag(file, f"for statement in {source}")
    paragraph = file.add_paragraph("{{ statement.text }}", style="List Bullet")
    paragraph.add_run(MARKS.format("statement"), style="Citation Mark")
    paragraph.add_run("{% if statement.rule %} {{ statement.rule }}{% endif %}", style="Emphasis")
    tag(file, "endfor")
    tag(file, "endif")


def participants(file: Document) -> None:
    """Add the table of who takes part."""
    section(file, "Participants", "brief.participants")
    table = grid(file, [48, 58, 30, 30], ["Name", "Role", "Side", "Attendance"])
    day = "{% if participant.role_as_of %} (as of {{ participant.role_as_of }}){% endif %}"
    role = '{{ participant.role or "not stated" }}' + day
    cells = [
        "{{ participant.name }}",
        role,
        '{{ participant.side or "not stated" }}',
        "{{ participant.attendance }}",
    ]
    loop(table, "participant", "brief.participants", cells, marks=MARKS.format("participant"), strong=True)
    tag(file, "endif")


def topics(file: Document) -> None:
    """Add the topics with what is said of each."""
    section(file, "Topics", "brief.topics")
    tag(file, "for topic in brief.topics")
    heading = file.add_paragraph("{{ topic.label }}", style="Heading 2")
    heading.add_run(
        f"{{% if not topic.statements %}}{MARKS.format('topic')}{{% endif %}}", style="Citation Mark"
    )
    repeated(
        file,
        "statement",
        "topic.statements",
        "List Bullet",
        "{{ statement.text }}",
        MARKS.format("statement"),
    )
    tag(file, "endfor")
    tag(file, "endif")


def positions(file: Document) -> None:
    """Add what each side said."""
    section(file, "Positions", "brief.positions")
    tag(file, "for position in brief.positions")
    file.add_paragraph("{{ position.side }}", style="Heading 2")
    tag(file, "if not position.statements")
    file.add_paragraph("No statement in the sources.", style="Note")
    tag(file, "endif")
    repeated(
        file,
        "statement",
        "position.statements",
        "List Bullet",
        "{{ statement.text }}",
        MARKS.format("statement"),
    )
    tag(file, "endfor")
    tag(file, "endif")


def quotations(file: Document) -> None:
    """Add the quotations, each with its speaker."""
    section(file, "Key quotations", "brief.quotations")
    tag(file, "for quotation in brief.quotations")
    file.add_paragraph("“{{ quotation.text }}”", style="Quote")
    words = "{{ quotation.speaker }}{% if quotation.role %}, {{ quotation.role }}{% endif %}"
    speaker = file.add_paragraph(words, style="Quote Source")
    speaker.add_run("{% if quotation.via %}, quoted by {{ quotation.via }}{% endif %}")
    speaker.add_run("{{ quotation.citation.number }}", style="Citation Mark")
    tag(file, "endfor")
    tag(file, "endif")


def chronology(file: Document) -> None:
    """Add the other meetings of the same people."""
    section(file, "Chronology", "brief.chronology")
    table = grid(file, [34, 102, 30], ["Date", "Meeting", "Status"])
    cells = ["{{ entry.when }}", "{{ entry.title }}", "{{ entry.status }}"]
    loop(table, "entry", "brief.chronology", cells)
    tag(file, "endif")


def sources(file: Document) -> None:
    """Add the numbered sources, each with the sentences that are cited from it."""
    section(file, "Sources and evidence", "brief.sources")
    tag(file, "for source in brief.sources")
    entry = file.add_paragraph("[{{ source.number }}] ", style="Source")
    entry.add_run("{{ source.title }}", style="Strong")
    entry.add_run(
        '. {{ source.publisher or "Publisher not stated" }}{% if source.author %}, {{ source.author }}{% endif %}, '
        '{{ source.published or "publication date not stated" }}.'
        "{% if source.copy_of %} Same text as source {{ source.copy_of }}.{% endif %}"
    )
    where = "{% if source.url %}{{ source.url }} · {% endif %}File: {{ source.path }}"
    file.add_paragraph(where + " · SHA-256: {{ source.content_hash[:12] }}", style="Details")
    repeated(file, "citation", "evidence.get(source.number, ())", "Evidence", "– {{ citation.sentence }}")
    tag(file, "endfor")
    tag(file, "endif")


# ── the ways of Word ─────────────────────────────────────────────────────────


def tag(file: Document, words: str) -> None:
    """Add a paragraph that holds a tag alone, and is gone when the tag is read."""
    file.add_paragraph(f"{{%p {words} %}}", style="Note")


def section(file: Document, title: str, condition: str) -> None:
    """Begin what stands only where there is something to say."""
    tag(file, f"if {condition}")
    file.add_paragraph(title, style="Heading 1")


def repeated(file: Document, name: str, source: str, style: str, words: str, marks: str = "") -> None:
    """Add a paragraph that is repeated."""
    tag(file, f"for {name} in {source}")
    paragraph = file.add_paragraph(words, style=style)
    if marks:
        paragraph.add_run(marks, style="Citation Mark")
    tag(file, "endfor")


def grid(file: Document, widths: list[int], heads: list[str] | None = None) -> Table:
    """Add a table; its first row, if there are heads, is repeated on every page."""
    table = file.add_table(0, len(widths), style="Brief Table")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    look.set(qn("w:firstRow"), str(int(heads is not None)))
    look.set(qn("w:noHBand"), "1")
    look.set(qn("w:val"), "06A0" if heads else "0680")
    if heads:
        row(table, heads)
        add(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
    return table


def loop(
    table: Table, name: str, source: str, cells: list[str], *, marks: str = "", strong: bool = False
) -> None:
    """Add a row that is repeated, between two rows that hold the tags and are gone when these are read."""
    row(table, [f"{{%tr for {name} in {source} %}}"])
    row(table, cells, marks=marks, strong=strong)
    row(table, ["{%tr endfor %}"])


def row(table: Table, texts: list[str], *, marks: str = "", strong: bool = False) -> None:
    """Add a row of texts."""
    cells = table.add_row().cells
    for number, (cell, text) in enumerate(zip(cells, texts, strict=False)):
        paragraph = write(cell, text, strong=strong and number == 0)
        if marks and number == 0:
            paragraph.add_run(marks, style="Citation Mark")
    for cell in cells[len(texts) :]:
        write(cell, "")


def write(cell: _Cell, text: str, *, strong: bool = False) -> Paragraph:
    """Write into a cell."""
    paragraph = cell.paragraphs[0]
    paragraph.style = "Table Heading" if strong else "Table Text"
    paragraph.add_run(text)
    return paragraph


if __name__ == "__main__":
    main()
