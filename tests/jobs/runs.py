"""What the tests of runs share: a small newsroom, and mail that goes into a folder.

The articles are read by a reader of a few lines, since what is tested begins after that.
The server of ``FolderPost`` knows each message by its Message-ID, as mail servers do.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
from dataclasses import dataclass, field
from pathlib import Path  # noqa: TC003 - fields are told by it

from briefgen.jobs.post import Posted
from briefgen.jobs.runner import Runner
from briefgen.jobs.settings import Desk, Job, Settings
from briefgen.jobs.store import Store
from briefgen.model import (
    Actor,
    ActorKind,
    MeetingKind,
    Mention,
    Party,
    Reading,
    ReportedMeeting,
    Span,
    Status,
    TimeExpression,
)
from briefgen.pipeline import BuildPlan

NOW = dt.datetime(2031, 5, 7, 7, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
DESKS = (
    Desk(name="north", addresses=("north@norland.example", "chief@norland.example")),
    Desk(name="south", addresses=("south@norland.example",)),
)
_SENTENCE = re.compile(r"([A-Z]\w+ [A-Z]\w+) met ([A-Z]\w+ [A-Z]\w+) on (\d+) May 2031\.")


def news(folder, number, first="Ada Lind", second="Boris Ostrander", day=5):
    """Write an article that tells of a meeting, an hour ago."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{number}.txt"
    path.write_text(f"Report {number}\n\n{first} met {second} on {day} May 2031. They spoke of ferries.\n")
    changed = path.stat().st_mtime_ns - 3600 * 10**9
    os.utime(path, ns=(changed, changed))
    return path


def read_articles(articles, *, model=None, executor=None):
    """Stand in for ``briefgen.extract.read_articles``: know one kind of sentence, and no language model."""
    for article in articles:
        yield article, read_article(article)


def read_article(article):
    actors, meetings, times = [], [], []
    for match in _SENTENCE.finditer(article.text):
        sentence = Span(article.id, match.start(), match.end())
        spans = [Span(article.id, *match.span(group)) for group in (1, 2, 3)]
        parties = []
        for group, span in zip((1, 2), spans, strict=False):
            parties.append(Party(name=match[group], actor=len(actors), span=span))
            actors.append(Actor(name=match[group], kind=ActorKind.PERSON, mentions=(span,)))
        time = TimeExpression(
            span=spans[2], text=f"{match[3]} May 2031", year=2031, month=5, day=int(match[3])
        )
        times.append(time)
        meetings.append(
            ReportedMeeting(
                kind=MeetingKind.TALKS,
                status=Status.HELD,
                status_span=sentence,
                parties=tuple(parties),
                mentions=(Mention(span=sentence, trigger=sentence, rule="verb 'met' with two parties"),),
                main=True,
                times=(time,),
            )
        )
    return Reading(
        article=article.id,
        actors=tuple(actors),
        meetings=tuple(meetings),
        times=tuple(times),
        fingerprint=(int(hashlib.sha256(article.text.encode()).hexdigest()[:10], 16),),
    )


@dataclass(frozen=True)
class Note:
    """A message of these tests."""

    message_id: str
    data: bytes
    recipients: tuple[str, ...]


@dataclass
class FolderPost:
    """Queues messages in the store's tables and delivers them into a folder, one file a recipient."""

    server: Path
    answer: str = "sent"
    before_delivery: object = field(default=lambda: None)

    def messages(self, job, result, *, fingerprint, now, identities):
        about = [m.id for m in result.meetings]
        files = [f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in result.files]
        return [self._note(job, desk, fingerprint, now, "\n".join([*about, *files])) for desk in job.desks]

    def nothing(self, job, *, fingerprint, now):
        return [self._note(job, desk, fingerprint, now, "Nothing to report.") for desk in job.desks]

    def _note(self, job, desk, fingerprint, now, text):
        identity = hashlib.sha256(f"{job.name} {fingerprint} {desk.name}".encode()).hexdigest()[:16]
        return Note(f"<{identity}@briefgen.example>", f"{now.isoformat()}\n{text}\n".encode(), desk.addresses)

    def queue(self, connection, messages, *, run, now):
        for note in messages:
            cursor = connection.execute(
                "INSERT OR IGNORE INTO message (message_id, run, sender, subject, data, created)"
                " VALUES (?, ?, 'desk@briefgen.example', 'Brief', ?, '')",
                (note.message_id, run, note.data),
            )
            if cursor.rowcount:
                connection.executemany(
                    "INSERT INTO delivery (message, recipient, state, changed) VALUES (?, ?, 'waiting', '')",
                    [(cursor.lastrowid, recipient) for recipient in note.recipients],
                )

    def deliver(self, connection, *, now):
        self.before_delivery()
        rows = connection.execute(
            "SELECT message.id, message_id, recipient, data FROM delivery JOIN message ON message.id = message"
            " WHERE state = 'waiting' ORDER BY message.id, recipient"
        ).fetchall()
        for number, message_id, recipient, data in rows:
            if self.answer == "sent":
                self.server.mkdir(exist_ok=True)
                (self.server / f"{message_id.strip('<>')} {recipient}").write_bytes(data)
            if self.answer != "waiting":
                connection.execute(
                    "UPDATE delivery SET state = ? WHERE message = ? AND recipient = ?",
                    (self.answer, number, recipient),
                )
        return Posted(**{self.answer: len(rows)})

    def arrived(self):
        """Return recipient → the messages that the server took for it."""
        found = {}
        for path in sorted(self.server.iterdir()) if self.server.exists() else []:
            message_id, recipient = path.name.split(" ")
            found.setdefault(recipient, []).append((message_id, path.read_text()))
        return found


def job_of(folder, name="daily", **settings):
    plan = settings.pop("plan", BuildPlan(formats=("md", "html"), templates=("meeting-brief", "digest")))
    return Job(
        name=name,
        inputs=(str(folder / "news"),),
        directory=folder / name,
        desks=settings.pop("desks", DESKS),
        plan=plan,
        **settings,
    )


def settings_of(folder, *jobs):
    return Settings(
        path=folder / "briefgen.toml", jobs=jobs, mail=None, store=folder / "state" / "jobs.sqlite3"
    )


def run(folder, job, *, post=None, now=NOW, **options):
    """Run a job once, as a process of its own would."""
    settings = settings_of(folder, job)
    with Store.open(settings.store) as store:
        runner = Runner(settings=settings, store=store, clock=lambda: now, post=post, **options)
        return runner.run(job)


def documents(folder):
    """Return the names and hashes of a folder's files."""
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}
