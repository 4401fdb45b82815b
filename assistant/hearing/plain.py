"""The baseline of the benchmark: a plain pipeline, as a first sketch would have it.

It waits for 0.7 s of silence, and only then decodes, with the recognizer's general language
model. Nothing else uses it.
"""

import time
from pathlib import Path

import numpy as np
import pocketsphinx

from assistant.hearing.ears import EarEvent, SpeechStarted, Utterance
from assistant.hearing.recognizer import SAMPLE_RATE_HZ, Samples
from assistant.hearing.voice_activity import CHUNK_SAMPLES, SileroVoiceActivity
from assistant.messages import Heard

SILENCE_SECONDS = 0.7
VOICE = 0.5


class PlainEars:
    """Collects an utterance, waits for silence, decodes it whole."""

    def __init__(self) -> None:
        model = Path(pocketsphinx.get_model_path()) / "en-us"
        self._decoder = pocketsphinx.Decoder(
            hmm=str(model / "en-us"),
            lm=str(model / "en-us.lm.bin"),
            dict=str(model / "cmudict-en-us.dict"),
            loglevel="FATAL",
        )
        self._voice = SileroVoiceActivity()
        self._rest: Samples = np.zeros(0, dtype=np.int16)
        self._collected: list[Samples] = []
        self._silent = 0.0

    def push(self, samples: Samples) -> list[EarEvent]:
        """Take the next samples and return what happened in them."""
        self._rest = np.concatenate((self._rest, samples))
        events: list[EarEvent] = []
        while len(self._rest) >= CHUNK_SAMPLES:
            chunk, self._rest = self._rest[:CHUNK_SAMPLES], self._rest[CHUNK_SAMPLES:]
            events += self._take(chunk)
        return events

    def _take(self, chunk: Samples) -> list[EarEvent]:
        voiced = self._voice.probability(chunk) >= VOICE
        if not self._collected and not voiced:
            return []
        events: list[EarEvent] = [] if self._collected else [SpeechStarted()]
        self._collected.append(chunk)
        self._silent = 0.0 if voiced else self._silent + CHUNK_SAMPLES / SAMPLE_RATE_HZ
        if self._silent >= SILENCE_SECONDS:
            events.append(Utterance(self._decoded(np.concatenate(self._collected))))
            self._collected, self._silent = [], 0.0
        return events

    def _decoded(self, samples: Samples) -> Heard:
        before = time.thread_time()
        self._decoder.start_utt()
        self._decoder.process_raw(samples.tobytes(), full_utt=True)
        self._decoder.end_utt()
        found = self._decoder.hyp()
        text = found.hypstr if found else ""
        return Heard(
            text,
            audio_seconds=len(samples) / SAMPLE_RATE_HZ,
            cpu_seconds=time.thread_time() - before,
        )
