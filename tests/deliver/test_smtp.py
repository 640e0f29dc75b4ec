from __future__ import annotations

import datetime as dt
import re
import smtplib
from typing import TYPE_CHECKING

import pytest
from mail_server import PASSWORD, USER, VARIABLE, Certificates, Post, account, free_port, scripted, serving

from briefgen.deliver.account import AccountError, Security
from briefgen.deliver.addresses import parse
from briefgen.deliver.letter import Attachment, Envelope, Letter, Outgoing
from briefgen.deliver.message import compose
from briefgen.deliver.smtp import Result, UnreachableError, connected

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.deliver.account import Mail
    from briefgen.deliver.smtp import Outcome

MOMENT = dt.datetime(2031, 5, 6, 7, 30, tzinfo=dt.UTC)
ONE, TWO, THREE = "one@example.org", "two@example.org", "three@example.org"
TAKEN = Result.ACCEPTED


@pytest.fixture
def certificates(tmp_path: Path) -> Certificates:
    return Certificates(tmp_path)


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, PASSWORD)


def message(*recipients: str, size: int = 10) -> Outgoing:
    files = (Attachment(name="big.pdf", data=b"1" * size), Attachment(name="small.docx", data=b"2"))
    letter = Letter(subject="Ferry talks", heading="Ferry talks", attachments=files)
    envelope = Envelope(
        sender=parse("desk@example.org"), to=tuple(map(parse, recipients)), moment=MOMENT, identity=("test",)
    )
    return compose(letter, envelope)


def sent(mail: Mail, outgoing: Outgoing) -> dict[str, Outcome]:
    with connected(mail) as session:
        return session.send(outgoing.data, outgoing.sender, outgoing.recipients)


def results(mail: Mail, *recipients: str) -> list[Result]:
    return [outcome.result for outcome in sent(mail, message(*recipients)).values()]


def with_login(port: int, certificates: Certificates, **changes: object) -> Mail:
    settings = {"security": Security.STARTTLS, "user": USER, "password_variable": VARIABLE}
    return account(port, **(settings | {"ca_file": certificates.ca_file} | changes))


def test_starttls_and_login_deliver(certificates: Certificates) -> None:
    post = Post()
    with serving(post, starttls=certificates.context(), login=True) as port:
        assert results(with_login(port, certificates), ONE, TWO) == [TAKEN, TAKEN]
    assert post.logins == [True]
    assert sorted(recipient for _, recipient in post.taken) == [ONE, TWO]
    assert post.messages[0]["Subject"] == "Ferry talks"


def test_tls_from_the_start_delivers(certificates: Certificates) -> None:
    post = Post()
    with serving(post, tls=certificates.context(), login=True) as port:
        assert results(with_login(port, certificates, security=Security.TLS), ONE) == [TAKEN]
    assert post.logins == [True]


def test_what_arrives_is_what_was_sent() -> None:
    post, outgoing = Post(), message(ONE)
    with serving(post) as port:
        sent(account(port), outgoing)
    assert post.copies == {outgoing.message_id: {outgoing.data}}


