"""``<figure class="timeline">`` → Figure: a list of days with words becomes a drawing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from briefgen.render.document import Figure, Inline
from briefgen.render.errors import ElementError
from briefgen.render.outline import plain
from briefgen.render.parse_elements import Element
from briefgen.render.parse_inline import inlines
from briefgen.render.parse_text import line
from briefgen.render.timeline import MARKS, Event, timeline

if TYPE_CHECKING:
    from collections.abc import Iterator


def figure(element: Element) -> Figure | None:
    """Convert a figure, which needs alternative words; one without an event leaves no trace."""
    if element.attributes.get("class") != "timeline":
        raise ElementError(
            'the "class" of <figure> is "timeline": there is no other', element="figure", line=element.line
        )
    alt = line(element.attributes.get("data-alt", ""))
    if not alt:
        raise ElementError(
            'a <figure> needs "data-alt": the words for those who cannot see it',
            element="figure",
            line=element.line,
        )
    caption: tuple[Inline, ...] = ()
    events: list[Event] = []
    for child in _elements(element, "figcaption", "ol"):
        if child.name == "figcaption":
            caption = inlines(child.children)
        else:
            events += [_event(item) for item in _elements(child, "li")]
    return Figure(timeline(events), alt, caption) if events else None


def _event(item: Element) -> Event:
    """Read ``<li data-mark="solid"><time datetime="2031-05-12">12 May 2031</time> Words</li>``.

    A second <time>, which may be without words, is the last day.
    """
    content = inlines(item.children)  # refuses a <time> that is none
    times = (child for child in item.children if isinstance(child, Element) and child.name == "time")
    days = [dt.datetime.fromisoformat(child.attributes["datetime"]).date() for child in times]
    mark = item.attributes.get("data-mark", MARKS[0])
    if not days:
        raise ElementError("a <li> of a timeline needs a <time>", element="li", line=item.line)
    if mark not in MARKS:
        raise ElementError(
            f'the "data-mark" of <li> is one of {", ".join(MARKS)}', element="li", line=item.line
        )
    return Event(start=min(days), end=max(days), mark=mark, text=line(plain(content)))


def _elements(parent: Element, *names: str) -> Iterator[Element]:
    for child in parent.children:
        if isinstance(child, Element) and child.name in names:
            yield child
        elif isinstance(child, Element) or child.strip():
            what = f"<{child.name}>" if isinstance(child, Element) else f'"{child.strip()[:40]}"'
            raise ElementError(
                f"{what} has no place in <{parent.name}> of a timeline", element=parent.name, line=parent.line
            )
