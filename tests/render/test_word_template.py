"""Templates made in Word: what the tags make of data, what is an error, and the same bytes."""

from __future__ import annotations

import io
import shutil
import warnings
import zipfile
from dataclasses import replace

import docx
import lxml.etree
import pypdf
import pytest
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator
from render_samples import CREATED, HOSTILE, sample_brief, sample_digest, with_text
from rendered_text import docx_texts, folded
from word_files import NO_WORD_FILES, word_folder, word_template

from briefgen.render import RenderError, TemplateError, UnknownFormatError, find_template, render
from briefgen.render.theme import Theme

SHIPPED = "word-brief"


def texts(path, subject=None, **options) -> list[str]:
    return docx_texts(made(path, subject, **options))


def made(path, subject=None, theme=None, **options) -> bytes:
    return render(
        subject or sample_brief(),
        template=str(path),
        format="docx",
        created=CREATED,
        theme=theme or Theme(),
        **options,
    )


# ── data is data ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        HOSTILE,
        "{_{ x }_} {_% y %_}",
        "{{ 7*7 }}",
        "a\u00a0b  c",
        "</w:t></w:r>",
        "R&D <b>",
        "\\1 \\g<0>",
        "%}",
        "-%}",
    ],
)
def test_what_an_article_says_comes_out_as_it_stands(tmp_path, text: str) -> None:
    path = word_template(tmp_path / "t.docx", "[{{ brief.title }}]", header="[{{ brief.title }}]")
    file = docx.Document(io.BytesIO(made(path, replace(sample_brief(), title=text))))
    assert f"[{text}]" in [paragraph.text for paragraph in file.paragraphs]
    assert file.sections[0].header.paragraphs[0].text == f"[{text}]"


def test_line_ends_become_line_breaks_and_tabs_stay(tmp_path) -> None:
    path = word_template(tmp_path / "t.docx", "{{ brief.title }}")
    file = docx.Document(io.BytesIO(made(path, replace(sample_brief(), title="a\nb\r\nc\u2028d\x0ce\tf"))))
    assert "a\nb\nc\nd\ne\tf" in [paragraph.text for paragraph in file.paragraphs]


def test_characters_that_no_file_can_hold_leave_the_rest_whole(tmp_path) -> None:
    path = word_template(tmp_path / "t.docx", "{{ brief.title }}")
    text = "a\x00b\x01c\x07d\ud800e\ufffff\u202eg"
    assert "abcdefg" in texts(path, replace(sample_brief(), title=text))


