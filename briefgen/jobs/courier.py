"""Delivers mail that waits in the outbox while no run does it: tries again after the pauses of the outbox."""

from __future__ import annotations

import logging
import sqlite3
import threading
from contextlib import closing
from typing import TYPE_CHECKING

from briefgen.exceptions import BriefgenError, BusyError
from briefgen.jobs import locks
from briefgen.jobs.post import post_for
from briefgen.jobs.store import Store
from briefgen.jobs.store.runs import utc

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from briefgen.jobs.post import Post
    from briefgen.jobs.settings import Settings

log = logging.getLogger(__name__)


class Courier:
    """Delivers in a thread, one at a time, since a server may take minutes to answer.

    ``clock`` gives the present; ``bind`` makes the way of mail from settings.
    """

    def __init__(
        self, clock: Callable[[], dt.datetime], *, bind: Callable[[Settings], Post | None] = post_for
    ) -> None:
        self._clock = clock
        self._bind = bind
        self._thread: threading.Thread | None = None

    def look(self, settings: Settings) -> None:
        """Begin to deliver if something is due; return at once."""
        if settings.mail is None or self.is_busy or not something_is_due(settings.store, self._clock()):
            return
        self._thread = threading.Thread(target=self._deliver, args=(settings,), daemon=True)
        self._thread.start()

    @property
    def is_busy(self) -> bool:
        """Tell whether a delivery is under way."""
        return self._thread is not None and self._thread.is_alive()

    def _deliver(self, settings: Settings) -> None:
        try:
            with Store.open(settings.store) as store, locks.of_outbox(store.path, patience=0.0):
                post = self._bind(settings)
                if post is None:
                    return
                posted = post.deliver(store.connection, now=self._clock())
        except BusyError:
            return  # a run delivers it
        except BriefgenError as error:
            log.error("%s", error)  # a sentence is enough
        except Exception as error:  # a fault of the program must not stop what is scheduled
            what = " ".join(f"{type(error).__name__}: {error}".split())
            log.exception("The program is at fault (%s). Please report it.", what)
        else:
            log.info(
                "mail: %d sent, %d waiting, %d refused",
                *(posted.sent, posted.waiting, posted.refused),
                extra={"sent": posted.sent, "waiting": posted.waiting, "refused": posted.refused},
            )


def something_is_due(store: Path, now: dt.datetime) -> bool:
    """Tell whether a message in the outbox is to be tried; a store that cannot be read is told by the next run."""
    if not store.exists():
        return False
    try:
        with closing(
            sqlite3.connect(f"{store.absolute().as_uri()}?mode=ro", uri=True, timeout=1.0)
        ) as looking:
            query = "SELECT 1 FROM delivery WHERE state = 'waiting' AND coalesce(next_try, '') <= ? LIMIT 1"
            return looking.execute(query, (utc(now),)).fetchone() is not None
    except sqlite3.Error:
        log.debug("the outbox could not be looked into", exc_info=True)
        return False
