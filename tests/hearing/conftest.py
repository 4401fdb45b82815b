"""Real synthetic speech and the real recognizer, shared by the tests of hearing."""

from collections.abc import Callable

import numpy as np
import pytest
import soxr

from assistant.hearing.pocketsphinx_engine import PocketSphinxRecognizer
from assistant.hearing.recognizer import SAMPLE_RATE_HZ, Samples
from assistant.speaking.espeak import EspeakSynthesizer
from assistant.speaking.pronouncing import EspeakPronouncer
from assistant.speaking.synthesizer import VoiceProfile

PHRASES = (
    "i want to text him",
    "i want to call her right now",
    "read my reasons",
    "tell me why i left",
    "help me breathe",
    "let us do box breathing",
    "stop",
    "say that again",
    "slower please",
    "i miss him so much",
    "i unblocked him",
    "it is a seven",
    "good night",
)

Say = Callable[..., Samples]


def quiet(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE_HZ), dtype=np.int16)


def noisy(samples: Samples, below_db: float) -> Samples:
    """White noise so far below the speech's own level, always the same."""
    level = np.sqrt(np.square(samples[samples != 0].astype(np.float64)).mean())
    noise = np.random.default_rng(7).standard_normal(len(samples))
    mixed = samples + noise * level * 10 ** (-below_db / 20)
    clipped: Samples = np.clip(mixed, -32768, 32767).astype(np.int16)
    return clipped


@pytest.fixture(scope="session")
def say() -> Say:
    """Synthesize a sentence: 16 kHz, int16, no silence around it."""
    synthesizer = EspeakSynthesizer()

    def _say(text: str, voice: str = "en-us", words_per_minute: int = 150) -> Samples:
        profile = VoiceProfile("test", words_per_minute, pause_seconds=0.0, voice=voice)
        sound = synthesizer.synthesize(text, profile)
        resampled = soxr.resample(sound, synthesizer.sample_rate_hz, SAMPLE_RATE_HZ)
        loud = np.flatnonzero(np.abs(resampled) > 0.005)
        samples: Samples = (resampled[loud[0] : loud[-1] + 1] * 20_000).astype(np.int16)
        return samples

    return _say


@pytest.fixture(scope="session")
def recognizer(tmp_path_factory: pytest.TempPathFactory) -> PocketSphinxRecognizer:
    return PocketSphinxRecognizer(PHRASES, tmp_path_factory.mktemp("cache"), EspeakPronouncer())
