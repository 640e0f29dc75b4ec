"""Web pages, mails, Word documents and PDFs."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from email.message import EmailMessage
from io import BytesIO

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from pypdf import PdfReader, PdfWriter
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from briefgen.ingest import read_file
from briefgen.model import Article, Skipped

HOSTILE = 'R&D <b>x</b> {{ 7*7 }} {% raw %} "A" &amp;'
HOSTILE_HTML = HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
FIRST = (
    "The two ministers met in the capital for talks about trade, and agreed to meet again in the new year."
)
SECOND = "A statement issued after the talks said that both sides had spoken openly about fish."
THIRD = "Officials of both countries will now prepare the next round, which is due in spring, it said."

SENTENCE = (
    "The ministers met in the capital, and",
    "one of them then said to the press",
    "that trade would grow.",
)


@pytest.fixture
def read(tmp_path):
    def from_content(content: str | bytes, name: str) -> Article | Skipped:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_file(str(path))

    return from_content


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(block.kind.value, article.text[block.start : block.end]) for block in article.blocks]


def page(head: str = "", title: str = "Ministers meet in the capital", more: str = "") -> str:
    return f"""<!DOCTYPE html><html lang="en"><head><title>{title} | The Example</title>{head}</head><body>
    <nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
    <article><h1>{title}</h1>
    <figure><img src="a.jpg"><figcaption>Two ministers in the capital, Monday, Sept. 18, 2023</figcaption>
    </figure>
    <p>{FIRST}</p><h2>What comes next</h2><p>{SECOND}</p>
    <blockquote><p>We will go on, and we will meet again.</p></blockquote><p>{THIRD}</p>{more}</article>
    <footer>Copyright 2019 The Example</footer></body></html>"""


def test_page_keeps_its_structure(read):
    assert kinds(read(page(), "a.html")) == [
        ("title", "Ministers meet in the capital"),
        ("caption", "Two ministers in the capital, Monday, Sept. 18, 2023"),
        ("prose", FIRST),
        ("heading", "What comes next"),
        ("prose", SECOND),
        ("quotation", "We will go on, and we will meet again."),
        ("prose", THIRD),
    ]


def test_page_gives_its_facts(read):
    article = read(
        page(
            '<meta property="og:site_name" content="The Example"><meta name="author" content="Jane Doe">'
            '<link rel="canonical" href="https://example.org/talks">'
            '<meta property="article:published_time" content="2023-09-19T21:27:00+08:00">'
        ),
        "a.htm",
    )
    assert (article.source, article.author, article.url) == (
        "The Example",
        "Jane Doe",
        "https://example.org/talks",
    )
    assert article.published == dt.date(2023, 9, 19)
    assert article.published_at == dt.datetime(2023, 9, 19, 13, 27, tzinfo=dt.UTC)
    assert article.provenance.published == "HTML metadata"


def test_page_gives_facts_as_linked_data(read):
    article = read(
        page(
            '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle",'
            ' "datePublished": "2023-09-19", "author": [{"name": "Jane Doe"}, {"name": "John Roe"}],'
            ' "publisher": {"name": "The Example"}}]}</script>'
        ),
        "a.html",
    )
    assert (article.author, article.source) == ("Jane Doe, John Roe", "The Example")
    assert article.published == dt.date(2023, 9, 19)


def test_caption_and_copyright_of_a_page_give_no_date(read):
    assert read(page(), "a.html").published is None


def test_address_of_a_page_gives_the_day(read):
    article = read(page('<link rel="canonical" href="https://example.org/2023/09/19/talks">'), "a.html")
    assert article.published == dt.date(2023, 9, 19)
    assert article.provenance.published == "address of the page"


def test_hostile_characters_of_a_page_stay(read):
    article = read(
        page(title=HOSTILE_HTML, more=f"<p>It says {HOSTILE_HTML} in the text of the statement.</p>"),
        "a.html",
    )
    assert article.title == HOSTILE
    assert f"It says {HOSTILE} in the text" in article.text


def test_page_that_declares_its_encoding(read):
    data = page(
        '<meta charset="windows-1251">', more="<p>Встреча прошла в столице, сообщили в министерстве.</p>"
    )
    assert "Встреча прошла" in read(data.encode("cp1251"), "a.html").text


def test_page_without_an_article_is_read_all_the_same(read):
    article = read("<html><body><div>Ministers meet.<br>They <b>agree</b>.</div></body></html>", "a.html")
    assert "Ministers meet." in article.text
    assert "agree" in article.text


def test_text_named_html_is_read_as_text(read):
    assert (
        read(f"Ministers meet & agree\n\n{FIRST} a < b", "a.html").text
        == f"Ministers meet & agree\n\n{FIRST} a < b"
    )


def test_address_as_content_opens_no_connection(read, monkeypatch):
    import socket

    def refuse(*args, **kwargs):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert read("http://example.org/talks.html", "a.html").text == "http://example.org/talks.html"
    read(
        page('<base href="http://example.org/"><link rel="stylesheet" href="http://example.org/a.css">'),
        "b.html",
    )


def mail(
    subject: str,
    sender: str = "The Example <news@example.org>",
    date: str = "Tue, 19 Sep 2023 21:27:00 +0800",
):
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, sender, "reader@example.org"
    message["Date"], message["Message-ID"] = date, "<1@example.org>"
    return message


def test_mail_gives_its_facts(read):
    message = mail(HOSTILE)
    message.set_content(f"{FIRST}\n\n{SECOND} {HOSTILE}\n")
    article = read(bytes(message), "a.eml")
    assert article.title == HOSTILE
    assert article.text.endswith(HOSTILE)
    assert article.source == "The Example"
    assert article.published_at == dt.datetime(2023, 9, 19, 13, 27, tzinfo=dt.UTC)
    assert article.provenance.published == "mail header Date"


def test_mail_names_author_and_publisher(read):
    message = mail("Talks", "Jane Doe via The Example <jane@example.org>")
    message.set_content(FIRST)
    article = read(bytes(message), "a.eml")
    assert (article.author, article.source) == ("Jane Doe", "Example")


def test_signature_of_a_mail_is_no_prose(read):
    message = mail("Talks")
    message.set_content(f"{FIRST}\n\n{SECOND}\n\n-- \nThe Example. You get this since you pay for it.\n")
    assert kinds(read(bytes(message), "a.eml"))[-1][0] == "boilerplate"


def test_mail_of_html_alone_is_read(read):
    message = mail("Talks")
    message.set_content(page(), subtype="html")
    article = read(bytes(message), "a.eml")
    assert ("prose", SECOND) in kinds(article)
    assert article.title == "Talks"


def test_forwarded_mail_has_the_date_of_the_first(read):
    message = mail("Fwd: Ministers meet", "John Roe <john@example.net>")
    message.set_content(
        "FYI\n\n---------- Forwarded message ---------\nFrom: The Example <news@example.org>\n"
        f"Date: Mon, 18 Sep 2023 at 09:00\nSubject: Ministers meet\nTo: John Roe\n\n\n{FIRST}\n\n{SECOND}\n"
    )
    article = read(bytes(message), "a.eml")
    assert (article.title, article.source) == ("Ministers meet", "The Example")
    assert article.published == dt.date(2023, 9, 18)


def test_forwarded_mail_without_a_date_has_none(read):
    message = mail("Fwd: Ministers meet")
    message.set_content(FIRST)
    assert read(bytes(message), "a.eml").published is None


def test_mail_without_text_is_told(read):
    message = mail("Picture")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png")
    assert "without text" in read(bytes(message), "a.eml").reason


def word(**properties: object) -> bytes:
    document = docx.Document()
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    document.add_paragraph("Ministers meet", style="Title")
    document.add_paragraph(f"MOSCOW, Sept. 19 (Xinhua) -- {FIRST}")
    document.add_heading("Next steps", 1)
    document.add_paragraph("We will go on.", style="Quote")
    document.add_paragraph("Two ministers", style="Caption")
    document.add_table(1, 2).rows[0].cells[0].text = HOSTILE
    document.add_paragraph(SECOND)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def test_word_document_keeps_its_structure(read):
    assert kinds(read(word(), "a.docx")) == [
        ("title", "Ministers meet"),
        ("prose", f"MOSCOW, Sept. 19 (Xinhua) -- {FIRST}"),
        ("heading", "Next steps"),
        ("quotation", "We will go on."),
        ("caption", "Two ministers"),
        ("prose", HOSTILE),
        ("prose", SECOND),
    ]


def test_properties_of_a_template_are_not_believed(read):
    article = read(word(), "a.docx")
    assert (article.author, article.published) == (None, None)


def test_the_numbers_of_notes_are_no_words_of_a_document(read) -> None:
    document = docx.Document()
    document.styles.add_style("FootnoteReference", WD_STYLE_TYPE.CHARACTER)
    paragraph = document.add_paragraph("The talks began on 5 May 2031")
    paragraph.add_run("12", style="FootnoteReference")
    paragraph.add_run(" in Norvik.")
    packed = BytesIO()
    document.save(packed)
    assert "5 May 2031 in Norvik." in read(packed.getvalue(), "a.docx").text


def test_properties_of_a_document_are_facts(read):
    article = read(word(title="Ministers hold talks", author="Jane Doe"), "a.docx")
    assert (article.title, article.author) == ("Ministers hold talks", "Jane Doe")
    assert article.provenance.author == "document properties"


def test_day_of_making_lends_its_year_to_the_dateline(read):
    article = read(word(author="Jane Doe", created=dt.datetime(2023, 9, 20, tzinfo=dt.UTC)), "a.docx")
    assert article.published == dt.date(2023, 9, 19)
    assert "dateline" in article.provenance.published


def test_day_of_making_alone_is_no_day_of_publication(read):
    assert (
        read(word(author="Jane Doe", created=dt.datetime(2024, 2, 1, tzinfo=dt.UTC)), "a.docx").published
        is None
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (word()[:5000], "cut off"),
        (b"PK\x05\x06" + bytes(18), "ZIP archive"),
        (b"plain words", "not a Word document"),
    ],
)
def test_broken_word_document_is_told(read, data, words):
    assert words in read(data, "a.docx").reason


def pdf(**options: str) -> bytes:
    file = BytesIO()
    styles = getSampleStyleSheet()
    story = [Paragraph("Ministers meet in the capital", styles["Title"])]
    story += [
        Paragraph(text, styles["BodyText"])
        for text in (FIRST * 3, SECOND * 3, f"{THIRD} R&amp;D {{{{ 7*7 }}}}")
    ]
    SimpleDocTemplate(file, **options).build(story)
    return file.getvalue()


def test_pdf_has_title_and_paragraphs(read):
    article = read(pdf(), "a.pdf")
    assert [kind for kind, _ in kinds(article)] == ["title", "prose", "prose", "prose"]
    assert article.text.endswith("R&D {{ 7*7 }}")
    assert SECOND in article.text
    assert article.published is None


def test_running_lines_of_a_pdf_are_dropped_after_the_first(read):
    file = BytesIO()
    canvas = Canvas(file)
    for number, words in enumerate(SENTENCE, 1):
        canvas.drawString(72, 800, "Example Post | 19 September 2023")
        canvas.drawString(72, 700, words)
        canvas.drawString(72, 20, f"Page {number} of 3")
        canvas.showPage()
    canvas.save()
    article = read(file.getvalue(), "a.pdf")
    assert article.text.count("Example Post") == 1
    assert "Page" not in article.text
    assert " ".join(SENTENCE) in article.text


def test_word_broken_at_the_end_of_a_line_is_mended(read):
    file = BytesIO()
    canvas = Canvas(file)
    lines = "The two ministers spoke at length about bi-", "lateral trade between them."
    for height, line in zip((700, 686), lines, strict=True):
        canvas.drawString(72, height, line)
    canvas.save()
    assert "about bilateral trade" in read(file.getvalue(), "a.pdf").text


def test_pdf_gives_its_properties(read):
    article = read(pdf(title="Ministers hold talks", author="Jane Doe"), "a.pdf")
    assert (article.title, article.author) == ("Ministers hold talks", "Jane Doe")


def encrypted() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf())))
    writer.encrypt("secret", algorithm="AES-256")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def without_text() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (encrypted, "password"),
        (without_text, "no text layer"),
        (lambda: pdf()[:700], "cut off"),
        (lambda: b"plain words", "not a PDF document"),
    ],
)
def test_pdf_that_cannot_be_read_is_told(read, make, words):
    result = read(make(), "a.pdf")
    assert isinstance(result, Skipped)
    assert words in result.reason


def test_import_is_cheap():
    heavy = "{'trafilatura', 'lxml', 'docx', 'pypdf', 'numpy', 'spacy'}"
    code = f"import sys, briefgen.ingest; print(*{heavy} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""
