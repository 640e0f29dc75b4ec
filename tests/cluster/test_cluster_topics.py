"""The topics of one meeting across its articles."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hand_made import BRANDT, ZIELINSKI, analysed, met, reading, topic

if TYPE_CHECKING:
    from briefgen.model import Topic, TopicClaim


def topics(*articles: list[TopicClaim]) -> tuple[Topic, ...]:
    """Return the topics of a meeting of which each article makes some claims."""
    readings = [
        reading(f"a{n}", [BRANDT, ZIELINSKI], [met(0, 1, topics=claims)])
        for n, claims in enumerate(articles, start=1)
    ]
    (found,) = analysed(*readings).meetings
    return found.topics


def weighing(weight: int, label: str, key: str | None = None) -> TopicClaim:
    return replace(topic(label, key), weight=weight)


def test_the_surest_topic_comes_first() -> None:
    found = topics([weighing(1, "fishing quotas"), weighing(3, "border controls")])
    assert [t.label for t in found] == ["border controls", "fishing quotas"]


def test_many_passing_words_do_not_outweigh_what_was_discussed() -> None:
    found = topics([*[weighing(1, "fishing quotas")] * 9, *[weighing(3, "border controls")] * 2])
    assert found[0].label == "border controls"


@pytest.mark.parametrize(
    ("one", "other"),
    [("trade", "bilateral trade"), ("RAIL LINK", "rail link"), ("a b c d e f", "bilateral trade")],
)
def test_the_wording_that_reads_well_is_shown(one: str, other: str) -> None:
    (found,) = topics([weighing(3, one, "k"), weighing(2, other, "k")])
    assert (found.label, found.aliases) == (other, (one,))


def test_a_party_s_own_country_is_no_topic() -> None:
    assert not topics([weighing(3, "Germany", "germany")])
