"""Theme files: what they may say, and what is said of those that err."""

from __future__ import annotations

import base64
import io
import shutil
from importlib.resources import files
from typing import TYPE_CHECKING

import docx
import pytest
from pypdf import PdfReader
from render_samples import CREATED, sample_brief, sample_digest

from briefgen.render import render
from briefgen.render.errors import ThemeError
from briefgen.render.theme import PLAIN, TLP_LABELS, Colours, Logo, Theme, check_marking, load_theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.fixture
def theme(tmp_path: Path) -> Callable[[str], Theme]:
    def load(text: str) -> Theme:
        file = tmp_path / "theme.toml"
        file.write_text(text, "utf-8")
        return load_theme(file)

    return load


def test_an_empty_theme_is_the_plain_one(theme):
    assert theme("") == PLAIN


def test_a_theme_says_what_stands_on_the_pages(theme):
    found = theme(
        '[document]\norganisation = "Ministry of Examples"\nmarking = "TLP:AMBER+STRICT"\n'
        'page_size = "Letter"\ndate_style = "18 September 2023"\n[colours]\naccent = "#AA0000"\n'
        '[fonts]\ndocument = "Calibri"\n'
    )
    assert (found.organisation, found.marking) == ("Ministry of Examples", "TLP:AMBER+STRICT")
    assert (found.page_size, found.date_style, found.font) == ("Letter", "long", "Calibri")
    assert found.colours == Colours(accent="#aa0000")


def test_a_logo_is_read_with_its_words(theme, tmp_path):
    (tmp_path / "crest.png").write_bytes(PNG)
    logo = theme('[document]\nlogo = "crest.png"\nlogo_alt = "Crest"').logo
    assert logo is not None
    assert (logo.data, logo.format, logo.alt) == (PNG, "png", "Crest")


def test_fonts_for_other_scripts_are_files(theme, tmp_path):
    shutil.copy(files("fontpkg_heebo") / "files" / "Heebo[wght].ttf", tmp_path / "own.ttf")
    assert theme('[fonts]\nfallback = ["own.ttf"]').fallback == (tmp_path / "own.ttf",)


@pytest.mark.parametrize("value", ['["theme.toml"]', '["none.ttf"]', '"own.ttf"', "[1]"])
def test_a_font_file_that_cannot_be_used_is_named(theme, value):
    with pytest.raises(ThemeError, match=r"theme\.toml: \[fonts\] fallback is .*; give "):
        theme(f"[fonts]\nfallback = {value}")


@pytest.mark.parametrize("label", TLP_LABELS)
def test_the_labels_of_the_protocol_are_markings(label):
    assert check_marking(label) == label


@pytest.mark.parametrize("text", ["TLP: AMBER", "tlp:red", "TLP:WHITE", "TLP AMBER", "", "x" * 200])
def test_what_is_no_marking_is_refused(text):
    with pytest.raises(ValueError, match=r"marking|Traffic Light Protocol"):
        check_marking(text)


def test_a_marking_may_be_words_of_ones_own():
    assert check_marking("OFFICIAL –  SENSITIVE") == "OFFICIAL – SENSITIVE"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[document", "cannot be read"),
        ("[documents]\n", '"document"'),
        ('[document]\norganization = "X"', "organisation"),
        ('[document]\nmarking = "TLP:WHITE"', "TLP:CLEAR"),
        ('[document]\npage_size = "A3"', "A4, Letter"),
        ('[document]\norganisation = ""', "one line of text"),
        ("[document]\nmarking = 3", "one line of text"),
        ('[colours]\naccent = "navy"', "#1f3a5f"),
        ('[document]\nlogo = "none.png"\nlogo_alt = "x"', "cannot be read"),
        ('[document]\nlogo = "theme.toml"\nlogo_alt = "x"', "PNG or JPEG"),
        ('[document]\nlogo = "theme.toml"', "logo_alt"),
        ('[document]\nprepared_by = "line\\u0007"', "one line of text"),
    ],
)
def test_an_error_names_the_file_and_the_remedy(theme, text, named):
    with pytest.raises(ThemeError, match=r"theme\.toml") as error:
        theme(text)
    assert named in str(error.value)
    assert str(error.value).count("\n") == 0


# ── themed documents ─────────────────────────────────────────────────────────

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
THEME = Theme(
    organisation="Ministry of Examples & Co",
    marking="TLP:AMBER",
    prepared_for="The Minister",
    prepared_by="Europe desk",
    colours=Colours(accent="#aa0011"),
    logo=Logo(data=DOT, format="png", alt="Crest"),
)


@pytest.fixture(scope="module", params=["docx", "pdf", "html", "md"])
def themed(request):
    data = render(
        sample_brief(), template="meeting-brief", format=request.param, created=CREATED, theme=THEME
    )
    return request.param, data


def _texts(kind: str, data: bytes) -> list[str]:
    """Return the text of each page, or of the whole where a format has no pages."""
    if kind == "pdf":
        return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
    if kind == "docx":
        section = docx.Document(io.BytesIO(data)).sections[0]
        parts = [
            [section.first_page_header, section.first_page_footer],
            [section.header, section.footer],
        ]
        return ["\n".join(p.text for part in page for p in part.paragraphs) for page in parts]
    text = data.decode("utf-8").partition("</style>")[2] or data.decode("utf-8")
    return [text.replace("\\", "").replace("&amp;", "&")]


def test_every_page_bears_the_marking_above_and_below(themed):
    assert [text.count("TLP:AMBER") for text in _texts(*themed)] == [2] * len(_texts(*themed))


def test_every_page_bears_the_organisation(themed):
    assert all("Ministry of Examples & Co" in text for text in _texts(*themed))


def test_a_marking_has_twelve_points():
    data = render(sample_brief(), template="meeting-brief", format="docx", created=CREATED, theme=THEME)
    assert docx.Document(io.BytesIO(data)).styles["Marking"].font.size.pt >= 12


def test_the_logo_has_its_words():
    docx_file = render(sample_brief(), template="meeting-brief", format="docx", created=CREATED, theme=THEME)
    header = docx.Document(io.BytesIO(docx_file)).sections[0].first_page_header
    assert header._element.xpath(".//wp:docPr/@descr") == ["Crest"]
    html = render(sample_brief(), template="meeting-brief", format="html", created=CREATED, theme=THEME)
    assert b'alt="Crest"' in html


@pytest.mark.parametrize("template", ["meeting-brief", "digest"])
def test_the_header_says_for_whom_and_by_whom(template):
    subject = sample_digest() if template == "digest" else sample_brief()
    text = render(subject, template=template, format="md", created=CREATED, theme=THEME).decode()
    assert "| **Prepared for** | The Minister |" in text
    assert "| **Prepared by** | Europe desk |" in text


def test_colours_reach_word_files_and_pages():
    docx_file = render(sample_brief(), template="meeting-brief", format="docx", created=CREATED, theme=THEME)
    assert str(docx.Document(io.BytesIO(docx_file)).styles["Title"].font.color.rgb) == "AA0011"
    html = render(sample_brief(), template="meeting-brief", format="html", created=CREATED, theme=THEME)
    assert b"--accent: #aa0011" in html


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "md"])
def test_the_same_theme_gives_the_same_bytes(kind):
    first, second = (
        render(sample_brief(), template="meeting-brief", format=kind, created=CREATED, theme=THEME)
        for _ in range(2)
    )
    assert first == second
