"""The person's own words, as a conversation sees them: a frozen picture of the vault."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from assistant.private import Private

KINDS = (
    "reason",
    "hurt",
    "misfit",
    "promise",
    "pro",
    "con",
    "person",
    "place",
    "activity",
    "boundary",
    "commitment",
    "note",
    "phrase",
    "gain",
    "price",
)
"""What an entry can be: why I left, why it hurt, why it is not right for me, an earlier promise
and what became of it, pros and cons of contacting, who I can call, where I can go, what I can do,
my if-then rule, my commitment, a journal note, my own way of saying an intent, what staying away
gives me, what staying away asks of me."""

_EMPTY: Mapping[str, Private[str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of the person's own words."""

    id: str
    kind: str
    text: Private[str]
    why: Private[str] | None = None
    """Why it matters; for a promise, what became of it; for a phrase, the intent."""
    number: Private[str] | None = None
    """For a person: the telephone number."""
    tags: tuple[str, ...] = ()
    importance: int = 3
    """1 least to 5 most."""
    created: float = 0.0
    """Seconds since 1970."""
    times_heard: int = 0
    last_heard: float | None = None
    clip: str | None = None
    """Id of the person's own recording of it."""
    clip_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class PersonalWords:
    """All entries and facts; empty while the vault is locked or new."""

    entries: tuple[Entry, ...] = ()
    facts: Mapping[str, Private[str]] = field(default_factory=lambda: _EMPTY)
    """Keys: ex_name, ex_pronoun (he, she, they), since (ISO date of no contact). Worked out
    by whoever gives the words, as they are spoken: days (whole days since then), waves (urges in
    the log that were not acted on)."""
    locked: bool = False

    def of_kind(self, kind: str) -> tuple[Entry, ...]:
        """Return the entries of one kind, oldest first."""
        return tuple(entry for entry in self.entries if entry.kind == kind)

    def fact(self, key: str) -> str:
        """Return a fact, or empty text."""
        value = self.facts.get(key)
        return value.reveal() if value else ""
