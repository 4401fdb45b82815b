"""The seam behind which PocketSphinx, Vosk or anything else turns sound into text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.messages import Heard

SAMPLE_RATE_HZ = 16_000
Samples = NDArray[np.int16]
"""Mono sound: shape (n,), 16 kHz, int16."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """What may be said now: phrases of the intents that a question expects.

    Engines decode a grammar first and fall back to their open model when it does not fit.
    """

    name: str
    phrases: tuple[str, ...]


class Recognizer(Protocol):
    """Turns the sound of one utterance at a time into text.

    Call `begin`, then `feed` any number of times, then `finish`; then again. One instance is
    used by one thread. A recognizer never keeps sound after `finish`.
    """

    @property
    def name(self) -> str:
        """Short name: pocketsphinx, vosk."""

    @property
    def unknown_words(self) -> tuple[str, ...]:
        """Words of the phrases that this engine cannot hear, for `steady doctor`."""

    def begin(self, grammar: Grammar | None = None) -> None:
        """Start an utterance; `grammar` narrows what is expected."""

    def feed(self, samples: Samples) -> None:
        """Take the next samples; any length."""

    def partial(self) -> str:
        """Return what is recognized so far; may be empty, may change."""

    def finish(self) -> Heard:
        """End the utterance and return it."""


class Pronouncer(Protocol):
    """Grapheme to phoneme: says how words are spoken, in ARPAbet without stress marks."""

    def pronounce(self, words: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Map each word it can say to one or more pronunciations like "HH AH L OW"."""
