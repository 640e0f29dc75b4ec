"""The mail of a job: its messages, one a desk, and the delivery of all that waits in the outbox."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.deliver.account import AccountError
from briefgen.deliver.addresses import parse
from briefgen.deliver.letter import Envelope
from briefgen.deliver.message import compose
from briefgen.deliver.smtp import Outcome, Result, UnreachableError, connected
from briefgen.exceptions import BusyError, MailError
from briefgen.filenames import stem
from briefgen.jobs import locks
from briefgen.jobs.post import Posted
from briefgen.jobs.settings import WhenEmpty
from briefgen.jobs.store.outbox import Outbox, State

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.deliver.account import Mail
    from briefgen.deliver.letter import Letter, Outgoing
    from briefgen.deliver.smtp import Session
    from briefgen.jobs.settings import Job
    from briefgen.jobs.store.outbox import Waiting
    from briefgen.pipeline import BuildResult

LOCK_TIMEOUT = 120.0
"""Seconds to wait while another process delivers from the same outbox."""

_MOST_LOST = 2  # connections in a row, before the rest waits for another time


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of a message for one recipient in a delivery."""

    id: int  # the message's number in the outbox
    recipient: str
    state: State
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a delivery did.

    ``trouble`` is a sentence on what a person must mend before any mail can go; ``is_busy``
    means that another process delivers and nothing was tried here.
    """

    told: tuple[Told, ...] = ()
    trouble: str | None = None
    is_busy: bool = False

    @property
    def sent(self) -> int:
        """For how many recipients the server has accepted a message."""
        return len(self.of(State.SENT))

    @property
    def waiting(self) -> int:
        """For how many recipients a message is to be tried again."""
        return len(self.of(State.WAITING))

    @property
    def refused(self) -> int:
        """For how many recipients a message was refused for good, or given up."""
        return len(self.of(State.REFUSED))

    def of(self, state: State) -> tuple[Told, ...]:
        """Return the recipients for whom a message is in a state now."""
        return tuple(told for told in self.told if told.state is state)


def messages_for(
    job: Job,
    mail: Mail,
    result: BuildResult | None,
    now: dt.datetime,
    *,
    fingerprint: str,
    identities: Mapping[str, str] | None = None,
) -> list[Outgoing]:
    """Return the messages of a run, one for each desk; none if it has nothing to tell.

    ``now`` (aware) is the moment that the run's documents bear; ``fingerprint`` stands for its
    inputs and settings.  ``identities`` holds by a meeting's id what stays of it from run to
    run.  ``result`` may be None where nothing was built; its changes, if it has any, say what is
    new of each meeting.  Raises ``BriefgenError``: an address is none, a file
    cannot be read, or a message is too large.
    """
    from briefgen.jobs.letters import empty_letter, letter_of

    if not job.desks:
        return []
    domain = parse(mail.sender).domain
    if result is None or not result.meetings:
        if job.when_empty is WhenEmpty.SILENT:
            return []
        # The same news may be told of on many days: nothing, on each of them.
        letter, told = empty_letter(job, result), f"{fingerprint} {now.isoformat()}"
    else:
        letter = letter_of(job, result, now, domain=domain, identities=identities or {})
        told = fingerprint
    return [
        compose(
            letter,
            _envelope(mail, desk.addresses, now, (job.name, told, desk.name), job.name),
            max_bytes=mail.max_bytes,
        )
        for desk in job.desks
    ]


def message_to(
    letter: Letter,
    mail: Mail,
    to: Sequence[str],
    cc: Sequence[str],
    now: dt.datetime,
    identity: Sequence[str],
) -> Outgoing:
    """Return a letter that a person sends.  Raises ``MailError`` as ``compose`` does."""
    envelope = _envelope(mail, to, now, identity, None)
    envelope = replace(envelope, cc=tuple(map(parse, cc)))
    return compose(letter, envelope, max_bytes=mail.max_bytes)


def deliver(
    outbox: Outbox | sqlite3.Connection,
    mail: Mail,
    now: dt.datetime,
    *,
    ids: Sequence[int] | None = None,
    lock_timeout: float = LOCK_TIMEOUT,
    is_alone: bool = False,
) -> Report:
    """Try each message that is due at ``now``, or those of ``ids``, once, and write down the answers.

    One process at a time delivers from a store: another waits ``lock_timeout`` seconds for it.
    With ``is_alone`` the caller holds the lock.  What is wrong with the account keeps all
    messages waiting and never gives one up.
    """
    box = outbox if isinstance(outbox, Outbox) else Outbox(outbox)
    if is_alone:
        return _Delivery(box, mail, now).run(box.waiting(now, ids))
    with _locked(box.connection, lock_timeout) as is_locked:
        return _Delivery(box, mail, now).run(box.waiting(now, ids)) if is_locked else Report(is_busy=True)


class ByMail:
    """The way of mail for a run: composes, queues and delivers with one account."""

    def __init__(self, mail: Mail) -> None:
        self.mail = mail

    def messages(
        self,
        job: Job,
        result: BuildResult,
        *,
        fingerprint: str,
        now: dt.datetime,
        identities: Mapping[str, str] | None = None,
    ) -> list[Outgoing]:
        """Return a message a desk; see ``messages_for``."""
        return messages_for(job, self.mail, result, now, fingerprint=fingerprint, identities=identities)

    def nothing(self, job: Job, *, fingerprint: str, now: dt.datetime) -> list[Outgoing]:
        """Return a message a desk that says that there is nothing to report, if the job wants that."""
        return messages_for(job, self.mail, None, now, fingerprint=fingerprint)

    def queue(
        self, connection: sqlite3.Connection, messages: Sequence[Outgoing], *, run: int, now: dt.datetime
    ) -> None:
        """Put messages into the outbox, within the transaction of the caller.

        Their age is counted from ``now``, so that those of a run that was stopped for days, which bear
        its moment, are tried for as long as others.
        """
        Outbox(connection).add(messages, run, now=now)

    def deliver(self, connection: sqlite3.Connection, *, now: dt.datetime) -> Posted:
        """Try all that is due; the caller holds the lock of the outbox.

        Raises ``MailError`` if the account must be mended before anything can go.
        """
        report = deliver(connection, self.mail, now, is_alone=True)
        if report.trouble:
            raise MailError(report.trouble, remedy="The mail waits in the outbox.")
        return Posted(sent=report.sent, waiting=report.waiting, refused=report.refused)


class _Delivery:
    """One pass over the messages that are due."""

    def __init__(self, outbox: Outbox, mail: Mail, now: dt.datetime) -> None:
        self._outbox = outbox
        self._mail = mail
        self._now = now
        self._told: list[Told] = []
        self._lost = 0

    def run(self, numbers: list[int]) -> Report:
        """Try the messages of these numbers over as few connections as possible."""
        trouble = None
        try:
            while numbers:
                with connected(self._mail) as session:
                    self._use(session, numbers)
        except UnreachableError as error:
            self._defer(numbers, str(error), self._mail.give_up_after_hours)
        except AccountError as error:
            trouble = str(error)
            self._defer(numbers, trouble, None)
        return Report(told=tuple(self._told), trouble=trouble)

    def _use(self, session: Session, numbers: list[int]) -> None:
        """Send one message after the other until none is left or the connection is lost."""
        while numbers and session.is_open:
            waiting = self._outbox.due(numbers[0], self._now)
            if waiting is not None:
                outcomes = session.send(waiting.data, waiting.sender, waiting.recipients)
                self._record(waiting, outcomes, self._mail.give_up_after_hours)
            del numbers[0]
        self._lost = 0 if session.is_open else self._lost + 1
        if numbers and self._lost >= _MOST_LOST:
            raise UnreachableError(f"the connection to {self._mail.host} was lost several times")

    def _defer(self, numbers: list[int], reason: str, give_up_after_hours: float | None) -> None:
        for number in numbers:
            waiting = self._outbox.due(number, self._now)
            if waiting is not None:
                outcome = Outcome(Result.DEFERRED, reason)
                self._record(waiting, dict.fromkeys(waiting.recipients, outcome), give_up_after_hours)

    def _record(self, waiting: Waiting, outcomes: dict[str, Outcome], give_up: float | None) -> None:
        with self._outbox.transaction():
            for recipient, outcome in outcomes.items():
                state = self._outbox.record(
                    waiting.message_id, recipient, outcome, self._now, give_up_after_hours=give_up
                )
                self._told.append(
                    Told(id=waiting.id, recipient=recipient, state=state, answer=outcome.answer)
                )


def _envelope(
    mail: Mail, to: Sequence[str], now: dt.datetime, identity: Sequence[str], job: str | None
) -> Envelope:
    sender = parse(mail.sender)
    list_id = mail.list_id or (f"{stem(job)}.briefs.{sender.domain}" if job else None)
    return Envelope(
        sender=sender,
        to=tuple(map(parse, to)),
        reply_to=parse(mail.reply_to) if mail.reply_to else None,
        list_id=list_id,
        moment=now,
        identity=tuple(identity),
    )


@contextmanager
def _locked(connection: sqlite3.Connection, timeout: float) -> Iterator[bool]:
    """Tell whether this process alone delivers from a store now; the lock goes with the process."""
    (_, _, path), *_ = connection.execute("PRAGMA database_list").fetchall()
    with ExitStack() as held:
        try:
            if path:  # a store in memory has no other user
                held.enter_context(locks.of_outbox(Path(path), patience=timeout))
        except BusyError:
            yield False
        else:
            yield True
