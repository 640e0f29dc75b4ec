from __future__ import annotations

from pathlib import Path

import pytest

from briefgen import config
from briefgen.exceptions import ConfigError, ExitCode

FILE = Path("desk/briefgen.toml")


def test_without_a_file_the_defaults_hold() -> None:
    assert config.load(None) == config.Config()


def test_every_key_is_read() -> None:
    text = """
        [output]
        directory = "briefs"
        formats = ["html", "md"]
        templates = ["digest"]
        page_size = "Letter"
        [language]
        model = "en_core_web_md"
    """
    assert config.parse(text, FILE) == config.Config(
        directory=Path("desk/briefs"),
        formats=("html", "md"),
        templates=("digest",),
        page_size="Letter",
        model="en_core_web_md",
    )


def test_the_output_folder_is_relative_to_the_file() -> None:
    assert config.parse('[output]\ndirectory = "../briefs"', FILE).directory == Path("desk/../briefs")


def test_an_absolute_output_folder_stays(tmp_path: Path) -> None:
    text = f"[output]\ndirectory = '{tmp_path}'"
    assert config.parse(text, FILE).directory == tmp_path


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[output]\nformat = ['pdf']", "Did you mean formats?"),
        ("[ouput]\n", "Did you mean output?"),
        ("[wine]\n", "Known here: output, language, store, mail, jobs."),
        ("output = 'out'", "Write [output] on a line of its own."),
        ("[output]\nformats = ['odt']", "Choose from docx, pdf, html, md."),
        ("[output]\nformats = 'pdf'", 'formats = ["docx"]'),
        ("[output]\nformats = []", 'formats = ["docx"]'),
        ("[output]\ntemplates = [1]", 'templates = ["meeting-brief"]'),
        ("[output]\npage_size = 'A5'", "Give one of A4, Letter."),
        ("[output]\ndirectory = 7", 'directory = "name"'),
        ("[language]\nmodel = ''", 'model = "name"'),
        ("[output\n", "is no valid TOML"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_remedy(text: str, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config.parse(text, FILE)
    assert str(FILE) in str(caught.value)
    assert words in str(caught.value)
    assert caught.value.exit_code is ExitCode.USAGE


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="does not exist"):
        config.load(tmp_path / "no.toml")


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "briefgen.toml"
    path.write_bytes(b"\xff\xfe[")
    with pytest.raises(ConfigError, match="not UTF-8"):
        config.load(path)


def test_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        config.load(tmp_path)
