"""Where a who-met-whom diagram sets its marks and words, and what it is made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from render_samples import cite

from briefgen.model import Brief, BriefParticipant
from briefgen.render import ElementError, render
from briefgen.render.document import Disc, Drawing, Figure, Label, Line
from briefgen.render.encounters import encounters
from briefgen.render.lettering import fitted, width
from briefgen.render.outline import walk
from briefgen.render.parse import parse
from briefgen.render.sample import CREATED, sample_digest, sample_second_brief
from briefgen.render.templates_document import to_document
from briefgen.render.who_met_whom import MOST_LINES, MOST_PEOPLE, Encounter, Person, who_met_whom

LIND = Person(key="1", name="Ada Lind", side="Norland")
BERG = Person(key="2", name="Otto Berg", side="Sudmark")
STRAND = Person(key="3", name="Ivo Strand", side="Norland")
DAY = dt.date(2031, 5, 12)


def people(number: int, name: str = "Person") -> list[Person]:
    return [Person(key=str(n), name=f"{name} {n}", side=f"Side {n % 7}") for n in range(number)]


def meeting(*attending: Person, mark: str = "solid", day: dt.date | None = DAY, count: int = 1) -> Encounter:
    return Encounter(people=attending, mark=mark, days=(day, day) if day else None, count=count)


def labels(drawing: Drawing) -> list[Label]:
    return [shape for shape in drawing.shapes if isinstance(shape, Label)]


def box(label: Label) -> tuple[float, float, float, float]:
    wide = width(label.text, label.size)
    left = label.x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
    return left, label.y - label.size * 0.75, left + wide, label.y + label.size * 0.2


def overlapping(drawing: Drawing) -> list[tuple[str, str]]:
    shown = labels(drawing)
    return [
        (one.text, other.text)
        for number, one in enumerate(shown)
        for other in shown[number + 1 :]
        if box(one)[0] < box(other)[2]
        and box(other)[0] < box(one)[2]
        and box(one)[1] < box(other)[3]
        and box(other)[1] < box(one)[3]
    ]


def test_each_meeting_is_a_line_with_a_mark_on_whoever_takes_part() -> None:
    drawing = who_met_whom([meeting(LIND, BERG), meeting(LIND, BERG, STRAND)])
    discs = [shape for shape in drawing.shapes if isinstance(shape, Disc)]
    columns = sorted({disc.x for disc in discs})
    assert [sum(disc.x == x for disc in discs) for x in columns] == [2, 3]
    down = [s for s in drawing.shapes if isinstance(s, Line) and s.x1 == s.x2]
    assert [line.x1 for line in down] == columns


def test_marks_tell_by_shape_what_became_of_a_meeting() -> None:
    drawing = who_met_whom([meeting(LIND, BERG, mark=mark) for mark in ("solid", "hollow", "crossed")])
    assert [shape.filled for shape in drawing.shapes if isinstance(shape, Disc)] == [True, True, False, False]
    crosses = [s for s in drawing.shapes if isinstance(s, Line) and s.x1 != s.x2 and s.y1 != s.y2]
    assert len(crosses) == 4


def test_people_of_one_side_stand_together_and_whoever_meets_most_comes_first() -> None:
    drawing = who_met_whom([meeting(BERG, STRAND, LIND), meeting(BERG, LIND), meeting(BERG, LIND)])
    names = [label.text for label in labels(drawing) if label.anchor == "end"]
    assert names == ["Ada Lind", "Ivo Strand", "Otto Berg"]


def test_two_people_of_one_name_are_two_rows() -> None:
    namesake = replace(LIND, key="9")
    names = [label.text for label in labels(who_met_whom([meeting(LIND, BERG), meeting(namesake, BERG)]))]
    assert names.count("Ada Lind") == 2


NAMES = {
    "plain": "Person",
    "long": "Maximiliana-Theodora von Wittelsbach-Hohenzollern",
    "wide": "WWWWWWWW MMMMMMMM",
    "Chinese": "习近平王毅李强",
    "Arabic": "محمد بن سلمان",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize(("number", "lines"), [(2, 1), (3, 2), (12, 9), (40, 30), (40, MOST_LINES)])
def test_words_never_meet_and_nothing_stands_outside(name: str, number: int, lines: int) -> None:
    all_of_them = people(number, name)
    told = [
        meeting(
            all_of_them[n % number],
            all_of_them[(n + 1 + n // number) % number],
            day=DAY + dt.timedelta(40 * n),
        )
        for n in range(lines)
    ]
    drawing = who_met_whom([*told, meeting(*all_of_them, day=None)])
    assert overlapping(drawing) == []
    for label in labels(drawing):
        left, top, right, bottom = box(label)
        assert left >= -0.1
        assert top >= 0
        assert right <= drawing.width + 0.1
        assert bottom <= drawing.height
    for shape in drawing.shapes:
        if isinstance(shape, Line | Disc):
            xs = (shape.x1, shape.x2) if isinstance(shape, Line) else (shape.x,)
            assert all(0 <= x <= drawing.width for x in xs)


def test_below_the_lines_stand_months_or_where_they_have_no_room_years() -> None:
    few = [meeting(LIND, BERG), meeting(LIND, STRAND, day=None)]
    assert [label.text for label in labels(who_met_whom(few)) if label.anchor == "middle"] == [
        "May 2031",
        "undated",
    ]
    many = [meeting(LIND, BERG, day=DAY + dt.timedelta(30 * n)) for n in range(40)]
    words = [label.text for label in labels(who_met_whom(many)) if label.anchor == "middle"]
    assert words == ["2031", "2032", "2033", "2034"]


def test_a_meeting_in_some_month_of_a_year_is_given_no_month() -> None:
    year = Encounter(people=(LIND, BERG), mark="solid", days=(dt.date(2031, 1, 1), dt.date(2031, 12, 31)))
    assert "2031" in [label.text for label in labels(who_met_whom([year]))]


def test_words_that_are_too_long_end_in_an_ellipsis_and_have_room() -> None:
    for text in ("Person", "W" * 90, "习近平" * 30, "e\u0301" * 90):
        for room in (20.0, 60.0, 118.0):
            assert width(fitted(text, room, 8.5), 8.5) <= room
    assert fitted("Person", 60, 8.5) == "Person"


# ── from briefs ──────────────────────────────────────────────────────────────


def participant(name: str, person: str | None = None, side: str | None = None) -> BriefParticipant:
    return BriefParticipant(
        name=name,
        role=None,
        role_as_of=None,
        side=side,
        attendance="reported",
        citations=(cite(1, 0),),
        person=person,
    )


def brief(*attending: BriefParticipant, status: str = "held") -> Brief:
    return replace(sample_second_brief(), participants=attending, status=status)


A, B, C = (participant(name, name, side) for name, side in (("Ada", "N"), ("Bo", "S"), ("Cy", "N")))


def test_only_people_of_one_meeting_are_pairs() -> None:
    found = encounters([brief(A, B), brief(B, C)])
    assert found.pairs == ("Ada and Bo: 1 held", "Bo and Cy: 1 held")


def test_pairs_count_meetings_by_status() -> None:
    found = encounters([brief(A, B), brief(A, B, status="planned"), brief(A, B)])
    assert found.pairs == ("Ada and Bo: 2 held, 1 planned",)


def test_colleagues_at_talks_with_another_side_are_no_pair() -> None:
    assert encounters([brief(A, B, C)]).pairs == ("Ada and Bo: 1 held", "Bo and Cy: 1 held")
    assert encounters([brief(A, C)]).pairs == ("Ada and Cy: 1 held",)


def test_a_group_without_a_name_is_another_at_each_meeting() -> None:
    officials = participant("officials")
    found = encounters([brief(A, officials), brief(A, officials)])
    assert found.people == 3


def test_a_side_that_one_meeting_does_not_tell_is_that_of_the_others() -> None:
    found = encounters([brief(replace(A, side=None), B), brief(A, B), brief(A, B)])
    assert {person.side for meeting in found.meetings for person in meeting.people} == {"N", "S"}


def test_a_meeting_of_one_named_participant_is_not_shown_and_counted() -> None:
    found = encounters([brief(A, B), brief(C)])
    assert (len(found.meetings), found.other_meetings) == (1, 1)


def test_of_many_people_those_who_meet_most_are_shown_and_the_others_counted() -> None:
    hub = participant("Hub", "hub")
    briefs = [brief(hub, participant(f"P{n:03}", f"p{n:03}")) for n in range(90)] + [brief(hub, B)] * 3
    found = encounters(briefs)
    names = {person.name for meeting in found.meetings for person in meeting.people}
    assert len(names) == MOST_PEOPLE == found.people
    assert {"Hub", "Bo"} <= names
    assert found.other_people == 92 - MOST_PEOPLE
    assert sum(meeting.count for meeting in found.meetings) + found.other_meetings == 93


def test_of_many_meetings_those_of_the_same_people_are_one_line() -> None:
    found = encounters([brief(A, B)] * 100 + [brief(B, C, status="planned")] * 100)
    assert found.merged
    assert [(meeting.count, meeting.status) for meeting in found.meetings] == [
        (100, "held"),
        (100, "planned"),
    ]
    assert found.pairs[0] == "Ada and Bo: 100 held"


# ── in a document ────────────────────────────────────────────────────────────


def digest(*briefs: Brief):
    return replace(sample_digest(), briefs=briefs)


def figures(*briefs: Brief, options: dict[str, str] | None = None) -> list[Figure]:
    made = to_document(digest(*briefs), template="digest", created=CREATED, options=options or {})
    return [block for block in walk(made.blocks) if isinstance(block, Figure)]


def test_a_digest_shows_it_where_three_people_are_at_two_meetings() -> None:
    assert len(figures(brief(A, B), brief(B, C))) == 1
    assert figures(brief(A, B), brief(A, B)) == []
    assert figures(brief(A, B, C)) == []


def test_it_can_be_switched_off() -> None:
    assert figures(brief(A, B), brief(B, C), options={"who_met_whom": "no"}) == []


def test_its_words_say_who_met_whom_and_the_caption_what_is_missing() -> None:
    text = render(digest(brief(A, B), brief(B, C), brief(A)), template="digest", format="md", created=CREATED)
    assert "Who met whom: 3 people in 2 meetings. Ada and Bo: 1 held; Bo and Cy: 1 held." in text.decode()
    assert "Meetings not shown: 1." in text.decode()


@pytest.mark.parametrize("format", ["html", "pdf", "docx", "md"])
def test_the_same_digest_gives_the_same_bytes(format: str) -> None:
    subject = digest(brief(A, B), brief(B, C))
    first, second = (render(subject, template="digest", format=format, created=CREATED) for _ in range(2))
    assert first == second


HTML = """<figure class="who-met-whom" data-alt="x"><ol>
<li data-count="2"><ul><li>A</li><li data-side="S">B</li></ul></li>
</ol></figure>"""


def test_a_figure_reads_people_and_counts() -> None:
    (figure,) = parse(HTML)
    assert isinstance(figure, Figure)
    assert {"A", "B", "S", "2"} <= {label.text for label in labels(figure.drawing)}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('data-count="2"', 'data-count="0"', "data-count"),
        ('data-count="2"', 'data-mark="green"', "data-mark"),
        ("<li>A</li>", "<li></li>", "needs a name"),
        ('<ul><li>A</li><li data-side="S">B</li></ul>', "", "a <ul> of people"),
        ("<li>A</li>", "<li>A</li>x", "no place"),
    ],
)
def test_a_figure_that_cannot_be_read_is_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(ElementError, match=message):
        parse(HTML.replace(old, new))
