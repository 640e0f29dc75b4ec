"""Reads e-mail messages: newsletters, forwarded articles, alerts."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from typing import TYPE_CHECKING

from briefgen.ingest.characters import fold
from briefgen.ingest.dates import aware_moment, read_moment
from briefgen.ingest.decoding import decode, magic
from briefgen.ingest.interface import Draft, Known, Moment, Paragraph, Publication, UnreadableError
from briefgen.ingest.paragraphs import split_paragraphs
from briefgen.ingest.plain import read_text
from briefgen.model import BlockKind

if TYPE_CHECKING:
    import datetime as dt

_FORWARD_MARK = re.compile(r"^(?:(?:re|fwd?|wg|tr)\s*:\s*)+", re.I)
_FORWARDED = re.compile(
    r"^[ \t>]*(?:-{2,} ?(?:forwarded message|original message) ?-{2,}|begin forwarded message:)"
    r"[ \t]*\n(?:[ \t>]*\n)*"
    r"(?P<headers>(?:[ \t>]*\*?[A-Z][A-Za-z-]{1,12}:\*?[^\n]*\n)+)",
    re.I | re.M,
)
_SIGNATURE = re.compile(r"^-- ?$\n", re.M)
_LONGEST_SIGNATURE = 800  # characters
_VIA = re.compile(r"^(?P<author>[^|,]+?)(?: via | from | at |, | \| )(?:the )?(?P<source>.+)$", re.I)


def read(data: bytes) -> Draft:
    """Return the draft of a message; a file without mail headers is read as plain text."""
    if kind := magic(data):
        raise UnreadableError(f"is not an e-mail message (it looks like {kind})")
    message = message_from_bytes(data.lstrip(b"\r\n\xef\xbb\xbf"), policy=policy.default)
    if not isinstance(message, EmailMessage) or not any(
        name in message for name in ("from", "subject", "date")
    ):
        return read_text(decode(data))
    return _read_message(_attached(message) or message)


def _attached(message: EmailMessage) -> EmailMessage | None:
    """Return the message that was forwarded as an attachment, if one was."""
    for part in message.walk():
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            return inner if isinstance(inner, EmailMessage) else None
    return None


def _read_message(message: EmailMessage) -> Draft:
    subject, sender = _header(message, "subject"), _header(message, "from")
    draft = _body(message)
    text = "\n".join(part.text for part in draft.paragraphs)
    forwarded = _forwarded_headers(_plain_text(message) or text)
    is_forwarded = bool(forwarded) or re.match(r"(?:fwd?|wg|tr)\s*:", subject, re.I) is not None
    if is_forwarded:
        subject, sender = forwarded.get("subject", subject), forwarded.get("from", "")
    source, author = _sender(sender)
    return replace(
        draft,
        title=Known(_FORWARD_MARK.sub("", subject), "mail header Subject") if subject else draft.title,
        published=_date_of_forwarded(forwarded) if is_forwarded else _date(message),
        source=source or draft.source,
        author=author or draft.author,
    )


def _header(message: EmailMessage, name: str) -> str:
    """Return a decoded header; a broken one gives what can be read of it."""
    try:
        return fold(str(message.get(name, "")))
    except (
        ValueError,
        LookupError,
        AttributeError,
        IndexError,
        TypeError,
    ):  # faults in the parser of headers
        raw = next((value for key, value in message.raw_items() if key.lower() == name), "")
        return fold(str(raw))


def _date(message: EmailMessage) -> Publication | None:
    try:
        moment: dt.datetime | None = message["date"].datetime
    except (AttributeError, ValueError, TypeError, IndexError, LookupError):
        moment = None
    found = aware_moment(moment) if moment else read_moment(_header(message, "date"))
    return Publication(found, "mail header Date") if found else None


def _date_of_forwarded(headers: dict[str, str]) -> Publication | None:
    """Return the date of a message that was forwarded: the day of forwarding is not its own."""
    moment = read_moment(headers.get("date", "") or headers.get("sent", ""))
    return (
        Publication(Moment(moment.day, moment.at), "Date line of the forwarded message") if moment else None
    )


def _forwarded_headers(text: str) -> dict[str, str]:
    match = _FORWARDED.search(text.replace("\r\n", "\n"))
    if match is None:
        return {}
    lines = (line.strip(" \t>*") for line in match["headers"].splitlines())
    pairs = (line.split(":", 1) for line in lines if ":" in line)
    return {key.strip(" *").lower(): fold(value.strip(" *")) for key, value in pairs}


def _sender(sender: str) -> tuple[Known | None, Known | None]:
    """Return publisher and author: "Jane Doe, The Paper <news@example.org>" names both."""
    name, address = parseaddr(sender)
    name = name or address.rpartition("@")[2]
    basis = "mail header From"
    if found := _VIA.match(name):
        return Known(found["source"], basis), Known(found["author"], basis)
    return (Known(name, basis) if name else None), None


def _body(message: EmailMessage) -> Draft:
    """Return the draft of the message's text: its plain part, or its HTML where that is fuller."""
    plain, html = _plain_text(message), _part_text(message, "html")
    if html and len(plain.split()) < 0.3 * len(re.sub(r"<[^>]*>", " ", html).split()):
        from briefgen.ingest import webpage

        if not plain.strip() or len(plain) < 400:
            return replace(webpage.read_html(html), title=None, source=None, published=None)
    if plain.strip():
        return _with_signature(plain)
    raise UnreadableError("is an e-mail message without text")


def _with_signature(text: str) -> Draft:
    """Read a plain body; what follows the last signature mark (RFC 3676, 4.3) is no article."""
    parts = _SIGNATURE.split(text.replace("\r\n", "\n"))
    if len(parts) < 2 or len(parts[-1]) > _LONGEST_SIGNATURE or not parts[0].strip():
        return read_text(text)
    draft = read_text("\n-- \n".join(parts[:-1]))
    signature = (Paragraph(part, BlockKind.BOILERPLATE) for part in split_paragraphs(parts[-1]))
    return replace(draft, paragraphs=(*draft.paragraphs, *signature))


def _plain_text(message: EmailMessage) -> str:
    return _part_text(message, "plain")


def _part_text(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    if part is None:
        return ""
    try:
        return str(part.get_content())
    except (LookupError, ValueError, AttributeError):  # a charset that is unknown or wrong
        payload = part.get_payload(decode=True)
        return decode(payload) if isinstance(payload, bytes) else ""
