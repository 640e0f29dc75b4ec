"""The topics of one meeting: which come first, and how they are worded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from unittest.mock import Mock

from briefgen.cluster.topics import topics_of
from briefgen.model import Span, TopicClaim

if TYPE_CHECKING:
    from briefgen.cluster.nodes import Node
    from briefgen.model import Topic


def claim(label: str, sentence: int, *, key: str = "", weight: int = 3) -> TopicClaim:
    """Return a claim made by one sentence, of which each has ten characters."""
    return TopicClaim(
        label=label, key=key or label, span=Span("a1", 10 * sentence, 10 * sentence + 9), weight=weight
    )


def topics(*claims: TopicClaim) -> tuple[Topic, ...]:
    """Return the topics of a meeting with one account."""
    node: Node = Mock(sides=frozenset(), report=Mock(topics=claims))
    return topics_of([node])


def test_what_was_discussed_comes_before_what_is_spoken_of_as_often() -> None:
    found = topics(claim("gas", 0, weight=2), claim("gas", 1, weight=1), claim("cod quotas", 2))
    assert [t.label for t in found] == ["cod quotas", "gas"]


def test_the_first_topics_are_of_different_sentences() -> None:
    found = topics(claim("gas", 0), claim("steel", 0), claim("cod quotas", 1))
    assert [t.label for t in found] == ["gas", "cod quotas", "steel"]


def test_the_wording_is_that_whose_words_the_others_share() -> None:
    wordings = ("powers restart trade", "trade dispute", "fair trade", "steel trade dispute")
    (found,) = topics(*(claim(w, n, key="trade", weight=1) for n, w in enumerate(wordings)))
    assert found.label in {"trade dispute", "fair trade"}


def test_what_was_discussed_is_worded_as_where_it_was_said() -> None:
    around = replace(claim("regional security", 0, key="security"), discussed=False)
    (found,) = topics(
        around, replace(around, span=Span("a1", 20, 29)), claim("security fears", 1, key="security")
    )
    assert found.label == "security fears"
    assert found.aliases == ("regional security",)
    assert found.discussed == (Span("a1", 10, 19),)
