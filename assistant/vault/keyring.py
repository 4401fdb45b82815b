"""The key file of one folder: finds or makes it, opens its store, and keeps the two in step."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from assistant.errors import VaultDamaged, VaultFault
from assistant.private import Private
from assistant.vault.derivation import FLOOR, Profile
from assistant.vault.files import (
    make_private_folder,
    plain_faults,
    sweep_unfinished,
    tighten,
    write_atomically,
)
from assistant.vault.keys import LARGEST_KEY_FILE_BYTES, KeyFile
from assistant.vault.migrations import drop_old_backup, migrate
from assistant.vault.store import Store, refuse_plain, store_name, with_side_files

KEY_FILE = "keys.json"
_STORE_FILE = re.compile(r"steady(?:-(\d{1,9}))?(?:-before)?\.db(?:-wal|-shm|-journal)?")


class KeyRing:
    """The key file of one vault, as it was last read or written."""

    def __init__(self, folder: Path, profile: Profile) -> None:
        self.folder = folder
        self.profile = profile
        self.file = self.read()

    @classmethod
    def found_or_made(
        cls, folder: Path, secret: Private[str] | None, profile: Profile
    ) -> "KeyRing":
        """Return the key ring of `folder`; a folder without a vault gets a new one."""
        make_private_folder(folder)
        path = folder / KEY_FILE
        with plain_faults(folder):
            sweep_unfinished(folder)
            if not path.exists():
                _refuse_orphans(folder)
                new = KeyFile.new(secret, profile).to_bytes()
                write_atomically(path, new, replace=False)
        ring = cls(folder, profile)
        with plain_faults(folder):
            refuse_plain(ring.store_path)
        return ring

    @property
    def path(self) -> Path:
        """The key file."""
        return self.folder / KEY_FILE

    @property
    def store_path(self) -> Path:
        """The store that the key file names."""
        return self.folder / store_name(self.file.generation)

    @property
    def floor(self) -> Profile:
        """The least cost that a stored slot may have."""
        return FLOOR if self.profile.reaches(FLOOR) else self.profile

    @property
    def needs_passphrase(self) -> bool:
        """Whether a passphrase or recovery code is needed."""
        return self.file.is_sealed

    def read(self) -> KeyFile:
        """Return what lies on disk now."""
        with plain_faults(self.folder):
            tighten(self.path, 0o600)
            with self.path.open("rb") as file:
                return KeyFile.from_bytes(file.read(LARGEST_KEY_FILE_BYTES + 1))

    def write(self, file: KeyFile) -> None:
        """Replace the key file: the one step that makes a change of keys or store real."""
        write_atomically(self.path, file.to_bytes())
        self.file = file

    def open_store(self, secret: Private[str] | None, now: float) -> Store:
        """Return the store, keyed and migrated."""
        self.file = self.read()
        key = self.file.data_key(secret, self.floor)
        try:
            store = Store.open(self.store_path, key, made=self.file.made)
            try:
                _refuse_emptied(self.file, store)
                migrate(store, key)
                self._mark_made(store)
            except BaseException:
                store.close()
                raise
        finally:
            key.wipe()
        self._tidy(now)
        return store

    def still_current(self) -> None:
        """Raise if the store was replaced or erased since this session opened it.

        Called while nobody else can write to the store, so that no words go into a file that
        is no longer the vault.
        """
        try:
            now = self.read()
        except VaultFault as error:
            raise VaultFault(
                "Your words were erased or moved since this session began, "
                "so this could not be kept. Start Steady again."
            ) from error
        if (now.vault, now.generation) != (self.file.vault, self.file.generation):
            raise VaultFault(
                "Your words were replaced since this session began, so this could not be kept. "
                "Start Steady again and repeat it."
            )

    def _mark_made(self, store: Store) -> None:
        if self.file.made:
            return
        with store.writing():
            file = self.read()
            self.write(replace(file, made=True))

    def _tidy(self, now: float) -> None:
        """Remove stores that were replaced, and a migration's old copy once it is old."""
        with suppress(OSError):
            drop_old_backup(self.store_path, now)
            for generation, path in store_files(self.folder):
                if generation < self.file.generation:
                    path.unlink(missing_ok=True)


def store_files(folder: Path) -> Iterator[tuple[int, Path]]:
    """Yield every store file in `folder`, side files and copies too, with its generation."""
    with os.scandir(folder) as found:
        names = sorted(item.name for item in found)
    for name in names:
        match = _STORE_FILE.fullmatch(name)
        if match:
            yield int(match[1] or 1), folder / name


def _refuse_orphans(folder: Path) -> None:
    """Tell a store without its key file as the loss it is, rather than start afresh."""
    for _, path in store_files(folder):
        refuse_plain(path)
        if path.stat().st_size:
            raise VaultDamaged(
                f"The file {KEY_FILE} is missing in {folder}, and without it your words do not "
                "open. Put it back, or bring all back from a backup with: steady restore FILE"
            )


def _refuse_emptied(file: KeyFile, store: Store) -> None:
    if file.made and store.version() == 0:
        raise VaultDamaged(
            "The file with your words was emptied. "
            "Bring it back from a backup with: steady restore FILE"
        )


def remove_store(path: Path) -> None:
    """Remove a store and its side files."""
    for file in with_side_files(path):
        file.unlink(missing_ok=True)
