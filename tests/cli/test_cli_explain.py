from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefgen import pipeline
from briefgen.model import (
    Actor,
    ActorKind,
    Analysis,
    Block,
    BlockKind,
    MeetingKind,
    Mention,
    Party,
    Reading,
    ReportedMeeting,
    RoleClaim,
    Span,
    Status,
    TimeExpression,
)
from briefgen.pipeline import Readings

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def found(monkeypatch: pytest.MonkeyPatch, analysis: Analysis) -> None:
    """Let every article be the first one of the sample analysis."""
    article = analysis.articles[0]
    name, day = Span("a1", 0, 8), Span("a1", article.text.index("Monday"), article.text.index("Monday") + 6)
    role = RoleClaim("ferry minister", None, "Norland", name)
    lind = Actor(name="Ada Lind", kind=ActorKind.PERSON, aliases=("Lind",), roles=(role,), mentions=(name,))
    monday = TimeExpression(span=day, text="Monday", weekday=0, direction=-1)
    sentence = analysis.meetings[0].mentions[0]
    reported = ReportedMeeting(
        kind=MeetingKind.TALKS,
        status=Status.HELD,
        status_span=sentence,
        parties=(Party(name="Ada Lind", actor=0, span=name),),
        mentions=(Mention(span=sentence, trigger=name, rule="verb 'met' with two parties"),),
        main=True,
        times=(monday,),
    )
    reading = Reading(article="a1", actors=(lind,), times=(monday,), meetings=(reported,))
    readings = Readings(articles=(article,), readings=(reading,), skipped=())
    monkeypatch.setattr(pipeline, "read", lambda *_, **__: readings)
    monkeypatch.setattr(pipeline, "combine", lambda _: analysis)


def test_people_dates_meetings_and_quotes_are_marked(run: Run) -> None:
    shown = run("explain", "a1.txt").stdout
    assert "[M1 [P1 Ada Lind] met Boris Ostrander in Norvik on [D1 Monday].]" in shown
    assert "“[Q1 The ferry question is closed for good,]” Lind said." in shown


@pytest.mark.parametrize(
    "line",
    [
        "  published: 2031-05-06 (front matter)",
        '  P1  Ada Lind: person, ferry minister, also "Lind"',
        '  D1  "Monday": 2031-05-05',
        "  M1  Ada Lind – Boris Ostrander, Norvik",
        (
            "      sentence 1, taken for verb 'met' with two parties: "
            '"Ada Lind met Boris Ostrander in Norvik on Monday."'
        ),
        "      date: 2031-05-05; 'Monday', article published 2031-05-06, in sentence 1",
        "      status: held, since it says so in sentence 1",
        "      place: Norvik, in sentence 1",
        '      participant: Ada Lind (ferry minister, Norland), named "Ada Lind", in sentence 1',
        "      participant: Boris Ostrander (Sudria), in sentence 1",
        '      topic: the ferry question, since it says "ferry question"',
        "      kept apart from M2: other participants, another status (planned)",
        "      place: unknown; no words give one",
        '      date: unknown ("next year")',
        '  Q1  Ada Lind: "The ferry question is closed for good,"',
        '      direct, cue "said", speaker from "Lind" after it, said at M1',
    ],
)
def test_each_finding_is_told_with_what_it_rests_on(run: Run, line: str) -> None:
    assert line in run("explain", "a1.txt").stdout.splitlines()


def test_what_is_no_prose_is_named(run: Run, analysis: Analysis, monkeypatch: pytest.MonkeyPatch) -> None:
    article = replace(analysis.articles[2], blocks=(Block(BlockKind.CAPTION, 0, 22),))
    readings = Readings(articles=(article,), readings=(Reading(article="a3"),), skipped=())
    monkeypatch.setattr(pipeline, "read", lambda *_, **__: readings)
    monkeypatch.setattr(
        pipeline, "combine", lambda _: Analysis(articles=(article,), people=(), meetings=(), quotes=())
    )
    shown = run("explain", "a3.txt").stdout
    assert "(caption) The ferry did not run." in shown
    assert "Meetings\n  none\n" in shown


def test_a_terminal_gets_colours_and_labels(run: Run) -> None:
    shown = run("explain", "a1.txt", env={"FORCE_COLOR": "1", "TERM": "xterm-256color"}, color=True).stdout
    assert "\x1b[" in shown
    assert "[P1 " not in shown
    assert "P1 " in shown


def test_characters_that_steer_a_terminal_are_shown_as_escapes(
    run: Run, analysis: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Ada \x1b[31m Lind\u202e"
    article = replace(analysis.articles[2], text=text, blocks=(Block(BlockKind.PROSE, 0, len(text)),))
    readings = Readings(articles=(article,), readings=(Reading(article="a3"),), skipped=())
    monkeypatch.setattr(pipeline, "read", lambda *_, **__: readings)
    monkeypatch.setattr(
        pipeline, "combine", lambda _: Analysis(articles=(article,), people=(), meetings=(), quotes=())
    )
    shown = run("explain", "a3.txt").stdout
    assert "Ada \\x1b[31m Lind\\u202e" in shown
    assert "\x1b" not in shown


def test_more_than_one_article_is_a_usage_error(
    run: Run, analysis: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings = Readings(
        articles=analysis.articles[:2], readings=(Reading(article="a1"), Reading(article="a2")), skipped=()
    )
    monkeypatch.setattr(pipeline, "read", lambda *_, **__: readings)
    result = run("explain", "news")
    assert result.exit_code == 2
    assert "holds 2 articles" in result.stderr
