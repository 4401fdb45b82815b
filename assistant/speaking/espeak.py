"""Speaks with espeak-ng in this process: a sentence in about ten milliseconds, nothing on disk."""

import re

import numpy as np

from assistant.speaking.espeak_library import DEFAULT_VOICE, EspeakLibrary, EspeakVoice, espeak
from assistant.speaking.synthesizer import Sound, VoiceProfile

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”\u2019)]*\s+")
_FULL_SCALE = 32_768.0


class EspeakSynthesizer:
    """A `Synthesizer`; any thread may call it, one at a time speaks.

    Raises:
        SynthesizerFault: if espeak-ng is not on this machine.

    """

    name = "espeak"

    def __init__(self, library: EspeakLibrary | None = None) -> None:
        self._library = library or espeak()
        self._voices: dict[str, bool] = {}

    @property
    def sample_rate_hz(self) -> int:
        """22 050 with every voice that comes with espeak-ng."""
        rate: int = self._library.sample_rate_hz
        return rate

    @property
    def faults(self) -> tuple[str, ...]:
        """One sentence for each voice that was asked for and is not there."""
        return tuple(
            f"The voice '{name}' is not installed, so '{DEFAULT_VOICE}' speaks in its place."
            for name, there in self._voices.items()
            if not there
        )

    def synthesize(self, text: str, profile: VoiceProfile) -> Sound:
        """Return `text` as sound, shape (n,), with the profile's pause after each sentence.

        Text without anything to say becomes an empty sound.
        """
        if profile.voice not in self._voices:
            self._voices[profile.voice] = self._library.has_voice(profile.voice)
        voice = EspeakVoice(
            profile.voice if self._voices[profile.voice] else DEFAULT_VOICE,
            profile.words_per_minute,
            profile.pitch,
        )
        pause = np.zeros(round(profile.pause_seconds * self.sample_rate_hz), dtype=np.float32)
        parts: list[Sound] = []
        for sentence in sentences(text):
            spoken = self._library.speak(sentence, voice).astype(np.float32) / _FULL_SCALE
            if len(spoken):
                parts += [spoken * np.float32(profile.volume), pause]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32)

    def close(self) -> None:
        """Do nothing: the library stays for the life of the process."""


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, without those that hold neither letter nor digit."""
    return [
        part.strip()
        for part in _SENTENCE_END.split(text)
        if any(letter.isalnum() for letter in part)
    ]
