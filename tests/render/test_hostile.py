"""Nothing that a brief holds is lost on the way, however much there is, and a Word file keeps it on its pages."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from typing import TYPE_CHECKING

import pytest
from reading import split
from shipped_documents import FORMATS, MARKED, PARAGRAPH, WORD, documents

from briefgen.render import find_template, write_document
from briefgen.render.fonts import MissingGlyphWarning

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = [name for name in ("meeting-brief", "readout", "digest") if find_template(name)]


@pytest.mark.slow
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("template", WHOLE)
def test_300_participants_and_very_long_texts_stand_in_each_format(template: str, format: str) -> None:
    (written,) = documents("crowded", template)
    text = " ".join(split([written.text(format)]))
    assert all(f"Participant{number} " in text for number in range(300))
    assert WORD in text
    assert text.count(" ".join(PARAGRAPH.split())) >= 5


@pytest.mark.parametrize("corpus", ["characters", "markup"])
@pytest.mark.parametrize("format", FORMATS)
def test_directions_and_controls_are_dropped_and_all_else_is_kept(corpus: str, format: str) -> None:
    (written,) = documents(corpus, "meeting-brief")
    text = unicodedata.normalize("NFC", written.text(format))
    assert not re.search("[\x00-\x08\x0e-\x1f\x7f\x9f\u202a-\u202e\u2066-\u2069]", text)
    expected = {
        "characters": [
            "\U0001f91d",
            "é",
            "ộ",
            "gnp.exe",
            "Кельн",
            "Αθήνα",
            "東京",
            "서울",
            "שלום",
            "القاهرة",
        ],
        "markup": [
            "{{ 7*7 }}",
            "{% raw %}",
            "{# c #}",
            "<b>x</b>",
            "<!-- c -->",
            "&amp;",
            "${x}",
            "]]>",
            "% # \\",
        ],
    }
    assert [part for part in expected[corpus] if part not in text] == []


def test_a_glyph_that_no_font_has_is_named_with_the_remedy() -> None:
    (written,) = documents("characters", "meeting-brief")
    with pytest.warns(MissingGlyphWarning, match=r"東 \(U\+6771\).*\[fonts\] fallback"):
        write_document(written.document, format="pdf", theme=written.theme)


@pytest.mark.slow
@pytest.mark.parametrize("corpus", ["markup", "characters", "crowded"])
def test_a_word_file_opens_in_libreoffice_and_keeps_its_text_on_the_page(
    corpus: str, tmp_path: Path, need_program
) -> None:
    office, boxes = need_program("soffice"), need_program("pdftotext")
    (written,) = documents(corpus, "one-pager" if corpus == "crowded" else "meeting-brief", MARKED)
    file = tmp_path / "brief.docx"
    file.write_bytes(written.file("docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, file]
    subprocess.run(command, capture_output=True, check=True)
    shown = subprocess.run(
        [boxes, "-bbox", tmp_path / "brief.pdf", "-"], capture_output=True, check=True
    ).stdout.decode("utf-8", "replace")
    pages = re.split("<page ", shown)[1:]
    assert pages
    for page in pages:
        width, height = map(float, re.search(r'width="([\d.]+)" height="([\d.]+)"', page).groups())
        for left, top, right, bottom in re.findall(
            r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)"', page
        ):
            assert float(left) >= 0
            assert float(top) >= 0
            assert float(right) <= width
            assert float(bottom) <= height
