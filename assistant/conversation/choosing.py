"""Chooses what to say next: variants take turns, and the least recently heard comes first."""

from collections.abc import Iterable
from random import Random

from assistant.conversation.scripts import Line
from assistant.conversation.words import Entry


class Variants:
    """Hands out the variants of lines; none comes twice before all have come once."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._waiting: dict[str, list[str]] = {}
        self._last: dict[str, str] = {}

    def of(self, line: Line) -> str:
        """Return the next variant of a line."""
        waiting = self._waiting.get(line.source)
        if not waiting:
            waiting = list(line.variants)
            self._random.shuffle(waiting)
            if len(waiting) > 1 and waiting[-1] == self._last.get(line.source):
                waiting[0], waiting[-1] = waiting[-1], waiting[0]
            self._waiting[line.source] = waiting
        chosen = waiting.pop()
        self._last[line.source] = chosen
        return chosen


def next_entries(entries: Iterable[Entry], count: int, already: set[str]) -> tuple[Entry, ...]:
    """Return up to `count` entries to read: least recently heard, most important first.

    Entries in `already` (read in this session) come again only when no other is left.
    """
    ordered = sorted(
        entries,
        key=lambda entry: (
            entry.id in already,
            entry.last_heard if entry.last_heard is not None else float("-inf"),
            -entry.importance,
            entry.created,
        ),
    )
    return tuple(ordered[:count])
