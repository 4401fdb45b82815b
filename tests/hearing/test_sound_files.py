import os
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from assistant.errors import SoundFileFault
from assistant.hearing import sound_files
from assistant.hearing.sound_files import read_sound_file


def tone(rate_hz: int, seconds: float = 1.0, level: float = 0.5) -> NDArray[np.float64]:
    times = np.arange(round(rate_hz * seconds)) / rate_hz
    return np.asarray(level * np.sin(2 * np.pi * 440 * times), dtype=np.float64)


def is_the_tone(samples: NDArray[np.int16], level: float = 0.5) -> bool:
    """One second of 440 Hz at the level it was written with."""
    spectrum = np.abs(np.fft.rfft(samples.astype(float)))
    right_pitch = abs(int(spectrum.argmax()) * 16_000 / len(samples) - 440) < 2
    loudness = np.sqrt(np.square(samples / 32767.0).mean()) * np.sqrt(2)
    return bool(right_pitch and abs(loudness - level) < 0.02 and abs(len(samples) - 16_000) <= 2)


@pytest.mark.parametrize(
    ("name", "rate_hz", "subtype"),
    [
        ("plain.wav", 16_000, "PCM_16"),
        ("telephone.wav", 8_000, "ULAW"),
        ("studio.wav", 96_000, "PCM_24"),
        ("float.wav", 44_100, "FLOAT"),
        ("double.wav", 22_050, "DOUBLE"),
        ("bytes.wav", 11_025, "PCM_U8"),
        ("packed.flac", 48_000, "PCM_16"),
        ("lossy.ogg", 48_000, "VORBIS"),
        ("apple.aiff", 44_100, "PCM_16"),
    ],
)
def test_every_common_format_becomes_16_khz_mono(
    tmp_path: Path, name: str, rate_hz: int, subtype: str
) -> None:
    soundfile.write(tmp_path / name, tone(rate_hz), rate_hz, subtype=subtype)
    samples = read_sound_file(tmp_path / name)
    assert samples.dtype == np.int16
    assert is_the_tone(samples)


def test_stereo_is_mixed_to_one_channel(tmp_path: Path) -> None:
    both = np.stack((tone(16_000, level=0.6), tone(16_000, level=0.4)), axis=1)
    soundfile.write(tmp_path / "stereo.wav", both, 16_000)
    assert is_the_tone(read_sound_file(tmp_path / "stereo.wav"))


def test_channels_that_cancel_each_other_are_still_heard(tmp_path: Path) -> None:
    both = np.stack((tone(16_000), -tone(16_000)), axis=1)
    soundfile.write(tmp_path / "opposed.wav", both, 16_000)
    assert is_the_tone(read_sound_file(tmp_path / "opposed.wav"))


def test_a_float_file_above_full_scale_is_not_distorted(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "loud.wav", tone(16_000, level=20.0), 16_000, subtype="FLOAT")
    assert is_the_tone(read_sound_file(tmp_path / "loud.wav"), level=1.0)


def test_values_that_are_no_numbers_do_not_spread(tmp_path: Path) -> None:
    sound = tone(16_000)
    sound[::1000] = np.nan
    soundfile.write(tmp_path / "holes.wav", sound, 16_000, subtype="FLOAT")
    assert is_the_tone(read_sound_file(tmp_path / "holes.wav"))


def test_a_silent_file_is_no_fault(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "silent.wav", np.zeros(8_000), 16_000)
    samples = read_sound_file(tmp_path / "silent.wav")
    assert len(samples) == 8_000
    assert not samples.any()


@pytest.mark.parametrize("name", ["cut.wav", "cut.flac"])
def test_a_file_that_is_cut_off_is_read_as_far_as_it_goes(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    noise = np.random.default_rng(1).uniform(-0.5, 0.5, 160_000)
    soundfile.write(path, noise, 16_000)
    whole = read_sound_file(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    part = read_sound_file(path)
    assert 0 < len(part) < len(whole)
    common = min(len(part), 40_000)
    assert np.array_equal(part[:common], whole[:common])


def _empty_header(path: Path) -> None:
    soundfile.write(path, np.zeros(0), 16_000)


def _no_bytes(path: Path) -> None:
    path.touch()


def _text(path: Path) -> None:
    path.write_text("this is a letter, not a sound\n" * 50)


def _random(path: Path) -> None:
    path.write_bytes(np.random.default_rng(3).bytes(5_000))


def _half_header(path: Path) -> None:
    soundfile.write(path, tone(16_000), 16_000)
    path.write_bytes(path.read_bytes()[:20])


def _folder(path: Path) -> None:
    path.mkdir()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _missing(path: Path) -> None:
    path.unlink(missing_ok=True)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (_empty_header, "empty"),
        (_no_bytes, "empty"),
        (_text, "not a sound file"),
        (_random, "not a sound file"),
        (_half_header, "sound"),
        (_folder, "folder"),
        (_pipe, "not a file"),
        (_missing, "no file"),
    ],
)
def test_what_is_no_sound_is_said_in_one_sentence_with_the_name(
    tmp_path: Path, make: "object", says: str
) -> None:
    path = tmp_path / "given.wav"
    assert callable(make)
    make(path)
    with pytest.raises(SoundFileFault) as caught:
        read_sound_file(path)
    message = str(caught.value)
    assert says in message
    assert "given.wav" in message
    assert "\n" not in message


def test_a_raw_file_without_a_header_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "given.raw"
    path.write_bytes(tone(16_000).astype(np.int16).tobytes())
    with pytest.raises(SoundFileFault, match="WAV or FLAC"):
        read_sound_file(path)


def test_a_file_of_more_than_the_longest_time_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sound_files, "LONGEST_SECONDS", 60)
    soundfile.write(tmp_path / "long.wav", np.zeros(61 * 4_000), 4_000)
    with pytest.raises(SoundFileFault, match="longer than 1 minutes"):
        read_sound_file(tmp_path / "long.wav")


def test_an_impossible_rate_is_refused(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "slow.wav", np.zeros(100), 10)
    with pytest.raises(SoundFileFault, match="sample rate of 10 Hz"):
        read_sound_file(tmp_path / "slow.wav")
