"""What is new, changed or gone since an earlier edition: one analysis beside an older one.

Only what rests on an article that the earlier edition had not read is news.  Where the same
articles are read differently, or one of them has fallen away, the account is *retold*.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from briefgen.model.analysis import DateFinding
    from briefgen.model.article import Span
    from briefgen.model.reading import Status


class Novelty(StrEnum):
    """What a meeting is to someone who has the earlier edition."""

    NEW = "new"  # an article that is new tells of it, and the earlier edition does not have it
    CHANGED = "changed"  # an article that is new tells something else, or more
    RETOLD = "retold"  # the account differs, but no new article makes it differ
    UNCHANGED = "unchanged"


class Aspect(StrEnum):
    """What of a meeting differs."""

    STATUS = "status"
    DATE = "date"
    PLACE = "place"
    JOINED = "joined"  # a participant whom the earlier edition does not name
    LEFT = "left"  # a participant whom only the earlier edition names
    DISCREPANCY = "discrepancy"
    QUOTE = "quote"
    TOPIC = "topic"
    SOURCE = "source"


class Cause(StrEnum):
    """Why something differs."""

    NEW_ARTICLE = "new article"  # an article that the earlier edition had not read: news
    ARTICLE_GONE = "article gone"  # an article of the earlier edition is not among the inputs
    READING = "reading"  # the same articles, read differently
    COPY = "copy"  # a new article with the text of one that the edition had read: a source, but no news


class Absence(StrEnum):
    """Why a meeting of the earlier edition is not among the present ones."""

    ARTICLES_GONE = "articles gone"  # no article that told of it is among the inputs
    MERGED = "merged"  # it is now part of another meeting
    READING = "reading"  # its articles are there, and are read differently


@dataclass(frozen=True, slots=True, kw_only=True)
class PastMeeting:
    """A meeting as the earlier edition has it; ``labels`` are its people, sides, place and topics."""

    id: str
    title: str
    status: Status
    date: DateFinding  # without evidence
    place: str | None  # "Norvik, Norland"
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that differs, as the earlier edition has it and as it is now.

    ``evidence`` are sentences of the present articles that show it, those of new articles
    first; ``subject`` is the id of the person, quote or article in question.
    """

    aspect: Aspect
    earlier: str | None
    present: str | None
    cause: Cause
    evidence: tuple[Span, ...] = ()
    subject: str | None = None

    @property
    def is_news(self) -> bool:
        """Tell whether it rests on an article that the earlier edition had not read."""
        return self.cause is Cause.NEW_ARTICLE


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingChanges:
    """What has become of one present meeting since the earlier edition.

    ``earlier`` is the same meeting there, ``merged`` are others that are now part of it, and
    ``split_from`` is the meeting there under which it was told, if it has no earlier one itself.
    """

    meeting: str
    novelty: Novelty
    earlier: PastMeeting | None = None
    merged: tuple[PastMeeting, ...] = ()
    split_from: PastMeeting | None = None
    differences: tuple[Difference, ...] = ()

    @property
    def is_news(self) -> bool:
        """Tell whether a new article brought something."""
        return self.novelty in (Novelty.NEW, Novelty.CHANGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneMeeting:
    """A meeting that only the earlier edition has; ``now`` is the present meeting that took it in."""

    earlier: PastMeeting
    absence: Absence
    now: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """A present analysis beside an earlier edition.

    ``created`` is when that edition was made, if it says so, ``newest`` the last day on which
    one of its articles was published.  ``meetings`` has one entry for each present meeting.
    """

    created: dt.datetime | None
    newest: dt.date | None
    meetings: tuple[MeetingChanges, ...]
    gone: tuple[GoneMeeting, ...]

    def of(self, meeting: str) -> MeetingChanges | None:
        """Return the changes of a present meeting by its id."""
        return next((changes for changes in self.meetings if changes.meeting == meeting), None)
