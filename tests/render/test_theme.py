"""Theme files: what they may say, and what is said of those that err."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.render.errors import ThemeError
from briefgen.render.theme import PLAIN, TLP_LABELS, Colours, check_marking, load_theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefgen.render.theme import Theme

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
