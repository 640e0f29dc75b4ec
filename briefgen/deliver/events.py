"""Planned meetings as a calendar file (RFC 5545), to be published, not as an invitation.

No time is invented: where only days are known an event lasts all day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.deliver.addresses import without_control_characters
from briefgen.deliver.headers import digest
from briefgen.deliver.letter import Attachment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from icalendar import Event

FILE_NAME = "meetings.ics"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A meeting for a calendar: ``start`` and ``end`` are its first and last day.

    ``identity`` stays the same from message to message, so that a calendar knows it again.
    """

    identity: tuple[str, ...]
    title: str
    start: dt.date
    end: dt.date
    place: str | None = None
    description: str = ""
    is_cancelled: bool = False


def calendar_file(
    occasions: Iterable[Occasion], *, domain: str, moment: dt.datetime, marking: str | None = None
) -> Attachment | None:
    """Return the calendar file of some occasions as of ``moment`` (aware); None if there are none."""
    from icalendar import Calendar

    events = [_event(o, domain, moment.astimezone(dt.UTC), marking) for o in occasions]
    if not events:
        return None
    calendar = Calendar()
    calendar.add("prodid", "-//briefgen//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(event)
    media_type = "text/calendar; charset=utf-8; method=PUBLISH"
    return Attachment(name=FILE_NAME, data=calendar.to_ical(sorted=True), media_type=media_type)


def _event(occasion: Occasion, domain: str, moment: dt.datetime, marking: str | None) -> Event:
    from icalendar import Event

    event = Event()
    lead = f"[{marking}] " if marking else ""
    event.add("uid", f"{digest(repr(occasion.identity))}@{domain}")
    event.add("dtstamp", moment.replace(microsecond=0))
    # Calendars take an event again if its number has grown; minutes fit into the 32 bits of it.
    event.add("sequence", int(moment.timestamp()) // 60)
    event.add("dtstart", occasion.start)
    event.add("dtend", occasion.end + dt.timedelta(days=1))  # the first day after it
    event.add("summary", without_control_characters(lead + occasion.title))
    event.add("status", "CANCELLED" if occasion.is_cancelled else "TENTATIVE")  # news confirms none
    event.add("transp", "TRANSPARENT")  # it is somebody else's meeting: nobody is busy for it
    if occasion.place:
        event.add("location", without_control_characters(occasion.place))
    description = without_control_characters(occasion.description)
    event.add("description", "\n\n".join(filter(None, [marking, description])))
    return event
