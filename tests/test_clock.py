from __future__ import annotations

import datetime as dt

import pytest

from briefgen import clock
from briefgen.exceptions import ClockError


def test_asked_time_wins_over_the_environment() -> None:
    moment = clock.now("2031-05-06T09:30+02:00", environment={clock.VARIABLE: "0"})
    assert moment.isoformat() == "2031-05-06T09:30:00+02:00"


def test_a_date_is_its_midnight_in_utc() -> None:
    assert clock.now("2031-05-06") == dt.datetime(2031, 5, 6, tzinfo=dt.UTC)


def test_the_environment_wins_over_the_clock() -> None:
    assert clock.now(environment={clock.VARIABLE: "86400"}) == dt.datetime(1970, 1, 2, tzinfo=dt.UTC)


def test_the_clock_gives_an_aware_time() -> None:
    assert clock.now(environment={}).tzinfo is not None


@pytest.mark.parametrize("text", ["yesterday", "", "2031-13-01"])
def test_what_is_no_time_is_told_with_a_remedy(text: str) -> None:
    with pytest.raises(ClockError) as caught:
        clock.now(text)
    assert caught.value.remedy


@pytest.mark.parametrize("epoch", ["soon", "1e3", "9" * 30])
def test_an_epoch_that_is_no_number_is_told_by_the_name_of_the_variable(epoch: str) -> None:
    with pytest.raises(ClockError, match="SOURCE_DATE_EPOCH"):
        clock.now(environment={clock.VARIABLE: epoch})
