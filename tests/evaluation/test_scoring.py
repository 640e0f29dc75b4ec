"""The scorer, on answers made by hand."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from answers import Answers, Meeting, Quote, fold, read_result
from pairing import best_pairs
from scoring import FIGURES, Count, pool, score

from briefgen import analysis_json

if TYPE_CHECKING:
    from briefgen.model import Analysis

MONDAY = dt.date(2031, 5, 5)
LIND, OSTRANDER, CHEN = (frozenset({fold(name)}) for name in ("Ada Lind", "Boris Ostrander", "Chen Mu"))
TALKS = Meeting(
    id="m1",
    title="Lind – Ostrander",
    status="held",
    start=MONDAY,
    end=MONDAY,
    places=frozenset({"norvik", "norland"}),
    people=(LIND, OSTRANDER),
    topics=(("The ferry question", "ferr"),),
    articles=frozenset({"a"}),
    main=True,
)
WORDS = Quote(article="a", text="The ferry question is closed for good", speaker=LIND)


def answers(*meetings: Meeting, quotes: tuple[Quote, ...] = ()) -> Answers:
    return Answers(frozenset({"a", "b"}), meetings, quotes)


def values(gold: Answers, found: Answers) -> dict[str, float]:
    return {figure: count.value for figure, count in score(gold, found).counts.items()}


def test_gold_itself_scores_one_everywhere() -> None:
    gold = answers(TALKS, quotes=(WORDS,))
    assert values(gold, gold) == dict.fromkeys(FIGURES, 1.0)
    assert score(gold, gold).differences == []


def test_nothing_found_is_counted_as_missed() -> None:
    result = score(answers(TALKS, quotes=(WORDS,)), answers())
    assert {figure for figure in FIGURES if result.counts[figure].value < 1} == {
        "meetings",
        "main_meetings_found",
        "quotes",
    }
    assert all(difference.harm for difference in result.differences)


@pytest.mark.parametrize(
    ("figure", "found"),
    [
        ("dates", replace(TALKS, start=MONDAY, end=dt.date(2031, 5, 6))),
        ("dates", replace(TALKS, start=None, end=None)),
        ("places", replace(TALKS, places=frozenset({"sudria"}))),
        ("status", replace(TALKS, status="planned")),
        ("participants", replace(TALKS, people=(LIND, CHEN))),
        ("article_links", replace(TALKS, articles=frozenset({"a", "b"}))),
        ("topics_in_first_8", replace(TALKS, topics=(("fish",),) * 8 + (("ferries",),))),
    ],
)
def test_one_wrong_answer_lowers_its_figure_alone(figure: str, found: Meeting) -> None:
    result = score(answers(TALKS), answers(found))
    assert [name for name in FIGURES if result.counts[name].value < 1] == [figure]
    assert [difference.figure for difference in result.differences] == [figure]


def test_a_date_where_gold_has_none_is_invented() -> None:
    undated = replace(TALKS, start=None, end=None)
    assert values(answers(undated), answers(TALKS))["dates_not_invented"] == 0


def test_a_date_that_sources_disagree_about_is_accepted() -> None:
    tuesday = dt.date(2031, 5, 6)
    gold = replace(TALKS, also_accept=frozenset({tuesday}))
    assert values(answers(gold), answers(replace(TALKS, start=tuesday, end=tuesday)))["dates"] == 1


def test_meetings_without_half_of_the_participants_in_common_are_two() -> None:
    result = score(answers(TALKS), answers(replace(TALKS, people=(CHEN, LIND, frozenset({"x"})))))
    assert result.counts["meetings"] == Count(0, 1, 1)


def test_what_is_optional_is_neither_asked_for_nor_held_against() -> None:
    gold = answers(replace(TALKS, optional=True), quotes=(replace(WORDS, optional=True),))
    assert values(gold, gold)["meetings"] == values(gold, answers())["meetings"] == 1
    assert values(gold, gold)["quotes"] == values(gold, answers())["quotes"] == 1


def test_the_right_day_decides_between_two_meetings_of_the_same_people() -> None:
    earlier = replace(TALKS, id="m2", start=dt.date(2030, 1, 1), end=dt.date(2030, 1, 1))
    assert values(answers(TALKS, earlier), answers(earlier, TALKS))["dates"] == 1


def test_a_wrong_speaker_is_worse_than_none() -> None:
    gold = answers(quotes=(WORDS,))
    wrong = score(gold, answers(quotes=(replace(WORDS, speaker=CHEN),)))
    none = score(gold, answers(quotes=(replace(WORDS, speaker=frozenset()),)))
    assert wrong.counts["quote_speakers"] == none.counts["quote_speakers"] == Count(0, 1)
    assert wrong.differences < none.differences


def test_a_quote_counts_once_and_only_in_its_article() -> None:
    gold = answers(quotes=(WORDS,))
    twice = score(gold, answers(quotes=(WORDS, replace(WORDS, article="b"))))
    assert twice.counts["quotes"] == Count(1, 1, 2)


def test_spellings_of_one_name_are_one_person() -> None:
    gold = answers(replace(TALKS, people=(frozenset({"sergei lavrov"}), OSTRANDER)))
    found = answers(replace(TALKS, people=(frozenset({"sergey lavrov"}), OSTRANDER)))
    assert values(gold, found)["participants"] == 1


def test_pooling_adds_counts() -> None:
    right, wrong = score(answers(TALKS), answers(TALKS)), score(answers(TALKS), answers())
    assert pool([right, wrong]).counts["meetings"] == Count(1, 2, 1)


def test_the_printed_result_is_read(analysis: Analysis) -> None:
    found = read_result(analysis_json.to_json(analysis), {"a1"})
    assert [meeting.start for meeting in found.meetings] == [MONDAY, None]
    assert found.meetings[0].people == (frozenset({"ada lind", "lind"}), OSTRANDER)
    assert found.meetings[0].articles == {"a1"}
    assert [quote.speaker for quote in found.quotes] == [{"ada lind", "lind"}]


@pytest.mark.parametrize("seed", range(50))
def test_no_other_pairing_is_better(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same tables in every run
    width = chance.randint(1, 4)
    likeness = [[chance.randint(0, 9) for _ in range(width)] for _ in range(chance.randint(0, 4))]
    pairs = best_pairs(likeness)
    rows, columns = len(likeness), max(map(len, likeness), default=0)
    size = max(rows, columns)
    best = max(
        sum(likeness[r][c] for r, c in enumerate(order[:rows]) if c < columns)
        for order in permutations(range(size))
    )
    assert sum(likeness[r][c] for r, c in pairs) == best
    assert len({r for r, _ in pairs}) == len({c for _, c in pairs}) == len(pairs)
