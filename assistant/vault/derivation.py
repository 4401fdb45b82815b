"""Turns a passphrase into a key: Argon2id with named cost profiles."""

import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from assistant.errors import VaultFault
from assistant.private import Private

KEY_BYTES = 32
SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Profile:
    """What one guess at a passphrase costs."""

    name: str
    memory_kib: int
    passes: int
    lanes: int

    def reaches(self, other: "Profile") -> bool:
        """Whether a guess costs at least as much memory and as many passes as under `other`."""
        return self.memory_kib >= other.memory_kib and self.passes >= other.passes


FLOOR = Profile("floor", 64 * 1024, 3, 4)
"""RFC 9106 section 4, second recommended option; never less than this for a person's vault."""
STRONG = Profile("strong", 128 * 1024, 3, 4)
STRONGEST = Profile("strongest", 256 * 1024, 3, 4)
CHEAPEST = Profile("cheapest", 8, 1, 1)
"""For tests only: the least that Argon2id takes."""

CEILING = Profile("ceiling", 1024 * 1024, 16, 16)
"""A slot that asks for more than this was not written by Steady and could exhaust memory."""

_LADDER = (STRONGEST, STRONG)
_TARGET_SECONDS = 1.0


def derive(secret: Private[str], salt: bytes, profile: Profile) -> bytes:
    """Return 32 bytes of key.

    The text is brought to Unicode NFKC first, so that the same passphrase typed on another
    keyboard or system gives the same key.
    """
    text = unicodedata.normalize("NFKC", secret.reveal()).encode("utf-8", "surrogatepass")
    try:
        return Argon2id(
            salt=salt,
            length=KEY_BYTES,
            iterations=profile.passes,
            lanes=profile.lanes,
            memory_cost=profile.memory_kib,
        ).derive(text)
    except MemoryError as error:
        raise VaultFault(
            "There is too little memory to check the passphrase. Close other programs, try again."
        ) from error


def calibrate(measure: Callable[[Profile], float] | None = None) -> Profile:
    """Return the strongest profile that stays within a second here, never below `FLOOR`.

    Only the floor is run; cost grows in proportion to memory, and measured figures lie a
    little above that, so a tenth is kept in reserve.

    Args:
        measure: Seconds that one derivation takes; measured for real if absent.

    """
    seconds = (measure or _measure)(FLOOR)
    for profile in _LADDER:
        if seconds * profile.memory_kib / FLOOR.memory_kib * 1.1 <= _TARGET_SECONDS:
            return profile
    return FLOOR


def _measure(profile: Profile) -> float:
    start = time.perf_counter()
    derive(Private("calibration"), bytes(SALT_BYTES), profile)
    return time.perf_counter() - start
