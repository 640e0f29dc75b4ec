"""From briefgen.toml to the mailbox: real settings, reader, documents, store and mail server."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from mail_server import PASSWORD, VARIABLE, free_port
from newsroom import CHIEF, EVERYBODY, NORTH, SOUTH, Newsroom, newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow

MONDAY, TUESDAY, WEDNESDAY = (f"2031-05-{day:02}T07:30+02:00" for day in (5, 6, 7))
AHEAD = (
    "Foreign Minister Anna Keller will meet her counterpart Peter Novak in Geneva on 6 May 2031."
    " They will discuss the ferry line."
)
HELD = (
    "Foreign Minister Anna Keller met her counterpart Peter Novak in Geneva on Tuesday, 6 May 2031,"
    " to discuss the ferry line."
)
AFTER = (
    HELD,
    "“The ferry will sail again before the summer is over,” Keller said after the talks.",
)
OTHER = (
    "Trade Minister Karl Dahl met Energy Minister Ivan Orlov in Oslo on 2 May 2031 to discuss fishing rights."
)
SECOND = "Trade Minister Karl Dahl held talks with Energy Minister Ivan Orlov in Oslo on 2 May 2031 about cod quotas."
CALM = "The harbour office of Norvik said on Monday that nothing at all had happened in the port."


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, PASSWORD)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with newsroom(tmp_path, "calendar = true") as room:
        room.article("ahead", "2031-05-04", "Norvik Post", AHEAD)
        room.article("fish", "2031-05-03", "Norvik Post", OTHER)
        yield room


def test_from_the_first_brief_to_what_is_new_in_it(room: Newsroom) -> None:
    first = room.run(MONDAY)
    assert (first["result"], first["counts"]["news"], first["mail"]["sent"]) == ("reported", 2, 3)
    assert room.arrived() == dict.fromkeys(EVERYBODY, 1)
    assert all(room.post.logins)
    to = {tuple(sorted(a.strip() for a in m["To"].split(","))) for m in room.post.messages}
    assert to == {(CHIEF, NORTH), (SOUTH,)}
    assert not any("since the last edition" in text or "[new]" in text for text in room.texts())
    briefs = {path.name: path.read_bytes() for path in (room.folder / "out" / "daily").iterdir()}
    assert not any(b"New since" in data for name, data in briefs.items() if name.endswith(".md"))

    again = room.run(MONDAY)
    assert (again["result"], again["messages"]) == ("nothing", [])
    assert (again["counts"]["opened"], again["counts"]["read"], again["counts"]["written"]) == (0, 0, 0)

    room.article("after", "2031-05-06", "Harbour Times", *AFTER)
    second = room.run(WEDNESDAY)
    assert (second["counts"]["read"], second["counts"]["meetings"], second["counts"]["news"]) == (1, 2, 1)
    assert room.arrived() == dict.fromkeys(EVERYBODY, 2)
    for text in room.texts()[2:]:
        assert (
            "New since the last edition (made Mon 5 May 2031, 07:30 (UTC+02:00)): status: planned → held"
            in text
        )
        assert "changed |" in text
        assert "Dahl" not in text.partition("Attached:")[0]
    (brief,) = (room.folder / "out" / "daily").glob("*keller*.md")
    assert "New since the last edition" in brief.read_text()
    assert "made Mon 5 May 2031" in brief.read_text()
    for name, data in briefs.items():
        if "dahl" in name:  # no news, no touch
            assert (room.folder / "out" / "daily" / name).read_bytes() == data

    # The third edition has news of the other meeting alone; the brief of the second stays as it was.
    told = brief.read_bytes()
    room.article("fish again", "2031-05-03", "Harbour Times", SECOND)
    third = room.run("2031-05-08T07:30+02:00")
    assert (third["counts"]["meetings"], third["counts"]["news"]) == (2, 1)
    assert brief.read_bytes() == told
    assert "(made Wed 7 May 2031, 07:30 (UTC+02:00)): 1 new source" in room.texts()[-1]


def test_a_planned_meeting_keeps_its_place_in_the_calendar(room: Newsroom) -> None:
    room.run(MONDAY)
    off = AHEAD.replace("will meet", "will no longer meet").replace(
        "on 6 May 2031.", "on 6 May 2031, a spokesman said."
    )
    room.article(
        "sooner", "2031-05-05", "Harbour Times", AHEAD.replace("the ferry line", "ferries and grain"), off
    )
    room.run(TUESDAY)
    events = [event for message in room.post.messages for event in calendar(message)]
    assert len(room.post.messages) == 4
    assert len({str(event["UID"]) for event in events}) == 1
    assert len({int(event["SEQUENCE"]) for event in events}) == 2


def calendar(message) -> list:
    files = [part for part in message.iter_attachments() if part.get_filename() == "meetings.ics"]
    return [e for part in files for e in Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")]


def test_a_dry_run_writes_the_messages_and_sends_none(room: Newsroom, tmp_path: Path) -> None:
    rehearsed = room.run(MONDAY, "--dry-run", "--eml", str(tmp_path / "letters"))
    assert room.arrived() == {}
    letters = [path.read_bytes() for path in sorted((tmp_path / "letters").glob("*.eml"))]
    assert len(letters) == len(rehearsed["messages"]) == 2
    real = room.run(MONDAY)
    assert {message_from_bytes(data, policy=policy.default)["Message-ID"] for data in letters} == set(
        real["messages"]
    )
    assert room.arrived() == dict.fromkeys(EVERYBODY, 1)


def test_what_a_person_is_told(room: Newsroom) -> None:
    shown = room.command("run", "--now", MONDAY, "--dry-run")
    assert shown.stdout.count(".eml\n") == 2
    assert "dry run: 2 messages written, nothing sent" in shown.stderr
    room.post.at_rcpt = {SOUTH: ["451 4.3.0 later"]}
    shown = room.command("run", "--now", MONDAY)
    assert (
        "2 of 2 meetings new or changed, 6 files written, mail: 2 sent, 1 waiting, 0 refused" in shown.stderr
    )
    assert "'briefgen outbox show NUMBER' tell why" in shown.stderr
    shown = room.command("run", "--now", MONDAY)
    assert shown.stdout == ""
    assert "daily: nothing to report, 2 articles (0 read), " in shown.stderr
    assert "mail" not in shown.stderr


def test_nothing_to_report_is_told_once_a_day_where_it_is_wanted(tmp_path: Path) -> None:
    with newsroom(tmp_path, 'when_empty = "tell"') as room:
        room.article("fish", "2031-05-03", "Norvik Post", OTHER)
        room.run(MONDAY)
        assert room.run(TUESDAY)["result"] == "nothing"
        room.article("calm", "2031-05-06", "Norvik Post", CALM)
        room.run(TUESDAY)
        assert room.arrived() == dict.fromkeys(EVERYBODY, 2)
        assert {m["Subject"] for m in room.post.messages[2:]} == {"Nothing to report: daily"}
        room.run(WEDNESDAY)
        assert room.arrived() == dict.fromkeys(EVERYBODY, 3)


def test_a_server_that_is_down_costs_nothing_but_time(room: Newsroom) -> None:
    text = (room.folder / "briefgen.toml").read_text()
    port = next(line for line in text.splitlines() if line.startswith("port"))
    (room.folder / "briefgen.toml").write_text(text.replace(port, f"port = {free_port()}"))
    down = room.run(MONDAY)
    assert (down["result"], down["mail"]) == ("reported", {"sent": 0, "waiting": 3, "refused": 0})
    listed = json.loads(room.command("outbox", "list", "--json").stdout)["messages"]
    assert {r["state"] for message in listed for r in message["recipients"]} == {"waiting"}
    (room.folder / "briefgen.toml").write_text(text)
    up = room.run(TUESDAY)
    assert (up["result"], up["mail"]["sent"]) == ("nothing", 3)
    assert room.arrived() == dict.fromkeys(EVERYBODY, 1)


def test_the_status_tells_what_must_be_mended(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "wr0ng")
    failed = room.run(MONDAY, code=1)
    assert "refuses the login of desk" in failed["error"]
    assert "wr0ng" not in json.dumps(failed)
    monkeypatch.setenv(VARIABLE, PASSWORD)
    room.post.at_rcpt = {SOUTH: ["550 5.1.1 nobody of that name"]}
    refused = room.run(TUESDAY, code=1)
    assert refused["mail"] == {"sent": 2, "waiting": 0, "refused": 1}
    assert room.arrived() == {NORTH: 1, CHIEF: 1}
    room.article("empty", "2031-05-06", "Norvik Post")
    assert room.run(WEDNESDAY, "--strict", code=3)["result"] == "nothing"


def test_a_store_that_was_rebuilt_sends_nothing_again(room: Newsroom) -> None:
    room.run(MONDAY)
    data = bytearray((room.folder / "briefgen.sqlite").read_bytes())
    data[4096 * 3 : 4096 * 5] = b"\xa5" * 8192
    (room.folder / "briefgen.sqlite").write_bytes(bytes(data))
    assert "briefgen jobs rebuild" in room.command("run").output
    assert room.command("jobs", "rebuild").exit_code == 0
    assert room.run(TUESDAY)["messages"] == []
    room.article("after", "2031-05-06", "Harbour Times", *AFTER)
    assert room.run(WEDNESDAY)["counts"]["news"] == 1
    assert room.arrived() == dict.fromkeys(EVERYBODY, 2)
