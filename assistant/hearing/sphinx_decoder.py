"""Makes PocketSphinx decoders and searches, and maps their errors to ours."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pocketsphinx
from numpy.typing import NDArray

from assistant.errors import RecognizerFault
from assistant.hearing.pronunciations import PHONES
from assistant.hearing.recognizer import Samples

SETTINGS = {"bestpath": False, "silprob": 0.1, "loglevel": "FATAL"}
"""`bestpath` costs as much as the decoding and gains 1 to 2 %; more frequent silence between
words gains 1 to 2 %. Wider beams cost twice the time for 1 %, narrower ones lose 10 %."""
GRAMMAR_SETTINGS = {**SETTINGS, "beam": 1e-80, "pbeam": 1e-80, "wbeam": 1e-60}
"""A grammar has few states, so wide beams cost little; with the usual ones a fifth of the
spoken digits ended outside of the grammar."""
OTHER_START = 1e-50
OTHER_SPEECH = 1e-6
"""Probability of the way for speech outside of a grammar (a loop of all phones), and of each
phone on it. Higher: more speech counts as outside. Of synthetic digits 6 % were taken for outside
with these, and of sentences that are no answer 81 %."""
_OTHER = "_"
_PIECE = 1024
"""Samples fed at a time. In one long piece the decoder lost a quarter of the utterances."""
_MEAN_SEARCH = "mean"
_COEFFICIENTS = 13
_SOME = 100.0
"""A mean to start from that is far from zero, so that the two passes differ well."""
_REINSTALL = "The speech recognizer cannot be loaded; please install Steady again."
_STOPPED = "The speech recognizer stopped working; please start Steady again."


class SphinxDecoder:
    """One decoder with its dictionary; searches are added and chosen by name."""

    def __init__(self, dictionary: Path | None = None) -> None:
        """Load the acoustic model; without a dictionary it is one for grammars."""
        hmm = str(Path(pocketsphinx.get_model_path()) / "en-us" / "en-us")
        words = str(dictionary) if dictionary else None
        try:
            settings = SETTINGS if words else GRAMMAR_SETTINGS
            config = pocketsphinx.Config(hmm=hmm, lm=None, dict=words, **settings)
            self._decoder = pocketsphinx.Decoder(config)
            for phone in sorted(PHONES):
                self.add_word(_OTHER + phone, (phone,))
            self.add_grammar(_MEAN_SEARCH, [(_OTHER + "AH",)])
        except (RuntimeError, ValueError, OSError) as error:
            raise RecognizerFault(_REINSTALL) from error
        self._running = False

    def knows(self, word: str) -> bool:
        """Return whether the dictionary has the word."""
        return self._decoder.lookup_word(word) is not None

    def add_word(self, word: str, ways: Iterable[str]) -> None:
        """Add a word and its pronunciations, in memory."""
        if self.knows(word):
            return
        for number, phones in enumerate(ways, start=1):
            name = word if number == 1 else f"{word}({number})"
            self._decoder.add_word(name, phones, update=True)

    def add_language_model(self, name: str, path: Path, extra_words: Iterable[str] = ()) -> None:
        """Add an n-gram search; `extra_words` become unigrams of it, in memory."""
        try:
            model = pocketsphinx.NGramModel(
                self._decoder.get_config(), self._decoder.get_logmath(), str(path)
            )
            for word in extra_words:
                model.add_word(word, _EXTRA_WEIGHT)
            self._decoder.add_lm(name, model)
        except (RuntimeError, ValueError, OSError) as error:
            raise RecognizerFault(_REINSTALL) from error

    def add_grammar(self, name: str, sentences: Iterable[Sequence[str]]) -> None:
        """Add a search for these sentences, or else for any row of phones."""
        transitions, final = _prefix_tree(sentences)
        try:
            fsg = self._decoder.create_fsg(name, 0, final, transitions)
            self._decoder.add_fsg(name, fsg)
        except (RuntimeError, ValueError) as error:
            raise RecognizerFault(_STOPPED) from error

    def remove_search(self, name: str) -> None:
        """Free a search."""
        self._decoder.remove_search(name)

    def cepstral_mean(self, samples: Samples) -> str:
        """Return the mean of the sound's features, without searching (10 ms a second).

        PocketSphinx blends what it measures with what was set before, by weights that depend on
        its history: new = k * old + (1 - k) * mean. Two passes from known values give the mean.
        """
        if self._running:
            self._decoder.end_utt()
            self._running = False
        self._activate(_MEAN_SEARCH)
        from_zero = self._blended_mean(samples, 0.0)
        from_some = self._blended_mean(samples, _SOME)
        blend = (from_some - from_zero) / _SOME
        mean = from_zero / np.maximum(1.0 - blend, 1e-3)
        return ",".join(f"{value:.4f}" for value in mean)

    def _blended_mean(self, samples: Samples, before: float) -> NDArray[np.float64]:
        try:
            self._decoder.set_cmn(",".join([str(before)] * _COEFFICIENTS))
            self._decoder.start_utt()
            self._decoder.process_raw(samples.tobytes(), no_search=True, full_utt=True)
            mean = str(self._decoder.get_cmn())
            self._decoder.end_utt()
        except RuntimeError as error:
            raise RecognizerFault(_STOPPED) from error
        return np.array([float(value) for value in mean.split(",")])

    def start(self, search: str, mean: str) -> None:
        """Start an utterance with features centred on `mean`."""
        if self._running:  # left over from an utterance that broke off
            self._decoder.end_utt()
        self._activate(search)
        try:
            self._decoder.set_cmn(mean)
            self._decoder.start_utt()
            self._running = True
        except RuntimeError as error:
            raise RecognizerFault(_STOPPED) from error

    def feed(self, samples: Samples) -> None:
        """Decode the next samples."""
        try:
            for start in range(0, len(samples), _PIECE):
                self._decoder.process_raw(samples[start : start + _PIECE].tobytes())
        except RuntimeError as error:
            raise RecognizerFault(_STOPPED) from error

    def partial(self) -> str:
        """Return the text so far."""
        found = self._decoder.hyp()
        return _plain(found.hypstr) if found else ""

    def finish(self) -> str:
        """End the utterance and return its text; empty if it is outside of the grammar.

        The result is asked for once, since asking can be dear.
        """
        self._running = False
        try:
            self._decoder.end_utt()
            found = self._decoder.hyp()
        except RuntimeError as error:
            raise RecognizerFault(_STOPPED) from error
        return _plain(found.hypstr) if found and found.hypstr else ""

    def _activate(self, search: str) -> None:
        self._decoder.activate_search(search)


_EXTRA_WEIGHT = 30.0
"""How much likelier than an average word a word of the person's own is."""


