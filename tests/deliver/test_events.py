from __future__ import annotations

import datetime as dt

from icalendar import Calendar

from briefgen.deliver.events import Occasion, calendar_file

MOMENT = dt.datetime(2031, 5, 6, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
TALKS = Occasion(
    identity=("ferries", "m1"),
    title="Ada Lind – Boris Ostrander; Norvik, again",
    start=dt.date(2031, 5, 30),
    end=dt.date(2031, 5, 31),
    place="Norvik, Norland",
    description="Two days\r\nEND:VCALENDAR of talks.",
)


def events(*occasions: Occasion, moment: dt.datetime = MOMENT, marking: str | None = None) -> list:
    file = calendar_file(occasions, domain="example.org", moment=moment, marking=marking)
    calendar = Calendar.from_ical(file.data)
    assert calendar["METHOD"] == "PUBLISH"
    assert file.data.count(b"END:VCALENDAR\r\n") == 1
    return calendar.walk("VEVENT")


def test_days_make_an_event_that_lasts_all_day() -> None:
    (event,) = events(TALKS)
    assert event.decoded("DTSTART") == dt.date(2031, 5, 30)
    assert event.decoded("DTEND") == dt.date(2031, 6, 1)
    assert event.decoded("DTSTAMP") == MOMENT
    assert event["SUMMARY"] == TALKS.title
    assert event["LOCATION"] == "Norvik, Norland"
    assert event["DESCRIPTION"] == "Two days END:VCALENDAR of talks."
    assert event["STATUS"] == "TENTATIVE"


def test_an_event_called_off_keeps_its_uid_and_wins_over_the_earlier_one() -> None:
    (before,) = events(TALKS)
    later = MOMENT + dt.timedelta(days=1)
    off = Occasion(identity=TALKS.identity, title="Off", start=TALKS.start, end=TALKS.end, is_cancelled=True)
    (after,) = events(off, moment=later)
    assert after["UID"] == before["UID"]
    assert after["STATUS"] == "CANCELLED"
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_the_marking_goes_with_the_event() -> None:
    (event,) = events(TALKS, marking="TLP:AMBER")
    assert event["SUMMARY"].startswith("[TLP:AMBER] Ada Lind")
    assert event["DESCRIPTION"].startswith("TLP:AMBER\n")


def test_the_same_meetings_give_the_same_bytes() -> None:
    one, two = (calendar_file([TALKS], domain="example.org", moment=MOMENT) for _ in range(2))
    assert one == two


def test_without_meetings_there_is_no_file() -> None:
    assert calendar_file([], domain="example.org", moment=MOMENT) is None
