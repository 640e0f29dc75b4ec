"""What a run asks of the mail: to compose its messages, to queue them, and to deliver what waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Sequence

    from briefgen.jobs.settings import Job, Settings
    from briefgen.pipeline import BuildResult


class Message(Protocol):
    """A message as it goes out."""

    @property
    def message_id(self) -> str:
        """The header, with its angle brackets."""

    @property
    def data(self) -> bytes:
        """All of it, headers included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """What has become of the recipients that were tried: counts."""

    sent: int = 0
    waiting: int = 0
    refused: int = 0

    def then(self, later: Posted) -> Posted:
        """Return what two deliveries, one after the other, have come to."""
        return Posted(
            sent=self.sent + later.sent, waiting=later.waiting, refused=self.refused + later.refused
        )


class Post(Protocol):
    """The way of mail; ``now`` is the time that a message bears, or at which it is tried."""

    def messages(
        self, job: Job, result: BuildResult, *, fingerprint: str, now: dt.datetime
    ) -> Sequence[Message]:
        """Return a message a desk about the news: ``result`` has their meetings and files alone.

        The same arguments give the same bytes.
        """

    def nothing(self, job: Job, *, fingerprint: str, now: dt.datetime) -> Sequence[Message]:
        """Return a message a desk that says that there is nothing to report."""

    def queue(self, connection: sqlite3.Connection, messages: Sequence[Message], *, run: int) -> None:
        """Put messages into the outbox, without committing; one that stands there already stays."""

    def deliver(self, connection: sqlite3.Connection, *, now: dt.datetime) -> Posted:
        """Try everything in the outbox that is due, and keep what becomes of each recipient.

        Raises ``MailError`` where nothing can be delivered at all.
        """


def post_for(settings: Settings) -> Post | None:  # noqa: ARG001 - mail is bound here
    """Return the way of mail that the settings describe, None without any."""
    return None
