"""A small network that reads words in order: convolutions and attention over word vectors.

It sees each word as a fixed vector (GloVe: words used alike have vectors alike), its hashed
character n-grams, and its classes, so that words it never met in a phrase still mean something.
"""

from collections.abc import Mapping
from dataclasses import dataclass
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
        for column, gram in enumerate(_grams(found[place])):
            grams[place, column] = crc32(gram.encode()) % BUCKETS + 1
        for key in marks[place]:
            if key in keys:
                classes[place, keys[key]] = 1
    return Encoded(table * np.float32(vectors.scale), grams, classes)


def _grams(word: str) -> list[str]:
    padded = f"<{word}>"
    out = [padded, *(padded[i : i + n] for n in (3, 4, 5) for i in range(len(padded) - n + 1))]
    return out[:GRAMS]


@dataclass(frozen=True, slots=True)
class Network:
    """The weights of one network, by name."""

    weights: Mapping[str, Floats]
    layers: int

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[np.generic]], prefix: str) -> "Network":
        """Read the arrays whose names start with `prefix`; int8 ones come with a scale."""
        weights: dict[str, Floats] = {}
        for name, values in arrays.items():
            if name.startswith(prefix) and not name.endswith(".scale"):
                array = values.astype(np.float32)
                scale = arrays.get(f"{name}.scale")
                if scale is not None:
                    array *= scale.astype(np.float32)
                weights[name.removeprefix(prefix)] = array
        layers = sum(1 for name in weights if name.endswith(".conv"))
        return cls(weights, layers)

    def scores(self, said: Encoded) -> tuple[Floats, float]:
        """Return the decision values of the labels, shape (labels,), and of a crisis."""
        w = self.weights
        present = (said.grams > 0).astype(np.float32)
        spelt = (w["grams"][said.grams] * present[..., None]).sum(1)
        spelt /= np.maximum(present.sum(1, keepdims=True), 1)
        x = np.concatenate([said.vectors, spelt, said.classes @ w["classes"]], axis=1)
        x = _gelu(x @ w["in"] + w["in.bias"] + w["place"][: len(x)])
        for layer in range(self.layers):
            x = self._layer(x, f"{layer}.")
        pooled = np.concatenate([x.mean(0), x.max(0)])
        scores: Floats = pooled @ w["out"] + w["out.bias"]
        return scores, float((pooled @ w["crisis"] + w["crisis.bias"])[0])

    def _layer(self, x: Floats, name: str) -> Floats:
        w = self.weights
        edge = np.zeros((1, x.shape[1]), np.float32)
        padded = np.concatenate([edge, x, edge])
        near = np.concatenate([padded[:-2], padded[1:-1], padded[2:]], axis=1)
        x = _normed(
            x + _gelu(near @ w[f"{name}conv"] + w[f"{name}conv.bias"]),
            w[f"{name}gain"], w[f"{name}shift"],
        )  # fmt: skip
        count, width = x.shape
        query, key, value = (
            (x @ w[name + part]).reshape(count, HEADS, width // HEADS).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        weight = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(width // HEADS))
        weight = np.exp(weight - weight.max(2, keepdims=True))
        weight /= weight.sum(2, keepdims=True)
        mixed = (weight @ value).transpose(1, 0, 2).reshape(count, width)
        return _normed(x + mixed @ w[f"{name}mix"], w[f"{name}gain2"], w[f"{name}shift2"])


def _normed(x: Floats, gain: Floats, shift: Floats) -> Floats:
    centred = x - x.mean(1, keepdims=True)
    spread = (centred * centred).mean(1, keepdims=True)
    out: Floats = centred / np.sqrt(spread + np.float32(_EPSILON)) * gain + shift
    return out


def _gelu(x: Floats) -> Floats:
    inner = np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x)
    out: Floats = np.float32(0.5) * x * (1 + np.tanh(inner))
    return out
