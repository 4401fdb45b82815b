"""What leaves the loudspeaker: the sentence whole, the tones of a breath where they belong."""

import time
from collections.abc import Iterator

import numpy as np
import pytest
import soxr
from numpy.typing import NDArray

from assistant.messages import Breathe, BreathPhase
from assistant.resources import data_folder
from assistant.speaking.cues import Cues, load_cues
from assistant.speaking.espeak import EspeakSynthesizer
from assistant.speaking.loudspeaker import Loudspeaker
from assistant.speaking.mouth import Mouth
from assistant.speaking.profiles import load_profiles
from tests.audio.virtual_card import VirtualCard

pytestmark = pytest.mark.audio

BREATH = Breathe(
    "test",
    (BreathPhase("in", 1.2), BreathPhase("hold", 0.6), BreathPhase("out", 1.5)) * 3,
    spoken_counts=False,
)
MOST_DRIFT_SECONDS = 0.002


@pytest.fixture
def loudspeaker(card: VirtualCard) -> Iterator[Loudspeaker]:
    device = Loudspeaker.open()
    yield device
    assert device.close()


@pytest.fixture(scope="module")
def cues() -> Cues:
    return load_cues(data_folder("voices"))


@pytest.fixture
def mouth(loudspeaker: Loudspeaker, cues: Cues) -> Mouth:
    return Mouth(EspeakSynthesizer(), loudspeaker, load_profiles(data_folder("voices")), cues)


def test_a_spoken_sentence_leaves_the_loudspeaker_whole(
    card: VirtualCard, mouth: Mouth, loudspeaker: Loudspeaker
) -> None:
    """The recording holds the synthesizer's very sound: correlation near 1."""
    sentence = "You are safe here, and this will pass."
    profile = load_profiles(data_folder("voices"))["calm"]
    sound = EspeakSynthesizer().synthesize(sentence, profile)
    with card.recording(loudspeaker.sample_rate_hz) as recording:
        playback = loudspeaker.play(sound, 22_050)
        assert playback.wait(timeout=20)
        time.sleep(0.3)
    wanted = soxr.resample(sound, 22_050, loudspeaker.sample_rate_hz)
    heard = recording.samples.astype(float) / 32768
    lag = best_lag(heard, wanted)
    part = heard[lag : lag + len(wanted)]
    assert playback.completed
    assert np.corrcoef(part, wanted[: len(part)])[0, 1] > 0.95


def test_the_mouth_speaks_aloud_for_as_long_as_it_says(card: VirtualCard, mouth: Mouth) -> None:
    with card.recording() as recording:
        playback = mouth.say("You are safe here, and this will pass.")
        assert playback.wait(timeout=20)
        time.sleep(0.3)
    loud = np.flatnonzero(np.abs(recording.samples) > 300)
    assert (loud[-1] - loud[0]) / recording.rate_hz == pytest.approx(
        playback.seconds - 0.5, abs=0.4
    )


def test_the_tones_of_a_breath_keep_their_distance_to_the_millisecond(
    card: VirtualCard, mouth: Mouth, cues: Cues, loudspeaker: Loudspeaker
) -> None:
    """Measured in samples of the recording, by a matched filter; no clock is looked at.

    Where the sound server itself ran dry (it says so), the breath is recorded anew.
    """
    rate = loudspeaker.sample_rate_hz
    for _ in range(3):
        before = loudspeaker.underflows
        with card.recording(rate) as recording:
            playing = mouth.breathe(BREATH)
            assert playing.wait(timeout=30)
            time.sleep(0.3)
        if loudspeaker.underflows == before:
            break
    assert playing.phases_done == len(BREATH.phases)
    heard = recording.samples.astype(float) / 32768
    starts = np.cumsum([0] + [round(phase.seconds * rate) for phase in BREATH.phases])
    found = []
    first: int | None = None
    for phase, start in zip(BREATH.phases, starts, strict=False):
        if phase.kind == "hold":  # one steady pitch: a matched filter cannot place it
            continue
        tone = cues.breath[phase.kind].sound(phase.seconds, rate).astype(float)
        nearby = 0 if first is None else max(0, first + start - rate // 5)
        until = len(heard) if first is None else nearby + len(tone) + 2 * rate // 5
        lag = nearby + best_lag(heard[nearby:until], tone)
        first = lag if first is None else first
        found.append((lag - first - start) / rate)
    assert len(found) == 6
    assert max(np.abs(found)) < MOST_DRIFT_SECONDS


def best_lag(heard: NDArray[np.float64], wanted: NDArray[np.floating]) -> int:
    """Return where `wanted` lies in `heard`: the peak of their cross-correlation."""
    size = 1 << int(np.ceil(np.log2(len(heard) + len(wanted))))
    product = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(wanted, size))
    return int(np.argmax(np.fft.irfft(product, size)[: len(heard)]))
