"""The gold itself: it names only what there is, and quotes only what its articles say."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from answers import QUOTE_WORDS
from measure import GoldSet, pools

from briefgen.ingest import ingest
from briefgen.model import ActorKind, Article, Precision, Status

SETS = [one for pooled in pools().values() for one in pooled]
MARKS = str.maketrans(dict.fromkeys("“”„«»", '"') | dict.fromkeys("‘’‚‹›`", "'"))


@pytest.fixture(params=SETS, ids=lambda one: one.name)
def one(request: pytest.FixtureRequest) -> GoldSet:
    return request.param


@cache
def gold(one: GoldSet) -> dict[str, Any]:
    return json.loads(one.gold.read_text("utf-8"))


@cache
def texts(one: GoldSet) -> dict[str, str]:
    """Title and text of each article as the program reads them, by the stem of its file."""
    found = (item for item in ingest([str(one.articles)]) if isinstance(item, Article))
    return {Path(item.path).stem: plain(f"{item.title or ''} {item.text}") for item in found}


def plain(text: str) -> str:
    """Only white space and quotation marks may differ from the article."""
    return " ".join(text.translate(MARKS).split())


def people(one: GoldSet) -> set[str]:
    return {person["id"] for person in gold(one)["people"]}


def test_there_is_gold_for_at_least_fifty_invented_articles() -> None:
    assert sum(len(gold(one)["articles"]) for one in pools()["invented"]) >= 50


def test_every_article_is_there_and_has_gold(one: GoldSet) -> None:
    assert {article["id"] for article in gold(one)["articles"]} == set(texts(one))


def test_what_gold_says_is_said_of_articles_that_it_lists(one: GoldSet) -> None:
    linked = {link["id"] for meeting in gold(one)["meetings"] for link in meeting["articles"]}
    assert linked | {quote["article"] for quote in gold(one)["quotes"]} <= set(texts(one))
    assert all(meeting["articles"] for meeting in gold(one)["meetings"])


@pytest.mark.parametrize("kind", ["articles", "people", "meetings"])
def test_no_id_is_given_twice(one: GoldSet, kind: str) -> None:
    ids = [entry["id"] for entry in gold(one)[kind]]
    assert len(ids) == len(set(ids))


def test_participants_and_speakers_are_people_of_the_set(one: GoldSet) -> None:
    named = {person for meeting in gold(one)["meetings"] for person in meeting["participants"]}
    speakers = {quote["speaker"] for quote in gold(one)["quotes"]} - {None}
    assert named | speakers <= people(one)
    assert {person["kind"] for person in gold(one)["people"]} <= set(ActorKind)


def test_every_evidence_stands_in_its_article(one: GoldSet) -> None:
    links = [link for meeting in gold(one)["meetings"] for link in meeting["articles"]]
    assert not [link for link in links if plain(link["evidence"]) not in texts(one)[link["id"]]]
    assert all(link["evidence"].strip() for link in links)


def test_every_quote_stands_in_its_article(one: GoldSet) -> None:
    quotes = gold(one)["quotes"]
    assert not [quote for quote in quotes if plain(quote["text"]) not in texts(one)[quote["article"]]]


def test_a_quote_that_counts_has_four_words(one: GoldSet) -> None:
    quotes = [quote for quote in gold(one)["quotes"] if not quote.get("optional")]
    assert not [quote["text"] for quote in quotes if len(quote["text"].split()) < QUOTE_WORDS]


@pytest.mark.parametrize("field", ["status", "precision"])
def test_status_and_precision_are_words_of_the_result(one: GoldSet, field: str) -> None:
    allowed = set(Status) if field == "status" else set(Precision)
    assert {meeting[field] for meeting in gold(one)["meetings"]} <= allowed


def test_dates_are_days_that_fit_their_precision(one: GoldSet) -> None:
    for meeting in gold(one)["meetings"]:
        known = meeting["precision"] != Precision.UNKNOWN
        assert (meeting["start"] is not None) == (meeting["end"] is not None) == known, meeting["id"]
        if known:
            start, end = map(dt.date.fromisoformat, (meeting["start"], meeting["end"]))
            assert start <= end, meeting["id"]
            assert (meeting["precision"] == Precision.DAY) <= (start == end), meeting["id"]
        assert all(map(dt.date.fromisoformat, meeting.get("also_accept", ()))), meeting["id"]
