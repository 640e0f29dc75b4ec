from __future__ import annotations

import datetime as dt
from dataclasses import replace
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from mail_server import account

from briefgen.exceptions import MailError
from briefgen.jobs.mailing import ByMail, messages_for
from briefgen.jobs.settings import Desk, Job, WhenEmpty
from briefgen.model import (
    Aspect,
    Cause,
    Changes,
    DateFinding,
    Difference,
    MeetingChanges,
    Novelty,
    PastMeeting,
    Precision,
    Status,
)
from briefgen.pipeline import BuildPlan, BuildResult

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

    from briefgen.deliver.letter import Outgoing
    from briefgen.model import Analysis

NOW = dt.datetime(2031, 5, 6, 7, 30, tzinfo=dt.UTC)
NORTH = Desk(name="north", addresses=("one@example.org", "two@example.org"))
SOUTH = Desk(name="south", addresses=("three@example.org",))
MAIL = account(25, reply_to="north@example.org")


@pytest.fixture
def result(analysis: Analysis, tmp_path: Path) -> BuildResult:
    files = []
    for name in ("talks.docx", "talks.pdf", "talks.html"):
        path = tmp_path / name
        path.write_bytes(name.encode())
        files.append(path)
    return BuildResult(analysis=analysis, meetings=analysis.meetings, files=tuple(files))


def job(folder: Path, **changes: object) -> Job:
    settings = {"name": "Ferries daily", "directory": folder, "desks": (NORTH, SOUTH)}
    return Job(**(settings | changes))


def compose(
    job: Job, result: BuildResult | None, fingerprint: str = "f", **options: object
) -> list[Outgoing]:
    return messages_for(job, MAIL, result, options.pop("now", NOW), fingerprint=fingerprint, **options)


def read(message: Outgoing) -> EmailMessage:
    return message_from_bytes(message.data, policy=policy.default)


def text(message: Outgoing) -> str:
    return read(message).get_body(("plain",)).get_content().replace("\r\n", "\n")


def test_each_desk_has_a_message_of_its_own_and_sees_no_other(result: BuildResult, tmp_path: Path) -> None:
    north, south = compose(job(tmp_path), result)
    assert north.recipients == NORTH.addresses
    assert south.recipients == SOUTH.addresses
    assert b"three@" not in north.data
    assert b"one@" not in south.data
    assert north.message_id != south.message_id


def test_the_same_run_gives_the_same_bytes(result: BuildResult, tmp_path: Path) -> None:
    assert compose(job(tmp_path), result) == compose(job(tmp_path), result)


def test_the_body_holds_the_bottom_line_with_its_sources(result: BuildResult, tmp_path: Path) -> None:
    shown = " ".join(text(compose(job(tmp_path), result)[0]).split())
    assert "Ada Lind – Boris Ostrander, Norvik, 5 May 2031: Mon 5 May 2031 | held | Norvik, Norland" in shown
    assert "met Boris Ostrander (Sudria) in Norvik on Mon 5 May 2031." in shown
    assert "Sources: [1] Norvik Post, Tue 6 May 2031" in shown
    assert "Incomplete: 1 input could not be read" in shown
    assert "Prepared Tue 6 May 2031, 07:30 UTC from news articles." in shown


def test_the_documents_are_attached_and_not_the_page(result: BuildResult, tmp_path: Path) -> None:
    message = read(compose(job(tmp_path), result)[0])
    assert [p.get_filename() for p in message.iter_attachments()] == ["talks.docx", "talks.pdf"]


def test_pages_are_attached_where_there_is_nothing_else(result: BuildResult, tmp_path: Path) -> None:
    message = read(compose(job(tmp_path), replace(result, files=result.files[2:]))[0])
    assert [p.get_filename() for p in message.iter_attachments()] == ["talks.html"]


def test_of_many_files_only_the_digest_goes_along(result: BuildResult, tmp_path: Path) -> None:
    files = [tmp_path / f"brief-{number}.pdf" for number in range(30)]
    files.append(tmp_path / "digest_2031-05-05.pdf")
    for path in files:
        path.write_bytes(b"x")
    message = compose(job(tmp_path), replace(result, files=tuple(files)))[0]
    assert [p.get_filename() for p in read(message).iter_attachments()] == ["digest_2031-05-05.pdf"]
    assert "NOT attached: 30 files of single meetings" in text(message)


def test_a_file_that_is_gone_is_told(result: BuildResult, tmp_path: Path) -> None:
    result.files[0].unlink()
    with pytest.raises(MailError, match=r"talks\.docx cannot be attached: no such file"):
        compose(job(tmp_path), result)


def test_marking_and_subject_come_from_the_job(result: BuildResult, tmp_path: Path) -> None:
    marked = job(tmp_path, plan=BuildPlan(marking="TLP:AMBER"), subject="Ferries")
    message = compose(marked, result)[0]
    assert message.subject == "[TLP:AMBER] Ferries"
    assert text(message).startswith("TLP:AMBER\n")
    assert read(message)["List-Id"] == "<ferries-daily.briefs.example.org>"
    assert read(message)["Reply-To"] == "north@example.org"


