"""Recognizes speech with PocketSphinx: the phrases' own language model, and narrow grammars."""

import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from assistant.errors import RecognizerFault
from assistant.hearing.domain_model import DomainModel, domain_model
from assistant.hearing.noise_floor import NoiseFloor
from assistant.hearing.pronunciations import look_up, words_of
from assistant.hearing.recognizer import SAMPLE_RATE_HZ, Grammar, Pronouncer, Samples
from assistant.hearing.sphinx_decoder import Reading, SphinxDecoder
from assistant.messages import Heard

MEAN_SECONDS = 1.3
"""Features are centred on this much of the start; it is held back and decoded in one go then.

PocketSphinx adapts its mean only between utterances. Centring on the start gets 40 % word
errors of synthetic speech down from 56 %, within 2 % of centring on the whole utterance, and
leaves nothing to decode twice."""
GRAMMAR_LOSS = 1500.0
"""A grammar fits unless its words explain the sound worse than the open model's by more than
this, in log likelihood (base 1.0001) per frame; chosen on development speech."""
_OPEN = "open"
_GRAMMARS_KEPT = 16


class PocketSphinxRecognizer:
    """A `Recognizer`. Loads on first use (about 0.2 s; 1 s more when the phrases changed)."""

    name = "pocketsphinx"

    def __init__(
        self,
        phrases: Iterable[str],
        cache: Path,
        pronouncer: Pronouncer | None = None,
        private_words: Iterable[str] = (),
    ) -> None:
        """Remember what to load.

        Args:
            phrases: The catalogue's phrases; they go to the cache, so never the person's own.
            cache: Folder for the dictionary and the language model.
            pronouncer: Says words that the bundled dictionary lacks.
            private_words: Names and words of the person's own; kept in memory only.

        """
        self._phrases = phrases
        self._cache = cache
        self._pronouncer = pronouncer
        self._private = tuple(private_words)
        self._model: DomainModel | None = None
        self._unknown: set[str] = set()
        self._open: SphinxDecoder | None = None
        self._narrow: SphinxDecoder | None = None
        self._grammars: dict[Grammar, str] = {}
        self._count = 0
        self._floor = NoiseFloor()
        self._running: list[SphinxDecoder] = []
        self._search = ""
        self._held: list[Samples] | None = None
        self._in_utterance = False

    @property
    def unknown_words(self) -> tuple[str, ...]:
        """Words of the phrases and grammars so far that cannot be heard."""
        self.load()
        model = self._model.unknown_words if self._model else ()
        return tuple(sorted({*model, *self._unknown}))

    def load(self) -> None:
        """Load now rather than on first use; does nothing the second time.

        Raises:
            RecognizerFault: if the models or the cache cannot be used.

        """
        if self._open is not None:
            return
        self._model = domain_model(self._phrases, self._cache, self._pronouncer)
        self._phrases = ()
        decoder = SphinxDecoder(self._model.dictionary)
        private = [word for phrase in self._private for word in words_of(phrase)]
        new = self._add_words(decoder, private)
        decoder.add_language_model(_OPEN, self._model.language_model, new)
        self._open = decoder

    def begin(self, grammar: Grammar | None = None) -> None:
        """Start an utterance; with a grammar, both it and the open model are decoded."""
        self.load()
        self._cpu = 0.0
        self._samples = 0
        self._floor.reset()
        self._held = []
        self._running = []
        self._in_utterance = True
        self._search = self._grammar_search(grammar) if grammar else ""

    def feed(self, samples: Samples) -> None:
        """Take the next samples; any length."""
        if not self._in_utterance:
            raise RecognizerFault("The speech recognizer got sound outside of an utterance.")
        started = time.thread_time()
        self._samples += len(samples)
        floored = self._floor.add(samples)
        if self._held is None:
            for decoder in self._running:
                decoder.feed(floored)
        else:
            self._held.append(floored)
            if self._samples >= MEAN_SECONDS * SAMPLE_RATE_HZ:
                self._release()
        self._cpu += time.thread_time() - started

    def partial(self) -> str:
        """Return what is recognized so far, by the open model; may be empty, may change."""
        return self._running[0].partial() if self._running else ""

    def finish(self) -> Heard:
        """End the utterance and return it; the sound is forgotten."""
        started = time.thread_time()
        if self._held is not None:
            self._release()
        readings = [decoder.finish() for decoder in self._running]
        self._running = []
        self._in_utterance = False
        text, others = _choose(readings)
        cpu = self._cpu + time.thread_time() - started
        return Heard(text, None, others, self._samples / SAMPLE_RATE_HZ, cpu)

    def _release(self) -> None:
        """Centre the features on what was held back, and decode it."""
        held = np.concatenate(self._held) if self._held else np.zeros(0, dtype=np.int16)
        self._held = None
        if not held.any() or self._open is None:
            self._held = [] if self._in_utterance and not len(held) else None
            return
        mean = self._open.cepstral_mean(held)
        self._open.start(_OPEN, mean)
        self._running = [self._open]
        if self._search and self._narrow is not None:
            self._narrow.start(self._search, mean)
            self._running.append(self._narrow)
        for decoder in self._running:
            decoder.feed(held)

    def _grammar_search(self, grammar: Grammar) -> str:
        """Return the name of the grammar's search; make it if it is new."""
        if self._narrow is None:
            self._narrow = SphinxDecoder()
        if grammar in self._grammars:
            return self._grammars[grammar]
        sentences = [words_of(phrase) for phrase in grammar.phrases]
        self._add_words(self._narrow, [word for words in sentences for word in words])
        known = [
            words for words in sentences if words and all(self._narrow.knows(w) for w in words)
        ]
        name = ""
        if known:
            self._count += 1
            name = f"grammar{self._count}"
            self._narrow.add_grammar(name, known)
        if len(self._grammars) >= _GRAMMARS_KEPT:
            oldest = self._grammars.pop(next(iter(self._grammars)))
            if oldest:
                self._narrow.remove_search(oldest)
        self._grammars[grammar] = name
        return name

    def _add_words(self, decoder: SphinxDecoder, words: Sequence[str]) -> list[str]:
        """Add those that the decoder lacks; return the ones that were added."""
        new = sorted({word for word in words if not decoder.knows(word)})
        if not new:
            return []
        said = look_up(new, self._pronouncer)
        self._unknown.update(said.unknown_words)
        for word, ways in said.by_word.items():
            decoder.add_word(word, ways)
        return list(said.by_word)


def _choose(readings: Sequence[Reading]) -> tuple[str, tuple[str, ...]]:
    """Return the text and the other readings: the grammar's if it fits, else the open model's."""
    if not readings:
        return "", ()
    first = readings[0]
    if len(readings) > 1:
        narrow = readings[1]
        if narrow.text and narrow.acoustic_score >= first.acoustic_score - GRAMMAR_LOSS:
            others = (first.text,) if first.text and first.text != narrow.text else ()
            return narrow.text, others
        if narrow.text and narrow.text != first.text:
            return first.text, (narrow.text,)
    return first.text, ()
