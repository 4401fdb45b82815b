"""Recognizes speech with PocketSphinx: the phrases' own language model, and narrow grammars."""

import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from assistant.errors import RecognizerFault
from assistant.hearing.domain_model import DomainModel, domain_model
from assistant.hearing.narrow_band import is_narrow_band, mirrored
from assistant.hearing.noise_floor import NoiseFloor
from assistant.hearing.pronunciations import look_up, words_of
from assistant.hearing.recognizer import SAMPLE_RATE_HZ, Grammar, Pronouncer, Samples
from assistant.hearing.sphinx_decoder import SphinxDecoder
from assistant.messages import Heard

MEAN_SECONDS = 3.0
"""Features are centred on this much of the start; it is held back and decoded in one go then.

PocketSphinx adapts its mean only between utterances, and its acoustic model was trained on
features centred on whole utterances: centred on the first 3 s, 70 % of spoken intents came out
right, on the voiced part of the first 1.3 s 61 %. Most utterances are shorter than that, so they
are decoded when they end; nothing is decoded twice."""
_SHORT_WORDS = 4
"""So few words of the open model say little: an isolated "nine" comes out as "the are you"."""
_SHARED = 0.34
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
        self._whole: frozenset[str] = frozenset()
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
        phrases = tuple(self._phrases)
        self._model = domain_model(phrases, self._cache, self._pronouncer)
        self._phrases = ()
        sentences = (words_of(phrase) for phrase in phrases)
        self._whole = frozenset(" ".join(words) for words in sentences if len(words) > 1)
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
        self._narrow_band = False
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
        if self._held is None:
            self._decode(samples)
        else:
            self._held.append(samples)
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
        text, others = choose(readings, self._whole)
        cpu = self._cpu + time.thread_time() - started
        return Heard(text, None, others, self._samples / SAMPLE_RATE_HZ, cpu)

    def _release(self) -> None:
        """Centre the features on what was held back, and decode it."""
        held = np.concatenate(self._held) if self._held else np.zeros(0, dtype=np.int16)
        self._held = None
        if not held.any() or self._open is None:
            return
        self._narrow_band = is_narrow_band(held)
        prepared = self._prepared(held, 0)
        mean = self._open.cepstral_mean(prepared)
        self._open.start(_OPEN, mean)
        self._running = [self._open]
        if self._search and self._narrow is not None:
            self._narrow.start(self._search, mean)
            self._running.append(self._narrow)
        for decoder in self._running:
            decoder.feed(prepared)

    def _decode(self, samples: Samples) -> None:
        if not self._running:
            return
        prepared = self._prepared(samples, self._samples - len(samples))
        for decoder in self._running:
            decoder.feed(prepared)

    def _prepared(self, samples: Samples, position: int) -> Samples:
        """Return the samples as the acoustic model likes them."""
        filled = mirrored(samples, position) if self._narrow_band else samples
        return self._floor.add(filled)

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


def choose(readings: Sequence[str], whole: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """Return the text and the other reading: the grammar's if it fits, else the open model's.

    Args:
        readings: The open model's, then the grammar's; either may be empty or missing.
        whole: Phrases of two words and more that the open model knows.

    """
    open_text = readings[0] if readings else ""
    narrow = readings[1] if len(readings) > 1 else ""
    fits = open_text not in whole and _fits(narrow, open_text)
    first, second = (narrow, open_text) if fits else (open_text, narrow)
    return first, (second,) if second and second != first else ()


def _fits(narrow: str, open_text: str) -> bool:
    """Return whether the open model does not speak against the grammar's reading.

    A grammar forces what it gets into its phrases. Where the open model hears a whole phrase, a
    sentence that has little in common with the grammar's, or fewer words, it was something else.
    Of synthetic sentences that are no rating, 2 % were taken for one; of digits 90 % were right.
    """
    ours, theirs = narrow.split(), open_text.split()
    if not ours:
        return False
    if not theirs:
        return True
    shared = len(set(ours) & set(theirs)) / len(set(theirs))
    if len(theirs) > _SHORT_WORDS and shared < _SHARED:
        return False
    return len(ours) <= len(theirs) + 1
