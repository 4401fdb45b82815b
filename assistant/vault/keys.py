"""The key file: the data key in slots, each opened by a passphrase or a recovery code."""

import base64
import binascii
import hashlib
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from assistant.errors import VaultDamaged, VaultWrongPassphrase
from assistant.private import Private
from assistant.vault.derivation import (
    CEILING,
    FLOOR,
    KEY_BYTES,
    SALT_BYTES,
    Profile,
    derive,
)

FORMAT = 1
LARGEST_KEY_FILE_BYTES = 64 * 1024
_NONCE_BYTES = 12
_TAG_BYTES = 16
_MOST_SLOTS = 8

T = TypeVar("T")
SlotKind = Literal["plain", "passphrase", "recovery"]


class DataKey:
    """The random 256-bit key of the store; shows nothing of itself and can be wiped."""

    __slots__ = ("_bytes",)

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise VaultDamaged(_BROKEN)
        self._bytes = bytearray(key)

    @classmethod
    def random(cls) -> "DataKey":
        """Return a new key from the system's random source."""
        return cls(secrets.token_bytes(KEY_BYTES))

    def reveal(self) -> bytes:
        """Return the 32 bytes."""
        return bytes(self._bytes)

    def wipe(self) -> None:
        """Overwrite this copy; copies that libraries made are out of reach."""
        for place in range(len(self._bytes)):
            self._bytes[place] = 0

    def __repr__(self) -> str:
        return "<data key>"


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to the data key.

    `plain` holds the key itself; the others hold it sealed with AES-256-GCM under a key that
    Argon2id makes from the secret. Everything but the sealed key is bound as associated data.
    """

    id: int
    kind: SlotKind
    key: bytes
    """32 bytes plain, or 48 sealed."""
    profile: Profile | None = None
    salt: bytes = b""
    nonce: bytes = b""

    @classmethod
    def plain(cls, number: int, key: DataKey) -> "Slot":
        """Keep the key readable: protects nothing but needs no passphrase."""
        return cls(number, "plain", key.reveal())

    @classmethod
    def sealed(
        cls,
        number: int,
        kind: SlotKind,
        key: DataKey,
        *,
        secret: Private[str],
        profile: Profile,
        vault: str,
    ) -> "Slot":
        """Seal the key under `secret`."""
        salt = secrets.token_bytes(SALT_BYTES)
        nonce = secrets.token_bytes(_NONCE_BYTES)
        bare = cls(number, kind, b"", profile, salt, nonce)
        cipher = AESGCM(derive(secret, salt, profile))
        return replace(bare, key=cipher.encrypt(nonce, key.reveal(), bare._bound(vault)))

    def opened(self, secret: Private[str], vault: str, floor: Profile) -> DataKey | None:
        """Return the data key, or None if `secret` does not open this slot.

        Raises:
            VaultDamaged: if the slot's cost lies below `floor` or above `CEILING`.

        """
        profile = self.profile
        if profile is None or not profile.reaches(floor) or not CEILING.reaches(profile):
            raise VaultDamaged(_BROKEN)
        cipher = AESGCM(derive(secret, self.salt, profile))
        try:
            return DataKey(cipher.decrypt(self.nonce, self.key, self._bound(vault)))
        except InvalidTag:
            return None

    def as_table(self) -> dict[str, Any]:
        """Return the slot as it stands in the file."""
        table = self._parameters()
        table["key"] = _text(self.key)
        return table

    def _parameters(self) -> dict[str, Any]:
        table: dict[str, Any] = {"id": self.id, "kind": self.kind}
        if self.profile is not None:
            table |= {
                "kdf": "argon2id",
                "memory_kib": self.profile.memory_kib,
                "passes": self.profile.passes,
                "lanes": self.profile.lanes,
                "salt": _text(self.salt),
                "nonce": _text(self.nonce),
                "cipher": "aes-256-gcm",
            }
        return table

    def _bound(self, vault: str) -> bytes:
        return _canonical({"format": FORMAT, "vault": vault, "slot": self._parameters()})


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The content of `keys.json`."""

    vault: str
    """Random name of the vault: 32 hex digits; part of what every slot seals."""
    slots: tuple[Slot, ...]
    generation: int = 1
    """Which store file belongs to it; grows when the store is replaced as a whole."""
    made: bool = False
    """Whether the store was written once: from then on a missing store is a loss, not a start."""

    @property
    def is_sealed(self) -> bool:
        """Whether a passphrase is needed."""
        return all(slot.kind != "plain" for slot in self.slots)

    def has(self, kind: SlotKind) -> bool:
        """Whether there is a slot of this kind."""
        return any(slot.kind == kind for slot in self.slots)

    def without(self, *kinds: SlotKind) -> "KeyFile":
        """Return it without the slots of these kinds."""
        return replace(self, slots=tuple(s for s in self.slots if s.kind not in kinds))

    def plus(self, slot: Slot) -> "KeyFile":
        """Return it with one more slot."""
        return replace(self, slots=(*self.slots, slot))

    def next_number(self) -> int:
        """Return a slot number that is free."""
        return max((slot.id for slot in self.slots), default=0) + 1

    def data_key(self, secret: Private[str] | None, floor: Profile = FLOOR) -> DataKey:
        """Return the data key.

        Raises:
            VaultWrongPassphrase: if no slot opens with `secret`.
            VaultDamaged: if a slot was changed to a weaker or absurd cost.

        """
        for slot in self.slots:
            if slot.kind == "plain":
                return DataKey(slot.key)
        if secret is not None:
            for slot in self.slots:
                candidate = _as_written(secret, slot.kind)
                key = slot.opened(candidate, self.vault, floor) if candidate else None
                if key is not None:
                    return key
        raise VaultWrongPassphrase(
            "This passphrase does not open your words. Check Caps Lock and try again, "
            "or use your recovery code."
        )

    def to_bytes(self) -> bytes:
        """Return the file's content, with a sum that tells damage from a wrong passphrase."""
        table = self._table()
        table["sum"] = _sum(table)
        return json.dumps(table, indent=1).encode() + b"\n"

    def _table(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "vault": self.vault,
            "generation": self.generation,
            "made": self.made,
            "slots": [slot.as_table() for slot in self.slots],
        }

    @classmethod
    def from_bytes(cls, data: bytes) -> "KeyFile":
        """Read the file's content.

        Raises:
            VaultDamaged: if it is anything but a key file as `to_bytes` writes it.

        """
        with _broken_if_malformed():
            if len(data) > LARGEST_KEY_FILE_BYTES:
                raise ValueError
            table = json.loads(data.decode())
            given = table.pop("sum")
            if table["format"] != FORMAT or given != _sum(table):
                raise ValueError
            slots = tuple(_slot_of(item) for item in table["slots"])
            file = cls(
                vault=_exactly(str, table["vault"]),
                slots=slots,
                generation=_exactly(int, table["generation"]),
                made=_exactly(bool, table["made"]),
            )
            file._check()
            return file

    def _check(self) -> None:
        bytes.fromhex(self.vault)
        kinds = [slot.kind for slot in self.slots]
        numbers = {slot.id for slot in self.slots}
        sealed = "plain" not in kinds and "passphrase" in kinds
        if (
            len(self.vault) != 32
            or self.generation < 1
            or not 1 <= len(kinds) <= _MOST_SLOTS
            or len(numbers) != len(kinds)
            or not (sealed or kinds == ["plain"])  # a plain slot beside others voids them
        ):
            raise ValueError

    @classmethod
    def new(cls, secret: Private[str] | None, profile: Profile) -> "KeyFile":
        """Return the key file of a new vault with a random data key."""
        vault = secrets.token_hex(16)
        return cls(vault, (cls.first_slot(DataKey.random(), vault, secret, profile),))

    @staticmethod
    def first_slot(key: DataKey, vault: str, secret: Private[str] | None, profile: Profile) -> Slot:
        """Return the only slot of a vault: plain without a secret, else sealed."""
        if secret is None:
            return Slot.plain(1, key)
        return Slot.sealed(1, "passphrase", key, secret=secret, profile=profile, vault=vault)


