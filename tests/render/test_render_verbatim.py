"""Whatever stands in a brief shows as these very characters, in every format."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from render_samples import CREATED, HOSTILE, said, sample_brief, sample_digest, with_text
from rendered_text import TEXTS, folded, md_tokens, without_marks

from briefgen.model import Brief
from briefgen.render import render

FORMATS = sorted(TEXTS)


def texts(subject, format: str) -> list[str]:
    template = "meeting-brief" if isinstance(subject, Brief) else "digest"
    return TEXTS[format](render(subject, template=template, format=format, created=CREATED))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("sample", [sample_brief, sample_digest])
def test_every_text_keeps_its_hostile_tail(sample, format: str) -> None:
    plain = texts(sample(), format)
    hostile = texts(with_text(sample(), lambda text: f"{text} {HOSTILE}"), format)
    shown = {text.replace(f" {HOSTILE}", "") for text in hostile}
    lost = [text for text in plain if text and text not in shown and not is_expected_to_change(text)]
    assert lost == []


def is_expected_to_change(text: str) -> bool:
    """Tell whether a text holds what a tail alters by design: a digest cut to 12 figures, a full stop."""
    return (
        "SHA-256" in text
        or "publication date" in text
        or text.startswith(("Norland and", "Lind:", "Ministers"))
    )


@pytest.mark.parametrize("format", FORMATS)
def test_template_syntax_in_data_is_not_run(format: str) -> None:
    brief = replace(sample_brief(), title="{{ 7*7 }} {% raw %} {# c #}")
    assert texts(brief, format)[0] == "{{ 7*7 }} {% raw %} {# c #}"


def test_hostile_markdown_gives_no_html_code_or_image() -> None:
    hostile = with_text(sample_brief(), lambda text: f"{text} {HOSTILE}")
    tokens = md_tokens(render(hostile, template="meeting-brief", format="md", created=CREATED))
    kinds = {child.type for token in tokens for child in (token, *(token.children or ()))}
    assert not kinds & {"html_inline", "html_block", "code_inline", "code_block", "fence", "image", "s_open"}


@pytest.mark.parametrize("format", FORMATS)
def test_a_directional_override_is_dropped(format: str) -> None:
    brief = replace(sample_brief(), title="safe\u202egnp.exe\x00\x1b")
    assert texts(brief, format)[0] == "safegnp.exe"


def visible(text: str) -> str:
    """Say by other means than the program what is to be seen of a text."""
    kept = []
    for character in text:
        number = ord(character)
        is_space = character.isspace() and not 0x1C <= number <= 0x1F
        is_control = unicodedata.category(character) in {"Cc", "Cs"} and not is_space
        is_direction = unicodedata.bidirectional(character) in {
            "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
        }  # fmt: skip
        is_nothing = 0xFDD0 <= number <= 0xFDEF or number in (0xFFFE, 0xFFFF)
        if not (is_control or is_direction or is_nothing):
            kept.append(character)
    return folded("".join(kept))


PUNCTUATION = st.text(st.sampled_from("ab1. -+*_`~#<>&[]()!|\\{}%\"'=:/@$^\n\t;x"), min_size=1, max_size=24)
ANYTHING = st.text(min_size=1, max_size=24)


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=60, deadline=None)
@given(text=PUNCTUATION | ANYTHING)
def test_any_text_shows_verbatim(format: str, text: str) -> None:
    expected = visible(text)
    assume(expected)
    brief = replace(
        sample_brief(),
        title=text,
        bottom_line=(replace(sample_brief().bottom_line[0], text=text),),
        key_points=(said(text),),
        topics=(replace(sample_brief().topics[1], label=text),),
        header=(replace(sample_brief().header[1], label=text, statement=said(text)),),
        disagreements=(replace(sample_brief().bottom_line[2], text=text, rule=text),),
    )
    shown = texts(brief, format)
    assert shown[0] == expected
    found = [without_marks(candidate) for candidate in shown]
    assert found.count(expected) >= 4 if format == "html" else found.count(expected) >= 3
    assert folded(f"Assessment: {expected} Basis: {expected}") in shown
