"""The outbox: messages that wait, went out, were refused or dropped, one line a recipient.

Works on any connection to a store whose schema is there.  Every call is whole or not at all: it
joins the transaction that its caller has open, which then commits, or makes one of its own.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from briefgen.deliver.retry import is_given_up, pause
from briefgen.deliver.smtp import Outcome, Result
from briefgen.exceptions import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefgen.deliver.letter import Outgoing


class State(StrEnum):
    """What has become of a message for one recipient."""

    WAITING = "waiting"
    SENT = "sent"  # the server has accepted it
    REFUSED = "refused"  # for good, or given up
    DROPPED = "dropped"  # by a person


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message on its way to one recipient."""

    recipient: str
    state: State
    attempts: int
    next_try: dt.datetime | None  # of one that waits
    answer: str | None  # the server's last words
    changed: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A message in the outbox, without its bytes."""

    id: int
    message_id: str
    run: int | None  # None for one that a person sent
    sender: str
    subject: str
    size: int  # bytes
    created: dt.datetime
    deliveries: tuple[Delivery, ...]

    def recipients(self, state: State) -> tuple[str, ...]:
        """Return those for whom the message is in a state."""
        return tuple(d.recipient for d in self.deliveries if d.state is state)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A message that is due, with those recipients who still wait for it."""

    id: int
    message_id: str
    sender: str
    recipients: tuple[str, ...]
    data: bytes
    created: dt.datetime


