"""Entries, facts and clips as rows: the only place that knows the tables' columns."""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

import apsw

from assistant.conversation.words import KINDS, Entry, PersonalWords
from assistant.errors import UsageFault
from assistant.private import Private

Words = str | Private[str]
"""Text of the person; wrapped or not on the way in, always wrapped on the way out."""

_SELECT = (
    "SELECT entries.id, kind, text, why, number, tags, importance, entries.created, "
    "times_heard, last_heard, clip, clips.seconds "
    "FROM entries LEFT JOIN clips ON clips.id = clip"
)
_LARGEST_ID = 2**63 - 1
LONGEST_TEXT = 100_000
PCM = "pcm_s16le"


class Unchanged(Enum):
    """Says that an edit leaves a field alone; None would empty it."""

    UNCHANGED = "unchanged"


UNCHANGED: Final = Unchanged.UNCHANGED


@dataclass(frozen=True, slots=True)
class Clip:
    """One recording of the person's own voice."""

    data: Private[bytes]
    sample_rate_hz: int
    seconds: float
    encoding: str = PCM
    """`pcm_s16le`: mono, 16 bit, little endian; or the name of the codec that wrote `data`."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of an entry that the person sets."""

    kind: str
    text: str
    why: str | None
    number: str | None
    tags: tuple[str, ...]
    importance: int
    clip: str | None

    def checked(self) -> "Draft":
        """Return it tidied; raises `UsageFault` for what cannot be kept."""
        if self.kind not in KINDS:
            raise UsageFault(f"There is no kind '{self.kind}'. Kinds are: {', '.join(KINDS)}.")
        if not self.text.strip() and self.clip is None:
            raise UsageFault("There are no words to keep. Say or write at least one.")
        if type(self.importance) is not int or not 1 <= self.importance <= 5:
            raise UsageFault("Importance is a whole number from 1 to 5.")
        for text in (self.text, self.why, self.number, *self.tags):
            _check_text(text)
        tags = tuple(dict.fromkeys(tag.strip() for tag in self.tags if tag.strip()))
        return replace(self, text=self.text.strip(), tags=tags)


def plain(words: Words | None) -> str | None:
    """Return the text itself."""
    return words.reveal() if isinstance(words, Private) else words


def row_id(entry_id: str) -> int | None:
    """Return the number behind an id, or None if it cannot be one."""
    text = entry_id.strip()
    if not (text.isascii() and text.isdigit()) or len(text) > 19:
        return None
    number = int(text)
    return number if 1 <= number <= _LARGEST_ID else None


def insert(connection: apsw.Connection, draft: Draft, now: float) -> Entry:
    """Add an entry; its id is never used again, even after it is removed."""
    connection.execute(
        "INSERT INTO entries (kind, text, why, number, tags, importance, created, clip)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            draft.kind,
            draft.text,
            draft.why,
            draft.number,
            json.dumps(draft.tags),
            draft.importance,
            now,
            _existing_clip(connection, draft.clip),
        ),
    )
    return select(connection, str(connection.last_insert_rowid()))


def update(connection: apsw.Connection, entry_id: str, draft: Draft) -> Entry:
    """Change an entry; a recording that it no longer names is removed."""
    before = select(connection, entry_id)
    connection.execute(
        "UPDATE entries SET kind = ?, text = ?, why = ?, number = ?, tags = ?, importance = ?,"
        " clip = ? WHERE id = ?",
        (
            draft.kind,
            draft.text,
            draft.why,
            draft.number,
            json.dumps(draft.tags),
            draft.importance,
            _existing_clip(connection, draft.clip),
            row_id(entry_id),
        ),
    )
    if before.clip != draft.clip:
        _drop_clip(connection, before.clip)
    return select(connection, entry_id)


def delete(connection: apsw.Connection, entry_id: str) -> bool:
    """Remove an entry and its recording; returns whether there was one."""
    number = row_id(entry_id)
    row = connection.execute("SELECT clip FROM entries WHERE id = ?", (number,)).fetchone()
    if row is None:
        return False
    connection.execute("DELETE FROM entries WHERE id = ?", (number,))
    _drop_clip(connection, None if row[0] is None else str(row[0]))
    return True


def select(connection: apsw.Connection, entry_id: str) -> Entry:
    """Return one entry; raises `UsageFault` if there is none."""
    row = connection.execute(f"{_SELECT} WHERE entries.id = ?", (row_id(entry_id),)).fetchone()
    if row is None:
        raise UsageFault("There is no entry with this number. See the numbers with: steady reasons")
    return _entry_of(row)