def _plain(text: str) -> str:
    """Return the text without markers of second pronunciations; empty if it has bare phones."""
    words = text.split()
    if any(word.startswith(_OTHER) for word in words):
        return ""
    return " ".join(word.partition("(")[0] for word in words)


Transition = tuple[int, int, float, str] | tuple[int, int, float]


def _prefix_tree(sentences: Iterable[Sequence[str]]) -> tuple[list[Transition], int]:
    """Return the transitions of a word tree, with the loop of phones beside it.

    All leaves lead to one final state, whose number is returned too.
    """
    states: dict[tuple[str, ...], int] = {(): 0}
    tree: list[Transition] = []
    ends: set[int] = set()
    for sentence in sentences:
        for length in range(1, len(sentence) + 1):
            prefix = tuple(sentence[:length])
            if prefix not in states:
                states[prefix] = len(states)
                tree.append((states[prefix[:-1]], states[prefix], 1.0, prefix[-1]))
        ends.add(states[tuple(sentence)])
    loop, final = len(states), len(states) + 1
    tree += [(end, final, 1.0) for end in sorted(ends)]
    tree += [(0, loop, OTHER_START), (loop, final, 1.0)]
    tree += [(loop, loop, OTHER_SPEECH, _OTHER + phone) for phone in sorted(PHONES)]
    return tree, final
