"""The topics of one meeting across its articles: which claims are one, how to word it, in what order."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from briefgen import names
from briefgen.model import Topic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefgen.cluster.nodes import Node
    from briefgen.model import Span, TopicClaim

ANOTHER_ARTICLE = 2  # what a further article adds to the weight of a topic
SPOKEN_OF = 4  # what it adds that a sentence says it was talked about there
DISCUSSED = 3  # the weight of a claim that says what was discussed, and what such a claim adds
PASSING = 3  # the most that weak claims add, however many there are
TIDY = range(2, 5)  # words of a label that reads well by itself


def topics_of(members: Sequence[Node]) -> tuple[Topic, ...]:
    """Return the topics of all accounts of a meeting, those first of which the sources say most.

    The names of the parties' own countries are no topics.
    """
    sides = {names.fold(side) for node in members for side in node.sides}
    claims: dict[str, list[TopicClaim]] = defaultdict(list)
    for node in members:
        for claim in node.report.topics:
            if claim.key not in sides:
                claims[claim.key].append(claim)
    return tuple(_topic(claims[key]) for key in _in_order(claims))


def _in_order(claims: Mapping[str, Sequence[TopicClaim]]) -> list[str]:
    """Return the topics, those first of which the sources say most.

    Where that is the same, an item of a list comes after what other sentences tell, so that
    the first few topics are of the whole account and not of its longest sentence.
    """
    left = sorted(claims, key=lambda k: (-_weight(claims[k]), min(c.span for c in claims[k])))
    told: Counter[Span] = Counter()
    ordered = []
    while left:
        key = max(left, key=lambda k: (_weight(claims[k]), -min(told[c.span] for c in claims[k])))
        left.remove(key)
        ordered.append(key)
        told.update({c.span for c in claims[key]})
    return ordered


def _topic(claims: Sequence[TopicClaim]) -> Topic:
    labels: Counter[str] = Counter()
    for claim in claims:
        labels[claim.label] += claim.weight
    spoken_of = {claim.label for claim in claims if claim.discussed}
    label = _wording({one: weight for one, weight in labels.items() if one in spoken_of} or labels)
    return Topic(
        label=label,
        aliases=tuple(sorted(set(labels) - {label})),
        evidence=tuple(sorted({c.span for c in claims})),
        discussed=tuple(sorted({c.span for c in claims if c.discussed})),
    )


def _weight(claims: Sequence[TopicClaim]) -> int:
    """Return how much the sources say of a topic."""
    sure = sum(c.weight for c in claims if c.weight > 1)
    weak = sum(c.weight for c in claims if c.weight == 1)
    articles = len({c.span.article for c in claims})
    if any(c.discussed for c in claims):
        sure += SPOKEN_OF
    if any(c.weight == DISCUSSED for c in claims):
        sure += DISCUSSED
    return sure + min(weak, PASSING) + ANOTHER_ARTICLE * (articles - 1)


def _wording(labels: Mapping[str, int]) -> str:
    """Return the wording that reads best: of a few words, then the one that weighs most.

    Of those that weigh the same it is the one whose words the others share.
    """
    shared: Counter[str] = Counter()
    for label, weight in labels.items():
        shared.update(dict.fromkeys(label.split(), weight))

    def common(label: str) -> float:
        words = label.split()
        return sum(shared[w] for w in words) / len(words)

    return min(labels, key=lambda w: (len(w.split()) not in TIDY, w.isupper(), -labels[w], -common(w)))
