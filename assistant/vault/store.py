"""The encrypted SQLite file: opened, keyed, checked and migrated, or refused with a sentence.

SQLite3 Multiple Ciphers through apsw, ChaCha20-Poly1305 pages, a raw 256-bit key. What can go
wrong silently there is caught here: a forgotten key would make a plain database, a key given to
a plain database seems to work until the first read, and a key of the wrong length is taken for
a passphrase.
"""

import errno
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import apsw

from assistant.errors import VaultDamaged, VaultFault, VaultFull, VaultNotEncrypted
from assistant.vault.files import create_private_file, plain_faults, sync_folder, tighten
from assistant.vault.keys import DataKey

SQLITE_MAGIC = b"SQLite format 3\x00"
BUSY_MILLISECONDS = 5000
"""How long a second session waits for the first one's write, itself about a millisecond."""
_SIDE_FILES = ("-wal", "-shm", "-journal")
_LOW_ROOM_BYTES = 1_000_000

DAMAGED = (
    "The file with your words is damaged or does not belong to its key file. "
    "Bring it back from a backup with: steady restore FILE"
)
FULL = (
    "The disk is full, so this could not be kept; what was kept before is safe. "
    "Make some room and try again."
)
BUSY = "Another Steady is using your words just now. Close it, or wait a moment and try again."


def store_name(generation: int) -> str:
    """Return the store's file name; it changes when the store is replaced as a whole."""
    return "steady.db" if generation == 1 else f"steady-{generation}.db"


def with_side_files(path: Path) -> tuple[Path, ...]:
    """Return the store and the names of the files that SQLite keeps beside it."""
    return (path, *(path.with_name(path.name + end) for end in _SIDE_FILES))


@contextmanager
def store_faults(path: Path) -> Iterator[None]:
    """Turn every apsw error into a sentence; the one place where they are mapped."""
    try:
        yield
    except apsw.FullError as error:
        raise VaultFull(FULL) from error
    except (apsw.NotADBError, apsw.CorruptError, apsw.FormatError) as error:
        raise VaultDamaged(DAMAGED) from error
    except (apsw.BusyError, apsw.LockedError) as error:
        raise VaultFault(BUSY) from error
    except (apsw.ReadOnlyError, apsw.PermissionsError, apsw.CantOpenError) as error:
        raise VaultFault(
            f"Steady may not write in {path.parent}. "
            "Make that folder and its files writable for your account."
        ) from error
    except apsw.IOError as error:
        if _is_short_of_room(path):
            raise VaultFull(FULL) from error
        raise VaultFault(
            "The disk did not answer as it should, so this could not be kept. "
            "Check the disk and try again."
        ) from error
    except apsw.Error as error:
        raise VaultFault(
            "Your words could not be read or kept because of a fault in Steady. "
            "They are not lost; please report it."
        ) from error


class Store:
    """One open, keyed connection."""

    def __init__(self, path: Path, connection: apsw.Connection) -> None:
        self.path = path
        self.connection = connection

    @classmethod
    def open(cls, path: Path, key: DataKey, *, made: bool) -> "Store":
        """Open the store, or make it if it was never `made`.

        Raises:
            VaultNotEncrypted: if a plain database lies at `path`.
            VaultDamaged: if it is missing, emptied, cut off, changed or keyed otherwise.
            VaultFault: if it cannot be used for another reason.

        """
        with plain_faults(path.parent):
            if made and not (path.exists() and path.stat().st_size):
                raise VaultDamaged(
                    "The file with your words is missing or empty. "
                    "Bring it back from a backup with: steady restore FILE"
                )
            refuse_plain(path)
            create_private_file(path)
            for file in with_side_files(path):
                tighten(file, 0o600)
        with store_faults(path):
            connection = connect(path, key)
        return cls(path, connection)

    def version(self) -> int:
        """Return the number of the last migration that was applied."""
        with store_faults(self.path):
            return int(self.connection.pragma("user_version"))

    @contextmanager
    def writing(self, still_current: Callable[[], None] | None = None) -> Iterator[apsw.Connection]:
        """Write all of the block or none of it; on return it has reached the disk.

        Args:
            still_current: Called once nobody else can write; raises if this store was replaced.

        """
        with store_faults(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                if still_current is not None:
                    still_current()
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
            self._checkpoint()

    @contextmanager
    def reading(self) -> Iterator[apsw.Connection]:
        """Read one consistent state, whatever other sessions write meanwhile."""
        with store_faults(self.path):
            self.connection.execute("BEGIN")
            try:
                yield self.connection
            finally:
                self.connection.execute("COMMIT")

    def check(self) -> None:
        """Read every page and prove its seal; raises `VaultDamaged`."""
        with store_faults(self.path):
            if self.connection.pragma("integrity_check") != "ok":
                raise VaultDamaged(DAMAGED)

    def close(self) -> None:
        """Close the connection; the cipher library wipes its key."""
        with suppress(apsw.Error):
            self.connection.close()

    def _checkpoint(self) -> None:
        """Move the write out of the log, so that what was removed leaves the disk's file too.

        The write is safe already: when this cannot be done now, the next write or start does it.
        """
        with suppress(apsw.Error):
            self.connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)


