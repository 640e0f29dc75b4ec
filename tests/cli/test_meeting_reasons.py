from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from briefgen.cli.meeting_reasons import MeetingReasons
from briefgen.cli.quote_reasons import QuoteReasons
from briefgen.model import (
    Actor,
    ActorKind,
    Analysis,
    Article,
    Block,
    BlockKind,
    DateFinding,
    Meeting,
    MeetingKind,
    Mention,
    Participant,
    Party,
    Person,
    Precision,
    Quote,
    QuoteKind,
    Reading,
    ReportedMeeting,
    ReportedQuote,
    RoleClaim,
    Span,
    Status,
    TimeExpression,
)

SENTENCE = "On Monday she met the Sudrian envoy after a trip on Saturday."
TEXT = f"{SENTENCE}\n\n“It went well,” she said."


def span(words: str) -> Span:
    return Span("a1", TEXT.index(words), TEXT.index(words) + len(words))


ARTICLE = Article(
    id="a1",
    path="a1.txt",
    text=TEXT,
    published=dt.date(2031, 5, 6),
    blocks=(
        Block(BlockKind.PROSE, 0, len(SENTENCE)),
        Block(BlockKind.PROSE, len(SENTENCE) + 2, len(TEXT)),
    ),
)
MONDAY = TimeExpression(span=span("Monday"), text="Monday", weekday=0, direction=-1)
SATURDAY = TimeExpression(span=span("Saturday"), text="Saturday", weekday=5, direction=-1)
ENVOY = RoleClaim("Sudrian envoy", None, "Sudria", span("Sudrian envoy"))
ACTORS = (
    Actor(name="Ada Lind", kind=ActorKind.PERSON),
    Actor(name="Boris Ostrander", kind=ActorKind.PERSON, roles=(ENVOY,)),
)
REPORTED = ReportedMeeting(
    kind=MeetingKind.TALKS,
    status=Status.HELD,
    status_span=span(SENTENCE),
    parties=(
        Party(name="Ada Lind", actor=0, span=span("she")),
        Party(name="Boris Ostrander", described=1, span=span("envoy")),
    ),
    mentions=(Mention(span=span(SENTENCE), trigger=span("met"), rule="verb 'met' with its parties"),),
    main=True,
    times=(MONDAY,),
)
QUOTED = ReportedQuote(
    span=span("It went well,"),
    kind=QuoteKind.DIRECT,
    speaker=0,
    speaker_text="she",
    speaker_span=Span("a1", TEXT.rindex("she"), TEXT.rindex("she") + 3),
)
READING = Reading(
    article="a1", actors=ACTORS, meetings=(REPORTED,), quotes=(QUOTED,), times=(MONDAY, SATURDAY)
)
DATE = DateFinding(
    start=dt.date(2031, 5, 5),
    end=dt.date(2031, 5, 5),
    precision=Precision.DAY,
    text="Monday",
    basis="'Monday', article published 2031-05-06",
    evidence=(span(SENTENCE),),
)
MEETING = Meeting(
    id="m1",
    title="Ada Lind – Boris Ostrander",
    kind=MeetingKind.TALKS,
    status=Status.HELD,
    date=DATE,
    place=None,
    place_evidence=(),
    participants=(
        Participant(person="p1", name="Ada Lind", role=None, side=None, evidence=(span(SENTENCE),)),
        Participant(person="p2", name="Boris Ostrander", role=None, side=None, evidence=(span(SENTENCE),)),
    ),
    topics=(),
    quotes=(),
    mentions=(span(SENTENCE),),
    rules=("verb 'met' with its parties",),
    articles=(),
    status_reports=(),
)


def told(others: dict[str, Meeting] | None = None) -> list[str]:
    return list(MeetingReasons(MEETING, ARTICLE, READING, others or {}).lines())


def test_a_participant_is_told_with_the_pronoun_or_office_that_means_them() -> None:
    assert 'participant: Ada Lind, meant by the pronoun "she", in sentence 1' in told()
    assert 'participant: Boris Ostrander, meant by the office "Sudrian envoy", in sentence 1' in told()


def test_a_day_of_the_same_sentence_that_was_not_used_is_told() -> None:
    assert 'date not used: "Saturday": 2031-05-03; said of something else' in told()


@pytest.mark.parametrize(
    ("other", "line"),
    [
        (replace(MEETING, kind=MeetingKind.CALL), "kept apart from M2: one is a call"),
        (
            replace(MEETING, date=replace(DATE, start=dt.date(2031, 5, 1), end=dt.date(2031, 5, 1))),
            "kept apart from M2: other days (2031-05-01)",
        ),
        (MEETING, "kept apart from M2: told as another occasion"),
    ],
)
def test_another_meeting_of_the_same_people_is_told_with_what_differs(other: Meeting, line: str) -> None:
    assert line in told({"M2": other})


def test_a_meeting_of_other_people_needs_no_reason() -> None:
    chen = Participant(person="p3", name="Chen Mu", role=None, side=None)
    assert not [
        line for line in told({"M2": replace(MEETING, participants=(chen,))}) if line.startswith("kept")
    ]


def test_a_speaker_is_told_with_the_words_and_where_they_stand() -> None:
    quote = Quote(
        id="q1",
        article="a1",
        text="It went well,",
        kind=QuoteKind.DIRECT,
        start=QUOTED.span.start,
        end=QUOTED.span.end,
        speaker="p1",
        speaker_text="she",
        speaker_span=QUOTED.speaker_span,
        via="Norvik Radio",
    )
    lind = Person(id="p1", name="Ada Lind", kind=ActorKind.PERSON)
    analysis = Analysis(articles=(ARTICLE,), people=(lind,), meetings=(), quotes=(quote,))
    assert list(QuoteReasons(ARTICLE, READING, analysis).lines()) == [
        'Q1  Ada Lind: "It went well,"',
        '    direct, no cue, speaker from "she" (meant by the pronoun) after it, relayed by Norvik Radio',
    ]
