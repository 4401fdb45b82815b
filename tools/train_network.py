"""Trains the small network of `assistant/understanding/network.py` with JAX, on the processor."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from assistant.understanding.network import BUCKETS, GRAMS, HEADS, LENGTH, Vectors, encoded
from assistant.understanding.structure import Lists, classes

WIDTH = 128
SPELT = 48
CLASSED = 32
LAYERS = 2
BATCH = 64
RATE = 2e-3
DECAY = 0.02
SMOOTH = 0.05
DROP = 0.25
WORD_DROP = 0.1
LONGEST = (8, 16, LENGTH)
Weights = dict[str, Array]
Rows = tuple[NDArray[np.float32], NDArray[np.int32], NDArray[np.float32]]


def swapped(
    found: tuple[str, ...], swap: Mapping[str, str], names: Sequence[str], dice: random.Random
) -> tuple[str, ...]:
    """Change pronouns, verbs and names for others of the same kind, half of the time."""
    known = set(names)
    both = {**swap, **{value: key for key, value in swap.items()}}
    gender = dice.random() < 0.5
    out = []
    for word in found:
        if word in both and gender:
            out.append(both[word])
        elif word in known and dice.random() < 0.5:
            out.append(dice.choice(names))
        else:
            out.append(word)
    return tuple(out)


def class_names(lists: Lists) -> list[str]:
    """Return the word classes in the order of the network's weights."""
    return [key for key in lists.values if not key.startswith("_")]


def rows_of(found: Sequence[tuple[str, ...]], lists: Lists, vectors: Vectors) -> list[Rows]:
    """Encode prepared utterances."""
    keys = {key: place for place, key in enumerate(class_names(lists))}
    out = []
    for words in found:
        said = encoded(words, classes(words[:LENGTH], lists), vectors, keys)
        out.append((said.vectors, said.grams, said.classes))
    return out


def batched(rows: Sequence[Rows], length: int) -> tuple[NDArray[Any], ...]:
    """Pad utterances to one length; returns vectors, grams, classes, lengths."""
    count = len(rows)
    table = np.zeros((count, length, rows[0][0].shape[1]), np.float32)
    grams = np.zeros((count, length, GRAMS), np.int32)
    marks = np.zeros((count, length, rows[0][2].shape[1]), np.float32)
    lengths = np.ones(count, np.int32)
    for place, row in enumerate(rows):
        size = min(len(row[0]), length)
        table[place, :size], grams[place, :size], marks[place, :size] = (r[:size] for r in row)
        lengths[place] = max(1, size)
    return table, grams, marks, lengths


def start(seed: int, dimensions: int, keys: int, labels: int) -> Weights:
    """Return random first weights."""
    dice = np.random.default_rng(seed)

    def normal(*shape: int, spread: float | None = None) -> Array:
        return jnp.asarray(dice.normal(0, spread or shape[0] ** -0.5, shape), jnp.float32)

    weights: Weights = {
        "grams": normal(BUCKETS + 1, SPELT, spread=0.3),
        "classes": normal(keys, CLASSED, spread=0.5),
        "place": normal(LENGTH, WIDTH, spread=0.02),
        "in": normal(dimensions + SPELT + CLASSED, WIDTH),
        "in.bias": jnp.zeros(WIDTH),
        "out": normal(2 * WIDTH, labels, spread=0.02),
        "out.bias": jnp.zeros(labels),
        "crisis": normal(2 * WIDTH, 1, spread=0.02),
        "crisis.bias": jnp.zeros(1),
    }
    for layer in range(LAYERS):
        weights |= {
            f"{layer}.conv": normal(3 * WIDTH, WIDTH),
            f"{layer}.conv.bias": jnp.zeros(WIDTH),
            f"{layer}.query": normal(WIDTH, WIDTH),
            f"{layer}.key": normal(WIDTH, WIDTH),
            f"{layer}.value": normal(WIDTH, WIDTH),
            f"{layer}.mix": normal(WIDTH, WIDTH, spread=0.5 * WIDTH**-0.5),
        }
        for part in ("gain", "gain2"):
            weights[f"{layer}.{part}"] = jnp.ones(WIDTH)
        for part in ("shift", "shift2"):
            weights[f"{layer}.{part}"] = jnp.zeros(WIDTH)
    return weights


