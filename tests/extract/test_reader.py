"""One article read from end to end."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told import BRANDT, ZIELINSKI, Told, tell

from briefgen.extract.reader import Extractor, read_articles
from briefgen.model import ActorKind, Article, Block, BlockKind, Reading, Skipped, Span

STORY = (
    f"{BRANDT} met {ZIELINSKI} in Warsaw on Wednesday.\n\n"
    '"Trade will double," Brandt said. "We are neighbours," the Polish president said.\n\n'
    '"It was a good day," said a senior official.'
)


def piece(text: str, kind: BlockKind = BlockKind.PROSE, language: str | None = "en") -> Article:
    blocks = (Block(kind, 0, len(text)),) if text.strip() else ()
    return Article(id="a1", path="a.txt", text=text, blocks=blocks, language=language)


def spans_of(reading: Reading) -> list[Span]:
    found = [s for a in reading.actors for s in (*a.mentions, *(r.span for r in a.roles))]
    for m in reading.meetings:
        found += [m.status_span, *(x.span for x in m.mentions), *(x.trigger for x in m.mentions)]
        found += [p.span for p in m.parties if p.span] + [t.span for t in (*m.times, *m.topics)]
    found += [q.span for q in reading.quotes] + [q.speaker_span for q in reading.quotes if q.speaker_span]
    return found + [t.span for t in reading.times]


def check(told: Told) -> None:
    """Every span lies in the text, and every index points at something."""
    assert all(0 <= s.start < s.end <= len(told.article.text) for s in spans_of(told.reading))
    actors = range(len(told.reading.actors))
    for meeting in told.reading.meetings:
        assert all(i is None or i in actors for p in meeting.parties for i in (p.actor, p.described))
        assert meeting.mentions
    for quote in told.reading.quotes:
        assert quote.speaker is None or quote.speaker in actors
        assert quote.meeting is None or quote.meeting in range(len(told.reading.meetings))


def test_a_quote_of_a_participant_belongs_to_the_meeting() -> None:
    told = tell(STORY)
    assert told.quote("Trade will double").meeting == 0
    assert told.quote("We are neighbours").meeting == 0


def test_a_quote_of_nobody_named_belongs_to_no_meeting() -> None:
    assert tell(STORY).quote("It was a good day").meeting is None


def test_a_quote_of_someone_who_did_not_take_part_belongs_to_no_meeting() -> None:
    told = tell(f'{BRANDT} met {ZIELINSKI} in Warsaw.\n\n"This is late," said opposition leader Piotr Lis.')
    assert told.quote("This is late").meeting is None


def test_a_quote_goes_to_the_meeting_of_its_sentence() -> None:
    told = tell(
        f'{BRANDT} met {ZIELINSKI} in Warsaw on Tuesday.\n\n"The fish will stay," Brandt said on '
        "Wednesday after meeting Danish Prime Minister Henrik Dahl in Berlin."
    )
    index = told.quote("The fish will stay").meeting
    assert index is not None
    assert told.who(told.meetings[index]) == {"Klaus Brandt", "Henrik Dahl"}


def test_an_institution_that_neither_speaks_nor_meets_is_left_out() -> None:
    told = tell(f"{BRANDT} met {ZIELINSKI} in Warsaw. The European Central Bank is in Frankfurt.")
    assert all(a.kind is ActorKind.PERSON for a in told.reading.actors)


def test_a_story_is_consistent_in_itself() -> None:
    check(tell(STORY, title="Brandt meets Zielinski in Warsaw"))


@pytest.mark.parametrize(
    "kind", [BlockKind.CREDIT, BlockKind.METADATA, BlockKind.BOILERPLATE, BlockKind.REFERENCE]
)
def test_what_is_no_prose_is_not_read(kind: BlockKind) -> None:
    found = Extractor().read(piece(f"{BRANDT} met {ZIELINSKI} in Warsaw.", kind))
    assert isinstance(found, Reading)
    assert (found.actors, found.meetings) == ((), ())


def test_another_language_is_skipped_with_its_reason() -> None:
    found = Extractor().read(piece("Klaus Brandt traf Marek Zielinski.", language="de"))
    assert isinstance(found, Skipped)
    assert "de" in found.reason
    assert found.path == "a.txt"


def test_an_article_too_short_to_tell_its_language_is_read() -> None:
    assert isinstance(Extractor().read(piece("Brandt left.", language=None)), Reading)


@pytest.mark.parametrize(
    "text", ["", " \n\n ", ".", "“", "\N{ZERO WIDTH SPACE}", "\N{GRINNING FACE} \N{GRINNING FACE}"]
)
def test_text_without_words_gives_an_empty_reading(text: str) -> None:
    found = Extractor().read(piece(text))
    assert isinstance(found, Reading)
    assert (found.actors, found.meetings, found.quotes) == ((), (), ())


def test_the_same_article_gives_the_same_reading() -> None:
    article = piece(STORY.replace("\n\n", " "))
    assert Extractor().read(article) == Extractor().read(dataclasses.replace(article))


def test_an_executor_changes_nothing_but_who_works() -> None:
    articles = [piece("Brandt left."), piece("Brandt ging.", language="de"), piece("Zielinski stayed.")]
    with ThreadPoolExecutor(1) as executor:
        assert list(read_articles(articles, executor=executor)) == list(read_articles(articles))


WORDS = st.sampled_from(
    "Klaus Brandt Chancellor President Poland German met with talks between and , . ' \" “ ” - Monday will "
    "not the he his said in Warsaw summit of 18th round to , who was is for its G7 's".split()
)


@settings(deadline=None, max_examples=40)
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_any_run_of_words_is_read_without_error(text: str) -> None:
    article = piece(text)
    found = Extractor().read(article)
    assert isinstance(found, Reading)
    check(Told(article, found))
