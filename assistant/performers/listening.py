"""Utterances from the microphone: one thread reads, hears and hands on; lines may join in."""

import queue
import threading
from typing import Protocol

from assistant.errors import SteadyError
from assistant.hearing.ears import Ears, SpeechStarted, Utterance
from assistant.hearing.recognizer import Grammar, Samples
from assistant.messages import Heard
from assistant.performers.ports import NothingMore

READ_SECONDS = 0.2


class SoundSource(Protocol):
    """Where sound comes from: see `assistant.hearing.microphone.Microphone`."""

    def read(self, timeout: float) -> Samples | None:
        """Return the next samples, or None if none came in time."""

    @property
    def alive(self) -> bool:
        """Whether sound still comes."""


class Grammars(Protocol):
    """Gives the grammar of what a question expects."""

    def __call__(self, expects: tuple[str, ...]) -> Grammar | None:
        """Return the grammar, or None to listen openly."""


class LiveUtterances:
    """Hears in a background thread; utterances and typed lines wait in one queue."""

    def __init__(self, source: SoundSource, ears: Ears, grammars: Grammars) -> None:
        self._source = source
        self._ears = ears
        self._grammars = grammars
        self._waiting: queue.Queue[Heard | NothingMore] = queue.Queue()
        self._expects: tuple[str, ...] = ()
        self._speaking = threading.Event()
        self._over = threading.Event()
        self.fault: SteadyError | None = None
        self._thread = threading.Thread(target=self._hear, name="ears", daemon=True)
        self._thread.start()

    @property
    def speaking(self) -> bool:
        """Whether somebody is in the middle of an utterance."""
        return self._speaking.is_set()

    def put(self, item: Heard | NothingMore) -> None:
        """Let a typed line join in."""
        self._waiting.put(item)

    def take(self, seconds: float, expects: tuple[str, ...]) -> Heard | NothingMore | None:
        """Wait for the next utterance; the ears expect `expects` from now on."""
        self._expects = expects
        try:
            return self._waiting.get(timeout=seconds)
        except queue.Empty:
            return None

    def close(self) -> None:
        """Stop hearing."""
        self._over.set()
        self._thread.join(timeout=2.0)

    def _hear(self) -> None:
        expected: tuple[str, ...] | None = None
        try:
            while not self._over.is_set():
                if self._expects != expected:
                    expected = self._expects
                    self._ears.expect(self._grammars(expected))
                samples = self._source.read(READ_SECONDS)
                if samples is None:
                    if not self._source.alive:
                        break
                    continue
                for event in self._ears.push(samples):
                    if isinstance(event, SpeechStarted):
                        self._speaking.set()
                    elif isinstance(event, Utterance):
                        self._speaking.clear()
                        if event.heard.text:
                            self._waiting.put(event.heard)
        except SteadyError as fault:
            self.fault = fault
        self._speaking.clear()
        if not self._over.is_set():
            self._waiting.put(NothingMore())
