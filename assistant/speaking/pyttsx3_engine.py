"""Speaks with the platform's voice through pyttsx3, kept in a child process that can be killed."""

import atexit
import contextlib
import json
import queue
import subprocess
import sys
import threading

import numpy as np
import soundfile
import soxr

from assistant.errors import SynthesizerFault
from assistant.speaking.private_folder import make_private_folder, remove
from assistant.speaking.synthesizer import Sound, VoiceProfile

_RATE_HZ = 22_050
_START_SECONDS = 20.0
_HANG_SECONDS = 25.0
_UNUSABLE = "This computer's own voice cannot be used; install 'espeakng-loader' to be spoken to."
_HUNG = "The voice did not answer and was started again; that sentence is only shown."


class Pyttsx3Synthesizer:
    """A `Synthesizer`; one sentence at a time, from any thread.

    A child process writes the sentence into a folder of mode 0700, in memory where the system
    has such a place. The file is read and deleted at once; the folder goes with the child, and
    at the latest at the next start. The next child gets ready while this sentence is heard.

    Raises:
        SynthesizerFault: if pyttsx3 or the platform's voice cannot be used here.

    """

    name = "pyttsx3"
    sample_rate_hz = _RATE_HZ

    def __init__(self, *, hang_seconds: float = _HANG_SECONDS) -> None:
        self._hang_seconds = hang_seconds
        self._lock = threading.Lock()
        self._closed = False
        self._child: _Child | None = None
        try:
            self._child = _Child()
            self._child.wait_until_ready()
        except (OSError, ValueError, queue.Empty) as error:
            self._end_child()
            raise SynthesizerFault(_UNUSABLE) from error
        atexit.register(self.close)

    def synthesize(self, text: str, profile: VoiceProfile) -> Sound:
        """Return `text` as sound, shape (n,), 22 050 Hz, with the profile's pause after it."""
        if not any(letter.isalnum() for letter in text):
            return np.zeros(0, dtype=np.float32)
        with self._lock:
            try:
                child = self._child or _Child()
                self._child = child
                spoken = child.speak(text, profile, self._hang_seconds)
            except (OSError, ValueError, RuntimeError, queue.Empty) as error:
                raise SynthesizerFault(_HUNG) from error
            finally:
                self._end_child()
            if not self._closed:
                with contextlib.suppress(OSError):
                    self._child = _Child()
        pause = np.zeros(round(profile.pause_seconds * _RATE_HZ), dtype=np.float32)
        return np.concatenate([spoken * np.float32(profile.volume), pause])

    def close(self) -> None:
        """End the child and delete its folder; may be called twice."""
        self._closed = True
        atexit.unregister(self.close)
        with self._lock:
            self._end_child()

    @property
    def helper(self) -> int | None:
        """Process id of the child that will speak next, for diagnosis."""
        return self._child.process.pid if self._child else None

    def _end_child(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()


class _Child:
    """One helper process with its folder, good for one sentence."""

    def __init__(self) -> None:
        self.folder = make_private_folder()
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "assistant.speaking.pyttsx3_helper", str(self.folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            )
        except OSError:
            remove(self.folder)
            raise
        self._ready = False
        self._answers: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, name="voice helper", daemon=True)
        self._reader.start()

    def wait_until_ready(self) -> None:
        """Return when the engine is loaded; OSError if it cannot be, `queue.Empty` if it hangs."""
        if not self._ready:
            self._expect_ok(_START_SECONDS)
            self._ready = True

    def speak(self, text: str, profile: VoiceProfile, timeout: float) -> Sound:
        """Return the sentence as sound at `_RATE_HZ`; errors as `wait_until_ready`."""
        self.wait_until_ready()
        file = self.folder / "sound.wav"
        request: dict[str, object] = {
            "text": text,
            "file": str(file),
            "rate": profile.words_per_minute,
            "pitch": profile.pitch,
            "volume": 1.0,
            "voice": profile.voice,
        }
        if self.process.stdin is None:
            raise OSError
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        try:
            self._expect_ok(timeout)
            samples, rate = soundfile.read(file, dtype="float32", always_2d=True)
        finally:
            file.unlink(missing_ok=True)
        mono = samples.mean(axis=1)
        sound: Sound = soxr.resample(mono, rate, _RATE_HZ) if rate != _RATE_HZ else mono
        return sound.astype(np.float32)

    def end(self) -> None:
        """Kill the process and delete the folder."""
        self.process.kill()
        self.process.wait()
        self._reader.join(timeout=2.0)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        remove(self.folder)

    def _expect_ok(self, timeout: float) -> None:
        line = self._answers.get(timeout=timeout)
        if not line or not json.loads(line)["ok"]:
            raise OSError

    def _read(self) -> None:
        if self.process.stdout is not None:
            for line in self.process.stdout:
                self._answers.put(line)
        self._answers.put("")