def test_footnotes_are_filled_once_however_many_sections_there_are(tmp_path) -> None:
    path = word_template(tmp_path / "plain.docx", "x")
    file = docx.Document(str(path))
    file.add_section()
    file.save(str(path))
    words = "<w:p><w:r><w:t>{{ brief.title }}</w:t></w:r></w:p>"
    space = lxml.etree.QName(qn("w:p")).namespace
    notes = f'<w:footnotes xmlns:w="{space}"><w:footnote w:id="1">{words}</w:footnote></w:footnotes>'
    filled = with_part(path, "footnotes", notes)
    data = made(filled, replace(sample_brief(), title="{{ brief.id }} & {_{"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = lxml.etree.fromstring(archive.read("word/footnotes.xml"))
    assert "".join(part.itertext()) == "{{ brief.id }} & {_{"


def with_part(path, name: str, xml: str):
    """Return a copy of a Word file with another part."""
    changed = path.with_name(f"with-{name}.docx")
    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}"
    content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for member in old.namelist():
            data = old.read(member).decode("utf-8", "surrogateescape")
            if member == "word/_rels/document.xml.rels":
                entry = f'<Relationship Id="rIdX" Type="{kind}" Target="{name}.xml"/></Relationships>'
                data = data.replace("</Relationships>", entry)
            if member == "[Content_Types].xml":
                data = data.replace(
                    "</Types>", f'<Override PartName="/word/{name}.xml" ContentType="{content}"/></Types>'
                )
            new.writestr(member, data.encode("utf-8", "surrogateescape"))
        new.writestr(f"word/{name}.xml", xml)
    return changed


def test_loops_over_rows_and_paragraphs(tmp_path) -> None:
    path = word_template(
        tmp_path / "t.docx",
        "|{%tr for p in brief.participants %}|",
        "|{{ p.name }}|{{ p.side or 'none' }}|",
        "|{%tr endfor %}|",
        "{%p for q in brief.quotations %}",
        "“{{ q.text }}” ({{ [q.citation] | numbers | join }})",
        "{%p endfor %}",
    )
    brief, found = sample_brief(), texts(path)
    assert [p.name for p in brief.participants] == [
        text for text in found if text in {p.name for p in brief.participants}
    ]
    assert [f"“{q.text}” ({q.citation.number})" for q in brief.quotations] == [
        t for t in found if t.startswith("“")
    ]


def test_tags_may_be_cut_into_runs_by_word(tmp_path) -> None:
    path = tmp_path / "t.docx"
    file = docx.Document()
    file.add_heading("Brief", 0)
    paragraph = file.add_paragraph()
    for piece in ("[{", "{ brief", ".title ", "}", "}]"):
        paragraph.add_run(piece).bold = True
    file.save(str(path))
    assert f"[{sample_brief().title}]" in texts(path)


# ── faults ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("Who: {{ brief.titel }}", r'a Brief has no field "titel", in "Who: \{\{ brief.titel \}\}"'),
        ("Who: {{ brief.title", r"Who:"),
        ("{{ nobody }}", r"'nobody' is undefined, in \"\{\{ nobody \}\}\""),
        ("{% for x in brief.topics %}", r"endfor"),
        ("{{ brief.title | safe }}", r"No filter named 'safe'"),
        ("{{ brief.title | urlize }}", r"No filter named 'urlize'"),
        (
            "{% autoescape false %}{{ brief.title }}{% endautoescape %}",
            r"escaping cannot be switched|autoescape",
        ),
        ("{{ brief.__class__.__mro__ }}", r"unsafe|access to attribute"),
        ("{{ brief.start }} {{ theme.logo }}", r"a value that is not known is printed"),
        ("{% include 'x' %}", r"cannot include or extend others"),
        ("{{ 1 / 0 }}", r"division by zero"),
    ],
)
def test_a_fault_is_told_with_file_and_words(tmp_path, words: str, message: str) -> None:
    path = word_template(tmp_path / "corporate.docx", "Before", words, "After")
    with pytest.raises(TemplateError, match=message) as caught:
        made(path)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_a_tag_that_tears_paragraphs_apart_is_an_error(tmp_path) -> None:
    path = word_template(
        tmp_path / "t.docx", "{% if not brief.title %}a", "b{% endif %}", "{%p if brief.title %}x", "y"
    )
    with pytest.raises(TemplateError, match=str(path)):
        made(path)


def test_torn_paragraphs_are_not_mended_in_silence(tmp_path) -> None:
    path = word_template(tmp_path / "t.docx", "a {% if not brief.title %} b", "|c {% endif %} d|e|")
    with pytest.raises(TemplateError, match="begins in one paragraph"):
        made(path)


@pytest.mark.parametrize("data", NO_WORD_FILES)
def test_a_file_that_is_no_word_document_is_told_in_a_sentence(tmp_path, data: bytes) -> None:
    path = tmp_path / "t.docx"
    path.write_bytes(data)
    with pytest.raises(TemplateError, match="is no Word document"):
        made(path)


def test_formats_that_a_word_file_cannot_give_are_refused() -> None:
    with pytest.raises(UnknownFormatError, match="offers docx, pdf, not html"):
        render(sample_brief(), template=SHIPPED, format="html", created=CREATED)


def test_a_manifest_that_promises_more_is_refused(tmp_path) -> None:
    word_folder(tmp_path, "x", extra="pages = 1\n")
    with pytest.raises(RenderError, match="made in Word"):
        find_template("ours", [tmp_path])


# ── a file alone, options, digests ───────────────────────────────────────────


