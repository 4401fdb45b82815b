"""The recovery code: 128 random bits, easy to write down and to type back.

Crockford's base32 (no I, L, O, U), 28 signs in seven groups of four: 128 bits of secret and
12 bits of sum, so that a slip of the pen is found before anything is tried.
"""

import hashlib
import secrets

from assistant.private import Private

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_SECRET_BYTES = 16
_SUM_BITS = 12
_LENGTH = 28
_GROUP = 4


def new_code() -> Private[str]:
    """Return a new code, for example `ABCD-EFGH-...`, to be shown once and never stored."""
    secret = secrets.token_bytes(_SECRET_BYTES)
    number = int.from_bytes(secret) << _SUM_BITS | _sum_of(secret)
    signs = "".join(_SIGNS[number >> 5 * place & 31] for place in reversed(range(_LENGTH)))
    groups = [signs[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP)]
    return Private("-".join(groups))


def normalized(code: Private[str]) -> Private[str] | None:
    """Return the code's 28 signs, or None if this cannot be a recovery code."""
    signs = code.reveal().strip().upper().translate(_LOOKALIKES)
    if len(signs) != _LENGTH or any(sign not in _SIGNS for sign in signs):
        return None
    number = 0
    for sign in signs:
        number = number << 5 | _SIGNS.index(sign)
    secret = (number >> _SUM_BITS).to_bytes(_SECRET_BYTES)
    return Private(signs) if number & (1 << _SUM_BITS) - 1 == _sum_of(secret) else None


def _sum_of(secret: bytes) -> int:
    return int.from_bytes(hashlib.sha256(secret).digest()[:2]) >> 4
