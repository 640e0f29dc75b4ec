from __future__ import annotations

import contextlib
import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest
from harbour import TODAY
from hypothesis import given
from hypothesis import strategies as st

from briefgen import analysis_json
from briefgen.editions import Edition, compare, load, loads, of_analysis
from briefgen.exceptions import EditionError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GOOD = analysis_json.dumps(TODAY)


def changed(change: Callable[[dict[str, Any]], object]) -> str:
    value = json.loads(GOOD)
    change(value)
    return json.dumps(value)


def test_what_analyze_printed_is_an_edition(tmp_path: Path) -> None:
    path = tmp_path / "edition.json"
    path.write_text(GOOD, "utf-8")
    assert load(path) == loads(GOOD) == of_analysis(TODAY)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_an_edition_that_a_shell_saved_in_its_own_encoding_is_read(encoding: str) -> None:
    assert loads(GOOD.encode(encoding)) == of_analysis(TODAY)


def test_fields_of_a_later_version_are_passed_over() -> None:
    def add(value: dict[str, Any]) -> None:
        value["weather"] = {"rain": [1, 2]}
        value["meetings"][0]["mood"] = "good"
        value["articles"][0]["length"] = 3

    assert loads(changed(add)) == of_analysis(TODAY)


def test_the_time_of_the_edition_is_read() -> None:
    at = dt.datetime(2031, 5, 7, 7, 30, tzinfo=dt.UTC)
    assert loads(analysis_json.dumps(TODAY, created=at)).created == at
    with pytest.raises(EditionError, match='the time "created" has no time zone'):
        loads(changed(lambda value: value.update(created="2031-05-07T07:30:00")))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("", "line 1, column 1 is not JSON: Expecting value."),
        ('{"schema": "briefgen.analysis/1",', "line 1, column 34 is not JSON"),
        (b"\xff\xfe\x00\xd8", "line 1, column 1 is not JSON"),
        (b"\x80\x81", "is not JSON: it is not text."),
        ("[" * 200_000, "is no JSON that can be read."),
        ("9" * 5000, "is no JSON that can be read."),
        ("[]", "holds no analysis."),
        ("null", "holds no analysis."),
        ("{}", 'has no schema, not "briefgen.analysis/1".'),
        ('{"schema": 1}', 'has no schema, not "briefgen.analysis/1".'),
        ('{"schema": "briefgen.analysis/2"}', 'has the schema "briefgen.analysis/2", not'),
        ('{"schema": "briefgen.analysis/1"}', 'missing required field "articles".'),
        (
            changed(lambda v: v["articles"][0].pop("sha256")),
            'articles[0]: missing required field "sha256".',
        ),
        (
            changed(lambda v: v["meetings"][0].pop("status")),
            'meetings[0]: missing required field "status".',
        ),
        (
            changed(lambda v: v["meetings"][0].update(title=7)),
            'meetings[0].title: expected "str", got "int".',
        ),
        (
            changed(lambda v: v["meetings"][0].update(status="fun")),
            "meetings[0].status: invalid enum value",
        ),
        (changed(lambda v: v["meetings"][0].update(start="soon")), "meetings[0].start: "),
        (changed(lambda v: v["meetings"][0]["mentions"][0].update(end=float("nan"))), "mentions[0].end"),
        (changed(lambda v: v.update(people={"p1": "Ada"})), 'people: expected "array", got "object".'),
    ],
)
def test_what_is_no_edition_is_told_in_a_sentence(data: str | bytes, sentence: str) -> None:
    with pytest.raises(EditionError) as caught:
        loads(data, name="old.json")
    assert sentence in caught.value.message
    assert "old.json" in caught.value.message
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith('Give a file that "briefgen analyze --json" printed.')


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.json"):
        with pytest.raises(EditionError, match="cannot be read"):
            load(path)


def test_references_to_nothing_do_no_harm() -> None:
    def break_references(value: dict[str, Any]) -> None:
        meeting = value["meetings"][0]
        meeting["mentions"].append({"article": "nowhere", "start": -5, "end": 10**30, "text": "x"})
        meeting["participants"].append({"person": "nobody", "name": "", "side": None})
        meeting["quotes"].append("q99")
        meeting["articles"].append({"article": "nowhere"})
        value["meetings"].append(meeting)

    found = compare(loads(changed(break_references)), TODAY)
    assert len(found.meetings) == 1
    assert len(found.gone) == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(st.sampled_from(["articles", "people", "meetings", "quotes", "created"]), JSON)
def test_any_json_is_an_edition_or_a_sentence(part: str, value: object) -> None:
    data = changed(lambda known: known.update({part: value}))
    with contextlib.suppress(EditionError):
        assert isinstance(loads(data), Edition)