class Outbox:
    """The tables ``message`` and ``delivery`` of a store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def add(
        self, messages: Iterable[Outgoing], run: int | None = None, *, now: dt.datetime | None = None
    ) -> tuple[int, ...]:
        """Put messages into the outbox, due at once, and return their numbers.

        One whose Message-ID is there already stays as it is: it was told already.
        ``now`` (aware) is the present, for None the moment that each message bears.
        """
        numbers = []
        with self.transaction():
            for message in messages:
                found = self._number(message.message_id)
                numbers.append(found or self._insert(message, run, _written(now or message.moment)))
        return tuple(numbers)

    def waiting(self, now: dt.datetime, ids: Sequence[int] | None = None) -> list[int]:
        """Return the numbers of the messages that are due, oldest first; of ``ids`` if given."""
        rows = self.connection.execute(
            "SELECT DISTINCT message FROM delivery WHERE state = 'waiting' AND next_try <= ? ORDER BY message",
            (_written(now),),
        )
        return [number for (number,) in rows if ids is None or number in ids]

    def due(self, number: int, now: dt.datetime) -> Waiting | None:
        """Return a message with those recipients for whom it is due; None if there is none any more."""
        row = self.connection.execute(
            "SELECT message_id, sender, data, created FROM message WHERE id = ?", (number,)
        ).fetchone()
        recipients = self.connection.execute(
            "SELECT recipient FROM delivery WHERE message = ? AND state = 'waiting' AND next_try <= ?"
            " ORDER BY rowid",
            (number, _written(now)),
        ).fetchall()
        if row is None or not recipients:
            return None
        message_id, sender, data, created = row
        return Waiting(
            id=number,
            message_id=message_id,
            sender=sender,
            recipients=tuple(recipient for (recipient,) in recipients),
            data=bytes(data),
            created=_read(created),
        )

    def next_try(self) -> dt.datetime | None:
        """Return when a message is due next, None if none waits."""
        (found,) = self.connection.execute(
            "SELECT min(next_try) FROM delivery WHERE state = 'waiting'"
        ).fetchone()
        return _read(found) if found else None

    def record(
        self,
        message_id: str,
        recipient: str,
        outcome: Outcome,
        now: dt.datetime,
        *,
        give_up_after_hours: float | None = None,
    ) -> State:
        """Write down what a try gave, and return the state that follows.

        A deferred message is due again after a growing pause; older than
        ``give_up_after_hours`` it counts as refused.  None never gives up.
        """
        with self.transaction():
            number, created, attempts = self.connection.execute(
                "SELECT m.id, m.created, d.attempts FROM message m JOIN delivery d ON d.message = m.id"
                " WHERE m.message_id = ? AND d.recipient = ?",
                (message_id, recipient),
            ).fetchone()
            state, answer = _state(outcome, _read(created), now, give_up_after_hours)
            due = _written(now + pause(attempts + 1)) if state is State.WAITING else None
            self.connection.execute(
                "UPDATE delivery SET state = ?, attempts = attempts + 1, next_try = ?, answer = ?,"
                " changed = ? WHERE message = ? AND recipient = ?",
                (state.value, due, answer, _written(now), number, recipient),
            )
        return state

    def entries(self, states: Iterable[State] = ()) -> list[Entry]:
        """Return the messages, newest first; with ``states`` those with a recipient in one of them."""
        wanted = set(states)
        entries = self._entries(None)
        return [e for e in entries if not wanted or wanted & {d.state for d in e.deliveries}]

    def entry(self, number: int) -> Entry:
        """Return one message.  Raises ``StoreError`` if there is none of that number."""
        found = self._entries(number)
        if not found:
            raise StoreError(
                f"The outbox holds no message {number}.", remedy="'briefgen outbox list' shows the numbers."
            )
        return found[0]

    def data(self, number: int) -> bytes:
        """Return a message's bytes.  Raises ``StoreError`` if there is none of that number."""
        self.entry(number)
        (data,) = self.connection.execute("SELECT data FROM message WHERE id = ?", (number,)).fetchone()
        return bytes(data)

    def retry(self, numbers: Sequence[int], now: dt.datetime) -> int:
        """Make messages due at once, refused and dropped ones too, and return for how many recipients.

        Those who have it already get no second one.  ``created`` starts anew, so that an old
        message is not given up at once.
        """
        return self._change(
            numbers,
            now,
            "state = 'waiting', next_try = :now, attempts = 0",
            "state != 'sent'",
            restart=True,
        )

    def hasten(self, numbers: Sequence[int], now: dt.datetime) -> int:
        """Make what waits due at once, and return for how many recipients; its age stays."""
        return self._change(numbers, now, "next_try = :now", "state = 'waiting'")

    def drop(self, numbers: Sequence[int], now: dt.datetime) -> int:
        """Send messages to nobody any more, and return how many recipients had waited."""
        return self._change(numbers, now, "state = 'dropped', next_try = NULL", "state = 'waiting'")

    def _change(
        self, numbers: Sequence[int], now: dt.datetime, change: str, where: str, *, restart: bool = False
    ) -> int:
        changed = 0
        with self.transaction():
            for number in numbers:
                self.entry(number)
                values = {"number": number, "now": _written(now)}
                found = self.connection.execute(
                    f"UPDATE delivery SET {change}, changed = :now WHERE message = :number AND {where}",  # noqa: S608 - our own words
                    values,
                ).rowcount
                if restart and found:
                    self.connection.execute("UPDATE message SET created = :now WHERE id = :number", values)
                changed += found
        return changed

    def _number(self, message_id: str) -> int | None:
        row = self.connection.execute("SELECT id FROM message WHERE message_id = ?", (message_id,)).fetchone()
        return int(row[0]) if row else None

    def _insert(self, message: Outgoing, run: int | None, written: str) -> int:
        number = self.connection.execute(
            "INSERT INTO message (message_id, run, sender, subject, data, created) VALUES (?, ?, ?, ?, ?, ?)",
            (message.message_id, run, message.sender, message.subject, message.data, written),
        ).lastrowid
        if number is None:
            raise StoreError("The store gave a message no number.")
        self.connection.executemany(
            "INSERT INTO delivery (message, recipient, state, next_try, changed)"
            " VALUES (?, ?, 'waiting', ?, ?)",
            [(number, recipient, written, written) for recipient in message.recipients],
        )
        return number

    def _entries(self, number: int | None) -> list[Entry]:
        deliveries = self._deliveries(number)
        rows = self.connection.execute(
            "SELECT id, message_id, run, sender, subject, length(data), created FROM message"
            " WHERE :number IS NULL OR id = :number ORDER BY id DESC",
            {"number": number},
        )
        return [
            Entry(
                id=id_,
                message_id=message_id,
                run=run,
                sender=sender,
                subject=subject,
                size=size,
                created=_read(created),
                deliveries=tuple(deliveries.get(id_, ())),
            )
            for id_, message_id, run, sender, subject, size, created in rows
        ]

    def _deliveries(self, number: int | None) -> dict[int, list[Delivery]]:
        found: dict[int, list[Delivery]] = {}
        rows = self.connection.execute(
            "SELECT message, recipient, state, attempts, next_try, answer, changed FROM delivery"
            " WHERE :number IS NULL OR message = :number ORDER BY rowid",
            {"number": number},
        )
        for message, recipient, state, attempts, next_try, answer, changed in rows:
            delivery = Delivery(
                recipient=recipient,
                state=State(state),
                attempts=attempts,
                next_try=_read(next_try) if next_try else None,
                answer=answer,
                changed=_read(changed),
            )
            found.setdefault(message, []).append(delivery)
        return found

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make what is done inside whole or not at all; within another one do nothing more."""
        if self.connection.in_transaction:
            yield
            return
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            yield
            self.connection.execute("COMMIT")
        except BaseException as error:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                raise StoreError(
                    f"The outbox cannot be written: {error}.", remedy="Make room, or allow writing there."
                ) from error
            raise


def _state(
    outcome: Outcome, created: dt.datetime, now: dt.datetime, give_up_after_hours: float | None
) -> tuple[State, str]:
    if outcome.result is Result.ACCEPTED:
        return State.SENT, outcome.answer
    if outcome.result is Result.REFUSED:
        return State.REFUSED, outcome.answer
    if give_up_after_hours is not None and is_given_up(created, now, give_up_after_hours):
        return (
            State.REFUSED,
            f"given up after {give_up_after_hours:g} hours; the last answer: {outcome.answer}",
        )
    return State.WAITING, outcome.answer


def _written(moment: dt.datetime) -> str:
    """Write a time so that the order of texts is that of times."""
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds")


def _read(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)
