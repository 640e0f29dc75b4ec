"""The figures by which a result is judged against gold, and every difference in words.

Each figure is between 0 and 1, and 1 is best: an F1 where the program can also give too
much, else the share of what gold asks for.  A meeting of gold and one that was found pair
if they share an article and at least half of the participants (F1); a wrong date does not
unpair them, it counts under ``dates``.  What gold calls optional is neither asked for nor
held against.
"""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from answers import Answers, Meeting, Names, Quote, fold
from pairing import best_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PEOPLE_SHARED = 0.5
"""The least F1 of participants at which two meetings can be the same."""

TOKENS_SHARED = 0.8
"""The least F1 of words at which two quotes are the same."""

SPELLING = 0.88
"""How alike (difflib's ratio) two names of several words are that are spellings of one."""

TOPICS_READ = 8
"""Only so many topics of a meeting are looked at: nobody reads further."""

SURE = 4
"""Likeness is raised to this power, so that one pair agreed in all outweighs two half agreed."""

FIGURES = (
    "meetings",
    "main_meetings_found",
    "participants",
    "dates",
    "dates_not_invented",
    "places",
    "status",
    "article_links",
    "topics_in_first_8",
    "quotes",
    "quote_speakers",
)


@dataclass(frozen=True, slots=True)
class Count:
    """How many of ``wanted`` were found, among how many ``given``; a mere share where that is None."""

    hits: int
    wanted: int
    given: int | None = None

    @property
    def value(self) -> float:
        """The F1 or the share; 1 where nothing is wanted and nothing given."""
        asked = self.wanted if self.given is None else (self.wanted + self.given) / 2
        return self.hits / asked if asked else 1.0

    def __add__(self, other: Count) -> Count:
        given = None if self.given is None or other.given is None else self.given + other.given
        return Count(self.hits + other.hits, self.wanted + other.wanted, given)


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """Where a result departs from gold; ``harm`` 0 is a statement that is untrue, 1 one that lacks."""

    figure: str
    harm: int
    text: str


@dataclass(slots=True)
class Score:
    """The counts of each figure, and the differences behind them."""

    counts: dict[str, Count] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)

    def add(self, figure: str, count: Count) -> None:
        """Add to the counts of a figure."""
        self.counts[figure] = self.counts[figure] + count if figure in self.counts else count

    def differ(self, figure: str, text: str, *, untrue: bool) -> None:
        """Note a difference: ``untrue`` if the program said something wrong, not just too little."""
        self.differences.append(Difference(figure, 0 if untrue else 1, text))

    def judge(self, figure: str, right: bool, text: str, *, untrue: bool = True) -> None:
        """Count one answer that is right or not."""
        self.add(figure, Count(int(right), 1))
        if not right:
            self.differ(figure, text, untrue=untrue)


def score(gold: Answers, found: Answers) -> Score:
    """Return how far what was found in one set agrees with its gold."""
    result = Score({figure: _nothing(figure) for figure in FIGURES})
    _score_meetings(gold.meetings, found.meetings, result)
    for article in sorted(gold.articles):
        _score_quotes(
            [quote for quote in gold.quotes if quote.article == article],
            [quote for quote in found.quotes if quote.article == article],
            result,
        )
    result.differences.sort()
    return result


def pool(scores: Iterable[Score]) -> Score:
    """Return several scores as one: counts are added, differences listed together."""
    pooled = Score({figure: _nothing(figure) for figure in FIGURES})
    for one in scores:
        for figure, count in one.counts.items():
            pooled.add(figure, count)
        pooled.differences += one.differences
    pooled.differences.sort()
    return pooled


def _nothing(figure: str) -> Count:
    can_give_too_much = figure in {"meetings", "participants", "article_links", "quotes"}
    return Count(0, 0, 0 if can_give_too_much else None)


def _score_meetings(gold: Sequence[Meeting], found: Sequence[Meeting], result: Score) -> None:
    pairs = best_pairs([[_likeness(one, other) for other in found] for one in gold])
    partner = {row: found[column] for row, column in pairs}
    taken = {column for _, column in pairs}
    for row, meeting in enumerate(gold):
        if meeting.optional:
            continue
        other = partner.get(row)
        result.add("meetings", Count(int(other is not None), 1, int(other is not None)))
        if meeting.main:
            result.add("main_meetings_found", Count(int(other is not None), 1))
        if other is None:
            text = f"{meeting.id} missed: {meeting.title}"
            result.differ("meetings", text, untrue=False)
            if meeting.main:
                result.differ("main_meetings_found", text, untrue=False)
        else:
            _score_pair(meeting, other, result)
    for column, meeting in enumerate(found):
        if column not in taken:
            result.add("meetings", Count(0, 0, 1))
            where = ", ".join(sorted(meeting.articles))
            result.differ("meetings", f"{meeting.title} is none of gold, in {where}", untrue=True)