def test_a_file_alone_is_for_a_digest_if_it_asks_for_one(tmp_path) -> None:
    path = word_template(
        tmp_path / "all.docx", "{%p for b in digest.briefs %}", "{{ b.title }}", "{%p endfor %}"
    )
    assert find_template(str(path)).subject == "digest"
    assert {b.title for b in sample_digest().briefs} <= set(texts(path, sample_digest()))


def test_options_of_the_manifest_are_seen(tmp_path) -> None:
    extra = '[options.word]\ndefault = "plain"\nhelp = "A word."\n'
    name = word_folder(tmp_path, "{{ options.word }}", extra=extra)
    assert "plain" in texts(name, template_dirs=[tmp_path])
    assert "fancy" in texts(name, template_dirs=[tmp_path], options={"word": "fancy"})


# ── the file ─────────────────────────────────────────────────────────────────


def test_the_same_brief_gives_the_same_bytes() -> None:
    assert made(SHIPPED) == made(SHIPPED)


def test_the_properties_are_those_of_the_brief() -> None:
    file = docx.Document(io.BytesIO(made(SHIPPED, theme=Theme(organisation="Ministry & Co"))))
    properties, brief = file.core_properties, sample_brief()
    assert (properties.title, properties.author, properties.language) == (brief.title, "Ministry & Co", "en")
    assert properties.created.isoformat().startswith(CREATED[:16])
    assert properties.created == properties.modified


def test_the_marking_stands_in_the_header_and_footer() -> None:
    section = docx.Document(io.BytesIO(made(SHIPPED, theme=Theme(marking="TLP:AMBER")))).sections[0]
    for part in (section.header, section.footer):
        assert "TLP:AMBER" in [paragraph.text for paragraph in part.paragraphs]


def test_a_marking_that_the_template_does_not_show_is_warned_of(tmp_path) -> None:
    path = word_template(tmp_path / "t.docx", "{{ theme.marking or '' }}")
    with pytest.warns(UserWarning, match="does not print the marking"):
        made(path, theme=Theme(marking="TLP:RED"))


def test_the_shipped_template_shows_every_part_of_the_brief() -> None:
    brief, shown = sample_brief(), folded(" ".join(texts(SHIPPED)))
    wanted = [
        *(s.text for s in (*brief.bottom_line, *brief.key_points, *brief.disagreements, *brief.gaps)),
        *(p.name for p in brief.participants),
        *(s.text for position in brief.positions for s in position.statements),
        *(q.text for q in brief.quotations),
        *(source.title for source in brief.sources),
        *(citation.sentence for s in brief.bottom_line for citation in s.citations),
    ]
    assert [text for text in wanted if folded(text) not in shown] == []


def test_hostile_text_leaves_the_shipped_template_whole() -> None:
    brief = with_text(sample_brief(), lambda text: f"{text} {HOSTILE}")
    shown = " ".join(texts(SHIPPED, brief))
    assert shown.count(folded(HOSTILE)) > 40


def test_the_file_passes_a_validator(tmp_path) -> None:
    path = tmp_path / "made.docx"
    path.write_bytes(made(SHIPPED, theme=Theme(marking="TLP:AMBER")))
    result = OpenXmlValidator().validate(path)
    assert [str(error) for error in result.errors] == []


# ── PDF by LibreOffice ───────────────────────────────────────────────────────


def test_without_libreoffice_a_sentence_says_so(monkeypatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(
        RenderError, match="made by LibreOffice, which is not installed; install it, or choose"
    ):
        render(sample_brief(), template=SHIPPED, format="pdf", created=CREATED)


@pytest.mark.slow
def test_libreoffice_makes_the_pdf_with_the_moment_of_the_run(need_program) -> None:
    need_program("soffice")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        first, again = (
            render(sample_brief(), template=SHIPPED, format="pdf", created=CREATED) for _ in range(2)
        )
    assert first == again
    reader = pypdf.PdfReader(io.BytesIO(first))
    assert reader.metadata.title == sample_brief().title
    assert reader.metadata.creation_date.isoformat() == CREATED
    assert "/StructTreeRoot" in reader.trailer["/Root"]
