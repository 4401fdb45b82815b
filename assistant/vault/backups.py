"""One encrypted backup file: the key slots and the store, authenticated as a whole.

::

    magic       8 bytes
    length      4 bytes, of the key file, big endian
    key file    sealed slots only
    salt        16 bytes
    chunks      AES-256-GCM, 64 KiB of the store each and 16 bytes of seal; the last may be short

The chunks' key is HKDF-SHA256 of the data key and the salt. Each nonce is the chunk's number
and a mark on the last one, and everything before the chunks is bound to each: the STREAM
construction (Hoang, Reyhanitabar, Rogaway, Vizar, 2015) as in the age format. So nothing can be
cut off, swapped, or taken from another backup.
"""

import hashlib
import secrets
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from assistant.errors import UsageFault, VaultDamaged, VaultFault
from assistant.private import Private
from assistant.vault.derivation import FLOOR, KEY_BYTES, Profile
from assistant.vault.files import (
    make_private_folder,
    plain_faults,
    sync_folder,
    unfinished_name,
    write_atomically,
    write_synced,
)
from assistant.vault.keyring import (
    KEY_FILE,
    KeyRing,
    refuse_beside_network,
    staged_path,
    store_files,
    take_restored,
)
from assistant.vault.keys import LARGEST_KEY_FILE_BYTES, DataKey, KeyFile
from assistant.vault.migrations import MIGRATIONS
from assistant.vault.passphrases import refuse_blank
from assistant.vault.store import Store, copy_store, store_name, with_side_files

MAGIC = b"STEADYB1"
CHUNK_BYTES = 64 * 1024
_TAG_BYTES = 16
_SALT_BYTES = 16
_LENGTH = struct.Struct(">I")
_NOT_A_BACKUP = "This file is no backup of Steady, or its beginning is damaged. Choose another."
_DAMAGED = "This backup is damaged or was cut off, so nothing was changed. Try another copy of it."


def write_backup(ring: KeyRing, store: Store, file: Path, passphrase: Private[str]) -> None:
    """Write the store's present state and the slots that open it."""
    refuse_blank(passphrase)
    _refuse_foreign(file)
    keys = ring.read()
    key = keys.data_key(passphrase, ring.floor)
    if not keys.is_sealed:
        slot = KeyFile.first_slot(key, keys.vault, passphrase, ring.profile)
        keys = replace(keys, slots=(slot,))
    copy = unfinished_name(store.path)
    try:
        copy_store(store, copy, key)
        with plain_faults(file.parent):
            write_atomically(file, _sealed_parts(keys, key, copy))
    finally:
        key.wipe()
        _remove(copy)


def restore(
    folder: Path,
    file: Path,
    passphrase: Private[str],
    *,
    replace_existing: bool = False,
    profile: Profile = FLOOR,
) -> None:
    """Bring back everything from a backup: all of it, or nothing is changed.

    Afterwards the vault opens with the passphrase or the recovery code of the backup.

    Args:
        folder: The vault's folder.
        file: The backup.
        passphrase: Passphrase or recovery code that opens the backup.
        replace_existing: Whether a vault that is there may be lost.
        profile: As for `Vault.open`.

    Raises:
        VaultWrongPassphrase: if the passphrase does not open the backup.
        VaultDamaged: if the file is damaged, cut off or no backup.
        VaultFault: if a vault is there already and may not be replaced.

    """
    refuse_beside_network()
    folder = folder.absolute()
    make_private_folder(folder)
    if not replace_existing and ((folder / KEY_FILE).exists() or any(store_files(folder))):
        raise VaultFault(
            "There are words in this place already, and restoring would replace them. "
            "Make a backup of them first, then say that they may be replaced."
        )
    floor = FLOOR if profile.reaches(FLOOR) else profile
    temp = unfinished_name(folder / store_name(1))
    with plain_faults(file), file.open("rb") as source:
        keys, bound = _read_head(source)
        key = keys.data_key(passphrase, floor)
        try:
            with plain_faults(folder):
                write_synced(temp, _opened_parts(source, key, bound))
            _prove(temp, key)
            _switch_over(folder, keys, temp)
        finally:
            key.wipe()
            _remove(temp)


