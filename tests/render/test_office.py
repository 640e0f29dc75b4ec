"""LibreOffice as the maker of PDF: what is settled afterwards, and what happens when it fails."""

from __future__ import annotations

import sys

import pytest
from render_samples import CREATED

from briefgen.render import RenderError
from briefgen.render.word import office


def test_dates_and_identity_are_settled_without_moving_anything() -> None:
    pdf = (
        b"/CreationDate(D:20260101120000+01'00')/ModDate(D:20260101120000Z')"
        b"<xmp:CreateDate>2026-01-01T12:00:00Z</xmp:CreateDate>"
        b"/ID [ <0123456789ABCDEF0123456789ABCDEF>\n<0123456789ABCDEF0123456789ABCDEF> ]"
        b"/DocChecksum /0123456789ABCDEF0123456789ABCDEF"
    )
    settled = office.settled(pdf, b"source", CREATED)
    assert len(settled) == len(pdf)
    assert settled.count(b"20310520080000Z") == 2
    assert b"2031-05-20T08:00:00Z" in settled
    assert b"0123456789ABCDEF" not in settled
    assert office.settled(pdf.replace(b"20260101", b"20270202"), b"source", CREATED) == settled


def program(tmp_path, code: str, monkeypatch) -> None:
    """Put a program in LibreOffice's place."""
    path = tmp_path / "soffice"
    path.write_text(f"#!{sys.executable}\n{code}\n", "utf-8")
    path.chmod(0o755)
    monkeypatch.setattr(office, "find_office", lambda: str(path))


@pytest.mark.skipif(
    sys.platform == "win32", reason="needs a program with a first line that names its interpreter"
)
def test_a_failure_is_told_in_a_sentence(tmp_path, monkeypatch) -> None:
    program(tmp_path, "print('Error: source file could not be loaded')", monkeypatch)
    with pytest.raises(RenderError, match='made no PDF of the template "ours": Error: source file could not'):
        office.pdf_of(b"x", template="ours", created=CREATED)


@pytest.mark.skipif(
    sys.platform == "win32", reason="needs a program with a first line that names its interpreter"
)
def test_it_is_ended_when_it_takes_too_long(tmp_path, monkeypatch) -> None:
    program(tmp_path, "import time; time.sleep(60)", monkeypatch)
    with pytest.raises(RenderError, match="took more than 1 s"):
        office.pdf_of(b"x", template="ours", created=CREATED, timeout=1.0)


@pytest.mark.skipif(
    sys.platform == "win32", reason="needs a program with a first line that names its interpreter"
)
def test_it_runs_with_a_profile_of_its_own_and_no_way_out(tmp_path, monkeypatch) -> None:
    code = (
        "import os, sys, pathlib\n"
        "profile = next(a for a in sys.argv if a.startswith('-env:UserInstallation=file://'))\n"
        "settings = pathlib.Path(profile.split('file://')[1]) / 'user/registrymodifications.xcu'\n"
        "words = settings.read_text() + repr(dict(os.environ))\n"
        "out = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1])\n"
        "(out / 'document.pdf').write_text(words)"
    )
    program(tmp_path, code, monkeypatch)
    monkeypatch.setenv("BRIEFGEN_MAIL_PASSWORD", "open sesame")
    told = office.pdf_of(b"x", template="ours", created=CREATED).decode()
    assert "open sesame" not in told
    for words in (
        "BlockUntrustedRefererLinks",
        "'https_proxy': 'http://127.0.0.1:9'",
        "'SOURCE_DATE_EPOCH': '1937030400'",
    ):
        assert words in told
