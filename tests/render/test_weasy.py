"""PDF by WeasyPrint: an optional engine that claims PDF/UA-1."""

from __future__ import annotations

import io
import subprocess
import sys
import warnings

import pypdf
import pytest
from render_samples import CREATED, HOSTILE, sample_brief, with_text

from briefgen.render import RenderError, render, weasy
from briefgen.render.sample import sample_long_digest
from briefgen.render.theme import PLAIN, Theme

MARKED = Theme(marking="TLP:AMBER", organisation='Ministry "of" \\ Examples </style>')


@pytest.fixture
def installed(need_program) -> None:
    """WeasyPrint draws with Pango, which Python packages do not bring."""
    need_program("pango-view")


def pdf(subject=None, template: str = "meeting-brief", theme: Theme = PLAIN) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return render(
            subject or sample_brief(),
            template=template,
            format="pdf",
            created=CREATED,
            theme=theme,
            pdf_engine="weasyprint",
        )


def test_a_missing_package_is_told_with_the_line_that_installs_it(monkeypatch) -> None:
    monkeypatch.setattr(weasy, "find_spec", lambda name: None)
    with pytest.raises(RenderError, match=r"pip install 'briefgen\[weasyprint\]'"):
        pdf()


def test_an_engine_that_there_is_not_is_refused() -> None:
    with pytest.raises(RenderError, match='no PDF engine "word"'):
        render(sample_brief(), template="readout", format="pdf", created=CREATED, pdf_engine="word")


@pytest.mark.slow
def test_the_same_brief_gives_the_same_bytes(installed) -> None:
    assert pdf(theme=MARKED) == pdf(theme=MARKED)


@pytest.mark.slow
def test_every_page_carries_marking_and_count(installed) -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf(sample_long_digest(), "digest", MARKED)))
    total = len(reader.pages)
    assert total > 1
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        assert text.count("TLP:AMBER") == 2
        assert f"Page {number} of {total}" in " ".join(text.split())
        assert MARKED.organisation in text


def test_the_file_says_what_it_is(installed) -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf()))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == sample_brief().title
    assert reader.metadata.creation_date.isoformat() == CREATED
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_hostile_text_stays_text(installed) -> None:
    shown = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf(hostile()))).pages)
    assert "".join(HOSTILE.split()) in "".join(shown.split())


def hostile():
    return with_text(sample_brief(), lambda text: f"{text} {HOSTILE}")


@pytest.mark.parametrize(
    "address",
    ["file:///etc/hostname", "http://127.0.0.1:9/x.png", "ftp://127.0.0.1/x", "briefgen-font:nothing"],
)
def test_no_address_is_followed(installed, address: str) -> None:
    with pytest.raises(ValueError, match="disallowed"):
        weasy._fetcher(()).fetch(address)


def test_pictures_within_the_html_are_read(installed) -> None:
    assert weasy._fetcher(()).fetch("data:text/plain,abc").read() == b"abc"


@pytest.mark.slow
def test_qpdf_finds_no_fault(installed, need_program, tmp_path) -> None:
    program = need_program("qpdf")
    path = tmp_path / "made.pdf"
    path.write_bytes(pdf(sample_long_digest(), "digest", MARKED))
    subprocess.run([program, "--check", str(path)], check=True, capture_output=True)


@pytest.mark.slow
def test_a_checker_of_pdf_ua_finds_no_error(installed, tmp_path) -> None:
    path = tmp_path / "made.pdf"
    path.write_bytes(pdf(sample_long_digest(), "digest", MARKED))
    done = subprocess.run(
        [sys.executable, "-m", "pdfua", "check", str(path)], check=False, capture_output=True, text=True
    )
    assert "errors=0" in done.stdout, done.stdout
