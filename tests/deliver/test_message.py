from __future__ import annotations

import datetime as dt
import email.utils
import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefgen.deliver.addresses import Address, parse
from briefgen.deliver.headers import Line, addresses_line
from briefgen.deliver.letter import Attachment, Envelope, Item, Letter, Source
from briefgen.deliver.message import compose, needs_utf8, reduced
from briefgen.exceptions import MailError

if TYPE_CHECKING:
    from email.message import EmailMessage

MOMENT = dt.datetime(2031, 5, 6, 7, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
DESK = parse("Northern Desk <desk@example.org>")
ITEM = Item(
    title="Ada Lind – Boris Ostrander, Norvik",
    when="Mon 5 May 2031",
    status="held",
    place="Norvik, Norland",
    news="new",
    bottom_line=("Ada Lind met Boris Ostrander.", "“R&D <b> is closed,” Lind said."),
    sources=(Source("Norvik Post, Tue 6 May 2031", "https://example.org/a?b=1&c=2"), Source("Wire, undated")),
)
FILES = (Attachment(name="brief.docx", data=b"1" * 9000), Attachment(name="brief.pdf", data=b"2" * 20000))
LETTER = Letter(
    subject="Ferry talks in Norvik",
    heading="Ada Lind – Boris Ostrander",
    marking="TLP:AMBER",
    items=(ITEM,),
    notes=("Prepared Tue 6 May 2031.",),
    attachments=FILES,
)
# Everything that could break out of a header, and what ordinary text has.
anything = st.text(st.characters(exclude_categories=()), max_size=120) | st.text(
    st.sampled_from('ab ,;:<>"\\\r\n\t\0\x85\u2028\u2029=?_@é𐀀'), max_size=60
)


def envelope(*to: str, **changes: object) -> Envelope:
    settings = {"sender": DESK, "moment": MOMENT, "identity": ("job", "hash", "north")}
    return Envelope(to=tuple(map(parse, to or ("one@example.org",))), **(settings | changes))


def read(data: bytes) -> EmailMessage:
    return message_from_bytes(data, policy=policy.default)


def body(message: EmailMessage, kind: str) -> str:
    return message.get_body((kind,)).get_content().replace("\r\n", "\n")


def header_names(data: bytes) -> list[str]:
    head = data.partition(b"\r\n\r\n")[0]
    return [line.partition(b":")[0].decode() for line in head.split(b"\r\n") if line[:1] not in b" \t"]


HEADERS = header_names(compose(LETTER, envelope()).data)


def test_the_same_input_gives_the_same_bytes() -> None:
    assert compose(LETTER, envelope()) == compose(LETTER, envelope())


def test_the_headers_of_an_automatic_message() -> None:
    sent = compose(LETTER, envelope(reply_to=parse("north@example.org"), list_id="ferries.example.org"))
    message = read(sent.data)
    assert message["From"] == "Northern Desk <desk@example.org>"
    assert message["Reply-To"] == "north@example.org"
    assert message["Date"].datetime == MOMENT
    assert message["Auto-Submitted"] == "auto-generated"
    assert "OOF" in message["X-Auto-Response-Suppress"]
    assert "NDR" not in message["X-Auto-Response-Suppress"]  # a failure is to be heard of
    assert message["List-Id"] == "<ferries.example.org>"
    assert message["Message-ID"] == sent.message_id
    assert re.fullmatch(r"<[0-9a-f]{32}@example\.org>", sent.message_id)
    assert message["Bcc"] is None


def test_the_marking_stands_first_in_subject_and_bodies_and_last_again() -> None:
    message = read(compose(LETTER, envelope()).data)
    assert message["Subject"] == "[TLP:AMBER] Ferry talks in Norvik"
    text = body(message, "plain").split()
    assert (text[0], text[-1]) == ("TLP:AMBER", "TLP:AMBER")
    shown = re.sub(r"<head>.*?</head>|<[^>]*>|&nbsp;", " ", body(message, "html"), flags=re.DOTALL).split()
    assert (shown[0], shown[-1]) == ("TLP:AMBER", "TLP:AMBER")


@pytest.mark.parametrize(
    "subject", ["Talks on TLP:AMBER papers", "TLP:AMBER+STRICT talks", "[TLP:AMBER] Talks"]
)
def test_words_that_hold_the_marking_do_not_stand_for_it(subject: str) -> None:
    letter = replace(LETTER, subject=subject)
    assert (
        read(compose(letter, envelope()).data)["Subject"]
        == f"[TLP:AMBER] {subject.removeprefix('[TLP:AMBER] ')}"
    )


def test_both_bodies_hold_the_bottom_line_the_facts_and_the_files() -> None:
    message = read(compose(LETTER, envelope()).data)
    text = body(message, "plain")
    assert "[new] Ada Lind – Boris Ostrander, Norvik" in text
    assert "Mon 5 May 2031 | held | Norvik, Norland" in text
    assert "“R&D <b> is closed,” Lind said." in text
    assert "- brief.docx (9 kB)\n- brief.pdf (20 kB)" in text
    page = body(message, "html")
    assert "“R&amp;D &lt;b&gt; is closed,” Lind said." in page
    assert '<a href="https://example.org/a?b=1&amp;c=2"' in page
    assert "<li>brief.pdf (20 kB)</li>" in page


def test_several_meetings_are_listed_before_they_are_told() -> None:
    other = replace(ITEM, title="Chen Mu – Ada Lind", news=None, place=None)
    message = read(compose(replace(LETTER, items=(ITEM, other)), envelope()).data)
    text = body(message, "plain")
    assert "- Chen Mu – Ada Lind: Mon 5 May 2031 | held | place not stated" in text
    page = body(message, "html")
    assert page.index("<th scope=") < page.index("Ada Lind met Boris Ostrander.")


def test_the_only_meeting_is_named_once() -> None:
    message = read(compose(replace(LETTER, heading=ITEM.title), envelope()).data)
    assert body(message, "plain").count(ITEM.title) == 1
    assert "new | Mon 5 May 2031 | held | Norvik, Norland" in body(message, "plain")


def test_the_structure_and_the_media_types() -> None:
    message = read(compose(LETTER, envelope()).data)
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/pdf",
    ]


