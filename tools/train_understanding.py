"""Trains the classifier from intents/en and writes its weights beside the phrases.

    python tools/train_understanding.py            # rebuild
    python tools/train_understanding.py --check    # rebuild elsewhere and compare

Thresholds and calibration come from scores that each phrase got from a model that never saw
another phrase by the same hand, since strangers phrase things differently.
"""

import argparse
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assistant.understanding.catalogue import Catalogue, fingerprint  # noqa: E402
from assistant.understanding.features import Blocks  # noqa: E402
from assistant.understanding.model import FORMAT, MODEL_FILES, phrase_hash  # noqa: E402
from assistant.understanding.reading import featured, prepared  # noqa: E402
from assistant.understanding.structure import People  # noqa: E402

NAMES = ("characters", "words", "structure")
RARE = (3, 2, 3)
WEIGHT = (1.0, 1.0, 0.7)
PENALTY = 0.3
CRISIS_SHARE = 6.0
"""How much more a missed crisis counts than a false one."""
MIN_HAND = 800
KEPT = ("first", "safety", "contrast")
"""Hands that are never held out: they hold most commands, most crises and most minimal pairs."""
Floats = NDArray[np.float64]


class Vocabulary:
    """The features that are common enough to learn from, with their rarity."""

    def __init__(self, rows: Sequence[Blocks]) -> None:
        self.hashes: list[NDArray[np.uint32]] = []
        self.rarity: list[Floats] = []
        for index, least in enumerate(RARE):
            everything = np.concatenate([np.unique(row[index]) for row in rows])
            hashes, counts = np.unique(everything, return_counts=True)
            kept = counts >= least
            self.hashes.append(hashes[kept])
            rarity = np.log((1 + len(rows)) / (1 + counts[kept])) + 1
            self.rarity.append(rarity.astype(np.float16).astype(np.float64))

    def matrix(self, rows: Sequence[Blocks]) -> sparse.csr_matrix:
        """Return the rows as one sparse matrix of unit length in each block."""
        return sparse.hstack([self._block(rows, i) for i in range(len(NAMES))]).tocsr()

    def _block(self, rows: Sequence[Blocks], index: int) -> sparse.csr_matrix:
        ends, places, values = [0], [], []
        for row in rows:
            found, counts = np.unique(row[index], return_counts=True)
            at = np.minimum(np.searchsorted(self.hashes[index], found), len(self.hashes[index]) - 1)
            known = self.hashes[index][at] == found
            value = (1 + np.log(counts[known])) * self.rarity[index][at[known]]
            length = np.sqrt(np.dot(value, value)) or 1.0
            places.append(at[known])
            values.append(value / length * WEIGHT[index])
            ends.append(ends[-1] + int(known.sum()))
        shape = (len(rows), len(self.hashes[index]))
        return sparse.csr_matrix((np.concatenate(values), np.concatenate(places), ends), shape)


def fit(matrix: sparse.csr_matrix, labels: NDArray[np.str_]) -> tuple[Floats, Floats]:
    """Return weights (outputs, features) and bias: one output a label, then the crisis head."""
    judge = LinearSVC(C=PENALTY, random_state=0).fit(matrix, labels)
    crisis = np.char.startswith(labels, "crisis")
    head = LinearSVC(C=PENALTY, random_state=0, class_weight={True: CRISIS_SHARE, False: 1.0})
    head.fit(matrix, crisis)
    weights = np.vstack([judge.coef_, head.coef_])
    return weights, np.concatenate([judge.intercept_, head.intercept_])


