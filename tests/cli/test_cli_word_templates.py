"""Templates made in Word, and the engines of PDF, on the command line."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import docx
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("read_nothing")


@pytest.fixture
def template(tmp_path: Path) -> Path:
    file = docx.Document()
    file.add_heading("{{ brief.title }}", 0)
    file.sections[0].header.paragraphs[0].text = "{{ theme.marking or '' }}"
    path = tmp_path / "corporate-brief.docx"
    file.save(str(path))
    return path


def test_a_word_file_is_a_template(run: Run, template: Path, tmp_path: Path) -> None:
    result = run("build", "news", "-o", tmp_path / "out", "-f", "docx", "-t", template)
    assert result.exit_code == 0, result.stderr
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".docx"}
    assert all("corporate" not in line.rpartition("/")[2] for line in result.stdout.splitlines())


def test_without_libreoffice_a_sentence_says_so_before_anything_is_read(
    run: Run, template: Path, tmp_path: Path, monkeypatch, read_nothing
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    result = run("build", "news", "-o", tmp_path / "out", "-t", template)
    assert result.exit_code == 1
    assert "LibreOffice, which is not installed; install it, or choose the format docx alone" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert read_nothing == []


def test_a_format_that_word_cannot_give_is_refused(run: Run, template: Path) -> None:
    result = run("build", "news", "-f", "html", "-t", template)
    assert result.exit_code == 1
    assert 'does not offer the format "html"' in result.stderr


def test_a_word_file_is_checked_shown_copied_and_previewed(run: Run, template: Path, tmp_path: Path) -> None:
    assert run("templates", "check", template).exit_code == 0
    assert "{{ brief.title }}" in run("templates", "show", template).stdout
    copied = run("templates", "copy", template, tmp_path / "ours")
    assert copied.exit_code == 0
    assert run("templates", "check", tmp_path / "ours").exit_code == 0
    assert run("templates", "preview", tmp_path / "ours", "-o", tmp_path / "sample.docx").exit_code == 0
    assert (tmp_path / "sample.docx").stat().st_size


def test_a_fault_of_a_word_file_ends_with_1_and_names_the_words(run: Run, tmp_path: Path) -> None:
    file = docx.Document()
    file.add_heading("{{ brief.titel }}", 0)
    file.save(str(tmp_path / "bad.docx"))
    result = run("templates", "check", tmp_path / "bad.docx")
    assert result.exit_code == 1
    assert 'perhaps "title" is meant, in "{{ brief.titel }}"' in result.stdout


def test_the_configuration_may_name_a_word_file_beside_it(run: Run, template: Path, tmp_path: Path) -> None:
    config = tmp_path / "briefgen.toml"
    config.write_text(
        '[output]\ntemplates = ["corporate-brief.docx"]\nformats = ["docx"]\npdf_engine = "weasyprint"\n'
    )
    result = run("build", "news", "-o", tmp_path / "out", "--config", config)
    assert result.exit_code == 0, result.stderr


def test_a_missing_engine_is_told_before_anything_is_read(run: Run, monkeypatch, read_nothing) -> None:
    monkeypatch.setattr("briefgen.render.weasy.find_spec", lambda name: None)
    result = run("build", "news", "-f", "pdf", "--pdf-engine", "weasyprint")
    assert result.exit_code == 1
    assert "pip install 'briefgen[weasyprint]'" in result.stderr
    assert read_nothing == []
