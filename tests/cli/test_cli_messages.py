from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.cli import messages
from briefgen.pipeline import SILENT

if TYPE_CHECKING:
    import pytest

    from briefgen.model import Analysis


def test_the_closing_line_counts(analysis: Analysis) -> None:
    line = messages.closing_line(analysis, analysis.meetings, files=20, seconds=4.24)
    assert line == "3 articles read, 1 skipped, 2 meetings, 20 files written, 4.2 s"


def test_one_is_not_plural(analysis: Analysis) -> None:
    one = replace(analysis, articles=analysis.articles[:1])
    line = messages.closing_line(one, analysis.meetings[:1], files=1, seconds=0)
    assert line == "1 article read, 1 skipped, 1 meeting, 1 file written, 0.0 s"


def test_a_line_stays_one_line_and_steers_no_terminal() -> None:
    assert messages.printable("a\nb\x1b[31m\udcff") == "a\\nb\\x1b[31m\\udcff"


def test_letters_and_spaces_stay() -> None:
    assert messages.printable("王毅 – Łódź “x”") == "王毅 – Łódź “x”"


def test_no_progress_where_nobody_looks() -> None:
    with messages.progress(quiet=False) as progress:
        assert progress is SILENT


def test_progress_is_shown_in_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with messages.progress(quiet=False) as progress:
        progress.begin("Reading", 2)
        progress.advance()
        progress.begin("Writing", 3)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Writing" in captured.err


def test_quiet_shows_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with messages.progress(quiet=True) as progress:
        assert progress is SILENT


def test_an_analysis_is_incomplete_if_an_article_tells_of_no_meeting(analysis: Analysis) -> None:
    read = replace(analysis, skipped=())
    assert messages.is_incomplete(read)
    assert not messages.is_incomplete(replace(read, articles=read.articles[:2]))
