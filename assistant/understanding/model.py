"""The trained classifier: sparse hashed features, int8 weights, calibrated probabilities."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray

from assistant.errors import DataFault
from assistant.understanding.features import Blocks

Floats = NDArray[np.float32]
FORMAT = 1
MODEL_FILES = ("trained.npz", "trained-words.npz", "trained-structure.npz")
_BLOCK_NAMES = ("characters", "words", "structure")


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
class Model:
    """Outputs of the intents and, after them, of the crisis head."""

    labels: tuple[str, ...]
    phrases: str
    """Fingerprint of the phrases it was trained on."""
    blocks: tuple[Block, ...]
    bias: Floats
    temperature: float
    crisis_slope: float
    crisis_offset: float
    act: float
    """From this probability on, the intent is acted on."""
    ask: float
    """From this probability on, the person is asked; below, nothing was meant."""
    crisis: float
    """From this probability on, a safety script answers."""
    files: Mapping[str, str]
    """Fingerprints of the phrase files it was trained on, by intent."""
    known: NDArray[np.uint64]
    """Sorted hashes of the phrases it was trained on."""
    owners: NDArray[np.uint8]
    """Their intents, as places in `labels`."""

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
            return cls(
                labels=tuple(about["labels"]),
                phrases=about["phrases"],
                blocks=tuple(
                    _block(part, kind) for part, kind in zip(parts, _BLOCK_NAMES, strict=True)
                ),
                bias=parts[0]["bias"].astype(np.float32),
                temperature=about["temperature"],
                crisis_slope=about["crisis_slope"],
                crisis_offset=about["crisis_offset"],
                act=about["act"],
                ask=about["ask"],
                crisis=about["crisis"],
                files=about["files"],
                known=np.cumsum(parts[0]["known"], dtype=np.uint64),
                owners=parts[0]["owners"].astype(np.uint8),
            )
        except (OSError, KeyError, ValueError, EOFError) as error:
            raise DataFault(name, None, "The trained weights cannot be read.", _REBUILD) from error

    def owner(self, found: tuple[str, ...]) -> str | None:
        """Return the intent that has these very words as a phrase."""
        key = np.uint64(phrase_hash(found))
        place = int(np.searchsorted(self.known, key))
        if place < len(self.known) and self.known[place] == key:
            return self.labels[int(self.owners[place])]
        return None

    def predict(self, found: Blocks) -> tuple[Floats, float]:
        """Return the probability of each label, shape (labels,), and the log-odds of a crisis."""
        raw = self.bias.copy()
        for block, hashes in zip(self.blocks, found, strict=True):
            raw += block.scores(hashes)
        count = len(self.labels)
        values = raw[:count] / self.temperature
        odds = np.exp(values - values.max())
        crisis = raw[count] * self.crisis_slope + self.crisis_offset
        probabilities: Floats = odds / odds.sum()
        return probabilities, float(crisis)


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
