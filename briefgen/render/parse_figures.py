"""``<figure class="timeline">`` and ``<figure class="who-met-whom">`` → Figure: a list becomes a drawing."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from briefgen.render.document import Drawing, Figure, Inline
from briefgen.render.errors import ElementError
from briefgen.render.outline import plain
from briefgen.render.parse_elements import Element
from briefgen.render.parse_inline import inlines
from briefgen.render.parse_text import line
from briefgen.render.timeline import MARKS, Event, timeline
from briefgen.render.who_met_whom import Encounter, Person, who_met_whom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


def figure(element: Element) -> Figure | None:
    """Convert a figure, which needs alternative words; one without an item leaves no trace."""
    draw = _DRAWINGS.get(element.attributes.get("class", ""))
    if draw is None:
        known = " or ".join(f'"{name}"' for name in _DRAWINGS)
        raise ElementError(
            f'the "class" of <figure> is {known}: there is no other', element="figure", line=element.line
        )
    alt = line(element.attributes.get("data-alt", ""))
    if not alt:
        raise ElementError(
            'a <figure> needs "data-alt": the words for those who cannot see it',
            element="figure",
            line=element.line,
        )
    caption: tuple[Inline, ...] = ()
    items: list[Element] = []
    for child in _elements(element, "figcaption", "ol"):
        if child.name == "figcaption":
            caption = inlines(child.children)
        else:
            items += _elements(child, "li")
    return Figure(draw(items), alt, caption) if items else None


def _timeline(items: Sequence[Element]) -> Drawing:
    return timeline([_event(item) for item in items])


def _who_met_whom(items: Sequence[Element]) -> Drawing:
    return who_met_whom([_encounter(item) for item in items])


def _event(item: Element) -> Event:
    """Read ``<li data-mark="solid"><time datetime="2031-05-12">12 May 2031</time> Words</li>``.

    A second <time>, which may be without words, is the last day.
    """
    content = inlines(item.children)  # refuses a <time> that is none
    days = _days(item)
    if not days:
        raise ElementError("a <li> of a timeline needs a <time>", element="li", line=item.line)
    return Event(start=min(days), end=max(days), mark=_mark(item), text=line(plain(content)))


def _encounter(item: Element) -> Encounter:
    """Read ``<li data-mark="solid"><time datetime="2031-05-12"></time><ul><li data-side="A">Lind</li></ul></li>``.

    ``data-count`` is how many meetings it stands for; ``data-key`` tells apart people of one name.
    """
    inlines([child for child in item.children if not _is(child, "ul")])  # refuses a <time> that is none
    days = _days(item)
    people = [
        _person(child)
        for listing in item.children
        if isinstance(listing, Element) and listing.name == "ul"
        for child in _elements(listing, "li")
    ]
    count = item.attributes.get("data-count", "1")
    if not people:
        raise ElementError("a <li> of who met whom needs a <ul> of people", element="li", line=item.line)
    if not _COUNT.fullmatch(count):
        raise ElementError(
            'the "data-count" of <li> is a number from 1 upwards', element="li", line=item.line
        )
    span = (min(days), max(days)) if days else None
    return Encounter(people=tuple(people), mark=_mark(item), days=span, count=int(count))


def _person(item: Element) -> Person:
    name, side = line(plain(inlines(item.children))), line(item.attributes.get("data-side", "")) or None
    if not name:
        raise ElementError("a <li> of who met whom needs a name", element="li", line=item.line)
    return Person(key=item.attributes.get("data-key") or f"{name} {side}", name=name, side=side)


def _days(item: Element) -> list[dt.date]:
    times = (child for child in item.children if isinstance(child, Element) and child.name == "time")
    return [dt.datetime.fromisoformat(child.attributes["datetime"]).date() for child in times]


def _mark(item: Element) -> str:
    mark = item.attributes.get("data-mark", MARKS[0])
    if mark not in MARKS:
        raise ElementError(
            f'the "data-mark" of <li> is one of {", ".join(MARKS)}', element="li", line=item.line
        )
    return mark


def _is(child: Element | str, name: str) -> bool:
    return isinstance(child, Element) and child.name == name


def _elements(parent: Element, *names: str) -> Iterator[Element]:
    for child in parent.children:
        if isinstance(child, Element) and child.name in names:
            yield child
        elif isinstance(child, Element) or child.strip():
            what = f"<{child.name}>" if isinstance(child, Element) else f'"{child.strip()[:40]}"'
            raise ElementError(
                f"{what} has no place in <{parent.name}> of a figure", element=parent.name, line=parent.line
            )


_COUNT = re.compile("[1-9][0-9]{0,5}")
_DRAWINGS: dict[str, Callable[[Sequence[Element]], Drawing]] = {
    "timeline": _timeline,
    "who-met-whom": _who_met_whom,
}
