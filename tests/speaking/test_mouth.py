"""The voice of a session: sentences, breaths, pace and volume; real espeak-ng, time stepped."""

from dataclasses import replace

import numpy as np
import pytest

from assistant.messages import Breathe, BreathPhase
from assistant.resources import data_folder
from assistant.speaking.cues import Cues, load_cues
from assistant.speaking.espeak import EspeakSynthesizer
from assistant.speaking.mouth import LEAD_SECONDS, Mouth
from assistant.speaking.profiles import load_profiles
from assistant.speaking.synthesizer import Sound
from tests.speaking.memory_output import SteppedOutput

TEXT = "It is hard, and you are still here."
BOX = tuple(BreathPhase(kind, 4.0) for kind in ("in", "hold", "out", "rest"))
SHORT = (BreathPhase("in", 1.5), BreathPhase("sip", 0.5), BreathPhase("out", 2.0))
TONES_ONLY = Breathe("test", SHORT * 2, spoken_counts=False)


@pytest.fixture(scope="module")
def cues() -> Cues:
    return load_cues(data_folder("voices"))


@pytest.fixture
def output() -> SteppedOutput:
    return SteppedOutput()


@pytest.fixture
def mouth(output: SteppedOutput, cues: Cues) -> Mouth:
    return Mouth(EspeakSynthesizer(), output, load_profiles(data_folder("voices")), cues)


def loudness(sound: Sound) -> float:
    return float(np.sqrt(np.mean(np.square(sound))))


def test_a_sentence_is_heard_whole_and_then_it_is_quiet(
    output: SteppedOutput, mouth: Mouth
) -> None:
    playback = mouth.say(TEXT)
    heard = output.render(playback.seconds)
    assert loudness(heard) > 0.02
    output.render(0.05)
    assert playback.completed
    assert not output.render(1.0).any()


def test_a_prepared_sentence_is_not_made_twice(
    output: SteppedOutput, mouth: Mouth, monkeypatch: pytest.MonkeyPatch
) -> None:
    mouth.prepare(TEXT)
    monkeypatch.setattr(EspeakSynthesizer, "synthesize", None)
    assert mouth.say(TEXT).seconds > 1.0


def test_a_stop_in_a_sentence_is_silent_after_one_block(
    output: SteppedOutput, mouth: Mouth
) -> None:
    playback = mouth.say(TEXT)
    output.render(0.5)
    mouth.stop()
    output.render(0.02)
    assert not output.render(2.0).any()
    assert playback.done
    assert not playback.completed


def test_a_sentence_ends_when_the_device_is_lost(output: SteppedOutput, mouth: Mouth) -> None:
    playback = mouth.say(TEXT)
    output.render(0.5)
    output.alive = False
    assert playback.done
    assert not playback.completed
    assert not playback.wait(timeout=5.0)


def test_slower_lasts_for_the_session_and_faster_undoes_it(mouth: Mouth) -> None:
    usual = mouth.say(TEXT).seconds
    mouth.adjust("pace", -2)
    slower = [mouth.say(TEXT).seconds for _ in range(2)]
    mouth.adjust("pace", +2)
    assert min(slower) > 1.1 * usual
    assert mouth.say(TEXT).seconds == pytest.approx(usual, rel=0.05)


def test_quieter_holds_for_what_is_being_said_and_never_becomes_silence(
    output: SteppedOutput, mouth: Mouth
) -> None:
    mouth.say(TEXT * 4)
    output.render(0.5)
    before = loudness(output.render(1.5))
    mouth.adjust("volume", -2)
    assert loudness(output.render(1.5)) < 0.9 * before
    mouth.adjust("volume", -50)
    output.render(0.1)
    assert output.mixer.volume > 0.1
    mouth.adjust("volume", +50)
    assert output.mixer.volume == 1.0


def test_a_manner_nobody_defined_speaks_as_usual(mouth: Mouth) -> None:
    assert mouth.say(TEXT, "theatrical").seconds == pytest.approx(
        mouth.say(TEXT, "calm").seconds, rel=0.05
    )


def test_a_recording_is_played_as_it_is(output: SteppedOutput, mouth: Mouth) -> None:
    samples = (np.sin(np.arange(4410) / 10) * 12_000).astype("<i2")
    playback = mouth.play(samples.tobytes(), 22_050)
    assert playback.seconds == pytest.approx(0.2)
    heard = output.render(0.2)
    assert np.allclose(heard[:4410] * 32768, samples, atol=1.0)


