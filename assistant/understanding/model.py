"""The trained judge: a linear part and two small networks, blended and calibrated."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from hashlib import blake2b
from importlib.resources.abc import Traversable
from math import exp
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from assistant.errors import DataFault
from assistant.understanding.features import Blocks
from assistant.understanding.network import Encoded, Networks, Vectors

Floats = NDArray[np.float32]
FORMAT = 2
MODEL_FILES = ("trained.npz", "trained-words.npz", "trained-structure.npz")
BLOCK_NAMES = ("characters", "words", "structure")
VECTORS_FILE = "vectors.npz"
NETWORK_FILE = "trained-network.npz"
NETWORKS = 2


@dataclass(frozen=True, slots=True)
class Block:
    """Weights of one kind of feature."""

    hashes: NDArray[np.uint32]
    """Sorted; shape (features,)."""
    rarity: Floats
    """Inverse document frequency; shape (features,)."""
    weights: NDArray[np.int8]
    """Shape (features, outputs)."""
    scale: Floats
    """What one step of `weights` is worth; shape (outputs,)."""

    def scores(self, found: NDArray[np.uint32]) -> Floats:
        """Return this block's part of the decision values; shape (outputs,)."""
        hashes, counts = np.unique(found, return_counts=True)
        places = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
        known = self.hashes[places] == hashes
        places = places[known]
        if not places.size:
            return np.zeros(len(self.scale), np.float32)
        values = (1 + np.log(counts[known].astype(np.float32))) * self.rarity[places]
        values /= np.sqrt(np.dot(values, values))
        mixed: Floats = (values @ self.weights[places].astype(np.float32)) * self.scale
        return mixed


