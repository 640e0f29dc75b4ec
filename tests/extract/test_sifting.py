"""Which paragraphs are parsed: what tells of a meeting, what is quoted, and what both rest on."""

from __future__ import annotations

import re

import pytest

from briefgen.extract import lexicon
from briefgen.extract.clauses import noun_forms
from briefgen.extract.quotation_marks import find_quoted
from briefgen.extract.sifting import REPORT, speaks_of_meeting, worth_reading
from briefgen.model import Block, BlockKind

RAIN = "The harvest of the valley was good this year, and the growers of the lower fields were content with the price."


def kept(*paragraphs: str, title: str = "Harvest report") -> list[str]:
    text = "\n".join([title, *paragraphs])
    spans = [match.span() for match in re.finditer(r"[^\n]+", text)]
    blocks = [Block(BlockKind.PROSE if i else BlockKind.TITLE, *span) for i, span in enumerate(spans)]
    chosen = worth_reading(text, blocks, find_quoted(text, blocks))
    return [text[b.start : b.end] for b in chosen]


def test_text_that_tells_of_no_meeting_and_quotes_nobody_is_not_parsed() -> None:
    assert kept(*[RAIN] * 9) == []


def test_a_report_about_a_meeting_is_parsed_as_a_whole() -> None:
    told = "Foreign Minister Ada Roe met her counterpart in Oslo on Monday."
    assert len(kept(told, *[RAIN] * 9)) == 11
    assert len(kept(*[RAIN] * 9, title="Roe, Doe hold talks in Oslo")) == 10


def test_a_report_that_comes_back_to_meetings_is_parsed_as_a_whole() -> None:
    told = "Roe met the growers in May."
    assert len(kept(*[RAIN] * 5, told, *[RAIN] * 3, told)) == 11


def test_of_a_meeting_in_passing_the_surroundings_are_parsed() -> None:
    told = "Roe had met the growers in May."
    found = kept(*[f"{n} {RAIN}" for n in range(12)], told, *[f"{n} {RAIN}" for n in range(20, 29)])
    assert [p.split()[0] for p in found] == ["Harvest", "0", "1", "10", "11", "Roe", "20"]


def test_of_a_long_record_only_parts_are_parsed() -> None:
    long = [RAIN] * (REPORT // len(RAIN))
    assert len(kept("Roe met Doe in Oslo.", *long)) < 10


def test_a_quote_is_parsed_with_the_paragraphs_before_it() -> None:
    quoted = "“The valley has never been so dry,” he said."
    found = kept(*[f"{n} {RAIN}" for n in range(12)], quoted, RAIN)
    assert [p.split()[0] for p in found] == ["Harvest", "0", "1", "10", "11", "“The"]


def test_a_term_in_quotation_marks_is_no_quote() -> None:
    assert kept(*[RAIN] * 7, "The growers call it the “dry year”.", RAIN) == []


def test_the_paragraph_that_introduces_a_name_is_parsed() -> None:
    introduced = "The mayor, Ada Marie Roe, opened the gates."
    quoted = "“The valley has never been so dry,” Roe said."
    assert introduced in kept(*[RAIN] * 5, introduced, *[RAIN] * 5, quoted)


def test_the_label_of_a_turn_is_parsed() -> None:
    told = "We met the growers in May."
    label = f"MR. ROE: {RAIN}"
    assert label in kept(*[RAIN] * 5, label, *[RAIN] * 5, told, f"Q: {RAIN}")


@pytest.mark.parametrize(
    "text",
    [
        "She met him.",
        "They sat down together.",
        "Roe spoke with Doe.",
        "a phone call",
        "Roe hosted President Doe",
        "Doe was received by Roe",
        "Roe, Doe discuss trade",
        "Roe and Doe exchanged views",
        "The delegations dined.",
        "Roe called the Kenyan president.",
        "the third round of the dialogue between Norway and Kenya",
    ],
)
def test_what_can_tell_of_a_meeting(text: str) -> None:
    assert speaks_of_meeting(text)


@pytest.mark.parametrize(
    "text", ["He called it a round number.", "a welcome change", "The growers discuss the price of water."]
)
def test_what_tells_of_none(text: str) -> None:
    assert not speaks_of_meeting(text)


def test_every_trigger_is_a_sign() -> None:
    tables = lexicon.load("meetings")
    verbs = [verb for name in ("verbs", "person_verbs", "phone_verbs") for verb in tables[name]]
    missed = [word for word in [*noun_forms(), *verbs] if not speaks_of_meeting(f"Roe {word} with Doe")]
    assert set(missed) <= {"din", "lunchs"}  # which nobody writes
