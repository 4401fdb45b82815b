"""Makes PocketSphinx decoders and searches, and maps their errors to ours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pocketsphinx

from assistant.errors import RecognizerFault
from assistant.hearing.recognizer import Samples

SETTINGS = {"bestpath": False, "silprob": 0.1, "loglevel": "FATAL"}
"""`bestpath` costs as much as the decoding and gains 1 to 2 %; more frequent silence between
words gains 1 to 2 %. Wider beams cost twice the time for 1 %, narrower ones lose 10 %."""
_MEAN_SEARCH = "mean"
_REINSTALL = "The speech recognizer cannot be loaded; please install Steady again."
_STOPPED = "The speech recognizer stopped working; please start Steady again."


@dataclass(frozen=True, slots=True)
class Reading:
    """What a search made of an utterance."""

    text: str
    acoustic_score: float
    """Log likelihood of the sound, per frame of 10 ms."""


class SphinxDecoder:
    """One decoder with its dictionary; searches are added and chosen by name."""

    def __init__(self, dictionary: Path | None = None) -> None:
        hmm = str(Path(pocketsphinx.get_model_path()) / "en-us" / "en-us")
        words = str(dictionary) if dictionary else None
        try:
            config = pocketsphinx.Config(hmm=hmm, lm=None, dict=words, **SETTINGS)
            self._decoder = pocketsphinx.Decoder(config)
            self.add_word("a", ("AH",))
            self.add_grammar(_MEAN_SEARCH, [("a",)])
        except (RuntimeError, ValueError, OSError) as error:
            raise RecognizerFault(_REINSTALL) from error
        self._chosen = _MEAN_SEARCH

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
        """Add a search that allows these sentences and no others."""
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
        """Return the mean of the sound's features, without searching (5 ms a second)."""
        self._activate(_MEAN_SEARCH)
        try:
            self._decoder.start_utt()
            self._decoder.process_raw(samples.tobytes(), no_search=True, full_utt=True)
            mean = str(self._decoder.get_cmn())
            self._decoder.end_utt()
        except RuntimeError as error:
            raise RecognizerFault(_STOPPED) from error
        return mean

    def start(self, search: str, mean: str) -> None:
        """Start an utterance with features centred on `mean`."""
        self._activate(search)
        try:
            self._decoder.set_cmn(mean)
            self._decoder.start_utt()
        except RuntimeError as error:
            raise RecognizerFault(_STOPPED) from error

    def feed(self, samples: Samples) -> None:
        """Decode the next samples."""
        try:
            self._decoder.process_raw(samples.tobytes())
        except RuntimeError as error:
            raise RecognizerFault(_STOPPED) from error

    def partial(self) -> str:
        """Return the text so far."""
        found = self._decoder.hyp()
        return _plain(found.hypstr) if found else ""

    def finish(self) -> Reading:
        """End the utterance; asks for the result once, since asking can be dear."""
        try:
            self._decoder.end_utt()
            found = self._decoder.hyp()
        except RuntimeError as error:
            raise RecognizerFault(_STOPPED) from error
        if not found or not found.hypstr:
            return Reading("", float("-inf"))
        segments = list(self._decoder.seg() or ())
        frames = max(1, self._decoder.n_frames())
        return Reading(_plain(found.hypstr), sum(part.ascore for part in segments) / frames)

    def _activate(self, search: str) -> None:
        self._decoder.activate_search(search)


_EXTRA_WEIGHT = 1.0


def _plain(text: str) -> str:
    """Return the text without markers of second pronunciations."""
    return " ".join(word.partition("(")[0] for word in text.split())


def _prefix_tree(
    sentences: Iterable[Sequence[str]],
) -> tuple[list[tuple[int, int, float, str] | tuple[int, int, float]], int]:
    """Return the transitions of a word tree whose leaves all lead to one final state."""
    states: dict[tuple[str, ...], int] = {(): 0}
    steps: list[tuple[int, int, str]] = []
    ends: set[int] = set()
    for sentence in sentences:
        for length in range(1, len(sentence) + 1):
            prefix = tuple(sentence[:length])
            if prefix not in states:
                states[prefix] = len(states)
                steps.append((states[prefix[:-1]], states[prefix], prefix[-1]))
        ends.add(states[tuple(sentence)])
    final = len(states)
    tree: list[tuple[int, int, float, str] | tuple[int, int, float]] = []
    tree += [(start, end, 1.0, word) for start, end, word in steps]
    tree += [(end, final, 1.0) for end in sorted(ends)]
    return tree, final
