"""Whether an encounter took place, lies ahead, is possible, was called off, or is denied."""

from __future__ import annotations

import pytest
from told import BOTH, BRANDT, DAHL, ZIELINSKI, tell

from briefgen.model import Status

A, B = BRANDT, ZIELINSKI


@pytest.mark.parametrize(
    "text",
    [
        f"{A} met {B} in Warsaw on Wednesday.",
        f"{A} has met {B} in Warsaw.",
        f"{A} held talks with {B} in Warsaw on Wednesday.",
        f"{A} meets {B} in Warsaw today.",
        f"Talks between {A} and {B} took place in Warsaw on Wednesday.",
        f"After talks with {A} in Berlin on Wednesday, {B} said the border would stay open.",
        f"{A} travelled to Warsaw to meet {B}.",
        f"{B} spoke to reporters after meeting {A} in Warsaw.",
    ],
)
def test_what_is_told_as_past_was_held(text: str) -> None:
    assert tell(text).meeting.status is Status.HELD


@pytest.mark.parametrize(
    "text",
    [
        f"{A} will meet {B} in Warsaw on Monday.",
        f"{A} is scheduled to meet {B} in Warsaw on Monday.",
        f"{A} is due to meet {B} in Warsaw on Monday.",
        f"{A} is expected to meet {B} in Warsaw on Monday.",
        f"{A} plans to meet {B} in Warsaw on Monday.",
        f"{A} agreed to meet {B} in Warsaw on Monday.",
        f"{A} is to meet {B} in Warsaw on Monday.",
        f"{A} is meeting {B} in Warsaw on Monday.",
        f"{A} will travel to Warsaw on Monday to meet {B}.",
        f"{A} will hold talks with {B} in Warsaw on Monday.",
        f"A meeting between {A} and {B} is scheduled for Monday.",
        f"Talks between {A} and {B} are planned for June.",
        f"{A} spoke in Berlin ahead of his talks with {B}.",
    ],
)
def test_what_is_announced_is_planned(text: str) -> None:
    assert tell(text).meeting.status is Status.PLANNED


@pytest.mark.parametrize(
    "text",
    [
        f"{A} may meet {B} in Warsaw next week.",
        f"{A} could meet {B} in Warsaw next week.",
        f"{A} offered to meet {B} in Warsaw next week.",
        f"{A} hopes to meet {B} in Warsaw next week.",
        f"{A} is ready to meet {B}.",
        f"{A} wants to meet {B} in Warsaw next week.",
        f"{A} proposed a meeting with {B}.",
        f"A possible meeting between {A} and {B} is being discussed.",
    ],
)
def test_what_is_offered_or_considered_is_possible(text: str) -> None:
    assert tell(text).meeting.status is Status.POSSIBLE


@pytest.mark.parametrize(
    "text",
    [
        f"A meeting between {A} and {B} was postponed on Wednesday.",
        f"{A} postponed a meeting with {B}.",
        f"{A} put off a meeting with {B}.",
        f"A meeting between {A} and {B} has been delayed.",
    ],
)
def test_what_is_put_off_is_postponed(text: str) -> None:
    assert tell(text).meeting.status is Status.POSTPONED


@pytest.mark.parametrize(
    "text",
    [
        f"A meeting between {A} and {B} has been cancelled.",
        f"A meeting between {A} and {B} has been called off.",
        f"{A} called off a meeting with {B}.",
        f"{A} canceled a meeting with {B} on Wednesday.",
        f"{A} has scrapped talks with {B}.",
        f"{A} on Wednesday cancelled a meeting with {B} that had been planned for June 3.",
        pytest.param(
            f"Planned talks between {A} and {B} collapsed on Wednesday.",
        ),
    ],
)
def test_what_is_called_off_is_cancelled(text: str) -> None:
    assert tell(text).meeting.status is Status.CANCELLED


@pytest.mark.parametrize(
    "text",
    [
        f"{A} has no plans to meet {B}.",
        f"{A} refused to meet {B}.",
        f"{A} declined to meet {B} on Wednesday.",
        f"{A} has never met {B}.",
        f"{A} did not meet {B} in Warsaw.",
        pytest.param(
            f"{A} will not meet {B} in Warsaw.",
        ),
        f"{A} left Warsaw without meeting {B}.",
        f"{A} denied that he met {B}.",
        f"{A} ruled out a meeting with {B}.",
        f"There was no meeting between {A} and {B}.",
        f"{A} rejected talks with {B}.",
    ],
)
def test_what_is_denied_is_no_meeting(text: str) -> None:
    assert tell(text).meetings == ()


@pytest.mark.parametrize(
    "text",
    [
        f"If {A} met {B}, the border could reopen.",
        f"{A} should have met {B}, critics said.",
        f"It is unclear whether {A} will meet {B}.",
    ],
)
def test_what_is_only_imagined_was_not_held(text: str) -> None:
    assert all(m.status is not Status.HELD for m in tell(text).meetings)


def test_not_with_one_but_with_another_is_a_meeting_with_the_other() -> None:
    told = tell(f"{A} did not meet with {B} but with {DAHL}.")
    assert told.encounters == [{"Klaus Brandt", "Henrik Dahl"}]
    assert told.meeting.status is Status.HELD


def test_a_cancellation_told_after_the_plan_decides() -> None:
    told = tell(f"{A} was to meet {B} in Warsaw on Monday. The meeting was called off.")
    assert told.encounters == [BOTH]
    assert told.meeting.status is Status.CANCELLED


def test_the_sentence_that_decides_is_kept() -> None:
    told = tell(f"{A} was to meet {B} in Warsaw on Monday. The meeting was called off.")
    assert told.article.words(told.meeting.status_span) == "The meeting was called off."


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"Officials hope that {A} will meet {B} in June.", Status.POSSIBLE),
        (f"{A} and {B} were to have met in Geneva.", Status.CANCELLED),
        (f"{A} will fly to Paris after meeting {B} in Warsaw.", Status.PLANNED),
        (f"{A} flew to Paris after meeting {B} in Warsaw.", Status.HELD),
        (f"{A} offered a red-carpet welcome for {B} in Berlin.", Status.HELD),
        (f"{A} looked forward to a meeting with {B} in Geneva.", Status.PLANNED),
    ],
)
def test_governing_words_decide(text: str, status: Status) -> None:
    assert tell(text).meeting.status is status


@pytest.mark.parametrize(
    "text",
    [
        f"{A} flies to Warsaw tomorrow for talks with {B}.",
        f"{A} heads to Warsaw on Friday for a meeting with {B}.",
    ],
)
def test_what_somebody_sets_out_for_lies_ahead(text: str) -> None:
    assert tell(text).meeting.status is Status.PLANNED
