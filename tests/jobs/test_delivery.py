from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from mail_server import PASSWORD, USER, VARIABLE, Certificates, Post, account, free_port, serving, store

from briefgen.deliver.account import Security
from briefgen.deliver.addresses import parse
from briefgen.deliver.letter import Envelope, Letter, Outgoing
from briefgen.deliver.message import compose
from briefgen.exceptions import StoreError
from briefgen.jobs.mailing import deliver
from briefgen.jobs.store.outbox import Outbox, State

TESTS = Path(__file__).parent.parent
NOW = dt.datetime(2031, 5, 6, 7, 30, tzinfo=dt.UTC)
ONE, TWO, THREE = "one@example.org", "two@example.org", "three@example.org"

DELIVER = """
import datetime as dt, os, signal, sqlite3, sys
from mail_server import account
from briefgen.exceptions import StoreError
from briefgen.jobs.mailing import deliver
from briefgen.jobs.store.outbox import Outbox
path, port, dies = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "dies"
if dies:
    Outbox.record = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
now = dt.datetime(2031, 5, 6, 7, 30, tzinfo=dt.UTC)
report = deliver(sqlite3.connect(path, isolation_level=None), account(port), now)
print(len(report.told))
"""


def minutes(number: float) -> dt.datetime:
    return NOW + dt.timedelta(minutes=number)


def message(*recipients: str, name: str = "a") -> Outgoing:
    envelope = Envelope(
        sender=parse("desk@example.org"), to=tuple(map(parse, recipients)), moment=NOW, identity=(name,)
    )
    return compose(Letter(subject="Ferry talks", heading="Ferry talks"), envelope)


def holding(*messages: Outgoing) -> Outbox:
    outbox = Outbox(store())
    outbox.add(messages, now=NOW)
    return outbox


def states(outbox: Outbox) -> list[str]:
    return [d.state.value for entry in reversed(outbox.entries()) for d in entry.deliveries]


def process(path: Path, port: int, how: str = "lives") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", DELIVER, str(path), str(port), how],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (TESTS.parent, TESTS)))},
    )


def test_all_that_waits_goes_over_one_connection() -> None:
    post, outbox = Post(), holding(message(ONE, TWO), message(THREE, name="b"))
    with serving(post) as port:
        report = deliver(outbox, account(port), NOW)
    assert states(outbox) == ["sent"] * 3
    assert [told.recipient for told in report.of(State.SENT)] == [ONE, TWO, THREE]
    assert report.trouble is None
    assert post.tried == 2


def test_nothing_due_opens_no_connection() -> None:
    report = deliver(holding(), account(free_port()), NOW)
    assert report.told == ()


def test_a_connection_as_such_will_do() -> None:
    outbox = holding(message(ONE))
    with serving(Post()) as port:
        deliver(outbox.connection, account(port), NOW)
    assert states(outbox) == ["sent"]


@pytest.mark.parametrize("answer", ["421 4.3.2 closing", "451 4.3.0 later"])
@pytest.mark.parametrize("stage", ["at_mail", "at_data"])
def test_a_4xx_is_tried_again_with_growing_pauses_and_the_same_bytes(stage: str, answer: str) -> None:
    post, first = Post(**{stage: [answer, answer]}), message(ONE)
    outbox = holding(first)
    with serving(post) as port:
        deliver(outbox, account(port), NOW)
        assert states(outbox) == ["waiting"]
        assert deliver(outbox, account(port), minutes(0.9)).told == ()
        deliver(outbox, account(port), minutes(1))
        assert states(outbox) == ["waiting"]
        assert deliver(outbox, account(port), minutes(5.9)).told == ()
        report = deliver(outbox, account(port), minutes(6))
    assert states(outbox) == ["sent"]
    assert report.of(State.SENT)[0].recipient == ONE
    assert post.copies == {first.message_id: {first.data}}
    assert outbox.entries()[0].deliveries[0].attempts == 3


