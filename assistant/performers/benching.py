"""Measures one pipeline: how soon it listens, how soon it answers, what it costs.

Sound is handed over at the pace of a microphone, so that decoding while somebody speaks counts
as it does live. The delay of a real loudspeaker, the same for every pipeline, is not in it.
"""

import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Protocol

import numpy as np

from assistant.hearing.ears import EarEvent, Utterance
from assistant.hearing.recognizer import SAMPLE_RATE_HZ, Samples
from assistant.messages import Heard

BLOCK = 320
"""Samples a block: 20 ms, as the microphone gives them."""
QUIET_LEVEL = 20.0
"""Standard deviation of a quiet room's noise, of 32768."""
LEAD_SECONDS, TAIL_SECONDS = 0.4, 2.5


class StreamingEars(Protocol):
    """What is measured: ears of any pipeline."""

    def push(self, samples: Samples) -> list[EarEvent]:
        """Take the next samples and return what happened in them."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one pipeline."""

    start_seconds: float
    """From the start of the process until it listens."""
    answer_p50: float
    """Seconds from the end of speech to the first sound of the reply."""
    answer_p95: float
    idle_cpu: float
    """Processor seconds for each second of quiet."""
    hearing_cpu: float
    """Processor seconds for each second of speech."""
    peak_mb: float
    answered: int
    """Utterances that were answered at all."""

    def as_table(self) -> Mapping[str, float]:
        """Return the figures by name, rounded."""
        return {key: round(value, 4) for key, value in asdict(self).items()}


def measure(
    ears: StreamingEars,
    first_sound: Callable[[Heard], None],
    utterances: Sequence[Samples],
    started: float,
) -> Figures:
    """Measure a pipeline.

    Args:
        ears: Its ears, ready to listen.
        first_sound: Understands, answers, and returns when the first sound is there.
        utterances: Speech without silence around it: mono, 16 kHz.
        started: `time.time()` when the process began.

    """
    start_seconds = time.time() - started
    noise = np.random.default_rng(1)
    idle_cpu = _cost(ears, _quiet(noise, 20.0), 20.0)
    waits = []
    speech_cpu = speech_seconds = 0.0
    for utterance in utterances:
        speech = utterance.astype(np.float64) + noise.normal(0, QUIET_LEVEL, len(utterance))
        stream = np.concatenate(
            (_quiet(noise, LEAD_SECONDS), _as_samples(speech), _quiet(noise, TAIL_SECONDS))
        )
        end = LEAD_SECONDS + len(utterance) / SAMPLE_RATE_HZ
        before = time.process_time()
        wait = _answer_time(ears, first_sound, stream, end)
        speech_cpu += time.process_time() - before
        speech_seconds += len(stream) / SAMPLE_RATE_HZ
        if wait is not None:
            waits.append(wait)
    p50, p95 = np.percentile(waits, [50, 95]) if waits else (float("inf"), float("inf"))
    return Figures(
        start_seconds,
        float(p50),
        float(p95),
        idle_cpu,
        speech_cpu / speech_seconds,
        _peak_mb(),
        len(waits),
    )


def _answer_time(
    ears: StreamingEars, first_sound: Callable[[Heard], None], stream: Samples, end: float
) -> float | None:
    """Play a stream in real time; return the seconds from the end of speech to the answer."""
    begun = time.monotonic()
    answered = None
    for start in range(0, len(stream), BLOCK):
        due = begun + (start + BLOCK) / SAMPLE_RATE_HZ
        time.sleep(max(0.0, due - time.monotonic()))
        for event in ears.push(stream[start : start + BLOCK]):
            if isinstance(event, Utterance) and event.heard.text and answered is None:
                first_sound(event.heard)
                answered = time.monotonic() - begun - end
    return answered


def _cost(ears: StreamingEars, stream: Samples, seconds: float) -> float:
    before = time.process_time()
    for start in range(0, len(stream), BLOCK):
        ears.push(stream[start : start + BLOCK])
    return (time.process_time() - before) / seconds


def _quiet(noise: np.random.Generator, seconds: float) -> Samples:
    return _as_samples(noise.normal(0, QUIET_LEVEL, round(seconds * SAMPLE_RATE_HZ)))


def _as_samples(sound: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Samples:
    return np.clip(sound, -32768, 32767).astype(np.int16)


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
