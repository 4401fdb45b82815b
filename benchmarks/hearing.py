"""Measures the ears on synthetic speech, beside PocketSphinx's general language model.

python benchmarks/hearing.py [--every N]

The sentences of hearing_sentences.tsv stand in no phrase file; those that do by now are left
out. Each is spoken by eight synthetic voices in turn, clean and in white noise. The general
model gets the very same sound, cut at the same places, with its own dictionary and settings.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

START = time.process_time()
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np  # noqa: E402
import pocketsphinx  # noqa: E402
import soxr  # noqa: E402
from rapidfuzz.distance import Levenshtein  # noqa: E402

from assistant.hearing.ears import Ears  # noqa: E402
from assistant.hearing.language_model import by_length  # noqa: E402
from assistant.hearing.pocketsphinx_engine import PocketSphinxRecognizer  # noqa: E402
from assistant.hearing.recognizer import SAMPLE_RATE_HZ, Grammar, Recognizer, Samples  # noqa: E402
from assistant.hearing.voice_activity import SileroVoiceActivity  # noqa: E402
from assistant.messages import Heard  # noqa: E402
from assistant.resources import data_folder  # noqa: E402
from assistant.speaking.espeak import EspeakSynthesizer  # noqa: E402
from assistant.speaking.pronouncing import EspeakPronouncer  # noqa: E402
from assistant.speaking.synthesizer import VoiceProfile  # noqa: E402
from assistant.understanding import Understanding  # noqa: E402

SENTENCES = Path(__file__).with_name("hearing_sentences.tsv")
VOICES = (
    ("en-us", 150),
    ("en-us+f3", 140),
    ("en-gb-x-rp", 165),
    ("en-us+m3", 130),
    ("en-gb-x-rp+f2", 150),
    ("en-us+f1", 175),
    ("en-us+m1", 160),
    ("en-gb-x-rp+m7", 145),
)
DIGITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence and its sound."""

    text: str
    sound: Samples


class GeneralModel:
    """PocketSphinx as it comes: 134,000 words and a general trigram model."""

    name = "general"
    unknown_words: tuple[str, ...] = ()

    def __init__(self) -> None:
        self._decoder = pocketsphinx.Decoder(loglevel="FATAL")
        self._kept: list[Samples] = []

    def begin(self, grammar: Grammar | None = None) -> None:
        """Start an utterance; the grammar is not used."""
        del grammar
        self._kept = []

    def feed(self, samples: Samples) -> None:
        """Keep the samples."""
        self._kept.append(samples)

    def partial(self) -> str:
        """Return nothing."""
        return ""

    def finish(self) -> Heard:
        """Decode the whole utterance."""
        before = time.thread_time()
        sound = np.concatenate(self._kept)
        self._decoder.start_utt()
        self._decoder.process_raw(sound.tobytes(), full_utt=True)
        self._decoder.end_utt()
        found = self._decoder.hyp()
        cpu = time.thread_time() - before
        return Heard(found.hypstr if found else "", cpu_seconds=cpu)


def speaker() -> Callable[[str, int], Samples]:
    """Return what speaks a text with the voice of a number."""
    synthesizer = EspeakSynthesizer()

    def speak(text: str, number: int) -> Samples:
        voice, rate = VOICES[number % len(VOICES)]
        sound = synthesizer.synthesize(text, VoiceProfile(voice, rate, voice=voice))
        at_16_khz = soxr.resample(sound, synthesizer.sample_rate_hz, SAMPLE_RATE_HZ)
        return (at_16_khz * 20_000).astype(np.int16)

    return speak


def noisy(sound: Samples, below_db: float, seed: int) -> Samples:
    """Add white noise so far below the speech."""
    level = np.sqrt(np.square(sound[np.abs(sound) > 50].astype(np.float64)).mean())
    noise = np.random.default_rng(seed).standard_normal(len(sound))
    mixed = sound + noise * level * 10.0 ** (-below_db / 20.0)
    return np.clip(mixed, -32768, 32767).astype(np.int16)


def telephone(sound: Samples) -> Samples:
    """Take away what lies above 4 kHz."""
    low = soxr.resample(sound.astype(np.float32), SAMPLE_RATE_HZ, 8_000)
    full = soxr.resample(low, 8_000, SAMPLE_RATE_HZ)
    return np.clip(full, -32768, 32767).astype(np.int16)


def words_wrong(spoken: Sequence[Spoken], heard: Sequence[Heard]) -> float:
    """Return the word error rate."""
    pairs = [(s.text.split(), h.text.split()) for s, h in zip(spoken, heard, strict=True)]
    wrong = sum(Levenshtein.distance(truth, found) for truth, found in pairs)
    return wrong / sum(len(truth) for truth, _ in pairs)


