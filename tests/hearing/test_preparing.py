"""Noise floor, voiced part and narrow band: what is done to sound before it is decoded."""

import numpy as np
import soxr

from assistant.hearing.narrow_band import is_narrow_band, mirrored
from assistant.hearing.noise_floor import (
    NoiseFloor,
    loudest_frame,
    voiced_part,
    with_noise_floor,
)
from assistant.hearing.recognizer import Samples
from tests.hearing.conftest import Say, noisy, quiet


def level_db(samples: Samples) -> float:
    return float(20 * np.log10(np.sqrt(np.square(samples.astype(float)).mean())))


def telephone(samples: Samples) -> Samples:
    low = soxr.resample(soxr.resample(samples.astype(np.float32), 16_000, 8_000), 8_000, 16_000)
    clipped: Samples = np.clip(low, -32768, 32767).astype(np.int16)
    return clipped


def test_the_floor_lies_where_it_should_below_the_loudest_frame(say: Say) -> None:
    speech = np.concatenate((say("read my reasons"), quiet(1.0)))
    floored = with_noise_floor(speech, 45.0)
    below = 20 * np.log10(loudest_frame(speech)) - level_db(floored[-8_000:])
    assert abs(below - 45) < 1


def test_the_floor_is_the_same_each_time(say: Say) -> None:
    speech = say("read my reasons")
    floor = NoiseFloor()
    first = floor.add(speech)
    floor.reset()
    assert np.array_equal(first, floor.add(speech))
    assert np.array_equal(first, with_noise_floor(speech))


def test_the_streamed_floor_follows_the_loudest_sound_so_far() -> None:
    floor = NoiseFloor()
    faint, loud = np.full(4_000, 100, np.int16), np.full(4_000, 10_000, np.int16)
    floor.add(faint)
    before = level_db(floor.add(quiet(0.25)))
    floor.add(loud)
    after = level_db(floor.add(quiet(0.25)))
    floor.add(faint)
    assert after - before > 30
    assert abs(level_db(floor.add(quiet(0.25))) - after) < 1


def test_digital_silence_stays_silence() -> None:
    assert not with_noise_floor(quiet(0.5)).any()
    assert not len(with_noise_floor(quiet(0.0)))


def test_full_scale_does_not_wrap_round() -> None:
    loud = np.tile(np.array([32767, -32768], np.int16), 4_000)
    assert np.array_equal(np.sign(with_noise_floor(loud)), np.sign(loud))


def test_the_voiced_part_leaves_out_the_silence_around_speech(say: Say) -> None:
    speech = say("seven")
    part = voiced_part(with_noise_floor(np.concatenate((quiet(0.8), speech, quiet(1.0)))))
    assert 0.5 * len(speech) < len(part) < len(speech) + 0.3 * 16_000


def test_telephone_sound_is_told_from_full_sound(say: Say) -> None:
    for voice in ("en-us", "en-gb-x-rp+m7", "en-us+f3"):
        speech = say("i want to text him", voice)
        assert is_narrow_band(telephone(speech))
        assert not is_narrow_band(speech)
        assert not is_narrow_band(noisy(speech, 40))


def test_mirroring_fills_the_upper_half_and_keeps_the_lower() -> None:
    times = np.arange(16_000) / 16_000
    tone = (8_000 * np.sin(2 * np.pi * 3_000 * times)).astype(np.int16)
    before = np.abs(np.fft.rfft(tone.astype(float)))
    after = np.abs(np.fft.rfft(mirrored(tone, 0).astype(float)))
    assert abs(after[3_000] / before[3_000] - 1) < 0.01
    assert abs(after[5_000] / before[3_000] - 1) < 0.01
    assert np.delete(after, [3_000, 5_000]).max() < 0.01 * after[3_000]


def test_mirroring_in_pieces_is_mirroring_at_once(say: Say) -> None:
    speech = telephone(say("six"))
    pieces = [mirrored(speech[at : at + 333], at) for at in range(0, len(speech), 333)]
    assert np.array_equal(np.concatenate(pieces), mirrored(speech, 0))
