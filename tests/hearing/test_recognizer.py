"""The real PocketSphinx on real, synthetic speech."""

from pathlib import Path

import numpy as np
import pytest

from assistant.errors import RecognizerFault
from assistant.hearing.ears import Ears
from assistant.hearing.pocketsphinx_engine import PocketSphinxRecognizer, choose
from assistant.hearing.recognizer import Grammar, Recognizer, Samples
from assistant.hearing.voice_activity import SileroVoiceActivity
from assistant.speaking.pronouncing import EspeakPronouncer
from tests.hearing.conftest import PHRASES, Say, noisy, quiet
from tests.hearing.test_preparing import telephone

DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
RATING = Grammar("rate", (*DIGITS, "it is a seven", "about an eight", "maybe a four"))


def decode(
    recognizer: Recognizer, sound: Samples, grammar: Grammar | None = None, piece: int = 512
) -> str:
    recognizer.begin(grammar)
    padded = np.concatenate((quiet(0.3), sound, quiet(0.2)))
    for start in range(0, len(padded), piece):
        recognizer.feed(padded[start : start + piece])
    return recognizer.finish().text


@pytest.mark.parametrize("phrase", ["i want to text him", "read my reasons", "help me breathe"])
@pytest.mark.parametrize("voice", ["en-us", "en-gb-x-rp+f2"])
def test_its_phrases_are_understood_word_for_word(
    recognizer: PocketSphinxRecognizer, say: Say, phrase: str, voice: str
) -> None:
    assert decode(recognizer, say(phrase, voice)) == phrase


def test_a_word_that_no_dictionary_has_is_heard_by_its_sound(
    recognizer: PocketSphinxRecognizer, say: Say
) -> None:
    assert decode(recognizer, say("i unblocked him")) == "i unblocked him"
    assert recognizer.unknown_words == ()


def test_it_hears_through_noise(recognizer: PocketSphinxRecognizer, say: Say) -> None:
    assert decode(recognizer, noisy(say("read my reasons"), 20)) == "read my reasons"


def test_the_size_of_the_pieces_does_not_change_the_text(
    recognizer: PocketSphinxRecognizer, say: Say
) -> None:
    speech = say("i want to call her right now")
    texts = {decode(recognizer, speech, piece=size) for size in (160, 512, 4_000, 100_000)}
    assert texts == {"i want to call her right now"}


def test_partial_texts_grow_while_it_is_fed(recognizer: PocketSphinxRecognizer, say: Say) -> None:
    recognizer.begin()
    assert recognizer.partial() == ""
    seen = set()
    said = "i want to call her right now and then i want to read my reasons and breathe slowly"
    speech = np.concatenate((quiet(0.3), say(said), quiet(0.2)))
    for start in range(0, len(speech), 512):
        recognizer.feed(speech[start : start + 512])
        seen.add(recognizer.partial())
    text = recognizer.finish().text
    assert len(seen) > 2
    beginnings = {" ".join(partial.split()[:3]) for partial in seen if partial}
    assert " ".join(text.split()[:3]) in beginnings


def test_the_cost_and_length_of_an_utterance_are_reported(
    recognizer: PocketSphinxRecognizer, say: Say
) -> None:
    speech = say("read my reasons")
    recognizer.begin()
    recognizer.feed(speech)
    heard = recognizer.finish()
    assert heard.cpu_seconds > 0
    assert heard.audio_seconds == len(speech) / 16_000


def test_silence_gives_no_words(recognizer: PocketSphinxRecognizer) -> None:
    assert decode(recognizer, quiet(2.0)) == ""
    recognizer.begin()
    assert recognizer.finish().text == ""


def test_nothing_is_carried_from_one_utterance_to_the_next(
    recognizer: PocketSphinxRecognizer, say: Say
) -> None:
    speech = say("i miss him so much")
    first = decode(recognizer, speech)
    decode(recognizer, noisy(say("good night", "en-us+m3"), 5))
    recognizer.begin(RATING)  # and one that breaks off
    recognizer.feed(say("read my reasons"))
    assert decode(recognizer, speech) == first


