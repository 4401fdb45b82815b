"""Turns an utterance into hashed features: character and word n-grams, and its structure."""

from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from assistant.understanding.structure import features

Blocks = tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint32]]
"""Hashes of characters', words' and structure's features; each sorted is not promised."""
MAX_WORDS = 60
"""Longer utterances are cut into windows before they come here."""


def hashed(names: list[str]) -> NDArray[np.uint32]:
    """Hash feature names (CRC-32: the same on every machine); shape (n,)."""
    return np.array([crc32(name.encode()) for name in names], dtype=np.uint32)


@lru_cache(maxsize=8_192)
def _spelt(word: str) -> tuple[int, ...]:
    """Return the hashes of a word's character n-grams; cached, since words come again."""
    padded = f" {word} "
    return tuple(
        crc32(padded[i : i + width].encode())
        for width in (3, 4, 5)
        for i in range(max(1, len(padded) - width + 1))
    )


def _characters(found: tuple[str, ...]) -> NDArray[np.uint32]:
    return np.array([gram for word in found for gram in _spelt(word)], dtype=np.uint32)


def _words(found: tuple[str, ...]) -> list[str]:
    padded = ("^", *found, "$")
    out = [f"w:{word}" for word in found]
    out.extend(f"w:{a} {b}" for a, b in pairwise(padded))
    out.extend(f"w:{a} {b} {c}" for a, b, c in zip(padded, padded[1:], padded[2:], strict=False))
    out.extend(f"k:{a}_{c}" for a, c in zip(found, found[2:], strict=False))
    return out


def blocks(found: tuple[str, ...], marks: list[set[str]]) -> Blocks:
    """Return the three blocks of one utterance."""
    return (
        _characters(found),
        hashed(_words(found)),
        hashed(features(found, marks)),
    )
