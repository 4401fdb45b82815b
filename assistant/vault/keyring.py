"""The key file of one folder: finds or makes it, opens its store, and keeps the two in step."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from assistant.errors import VaultDamaged, VaultFault
from assistant.guard import network_is_allowed
from assistant.private import Private
from assistant.vault.derivation import FLOOR, Profile
from assistant.vault.files import (
    make_private_folder,
    plain_faults,
    sweep_unfinished,
    sync_folder,
    tighten,
    write_atomically,
)
from assistant.vault.keys import LARGEST_KEY_FILE_BYTES, DataKey, KeyFile, Slot
from assistant.vault.migrations import drop_old_backup, migrate
from assistant.vault.store import Store, copy_store, refuse_plain, store_name

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
        refuse_beside_network()
        folder = folder.absolute()
        make_private_folder(folder)
        path = folder / KEY_FILE
        with plain_faults(folder):
            if not path.exists():
                _refuse_orphans(folder)
                new = KeyFile.new(secret, profile).to_bytes()
                write_atomically(path, [new], replace=False)
        ring = cls(folder, profile)
        with plain_faults(folder):
            take_restored(ring.store_path)
            sweep_unfinished(folder)
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
        write_atomically(self.path, [file.to_bytes()])
        self.file = file

    def open_store(self, secret: Private[str] | None) -> Store:
        """Return the store, keyed and migrated."""
        self.file = self.read()
        key = self.file.data_key(secret, self.floor)
        try:
            return self._keyed_store(key)
        finally:
            key.wipe()

    def _keyed_store(self, key: DataKey) -> Store:
        store = Store.open(self.store_path, key, made=self.file.made)
        try:
            _refuse_emptied(self.file, store)
            migrate(store, key)
            if not self.file.made:
                self.change(store, lambda file: replace(file, made=True))
        except BaseException:
            store.close()
            raise
        return store

    def change(self, store: Store, how: Callable[[KeyFile], KeyFile]) -> None:
        """Change the key file while no other session can."""
        with store.writing(self.still_current):
            self.write(how(self.read()))

    def replace_store(
        self, store: Store, key: DataKey, new_key: DataKey, slots: tuple[Slot, ...]
    ) -> Store:
        """Copy everything to a store under `new_key` and switch over in one step.

        Args:
            store: The present store; closed afterwards.
            key: The present data key.
            new_key: Opens the new store.
            slots: Give `new_key`.

        """
        with store.writing(self.still_current):  # so that no words are added meanwhile
            file = self.read()
            file = replace(file, slots=slots, made=True, generation=file.generation + 1)
            source = Store.open(store.path, key, made=True)
            try:
                copy_store(source, self.folder / store_name(file.generation), new_key)
            finally:
                source.close()
            self.write(file)
        store.close()
        return Store.open(self.store_path, new_key, made=True)

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

    def tidy(self, now: float) -> None:
        """Remove stores that were replaced, and a migration's old copy once it is old.

        Called inside a write, so that no store is removed that another session is making.
        """
        with suppress(OSError):
            drop_old_backup(self.store_path, now)
            for generation, path in store_files(self.folder):
                if generation != self.file.generation:
                    path.unlink(missing_ok=True)


def staged_path(path: Path) -> Path:
    """Return where a restored store waits until the key file names it."""
    return path.with_name(f".{path.name}.staged.new")


def take_restored(path: Path) -> None:
    """Give a restored store its name, also when a kill came before that could be done."""
    with suppress(FileNotFoundError):  # the usual case, or another session was quicker
        staged_path(path).replace(path)
        sync_folder(path.parent)


def refuse_beside_network() -> None:
    """Raise if this process may use the network: then it never sees a vault."""
    if network_is_allowed():
        raise VaultFault(
            "This command may use the network, so it cannot open your words. "
            "Run the other command by itself."
        )


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
        if path.stat().st_size and not (folder / KEY_FILE).exists():  # none came meanwhile
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