def test_the_files_arrive_byte_for_byte() -> None:
    files = (
        Attachment(name="a.html", data=b"\r\n.\r\n\xff\x00"),
        Attachment(name="Übersicht März.pdf", data=b"x"),
    )
    got = read(compose(Letter(subject="s", heading="h", attachments=files), envelope()).data)
    assert [(p.get_filename(), p.get_payload(decode=True)) for p in got.iter_attachments()] == [
        ("a.html", b"\r\n.\r\n\xff\x00"),
        ("Übersicht März.pdf", b"x"),
    ]


def test_a_desk_sees_its_own_recipients_only() -> None:
    sent = compose(LETTER, envelope("one@example.org", "Two <two@example.org>"))
    assert sent.recipients == ("one@example.org", "two@example.org")
    assert read(sent.data)["To"] == "one@example.org, Two <two@example.org>"


def test_who_is_named_twice_gets_one() -> None:
    sent = compose(LETTER, envelope("one@example.org", cc=(parse("One <one@example.org>"),)))
    assert sent.recipients == ("one@example.org",)


def test_the_message_id_tells_jobs_runs_desks_and_recipients_apart() -> None:
    ids = {
        compose(LETTER, envelope(identity=("job", "hash", "north"))).message_id,
        compose(LETTER, envelope(identity=("job", "hash", "south"))).message_id,
        compose(LETTER, envelope(identity=("job", "other", "north"))).message_id,
        compose(LETTER, envelope(identity=("jobhash", "", "north"))).message_id,
        compose(LETTER, envelope("two@example.org")).message_id,
    }
    assert len(ids) == 5


def test_no_recipient_is_an_error() -> None:
    with pytest.raises(MailError, match="no recipient"):
        compose(LETTER, Envelope(sender=DESK, to=(), moment=MOMENT, identity=()))


def test_over_the_limit_the_largest_file_goes_first() -> None:
    full = len(compose(LETTER, envelope()).data)
    less = compose(LETTER, envelope(), max_bytes=full - 1)
    assert len(less.data) < full
    assert less.message_id == compose(LETTER, envelope()).message_id
    message = read(less.data)
    assert [part.get_filename() for part in message.iter_attachments()] == ["brief.docx"]
    told = "brief.pdf (20 kB): NOT attached, since the message would be larger than the"
    assert f"- {told}" in body(message, "plain")
    assert f"<li>{told}" in body(message, "html")
    assert "- brief.docx (9 kB)\n" in body(message, "plain")


def test_one_byte_decides() -> None:
    full = compose(LETTER, envelope()).data
    assert reduced(full, len(full)) == (full, ())
    assert reduced(full, len(full) - 1)[1] == ("brief.pdf",)


def test_all_files_can_go_and_then_it_is_an_error() -> None:
    full = compose(LETTER, envelope()).data
    bare, gone = reduced(full, 9000)
    assert gone == ("brief.pdf", "brief.docx")
    assert len(bare) <= 9000
    assert body(read(bare), "plain").count("NOT attached") == 2
    with pytest.raises(MailError, match="too large without any attachment"):
        reduced(full, 1000)


def test_a_reduced_message_keeps_its_other_headers_and_is_the_same_each_time() -> None:
    full = compose(LETTER, envelope("Jürgen <jürgen@example.org>", list_id="x")).data
    less, _ = reduced(full, len(full) - 1)
    assert less == reduced(full, len(full) - 1)[0]
    assert less.partition(b"\r\n\r\n")[0] == full.partition(b"\r\n\r\n")[0]