_BROKEN = (
    "The key file of your words is damaged or was changed, so they do not open. "
    "Bring them back from a backup with: steady restore FILE"
)


@contextmanager
def _broken_if_malformed() -> Iterator[None]:
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error) as e:
        raise VaultDamaged(_BROKEN) from e


def _as_written(secret: Private[str], kind: SlotKind) -> Private[str] | None:
    """Return the secret in the form the slot was sealed with; None if it cannot be one."""
    from assistant.vault.recovery import normalized  # noqa: PLC0415 - only when it is needed

    return normalized(secret) if kind == "recovery" else secret


def _slot_of(table: dict[str, Any]) -> Slot:
    kind = table["kind"]
    number = _exactly(int, table["id"])
    key = _bytes(table["key"])
    if kind == "plain":
        _need(set(table) == {"id", "kind", "key"} and len(key) == KEY_BYTES)
        return Slot(number, "plain", key)
    _need(kind in ("passphrase", "recovery"))
    profile = Profile(
        "stored",
        _exactly(int, table["memory_kib"]),
        _exactly(int, table["passes"]),
        _exactly(int, table["lanes"]),
    )
    salt, nonce = _bytes(table["salt"]), _bytes(table["nonce"])
    _need(len(key) == KEY_BYTES + _TAG_BYTES and len(salt) == SALT_BYTES)
    _need(len(nonce) == _NONCE_BYTES and CEILING.reaches(profile))
    _need(1 <= profile.lanes <= CEILING.lanes and profile.passes >= 1)
    _need(profile.memory_kib >= 8 * profile.lanes)  # RFC 9106 section 3.1
    slot = Slot(number, cast("SlotKind", kind), key, profile, salt, nonce)
    _need(slot.as_table() == table)
    return slot


def _need(fits: bool) -> None:
    if not fits:
        raise ValueError


def _exactly(kind: type[T], value: object) -> T:
    if type(value) is not kind:
        raise TypeError
    return value


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text.encode(), validate=True)


def _canonical(table: dict[str, Any]) -> bytes:
    return json.dumps(table, sort_keys=True, separators=(",", ":")).encode()


def _sum(table: dict[str, Any]) -> str:
    return hashlib.sha256(_canonical(table)).hexdigest()[:32]
