"""Which encounters of one article are one meeting, where state and words of repetition speak."""

from __future__ import annotations

from told import DAHL, HAUGEN, tell

from briefgen.model import Status

CANCELLED = f"{HAUGEN} has called off a meeting with {DAHL} in Riga. "


def test_a_dinner_of_years_ago_is_not_the_cancelled_meeting() -> None:
    meetings = tell(CANCELLED + "Haugen and Dahl last dined together in Lisbon in September 2021.").meetings
    assert {m.status for m in meetings if m.place and m.place.name == "Lisbon"} == {Status.HELD}
    assert any(m.status is Status.CANCELLED for m in meetings)


def test_a_conversation_that_was_held_is_not_the_cancelled_meeting() -> None:
    meetings = tell(CANCELLED + "The conversation lasted nine minutes.").meetings
    assert [m.status for m in meetings] == [Status.CANCELLED]
