"""Forgets everything: the keys first, since without them the rest is noise; then the files."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from assistant.vault.files import plain_faults, sync_file, sync_folder
from assistant.vault.keyring import KEY_FILE, store_files

STAYS = (
    "Backups and exports that you saved elsewhere.",
    "Copies that other programs made of this folder, such as cloud sync or system backups.",
    "Traces on the disk that special tools may find; sealed for good if there was a passphrase.",
    "The program, its settings, its speech models, and your shell's history of commands.",
)
"""What erasing cannot reach, said before and after it."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What is removed, or was, and what stays behind."""

    removed: tuple[Path, ...]
    stays: tuple[str, ...] = STAYS


def preview_erase(folder: Path) -> Erasure:
    """Return what `erase` would remove and what would stay."""
    with plain_faults(folder):
        return Erasure(tuple(_all_files(folder)))


def erase(folder: Path) -> Erasure:
    """Remove the vault in `folder` for good; close it first.

    A session that is still open elsewhere can neither read from disk nor keep anything after.

    Raises:
        VaultFault: if a file cannot be removed; the keys are gone all the same if they could be.

    """
    with plain_faults(folder):
        files = tuple(_all_files(folder))
        for file in files:
            if file.name == KEY_FILE:
                _overwrite(file)
            file.unlink(missing_ok=True)
            if file.name == KEY_FILE:
                sync_folder(folder)
        if folder.is_dir():
            sync_folder(folder)
    return Erasure(files)


def _all_files(folder: Path) -> Iterator[Path]:
    """Yield the vault's files, the key file first; the folder may hold other things too."""
    if not folder.is_dir():
        return
    if (folder / KEY_FILE).is_file():
        yield folder / KEY_FILE
    yield from sorted(folder.glob(f".{KEY_FILE}.*"))
    for _, path in store_files(folder):
        yield path
    yield from sorted(folder.glob(".steady*.db*"))


def _overwrite(file: Path) -> None:
    """Write zeros over the keys; on flash memory the old ones may survive elsewhere."""
    with suppress(OSError), file.open("r+b") as target:
        target.write(bytes(file.stat().st_size))
        target.flush()
        sync_file(target.fileno())
        os.truncate(target.fileno(), 0)
