"""What stands between quotation marks, however they are set."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.extract.quotation_marks import Quoted, find_quoted, signature
from briefgen.model import Block, BlockKind


def blocks_of(*paragraphs: str, kind: BlockKind = BlockKind.PROSE) -> tuple[str, list[Block]]:
    blocks, position = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(kind, position, position + len(paragraph)))
        position += len(paragraph) + 2
    return "\n\n".join(paragraphs), blocks


def quoted(*paragraphs: str, kind: BlockKind = BlockKind.PROSE) -> list[tuple[str, Quoted]]:
    text, blocks = blocks_of(*paragraphs, kind=kind)
    return [(text[q.start : q.end], q) for q in find_quoted(text, blocks)]


def outer(*paragraphs: str, kind: BlockKind = BlockKind.PROSE) -> list[str]:
    return [words for words, q in quoted(*paragraphs, kind=kind) if q.depth == 0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"We met," he said. "It was good."', ["We met,", "It was good."]),
        ("“We met,” he said.", ["We met,"]),
        ('“We met," he said. "It was good.”', ["We met,", "It was good."]),
        ("«We met», he said.", ["We met"]),
        ("« We met », he said.", ["We met"]),
        ("„Wir kommen“, sagte er.", ["Wir kommen"]),
        ("»Wir kommen«, sagte er.", ["Wir kommen"]),
        ("''We met,'' he said.", ["We met,"]),
        ("``We met,'' he said.", ["We met,"]),
        ('He said: "[W]e go" and "...then (we) stop".', ["[W]e go", "...then (we) stop"]),
        ("He asked (“why?”) and—“never”—left.", ["why?", "never"]),
    ],
)
def test_double_marks_of_every_form(text: str, words: list[str]) -> None:
    assert outer(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("‘We met,’ he said. ‘It was good.’", ["We met,", "It was good."]),
        ("'We met,' he said.", ["We met,"]),
        ("'The deal's going to end'", ["The deal's going to end"]),
        ("‘We back the workers’ cause,’ he said.", ["We back the workers’ cause,"]),
        ("They spoke of ‘regular meetings’ in May.", ["regular meetings"]),
    ],
)
def test_single_marks_as_outer_marks(text: str, words: list[str]) -> None:
    assert outer(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Russia’s friends don’t like James’ view of the ’90s.",
        "Russia's friends don't like James' view of the '90s, rock 'n' roll or 'em.",
        "The players' and the workers' rights",
        "She is 5'10\" tall and he is 6' 2\" in the 45' of play.",
        'A 12" screen',
    ],
)
def test_apostrophes_and_measures_are_no_marks(text: str) -> None:
    assert outer(text) == []


def test_single_marks_inside_double_ones_are_nested() -> None:
    assert [(w, q.depth) for w, q in quoted("“He said ‘not now’ to me,” she said.")] == [
        ("He said ‘not now’ to me,", 0),
        ("not now", 1),
    ]


def test_double_marks_inside_single_ones_are_nested() -> None:
    assert [(w, q.depth) for w, q in quoted("‘He said “not now” to me,’ she said.")] == [
        ("He said “not now” to me,", 0),
        ("not now", 1),
    ]


@pytest.mark.parametrize("marks", ["“”", '""'])
def test_a_mark_nested_in_its_like(marks: str) -> None:
    opening, closing = marks
    text = f"{opening}He said {opening}no{closing} to me,{closing} she said. {opening}Bye.{closing}"
    assert outer(text) == [f"He said {opening}no{closing} to me,", "Bye."]


def test_each_paragraph_reopens_and_the_last_closes() -> None:
    found = [(w, q.closed, q.resumes) for w, q in quoted("He said: “One.", "“Two.", "“Three.” He left.")]
    assert found == [("One.", False, False), ("Two.", False, True), ("Three.", True, True)]


def test_sentences_that_each_open_in_one_paragraph() -> None:
    text = 'He said: "One is here. "Two is there. "Three ends." Then he left.'
    assert outer(text) == ["One is here.", "Two is there.", "Three ends."]


def test_a_missing_closing_mark_of_a_sentence_is_mended_at_the_paragraph_end() -> None:
    assert outer("He said: “We go. We come back.", "Then they left.") == ["We go. We come back."]


def test_a_missing_closing_mark_of_a_fragment_is_mended_at_the_sentence_end() -> None:
    assert outer("It was a “great day for us all. They left.") == ["great day for us all."]


def test_a_missing_opening_mark_is_mended_at_the_paragraph_start() -> None:
    found = quoted("We will win,” he said. “We are strong.”")
    assert [(w, q.opened) for w, q in found] == [("We will win,", False), ("We are strong.", True)]


def test_an_opening_mark_in_the_place_of_a_closing_one() -> None:
    assert outer("She wrote: “We want to build trust. “") == ["We want to build trust."]


def test_an_unbalanced_paragraph_does_not_disturb_the_next() -> None:
    assert outer('A "stray mark', 'He was "calm" and "kind".')[-2:] == ["calm", "kind"]


def test_a_quotation_block_without_marks_is_quoted_wholly_but_for_its_signature() -> None:
    paragraph = "We build on trust. — Anna Berg (@berg) June 3, 2018"
    assert outer(paragraph, kind=BlockKind.QUOTATION) == ["We build on trust."]
    text, blocks = blocks_of(paragraph, kind=BlockKind.QUOTATION)
    where = signature(text, blocks[0])
    assert where is not None
    assert text[slice(*where)].startswith("Anna Berg")


def test_a_quotation_block_with_marks_is_read_by_its_marks() -> None:
    assert outer("“We build on trust.”", kind=BlockKind.QUOTATION) == ["We build on trust."]


def test_nothing_between_the_marks_is_nothing() -> None:
    assert outer('He wrote "" and “ ” and "...".') == []


paragraph_texts = st.text(alphabet=st.sampled_from(list("abS ,.!?:()0'’‘\"“”«»„`—")), min_size=0, max_size=60)


@given(st.lists(paragraph_texts, max_size=4), st.sampled_from([BlockKind.PROSE, BlockKind.QUOTATION]))
def test_stretches_lie_in_blocks_in_order_without_overlap(paragraphs: list[str], kind: BlockKind) -> None:
    text, blocks = blocks_of(*paragraphs, kind=kind)
    found = find_quoted(text, blocks)
    stretches = [q for q in found if q.depth == 0]
    assert all(any(b.start <= q.start < q.end <= b.end for b in blocks) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(stretches))
    for inner in (q for q in found if q.depth):
        assert any(q.start <= inner.start and inner.end <= q.end for q in stretches)


@given(st.lists(st.text(alphabet="abc ,.", min_size=1).filter(str.strip), min_size=1, max_size=3))
def test_words_between_well_set_marks_come_back(parts: list[str]) -> None:
    wanted = [part.strip() for part in parts if any(c.isalnum() for c in part)]
    text = " x ".join(f"“{part.strip()}”" for part in parts)
    assert outer(text) == wanted
