"""What a message says and to whom, as plain values, before any of it is encoded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from briefgen.deliver.addresses import Address


@dataclass(frozen=True, slots=True)
class Source:
    """An article that the bottom line rests on; ``url`` only where it can be opened."""

    label: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One meeting as the body of a message shows it."""

    title: str
    when: str
    status: str
    place: str | None = None
    news: str | None = None  # what is new since the last message: "new", "was planned, now held"
    bottom_line: tuple[str, ...] = ()  # sentences
    sources: tuple[Source, ...] = ()  # of those sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that goes with a message; ``media_type`` None for what the name's ending says."""

    name: str
    data: bytes
    media_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The content of a message, the same for every desk that gets it."""

    subject: str  # without the marking
    heading: str
    marking: str | None = None
    paragraphs: tuple[str, ...] = ()  # before the meetings
    items: tuple[Item, ...] = ()
    notes: tuple[str, ...] = ()  # after the attachments: what is incomplete, when it was made
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """From whom and to whom a message goes.

    All of ``to`` and ``cc`` see each other.  ``identity`` is what the Message-ID is derived
    from, beside the recipients; ``moment`` (aware) becomes the date of the message.
    """

    sender: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...] = ()
    reply_to: Address | None = None
    list_id: str | None = None
    moment: dt.datetime
    identity: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message as it goes out: its bytes are final."""

    message_id: str  # with its angle brackets
    sender: str  # the address alone
    recipients: tuple[str, ...]  # addresses alone, each once
    subject: str
    moment: dt.datetime  # its date
    data: bytes
