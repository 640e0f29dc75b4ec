"""Signals for commands that stay up: kept as facts to look at, and a wait that they cut short."""

from __future__ import annotations

import select
import signal
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from types import FrameType

_ENDING = (signal.SIGTERM, signal.SIGINT)
_RELOADING = tuple(filter(None, [getattr(signal, "SIGHUP", None)]))


class Signals:
    """Takes SIGTERM, SIGINT and SIGHUP for as long as it is entered; only for the main thread.

    ``ended_by`` is the first signal that asks to end, ``asks`` counts them.
    """

    def __init__(self) -> None:
        self.ended_by: signal.Signals | None = None
        self.asks = 0
        self._reload = False
        self._before: dict[signal.Signals, Any] = {}
        self._awake, self._alarm = socket.socketpair()  # on Windows, only sockets can be waited for
        for end in (self._awake, self._alarm):
            end.setblocking(False)
        self._fd = -1

    def __enter__(self) -> Self:
        self._fd = signal.set_wakeup_fd(self._alarm.fileno(), warn_on_full_buffer=False)
        for number in (*_ENDING, *_RELOADING):
            self._before[number] = signal.signal(number, self._take)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._fd)
        self._awake.close()
        self._alarm.close()

    def wait(self, seconds: float) -> None:
        """Return after some seconds, or when a signal comes."""
        ready, _, _ = select.select([self._awake], [], [], max(0.0, seconds))
        if ready:
            with suppress(BlockingIOError):
                self._awake.recv(4096)

    def is_set(self) -> bool:
        """Tell whether to end."""
        return self.asks > 0

    def take_reload(self) -> bool:
        """Tell whether SIGHUP has come since this was last asked."""
        asked, self._reload = self._reload, False
        return asked

    def _take(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - signal's signature
        if number in _ENDING:
            self.ended_by = self.ended_by or signal.Signals(number)
            self.asks += 1
        else:
            self._reload = True
