"""Microphone and loudspeaker on a real PulseAudio daemon: sound goes through, loss is noticed."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np
import pytest

from assistant.errors import DeviceFault
from assistant.hearing.microphone import Microphone
from assistant.sound import card as sound_card
from assistant.speaking.loudspeaker import Loudspeaker
from assistant.speaking.synthesizer import Sound
from tests.audio.virtual_card import RECORD_RATE_HZ, VirtualCard

if TYPE_CHECKING:
    from assistant.hearing.recognizer import Samples

pytestmark = pytest.mark.audio

NOTICED_SECONDS = 3.0


def tone(seconds: float, hertz: float = 440.0, rate_hz: int = RECORD_RATE_HZ) -> Sound:
    times = np.arange(round(seconds * rate_hz)) / rate_hz
    return (0.5 * np.sin(2 * np.pi * hertz * times)).astype(np.float32)


def becomes(condition: Callable[[], bool], seconds: float = NOTICED_SECONDS) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


@pytest.fixture
def loudspeaker(card: VirtualCard) -> Iterator[Loudspeaker]:
    device = Loudspeaker.open()
    yield device
    assert device.close()


@pytest.fixture
def microphone(card: VirtualCard) -> Iterator[Microphone]:
    device = Microphone.open()
    assert device.read(timeout=5.0) is not None
    yield device
    assert device.close()


def test_a_tone_played_is_heard_at_its_pitch_and_length(
    card: VirtualCard, loudspeaker: Loudspeaker
) -> None:
    with card.recording() as recording:
        playback = loudspeaker.play(tone(1.0), RECORD_RATE_HZ)
        assert playback.wait(timeout=10)
        time.sleep(0.3)
    assert playback.completed
    loud = np.flatnonzero(np.abs(recording.samples) > 1000)
    heard = recording.samples[loud[0] : loud[-1]].astype(float)
    assert len(heard) / RECORD_RATE_HZ == pytest.approx(1.0, abs=0.01)
    peak = np.argmax(np.abs(np.fft.rfft(heard))) * RECORD_RATE_HZ / len(heard)
    assert peak == pytest.approx(440.0, abs=2.0)


def test_a_stop_silences_within_one_block_and_the_devices_latency(
    card: VirtualCard, loudspeaker: Loudspeaker
) -> None:
    """Measured in samples rendered, so that a busy machine cannot blur it."""
    loudspeaker.play(tone(20.0), RECORD_RATE_HZ)
    with card.recording() as recording:
        assert becomes(lambda: loudspeaker.mixer.position > loudspeaker.sample_rate_hz)
        at = loudspeaker.mixer.position
        loudspeaker.stop()
        assert becomes(lambda: loudspeaker.mixer.idle)
        blocks = (loudspeaker.mixer.position - at) / loudspeaker.sample_rate_hz
        time.sleep(loudspeaker.latency_seconds + 0.3)
    assert blocks <= 5 * sound_card.BLOCK_SECONDS
    last = np.flatnonzero(np.abs(recording.samples) > 300)[-1]
    assert not recording.samples[last + RECORD_RATE_HZ // 20 :].any()
    assert np.abs(np.diff(recording.samples[:last].astype(int))).max() < 6000


def test_a_second_sound_plays_after_a_stop(card: VirtualCard, loudspeaker: Loudspeaker) -> None:
    first = loudspeaker.play(tone(20.0), RECORD_RATE_HZ)
    loudspeaker.stop()
    second = loudspeaker.play(tone(0.2), RECORD_RATE_HZ)
    assert second.wait(timeout=10)
    assert second.completed
    assert first.done
    assert not first.completed


def test_what_is_said_into_the_microphone_arrives_at_16_khz(
    card: VirtualCard, microphone: Microphone
) -> None:
    microphone.discard()
    card.speak_into_microphone((tone(0.6) * 20_000).astype(np.int16))
    parts: list[Samples] = []
    while (block := microphone.read(timeout=1.0)) is not None:
        parts.append(block)
        spoken = np.abs(np.concatenate(parts)) > 1000
        if spoken.any() and not spoken[-RECORD_RATE_HZ // 4 :].any():
            break
    heard = np.concatenate(parts)
    loud = np.flatnonzero(np.abs(heard) > 1000)
    assert heard.dtype == np.int16
    assert (loud[-1] - loud[0]) / 16_000 == pytest.approx(0.6, abs=0.02)
    part = heard[loud[0] : loud[-1]].astype(float)
    assert np.argmax(np.abs(np.fft.rfft(part))) * 16_000 / len(part) == pytest.approx(440, abs=3)


def test_blocks_that_nobody_reads_are_dropped_and_counted(card: VirtualCard) -> None:
    microphone = Microphone.open()
    try:
        assert microphone.read(timeout=5.0) is not None
        microphone._blocks.maxsize = 3
        assert becomes(lambda: microphone.dropped_blocks > 2)
        assert microphone._blocks.qsize() <= 3
    finally:
        microphone.close()


@pytest.mark.parametrize("kind", [Loudspeaker, Microphone])
def test_the_loss_of_the_sound_server_is_noticed_and_the_device_opens_again(
    card: VirtualCard, kind: type[Loudspeaker] | type[Microphone]
) -> None:
    device = kind.open()
    assert becomes(lambda: device.last_callback_seconds < 0.1)
    assert device.alive
    # PortAudio 19.6 spins for ever if its server dies while a stream is still starting.
    time.sleep(1.0)
    card.kill()
    assert becomes(lambda: not device.alive)
    assert device.close()
    assert device.close()
    with pytest.raises(DeviceFault):
        kind.open()
    card.start()
    again = kind.open()
    assert becomes(lambda: again.last_callback_seconds < 0.1)
    assert again.close()


def test_waiting_for_a_sound_ends_when_the_device_is_lost(card: VirtualCard) -> None:
    loudspeaker = Loudspeaker.open()
    playback = loudspeaker.play(tone(60.0), RECORD_RATE_HZ)
    assert becomes(lambda: playback.position > 0.2)
    card.kill()
    assert not playback.wait(timeout=10)
    assert not loudspeaker.alive
    loudspeaker.close()


def test_a_suspended_microphone_is_noticed(card: VirtualCard, microphone: Microphone) -> None:
    card.suspend_microphone(suspended=True)
    assert becomes(lambda: not microphone.alive)
    card.suspend_microphone(suspended=False)
    assert becomes(lambda: microphone.alive)


def test_a_muted_microphone_is_noticed(card: VirtualCard, microphone: Microphone) -> None:
    """Exact zeros, which no room gives; noise ends it."""
    assert becomes(lambda: microphone.muted, seconds=6.0)
    card.speak_into_microphone((tone(0.3) * 20_000).astype(np.int16))
    assert not microphone.muted


@pytest.mark.parametrize(
    ("kind", "word"), [(Loudspeaker, "loudspeaker"), (Microphone, "microphone")]
)
def test_a_device_name_that_is_not_there_is_refused_by_name(
    card: VirtualCard, kind: type[Loudspeaker] | type[Microphone], word: str
) -> None:
    with pytest.raises(DeviceFault, match=f"No {word} is called 'gramophone'"):
        kind.open("gramophone")


@pytest.mark.parametrize("kind", [Loudspeaker, Microphone])
def test_a_device_opens_by_a_part_of_its_name(
    card: VirtualCard, kind: type[Loudspeaker] | type[Microphone]
) -> None:
    device = kind.open("PULS")
    assert becomes(lambda: device.last_callback_seconds < 0.1)
    assert device.close()


def test_devices_are_listed_with_the_default(card: VirtualCard) -> None:
    found = sound_card.devices()
    for direction in ("input", "output"):
        assert [d for d in found if d.direction == direction and d.default]


def test_the_list_is_not_made_anew_while_a_device_is_open(loudspeaker: Loudspeaker) -> None:
    assert not sound_card.refresh()
    assert loudspeaker.alive


def test_the_list_can_be_made_anew_when_none_is_open(card: VirtualCard) -> None:
    assert sound_card.refresh()
    device = Loudspeaker.open()
    assert becomes(lambda: device.last_callback_seconds < 0.1)
    device.close()


NOBODY = """
import sys
from assistant.errors import DeviceFault
from assistant.hearing.microphone import Microphone
from assistant.speaking.loudspeaker import Loudspeaker
for kind in (Loudspeaker, Microphone):
    try:
        kind.open()
    except DeviceFault as fault:
        print(fault)