def _normed(x: Array, gain: Array, shift: Array) -> Array:
    centred = x - x.mean(-1, keepdims=True)
    return centred / jnp.sqrt((centred**2).mean(-1, keepdims=True) + 1e-5) * gain + shift


def forward(w: Weights, batch: Sequence[Array], key: Array | None = None) -> tuple[Array, Array]:
    """Return decision values of labels and of a crisis; with a key, with dropout."""
    table, grams, marks, lengths = batch
    count, length = table.shape[:2]
    mask = (jnp.arange(length)[None] < lengths[:, None]).astype(jnp.float32)[:, :, None]

    def drop(x: Array, number: int, rate: float, shape: tuple[int, ...] | None = None) -> Array:
        if key is None:
            return x
        kept = jax.random.bernoulli(jax.random.fold_in(key, number), 1 - rate, shape or x.shape)
        return x * kept / (1 if shape else 1 - rate)

    present = (grams > 0).astype(jnp.float32)
    spelt = (w["grams"][grams] * present[..., None]).sum(2)
    spelt /= jnp.maximum(present.sum(2, keepdims=True), 1)
    table = drop(table, 90, WORD_DROP, (count, length, 1))
    x = drop(jnp.concatenate([table, spelt, marks @ w["classes"]], -1), 0, DROP)
    x = jax.nn.gelu(x @ w["in"] + w["in.bias"] + w["place"][:length]) * mask
    for layer in range(LAYERS):
        at = f"{layer}."
        padded = jnp.pad(x, ((0, 0), (1, 1), (0, 0)))
        near = jnp.concatenate([padded[:, :-2], padded[:, 1:-1], padded[:, 2:]], -1)
        near = jax.nn.gelu(near @ w[f"{at}conv"] + w[f"{at}conv.bias"])
        x = _normed(x + drop(near, 2 * layer + 1, DROP), w[f"{at}gain"], w[f"{at}shift"]) * mask

        def heads(y: Array) -> Array:
            return y.reshape(count, length, HEADS, WIDTH // HEADS).transpose(0, 2, 1, 3)

        query, sought, value = (heads(x @ w[at + part]) for part in ("query", "key", "value"))
        weight = query @ sought.transpose(0, 1, 3, 2) / np.sqrt(WIDTH // HEADS)
        weight = jax.nn.softmax(weight + (mask[:, None, None, :, 0] - 1) * 1e9, -1)
        mixed = (weight @ value).transpose(0, 2, 1, 3).reshape(count, length, WIDTH) @ w[f"{at}mix"]
        mixed = drop(mixed, 2 * layer + 2, DROP)
        x = _normed(x + mixed, w[f"{at}gain2"], w[f"{at}shift2"]) * mask
    pooled = jnp.concatenate([x.sum(1) / mask.sum(1), (x + (mask - 1) * 1e9).max(1)], -1)
    pooled = drop(pooled, 50, 0.4)
    return pooled @ w["out"] + w["out.bias"], (pooled @ w["crisis"] + w["crisis.bias"])[:, 0]


def loss(w: Weights, batch: Sequence[Array], labels: Array, crisis: Array, key: Array) -> Array:
    """Return smoothed cross-entropy of the labels plus half that of the crisis."""
    scores, odds = forward(w, batch, key)
    count = scores.shape[1]
    aim = jax.nn.one_hot(labels, count) * (1 - SMOOTH) + SMOOTH / count
    entropy = -(aim * jax.nn.log_softmax(scores)).sum(-1).mean()
    binary = (jnp.logaddexp(0, odds) - crisis * odds).mean()
    return entropy + 0.5 * binary


@jax.jit  # type: ignore[untyped-decorator]
def _step(
    w: Weights, m: Weights, v: Weights, batch: Sequence[Array], aim: Sequence[Array],
    key: Array, step: Array, rate: Array,
) -> tuple[Weights, Weights, Weights, Array]:  # fmt: skip
    """One step of AdamW (Loshchilov and Hutter 2019) with the gradient's norm kept below 1."""
    value, grad = jax.value_and_grad(loss)(w, batch, aim[0], aim[1], key)
    norm = jnp.sqrt(sum((g**2).sum() for g in grad.values()))
    scale = jnp.minimum(1.0, 1.0 / (norm + 1e-9))
    m = {k: 0.9 * m[k] + 0.1 * grad[k] * scale for k in w}
    v = {k: 0.999 * v[k] + 0.001 * (grad[k] * scale) ** 2 for k in w}
    first, second = 1 - 0.9 ** (step + 1), 1 - 0.999 ** (step + 1)
    w = {
        k: w[k] - rate * (m[k] / first / (jnp.sqrt(v[k] / second) + 1e-8) + DECAY * w[k]) for k in w
    }
    return w, m, v, value


def fit(
    variants: Sequence[Sequence[Rows]], labels: NDArray[np.intp], crisis: NDArray[np.bool_],
    count: int, epochs: int, seed: int,
) -> Weights:  # fmt: skip
    """Train a network.

    Args:
        variants: The same utterances in several wordings; each epoch takes one for each.
        labels: Their labels, as places.
        crisis: Whether each is a crisis.
        count: Number of labels.
        epochs: Passes over the utterances.
        seed: Of all randomness.

    """
    first = variants[0]
    w = start(seed, first[0][0].shape[1], first[0][2].shape[1], count)
    m = {k: jnp.zeros_like(x) for k, x in w.items()}
    v = {k: jnp.zeros_like(x) for k, x in w.items()}
    dice, key = np.random.default_rng(seed), jax.random.PRNGKey(seed)
    sizes = np.array([len(row[0]) for row in first])
    limits = np.searchsorted(LONGEST, np.minimum(sizes, LENGTH))
    total = epochs * (len(first) // BATCH)
    step = 0
    for _ in range(epochs):
        mean = 0.0
        for part in _batches(limits, dice):
            rows = [variants[int(dice.integers(len(variants)))][i] for i in part]
            batch = batched(rows, LONGEST[limits[part].max()])
            share = step / max(1, total)
            rate = RATE * min(
                1.0, share / 0.05 + 0.02, 0.02 + 0.5 * (1 + np.cos(np.pi * min(1.0, share)))
            )
            aim = (labels[part], crisis[part].astype(np.float32))
            w, m, v, value = _step(
                w,
                m,
                v,
                batch,
                aim,
                jax.random.fold_in(key, step),
                jnp.float32(step),
                jnp.float32(rate),
            )
            mean += float(value) / (len(first) // BATCH)
            step += 1
    print(f"    network: last loss {mean:.3f}", flush=True)
    return w


def _batches(limits: NDArray[np.intp], dice: np.random.Generator) -> list[NDArray[np.intp]]:
    out = []
    for limit in range(len(LONGEST)):
        members = dice.permutation(np.where(limits == limit)[0])
        out += [members[i : i + BATCH] for i in range(0, len(members) - BATCH + 1, BATCH)]
    return [out[i] for i in dice.permutation(len(out))]


_forward = jax.jit(forward)


def predict(w: Weights, rows: Sequence[Rows]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return decision values of labels, shape (rows, labels), and of a crisis, shape (rows,)."""
    scores, odds = [], []
    for place in range(0, len(rows), 256):
        part = list(rows[place : place + 256])
        size = len(part)
        part += part[:1] * (256 - size)
        one, two = _forward(w, batched(part, LENGTH))
        scores.append(np.asarray(one)[:size])
        odds.append(np.asarray(two)[:size])
    return np.concatenate(scores), np.concatenate(odds)


def packed(w: Weights, prefix: str) -> dict[str, NDArray[np.generic]]:
    """Return the weights as int8 with a scale a column; small ones as they are."""
    out: dict[str, NDArray[np.generic]] = {}
    for name, value in w.items():
        array = np.asarray(value)
        if array.ndim == 1 or name == "place":
            out[prefix + name] = array.astype(np.float16)
            continue
        scale = np.maximum(np.abs(array).max(0), 1e-8) / 127
        out[prefix + name] = np.rint(array / scale).astype(np.int8)
        out[f"{prefix}{name}.scale"] = scale.astype(np.float32)
    return out
