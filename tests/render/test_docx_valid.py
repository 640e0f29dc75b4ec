"""Word files before a validator of Open XML, and before LibreOffice: all templates, options and hard input."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from openxml_audit import FileFormat, OpenXmlValidator
from pypdf import PdfReader
from render_samples import CREATED, HOSTILE, sample_brief, sample_digest, with_text

from briefgen.render import render
from briefgen.render.theme import Logo, Theme

TEMPLATES = ("meeting-brief", "readout", "one-pager", "quotes", "digest")
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c636060606000000005000165f6455c0000000049454e44ae426082"
)
LONG = "word " * 1000


def corporate() -> bytes:
    """Return a file such as an office has: own margins and header, another first page, and a note."""
    file = docx.Document()
    section = file.sections[0]
    section.left_margin = Mm(35)
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "Ministry of Fish"
    file.add_heading("Old text", 1)
    data = io.BytesIO()
    file.save(data)
    return data.getvalue()


THEMES = {
    "plain": Theme(),
    "marked": Theme(
        organisation="Ministry of Examples",
        marking="TLP:AMBER+STRICT",
        prepared_for="The Minister",
        page_size="Letter",
        logo=Logo(data=DOT, format="png", alt="Crest"),
        numbered_headings=True,
    ),
    "endnotes": Theme(citations="endnotes", numbered_headings=True),
    "links": Theme(citations="links"),
    "reference": Theme(reference=corporate(), marking="TLP:RED", numbered_headings=True),
}


def hostile(text: str) -> str:
    return f"{text} {HOSTILE} \u202etxet\u202c e\u0301 \U0001f600 ]]> ' % العربية עברית 会谈"


def crowded():
    """Return a brief with 300 participants, a paragraph of 5,000 characters and a row longer than a page."""
    brief = sample_brief()
    people = tuple(replace(brief.participants[0], name=f"Ada Lind {n}") for n in range(300))
    points = tuple(replace(point, text=LONG) for point in brief.key_points)
    sides = tuple(
        replace(side, statements=tuple(replace(said, text=LONG) for said in side.statements * 3))
        for side in brief.positions
    )
    return replace(brief, participants=people, key_points=points, positions=sides)


SUBJECTS = {
    "sample": sample_brief(),
    "hostile": with_text(sample_brief(), hostile),
    "crowded": crowded(),
    "bare": replace(sample_brief(), quotations=(), topics=(), positions=(), participants=(), title="X"),
}


def made(template: str, theme: str = "plain", subject: str = "sample") -> bytes:
    if template == "digest":
        digest = sample_digest()
        what = {
            "sample": digest,
            "hostile": with_text(digest, hostile),
            "crowded": replace(digest, briefs=(crowded(), *digest.briefs[1:])),
            "bare": replace(digest, briefs=(SUBJECTS["bare"],)),
        }[subject]
    else:
        what = SUBJECTS[subject]
    options = {"desk_slots": "true"} if template == "meeting-brief" and theme == "marked" else {}
    return render(
        what, template=template, format="docx", created=CREATED, theme=THEMES[theme], options=options
    )


CASES = [
    *((template, theme, "sample") for template in TEMPLATES for theme in THEMES),
    *((template, "plain", subject) for template in TEMPLATES for subject in SUBJECTS if subject != "sample"),
    ("digest", "reference", "hostile"),
]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("template", "theme", "subject"), CASES)
def test_a_validator_finds_no_fault(tmp_path, template: str, theme: str, subject: str) -> None:
    data = made(template, theme, subject)
    file = tmp_path / "file.docx"
    file.write_bytes(data)
    # One validator a file: it remembers the ids of parts of others.
    found = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=20).validate(file)
    assert [str(error) for error in found.errors] == []
    assert made(template, theme, subject) == data


@pytest.fixture(scope="module")
def converted(tmp_path_factory, need_program):
    """Return a function that makes PDF files of Word files with LibreOffice, many in one go."""
    program = need_program("soffice")
    folder = tmp_path_factory.mktemp("office")

    def convert(files: dict[str, bytes]) -> dict[str, PdfReader]:
        for name, data in files.items():
            (folder / f"{name}.docx").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        names = [str(folder / f"{name}.docx") for name in files]
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *names]
        subprocess.run(command, check=True, capture_output=True, timeout=280)
        return {name: PdfReader(folder / f"{name}.pdf") for name in files}

    return convert


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_libreoffice_opens_and_shows_every_document(converted) -> None:
    files = {"-".join(case): made(*case) for case in CASES}
    for name, reader in converted(files).items():
        text = " ".join(page.extract_text() for page in reader.pages)
        words = docx.Document(io.BytesIO(files[name])).element.body.xpath("string(.)")
        assert 1 <= len(reader.pages) <= 4 + len(words) // 800, name
        assert "Error:" not in text, name
        if name.startswith("one-pager") and "-reference-" not in name:
            assert len(reader.pages) == 1, name
        if "-marked-" in name or "-reference-" in name:
            marking = "TLP:AMBER+STRICT" if "-marked-" in name else "TLP:RED"
            assert all(page.extract_text().count(marking) == 2 for page in reader.pages), name


def listed(data: bytes) -> list[tuple[str, int]]:
    """Return the lines of the contents with their pages."""
    found = []
    for paragraph in docx.Document(io.BytesIO(data)).paragraphs:
        if paragraph.style.name.startswith("toc "):
            *words, page = [node.text for node in paragraph._p.iter(qn("w:t"))]
            found.append((re.sub(r"\W", "", "".join(words))[:40], int(page)))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["plain", "marked", "endnotes", "reference"])
def test_the_pages_of_the_contents_are_those_of_libreoffice(converted, theme: str) -> None:
    """A line more or less on a page moves a heading that stands at its edge, not those after it."""
    digest = sample_digest()
    numbered = [replace(brief, title=f"{brief.title} {n}") for n, brief in enumerate(digest.briefs * 12)]
    many = replace(digest, briefs=tuple(numbered))
    data = render(many, template="digest", format="docx", created=CREATED, theme=THEMES[theme])
    pages = converted({f"contents-{theme}": data})[f"contents-{theme}"].pages
    texts = [re.sub(r"\W", "", page.extract_text()) for page in pages]
    about = 1 if theme == "reference" else 0  # whose fonts are measured as if they were ours
    wrong = [
        (words, page)
        for words, page in listed(data)
        if not any(words in text for text in texts[max(page - 1 - about, 0) : page + about])
    ]
    assert len(listed(data)) > 20
    assert len(wrong) <= len(listed(data)) // 10, wrong