def test_what_is_new_is_said(result: BuildResult, tmp_path: Path) -> None:
    talks, visit = result.meetings
    then = PastMeeting(id="m0", title=talks.title, status=Status.PLANNED, date=talks.date, place=None)
    held = Difference(
        aspect=Aspect.STATUS,
        earlier="planned",
        present="held",
        cause=Cause.NEW_ARTICLE,
        evidence=talks.mentions,
    )
    found = (
        MeetingChanges(meeting=talks.id, novelty=Novelty.CHANGED, earlier=then, differences=(held,)),
        MeetingChanges(meeting=visit.id, novelty=Novelty.NEW),
    )
    changes = Changes(created=NOW, newest=None, meetings=found, gone=())
    message = compose(job(tmp_path), replace(result, changes=changes))[0]
    shown = " ".join(text(message).split())
    assert "[changed] Ada Lind – Boris Ostrander" in shown
    assert "New since the last edition (made Tue 6 May 2031, 07:30 UTC): status: planned → held." in shown
    assert "[new] Boris Ostrander – Chen Mu" in shown


def test_before_the_first_edition_nothing_is_marked(result: BuildResult, tmp_path: Path) -> None:
    shown = text(compose(job(tmp_path), result)[0])
    assert "[new]" not in shown
    assert "since the last edition" not in shown


def test_without_news_there_is_no_message_unless_asked_for(result: BuildResult, tmp_path: Path) -> None:
    empty = replace(result, meetings=())
    assert compose(job(tmp_path), empty) == []
    assert compose(job(tmp_path), None) == []
    asked = job(tmp_path, when_empty=WhenEmpty.TELL)
    (north, _) = compose(asked, empty)
    assert north.subject == "Nothing to report: Ferries daily"
    assert "Incomplete: 1 input" in text(north)
    tomorrow = compose(asked, empty, now=NOW + dt.timedelta(days=1))
    assert tomorrow[0].message_id != north.message_id


def test_without_desks_there_is_no_message(result: BuildResult, tmp_path: Path) -> None:
    assert compose(job(tmp_path, desks=()), result) == []


def test_a_desk_without_a_valid_address_is_told(result: BuildResult, tmp_path: Path) -> None:
    with pytest.raises(MailError, match="no e-mail address"):
        compose(job(tmp_path, desks=(Desk(name="x", addresses=("nobody",)),)), result)


def calendar(message: Outgoing) -> list:
    files = [p for p in read(message).iter_attachments() if p.get_filename() == "meetings.ics"]
    return Calendar.from_ical(files[0].get_payload(decode=True)).walk("VEVENT") if files else []


def on(
    result: BuildResult, status: Status, day: dt.date, precision: Precision = Precision.DAY
) -> BuildResult:
    talks, visit = result.meetings
    moved = replace(talks, status=status, date=DateFinding(start=day, end=day, precision=precision))
    analysis = replace(result.analysis, meetings=(moved, visit))
    return replace(result, analysis=analysis, meetings=(moved, visit))


def test_planned_meetings_of_a_known_day_are_in_the_calendar(result: BuildResult, tmp_path: Path) -> None:
    planned = on(result, Status.PLANNED, dt.date(2031, 5, 30))
    asked = job(tmp_path, calendar=True)
    message = compose(asked, planned, identities={"m1": "stays"})[0]
    (event,) = calendar(message)
    assert event.decoded("DTSTART") == dt.date(2031, 5, 30)
    assert "no article gives the day: Boris Ostrander – Chen Mu" in " ".join(text(message).split())
    off = on(result, Status.CANCELLED, dt.date(2031, 5, 30))
    (cancelled,) = calendar(compose(asked, off, identities={"m1": "stays"})[0])
    assert cancelled["UID"] == event["UID"]
    assert cancelled["STATUS"] == "CANCELLED"
    assert cancelled["SUMMARY"].startswith("Cancelled: ")


@pytest.mark.parametrize(
    ("status", "day", "precision"),
    [
        (Status.HELD, dt.date(2031, 5, 30), Precision.DAY),
        (Status.POSSIBLE, dt.date(2031, 5, 30), Precision.DAY),
        (Status.PLANNED, dt.date(2031, 5, 5), Precision.DAY),
        (Status.PLANNED, dt.date(2031, 6, 1), Precision.MONTH),
    ],
)
def test_other_meetings_are_not(
    result: BuildResult, tmp_path: Path, status: Status, day: dt.date, precision: Precision
) -> None:
    assert calendar(compose(job(tmp_path, calendar=True), on(result, status, day, precision))[0]) == []


def test_the_way_of_mail_makes_the_same_messages(result: BuildResult, tmp_path: Path) -> None:
    post = ByMail(MAIL)
    assert post.messages(job(tmp_path), result, fingerprint="f", now=NOW) == compose(job(tmp_path), result)
    assert post.nothing(job(tmp_path), fingerprint="f", now=NOW) == []
