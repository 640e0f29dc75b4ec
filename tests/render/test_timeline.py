"""Where a timeline sets its marks and words."""

from __future__ import annotations

import datetime as dt

import pytest

from briefgen.render.document import Disc, Drawing, Label, Line
from briefgen.render.lettering import width
from briefgen.render.timeline import Event, timeline

START = dt.date(2031, 3, 6)


def event(days: int, mark: str = "solid", text: str = "Talks", length: int = 0) -> Event:
    start = START + dt.timedelta(days=days)
    return Event(start=start, end=start + dt.timedelta(days=length), mark=mark, text=text)


def discs(drawing: Drawing) -> list[Disc]:
    return [shape for shape in drawing.shapes if isinstance(shape, Disc)]


def labels(drawing: Drawing) -> list[str]:
    return [shape.text for shape in drawing.shapes if isinstance(shape, Label)]


def test_marks_lie_in_the_order_and_the_distance_of_their_days() -> None:
    first, second, third = (disc.x for disc in discs(timeline([event(20), event(0), event(10)])))
    assert first < second < third
    assert second - first == pytest.approx(third - second, abs=0.1)


def test_marks_differ_by_shape() -> None:
    drawing = timeline([event(0), event(5, "hollow"), event(9, "crossed")])
    assert [disc.filled for disc in discs(drawing)] == [True, False]
    assert any(isinstance(s, Line) and s.x1 != s.x2 and s.y1 != s.y2 for s in drawing.shapes)


def test_several_days_are_a_line_between_two_marks() -> None:
    drawing = timeline([event(0), event(10, length=30), event(60)])
    assert len(discs(drawing)) == 4


@pytest.mark.parametrize("span", [0, 3, 40, 300, 2000, 90_000])
def test_nothing_stands_outside_of_the_drawing(span: int) -> None:
    drawing = timeline([event(0, text="W" * 500), event(span // 2, text="x " * 300), event(span)])
    for shape in drawing.shapes:
        xs = (shape.x1, shape.x2) if isinstance(shape, Line) else (shape.x,)
        assert all(0 <= x <= drawing.width for x in xs)


@pytest.mark.parametrize("span", [3, 40, 300, 2000, 90_000])
def test_an_axis_has_a_few_words(span: int) -> None:
    words = [text for text in labels(timeline([event(0), event(span)])) if text != "Talks"]
    assert 1 <= len(words) <= 10
    assert len(set(words)) == len(words)


def test_words_that_are_too_long_end_in_an_ellipsis() -> None:
    assert any(text.endswith("…") for text in labels(timeline([event(0, text="long " * 50), event(9)])))


def test_many_events_are_stacked_and_all_are_there() -> None:
    drawing = timeline([event(number % 7) for number in range(300)])
    assert len(discs(drawing)) == 300
    assert drawing.height < 350
    assert "Talks" not in labels(drawing)


@pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
def test_the_ends_of_the_calendar_are_no_end_of_the_program(day: dt.date) -> None:
    assert timeline([Event(start=day, end=day, mark="solid", text="x")]).shapes


def test_days_that_are_too_near_for_two_marks_are_one() -> None:
    assert len(discs(timeline([event(0, length=1), event(400)]))) == 2


def test_no_thin_line_runs_through_words() -> None:
    drawing = timeline([event(20 * number, text="A meeting of some length") for number in range(12)])
    words = [shape for shape in drawing.shapes if isinstance(shape, Label) and shape.text.startswith("A ")]
    thin = [shape for shape in drawing.shapes if isinstance(shape, Line) and shape.colour == "line"]
    for label in words:
        start = label.x if label.anchor == "start" else label.x - width(label.text, label.size)
        for line in thin:
            if start <= line.x1 <= start + width(label.text, label.size):
                assert line.y2 <= label.y - 6 or line.y1 >= label.y + 2