def _likeness(gold: Meeting, found: Meeting) -> float:
    """Return how like two meetings are, 0 if they cannot be the same one."""
    shared = gold.articles & found.articles
    people = _people_shared(gold.people, found.people).value
    if not shared or people < PEOPLE_SHARED:
        return 0.0
    if gold.start is None or found.start is None:
        days = 0.5
    else:
        apart = (gold.end or gold.start) < found.start or (found.end or found.start) < gold.start
        days = 0.1 if apart else 1.0
    articles = len(shared) / len(gold.articles | found.articles)
    agreed = people + days + articles + (0.0 if gold.optional else 0.01)
    return agreed**SURE


def _score_pair(gold: Meeting, found: Meeting, result: Score) -> None:
    people = _people_shared(gold.people, found.people)
    result.add("participants", people)
    if people.value < 1:
        text = f"{gold.id}: {_several(gold.people)} in gold, {_several(found.people)} found"
        result.differ("participants", text, untrue=people.hits < (people.given or 0))
    _score_date(gold, found, result)
    if gold.places:
        text = f"{gold.id}: {_any(gold.places)} in gold, {_any(found.places)} found"
        result.judge("places", _same_place(gold.places, found.places), text, untrue=bool(found.places))
    text = f"{gold.id}: {gold.status} in gold, {found.status} found"
    result.judge("status", gold.status == found.status, text)
    shared = len(gold.articles & found.articles)
    result.add("article_links", Count(shared, len(gold.articles), len(found.articles)))
    if gold.articles != found.articles:
        text = f"{gold.id}: {sorted(gold.articles)} in gold, {sorted(found.articles)} found"
        result.differ("article_links", text, untrue=bool(found.articles - gold.articles))
    labels = [" " + fold(" ".join(words)) for words in found.topics[:TOPICS_READ]]
    for topic in gold.topics:
        keys = [" " + key for key in map(fold, topic) if key]
        named = any(key in label for key in keys for label in labels)
        text = f'{gold.id}: "{topic[0]}" in gold, not among{"".join(labels) or " none"}'
        result.judge("topics_in_first_8", named, text, untrue=False)


def _score_date(gold: Meeting, found: Meeting, result: Score) -> None:
    if gold.start is None:
        result.judge("dates_not_invented", found.start is None, f"{gold.id}: {found.start} found")
        return
    right = (gold.start, gold.end or gold.start) == (found.start, found.end or found.start)
    right = right or found.start in gold.also_accept
    text = f"{gold.id}: {gold.start} to {gold.end} in gold, {found.start} to {found.end} found"
    result.judge("dates", right, text, untrue=found.start is not None)


def _score_quotes(gold: Sequence[Quote], found: Sequence[Quote], result: Score) -> None:
    pairs = best_pairs([[_same_words(one, other) for other in found] for one in gold])
    partner = {row: found[column] for row, column in pairs}
    taken = {column for _, column in pairs}
    for row, quote in enumerate(gold):
        if quote.optional:
            continue
        other = partner.get(row)
        result.add("quotes", Count(int(other is not None), 1, int(other is not None)))
        start = f'{quote.article}: "{quote.text[:60]}"'
        if other is None:
            result.differ("quotes", f"{start} missed", untrue=False)
        elif quote.speaker:
            text = f"{start} is by {_any(quote.speaker)} in gold, by {_any(other.speaker)} as found"
            right = _same_person(quote.speaker, other.speaker)
            result.judge("quote_speakers", right, text, untrue=bool(other.speaker))
    for column, quote in enumerate(found):
        if column not in taken:
            result.add("quotes", Count(0, 0, 1))
            result.differ("quotes", f'{quote.article}: "{quote.text[:60]}" is none', untrue=True)


def _same_words(gold: Quote, found: Quote) -> float:
    """Return the F1 of the words of two quotes, 0 if they cannot be the same one."""
    one, other = Counter(fold(gold.text).split()), Counter(fold(found.text).split())
    shared = Count((one & other).total(), one.total(), other.total()).value
    if shared < TOKENS_SHARED:
        return 0.0
    return shared + (0.0 if gold.optional else 0.01)


def _people_shared(gold: Sequence[Names], found: Sequence[Names]) -> Count:
    pairs = best_pairs([[float(_same_person(one, other)) for other in found] for one in gold])
    return Count(len(pairs), len(gold), len(found))


def _same_person(one: Names, other: Names) -> bool:
    """Tell whether two sets of names share one, or hold spellings of one of several words."""
    return bool(one & other) or any(
        difflib.SequenceMatcher(None, a, b).ratio() >= SPELLING
        for a in one
        for b in other
        if " " in a and " " in b
    )


def _same_place(gold: Names, found: Names) -> bool:
    return any(one in other or other in one for one in gold for other in found)


def _any(names: Names) -> str:
    return min(names, default="nobody")


def _several(people: Sequence[Names]) -> str:
    return " + ".join(sorted(map(_any, people))) or "nobody"


def by_figure(differences: Iterable[Difference]) -> dict[str, list[Difference]]:
    """Return the differences of each figure, the most harmful first."""
    found: dict[str, list[Difference]] = defaultdict(list)
    for difference in sorted(differences):
        found[difference.figure].append(difference)
    return dict(found)
