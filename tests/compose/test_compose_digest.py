from __future__ import annotations

import dataclasses

import pytest
from norland import CALL, CASE, NOW, TALKS

from briefgen.compose import BriefOptions, citations_in, compose_briefs, compose_digest
from briefgen.model import DateFinding, Digest

DIGEST = compose_digest(CASE, [TALKS, CALL], now=NOW)


def numbers_of(digest: Digest) -> dict[str, int]:
    return {source.path: source.number for source in digest.sources}


def test_briefs_stand_by_date_and_undated_last() -> None:
    undated = dataclasses.replace(CALL, id="m3", date=DateFinding())
    digest = compose_digest(CASE, [undated, TALKS, CALL], now=NOW)
    assert [brief.id for brief in digest.briefs] == ["m2", "m1", "m3"]


def test_sources_are_pooled_and_numbered_once() -> None:
    assert [source.number for source in DIGEST.sources] == [1, 2, 3, 4, 5]
    assert DIGEST.sources[0].path == "in/a5.txt"


def test_every_brief_counts_the_pooled_sources() -> None:
    pooled = numbers_of(DIGEST)
    for brief in DIGEST.briefs:
        assert all(pooled[source.path] == source.number for source in brief.sources)
        numbers = {source.number for source in brief.sources}
        assert {citation.number for citation in citations_in(brief)} <= numbers


def test_the_period_spans_all_meetings() -> None:
    assert DIGEST.period == "1 Apr 2031 to 6 May 2031"
    assert DIGEST.title == "Digest of 2 meetings, 1 Apr 2031 to 6 May 2031"
    assert DIGEST.file_stem == "digest_2031-04-01_2031-05-06"


def test_a_digest_of_nothing_stands() -> None:
    digest = compose_digest(CASE, [], now=NOW)
    assert (digest.title, digest.period, digest.file_stem) == ("Digest of 0 meetings", None, "digest")


def test_briefs_of_like_meetings_have_distinct_stems() -> None:
    twin = dataclasses.replace(TALKS, id="m9")
    stems = [brief.file_stem for brief in compose_briefs(CASE, [TALKS, twin], now=NOW)]
    assert stems == ["2031-05-06_ada-lind_oto-brask_norvik", "2031-05-06_ada-lind_oto-brask_norvik-2"]


@pytest.mark.parametrize("options", [{"max_key_points": 6}, {"max_quotations": -1}])
def test_limits_that_no_brief_may_have_are_refused(options: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=next(iter(options))):
        BriefOptions(**options)
