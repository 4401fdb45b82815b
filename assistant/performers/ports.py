"""The seams of a performer: who hears, who speaks, who keeps, what time it is, who watches."""

import time
from dataclasses import dataclass
from typing import Protocol

from assistant.conversation.words import PersonalWords
from assistant.messages import BreathPhase, Effect, Heard, Keep, Kept, Meaning, Note


class Understand(Protocol):
    """Text to meaning."""

    def __call__(self, heard: Heard, expects: tuple[str, ...]) -> Meaning:
        """Return what an utterance means while `expects` is being asked."""


class Keeper(Protocol):
    """The person's own words, and what is stored of a session."""

    def words(self) -> PersonalWords:
        """Return the words as they are now; empty while locked."""

    def keep(self, what: Keep) -> Kept:
        """Store words; a fault is told in the answer, never raised."""

    def note(self, note: Note) -> None:
        """Offer a line to the opt-in log."""

    def mark_heard(self, source: str) -> None:
        """Remember that an entry (`reason:7`) was read back to its end."""

    def clip(self, name: str) -> tuple[bytes, int] | None:
        """Return a recording: 16-bit mono samples and their rate in Hz."""


@dataclass(frozen=True, slots=True)
class NothingMore:
    """No utterance will come any more: end of file."""


class Utterances(Protocol):
    """Where utterances come from: typed lines, or ears."""

    def take(self, seconds: float, expects: tuple[str, ...]) -> Heard | NothingMore | None:
        """Wait up to `seconds` for the next utterance; None if none came."""


class Watcher(Protocol):
    """Shows what happens: lines for a person, or JSON for a program."""

    def heard(self, meaning: Meaning) -> None:
        """Tell what was heard and understood."""

    def effect(self, effect: Effect) -> None:
        """Tell what is about to be carried out."""

    def phase(self, pattern: str, phase: BreathPhase) -> None:
        """Tell which part of a breath begins."""


class Clock(Protocol):
    """Time that passes, or only seems to."""

    def sleep(self, seconds: float) -> None:
        """Let time pass."""


class RealClock:
    """The machine's clock."""

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        time.sleep(seconds)
