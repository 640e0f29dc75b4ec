"""Short articles written for a test, read by the real language model, with the findings easy to look at."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from briefgen import temporal
from briefgen.extract.language import load_model
from briefgen.extract.reader import read_article
from briefgen.model import (
    Actor,
    ActorKind,
    Article,
    Block,
    BlockKind,
    Interval,
    Reading,
    ReportedMeeting,
    ReportedQuote,
)

THURSDAY = dt.date(2024, 5, 16)
BRANDT = "German Chancellor Klaus Brandt"  # no office holder of these tests exists
ZIELINSKI = "Polish President Marek Zielinski"
DAHL = "Danish Prime Minister Henrik Dahl"
HAUGEN = "Norwegian Foreign Minister Ingrid Haugen"
BOTH = {"Klaus Brandt", "Marek Zielinski"}


@dataclass(frozen=True)
class Told:
    """One article and what was read in it."""

    article: Article
    reading: Reading

    @property
    def people(self) -> list[str]:
        """The full names of the people whom the article names."""
        return [a.name for a in self.reading.actors if a.kind is ActorKind.PERSON and not a.offices]

    def actor(self, name: str) -> Actor:
        return next(a for a in self.reading.actors if a.name == name)

    def called(self, name: str) -> set[str]:
        """The words that stand for somebody by name, each form once."""
        return {self.article.words(span) for span in self.actor(name).mentions}

    @property
    def meetings(self) -> tuple[ReportedMeeting, ...]:
        return self.reading.meetings

    @property
    def meeting(self) -> ReportedMeeting:
        """The only meeting."""
        (only,) = self.reading.meetings
        return only

    @property
    def encounters(self) -> list[set[str]]:
        """Who meets, by name, for each meeting."""
        return [self.who(m) for m in self.meetings]

    def who(self, meeting: ReportedMeeting | None = None) -> set[str]:
        """The names of those who take part; of unnamed parties, what the article calls them."""
        parties = (meeting or self.meeting).parties
        return {p.name if p.actor is None else self.reading.actors[p.actor].name for p in parties}

    def sides(self, meeting: ReportedMeeting | None = None) -> set[str | None]:
        return {p.side for p in (meeting or self.meeting).parties}

    def days(self, meeting: ReportedMeeting | None = None) -> Interval | None:
        """The days that the best time expression of a meeting gives."""
        times = (meeting or self.meeting).times
        return temporal.resolve(times[0], published=self.article.published) if times else None

    def day(self, meeting: ReportedMeeting | None = None) -> dt.date | None:
        """The one day on which a meeting is."""
        found = self.days(meeting)
        return found.start if found is not None and found.start == found.end else None

    def place(self, meeting: ReportedMeeting | None = None) -> str | None:
        place = (meeting or self.meeting).place
        return place and place.name

    def labels(self, meeting: ReportedMeeting | None = None) -> set[str]:
        """The topics."""
        return {t.label for t in (meeting or self.meeting).topics}

    def quote(self, words: str) -> ReportedQuote:
        return next(q for q in self.reading.quotes if words in self.article.words(q.span))

    def speaker(self, words: str) -> str | None:
        """Who says the quote that holds these words."""
        index = self.quote(words).speaker
        return None if index is None else self.reading.actors[index].name


@cache
def tell(text: str, *, title: str | None = None, published: dt.date | None = THURSDAY) -> Told:
    """Read a text once per run, each of its paragraphs a block of prose; ``title`` goes before it."""
    whole = f"{title}\n\n{text}" if title else text
    blocks = [
        Block(BlockKind.TITLE if title and n == 0 else BlockKind.PROSE, match.start(), match.end())
        for n, match in enumerate(re.finditer(r"\S.*?(?=\n\s*\n|\s*\Z)", whole, re.DOTALL))
    ]
    article = Article(
        id="a1",
        path="a.txt",
        text=whole,
        blocks=tuple(blocks),
        title=title,
        published=published,
        language="en",
    )
    return Told(article, read_article(article, load_model()))