def _switch_over(folder: Path, keys: KeyFile, temp: Path) -> None:
    """Make the restored store the vault; the key file is the one step that counts."""
    with plain_faults(folder):
        generations = [generation for generation, _ in store_files(folder)]
        with suppress(VaultFault, FileNotFoundError):
            generations.append(KeyFile.from_bytes((folder / KEY_FILE).read_bytes()).generation)
        keys = replace(keys, generation=max(generations, default=0) + 1, made=True)
        store = folder / store_name(keys.generation)
        staged = staged_path(store)
        temp.replace(staged)
        sync_folder(folder)
        write_atomically(folder / KEY_FILE, [keys.to_bytes()])
        take_restored(store)
        for generation, path in store_files(folder):
            if generation != keys.generation:
                path.unlink(missing_ok=True)
        sync_folder(folder)


def _prove(path: Path, key: DataKey) -> None:
    """Open the restored store and read all of it before it may replace anything."""
    with _as_damaged_backup():
        store = Store.open(path, key, made=True)
        try:
            if not 1 <= store.version() <= len(MIGRATIONS):
                raise VaultFault(
                    "This backup was made by a newer Steady, so nothing was changed. "
                    "Update Steady and try again."
                )
            store.check()
        finally:
            store.close()


def _read_head(source: BinaryIO) -> tuple[KeyFile, bytes]:
    """Return the key slots and the hash of all that stands before the chunks."""
    magic = source.read(len(MAGIC))
    size = source.read(_LENGTH.size)
    if magic != MAGIC or len(size) != _LENGTH.size:
        raise VaultDamaged(_NOT_A_BACKUP)
    (length,) = _LENGTH.unpack(size)
    if not 0 < length <= LARGEST_KEY_FILE_BYTES:
        raise VaultDamaged(_NOT_A_BACKUP)
    keys, salt = source.read(length), source.read(_SALT_BYTES)
    if len(keys) != length or len(salt) != _SALT_BYTES:
        raise VaultDamaged(_DAMAGED)
    with _as_damaged_backup():
        file = KeyFile.from_bytes(keys)
    if not file.is_sealed:
        raise VaultDamaged(_NOT_A_BACKUP)
    return file, magic + size + keys + salt


def _sealed_parts(keys: KeyFile, key: DataKey, path: Path) -> Iterator[bytes]:
    content = keys.to_bytes()
    head = MAGIC + _LENGTH.pack(len(content)) + content + secrets.token_bytes(_SALT_BYTES)
    yield head
    cipher, bound = _cipher(key, head)
    with path.open("rb") as source:
        number, part = 0, source.read(CHUNK_BYTES)
        while True:
            following = source.read(CHUNK_BYTES)
            yield cipher.encrypt(_nonce(number, last=not following), part, bound)
            if not following:
                return
            number, part = number + 1, following


def _opened_parts(source: BinaryIO, key: DataKey, head: bytes) -> Iterator[bytes]:
    cipher, bound = _cipher(key, head)
    number, part = 0, source.read(CHUNK_BYTES + _TAG_BYTES)
    while True:
        following = source.read(CHUNK_BYTES + _TAG_BYTES)
        try:
            yield cipher.decrypt(_nonce(number, last=not following), part, bound)
        except (InvalidTag, ValueError) as error:
            raise VaultDamaged(_DAMAGED) from error
        if not following:
            return
        number, part = number + 1, following


def _cipher(key: DataKey, head: bytes) -> tuple[AESGCM, bytes]:
    salt = head[-_SALT_BYTES:]
    stretched = HKDF(SHA256(), KEY_BYTES, salt, b"steady backup 1").derive(key.reveal())
    return AESGCM(stretched), hashlib.sha256(head).digest()


def _nonce(number: int, *, last: bool) -> bytes:
    return struct.pack(">11sB", number.to_bytes(11), last)


def _refuse_foreign(file: Path) -> None:
    """Leave a file alone that is there and is no backup."""
    with plain_faults(file):
        if not file.exists():
            return
        if file.is_dir():
            raise UsageFault(f"{file} is a folder. Name a file in it for the backup.")
        with file.open("rb") as found:
            if found.read(len(MAGIC)) != MAGIC:
                raise UsageFault(
                    f"{file} is there already and is no backup, so it was left alone. "
                    "Choose another name."
                )


def _remove(path: Path) -> None:
    for file in with_side_files(path):
        with suppress(OSError):
            file.unlink(missing_ok=True)


@contextmanager
def _as_damaged_backup() -> Iterator[None]:
    try:
        yield
    except VaultDamaged as error:
        raise VaultDamaged(_DAMAGED) from error
