import numpy as np
import pytest

from assistant.hearing.ears import Ears, Partial, SpeechStarted, Utterance, joined
from assistant.hearing.endpointing import Completeness
from assistant.hearing.pocketsphinx_engine import PocketSphinxRecognizer
from assistant.hearing.recognizer import Grammar, Samples
from assistant.hearing.typed import heard_from_typing
from assistant.hearing.voice_activity import SileroVoiceActivity
from assistant.messages import Heard
from tests.hearing.conftest import Say, noisy, quiet


class Keeping:
    """A recognizer that only keeps what it is given."""

    name = "keeping"
    unknown_words: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.grammars: list[Grammar | None] = []
        self.utterances: list[Samples] = []
        self._now: list[Samples] | None = None

    def begin(self, grammar: Grammar | None = None) -> None:
        assert self._now is None
        self._now = []
        self.grammars.append(grammar)

    def feed(self, samples: Samples) -> None:
        assert self._now is not None
        self._now.append(samples)

    def partial(self) -> str:
        return "i want to"

    def finish(self) -> Heard:
        assert self._now is not None
        self.utterances.append(np.concatenate(self._now))
        self._now = None
        return Heard(f"utterance {len(self.utterances)}")


@pytest.fixture
def keeping() -> Keeping:
    return Keeping()


def pushed(ears: Ears, sound: Samples, piece: int) -> list[object]:
    events: list[object] = []
    for start in range(0, len(sound), piece):
        events += ears.push(sound[start : start + piece])
    return events


def test_a_file_and_a_stream_are_heard_alike(recognizer: PocketSphinxRecognizer, say: Say) -> None:
    speech = say("i want to text him")
    ears = Ears(recognizer, SileroVoiceActivity())
    whole = ears.hear_file(speech).text
    ears.reset()
    events = pushed(ears, np.concatenate((quiet(0.5), speech, quiet(1.5))), 317)
    assert [event.heard.text for event in events if isinstance(event, Utterance)] == [whole]
    assert whole == "i want to text him"


def test_events_come_in_order_and_two_turns_are_two_utterances(keeping: Keeping, say: Say) -> None:
    ears = Ears(keeping, SileroVoiceActivity())
    sound = np.concatenate(
        (quiet(1.0), say("i want to text him"), quiet(1.5), say("read my reasons"), quiet(1.5))
    )
    kinds = [type(event) for event in pushed(ears, sound, 800)]
    assert kinds == [SpeechStarted, Utterance, SpeechStarted, Utterance]


def test_the_start_and_the_end_of_the_speech_are_not_cut_off(keeping: Keeping, say: Say) -> None:
    speech = say("stop")
    Ears(keeping, SileroVoiceActivity()).hear_file(np.concatenate((quiet(1.0), speech, quiet(1.0))))
    (given,) = keeping.utterances
    assert np.square(given.astype(float)).sum() > 0.99 * np.square(speech.astype(float)).sum()
    assert len(given) < len(speech) + 0.8 * 16_000


def test_a_pause_inside_a_turn_keeps_its_length(keeping: Keeping, say: Say) -> None:
    first, second = say("i want to"), say("text him")
    sound = np.concatenate((quiet(0.5), first, quiet(0.55), second, quiet(1.0)))
    Ears(keeping, SileroVoiceActivity()).hear_file(sound)
    (given,) = keeping.utterances
    middle = sound[8_000 + len(first) - 4_000 : 8_000 + len(first) + int(0.55 * 16_000) + 4_000]
    assert middle.tobytes() in given.tobytes()


def test_silence_and_noise_are_nobody_speaking(keeping: Keeping) -> None:
    ears = Ears(keeping, SileroVoiceActivity())
    hiss = (np.random.default_rng(5).standard_normal(48_000) * 300).astype(np.int16)
    hum = (3_000 * np.sin(np.arange(48_000) * 2 * np.pi * 50 / 16_000)).astype(np.int16)
    for sound in (quiet(3.0), quiet(0.0), hiss, hum):
        assert ears.hear_file(sound).text == ""
    assert keeping.utterances == []


def test_speech_in_noise_is_still_one_turn(keeping: Keeping, say: Say) -> None:
    sound = np.concatenate((quiet(1.0), say("i want to call her right now"), quiet(1.0)))
    Ears(keeping, SileroVoiceActivity()).hear_file(noisy(sound, 10))
    assert len(keeping.utterances) == 1


def test_a_reset_forgets_the_turn_that_is_going_on(keeping: Keeping, say: Say) -> None:
    ears = Ears(keeping, SileroVoiceActivity())
    ears.push(np.concatenate((quiet(0.5), say("i want to text him"))))
    assert ears.speaking
    ears.reset()
    assert not ears.speaking
    assert ears.push(quiet(2.0)) == []
    assert len(keeping.utterances) == 1


def test_the_end_of_a_stream_ends_the_turn(keeping: Keeping, say: Say) -> None:
    ears = Ears(keeping, SileroVoiceActivity())
    ears.push(np.concatenate((quiet(0.5), say("i want to text him"))))
    assert [type(event) for event in ears.flush()] == [Utterance]
    assert ears.flush() == []


def test_what_a_question_expects_reaches_the_recognizer(keeping: Keeping, say: Say) -> None:
    ears = Ears(keeping, SileroVoiceActivity())
    speech, rating = say("it is a seven"), Grammar("rate", ("seven",))
    ears.hear_file(speech)
    ears.expect(rating)
    pushed(ears, np.concatenate((quiet(0.5), speech, quiet(1.0))), 512)
    ears.hear_file(speech)
    ears.expect(None)
    ears.hear_file(speech, rating)
    assert keeping.grammars == [None, rating, None, rating]


@pytest.mark.parametrize(
    ("completeness", "turns"), [(Completeness.COMPLETE, 2), (Completeness.UNKNOWN, 1)]
)
def test_a_judge_of_partial_texts_moves_the_end_of_a_turn(
    keeping: Keeping, say: Say, completeness: Completeness, turns: int
) -> None:
    ears = Ears(keeping, SileroVoiceActivity(), judge=lambda _: completeness)
    sound = np.concatenate(
        (quiet(0.5), say("read my reasons"), quiet(0.6), say("help me breathe"), quiet(1.5))
    )
    events = pushed(ears, sound, 512)
    assert sum(isinstance(event, Utterance) for event in events) == turns
    assert Partial("i want to") in events


def test_several_turns_of_a_file_are_joined_in_order() -> None:
    one = Heard("one", 0.5, ("won", "on"), 1.0, 0.25)
    two = Heard("two", 0.75, ("too",), 1.0, 0.5)
    both = joined([one, Heard(""), two], 3.0)
    assert both == Heard("one two", 0.5, ("won too", "on two"), 3.0, 0.75)
    assert joined([], 2.0) == Heard("", audio_seconds=2.0)


def test_a_typed_line_looks_like_a_heard_one() -> None:
    assert heard_from_typing("I WANT to text him!! ").text == "i want to text him"
    assert heard_from_typing("I don\u2019t know\u2026").text == "i don't know"
    assert heard_from_typing("   ").text == ""
