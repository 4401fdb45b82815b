"""A small network that reads words in order: convolutions and attention over word vectors.

It sees each word as a fixed vector (GloVe: words used alike have vectors alike), its hashed
character n-grams, and its classes, so that words it never met in a phrase still mean something.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
LENGTH = 32
"""Words read of one utterance."""
BUCKETS = 4096
GRAMS = 12
"""Character n-grams read of one word."""
HEADS = 4
_EPSILON = 1e-5


@dataclass(frozen=True, slots=True)
class Vectors:
    """Fixed vectors of frequent words."""

    places: Mapping[str, int]
    table: NDArray[np.int8]
    """Shape (words, dimensions)."""
    scale: float
    """What one step of `table` is worth."""

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[np.generic]]) -> "Vectors":
        """Read them from the arrays `words`, `vectors` (int8) and `scale`."""
        words = bytes(arrays["words"]).decode().split("\n")
        places = dict(zip(words, range(len(words)), strict=True))
        return cls(places, arrays["vectors"].astype(np.int8), float(arrays["scale"]))


@dataclass(frozen=True, slots=True)
class Encoded:
    """One utterance as numbers; n words."""

    vectors: Floats
    """Shape (n, dimensions); zeros for unknown words."""
    grams: NDArray[np.int32]
    """Shape (n, 12): buckets, 0 where there is none."""
    classes: Floats
    """Shape (n, classes): 1 where the word belongs to the class."""


def encoded(
    found: tuple[str, ...], marks: list[set[str]], vectors: Vectors, keys: Mapping[str, int]
) -> Encoded:
    """Encode prepared words with their classes; only the first 32 are read."""
    count = min(len(found), LENGTH)
    table = np.zeros((count, vectors.table.shape[1]), np.float32)
    grams = np.zeros((count, GRAMS), np.int32)
    classes = np.zeros((count, len(keys)), np.float32)
    for place in range(count):
        at = vectors.places.get(found[place])
        if at is not None:
            table[place] = vectors.table[at]
        buckets = _buckets(found[place])
        grams[place, : len(buckets)] = buckets
        for key in marks[place]:
            if key in keys:
                classes[place, keys[key]] = 1
    return Encoded(table * np.float32(vectors.scale), grams, classes)


@lru_cache(maxsize=8_192)
def _buckets(word: str) -> tuple[int, ...]:
    """Return the buckets of a word and of its character n-grams; cached."""
    padded = f"<{word}>"
    grams = [padded, *(padded[i : i + n] for n in (3, 4, 5) for i in range(len(padded) - n + 1))]
    return tuple(crc32(gram.encode()) % BUCKETS + 1 for gram in grams[:GRAMS])


@dataclass(frozen=True, slots=True)
class Networks:
    """Networks of one shape that vote; each weight is stacked along a first axis of theirs (k)."""

    weights: Mapping[str, Floats]
    layers: int

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[np.generic]], count: int) -> "Networks":
        """Read the arrays `NUMBER/NAME`; int8 ones come with a scale `NUMBER/NAME.scale`."""
        stacks: dict[str, list[Floats]] = {}
        for number in range(count):
            prefix = f"{number}/"
            for name, values in arrays.items():
                if name.startswith(prefix) and not name.endswith(".scale"):
                    array = values.astype(np.float32)
                    scale = arrays.get(f"{name}.scale")
                    if scale is not None:
                        array *= scale.astype(np.float32)
                    stacks.setdefault(name.removeprefix(prefix), []).append(array)
        weights = {
            name: np.stack([part[None] if part.ndim == 1 else part for part in parts])
            for name, parts in stacks.items()
        }
        layers = sum(1 for name in weights if name.endswith(".conv"))
        for layer in range(layers):
            parts = [weights.pop(f"{layer}.{part}") for part in ("query", "key", "value")]
            weights[f"{layer}.attend"] = np.concatenate(parts, axis=2)
        return cls(weights, layers)

    def scores(self, said: Encoded) -> tuple[Floats, float]:
        """Return the mean decision values of the labels, shape (labels,), and of a crisis."""
        w = self.weights
        present = (said.grams > 0).astype(np.float32)
        present /= np.maximum(np.add.reduce(present, 1, keepdims=True), 1)
        spelt = np.einsum("kngd,ng->knd", w["grams"][:, said.grams], present)
        known = np.broadcast_to(said.vectors, (spelt.shape[0], *said.vectors.shape))
        x = np.concatenate([known, spelt, said.classes @ w["classes"]], axis=2)
        x = _gelu(x @ w["in"] + w["in.bias"] + w["place"][:, : x.shape[1]])
        for layer in range(self.layers):
            x = self._layer(x, f"{layer}.")
        mean = np.add.reduce(x, 1, keepdims=True) / np.float32(x.shape[1])
        pooled = np.concatenate([mean, np.maximum.reduce(x, 1, keepdims=True)], axis=2)
        scores = (pooled @ w["out"] + w["out.bias"])[:, 0]
        odds = (pooled @ w["crisis"] + w["crisis.bias"])[:, 0, 0]
        mixed: Floats = np.add.reduce(scores, 0) / np.float32(len(scores))
        return mixed, float(np.add.reduce(odds) / len(odds))

    def _layer(self, x: Floats, name: str) -> Floats:
        w = self.weights
        nets, count, width = x.shape
        padded = np.zeros((nets, count + 2, width), np.float32)
        padded[:, 1:-1] = x
        near = np.concatenate([padded[:, :-2], x, padded[:, 2:]], axis=2)
        near = _gelu(near @ w[f"{name}conv"] + w[f"{name}conv.bias"])
        x = _normed(x + near, w[f"{name}gain"], w[f"{name}shift"])
        attend = (x @ w[f"{name}attend"]).reshape(nets, count, 3, HEADS, width // HEADS)
        query, key, value = attend.transpose(2, 0, 3, 1, 4)
        weight = query @ key.swapaxes(2, 3) * np.float32((width // HEADS) ** -0.5)
        weight = np.exp(weight - np.maximum.reduce(weight, 3, keepdims=True))
        weight /= np.add.reduce(weight, 3, keepdims=True)
        mixed = (weight @ value).swapaxes(1, 2).reshape(nets, count, width)
        return _normed(x + mixed @ w[f"{name}mix"], w[f"{name}gain2"], w[f"{name}shift2"])


def _normed(x: Floats, gain: Floats, shift: Floats) -> Floats:
    share = np.float32(1 / x.shape[2])
    centred = x - np.add.reduce(x, 2, keepdims=True) * share
    spread = np.einsum("kni,kni->kn", centred, centred)[..., None] * share
    out: Floats = centred * (gain / np.sqrt(spread + np.float32(_EPSILON))) + shift
    return out


def _gelu(x: Floats) -> Floats:
    """Return Gaussian error linear units (Hendrycks and Gimpel 2016), by their tanh form."""
    half = np.float32(0.5) * x
    out: Floats = half + half * np.tanh(
        x * (np.float32(0.7978845608) + np.float32(0.0356774081) * x * x)
    )
    return out