def test_sound_outside_of_an_utterance_is_refused(recognizer: PocketSphinxRecognizer) -> None:
    recognizer.begin()
    recognizer.finish()
    with pytest.raises(RecognizerFault):
        recognizer.feed(quiet(0.1))


def test_most_single_digits_are_heard_when_a_rating_is_expected(
    recognizer: PocketSphinxRecognizer, say: Say
) -> None:
    """85 % over all; the benchmark has the figures."""
    voices = ("en-us", "en-gb-x-rp", "en-us+f3", "en-us+m1")
    right = [
        decode(recognizer, say(digit, voice), RATING) == digit
        for voice in voices
        for digit in DIGITS[1:10]
    ]
    assert sum(right) / len(right) >= 0.85


def test_telephone_sound_is_heard_in_a_rating(recognizer: PocketSphinxRecognizer, say: Say) -> None:
    for phrase in ("it is a seven", "about an eight"):
        assert decode(recognizer, telephone(say(phrase)), RATING) == phrase


@pytest.mark.parametrize("phrase", ["i want to text him", "read my reasons", "say that again"])
def test_what_does_not_fit_the_question_is_heard_all_the_same(
    recognizer: PocketSphinxRecognizer, say: Say, phrase: str
) -> None:
    assert decode(recognizer, say(phrase), RATING) == phrase


def test_words_of_a_grammar_that_cannot_be_said_are_named(tmp_path: Path, say: Say) -> None:
    recognizer = PocketSphinxRecognizer(PHRASES, tmp_path)
    assert recognizer.unknown_words == ("unblocked",)
    assert decode(recognizer, say("good night"), Grammar("odd", ("xxqx", "good night"))) == (
        "good night"
    )
    assert set(recognizer.unknown_words) == {"unblocked", "xxqx"}


def test_a_grammar_without_any_known_word_is_passed_over(
    recognizer: PocketSphinxRecognizer, say: Say
) -> None:
    for phrases in ((), ("", "...")):
        assert decode(recognizer, say("good night"), Grammar("none", phrases)) == "good night"


def test_many_grammars_can_follow_each_other(recognizer: PocketSphinxRecognizer, say: Say) -> None:
    speech = say("it is a seven")
    for number in range(20):
        grammar = Grammar(f"g{number}", ("it is a seven", f"not {DIGITS[number % 10]}"))
        recognizer.begin(grammar)
        recognizer.feed(speech[: 20 + number])
        recognizer.finish()
    assert decode(recognizer, speech, RATING) == "it is a seven"


def test_private_names_are_heard_and_never_written_to_the_cache(tmp_path: Path, say: Say) -> None:
    name = "Brunhilde"
    recognizer = PocketSphinxRecognizer(PHRASES, tmp_path, EspeakPronouncer(), [name])
    assert decode(recognizer, say("i want to call brunhilde")).endswith("brunhilde")
    decode(recognizer, say("good night"), Grammar("people", ("call brunhilde",)))
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert written
    assert not any(b"brunhild" in path.read_bytes().lower() for path in written)


def test_the_two_readings_check_each_other() -> None:
    whole = frozenset(("please stop",))
    assert choose(["the are you", "nine"], whole) == ("nine", ("the are you",))
    assert choose(["please stop", "three tops"], whole) == ("please stop", ("three tops",))
    assert choose(["stop", "still a ten"], whole) == ("stop", ("still a ten",))
    assert choose(["my heart is racing so fast", "a six and climbing"], whole)[0] == (
        "my heart is racing so fast"
    )
    assert choose(["", "nine"], whole) == ("nine", ())
    assert choose(["nine", ""], whole) == ("nine", ())
    assert choose([], whole) == ("", ())


def test_it_satisfies_the_seam_and_works_in_the_ears(
    recognizer: PocketSphinxRecognizer, say: Say
) -> None:
    as_seam: Recognizer = recognizer
    assert as_seam.name == "pocketsphinx"
    heard = Ears(as_seam, SileroVoiceActivity()).hear_file(say("read my reasons"))
    assert heard.text == "read my reasons"
