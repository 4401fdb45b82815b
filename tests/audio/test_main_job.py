"""The main job on a real sound card: said into a microphone, heard from a loudspeaker.

A sentence is played into the virtual microphone; what the loudspeaker gives is recorded,
recognized again by a recognizer that knows nothing of the session, and must hold the words of a
reason that was stored in this very run.
"""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import soxr

from assistant.hearing.ears import Utterance
from assistant.hearing.plain import PlainEars
from assistant.hearing.recognizer import SAMPLE_RATE_HZ, Samples
from assistant.hearing.sound_files import read_sound_file
from assistant.speaking.espeak import EspeakSynthesizer
from assistant.speaking.synthesizer import VoiceProfile
from tests.audio.virtual_card import VirtualCard
from tests.packaging.wheel import ROOT, build_wheel, install_wheel

pytestmark = [pytest.mark.audio, pytest.mark.timeout(300)]

REASON = "He shouted at me in the kitchen on Sunday morning"
VOICE = VoiceProfile("person", words_per_minute=165, pitch=50, voice="en-us+f5")
ANSWER_SECONDS = 40.0
WANT = read_sound_file(ROOT / "voices" / "en" / "demo" / "i-want-to-text-him.flac")


class LiveSession:
    """A session in a process of its own, on the virtual card."""

    def __init__(self, command: Sequence[str], environment: dict[str, str], folder: Path) -> None:
        self._process = subprocess.Popen(
            [*command, "talk", "--json"],
            env=environment,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._events: queue.Queue[dict[str, object]] = queue.Queue()
        self.seen: list[dict[str, object]] = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._events.put(json.loads(line))

    def heard(self, intent: str, seconds: float) -> bool:
        """Tell whether an utterance is taken for this intent in time."""
        try:
            self.wait_for(seconds, event="heard", intent=intent)
        except AssertionError:
            return False
        return True

    def wait_for(self, seconds: float = ANSWER_SECONDS, **fields: object) -> dict[str, object]:
        """Wait for an event with these fields."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            try:
                event = self._events.get(timeout=left)
            except queue.Empty:
                break
            self.seen.append(event)
            if all(event.get(key) == value for key, value in fields.items()):
                return event
        raise AssertionError(f"no event {fields} after {self.seen}")

    def interrupt(self) -> int:
        """Press Ctrl-C; returns the exit code."""
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(timeout=30)

    def end(self) -> None:
        """End it in any case."""
        self._process.kill()
        self._process.communicate()


def spoken(text: str) -> Samples:
    """Speak a sentence in a voice that is not Steady's, with some quiet around it."""
    synthesizer = EspeakSynthesizer()
    sound = synthesizer.synthesize(text, VOICE)
    at_rate = soxr.resample(sound, synthesizer.sample_rate_hz, SAMPLE_RATE_HZ)
    quiet = np.zeros(SAMPLE_RATE_HZ // 2, dtype=np.int16)
    return np.concatenate((quiet, (np.clip(at_rate, -1, 1) * 20_000).astype(np.int16), quiet))


def say_until_heard(card: VirtualCard, live: LiveSession, sound: Samples, intent: str) -> None:
    """Say it, and say it again if it was misheard, as a person does; at most four times."""
    for _ in range(4):
        card.speak_into_microphone(sound)
        if live.heard(intent, seconds=6.0):
            return
    raise AssertionError(f"never heard as {intent}: {live.seen}")


def recognized(samples: Samples) -> set[str]:
    """Return the words that a plain recognizer with a general model hears."""
    ears = PlainEars()
    padded = np.concatenate((samples, np.zeros(16_000, dtype=np.int16)))
    words: set[str] = set()
    for event in ears.push(padded):
        if isinstance(event, Utterance):
            words.update(event.heard.text.split())
    return words


@contextmanager
def session(
    command: Sequence[str], card: VirtualCard, home: Path
) -> Iterator[tuple[LiveSession, dict[str, str]]]:
    environment = {
        **os.environ,
        **card.environment,
        "STEADY_HOME": str(home),
        "PYTHONPATH": str(ROOT) if command[0] == sys.executable else "",
    }
    subprocess.run(
        [*command, "reasons", "add"], env=environment, cwd=home, input=REASON, text=True, check=True
    )
    live = LiveSession(command, environment, home)
    try:
        yield live, environment
    finally:
        live.end()


def hear_the_reason(command: Sequence[str], card: VirtualCard, home: Path) -> None:
    with session(command, card, home) as (live, environment):
        live.wait_for(event="say", source="lines/greeting")
        time.sleep(4)
        say_until_heard(card, live, WANT, "urge_contact")
        live.wait_for(event="ask", expects="rate no")
        # Nobody answers: the number is skipped after its time.
        with card.recording() as recording:
            live.wait_for(event="say", source="reason:1")
            live.wait_for(event="ask")
            time.sleep(4)
            sound = recording.samples
        assert live.interrupt() == 0
    wanted = set(REASON.lower().split())
    found = recognized(sound) & wanted
    assert len(found) >= 0.6 * len(wanted), f"only {sorted(found)} of {sorted(wanted)}"
    listed = subprocess.run(
        [*command, "reasons", "list", "--json"],
        env=environment,
        cwd=home,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(listed.stdout)["times_heard"] == 1


def test_she_says_it_and_hears_her_own_reason(card: VirtualCard, tmp_path: Path) -> None:
    hear_the_reason([sys.executable, "-m", "assistant"], card, tmp_path)


@pytest.mark.wheel
def test_the_same_with_the_wheel_installed(card: VirtualCard, tmp_path: Path) -> None:
    python = install_wheel(build_wheel(tmp_path / "wheel"), tmp_path / "venv")
    home = tmp_path / "home"
    home.mkdir()
    hear_the_reason([str(python.parent / "steady")], card, home)


def test_stop_silences_it_in_the_middle(card: VirtualCard, tmp_path: Path) -> None:
    with session([sys.executable, "-m", "assistant"], card, tmp_path) as (live, _):
        live.wait_for(event="say", source="lines/greeting")
        time.sleep(4)
        say_until_heard(card, live, spoken("box breathing"), "breathe")
        live.wait_for(event="breathe", phase="in")
        say_until_heard(card, live, spoken("stop"), "stop")
        live.wait_for(event="say", source="lines/stopped")
        time.sleep(5)
        with card.recording() as recording:
            time.sleep(2)
            assert np.abs(recording.samples).max(initial=0) < 50
        assert live.interrupt() == 0