def test_each_tone_of_a_breath_begins_at_its_very_sample(
    output: SteppedOutput, mouth: Mouth, cues: Cues
) -> None:
    rate = output.sample_rate_hz
    playing = mouth.breathe(TONES_ONLY)
    expected = [np.zeros(round(LEAD_SECONDS * rate), dtype=np.float32)]
    expected += [cues.breath[phase.kind].sound(phase.seconds, rate) for phase in TONES_ONLY.phases]
    wanted = np.concatenate(expected)
    heard = output.render(len(wanted) / rate + 1.0)
    assert np.allclose(heard[: len(wanted)], wanted, atol=1e-6)
    assert playing.done


def test_a_breath_tells_how_many_of_its_parts_were_heard(
    output: SteppedOutput, mouth: Mouth
) -> None:
    playing = mouth.breathe(TONES_ONLY)
    seen = []
    for seconds in (LEAD_SECONDS + 1.0, 0.6, 0.5, 2.0, 4.0, 1.0):
        output.render(seconds)
        seen.append((playing.phases_done, playing.done))
    assert seen == [(0, False), (1, False), (2, False), (3, False), (6, False), (6, True)]


def test_a_breath_ends_with_a_sign_and_then_quiet(output: SteppedOutput, mouth: Mouth) -> None:
    mouth.breathe(TONES_ONLY)
    output.render(LEAD_SECONDS + 8.0)
    assert loudness(output.render(0.4)) > 0.005
    output.render(0.3)
    assert not output.render(1.0).any()


def test_a_stop_in_a_breath_silences_all_that_was_scheduled(
    output: SteppedOutput, mouth: Mouth
) -> None:
    playing = mouth.breathe(Breathe("box", BOX * 3, words={"in": "in"}))
    output.render(5.0)
    mouth.stop()
    output.render(0.02)
    assert not output.render(50.0).any()
    assert playing.done
    assert playing.phases_done >= 1


def test_a_breath_can_be_ended_while_a_sentence_goes_on(
    output: SteppedOutput, mouth: Mouth
) -> None:
    playing = mouth.breathe(TONES_ONLY)
    sentence = mouth.say(TEXT)
    output.render(0.5)
    playing.stop()
    output.render(sentence.seconds + 0.1)
    assert sentence.completed
    assert playing.done


def voice_in(output: SteppedOutput, mouth: Mouth, breath: Breathe, cues: Cues) -> Sound:
    """Return what is heard besides the tones."""
    mouth.breathe(breath)
    seconds = LEAD_SECONDS + sum(phase.seconds for phase in breath.phases)
    heard = output.render(seconds)
    tones = SteppedOutput(output.sample_rate_hz)
    Mouth(EspeakSynthesizer(), tones, load_profiles(data_folder("voices")), cues).breathe(
        replace(breath, spoken_counts=False)
    )
    return heard - tones.render(seconds)


def test_words_and_counts_fade_over_the_first_breaths(
    output: SteppedOutput, mouth: Mouth, cues: Cues
) -> None:
    breath = Breathe("box", BOX * 4, words={"in": "in", "hold": "hold", "out": "and out"})
    voice = voice_in(output, mouth, breath, cues)
    rate = output.sample_rate_hz
    start, length = round(LEAD_SECONDS * rate), 16 * rate
    rounds = [loudness(voice[start + n * length : start + (n + 1) * length]) for n in range(4)]
    assert rounds[0] > 1.3 * rounds[1] > 1.3 * rounds[2] > 0.0
    assert rounds[3] == pytest.approx(0.0, abs=1e-6)


def test_each_count_comes_at_its_own_second(
    output: SteppedOutput, mouth: Mouth, cues: Cues
) -> None:
    voice = voice_in(output, mouth, Breathe("in", (BreathPhase("in", 5.0),)), cues)
    rate = output.sample_rate_hz
    start = round(LEAD_SECONDS * rate)
    seconds = [
        loudness(voice[start + n * rate : start + n * rate + rate // 2]) > 0.001 for n in range(5)
    ]
    assert seconds == [False, True, True, True, True]


def test_a_word_that_is_longer_than_its_part_of_the_breath_is_left_out(
    output: SteppedOutput, mouth: Mouth, cues: Cues
) -> None:
    words = {"sip": "and a little more of it, right up to the top"}
    voice = voice_in(output, mouth, Breathe("sigh", SHORT, words=words), cues)
    assert loudness(voice) < 1e-6
