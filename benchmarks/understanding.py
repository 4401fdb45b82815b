"""Measures the understanding: time to load, time an utterance, memory; beside a plain scan.

python benchmarks/understanding.py
"""

import random
import resource
import sys
import time
from pathlib import Path

START = time.perf_counter()
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from rapidfuzz import process  # noqa: E402

from assistant.resources import data_folder  # noqa: E402
from assistant.understanding import Understanding  # noqa: E402

ROUNDS = 3_000
SCANNED = 100


def times(work: list[str], understand: object) -> list[float]:
    """Return milliseconds of each call, sorted."""
    out = []
    for text in work:
        start = time.perf_counter()
        understand(text)  # type: ignore[operator]
        out.append((time.perf_counter() - start) * 1e3)
    return sorted(out)


def main() -> None:
    """Print the figures."""
    imported = time.perf_counter()
    understanding = Understanding.load(data_folder("intents"))
    loaded = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"import {imported - START:.3f} s, load {loaded - imported:.3f} s, {memory:.0f} MB")
    phrases = [phrase.text for phrase in understanding.catalogue.phrases()]
    dice = random.Random(1)  # noqa: S311
    work = []
    for _ in range(ROUNDS):
        words = dice.choice(phrases).split()
        words.insert(dice.randrange(len(words) + 1), dice.choice(("really", "today", "then")))
        work.append(" ".join(words))
    ours = times(work, understanding.understand)
    scan = times(work[:SCANNED], lambda text: process.extractOne(text, phrases))
    for name, found in (("ours", ours), ("nearest phrase", scan)):
        half, most = found[len(found) // 2], found[int(len(found) * 0.99)]
        print(f"{name:16} p50 {half:.2f} ms, p99 {most:.2f} ms an utterance")
    print(f"ratio of medians: {scan[len(scan) // 2] / ours[len(ours) // 2]:.0f}")


if __name__ == "__main__":
    main()
