"""Articles and readings come back from JSON as they were."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen import pipeline
from briefgen.jobs.store.encoding import addressed, canonical, decode, encode
from briefgen.model import (
    Actor,
    ActorKind,
    Article,
    Block,
    BlockKind,
    Dateline,
    MeetingKind,
    Mention,
    Party,
    Place,
    Provenance,
    QuoteKind,
    Reading,
    ReportedMeeting,
    ReportedQuote,
    RoleClaim,
    Span,
    Status,
    TimeExpression,
    TimeUnit,
    TopicClaim,
)

SEEDS = Path(__file__).parents[2] / "seeds"

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
numbers = st.integers(0, 10**6)
small = st.integers(-3, 40)
spans = st.builds(Span, st.just("a1"), numbers, numbers)
tuples = {
    Span: st.lists(spans, max_size=3).map(tuple),
    str: st.lists(texts, max_size=3).map(tuple),
}
zones = st.integers(-14 * 60, 14 * 60).map(lambda m: dt.timezone(dt.timedelta(minutes=m)))
moments = st.datetimes(min_value=dt.datetime(1900, 1, 1), timezones=zones)  # noqa: DTZ001 - a bound


def some(strategy, size=3):
    return st.lists(strategy, max_size=size).map(tuple)


def maybe(strategy):
    return st.none() | strategy


articles = st.builds(
    Article,
    id=st.just("a1"),
    path=texts,
    text=texts,
    blocks=some(st.builds(Block, st.sampled_from(BlockKind), numbers, numbers)),
    title=maybe(texts),
    source=maybe(texts),
    author=maybe(texts),
    url=maybe(texts),
    published=maybe(st.dates()),
    published_at=maybe(moments),
    dateline=maybe(st.builds(Dateline, numbers, numbers, maybe(texts), maybe(texts))),
    language=maybe(texts),
    provenance=st.builds(Provenance, title=maybe(texts), published=maybe(texts)),
)
roles = st.builds(RoleClaim, texts, maybe(texts), maybe(texts), spans, head=maybe(texts), kinds=tuples[str])
actors = st.builds(
    Actor,
    name=texts,
    kind=st.sampled_from(ActorKind),
    aliases=tuples[str],
    roles=some(roles),
    country=maybe(texts),
    mentions=tuples[Span],
    offices=tuples[str],
)
times = st.builds(
    TimeExpression,
    span=spans,
    year=maybe(small),
    month=maybe(small),
    day=maybe(small),
    unit=maybe(st.sampled_from(TimeUnit)),
    direction=small,
    approximate=st.booleans(),
)
places = st.builds(Place, name=texts, country=maybe(texts), span=maybe(spans), inferred=st.booleans())
meetings = st.builds(
    ReportedMeeting,
    kind=st.sampled_from(MeetingKind),
    status=st.sampled_from(Status),
    status_span=spans,
    parties=some(st.builds(Party, name=texts, actor=maybe(small), span=maybe(spans), along=st.booleans())),
    mentions=some(st.builds(Mention, span=spans, trigger=spans, rule=texts)),
    main=st.booleans(),
    times=some(times),
    place=maybe(places),
    series=maybe(texts),
    edition=maybe(small),
    topics=some(st.builds(TopicClaim, label=texts, key=texts, span=spans, actor=maybe(small), weight=small)),
)
quotes = st.builds(
    ReportedQuote,
    span=spans,
    kind=st.sampled_from(QuoteKind),
    speaker=maybe(small),
    speaker_span=maybe(spans),
    via=maybe(texts),
    meeting=maybe(small),
)
readings = st.builds(
    Reading,
    article=st.just("a1"),
    actors=some(actors),
    meetings=some(meetings),
    quotes=some(quotes),
    times=some(times),
    fingerprint=some(st.integers(0, 2**48 - 1)),
)


@given(articles)
def test_any_article_comes_back_with_the_zone_of_its_time(article):
    back = decode(encode(article), Article)
    assert back == article
    assert encode(back) == encode(article)
    if article.published_at is not None:
        assert back.published_at.isoformat() == article.published_at.isoformat()


@given(readings)
def test_any_reading_comes_back(reading):
    back = decode(encode(reading), Reading)
    assert back == reading
    assert repr(back) == repr(reading)


@given(readings)
def test_a_reading_of_a_copy_names_the_copy_in_every_span(reading):
    moved = addressed(reading, "a1-2")
    assert '"a1"' not in encode(moved).decode()
    assert addressed(moved, "a1") == reading


def test_what_is_no_article_is_refused():
    with pytest.raises(ValueError, match="missing required field"):
        decode(b'{"id": "a1"}', Article)
    with pytest.raises(ValueError, match="Expected `str`"):
        decode(b'{"id": 1}', Article)


def test_copies_at_two_places_have_one_canonical_form(analysis):
    article = analysis.articles[0]
    copy = replace(article, id=f"{article.id}-2", path="elsewhere.txt")
    assert canonical(copy) == canonical(article)


@pytest.mark.slow
def test_what_the_seeds_say_comes_back():
    found = pipeline.read([SEEDS])
    assert len(found.readings) > 10
    for article, reading in zip(found.articles, found.readings, strict=True):
        assert repr(decode(encode(article), Article)) == repr(article)
        assert repr(decode(encode(reading), Reading)) == repr(reading)
