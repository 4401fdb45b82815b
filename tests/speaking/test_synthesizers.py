"""Text becomes sound in memory; no engine leaves a file or shows the text to other processes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import SynthesizerFault, UsageFault
from assistant.speaking import choose, espeak_library, private_folder
from assistant.speaking.choose import choose_synthesizer
from assistant.speaking.espeak import EspeakSynthesizer, sentences
from assistant.speaking.pyttsx3_engine import Pyttsx3Synthesizer
from assistant.speaking.synthesizer import Sound, Synthesizer, VoiceProfile

CALM = VoiceProfile("calm")
TEXT = "This urge will rise, peak and pass. Stay here with me."
LONG = "You said that he never listened. " * 400


def loudness(sound: Sound) -> float:
    return float(np.sqrt(np.mean(np.square(sound))))


@pytest.fixture(scope="module")
def pyttsx3_voice() -> Iterator[Pyttsx3Synthesizer]:
    voice = Pyttsx3Synthesizer()
    yield voice
    voice.close()


@pytest.fixture(params=["espeak", "pyttsx3"])
def voice(request: pytest.FixtureRequest, pyttsx3_voice: Pyttsx3Synthesizer) -> Synthesizer:
    return EspeakSynthesizer() if request.param == "espeak" else pyttsx3_voice


def test_a_sentence_becomes_audible_sound_of_a_plausible_length(voice: Synthesizer) -> None:
    sound = voice.synthesize(TEXT, CALM)
    assert sound.dtype == np.float32
    assert 3.0 < len(sound) / voice.sample_rate_hz < 7.0
    assert loudness(sound) > 0.02
    assert np.abs(sound).max() <= 1.0


def test_each_sentence_is_new_sound_and_none_is_lost(voice: Synthesizer) -> None:
    short, long, again = (
        voice.synthesize(text, CALM) for text in ("Breathe in.", TEXT, "Breathe in.")
    )
    assert len(long) > 2 * len(short)
    assert len(again) == pytest.approx(len(short), rel=0.05)


def test_a_slower_profile_takes_longer_and_a_quieter_one_is_quieter(voice: Synthesizer) -> None:
    usual = voice.synthesize(TEXT, CALM)
    slow = voice.synthesize(TEXT, VoiceProfile("slow", words_per_minute=110))
    quiet = voice.synthesize(TEXT, VoiceProfile("quiet", volume=0.25))
    assert len(slow) > 1.15 * len(usual)
    assert loudness(quiet) == pytest.approx(loudness(usual) / 4, rel=0.05)


def test_text_with_nothing_to_say_is_silence(voice: Synthesizer) -> None:
    assert len(voice.synthesize(" … - ", CALM)) == 0


def test_an_unknown_voice_speaks_with_the_default_voice(voice: Synthesizer) -> None:
    assert loudness(voice.synthesize(TEXT, VoiceProfile("odd", voice="atlantean+x9"))) > 0.02


def test_a_voice_that_is_not_installed_is_named_once() -> None:
    voice = EspeakSynthesizer()
    voice.synthesize(TEXT, VoiceProfile("odd", voice="atlantean+x9"))
    voice.synthesize(TEXT, VoiceProfile("odd", voice="atlantean+x9"))
    voice.synthesize(TEXT, CALM)
    assert len(voice.faults) == 1
    assert "atlantean+x9" in voice.faults[0]


def test_pitch_changes_the_voice() -> None:
    voice = EspeakSynthesizer()
    low = voice.synthesize(TEXT, VoiceProfile("low", pitch=10))
    high = voice.synthesize(TEXT, VoiceProfile("high", pitch=90))
    shared = min(len(low), len(high))
    assert not np.allclose(low[:shared], high[:shared], atol=0.01)


def test_each_sentence_ends_with_the_profiles_pause() -> None:
    voice = EspeakSynthesizer()
    without, with_pause = (
        voice.synthesize("One. Two.", VoiceProfile("p", pause_seconds=pause))
        for pause in (0.0, 0.5)
    )
    added = (len(with_pause) - len(without)) / voice.sample_rate_hz
    assert added == pytest.approx(2 * 0.5, abs=0.05)
    assert not with_pause[-round(0.49 * voice.sample_rate_hz) :].any()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("He said 3.5 times.", ["He said 3.5 times."]),
        ("... --", []),
        ("no stop", ["no stop"]),
    ],
)
def test_text_is_cut_at_the_ends_of_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


def test_speech_can_be_given_up_half_way() -> None:
    library = espeak_library.espeak()
    heard = iter([True] * 10)
    whole = library.speak(TEXT, espeak_library.EspeakVoice())
    part = library.speak(TEXT, espeak_library.EspeakVoice(), lambda: next(heard, False))
    assert 0 < len(part) < len(whole) / 2


def folders() -> list[Path]:
    return list(private_folder._parent().glob(f"steady-sound-{os.getpid()}-*"))


def test_the_platforms_voice_leaves_no_file_behind(pyttsx3_voice: Pyttsx3Synthesizer) -> None:
    assert len(pyttsx3_voice.synthesize(TEXT, CALM)) > 0
    assert [file for folder in folders() for file in folder.iterdir()] == []


def test_only_the_owner_may_enter_the_folder_of_passing_files(
    pyttsx3_voice: Pyttsx3Synthesizer,
) -> None:
    assert [folder.stat().st_mode & 0o777 for folder in folders()] == [0o700]


def test_a_voice_that_is_killed_leaves_no_file_and_speaks_again() -> None:
    before = set(folders())
    voice = Pyttsx3Synthesizer()
    assert voice.helper is not None
    os.kill(voice.helper, signal.SIGKILL)
    with pytest.raises(SynthesizerFault):
        voice.synthesize(LONG, CALM)
    assert set(folders()) == before
    assert len(voice.synthesize(TEXT, CALM)) > 0
    voice.close()
    assert set(folders()) == before


def test_a_voice_that_hangs_is_given_up_and_leaves_no_file() -> None:
    before = set(folders())
    voice = Pyttsx3Synthesizer(hang_seconds=0.2)
    assert voice.helper is not None
    os.kill(voice.helper, signal.SIGSTOP)
    with pytest.raises(SynthesizerFault):
        voice.synthesize(TEXT, CALM)
    voice.close()
    assert set(folders()) == before


SPEAKER = """
import sys
from assistant.speaking.pyttsx3_engine import Pyttsx3Synthesizer
from assistant.speaking.synthesizer import VoiceProfile
voice = Pyttsx3Synthesizer()
print(voice.helper, voice._child.folder, flush=True)
voice.synthesize(sys.stdin.read(), VoiceProfile("calm"))
print("done", flush=True)
"""


def test_a_session_killed_while_it_speaks_leaves_no_file_and_no_text_in_the_process_list() -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", SPEAKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdin is not None
    assert child.stdout is not None
    helper, folder = child.stdout.readline().split()
    child.stdin.write(LONG * 20)
    child.stdin.close()
    arguments = Path(f"/proc/{helper}/cmdline").read_bytes()
    child.kill()
    child.wait()
    child.stdout.close()
    assert b"never" not in arguments
    deadline = time.monotonic() + 30
    while Path(folder).exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not Path(folder).exists()


def test_what_a_power_cut_left_is_swept_at_the_next_start(tmp_path: Path) -> None:
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"],
        capture_output=True,
        text=True,
        check=True,
    )
    stale = tmp_path / f"steady-sound-{gone.stdout.strip()}-abc"
    ours = tmp_path / f"steady-sound-{os.getpid()}-abc"
    for folder in (stale, ours):
        folder.mkdir()
        (folder / "x.wav").write_bytes(b"spoken")
    private_folder.sweep(tmp_path)
    assert not stale.exists()
    assert ours.exists()


def test_a_name_that_no_engine_has_is_refused_with_the_names_that_exist() -> None:
    with pytest.raises(UsageFault, match="auto, espeak, pyttsx3"):
        choose_synthesizer("festival")


def cannot() -> Synthesizer:
    raise SynthesizerFault("no")


def test_linux_speaks_with_espeak_and_falls_back(monkeypatch: pytest.MonkeyPatch) -> None:
    assert choose_synthesizer("auto", "linux").name == "espeak"
    monkeypatch.setitem(choose.ENGINES, "espeak", cannot)
    fallback = choose_synthesizer("auto", "linux")
    assert fallback.name == "pyttsx3"
    fallback.close()


def test_with_no_voice_at_all_one_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in choose.ENGINES:
        monkeypatch.setitem(choose.ENGINES, name, cannot)
    with pytest.raises(SynthesizerFault, match="espeakng-loader"):
        choose_synthesizer("auto", "linux")


def test_a_missing_library_is_a_fault_that_names_the_package() -> None:
    """Real lookup, in a process where neither the wheel nor a system library can be loaded."""
    script = (
        "import ctypes, json, sys\n"
        "sys.modules['espeakng_loader'] = None\n"
        "def refuse(*_): raise OSError\n"
        "ctypes.CDLL = refuse\n"
        "from assistant.speaking.espeak_library import espeak\n"
        "from assistant.errors import SynthesizerFault\n"
        "try:\n    espeak()\n"
        "except SynthesizerFault as fault:\n    print(json.dumps(str(fault)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert "espeakng-loader" in json.loads(done.stdout)