def test_a_550_is_final_and_told() -> None:
    post, outbox = Post(at_rcpt={ONE: ["550 5.1.1 no such user"]}), holding(message(ONE))
    with serving(post) as port:
        report = deliver(outbox, account(port), NOW)
        assert deliver(outbox, account(port), minutes(9999)).told == ()
    (told,) = report.of(State.REFUSED)
    assert (told.recipient, told.answer) == (ONE, "550 5.1.1 no such user")
    assert post.tried == 1


def test_one_of_three_refused_the_others_have_theirs() -> None:
    post, outbox = Post(at_rcpt={TWO: ["550 no such user"]}), holding(message(ONE, TWO, THREE))
    with serving(post) as port:
        deliver(outbox, account(port), NOW)
    assert states(outbox) == ["sent", "refused", "sent"]
    assert sorted(recipient for _, recipient in post.taken) == [ONE, THREE]


def test_a_retry_goes_only_to_those_who_wait() -> None:
    post, outbox = Post(at_rcpt={TWO: ["451 greylisted"]}), holding(message(ONE, TWO))
    with serving(post) as port:
        deliver(outbox, account(port), NOW)
        assert states(outbox) == ["sent", "waiting"]
        deliver(outbox, account(port), minutes(1))
    assert states(outbox) == ["sent", "sent"]
    assert [m["To"] for m in post.messages] == [f"{ONE}, {TWO}"] * 2
    assert sorted(post.taken.values()) == [1, 1]


def test_cut_after_data_before_the_answer_arrives_once_and_never_not_at_all() -> None:
    post, first = Post(cuts=1), message(ONE, TWO)
    outbox = holding(first)
    with serving(post) as port:
        deliver(outbox, account(port), NOW)
        assert states(outbox) == ["waiting", "waiting"]
        deliver(outbox, account(port), minutes(1))
    assert states(outbox) == ["sent", "sent"]
    assert len(post.messages) == 2  # it came twice, and the server knew it again
    assert post.taken == {(first.message_id, ONE): 1, (first.message_id, TWO): 1}
    assert post.copies == {first.message_id: {first.data}}


def test_lost_connections_do_not_stop_other_messages_nor_go_on_for_ever() -> None:
    post = Post(cuts=99)
    outbox = holding(*(message(ONE, name=str(number)) for number in range(5)))
    with serving(post) as port:
        report = deliver(outbox, account(port), NOW)
    assert states(outbox) == ["waiting"] * 5
    assert post.tried == 2
    assert "lost several times" in report.told[-1].answer


def test_one_lost_connection_is_opened_anew_for_the_next_message() -> None:
    post, outbox = Post(cuts=1), holding(message(ONE), message(TWO, name="b"))
    with serving(post) as port:
        deliver(outbox, account(port), NOW)
    assert states(outbox) == ["waiting", "sent"]


def test_nobody_there_keeps_all_waiting_until_they_are_given_up() -> None:
    outbox, mail = holding(message(ONE), message(TWO, name="b")), account(free_port(), give_up_after_hours=1)
    deliver(outbox, mail, NOW)
    assert states(outbox) == ["waiting", "waiting"]
    report = deliver(outbox, mail, minutes(60))
    assert states(outbox) == ["refused", "refused"]
    assert "given up after 1 hours" in outbox.entries()[0].deliveries[0].answer
    assert "cannot be reached" in report.told[0].answer


def test_a_server_that_hangs_leaves_the_message_waiting() -> None:
    outbox = holding(message(ONE))
    with serving(Post(hangs=True)) as port:
        deliver(outbox, account(port, timeout=0.2), NOW)
    assert states(outbox) == ["waiting"]


