"""The seam behind which espeak-ng, pyttsx3 or anything else turns text into samples."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float32]
"""Mono sound: shape (n,), float32 in -1..1; its rate travels beside it."""


@dataclass(frozen=True, slots=True)
class VoiceProfile:
    """How a sentence is spoken; profiles live in voices/voices.yaml."""

    name: str
    words_per_minute: int = 150
    pitch: int = 45
    """0 to 99, 50 is the engine's middle."""
    volume: float = 1.0
    """0 to 1."""
    pause_seconds: float = 0.35
    """Silence after each sentence."""
    voice: str = "en-us+f3"
    """The engine's own voice name; engines that lack it use their default."""


class Synthesizer(Protocol):
    """Turns text into samples in memory; nothing spoken is ever left on disk."""

    @property
    def name(self) -> str:
        """Short name: espeak, pyttsx3."""

    @property
    def sample_rate_hz(self) -> int:
        """Rate of the samples that `synthesize` returns."""

    def synthesize(self, text: str, profile: VoiceProfile) -> Sound:
        """Return the whole of `text` as sound; raises `SynthesizerFault`."""

    def close(self) -> None:
        """Free the engine."""