def test_utf8_is_asked_for_only_by_addresses_that_need_it() -> None:
    plain = compose(LETTER, envelope("Jürgen Ü <j@bücher.example>"))
    assert plain.recipients == ("j@xn--bcher-kva.example",)
    assert not needs_utf8(plain.data, plain.recipients)
    wide = compose(LETTER, envelope("jürgen@example.org"))
    assert needs_utf8(wide.data, wide.recipients)
    assert "To: jürgen@example.org\r\n".encode() in wide.data


def test_control_characters_in_the_text_reach_no_body() -> None:
    letter = Letter(subject="s", heading="a\x00b\x1b[31m", paragraphs=("one\rtwo\u2028three\ud800",))
    message = read(compose(letter, envelope()).data)
    for kind in ("plain", "html"):
        assert not re.search("[\x00-\x08\x0b-\x1f\u2028]", body(message, kind))


@given(anything, anything, anything)
@example("a\r\nBcc: x@example.org", "TLP:RED\r\n\r\nbody", "x\r\nBcc: y@example.org.pdf")
@example("=?utf-8?q?a=0D=0ABcc:_x@example.org?=", "=?utf-8?q?=0A?=", "=?utf-8?q?=0A?=")
def test_no_text_breaks_out_of_its_header(subject: str, marking: str, name: str) -> None:
    letter = Letter(
        subject=subject, heading="h", marking=marking, attachments=(Attachment(name=name, data=b"x"),)
    )
    data = compose(letter, envelope(list_id=f"x{subject}")).data
    assert sorted(header_names(data)) == sorted([*HEADERS, "List-Id"])
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))
    assert re.search(rb"(?<!\r)\n|\r(?!\n)|\0", data) is None
    message = read(data)
    (part,) = message.iter_attachments()
    assert part.get_payload(decode=True) == b"x"
    assert not set("/\\\r\n\0") & set(part.get_filename())


words = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")), min_size=1, max_size=40)


@given(st.lists(words, min_size=1, max_size=12))
def test_a_subject_arrives_as_it_was_written(parts: list[str]) -> None:
    subject = " ".join(" ".join(parts)[:200].split())
    sent = compose(Letter(subject=subject, heading="h"), envelope())
    raw = message_from_bytes(sent.data, policy=policy.compat32)["Subject"]
    assert str(make_header(decode_header(re.sub(r"\r?\n ", " ", raw)))) == subject
    assert all(len(line) <= 78 for line in sent.data.partition(b"\r\n\r\n")[0].split(b"\r\n"))


@given(st.lists(st.lists(words, max_size=5).map(" ".join), min_size=1, max_size=6))
def test_names_arrive_beside_their_addresses(names: list[str]) -> None:
    line = addresses_line([Address(name, f"n{number}", "example.org") for number, name in enumerate(names)])
    pairs = email.utils.getaddresses([line.replace("\r\n ", " ")])
    assert [spec for _, spec in pairs] == [f"n{number}@example.org" for number in range(len(names))]
    assert [str(make_header(decode_header(name))) for name, _ in pairs] == names


@given(words)
@example("a" * 40 + "é" * 60 + ".pdf")
@example("a" * 120 + ".pdf")
@example("=?utf-8?q?=41?=.pdf")
@example("it's 100%.pdf")
def test_a_file_name_arrives_as_it_is(name: str) -> None:
    letter = Letter(subject="s", heading="h", attachments=(Attachment(name=name, data=b"x"),))
    (part,) = read(compose(letter, envelope()).data).iter_attachments()
    wanted = re.sub(r'[<>:"|?*]', "_", name.replace("\\", "/").rpartition("/")[2])
    assert part.get_filename() == (wanted or part.get_filename())


def test_a_line_that_would_be_a_header_of_its_own_is_a_defect() -> None:
    with pytest.raises(ValueError, match="break out"):
        Line("a\r\nBcc: b@example.org")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "desk",
        "@example.org",
        "desk@",
        "a b@example.org",
        "a@example.org, b@example.org",
        "a@example.org\r\nBcc: b@example.org",
        "Desk\n<a@example.org>",
        "<a@example.org> <b@example.org>",
        "a@exam_ple.org",
        "a..b@example.org",
        "a@example..org",
        "a@-example.org",
        f"{'x' * 65}@example.org",
        f"a@{'x' * 64}.org",
    ],
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(MailError):
        parse(text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("a.b+c@Example.ORG", Address("", "a.b+c", "example.org")),
        (' "Lind, Ada \\"A\\""  <ada@example.org> ', Address('Lind, Ada "A"', "ada", "example.org")),
        ("root@localhost", Address("", "root", "localhost")),
        ("Ünal <ünal@bücher.example>", Address("Ünal", "ünal", "xn--bcher-kva.example")),
    ],
)
def test_what_is_an_address(text: str, address: Address) -> None:
    assert parse(text) == address
