"""The schema as a list of numbered steps; `user_version` says how many were taken."""

from collections.abc import Callable, Sequence
from pathlib import Path

import apsw

from assistant.errors import VaultFault
from assistant.vault.keys import DataKey
from assistant.vault.store import Store, copy_store, with_side_files

Migration = Callable[[apsw.Connection], None]
_BACKUP = "before"
KEPT_SECONDS = 14 * 24 * 3600.0
"""How long the copy from before a migration stays: removed words stay in it as long."""


def _first_schema(connection: apsw.Connection) -> None:
    connection.execute("""
        CREATE TABLE clips (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            encoding TEXT NOT NULL,
            sample_rate_hz INTEGER NOT NULL CHECK (sample_rate_hz > 0),
            seconds REAL NOT NULL CHECK (seconds >= 0),
            created REAL NOT NULL,
            sound BLOB NOT NULL
        ) STRICT;
        CREATE TABLE entries (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            text TEXT NOT NULL,
            why TEXT,
            number TEXT,
            tags TEXT NOT NULL,
            importance INTEGER NOT NULL CHECK (importance BETWEEN 1 AND 5),
            created REAL NOT NULL,
            times_heard INTEGER NOT NULL DEFAULT 0,
            last_heard REAL,
            clip INTEGER REFERENCES clips (id)
        ) STRICT;
        CREATE TABLE facts (
            key TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE sessions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            started REAL NOT NULL
        ) STRICT;
        CREATE TABLE notes (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            session INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            value TEXT NOT NULL,
            at REAL NOT NULL
        ) STRICT;
    """)


MIGRATIONS: tuple[Migration, ...] = (_first_schema,)
"""Step n brings schema n-1 to n. Never change a step that was released: add another."""


def migrate(store: Store, key: DataKey, steps: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring the store to the newest schema: all steps or none, after a copy of the old one.

    Raises:
        VaultFault: if the store was written by a newer Steady.

    """
    if store.version() == len(steps):
        return
    if store.version():
        copy_store(store, backup_path(store.path), key)
    with store.writing() as connection:
        found = int(connection.pragma("user_version"))  # another session may have been quicker
        if found > len(steps):
            raise VaultFault(
                "Your words were kept by a newer Steady. Update Steady and start again."
            )
        for step in steps[found:]:
            step(connection)
        connection.pragma("user_version", len(steps))


def backup_path(path: Path) -> Path:
    """Return where the copy from before a migration lies: encrypted under the same key."""
    return path.with_name(f"{path.stem}-{_BACKUP}{path.suffix}")


def drop_old_backup(path: Path, now: float) -> None:
    """Remove the copy from before a migration once it is old, or from the future."""
    copy = backup_path(path)
    if copy.exists() and not 0 <= now - copy.stat().st_mtime < KEPT_SECONDS:
        for file in with_side_files(copy):
            file.unlink(missing_ok=True)