def refuse_plain(path: Path) -> None:
    """Raise `VaultNotEncrypted` if a plain SQLite database lies at `path`."""
    with suppress(FileNotFoundError), path.open("rb") as file:
        if file.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC:
            raise VaultNotEncrypted(
                f"{path} is a plain database without encryption, so Steady leaves it alone. "
                "Move it to another folder and start again."
            )


def connect(path: Path, key: DataKey) -> apsw.Connection:
    """Return a keyed connection that has proved its key; apsw's own errors pass through."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        connection.set_busy_timeout(BUSY_MILLISECONDS)
        _give_key(connection, key)
        connection.pragma("user_version")  # the first read; a wrong key shows here
        for name, value in _PRAGMAS:
            connection.pragma(name, value)
        _use_log(connection)
        refuse_plain(path)
    except BaseException:
        connection.close()
        raise
    return connection


_PRAGMAS = (
    ("synchronous", "FULL"),
    ("fullfsync", 1),
    ("checkpoint_fullfsync", 1),
    ("temp_store", "MEMORY"),
    ("secure_delete", 1),
    ("mmap_size", 0),
    ("foreign_keys", 1),
    ("trusted_schema", 0),
    ("cell_size_check", 1),
)


def _give_key(connection: apsw.Connection, key: DataKey) -> None:
    raw = key.reveal().hex()
    if len(raw) != 64:
        raise VaultDamaged(DAMAGED)
    if connection.pragma("cipher", "chacha20") != "chacha20":
        raise VaultFault(
            "The installed database library has no encryption. "
            "Install Steady again in an environment of its own."
        )
    if connection.pragma("key", f"raw:{raw}") != "ok":
        raise VaultDamaged(DAMAGED)


def _use_log(connection: apsw.Connection) -> None:
    """Switch to the write-ahead log; SQLite does not wait by itself when two start at once."""
    end = time.monotonic() + BUSY_MILLISECONDS / 1000
    while True:
        try:
            if connection.pragma("journal_mode") == "wal":
                return
            connection.pragma("journal_mode", "wal")
        except (apsw.BusyError, apsw.LockedError):
            if time.monotonic() > end:
                raise
            time.sleep(0.01)


def copy_store(source: Store, path: Path, key: DataKey) -> None:
    """Copy the store's last committed state to a new file at `path` under `key`.

    Works while another connection writes; the copy is complete on disk when this returns.
    """
    with plain_faults(path.parent), store_faults(path):
        for file in with_side_files(path):
            file.unlink(missing_ok=True)
        create_private_file(path)
        try:
            target = connect(path, key)
            try:
                with target.backup("main", source.connection, "main") as copying:
                    while not copying.done:
                        copying.step(-1)
                target.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
            finally:
                target.close()
            refuse_plain(path)
            sync_folder(path.parent)
        except BaseException:
            for file in with_side_files(path):
                file.unlink(missing_ok=True)
            raise


def _is_short_of_room(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _LOW_ROOM_BYTES
    except OSError as error:
        return error.errno == errno.ENOSPC
