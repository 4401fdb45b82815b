"""Writes small private files so that a crash leaves the old one or the new one, never half."""

import errno
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from assistant.errors import VaultFault, VaultFull

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NEW = ".new"
_UNDER_WAY_SECONDS = 3600.0

try:
    from fcntl import F_FULLFSYNC, fcntl  # type: ignore[attr-defined,unused-ignore]
except ImportError:
    F_FULLFSYNC = None


@contextmanager
def plain_faults(where: Path) -> Iterator[None]:
    """Turn an `OSError` about `where` into a sentence for the person."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise VaultFull(
                "The disk is full, so this could not be kept; what was kept before is safe. "
                "Make some room and try again."
            ) from error
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise VaultFault(
                f"Steady may not write in {where}. Make that folder writable for your account."
            ) from error
        reason = os.strerror(error.errno) if error.errno else "unknown reason"
        raise VaultFault(
            f"{where} cannot be used ({reason}). Check the disk and try again."
        ) from error


def make_private_folder(folder: Path) -> None:
    """Make `folder` if needed, readable by its owner only (mode 0700)."""
    with plain_faults(folder):
        folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        tighten(folder, PRIVATE_FOLDER)


def tighten(path: Path, mode: int) -> None:
    """Take the permissions away that `mode` does not grant; other owners' files stay."""
    with suppress(FileNotFoundError, PermissionError):
        if path.stat().st_mode & 0o777 & ~mode:
            path.chmod(mode)


def create_private_file(path: Path) -> None:
    """Make an empty file of mode 0600, if there is none, whatever the umask is."""
    flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    os.close(os.open(path, flags, PRIVATE_FILE))


def unfinished_name(path: Path) -> Path:
    """Return a hidden name beside `path` for what is not ready yet; swept up if it stays."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}{_NEW}")


def write_atomically(path: Path, data: Iterable[bytes], *, replace: bool = True) -> bool:
    """Write the parts of `data` to `path`: whole or not at all, also when killed.

    Temp file beside it, fsync, rename, fsync of the folder. With `replace` false an existing
    file stays as it is; returns whether `path` now holds `data`.
    """
    temp = unfinished_name(path)
    with plain_faults(path.parent):
        try:
            write_synced(temp, data)
            if replace:
                temp.replace(path)
            elif not _take_name(temp, path):
                return False
            sync_folder(path.parent)
        finally:
            temp.unlink(missing_ok=True)
    return True


def sync_file(descriptor: int) -> None:
    """Bring a file's content to the disk itself."""
    if F_FULLFSYNC is not None:
        fcntl(descriptor, F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Bring names made or removed in `folder` to the disk, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep_unfinished(folder: Path) -> None:
    """Remove what killed processes left behind, but nothing that may still be under way."""
    now = time.time()
    for temp in folder.glob(f".*{_NEW}*"):
        with suppress(OSError):
            if abs(now - temp.stat().st_mtime) > _UNDER_WAY_SECONDS:
                temp.unlink()


def write_synced(path: Path, data: Iterable[bytes]) -> None:
    """Make a new private file of the parts of `data`; it is on disk when this returns."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, PRIVATE_FILE)
    with os.fdopen(descriptor, "wb") as file:
        for part in data:
            file.write(part)
        file.flush()
        sync_file(file.fileno())


def _take_name(temp: Path, path: Path) -> bool:
    """Give `temp` the name `path` unless that is taken; two processes cannot both win."""
    try:
        os.link(temp, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        if path.exists():
            return False
        temp.replace(path)
    return True
