"""The opt-in log of urges: when, how strong, what was done, how it ended."""

from dataclasses import dataclass

import apsw

from assistant.errors import UsageFault
from assistant.private import Private
from assistant.vault.entries import LONGEST_TEXT, finite

LOG_FACT = "log"
"""The fact that turns the log on; absent at first, and then nothing is noted."""
LOG_ON = "on"

NOTE_KINDS = ("moment", "rating_before", "rating_after", "skill", "outcome")


@dataclass(frozen=True, slots=True)
class LoggedNote:
    """One line of the log."""

    session: int
    """Notes of one session share it; grows with each session that noted something."""
    kind: str
    """moment, rating_before, rating_after, skill or outcome."""
    value: Private[str]
    when: float
    """Seconds since 1970 by the clock of that moment, which may have been wrong."""


def is_on(connection: apsw.Connection) -> bool:
    """Whether the person agreed to the log."""
    row = connection.execute("SELECT value FROM facts WHERE key = ?", (LOG_FACT,)).fetchone()
    return row is not None and row[0] == LOG_ON


def start_session(connection: apsw.Connection, when: float) -> int:
    """Return a session number that was never used."""
    connection.execute("INSERT INTO sessions (started) VALUES (?)", (finite(when),))
    return int(connection.last_insert_rowid())


def has_session(connection: apsw.Connection, session: int) -> bool:
    """Whether the session is still there; forgetting the log removes it."""
    return (
        connection.execute("SELECT 1 FROM sessions WHERE id = ?", (session,)).fetchone() is not None
    )


def insert_note(
    connection: apsw.Connection, session: int, kind: str, value: str, when: float
) -> None:
    """Add one line."""
    if kind not in NOTE_KINDS:
        raise UsageFault(f"There is no note '{kind}'. Notes are: {', '.join(NOTE_KINDS)}.")
    connection.execute(
        "INSERT INTO notes (session, kind, value, at) VALUES (?, ?, ?, ?)",
        (session, kind, value[:LONGEST_TEXT], finite(when)),
    )


def select_notes(connection: apsw.Connection) -> tuple[LoggedNote, ...]:
    """Return all lines in the order in which they were noted."""
    rows = connection.execute("SELECT session, kind, value, at FROM notes ORDER BY id")
    return tuple(LoggedNote(session, kind, Private(value), at) for session, kind, value, at in rows)


def delete_all(connection: apsw.Connection) -> int:
    """Forget the whole log; returns how many lines there were."""
    connection.execute("DELETE FROM notes")
    lines = connection.changes()
    connection.execute("DELETE FROM sessions")
    return lines
