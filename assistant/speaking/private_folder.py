"""A folder for one synthesizer's passing files: owner only, in memory where that can be had."""

import os
import shutil
import tempfile
from pathlib import Path

_PREFIX = "steady-sound-"
_MEMORY = Path("/dev/shm")  # noqa: S108 - only as parent of a folder of mode 0700


def make_private_folder() -> Path:
    """Return a new folder of mode 0700, after sweeping those of processes that are gone.

    Raises:
        OSError: if there is no room for it.

    """
    parent = _parent()
    sweep(parent)
    return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=parent))


def remove(folder: Path) -> None:
    """Delete the folder with all that is in it; a missing one is no fault."""
    shutil.rmtree(folder, ignore_errors=True)


def sweep(parent: Path | None = None) -> None:
    """Delete what killed processes of this user left behind."""
    for folder in (parent or _parent()).glob(f"{_PREFIX}*-*"):
        owner = folder.name.removeprefix(_PREFIX).split("-")[0]
        if owner.isdigit() and not _runs(int(owner)) and _is_ours(folder):
            remove(folder)


def _parent() -> Path:
    if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK | os.X_OK):
        return _MEMORY
    return Path(tempfile.gettempdir())


def _runs(process: int) -> bool:
    if os.name == "nt":  # there, signal 0 would end the process
        return process == os.getpid()
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _is_ours(folder: Path) -> bool:
    try:
        status = folder.lstat()
    except OSError:
        return False
    return not folder.is_symlink() and status.st_uid == getattr(os, "getuid", lambda: 0)()
