"""Trains the linear part: support vectors over hashed n-grams and structure."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.svm import LinearSVC

from assistant.understanding.features import Blocks
from assistant.understanding.model import BLOCK_NAMES

RARE = (3, 2, 3)
WEIGHT = (1.0, 1.0, 0.7)
PENALTY = 0.3
HEAD_PENALTY = 0.1
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
        blocks = [self._block(rows, index) for index in range(len(RARE))]
        return sparse.hstack(blocks).tocsr()

    def _block(self, rows: Sequence[Blocks], index: int) -> sparse.csr_matrix:
        hashes, rarity = self.hashes[index], self.rarity[index]
        ends, places, values = [0], [], []
        for row in rows:
            found, counts = np.unique(row[index], return_counts=True)
            at = np.minimum(np.searchsorted(hashes, found), len(hashes) - 1)
            known = hashes[at] == found
            value = (1 + np.log(counts[known])) * rarity[at[known]]
            length = np.sqrt(np.dot(value, value)) or 1.0
            places.append(at[known])
            values.append(value / length * WEIGHT[index])
            ends.append(ends[-1] + int(known.sum()))
        joined = (np.concatenate(values), np.concatenate(places), ends)
        return sparse.csr_matrix(joined, (len(rows), len(hashes)))


class Linear:
    """One output a label and, last, the crisis head."""

    def __init__(self, rows: Sequence[Blocks], labels: NDArray[np.str_]) -> None:
        self.vocabulary = Vocabulary(rows)
        matrix = self.vocabulary.matrix(rows)
        judge = LinearSVC(C=PENALTY, random_state=0).fit(matrix, labels)
        crisis = np.char.startswith(labels, "crisis")
        head = LinearSVC(C=HEAD_PENALTY, random_state=0, class_weight="balanced")
        head.fit(matrix, crisis)
        self.weights: Floats = np.vstack([judge.coef_, head.coef_])
        self.bias: Floats = np.concatenate([judge.intercept_, head.intercept_])

    def scores(self, rows: Sequence[Blocks]) -> Floats:
        """Return decision values, shape (rows, labels + 1)."""
        values: Floats = self.vocabulary.matrix(rows) @ self.weights.T + self.bias
        return values

    def packed(self) -> list[dict[str, NDArray[np.generic]]]:
        """Return the arrays of each block, weights as int8."""
        out: list[dict[str, NDArray[np.generic]]] = []
        start = 0
        for index, name in enumerate(BLOCK_NAMES):
            hashes = self.vocabulary.hashes[index]
            part = self.weights[:, start : start + len(hashes)].T * WEIGHT[index]
            start += len(hashes)
            scale = np.abs(part).max(0) / 127
            out.append(
                {
                    f"{name}_hash": np.diff(hashes.astype(np.int64), prepend=0).astype(np.uint32),
                    f"{name}_rarity": self.vocabulary.rarity[index].astype(np.float16),
                    f"{name}_weights": np.rint(part / scale).astype(np.int8),
                    f"{name}_scale": scale.astype(np.float32),
                }
            )
        out[0]["bias"] = self.bias.astype(np.float32)
        return out
