"""Figures: from the template's list to a drawing in every format."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from pypdf import PdfReader

from briefgen.render import FORMATS, ElementError, Theme, render, write_document
from briefgen.render.document import Disc, Document, Figure
from briefgen.render.outline import walk
from briefgen.render.parse import parse
from briefgen.render.sample import CREATED, sample_brief, sample_digest, sample_long_digest
from briefgen.render.templates_document import to_document

HTML = """<h1>A</h1>
<figure class="timeline" data-alt="Two &lt;b&gt; meetings.">
<figcaption>By date</figcaption>
<ol><li><time datetime="2031-05-12">12 May</time>, &lt;b&gt;Lind&lt;/b&gt; &amp; Berg</li>
<li data-mark="hollow"><time datetime="2031-06-12">12 June</time>, Lind</li></ol>
</figure>"""


def document() -> Document:
    return Document(title="A", language="en", blocks=parse(HTML), created=CREATED)


def changed(old: str, new: str) -> str:
    return HTML.replace(old, new)


def test_a_figure_keeps_its_words() -> None:
    figure = document().blocks[1]
    assert isinstance(figure, Figure)
    assert figure.alt == "Two <b> meetings."


@pytest.mark.parametrize(
    ("html", "message"),
    [
        (changed(' data-alt="Two &lt;b&gt; meetings."', ""), "needs .data-alt"),
        (changed('data-alt="Two &lt;b&gt; meetings."', 'data-alt=" "'), "needs .data-alt"),
        (changed("timeline", "pie"), "there is no other"),
        (changed("hollow", "green"), "data-mark"),
        (changed('<time datetime="2031-06-12">12 June</time>', ""), "needs a <time>"),
        (changed("<ol>", "<p>x</p><ol>"), "no place"),
        (changed("<ol>", "x<ol>"), "no place"),
    ],
)
def test_a_figure_that_cannot_be_drawn_is_refused(html: str, message: str) -> None:
    with pytest.raises(ElementError, match=message):
        parse(html)


def test_a_second_time_is_the_last_day() -> None:
    two = changed("12 May</time>", '12 May</time><time datetime="2031-05-20"></time>')
    (figure,) = (block for block in parse(two) if isinstance(block, Figure))
    assert sum(isinstance(shape, Disc) for shape in figure.drawing.shapes) == 3


def test_a_figure_without_events_leaves_no_trace() -> None:
    assert parse('<figure class="timeline" data-alt="x"><ol></ol></figure>') == ()


def test_html_has_a_vector_drawing_with_its_words_and_no_markup_from_data() -> None:
    html = write_document(document(), format="html").decode()
    assert '<svg role="img" aria-label="Two &lt;b&gt; meetings."' in html
    assert "&lt;b&gt;Lind&lt;/b&gt; &amp; Berg</text>" in html
    assert "<b>" not in html


def test_a_word_file_has_a_picture_with_its_words() -> None:
    data = write_document(document(), format="docx")
    file = docx.Document(io.BytesIO(data))
    assert [shape._inline.docPr.get("descr") for shape in file.inline_shapes] == ["Two <b> meetings."]
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert [name for name in names if name.endswith(".png")]


def test_a_pdf_has_shapes_and_no_picture() -> None:
    page = PdfReader(io.BytesIO(write_document(document(), format="pdf"))).pages[0]
    assert "Lind</b> & Berg" in page.extract_text()
    assert not page.images


def test_markdown_has_caption_and_words() -> None:
    assert "By date\n\nTwo \\<b\\> meetings." in write_document(document(), format="md").decode()


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_bytes_twice(suffix: str) -> None:
    assert write_document(document(), format=suffix) == write_document(document(), format=suffix)


def test_colours_of_a_theme_reach_the_picture() -> None:
    red = Theme(colours=type(Theme().colours)(accent="#aa0000"))
    assert write_document(document(), format="docx") != write_document(document(), format="docx", theme=red)


def test_a_digest_has_a_timeline_where_three_meetings_have_a_date() -> None:
    many = to_document(sample_long_digest(), template="digest", created=CREATED)
    shown = [block for block in walk(many.blocks) if isinstance(block, Figure)]
    assert len(shown) == 1
    assert "4 meetings" in shown[0].alt
    few = to_document(sample_digest(), template="digest", created=CREATED)
    assert not any(isinstance(block, Figure) for block in walk(few.blocks))


def test_the_caption_says_what_is_not_shown() -> None:
    text = render(sample_long_digest(), template="digest", format="md", created=CREATED).decode()
    assert "Not shown, as no source gives their date: 1." in text


def test_a_chronology_with_three_dated_meetings_has_a_timeline_with_this_one_in_it() -> None:
    brief = sample_brief()
    made = to_document(brief, template="meeting-brief", created=CREATED)
    (figure,) = (block for block in walk(made.blocks) if isinstance(block, Figure))
    assert "Mon 12 May 2031: this meeting (held);" in figure.alt
    fewer = to_document(
        replace(brief, chronology=brief.chronology[:1]), template="meeting-brief", created=CREATED
    )
    assert not any(isinstance(block, Figure) for block in walk(fewer.blocks))