print("still heard", file=sys.stderr)
"""


def test_with_no_sound_card_each_device_says_so_in_one_sentence_and_nothing_else() -> None:
    """The native libraries' own complaints stay off the terminal."""
    done = subprocess.run(
        [sys.executable, "-c", NOBODY],
        env={"PULSE_SERVER": "unix:/nonexistent/native", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    lines = done.stdout.splitlines()
    assert len(lines) == 2
    assert "loudspeaker" in lines[0]
    assert "microphone" in lines[1]
    assert done.stderr == "still heard\n"


DYING_SERVER = """
import sys, time
from tests.audio.virtual_card import VirtualCard
with VirtualCard() as card:
    card.adopt()
    from assistant.hearing.microphone import Microphone
    for wait in range(0, 30, 3):
        microphone = Microphone.open()
        time.sleep(wait / 1000)
        card.kill()
        deadline = time.monotonic() + 5
        while microphone.alive and time.monotonic() < deadline:
            time.sleep(0.01)
        assert not microphone.alive
        if not microphone.close():
            break
        card.start()
    card.kill()
    card.start()
    again = Microphone.open()
    assert again.read(timeout=5.0) is not None
    assert again.close()
print("well")
"""


def test_a_server_that_dies_while_a_device_opens_hangs_nothing() -> None:
    """PortAudio 19.6 may then spin for ever: it is left behind, and the process still ends."""
    done = subprocess.run(
        [sys.executable, "-c", DYING_SERVER],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == "well\n"
    assert done.stderr == ""
