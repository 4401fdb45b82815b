"""Joins voice activity, end of turn and recognizer: sound goes in, utterances come out."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from assistant.hearing.endpointing import Boundary, Completeness, Endpointer, EndpointSettings
from assistant.hearing.recognizer import SAMPLE_RATE_HZ, Grammar, Recognizer, Samples
from assistant.hearing.voice_activity import CHUNK_SAMPLES, VoiceActivity
from assistant.messages import Heard

_PARTIAL_CHUNKS = 5
"""A partial text is asked for every 160 ms of an utterance."""
_TAIL_SECONDS = 0.2
"""So much silence after the last voice is decoded. What comes after waits until voice returns:
decoding it costs time and pulls short words apart."""
_PADDING_SECONDS = 0.5
"""Quiet laid around the sound of a file, as a microphone has it around speech."""


@dataclass(frozen=True, slots=True)
class SpeechStarted:
    """Someone began to speak."""


@dataclass(frozen=True, slots=True)
class Partial:
    """The text so far has changed."""

    text: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """A turn is over."""

    heard: Heard


EarEvent = SpeechStarted | Partial | Utterance
Judge = Callable[[str], Completeness]
"""Tells from a partial text whether more will come."""


class Ears:
    """Hears utterances in a stream or in a whole file; used by one thread."""

    def __init__(
        self,
        recognizer: Recognizer,
        voice: VoiceActivity,
        settings: EndpointSettings | None = None,
        judge: Judge | None = None,
    ) -> None:
        self._recognizer = recognizer
        self._voice = voice
        self._endpointer = Endpointer(settings)
        self._judge = judge
        chunks = round(self._endpointer.settings.pre_roll_seconds * SAMPLE_RATE_HZ / CHUNK_SAMPLES)
        # What made the endpointer sure that someone speaks comes on top of the pre-roll.
        sure = round(self._endpointer.settings.start_seconds * SAMPLE_RATE_HZ / CHUNK_SAMPLES)
        self._before: deque[Samples] = deque(maxlen=chunks + sure)
        self._grammar: Grammar | None = None
        self._rest: Samples = np.zeros(0, dtype=np.int16)
        self._quiet: list[Samples] = []
        self._partial = ""
        self._chunks = 0

    @property
    def speaking(self) -> bool:
        """Whether an utterance is going on."""
        return self._endpointer.speaking

    def expect(self, grammar: Grammar | None) -> None:
        """Narrow what the next utterances may be; the one that is going on stays as it is."""
        self._grammar = grammar

    def reset(self) -> None:
        """Forget the sound so far, also an utterance that is going on."""
        if self._endpointer.speaking:
            self._recognizer.finish()
        self._endpointer.reset()
        self._voice.reset()
        self._before.clear()
        self._rest = np.zeros(0, dtype=np.int16)
        self._partial = ""

    def push(self, samples: Samples) -> list[EarEvent]:
        """Take the next samples (any length) and return what happened in them."""
        self._rest = np.concatenate((self._rest, samples)) if len(self._rest) else samples
        events: list[EarEvent] = []
        whole = len(self._rest) // CHUNK_SAMPLES * CHUNK_SAMPLES
        for start in range(0, whole, CHUNK_SAMPLES):
            events += self._take(self._rest[start : start + CHUNK_SAMPLES])
        self._rest = self._rest[whole:].copy()
        return events

    def flush(self) -> list[EarEvent]:
        """End of the stream: finish the utterance that is going on."""
        if not self._endpointer.speaking:
            return []
        self._endpointer.reset()
        return [Utterance(self._recognizer.finish())]

    def hear_file(self, samples: Samples, grammar: Grammar | None = None) -> Heard:
        """Hear a whole recording the way it would be heard live, faster than real time.

        Args:
            samples: Shape (n,), 16 kHz, int16.
            grammar: What is expected, if a question was asked.

        Returns:
            All utterances of the file as one; empty text if nobody speaks.

        """
        before, self._grammar = self._grammar, grammar
        try:
            self.reset()
            quiet = np.zeros(int(_PADDING_SECONDS * SAMPLE_RATE_HZ), dtype=np.int16)
            events = self.push(np.concatenate((quiet, samples, quiet)))
            events += self.flush()
        finally:
            self._grammar = before
        heard = [event.heard for event in events if isinstance(event, Utterance)]
        return joined(heard, len(samples) / SAMPLE_RATE_HZ)

    def _take(self, chunk: Samples) -> list[EarEvent]:
        boundary = self._endpointer.push(self._voice.probability(chunk))
        if boundary is Boundary.START:
            self._recognizer.begin(self._grammar)
            self._recognizer.feed(np.concatenate((*self._before, chunk)))
            self._before.clear()
            self._quiet.clear()
            self._partial, self._chunks = "", 0
            return [SpeechStarted()]
        if boundary is Boundary.END:
            return [Utterance(self._recognizer.finish())]
        if not self._endpointer.speaking:
            self._before.append(chunk)
            return []
        self._decode(chunk)
        return self._look_at_partial()

    def _decode(self, chunk: Samples) -> None:
        if self._endpointer.silent_seconds > _TAIL_SECONDS:
            self._quiet.append(chunk)
            return
        self._recognizer.feed(np.concatenate((*self._quiet, chunk)))
        self._quiet.clear()

    def _look_at_partial(self) -> list[EarEvent]:
        if self._judge is None:
            return []
        self._chunks += 1
        if self._chunks % _PARTIAL_CHUNKS:
            return []
        text = self._recognizer.partial()
        if self._endpointer.silent_seconds:
            self._endpointer.hint(self._judge(text))
        if text == self._partial:
            return []
        self._partial = text
        return [Partial(text)]


def joined(utterances: list[Heard], audio_seconds: float) -> Heard:
    """Return several utterances as one; alternatives are joined where each has one."""
    spoken = [heard for heard in utterances if heard.text]
    cpu = sum(heard.cpu_seconds for heard in utterances)
    if len(spoken) == 1:
        only = spoken[0]
        return Heard(only.text, only.confidence, only.alternatives, audio_seconds, cpu)
    text = " ".join(heard.text for heard in spoken)
    width = max((len(heard.alternatives) for heard in spoken), default=0)
    others = [
        " ".join((heard.alternatives + (heard.text,) * width)[place] for heard in spoken)
        for place in range(width)
    ]
    known = [heard.confidence for heard in spoken if heard.confidence is not None]
    alternatives = tuple(other for other in dict.fromkeys(others) if other != text)
    return Heard(text, min(known, default=None), alternatives, audio_seconds, cpu)
