"""Breathing tones are told apart with eyes closed, last exactly as long as asked, never click."""

from pathlib import Path

import numpy as np
import pytest

from assistant.errors import DataFault
from assistant.resources import data_folder
from assistant.speaking.cues import BREATH_KINDS, SIGNS, Cues, load_cues
from assistant.speaking.profiles import load_profiles
from assistant.speaking.synthesizer import Sound

RATE_HZ = 48_000


@pytest.fixture(scope="module")
def cues() -> Cues:
    return load_cues(data_folder("voices"))


def pitch(sound: Sound) -> float:
    """Return the strongest frequency in Hz."""
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 8 * len(sound)))
    return float(np.argmax(spectrum)) * RATE_HZ / (8 * len(sound))


def loudness(sound: Sound) -> float:
    return float(np.sqrt(np.mean(np.square(sound))))


@pytest.mark.parametrize("kind", BREATH_KINDS)
@pytest.mark.parametrize("seconds", [0.5, 1.0, 3.3333, 8.0])
def test_a_tone_has_exactly_the_length_of_its_part_of_the_breath(
    cues: Cues, kind: str, seconds: float
) -> None:
    assert len(cues.breath[kind].sound(seconds, RATE_HZ)) == round(seconds * RATE_HZ)


@pytest.mark.parametrize("kind", BREATH_KINDS)
@pytest.mark.parametrize("seconds", [0.5, 1.0, 8.0])
def test_a_tone_begins_and_ends_in_silence_and_makes_no_step(
    cues: Cues, kind: str, seconds: float
) -> None:
    sound = cues.breath[kind].sound(seconds, RATE_HZ)
    assert abs(sound[0]) < 1e-4
    assert abs(sound[-1]) < 1e-4
    assert np.abs(np.diff(sound)).max() < 0.05
    assert np.abs(sound).max() <= 0.5


def test_in_rises_out_falls_hold_stays_and_a_sip_rises_above_in(cues: Cues) -> None:
    def ends(kind: str, seconds: float) -> tuple[float, float]:
        sound = cues.breath[kind].sound(seconds, RATE_HZ)
        part = len(sound) // 4
        return pitch(sound[:part]), pitch(sound[-2 * part : -part])

    rising, falling, held, second = (
        ends(kind, seconds) for kind, seconds in (("in", 4), ("out", 6), ("hold", 4), ("sip", 1))
    )
    assert rising[1] > 1.15 * rising[0]
    assert falling[1] < 0.87 * falling[0]
    assert held[1] == pytest.approx(held[0], rel=0.01)
    assert second[1] > second[0]
    assert second[0] > rising[0]


def test_a_hold_is_softer_than_a_breath_and_a_rest_is_nearly_silent(cues: Cues) -> None:
    levels = {kind: loudness(cues.breath[kind].sound(4.0, RATE_HZ)) for kind in BREATH_KINDS}
    assert levels["rest"] < 0.1 * levels["in"]
    assert levels["hold"] < 0.7 * levels["in"]


@pytest.mark.parametrize("name", SIGNS)
def test_signs_are_short_and_soft(cues: Cues, name: str) -> None:
    sign = cues.signs[name]
    sound = sign.sound(sign.seconds, RATE_HZ)
    assert 0.05 < len(sound) / RATE_HZ <= 0.6
    assert 0.01 < np.abs(sound).max() <= 0.2


def written(tmp_path: Path, name: str, old: str, new: str) -> Path:
    source = (data_folder("voices") / name).read_text(encoding="utf-8")
    assert old in source
    (tmp_path / name).write_text(source.replace(old, new, 1), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("from_hz: 196", "from_hz: 2", "20 Hz"),
        ("level: 0.22", "level: 3", "level"),
        ("attack: 0.5, ", "", "'attack' is missing"),
        ("attack: 0.5", "attack: soon", "not a number"),
        ("attack: 0.5", "attack: -1", "attack"),
        ("partials: [1, 0.35, 0.12]", "partials: [0]", "partials"),
        ("  in: {from_hz", "  inn: {from_hz", "'inn'"),
    ],
)
def test_a_fault_in_the_tones_names_file_and_line(
    tmp_path: Path, old: str, new: str, what: str
) -> None:
    with pytest.raises(DataFault, match=what) as caught:
        load_cues(written(tmp_path, "cues.yaml", old, new))
    assert caught.value.file == "voices/cues.yaml"
    assert caught.value.line is not None


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("words_per_minute: 145", "words_per_minute: 900", "words_per_minute"),
        ("volume: 0.9", "volume: loud", "not a number"),
        ("  pitch: 42\n", "", "'pitch' is missing"),
        ("\ncalm:", "\ncalmer:", "'calm' is missing"),
    ],
)
def test_a_fault_in_a_voice_names_file_and_line(
    tmp_path: Path, old: str, new: str, what: str
) -> None:
    with pytest.raises(DataFault, match=what) as caught:
        load_profiles(written(tmp_path, "voices.yaml", old, new))
    assert caught.value.file == "voices/voices.yaml"
    assert caught.value.line is not None


def test_the_bundled_voices_are_calm_by_default_and_slower_when_low() -> None:
    profiles = load_profiles(data_folder("voices"))
    assert profiles["low"].words_per_minute < profiles["calm"].words_per_minute < 160
    assert profiles["low"].pitch < profiles["calm"].pitch