@dataclass(frozen=True, slots=True)
class Constants:
    """What calibration chose, on utterances by people whose phrases were not trained on."""

    linear_temperature: float
    network_temperature: float
    network_share: float
    """Weight of the networks in the blend, 0 to 1."""
    temperature: float
    crisis_weights: tuple[float, ...]
    """Log-odds a unit of: margin of the crisis labels, linear head, network head, rule."""
    crisis_bias: float
    crisis: float
    """From this probability on, a safety script answers."""
    ask: float
    """From this probability on, the person is asked; below, nothing was meant."""
    act: float
    """From this probability on, the intent is acted on."""

    @classmethod
    def of(cls, about: Mapping[str, object]) -> "Constants":
        """Read them from the model's description."""
        values = {item.name: about[item.name] for item in fields(cls)}
        weights = values.pop("crisis_weights")
        if not isinstance(weights, list):
            raise KeyError("crisis_weights")
        return cls(crisis_weights=tuple(weights), **values)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that training made."""

    labels: tuple[str, ...]
    phrases: str
    """Fingerprint of the phrases it was trained on."""
    files: Mapping[str, str]
    """Fingerprints of the phrase files it was trained on, by intent."""
    known: NDArray[np.uint64]
    """Sorted hashes of the phrases it was trained on."""
    owners: NDArray[np.uint8]
    """Their intents, as places in `labels`."""
    blocks: tuple[Block, ...]
    bias: Floats
    networks: Networks
    vectors: Vectors
    classes: Mapping[str, int]
    """Word classes that the networks know, with their places."""
    danger: NDArray[np.bool_]
    """Which labels are a crisis; shape (labels,)."""
    constants: Constants

    @classmethod
    def load(cls, home: Traversable) -> "Model":
        """Read the files beside the phrases.

        Raises:
            DataFault: if they are missing or damaged.

        """
        name = MODEL_FILES[0]
        try:
            parts = [_read(home / file) for file in MODEL_FILES]
            about = json.loads(bytes(parts[0]["about"]))
            if about["format"] != FORMAT:
                raise DataFault(name, None, "The trained weights are of another version.", _REBUILD)
            deep = _read(home / NETWORK_FILE)
            return cls(
                labels=tuple(about["labels"]),
                phrases=about["phrases"],
                files=about["files"],
                known=np.cumsum(parts[0]["known"], dtype=np.uint64),
                owners=parts[0]["owners"].astype(np.uint8),
                blocks=tuple(
                    _block(part, kind) for part, kind in zip(parts, BLOCK_NAMES, strict=True)
                ),
                bias=parts[0]["bias"].astype(np.float32),
                networks=Networks.of(deep, NETWORKS),
                vectors=Vectors.of(_read(home / VECTORS_FILE)),
                classes={key: place for place, key in enumerate(about["classes"])},
                danger=np.array([label.startswith("crisis") for label in about["labels"]]),
                constants=Constants.of(about),
            )
        except (OSError, KeyError, ValueError, EOFError, TypeError, BadZipFile) as error:
            raise DataFault(name, None, "The trained weights cannot be read.", _REBUILD) from error

    def owner(self, found: tuple[str, ...]) -> str | None:
        """Return the intent that has these very words as a phrase."""
        key = np.uint64(phrase_hash(found))
        place = int(np.searchsorted(self.known, key))
        if place < len(self.known) and self.known[place] == key:
            return self.labels[int(self.owners[place])]
        return None

    def glance(self, found: Blocks) -> Floats:
        """Return the probability of each label by the linear part alone: quick, less exact."""
        linear = self._linear(found)[:-1] / self.constants.linear_temperature
        out: Floats = np.exp(_log_shares(linear))
        return out

    def _linear(self, found: Blocks) -> Floats:
        linear = self.bias.copy()
        for block, hashes in zip(self.blocks, found, strict=True):
            linear += block.scores(hashes)
        return linear

    def judge(self, found: Blocks, said: Encoded, *, rule: bool) -> "Judgement":
        """Blend the parts.

        Args:
            found: Hashed features.
            said: The words for the networks; at least one.
            rule: Whether a structural rule of safety fits.

        """
        how = self.constants
        linear = self._linear(found)
        deep, odds = self.networks.scores(said)
        mixed = (1 - how.network_share) * _log_shares(linear[:-1] / how.linear_temperature)
        mixed += how.network_share * _log_shares(deep / how.network_temperature)
        margin = float(mixed[self.danger].max() - mixed[~self.danger].max())
        signs = (margin, float(linear[-1]), odds, float(rule))
        crisis = how.crisis_bias + sum(
            weight * sign for weight, sign in zip(how.crisis_weights, signs, strict=True)
        )
        side = self.labels[int(np.where(self.danger, mixed, -np.inf).argmax())]
        calm = mixed / np.float32(how.temperature)
        calm[self.danger] = -np.inf
        shares = np.exp(_log_shares(calm))
        return Judgement(shares, 1 / (1 + exp(-max(-30.0, min(30.0, crisis)))), side)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the model thinks of one utterance."""

    shares: Floats
    """Probability of each label, given that it is no crisis; shape (labels,)."""
    crisis: float
    """Probability of a crisis."""
    side: str
    """Which crisis label, if it is one."""


def _log_shares(values: Floats) -> Floats:
    shifted = values - values.max()
    out: Floats = shifted - np.log(np.exp(shifted).sum())
    return out


def phrase_hash(found: tuple[str, ...]) -> int:
    """Return 64 bits that stand for a phrase's words."""
    return int.from_bytes(blake2b(" ".join(found).encode(), digest_size=8).digest(), "big")


_REBUILD = "Rebuild them with tools/train_understanding.py."


def _read(path: Traversable) -> dict[str, NDArray[np.generic]]:
    with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
        return {key: data[key] for key in data.files}


def _block(part: dict[str, NDArray[np.generic]], kind: str) -> Block:
    steps = part[f"{kind}_hash"].astype(np.uint64)
    return Block(
        hashes=np.cumsum(steps).astype(np.uint32),
        rarity=part[f"{kind}_rarity"].astype(np.float32),
        weights=part[f"{kind}_weights"].astype(np.int8),
        scale=part[f"{kind}_scale"].astype(np.float32),
    )
