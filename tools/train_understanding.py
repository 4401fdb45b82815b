"""Trains the understanding from intents/en and writes its weights beside the phrases.

    python tools/train_understanding.py              # rebuild the weights
    python tools/train_understanding.py --calibrate  # and choose blend and thresholds anew (slow)
    python tools/train_understanding.py --check DIR  # rebuild into another folder, to compare

Needs scikit-learn and JAX; everything is seeded, and equal up to rounding on other machines.
"""

import argparse
import io
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


from assistant.understanding.catalogue import SAFETY_FILE, Catalogue, fingerprint  # noqa: E402
from assistant.understanding.features import Blocks  # noqa: E402
from assistant.understanding.model import (  # noqa: E402
    FORMAT,
    MODEL_FILES,
    NETWORK_FILE,
    NETWORKS,
    VECTORS_FILE,
    phrase_hash,
)  # fmt: skip
from assistant.understanding.network import Vectors  # noqa: E402
from assistant.understanding.reading import featured, prepared  # noqa: E402
from assistant.understanding.safety import SafetyRules  # noqa: E402
from assistant.understanding.structure import People  # noqa: E402
from tools import calibrate, train_network  # noqa: E402
from tools.train_linear import Linear  # noqa: E402

HELD_OUT = ("young", "midlife", "elders", "fragments")
"""Hands whose phrases are judged by parts that never saw them; the other hands hold most of the
commands, crises and minimal pairs and always train."""
EPOCHS = 30
VARIANTS = 3
CONSTANTS = "calibration.json"


@dataclass
class Material:
    """Everything that training reads."""

    catalogue: Catalogue
    found: list[tuple[str, ...]]
    labels: NDArray[np.str_]
    hands: NDArray[np.str_]
    rule: NDArray[np.bool_]
    rows: list[Blocks]
    variants: list[list[train_network.Rows]]

    @classmethod
    def load(cls, folder: Path) -> "Material":
        """Read phrases and encode them."""
        catalogue = Catalogue.load(folder)
        home = folder / catalogue.language
        phrases = catalogue.phrases()
        found = [prepared(phrase.text, catalogue) for phrase in phrases]
        rules = SafetyRules.load(home / SAFETY_FILE)
        swap = yaml.safe_load((home / "_training.yaml").read_text(encoding="utf-8"))["swap"]
        with np.load(home / VECTORS_FILE) as data:
            vectors = Vectors.of(dict(data))
        dice = random.Random(0)  # noqa: S311 - not for secrets
        names = catalogue.lists.values["name"]
        worded = [found] + [
            [train_network.swapped(words, swap, names, dice) for words in found]
            for _ in range(VARIANTS - 1)
        ]
        return cls(
            catalogue=catalogue,
            found=found,
            labels=np.array([phrase.intent for phrase in phrases]),
            hands=np.array([phrase.hand for phrase in phrases]),
            rule=np.array([rules.route(words) is not None for words in found]),
            rows=[featured(words, catalogue, People()) for words in found],
            variants=[train_network.rows_of(v, catalogue.lists, vectors) for v in worded],
        )

    def network(self, part: NDArray[np.intp], seed: int) -> train_network.Weights:
        """Train one network on some of the phrases."""
        names = np.unique(self.labels)
        crisis = np.char.startswith(self.labels, "crisis")
        return train_network.fit(
            [[variant[i] for i in part] for variant in self.variants],
            np.searchsorted(names, self.labels)[part],
            crisis[part],
            len(names),
            EPOCHS,
            seed,
        )


def held_out(material: Material) -> calibrate.Scores:
    """Return the scores of phrases by parts that saw none of the same hand."""
    parts: list[tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.float64]]] = []
    for hand in HELD_OUT:
        out = np.where(material.hands == hand)[0]
        rest = np.where(material.hands != hand)[0]
        linear = Linear([material.rows[i] for i in rest], material.labels[rest])
        network = material.network(rest, 0)
        scores, odds = train_network.predict(network, [material.variants[0][i] for i in out])
        joined = np.concatenate([scores, odds[:, None]], axis=1).astype(np.float64)
        parts.append((out, linear.scores([material.rows[i] for i in out]), joined))
        print(f"judged {hand}", flush=True)
    places = np.concatenate([part[0] for part in parts])
    return calibrate.Scores(
        labels=material.labels[places],
        hands=material.hands[places],
        linear=np.concatenate([part[1] for part in parts]),
        network=np.concatenate([part[2] for part in parts]),
        rule=material.rule[places],
    )


def owners(
    keys: Sequence[tuple[str, ...]], places: NDArray[np.intp]
) -> dict[str, NDArray[np.generic]]:
    """Return the phrases as sorted hashes, and whose they are; shared words are nobody's."""
    found: dict[int, set[int]] = {}
    for key, place in zip(keys, places, strict=True):
        found.setdefault(phrase_hash(key), set()).add(int(place))
    single = sorted((key, who.pop()) for key, who in found.items() if len(who) == 1)
    hashes = np.array([key for key, _ in single], np.uint64)
    return {
        "known": np.diff(hashes, prepend=np.uint64(0)),
        "owners": np.array([who for _, who in single], np.uint8),
    }


def trained(material: Material, constants: dict[str, object]) -> dict[str, bytes]:
    """Return the files of weights, by name."""
    names = np.unique(material.labels)
    about = constants | {
        "format": FORMAT,
        "labels": names.tolist(),
        "phrases": fingerprint(material.catalogue),
        "classes": train_network.class_names(material.catalogue.lists),
        "files": dict(material.catalogue.digests),
    }
    blocks = Linear(material.rows, material.labels).packed()
    blocks[0] |= owners(material.found, np.searchsorted(names, material.labels))
    text = json.dumps(about, sort_keys=True).encode()
    blocks[0]["about"] = np.frombuffer(text, np.uint8)
    files = dict(zip(MODEL_FILES, blocks, strict=True))
    files[NETWORK_FILE] = {}
    everything = np.arange(len(material.labels))
    for number in range(NETWORKS):
        weights = material.network(everything, number + 1)
        files[NETWORK_FILE] |= train_network.packed(weights, f"{number}/")
    return {name: _compressed(arrays) for name, arrays in files.items()}


def _compressed(arrays: dict[str, NDArray[np.generic]]) -> bytes:
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
    return buffer.getvalue()


def main() -> int:
    """Write the weights, or compare them with a fresh build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--intents", type=Path, default=ROOT / "intents")
    parser.add_argument("--calibrate", action="store_true")
    parser.add_argument("--check", type=Path, metavar="FOLDER", help="write a copy there instead")
    given = parser.parse_args()
    home = given.intents / "en"
    target = given.check or home
    material = Material.load(given.intents)
    if given.calibrate:
        scores = held_out(material)
        chosen = calibrate.chosen(scores, np.unique(material.labels))
        (target / CONSTANTS).write_text(json.dumps(chosen, indent=2) + "\n", encoding="utf-8")
    source = target if given.calibrate else home
    constants = json.loads((source / CONSTANTS).read_text(encoding="utf-8"))
    for name, content in trained(material, constants).items():
        print(f"{name}: {len(content):,} bytes")
        (target / name).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
