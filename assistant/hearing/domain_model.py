"""Keeps the dictionary and language model of the phrases in a cache, and rebuilds it if needed.

The cache lies on disk unencrypted: it is only ever given the phrases of the catalogue. The
person's own phrases and names are added to a running recognizer, in memory.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pocketsphinx

from assistant.errors import RecognizerFault
from assistant.hearing.language_model import build_arpa
from assistant.hearing.pronunciations import (
    Pronunciations,
    bundled_dictionary,
    look_up,
    words_of,
)
from assistant.hearing.recognizer import Pronouncer

VERSION = 1
"""Part of the cache key: raise it when the same phrases should give another model."""
EVERYDAY_WORDS = 3_000
"""How many of the commonest words of general English are known beside the phrases' own."""


@dataclass(frozen=True, slots=True)
class DomainModel:
    """What a decoder loads."""

    dictionary: Path
    language_model: Path
    unknown_words: tuple[str, ...]


def domain_model(
    phrases: Iterable[str],
    cache: Path,
    pronouncer: Pronouncer | None = None,
    *,
    everyday_words: int = EVERYDAY_WORDS,
) -> DomainModel:
    """Return the model of the phrases from the cache; build it if it is missing or damaged.

    Args:
        phrases: Phrases of the catalogue, never the person's own; twice counts twice.
        cache: A folder; made with mode 0700 if missing.
        pronouncer: Says words that the bundled dictionary lacks.
        everyday_words: Size of the floor under the phrases.

    Raises:
        RecognizerFault: if the cache folder cannot be written.

    """
    sentences = sorted(tuple(words_of(phrase)) for phrase in phrases)
    key = _key(sentences, everyday_words, pronouncer)
    folder = cache / f"hearing-{key}"
    model = _stored(folder)
    if model is None:
        _build(folder, sentences, pronouncer, everyday_words)
        model = _stored(folder)
    if model is None:
        raise RecognizerFault(
            f"The speech cache in '{cache}' cannot be written; please make room on the disk."
        )
    return model


def everyday_words(count: int) -> dict[str, float]:
    """Return the commonest words of the bundled general model with their probability."""
    path = Path(pocketsphinx.get_model_path()) / "en-us" / "en-us.lm.bin"
    logs = pocketsphinx.LogMath()
    config = pocketsphinx.Config(hmm=None, lm=None, dict=None)
    try:
        general = pocketsphinx.NGramModel(config, logs, str(path))
        entries = bundled_dictionary().read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError, RuntimeError, UnicodeDecodeError) as error:
        raise RecognizerFault(
            "The speech model cannot be read; please install Steady again."
        ) from error
    known = (line.partition(" ")[0] for line in entries)
    scored = [(general.prob([word]), word) for word in known if "(" not in word]
    scored.sort(reverse=True)
    return {word: logs.exp(score) for score, word in scored[:count]}


def _key(sentences: list[tuple[str, ...]], floor: int, pronouncer: Pronouncer | None) -> str:
    engine = f"{VERSION} {pocketsphinx.__name__} {floor} {type(pronouncer).__name__}"
    digest = hashlib.sha256(engine.encode())
    for sentence in sentences:
        digest.update(b"\n" + " ".join(sentence).encode())
    return digest.hexdigest()[:20]


def _build(
    folder: Path, sentences: list[tuple[str, ...]], pronouncer: Pronouncer | None, floor: int
) -> None:
    general = everyday_words(floor)
    said = look_up({word for sentence in sentences for word in sentence} | set(general), pronouncer)
    known = said.by_word
    arpa = build_arpa(
        [sentence for sentence in sentences if all(word in known for word in sentence)],
        general,
    )
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(folder / "words.dict", dictionary_text(said))
        _write(folder / "phrases.lm", arpa)
        record = {name: _sum(folder / name) for name in ("words.dict", "phrases.lm")}
        _write(folder / "record.json", json.dumps({**record, "unknown": said.unknown_words}))
    except OSError as error:
        raise RecognizerFault(
            f"The speech cache in '{folder.parent}' cannot be written; "
            "please make room on the disk or allow writing there."
        ) from error


def dictionary_text(said: Pronunciations) -> str:
    """Return the pronunciations in the format of the CMU dictionary."""
    lines = []
    for word, ways in said.by_word.items():
        for number, phones in enumerate(ways, start=1):
            lines.append(f"{word} {phones}" if number == 1 else f"{word}({number}) {phones}")
    return "\n".join(lines) + "\n"


def _stored(folder: Path) -> DomainModel | None:
    """Return what the folder holds, or None if a file is missing or not as it was written."""
    try:
        record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
        names = ("words.dict", "phrases.lm")
        if any(_sum(folder / name) != record[name] for name in names):
            return None
        unknown = tuple(str(word) for word in record["unknown"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return DomainModel(folder / names[0], folder / names[1], unknown)


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write(path: Path, text: str) -> None:
    """Write at once or not at all, readable by the owner only."""
    handle, name = tempfile.mkstemp(dir=path.parent)  # made with mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