def select_words(connection: apsw.Connection) -> PersonalWords:
    """Return everything, oldest first."""
    rows = connection.execute(f"{_SELECT} ORDER BY entries.id")
    entries = tuple(_entry_of(row) for row in rows)
    facts = {
        str(key): Private(str(value))
        for key, value in connection.execute("SELECT key, value FROM facts ORDER BY key")
    }
    return PersonalWords(entries, MappingProxyType(facts), locked=False)


def heard(connection: apsw.Connection, entry_id: str, when: float) -> bool:
    """Count one hearing; a clock that was set back does not make it older."""
    connection.execute(
        "UPDATE entries SET times_heard = times_heard + 1,"
        " last_heard = max(coalesce(last_heard, ?1), ?1) WHERE id = ?2",
        (finite(when), row_id(entry_id)),
    )
    return connection.changes() == 1


def put_fact(connection: apsw.Connection, key: str, value: str) -> None:
    """Set a fact."""
    if not key.isidentifier():
        raise UsageFault("A fact is named by letters and underscores.")
    _check_text(value)
    connection.execute("INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)", (key, value))


def drop_fact(connection: apsw.Connection, key: str) -> bool:
    """Remove a fact; returns whether there was one."""
    connection.execute("DELETE FROM facts WHERE key = ?", (key,))
    return connection.changes() == 1


def insert_clip(connection: apsw.Connection, clip: Clip, now: float) -> str:
    """Add a recording and return its id."""
    if not clip.data or clip.sample_rate_hz < 1 or not finite(clip.seconds) >= 0:
        raise UsageFault("There is no sound to keep. Record it again.")
    connection.execute(
        "INSERT INTO clips (encoding, sample_rate_hz, seconds, created, sound)"
        " VALUES (?, ?, ?, ?, ?)",
        (clip.encoding, clip.sample_rate_hz, clip.seconds, now, clip.data.reveal()),
    )
    return str(connection.last_insert_rowid())


def select_clip(connection: apsw.Connection, clip_id: str) -> Clip | None:
    """Return a recording, or None if it is gone."""
    row = connection.execute(
        "SELECT sound, sample_rate_hz, seconds, encoding FROM clips WHERE id = ?",
        (row_id(clip_id),),
    ).fetchone()
    return None if row is None else Clip(Private(row[0]), row[1], row[2], row[3])


def drop_loose_clips(connection: apsw.Connection, now: float, age_seconds: float) -> None:
    """Remove recordings that never became part of an entry: nobody agreed to keep them."""
    connection.execute(
        "DELETE FROM clips WHERE abs(? - created) > ?"
        " AND id NOT IN (SELECT clip FROM entries WHERE clip IS NOT NULL)",
        (now, age_seconds),
    )


def finite(when: float) -> float:
    """Return the time as it can be stored and compared."""
    number = float(when)
    if not math.isfinite(number):
        raise UsageFault("This is not a time. Give seconds since 1970.")
    return number


def _existing_clip(connection: apsw.Connection, clip_id: str | None) -> int | None:
    if clip_id is None:
        return None
    number = row_id(clip_id)
    if connection.execute("SELECT 1 FROM clips WHERE id = ?", (number,)).fetchone() is None:
        raise UsageFault("This recording is gone. Record it again.")
    return number


def _drop_clip(connection: apsw.Connection, clip_id: str | None) -> None:
    if clip_id is not None:
        connection.execute(
            "DELETE FROM clips WHERE id = ?1"
            " AND NOT EXISTS (SELECT 1 FROM entries WHERE clip = ?1)",
            (row_id(clip_id),),
        )


def _entry_of(row: Iterable[Any]) -> Entry:
    (number, kind, text, why, phone, tags, importance, created, times, last, clip, seconds) = row
    return Entry(
        id=str(number),
        kind=kind,
        text=Private(text),
        why=None if why is None else Private(why),
        number=None if phone is None else Private(phone),
        tags=tuple(json.loads(tags)),
        importance=importance,
        created=created,
        times_heard=times,
        last_heard=last,
        clip=None if clip is None else str(clip),
        clip_seconds=seconds or 0.0,
    )


def _check_text(text: str | None) -> None:
    if text is None:
        return
    if len(text) > LONGEST_TEXT:
        raise UsageFault(f"This is too long to keep. Use at most {LONGEST_TEXT:,} letters at once.")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise UsageFault("This text holds broken letters. Type it again.") from None