def test_a_wrong_password_keeps_all_waiting_without_a_storm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificates, post = Certificates(tmp_path), Post()
    outbox = holding(message(ONE), message(TWO, name="b"))
    monkeypatch.setenv(VARIABLE, "wr0ng")
    with serving(post, starttls=certificates.context(), login=True) as port:
        mail = account(
            port,
            security=Security.STARTTLS,
            user=USER,
            password_variable=VARIABLE,
            ca_file=certificates.ca_file,
            give_up_after_hours=1,
        )
        report = deliver(outbox, mail, NOW)
        assert "refuses the login of desk" in report.trouble
        tried = len(post.logins)
        assert deliver(outbox, mail, minutes(0.5)) == type(report)()  # not due: no login
        deliver(outbox, mail, minutes(99))
        assert states(outbox) == ["waiting", "waiting"]  # never given up for that
        assert len(post.logins) == 2 * tried
        monkeypatch.setenv(VARIABLE, PASSWORD)
        deliver(outbox, mail, minutes(999))
    assert states(outbox) == ["sent", "sent"]
    assert "wr0ng" not in "".join(outbox.connection.iterdump())


def test_an_expired_certificate_keeps_the_message_waiting(tmp_path: Path) -> None:
    certificates, post, outbox = Certificates(tmp_path), Post(), holding(message(ONE))
    with serving(post, starttls=certificates.context(expired=True)) as port:
        mail = account(port, security=Security.STARTTLS, ca_file=certificates.ca_file)
        report = deliver(outbox, mail, NOW)
    assert "expired" in report.trouble
    assert states(outbox) == ["waiting"]
    assert not post.tried


def test_only_the_messages_asked_for_are_tried() -> None:
    outbox = holding(message(ONE), message(TWO, name="b"))
    with serving(Post()) as port:
        deliver(outbox, account(port), NOW, ids=[2])
    assert states(outbox) == ["waiting", "sent"]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system knows no SIGKILL")
def test_killed_between_the_answer_and_its_record_it_arrives_once(tmp_path: Path) -> None:
    post, first, path = Post(), message(ONE, TWO), tmp_path / "store.db"
    outbox = Outbox(store(path))
    outbox.add([first], now=NOW)
    with serving(post) as port:
        killed = process(path, port, "dies")
        assert killed.wait(30) == -signal.SIGKILL
        killed.stdout.close()
        assert len(post.messages) == 1
        assert states(outbox) == ["waiting", "waiting"]
        deliver(outbox, account(port), NOW, lock_timeout=1)  # the lock went with the process
    assert states(outbox) == ["sent", "sent"]
    assert post.taken == {(first.message_id, ONE): 1, (first.message_id, TWO): 1}
    assert post.copies == {first.message_id: {first.data}}
    outbox.connection.close()


def test_two_processes_at_once_send_each_message_once(tmp_path: Path) -> None:
    post, path = Post(pause=0.1), tmp_path / "store.db"
    outbox = Outbox(store(path))
    outbox.add([message(ONE, name=str(number)) for number in range(6)], now=NOW)
    with serving(post) as port:
        both = [process(path, port), process(path, port)]
        counts = [int(each.communicate(timeout=60)[0]) for each in both]
    assert states(outbox) == ["sent"] * 6
    assert sum(counts) == 6
    assert len(post.messages) == 6
    outbox.connection.close()


def test_a_lock_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    outbox = Outbox(store(tmp_path / "store.db"))
    (tmp_path / "store.db.outbox.lock").mkdir()
    with pytest.raises(StoreError, match="cannot be made"):
        deliver(outbox, account(25), NOW)
    outbox.connection.close()


def test_while_another_delivers_it_says_so(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    outbox = Outbox(store(path))
    outbox.add([message(ONE)], now=NOW)
    with serving(Post()) as port:
        with FileLock(f"{path}.outbox.lock"):
            assert deliver(outbox, account(port), NOW, lock_timeout=0.1).is_busy
        assert states(outbox) == ["waiting"]
        assert not deliver(outbox, account(port), NOW, lock_timeout=0.1).is_busy
    assert states(outbox) == ["sent"]
    outbox.connection.close()
