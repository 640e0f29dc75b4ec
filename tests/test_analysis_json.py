from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from briefgen import analysis_json

if TYPE_CHECKING:
    from briefgen.model import Analysis


@pytest.fixture
def result(analysis: Analysis) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(analysis_json.dumps(analysis))
    return loaded


def spans_in(value: object) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        here = [value] if set(value) == {"article", "start", "end", "text"} else []
        return here + [span for item in value.values() for span in spans_in(item)]
    if isinstance(value, list):
        return [span for item in value for span in spans_in(item)]
    return []


# The fields that the design promises; more may be added, none may go.
PROMISED = {
    "articles": {"id", "path", "title", "source", "url", "published", "published_basis", "language"},
    "people": {"id", "name", "aliases", "roles"},
    "meetings": {
        *("id", "title", "kind", "status", "start", "end", "date_precision", "date_text", "date_basis"),
        *("place", "participants", "topics", "quotes", "mentions", "articles", "discrepancies", "related"),
    },
    "quotes": {
        *("id", "article", "text", "kind", "speaker", "speaker_text", "cue", "via"),
        *("start", "end", "continues", "meeting"),
    },
}


@pytest.mark.parametrize("part", PROMISED)
def test_every_promised_field_is_there(result: dict[str, Any], part: str) -> None:
    assert result[part]
    for item in result[part]:
        assert PROMISED[part] <= set(item)


def test_the_schema_is_named(result: dict[str, Any]) -> None:
    assert result["schema"] == "briefgen.analysis/1"


def test_parts_of_a_meeting_have_their_promised_fields(result: dict[str, Any]) -> None:
    meeting = result["meetings"][0]
    assert {"name", "country"} <= set(meeting["place"])
    assert {"person", "name", "role", "side"} <= set(meeting["participants"][0])
    assert {"label", "aliases", "evidence"} <= set(meeting["topics"][0])
    assert meeting["articles"][0] == {"article": "a1", "main": True}
    role = result["people"][0]["roles"][0]
    assert {"title", "organisation", "country", "articles"} <= set(role)


def test_every_span_has_the_characters_of_its_range(analysis: Analysis, result: dict[str, Any]) -> None:
    texts = {article.id: article.text for article in analysis.articles}
    spans = spans_in(result)
    assert len(spans) > 5
    for span in spans:
        assert texts[span["article"]][span["start"] : span["end"]] == span["text"]


def test_dates_are_iso_8601_or_null(result: dict[str, Any]) -> None:
    assert result["meetings"][0]["start"] == "2031-05-05"
    assert result["meetings"][1]["start"] is None
    assert result["meetings"][1]["date_text"] == "next year"
    assert result["meetings"][1]["place"] is None


def test_what_was_skipped_is_told(result: dict[str, Any]) -> None:
    assert result["skipped"] == [{"path": "news/map.pdf", "reason": "is empty"}]


def test_letters_stand_as_they_are(analysis: Analysis) -> None:
    assert "Ada Lind – Boris Ostrander" in analysis_json.dumps(analysis)


def test_half_a_surrogate_pair_can_be_written(analysis: Analysis) -> None:
    odd = replace(analysis.articles[0], path="news/\udcff.txt")
    text = analysis_json.dumps(replace(analysis, articles=(odd, *analysis.articles[1:])))
    assert json.loads(text.encode())["articles"][0]["path"] == "news/\udcff.txt"
