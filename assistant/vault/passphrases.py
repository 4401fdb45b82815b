"""Sets, changes and removes the passphrase and the recovery code by rewriting the key file."""

from assistant.errors import UsageFault
from assistant.private import Private
from assistant.vault.keyring import KeyRing
from assistant.vault.keys import DataKey, KeyFile, Slot
from assistant.vault.recovery import new_code, normalized
from assistant.vault.store import Store


def set_first(ring: KeyRing, store: Store, new: Private[str]) -> Store:
    """Seal a vault that was open, under a new data key; returns its new store."""
    refuse_blank(new)
    if ring.read().is_sealed:
        raise UsageFault("There is a passphrase already. Change it with: steady passphrase")
    return _renewed(ring, store, None, new)


def change(ring: KeyRing, store: Store, old: Private[str], new: Private[str]) -> None:
    """Replace the passphrase slot."""
    refuse_blank(new)
    if not ring.read().is_sealed:
        raise UsageFault("There is no passphrase yet. Set one with: steady passphrase")
    key = ring.read().data_key(old, ring.floor)
    try:
        ring.change(store, lambda file: _with_passphrase(ring, file, key, new))
    finally:
        key.wipe()


def remove(ring: KeyRing, store: Store, old: Private[str]) -> None:
    """Replace all slots by a plain one."""
    key = ring.read().data_key(old, ring.floor)
    try:
        ring.change(
            store, lambda file: file.without("passphrase", "recovery", "plain").plus(_plain(key))
        )
    finally:
        key.wipe()


def new_recovery(ring: KeyRing, store: Store, passphrase: Private[str]) -> Private[str]:
    """Add a recovery slot and return its code."""
    file = ring.read()
    if not file.is_sealed:
        raise UsageFault(
            "A recovery code is for words with a passphrase. Set one with: steady passphrase"
        )
    key = file.data_key(passphrase, ring.floor)
    code = new_code()
    signs = normalized(code)
    if signs is None:
        raise AssertionError
    try:
        ring.change(store, lambda file: _with_recovery(ring, file, key, signs))
    finally:
        key.wipe()
    return code


def remove_recovery(ring: KeyRing, store: Store, passphrase: Private[str]) -> None:
    """Remove the recovery slot."""
    ring.read().data_key(passphrase, ring.floor).wipe()
    ring.change(store, lambda file: file.without("recovery"))


def renew(ring: KeyRing, store: Store, passphrase: Private[str] | None) -> Store:
    """Move everything to a new data key under the same passphrase; returns the new store."""
    return _renewed(ring, store, passphrase, passphrase if ring.read().is_sealed else None)


def refuse_blank(secret: Private[str]) -> None:
    """Raise `UsageFault` for a passphrase of nothing."""
    if not secret.reveal().strip():
        raise UsageFault("The passphrase is empty. Choose one, such as five or six plain words.")


def _renewed(
    ring: KeyRing, store: Store, old: Private[str] | None, new: Private[str] | None
) -> Store:
    file = ring.read()
    key, new_key = file.data_key(old, ring.floor), DataKey.random()
    if file.is_sealed and old is not None and normalized(old) is not None:
        _refuse_code(file, old, ring)
    try:
        slot = KeyFile.first_slot(new_key, file.vault, new, ring.profile)
        return ring.replace_store(store, key, new_key, (slot,))
    finally:
        key.wipe()
        new_key.wipe()


def _refuse_code(file: KeyFile, secret: Private[str], ring: KeyRing) -> None:
    """Keep a recovery code from becoming the passphrase unnoticed."""
    file.without("recovery").data_key(secret, ring.floor).wipe()


def _with_passphrase(ring: KeyRing, file: KeyFile, key: DataKey, new: Private[str]) -> KeyFile:
    number = file.next_number()
    slot = Slot.sealed(
        number, "passphrase", key, secret=new, profile=ring.profile, vault=file.vault
    )
    return file.without("passphrase", "plain").plus(slot)


def _with_recovery(ring: KeyRing, file: KeyFile, key: DataKey, signs: Private[str]) -> KeyFile:
    number = file.next_number()
    slot = Slot.sealed(
        number, "recovery", key, secret=signs, profile=ring.profile, vault=file.vault
    )
    return file.without("recovery").plus(slot)


def _plain(key: DataKey) -> Slot:
    return Slot.plain(1, key)
