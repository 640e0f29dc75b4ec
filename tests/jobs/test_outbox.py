from __future__ import annotations

import datetime as dt
import sqlite3
from typing import TYPE_CHECKING

import pytest
from mail_server import store

from briefgen.deliver.letter import Outgoing
from briefgen.deliver.retry import pause
from briefgen.deliver.smtp import Outcome, Result
from briefgen.exceptions import StoreError
from briefgen.jobs.store.outbox import Outbox, State

if TYPE_CHECKING:
    from pathlib import Path

NOW = dt.datetime(2031, 5, 6, 7, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
ONE, TWO = "one@example.org", "two@example.org"
ACCEPTED, DEFERRED, REFUSED = (
    Outcome(Result.ACCEPTED, "250 ok"),
    Outcome(Result.DEFERRED, "451 later"),
    Outcome(Result.REFUSED, "550 no"),
)


def message(name: str = "a", *recipients: str) -> Outgoing:
    return Outgoing(
        message_id=f"<{name}@example.org>",
        sender="desk@example.org",
        recipients=recipients or (ONE, TWO),
        subject="Ferry talks",
        moment=NOW,
        data=b"Subject: Ferry talks\r\n\r\n\xff",
    )


@pytest.fixture
def outbox() -> Outbox:
    return Outbox(store())


def minutes(number: float) -> dt.datetime:
    return NOW + dt.timedelta(minutes=number)


def test_what_is_added_is_due_at_once_whole(outbox: Outbox) -> None:
    (number,) = outbox.add([message()], now=NOW)
    assert outbox.waiting(NOW) == [number]
    waiting = outbox.due(number, NOW)
    assert waiting.recipients == (ONE, TWO)
    assert waiting.data == message().data
    assert waiting.created == NOW
    assert outbox.waiting(minutes(-1)) == []


def test_without_a_time_a_message_is_as_old_as_its_date(outbox: Outbox) -> None:
    (number,) = outbox.add([message()])
    assert outbox.due(number, NOW).created == NOW


def test_a_store_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    store(tmp_path / "store.db").close()
    connection = sqlite3.connect(f"file:{tmp_path / 'store.db'}?mode=ro", uri=True, isolation_level=None)
    with pytest.raises(StoreError, match="cannot be written: attempt to write a readonly database"):
        Outbox(connection).add([message()])
    assert not connection.in_transaction
    connection.close()


def test_the_same_message_id_is_added_once(outbox: Outbox) -> None:
    first = outbox.add([message()], now=NOW)
    outbox.record("<a@example.org>", ONE, ACCEPTED, NOW)
    assert outbox.add([message(), message("b")], now=NOW)[:1] == first
    assert len(outbox.entries()) == 2
    assert outbox.due(first[0], NOW).recipients == (TWO,)


def test_adding_joins_the_transaction_of_its_caller(outbox: Outbox) -> None:
    outbox.connection.execute("BEGIN IMMEDIATE")
    outbox.add([message()], now=NOW)
    outbox.connection.execute("ROLLBACK")
    assert outbox.entries() == []


def test_adding_is_whole_or_not_at_all(outbox: Outbox) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        outbox.add([message("a"), message("b", ONE, ONE)], now=NOW)
    assert outbox.entries() == []
    assert not outbox.connection.in_transaction


def test_a_deferred_message_is_tried_again_after_growing_pauses(outbox: Outbox) -> None:
    (number,) = outbox.add([message("a", ONE)], now=NOW)
    now, pauses = NOW, []
    for _ in range(6):
        assert outbox.waiting(now) == [number]
        assert outbox.record("<a@example.org>", ONE, DEFERRED, now) is State.WAITING
        pauses.append((outbox.next_try() - now).total_seconds() / 60)
        assert outbox.waiting(outbox.next_try() - dt.timedelta(seconds=1)) == []
        now = outbox.next_try()
    assert pauses == [1, 5, 15, 60, 60, 60]
    assert pause(0) == pause(1)


def test_a_message_too_old_is_given_up_with_the_reason(outbox: Outbox) -> None:
    outbox.add([message("a", ONE)], now=NOW)
    give_up = {"give_up_after_hours": 2}
    assert outbox.record("<a@example.org>", ONE, DEFERRED, minutes(119), **give_up) is State.WAITING
    assert outbox.record("<a@example.org>", ONE, DEFERRED, minutes(120), **give_up) is State.REFUSED
    (entry,) = outbox.entries()
    assert entry.deliveries[0].answer == "given up after 2 hours; the last answer: 451 later"
    assert entry.deliveries[0].next_try is None


def test_each_recipient_has_a_state_and_only_those_who_wait_are_tried_again(outbox: Outbox) -> None:
    (number,) = outbox.add([message("a", ONE, TWO, "three@example.org")], now=NOW)
    for recipient, outcome in ((ONE, ACCEPTED), (TWO, REFUSED), ("three@example.org", DEFERRED)):
        outbox.record("<a@example.org>", recipient, outcome, NOW)
    entry = outbox.entry(number)
    assert entry.recipients(State.SENT) == (ONE,)
    assert entry.recipients(State.REFUSED) == (TWO,)
    assert [d.answer for d in entry.deliveries] == ["250 ok", "550 no", "451 later"]
    assert outbox.due(number, minutes(2)).recipients == ("three@example.org",)
    assert outbox.due(number, minutes(2)).data == message().data


def test_entries_can_be_asked_for_by_state_newest_first(outbox: Outbox) -> None:
    first, second = outbox.add([message("a", ONE), message("b", ONE)], now=NOW)
    assert [entry.id for entry in outbox.entries()] == [second, first]
    outbox.record("<b@example.org>", ONE, ACCEPTED, NOW)
    assert [entry.id for entry in outbox.entries([State.WAITING])] == [first]


def test_retry_makes_refused_and_dropped_due_but_never_sent_ones(outbox: Outbox) -> None:
    (number,) = outbox.add([message("a", ONE, TWO)], now=NOW)
    outbox.record("<a@example.org>", ONE, ACCEPTED, NOW)
    outbox.record("<a@example.org>", TWO, REFUSED, NOW)
    later = minutes(9999)
    assert outbox.retry([number], later) == 1
    assert outbox.due(number, later).recipients == (TWO,)
    # It is not given up at once for its age.
    assert outbox.record("<a@example.org>", TWO, DEFERRED, later, give_up_after_hours=1) is State.WAITING


def test_drop_keeps_what_was_sent(outbox: Outbox) -> None:
    (number,) = outbox.add([message("a", ONE, TWO)], now=NOW)
    outbox.record("<a@example.org>", ONE, ACCEPTED, NOW)
    assert outbox.drop([number], NOW) == 1
    assert [d.state for d in outbox.entry(number).deliveries] == [State.SENT, State.DROPPED]
    assert outbox.waiting(minutes(9999)) == []
    assert outbox.next_try() is None


def test_a_number_that_is_not_there_is_told_and_nothing_changes(outbox: Outbox) -> None:
    (number,) = outbox.add([message()], now=NOW)
    with pytest.raises(StoreError, match="no message 99"):
        outbox.drop([number, 99], NOW)
    assert outbox.waiting(NOW) == [number]
    with pytest.raises(StoreError):
        outbox.data(99)


def test_it_works_beside_the_librarys_own_transactions() -> None:
    connection = store()
    connection.isolation_level = ""
    outbox = Outbox(connection)
    outbox.add([message()], now=NOW)
    assert not connection.in_transaction
    outbox.record("<a@example.org>", ONE, ACCEPTED, NOW)
    connection.rollback()
    assert outbox.entries([State.SENT])
