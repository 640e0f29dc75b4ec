"""A letter as a MIME message: text and HTML bodies, attachments, and a size that fits.

The same input gives the same bytes: nothing is random, and the date is given.
"""

from __future__ import annotations

import mimetypes
import re
import unicodedata
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from html import escape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, cast

from briefgen.deliver import headers
from briefgen.deliver.addresses import has_control_characters, without_control_characters
from briefgen.deliver.bodies import amount, attachment_line, html_body, left_out_line, text_body
from briefgen.deliver.letter import Attachment, Envelope, Letter, Outgoing
from briefgen.exceptions import MailError

if TYPE_CHECKING:
    from collections.abc import Iterator

_MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".html": "text/html; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
}

_NOT_IN_A_NAME = re.compile(r'[<>:"|?*]')  # on some systems


def compose(letter: Letter, envelope: Envelope, *, max_bytes: int | None = None) -> Outgoing:
    """Return the message that carries a letter in an envelope.

    With more than ``max_bytes`` the largest attachment goes first, and the bodies say so.
    Raises ``MailError`` if there is no recipient or the message is too large even without any.
    """
    recipients = tuple(dict.fromkeys(address.spec for address in (*envelope.to, *envelope.cc)))
    if not recipients:
        raise MailError("The message has no recipient.", remedy="Name at least one address.")
    domain = envelope.sender.domain
    message_id = headers.message_id(envelope.identity, recipients, domain)
    subject = headers.subject(letter.subject, letter.marking)
    message = _with_headers(_content(letter), envelope, subject, message_id)
    _set_boundaries(message, message_id)
    data = message.as_bytes()
    return Outgoing(
        message_id=message_id,
        sender=envelope.sender.spec,
        recipients=recipients,
        subject=subject,
        moment=envelope.moment,
        data=data if max_bytes is None else reduced(data, max_bytes)[0],
    )


def reduced(data: bytes, limit: int) -> tuple[bytes, tuple[str, ...]]:
    """Return a message with at most ``limit`` bytes, and the names of the files left out for that.

    The largest attachment goes first; the bodies say which were left out.  Message-ID and all
    other headers stay.  Raises ``MailError`` if it is too large without any attachment.
    """
    message = None
    gone: list[str] = []
    while len(data) > limit:
        message = message or _parsed(data)
        largest = _largest(message)
        if largest is None:
            raise MailError(
                f"The message is too large without any attachment: it has {amount(len(data))},"
                f" and the limit is {amount(limit)}.",
                remedy="Raise max_bytes under [mail], or brief fewer meetings with a filter.",
            )
        gone.append(_leave_out(message, largest, limit))
        data = message.as_bytes()
    return data, tuple(gone)


def needs_utf8(data: bytes, addresses: tuple[str, ...]) -> bool:
    """Tell whether a server must know SMTPUTF8 (RFC 6531) to take a message."""
    return not data.partition(b"\r\n\r\n")[0].isascii() or not "".join(addresses).isascii()


def _content(letter: Letter) -> EmailMessage:
    message = EmailMessage(policy=headers.WIRE)
    message.set_content(_clean(text_body(letter)), cte="quoted-printable")
    message.add_alternative(_clean(html_body(letter)), subtype="html", cte="quoted-printable")
    for attachment in letter.attachments:
        main, _, sub = (attachment.media_type or _media_type(attachment.name)).partition("/")
        subtype, *parameters = (part.strip() for part in sub.split(";"))
        message.add_attachment(
            attachment.data,
            maintype=main,
            subtype=subtype,
            params=dict(parameter.split("=", 1) for parameter in parameters),
        )
        *_, part = message.iter_attachments()
        del part["Content-Disposition"]
        part["Content-Disposition"] = headers.attachment_line(_file_name(attachment))
    return message


def _with_headers(message: EmailMessage, envelope: Envelope, subject: str, message_id: str) -> EmailMessage:
    message["From"] = headers.addresses_line([envelope.sender])
    message["To"] = headers.addresses_line(envelope.to)
    if envelope.cc:
        message["Cc"] = headers.addresses_line(envelope.cc)
    if envelope.reply_to:
        message["Reply-To"] = headers.addresses_line([envelope.reply_to])
    message["Subject"] = headers.words_line("Subject", subject)
    message["Date"] = envelope.moment
    message["Message-ID"] = headers.Line(message_id)
    if envelope.list_id:
        message["List-Id"] = headers.words_line("List-Id", headers.list_id(envelope.list_id))
    # RFC 3834, and what Exchange heeds: no holiday notes and receipts in answer, but word of a failure.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "DR, RN, NRN, OOF, AutoReply"
    return message


def _set_boundaries(message: EmailMessage, message_id: str) -> None:
    """Replace the random boundaries; "=_" stands in no quoted-printable and no base64 text."""
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{headers.digest(f'{number} {message_id}')}")


def _parsed(data: bytes) -> EmailMessage:
    return cast("EmailMessage", BytesParser(EmailMessage, policy=headers.WIRE).parsebytes(data))


def _attachments(message: EmailMessage) -> Iterator[MIMEPart]:
    if message.get_content_type() == "multipart/mixed":
        yield from message.iter_attachments()


def _largest(message: EmailMessage) -> MIMEPart | None:
    return max(_attachments(message), key=lambda part: len(part.get_payload()), default=None)


def _leave_out(message: EmailMessage, part: MIMEPart, limit: int) -> str:
    """Take an attachment out, say so in the bodies, and return its name."""
    name = part.get_filename() or "a file"
    size = len(part.get_payload(decode=True))
    message.get_payload().remove(part)  # type: ignore[union-attr]  # it is multipart
    before, after = attachment_line(name, size), left_out_line(name, size, limit)
    for kind in ("plain", "html"):
        body = message.get_body((kind,))
        if body is not None:
            _replace(body, kind, before, after)
    return name


def _replace(body: MIMEPart, kind: str, before: str, after: str) -> None:
    frame = "- {}\n" if kind == "plain" else "<li>{}</li>"
    if kind == "html":
        before, after = escape(before), escape(after)
    head, found, tail = body.get_content().replace("\r\n", "\n").rpartition(frame.format(before))
    text = f"{head}{frame.format(after)}{tail}" if found else f"{tail}\n{after}\n"
    body.set_content(text, subtype=kind, cte="quoted-printable")


def _file_name(attachment: Attachment) -> str:
    name = PurePosixPath(without_control_characters(attachment.name).replace("\\", "/")).name
    return _NOT_IN_A_NAME.sub("_", name) or "file"


def _media_type(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    return _MEDIA_TYPES.get(suffix) or mimetypes.guess_type(f"file{suffix}")[0] or "application/octet-stream"


def _clean(text: str) -> str:
    """Return a body without control characters, but for the ends of its lines."""
    return "".join(
        c if c == "\n" or not has_control_characters(c) else " " for c in unicodedata.normalize("NFC", text)
    )