@pytest.mark.parametrize("secret", ["wr0ng secret", "fälsch€"])
def test_a_wrong_password_is_told_without_it(
    certificates: Certificates, monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    monkeypatch.setenv(VARIABLE, secret)
    post = Post()
    with (
        serving(post, starttls=certificates.context(), login=True) as port,
        pytest.raises(AccountError, match="refuses the login of desk: 535") as caught,
    ):
        sent(with_login(port, certificates), message(ONE))
    assert "password" in str(caught.value)
    assert secret not in str(caught.value)
    assert post.logins
    assert not any(post.logins)
    assert not post.taken


def test_a_server_that_repeats_the_password_does_not_bring_it_into_the_error() -> None:
    hello = b"220 hi\r\n"
    features = b"250-hi\r\n250 AUTH PLAIN\r\n"
    with (
        scripted(hello, features, f"535 {PASSWORD} is wrong\r\n".encode()) as port,
        pytest.raises(AccountError) as caught,
    ):
        sent(account(port, user=USER, password_variable=VARIABLE), message(ONE))
    assert PASSWORD not in str(caught.value)
    assert "is wrong" in str(caught.value)


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
@pytest.mark.parametrize(
    ("names", "how", "words"),
    [
        ((), {"expired": True}, "certificate has expired"),
        ((), {"foreign": True}, "unable to get local issuer certificate"),
        (("mail.example.org",), {}, "Hostname mismatch"),
    ],
)
def test_a_bad_certificate_is_refused(
    certificates: Certificates, security: Security, names: tuple[str, ...], how: dict[str, bool], words: str
) -> None:
    post, context = Post(), certificates.context(*names, **how)
    kind = {"tls": context} if security is Security.TLS else {"starttls": context}
    with (
        serving(post, login=True, **kind) as port,
        pytest.raises(AccountError, match=words),
    ):
        sent(with_login(port, certificates, security=security), message(ONE))
    assert not post.logins
    assert not post.tried


def test_without_starttls_nothing_goes_in_clear(certificates: Certificates) -> None:
    post = Post()
    with serving(post) as port, pytest.raises(AccountError, match="offers no STARTTLS"):
        sent(with_login(port, certificates), message(ONE))
    assert not post.tried


def test_tls_on_a_port_without_it_is_told(certificates: Certificates) -> None:
    with serving(Post()) as port, pytest.raises(AccountError, match="speaks no TLS"):
        sent(with_login(port, certificates, security=Security.TLS), message(ONE))


def test_a_password_never_goes_in_clear_to_another_machine() -> None:
    with pytest.raises(AccountError, match="unprotected"):
        sent(account(25, host="mail.example.org", user=USER, password_variable=VARIABLE), message(ONE))


def test_a_server_that_wants_a_login_is_told_of(certificates: Certificates) -> None:
    with (
        serving(Post(), starttls=certificates.context(), login=True) as port,
        pytest.raises(AccountError, match="wants a login first: 530"),
    ):
        sent(with_login(port, certificates, user=None), message(ONE))


def test_each_recipient_has_an_answer_of_its_own() -> None:
    post = Post(at_rcpt={TWO: ["550 5.1.1 no such user"], THREE: ["451 4.7.1 come back"]})
    with serving(post) as port:
        outcomes = sent(account(port), message(ONE, TWO, THREE))
    assert outcomes[ONE].result is TAKEN
    assert (outcomes[TWO].result, outcomes[TWO].answer) == (Result.REFUSED, "550 5.1.1 no such user")
    assert (outcomes[THREE].result, outcomes[THREE].answer) == (Result.DEFERRED, "451 4.7.1 come back")
    assert [recipient for _, recipient in post.taken] == [ONE]


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        ("421 4.3.2 closing", Result.DEFERRED),
        ("451 4.3.0 later", Result.DEFERRED),
        ("554 5.6.0 no", Result.REFUSED),
    ],
)
@pytest.mark.parametrize("stage", ["at_mail", "at_data"])
def test_answers_to_the_whole_message(stage: str, answer: str, result: Result) -> None:
    with serving(Post(**{stage: [answer]})) as port:
        outcomes = sent(account(port), message(ONE, TWO))
    assert {o.result for o in outcomes.values()} == {result}
    assert {o.answer for o in outcomes.values()} == {answer}


def test_a_421_to_one_recipient_defers_all_that_follow() -> None:
    post = Post(at_rcpt={TWO: ["421 4.7.0 too many"]})
    with serving(post) as port:
        outcomes = sent(account(port), message(ONE, TWO, THREE))
    assert {o.result for o in outcomes.values()} == {Result.DEFERRED}
    assert "too many" in outcomes[THREE].answer
    assert not post.taken


def test_after_a_refusal_the_next_message_goes_over_the_same_connection() -> None:
    post = Post(at_mail=["550 no"])
    with serving(post) as port, connected(account(port)) as session:
        first = session.send(message(ONE).data, "desk@example.org", [ONE])
        second = session.send(message(TWO).data, "desk@example.org", [TWO])
    assert first[ONE].result is Result.REFUSED
    assert second[TWO].result is TAKEN