def hear(
    recognizer: Recognizer, spoken: Sequence[Spoken], grammar: Grammar | None
) -> tuple[list[Heard], float]:
    """Return what was heard, and the processor seconds of decoding a second of audio."""
    ears = Ears(recognizer, SileroVoiceActivity())
    heard = [ears.hear_file(item.sound, grammar) for item in spoken]
    seconds = sum(len(item.sound) for item in spoken) / SAMPLE_RATE_HZ
    return heard, sum(item.cpu_seconds for item in heard) / seconds


def sentences(recognizers: Sequence[Recognizer], meaning: Understanding, every: int) -> None:
    """Print word errors, intents and cost for sentences."""
    known = {phrase.text for phrase in meaning.catalogue.phrases()}
    rows = [row.split("\t") for row in SENTENCES.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row[1] not in known][::every]
    speak = speaker()
    clean = [Spoken(text, speak(text, number)) for number, (_, text) in enumerate(rows)]
    from_text = [meaning.understand(Heard(text)).intent for _, text in rows]
    right = sum(got == row[0] for got, row in zip(from_text, rows, strict=True)) / len(rows)
    print(f"{len(rows)} sentences; from their text {right:.0%} of the intents are right")
    conditions = {
        "clean": clean,
        "noise 20 dB": [Spoken(s.text, noisy(s.sound, 20, seed)) for seed, s in enumerate(clean)],
        "noise 10 dB": [Spoken(s.text, noisy(s.sound, 10, seed)) for seed, s in enumerate(clean)],
        "telephone": [Spoken(s.text, telephone(s.sound)) for s in clean],
    }
    for name, spoken in conditions.items():
        costs = []
        for recognizer in recognizers:
            heard, cost = hear(recognizer, spoken, None)
            intents = [meaning.understand(item).intent for item in heard]
            right = sum(got == row[0] for got, row in zip(intents, rows, strict=True)) / len(rows)
            costs.append(cost)
            print(
                f"{name:12} {recognizer.name:12} words wrong {words_wrong(spoken, heard):4.0%}, "
                f"intents right {right:4.0%}, {cost:.3f} CPU s per s"
            )
        print(f"{name:12} cost against the general model: {costs[0] / costs[1]:.2f}")


def ratings(recognizer: Recognizer, meaning: Understanding, every: int) -> None:
    """Print how answers to the question for a rating are heard."""
    grammar = Grammar("rate", (*meaning.catalogue.spoken("rate"), *DIGITS))
    speak = speaker()
    digits = [Spoken(d, speak(d, voice)) for voice in range(len(VOICES)) for d in DIGITS]
    rows = [row.split("\t") for row in SENTENCES.read_text(encoding="utf-8").splitlines()]
    others = [
        Spoken(text, speak(text, number))
        for number, (intent, text) in enumerate(rows)
        if intent not in {"rate", "yes", "no"}
    ][::every]
    phone = [Spoken(digit.text, telephone(digit.sound)) for digit in digits]
    for name, spoken in (("digits", digits), ("telephone", phone)):
        heard, cost = hear(recognizer, spoken, grammar)
        pairs = zip(spoken, heard, strict=True)
        right = sum(s.text in h.text.split() for s, h in pairs) / len(spoken)
        print(f"{name:12} expecting a rating: {right:.0%} right, {cost:.3f} CPU s per s")
    heard, _ = hear(recognizer, others, grammar)
    taken = sum(h.text in grammar.phrases for h in heard) / len(heard)
    print(f"{'other talk':12} expecting a rating: {taken:.0%} taken for one")


def main() -> None:
    """Print the figures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--every", type=int, default=1, help="only every Nth sentence")
    every = arguments.parse_args().every
    imported = time.process_time()
    meaning = Understanding.load(data_folder("intents"))
    phrases = tuple(by_length(meaning.catalogue.spoken()))
    before_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with tempfile.TemporaryDirectory() as cache:
        seconds = []
        for _ in range(2):
            start = time.process_time()
            ours = PocketSphinxRecognizer(phrases, Path(cache), EspeakPronouncer())
            ours.load()
            seconds.append(time.process_time() - start)
        loaded_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"import {imported - START:.2f} s, first load {seconds[0]:.2f} s, from the cache "
            f"{seconds[1]:.2f} s of CPU; {loaded_mb:.0f} MB, "
            f"of which {before_mb:.0f} before loading"
        )
        print(f"words that cannot be heard: {', '.join(ours.unknown_words) or 'none'}")
        ratings(ours, meaning, every)
        start = time.process_time()
        general = GeneralModel()
        print(f"the general model loads in {time.process_time() - start:.2f} s of CPU")
        sentences((ours, general), meaning, every)
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
