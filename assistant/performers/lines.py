"""Typed lines as utterances: read when asked for, or in the background so that they break in."""

import queue
import threading
from collections.abc import Callable
from typing import TextIO

from assistant.messages import Heard
from assistant.performers.ports import NothingMore


class LinesOnDemand:
    """Reads a line when an utterance is asked for; waits as long as it takes."""

    def __init__(self, source: TextIO) -> None:
        self._source = source

    def take(self, seconds: float, expects: tuple[str, ...]) -> Heard | NothingMore | None:
        """Return the next line."""
        del seconds, expects
        return _utterance(self._source)


class LinesInBackground:
    """Reads lines in a thread, so that a line can break in at any moment.

    With `hand_to` the lines join another stream of utterances instead of waiting here.
    """

    speaking = False
    """Nobody is ever in the middle of a typed line: it comes whole."""

    def __init__(
        self, source: TextIO, hand_to: Callable[[Heard | NothingMore], None] | None = None
    ) -> None:
        self._source = source
        self._waiting: queue.Queue[Heard | NothingMore] = queue.Queue()
        self._hand_to = hand_to or self._waiting.put
        self._over = False
        threading.Thread(target=self._read, name="lines", daemon=True).start()

    def take(self, seconds: float, expects: tuple[str, ...]) -> Heard | NothingMore | None:
        """Wait for the next line."""
        del expects
        if self._over:
            return NothingMore()
        try:
            item = self._waiting.get(timeout=min(seconds, threading.TIMEOUT_MAX))
        except queue.Empty:
            return None
        self._over = isinstance(item, NothingMore)
        return item

    def _read(self) -> None:
        while True:
            item = _utterance(self._source)
            self._hand_to(item)
            if isinstance(item, NothingMore):
                return


def _utterance(source: TextIO) -> Heard | NothingMore:
    try:
        line = source.readline()
    except (UnicodeDecodeError, ValueError, OSError):
        return NothingMore()
    return Heard(line.strip()) if line else NothingMore()