def test_a_connection_cut_before_the_answer_is_deferred() -> None:
    post = Post(cuts=1)
    with serving(post) as port:
        outcomes = sent(account(port), message(ONE))
    assert outcomes[ONE].result is Result.DEFERRED
    assert "connection was lost" in outcomes[ONE].answer
    assert len(post.taken) == 1


def test_a_server_that_hangs_is_left_in_time() -> None:
    with serving(Post(hangs=True)) as port, pytest.raises(UnreachableError, match=r"timed out|in time"):
        sent(account(port, timeout=0.3), message(ONE))


def test_a_server_that_hangs_in_the_middle_is_left_in_time() -> None:
    with scripted(b"220 hi\r\n", b"250 hi\r\n", b"250 ok\r\n", then_close=False) as port:
        outcomes = sent(account(port, timeout=0.3), message(ONE))
    assert outcomes[ONE].result is Result.DEFERRED
    assert "timed out" in outcomes[ONE].answer


def test_nobody_there_is_for_now() -> None:
    with pytest.raises(UnreachableError, match="cannot be reached: Connection refused"):
        sent(account(free_port()), message(ONE))


def test_a_greeting_that_refuses_is_for_now() -> None:
    with (
        scripted(b"421 4.3.2 too busy\r\n") as port,
        pytest.raises(UnreachableError, match=r"421 4\.3\.2 too busy"),
    ):
        sent(account(port), message(ONE))


def test_an_answer_of_many_lines_and_control_characters_is_one_line() -> None:
    post = Post(at_rcpt={ONE: ["550-first\r\n550 \x1b[31msecond"]})
    with serving(post) as port:
        (outcome,) = sent(account(port), message(ONE)).values()
    assert re.fullmatch(r"550 first \[31msecond", outcome.answer)


def test_over_the_servers_limit_the_largest_attachment_stays_behind() -> None:
    post, outgoing = Post(), message(ONE, size=60_000)
    with serving(post, data_size_limit=20_000) as port:
        (outcome,) = sent(account(port), outgoing).values()
    assert outcome.result is TAKEN
    assert "sent without big.pdf" in outcome.answer
    (got,) = post.messages
    assert got["Message-ID"] == outgoing.message_id
    assert [part.get_filename() for part in got.iter_attachments()] == ["small.docx"]
    for kind in ("plain", "html"):
        assert "big.pdf (60 kB): NOT attached" in got.get_body((kind,)).get_content()


def test_too_large_without_any_attachment_is_refused_with_a_reason() -> None:
    post = Post()
    with serving(post, data_size_limit=500) as port:
        (outcome,) = sent(account(port), message(ONE)).values()
    assert outcome.result is Result.REFUSED
    assert "too large without any attachment" in outcome.answer
    assert not post.tried


def test_an_address_beyond_ascii_goes_with_smtputf8() -> None:
    post, outgoing = Post(), message("jürgen@example.org")
    with serving(post, enable_SMTPUTF8=True) as port:
        assert [o.result for o in sent(account(port), outgoing).values()] == [TAKEN]
    assert list(post.taken) == [(outgoing.message_id, "jürgen@example.org")]


def test_a_server_without_smtputf8_is_told_no_such_address() -> None:
    post = Post()
    with serving(post, enable_SMTPUTF8=False) as port:
        outcomes = sent(account(port), message("jürgen@example.org", ONE))
    assert {o.result for o in outcomes.values()} == {Result.REFUSED}
    assert "SMTPUTF8" in outcomes[ONE].answer


def test_a_missing_file_of_certificates_is_told(certificates: Certificates, tmp_path: Path) -> None:
    with (
        serving(Post(), starttls=certificates.context()) as port,
        pytest.raises(AccountError, match=r"nowhere\.pem cannot be used"),
    ):
        sent(with_login(port, certificates, ca_file=tmp_path / "nowhere.pem"), message(ONE))


def test_the_librarys_own_log_stays_off(
    capfd: pytest.CaptureFixture[str], certificates: Certificates
) -> None:
    with serving(Post(), starttls=certificates.context(), login=True) as port:
        sent(with_login(port, certificates), message(ONE))
    assert smtplib.SMTP.debuglevel == 0
    shown = capfd.readouterr()
    assert PASSWORD not in shown.out + shown.err