def held_out_scores(
    rows: Sequence[Blocks], labels: NDArray[np.str_], hands: NDArray[np.str_]
) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the decision values that each row gets from a model without its hand."""
    names, counts = np.unique(hands, return_counts=True)
    scores = np.zeros((len(rows), len(np.unique(labels)) + 1))
    judged = np.zeros(len(rows), bool)
    for hand in names[counts >= MIN_HAND]:
        if hand in KEPT:
            continue
        out = hands == hand
        vocabulary = Vocabulary([row for row, away in zip(rows, out, strict=True) if not away])
        matrix = vocabulary.matrix(rows)
        weights, bias = fit(matrix[~out], labels[~out])
        scores[out] = matrix[out] @ weights.T + bias
        judged |= out
        right = np.unique(labels)[scores[out][:, :-1].argmax(1)] == labels[out]
        print(f"without {hand}: {right.mean():.3f} of {out.sum()} right", flush=True)
    return scores[judged], judged


def calibrated(scores: Floats, labels: NDArray[np.str_], names: NDArray[np.str_]) -> float:
    """Return the temperature with the least log loss."""
    truth = np.searchsorted(names, labels)
    best = (np.inf, 1.0)
    for temperature in np.geomspace(0.05, 1.0, 60):
        value = scores / temperature
        value = value - value.max(1, keepdims=True)
        log = value - np.log(np.exp(value).sum(1, keepdims=True))
        best = min(best, (-log[np.arange(len(truth)), truth].mean(), float(temperature)))
    return best[1]


def thresholds(
    probabilities: Floats, labels: NDArray[np.str_], names: NDArray[np.str_]
) -> dict[str, float]:
    """Choose where to act and where to ask, from held-out probabilities.

    Ignoring a request costs 1, answering what was not meant for it costs 2, asking 0.3.
    """
    guess, best = names[probabilities.argmax(1)], probabilities.max(1)
    quiet = guess == "none"
    right, strange = guess == labels, labels == "none"
    chosen = (np.inf, 0.0, 0.0)
    for ask in np.arange(0.05, 0.6, 0.025):
        for act in np.arange(ask, 0.8, 0.025):
            acts, asks = ~quiet & (best >= act), ~quiet & (best >= ask) & (best < act)
            cost = 2 * (acts & strange).sum() + 0.9 * (acts & ~right & ~strange).sum()
            cost += 0.6 * (asks & strange).sum() + 0.3 * (asks & right).sum()
            cost += 0.8 * (asks & ~right & ~strange).sum()
            cost += (~acts & ~asks & ~strange).sum()
            chosen = min(chosen, (float(cost), float(act), float(ask)))
    return {"act": round(chosen[1], 3), "ask": round(chosen[2], 3)}


def crisis_calibration(score: Floats, crisis: NDArray[np.bool_]) -> dict[str, float]:
    """Fit the head's slope and offset, and choose its threshold (94 % of held-out crises
    by this head alone; the structural rules and more hands in the shipped weights add to it)."""
    line = LogisticRegression().fit(score[:, None], crisis)
    slope, offset = float(line.coef_[0, 0]), float(line.intercept_[0])
    odds = 1 / (1 + np.exp(-(score * slope + offset)))
    limit = float(np.quantile(odds[crisis], 0.06))
    for recall in (0.9, 0.93, 0.95, 0.97, 0.98):
        at = np.quantile(odds[crisis], 1 - recall)
        print(f"crisis recall {recall:.2f}: {(odds[~crisis] >= at).mean():.4f} raised wrongly")
    return {"crisis_slope": slope, "crisis_offset": offset, "crisis": round(limit, 4)}


def trained(folder: Path) -> dict[str, bytes]:
    """Return the files of weights, by name."""
    catalogue = Catalogue.load(folder)
    phrases = catalogue.phrases()
    labels = np.array([phrase.intent for phrase in phrases])
    hands = np.array([phrase.hand for phrase in phrases])
    rows = [featured(prepared(p.text, catalogue), catalogue, People()) for p in phrases]
    names = np.unique(labels)
    scores, judged = held_out_scores(rows, labels, hands)
    crisis = np.char.startswith(labels, "crisis")
    about: dict[str, object] = {
        "format": FORMAT,
        "labels": names.tolist(),
        "phrases": fingerprint(catalogue),
        "temperature": calibrated(scores[:, :-1], labels[judged], names),
    }
    value = scores[:, :-1] / about["temperature"]
    odds = np.exp(value - value.max(1, keepdims=True))
    odds /= odds.sum(1, keepdims=True)
    about |= thresholds(odds, labels[judged], names)
    about |= crisis_calibration(scores[:, -1], crisis[judged])
    print({key: about[key] for key in ("temperature", "act", "ask", "crisis")})
    vocabulary = Vocabulary(rows)
    weights, bias = fit(vocabulary.matrix(rows), labels)
    about["files"] = dict(catalogue.digests)
    owned = owners([prepared(p.text, catalogue) for p in phrases], np.searchsorted(names, labels))
    return packed(vocabulary, weights, bias, about, owned)


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


def packed(
    vocabulary: Vocabulary,
    weights: Floats,
    bias: Floats,
    about: dict[str, object],
    owned: dict[str, NDArray[np.generic]],
) -> dict[str, bytes]:
    """Quantise to int8 and write one file a block."""
    files: dict[str, bytes] = {}
    start = 0
    for index, (name, file) in enumerate(zip(NAMES, MODEL_FILES, strict=True)):
        hashes = vocabulary.hashes[index]
        part = weights[:, start : start + len(hashes)].T * WEIGHT[index]
        start += len(hashes)
        scale = np.abs(part).max(0) / 127
        arrays: dict[str, NDArray[np.generic]] = {
            f"{name}_hash": np.diff(hashes.astype(np.int64), prepend=0).astype(np.uint32),
            f"{name}_rarity": vocabulary.rarity[index].astype(np.float16),
            f"{name}_weights": np.rint(part / scale).astype(np.int8),
            f"{name}_scale": scale.astype(np.float32),
        }
        if not index:
            arrays |= owned
            arrays["bias"] = bias.astype(np.float32)
            text = json.dumps(about, sort_keys=True).encode()
            arrays["about"] = np.frombuffer(text, np.uint8)
        buffer = io.BytesIO()
        np.savez_compressed(buffer, **arrays)
        files[file] = buffer.getvalue()
    return files


def main() -> int:
    """Write the weights, or compare them with a fresh build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--intents", type=Path, default=ROOT / "intents")
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    home = given.intents / "en"
    stale = False
    for name, content in trained(given.intents).items():
        print(f"{name}: {len(content):,} bytes")
        if given.check:
            stale |= (home / name).read_bytes() != content
        else:
            (home / name).write_bytes(content)
    if stale:
        print("The weights do not come from these phrases: rebuild them.")
    return int(stale)


if __name__ == "__main__":
    sys.exit(main())
