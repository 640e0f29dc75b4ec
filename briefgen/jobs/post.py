"""What a run asks of the mail: to compose its messages, to queue them, and to deliver what waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Mapping, Sequence

    from briefgen.deliver.letter import Outgoing
    from briefgen.jobs.settings import Job, Settings
    from briefgen.pipeline import BuildResult


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
        self,
        job: Job,
        result: BuildResult,
        *,
        fingerprint: str,
        now: dt.datetime,
        identities: Mapping[str, str],
    ) -> Sequence[Outgoing]:
        """Return a message a desk about the news: ``result`` has their meetings and files alone.

        ``identities`` holds what stays of a meeting from run to run, by its id.  The same
        arguments give the same bytes.
        """

    def nothing(self, job: Job, *, fingerprint: str, now: dt.datetime) -> Sequence[Outgoing]:
        """Return a message a desk that says that there is nothing to report."""

    def queue(
        self, connection: sqlite3.Connection, messages: Sequence[Outgoing], *, run: int, now: dt.datetime
    ) -> None:
        """Put messages into the outbox as of ``now``, without committing; one that stands there already stays."""

    def deliver(self, connection: sqlite3.Connection, *, now: dt.datetime) -> Posted:
        """Try everything in the outbox that is due, and keep what becomes of each recipient.

        Raises ``MailError`` where nothing can be delivered at all.
        """


def post_for(settings: Settings) -> Post | None:
    """Return the way of mail that the settings describe, None without any."""
    if settings.mail is None:
        return None
    from briefgen.jobs.mailing import ByMail

    return ByMail(settings.mail)
