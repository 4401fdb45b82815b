"""A private PulseAudio daemon with a virtual microphone and loudspeaker, for tests and scripts.

As a script, from the project's folder::

    python -m tests.audio.virtual_card run -- COMMAND ARGUMENT…

runs a command on a virtual card, with nothing to hear and nobody listening.
"""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

CARD_RATE_HZ = 48_000
RECORD_RATE_HZ = 16_000
LOUDSPEAKER = "vspk"
MICROPHONE_FEED = "vmic_in"
MICROPHONE = "vmic_src"
_START_SECONDS = 10.0
_TIMEOUT_SECONDS = 60.0

# norewinds: without it null sinks buffer two seconds and callbacks come in bursts
_SINK = "norewinds=1 rate=48000 channels=1 format=s16le"
_SCRIPT = f"""\
.fail
load-module module-native-protocol-unix socket={{socket}} auth-anonymous=1
load-module module-null-sink sink_name={LOUDSPEAKER} {_SINK}
load-module module-null-sink sink_name={MICROPHONE_FEED} {_SINK}
load-module module-remap-source source_name={MICROPHONE} master={MICROPHONE_FEED}.monitor
set-default-sink {LOUDSPEAKER}
set-default-source {MICROPHONE}
"""


class VirtualCard:
    """A sound card of its own: `with VirtualCard() as card`.

    Processes that should use it get `card.environment`; `adopt` puts it into this process.
    """

    def __init__(self) -> None:
        for program in ("pulseaudio", "pactl", "pacat", "parec"):
            if shutil.which(program) is None:
                message = (
                    f"'{program}' is missing; install it (Debian: apt install pulseaudio "
                    "pulseaudio-utils libportaudio2 libasound2-plugins)."
                )
                raise RuntimeError(message)
        self._folder = Path(tempfile.mkdtemp(prefix="card-"))
        self._socket = self._folder / "run" / "native"
        self._daemon: subprocess.Popen[bytes] | None = None
        self.environment = {
            "PULSE_SERVER": f"unix:{self._socket}",
            "PULSE_COOKIE": str(self._folder / "cookie"),
        }

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start the daemon, also again after `kill`; returns when it answers."""
        for name in ("run", "home", "conf"):
            (self._folder / name).mkdir(mode=0o700, exist_ok=True)
        script = self._folder / "daemon.pa"
        script.write_text(_SCRIPT.format(socket=self._socket), encoding="utf-8")
        private = {
            "HOME": str(self._folder / "home"),
            "XDG_RUNTIME_DIR": str(self._folder / "run"),
            "PULSE_RUNTIME_PATH": str(self._folder / "run"),
            "PULSE_STATE_PATH": str(self._folder / "home"),
            "PULSE_CONFIG_PATH": str(self._folder / "conf"),
        }
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PULSE_")}
        self._daemon = subprocess.Popen(
            [
                *("pulseaudio", "--daemonize=no", "--system=no", "--disallow-exit"),
                *("--exit-idle-time=-1", "--disable-shm=yes", "--use-pid-file=no"),
                *("--realtime=no", "--high-priority=no", "-n", "-F", str(script)),
                f"--log-target=file:{self._folder / 'log'}",
            ],
            env=environment | private,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - one C call, no lock is taken
        )
        deadline = time.monotonic() + _START_SECONDS
        while self._call("pactl", "info", check=False).returncode != 0:
            if self._daemon.poll() is not None or time.monotonic() > deadline:
                log = (self._folder / "log").read_text(encoding="utf-8", errors="replace")
                self.close()
                message = f"The virtual sound card did not start: {log[-500:]}"
                raise RuntimeError(message)
            time.sleep(0.02)

    def kill(self) -> None:
        """End the daemon at once, as a crash would."""
        if self._daemon is not None:
            self._daemon.send_signal(signal.SIGKILL)
            self._daemon.wait()
            self._daemon = None
        self._socket.unlink(missing_ok=True)

    def close(self) -> None:
        """End the daemon and delete its folder."""
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def adopt(self) -> None:
        """Make this process use the card, also if sounddevice was imported before."""
        os.environ.update(self.environment)
        os.environ.pop("PULSE_LATENCY_MSEC", None)
        if (library := sys.modules.get("sounddevice")) is not None:
            library._terminate()
            library._initialize()

    # --- what goes in and comes out -----------------------------------------------------

    def speak_into_microphone(
        self, samples: NDArray[np.int16], rate_hz: int = RECORD_RATE_HZ
    ) -> None:
        """Play samples, shape (n,), into the virtual microphone; returns when they are over."""
        subprocess.run(
            ["pacat", "--raw", f"--device={MICROPHONE_FEED}", *_format(rate_hz)],
            input=samples.astype("<i2").tobytes(),
            env=os.environ | self.environment,
            check=True,
            timeout=len(samples) / rate_hz + _TIMEOUT_SECONDS,
        )

    @contextlib.contextmanager
    def recording(self, rate_hz: int = RECORD_RATE_HZ) -> Iterator["Recording"]:
        """Record what comes out of the loudspeaker, until the block ends."""
        recording = Recording(
            self.environment, self._folder / f"rec-{time.monotonic_ns()}", rate_hz
        )
        try:
            yield recording
        finally:
            recording.end()

    # --- what can go wrong ----------------------------------------------------------------

    def pactl(self, *arguments: str) -> str:
        """Run `pactl` on this card."""
        return self._call("pactl", *arguments).stdout

    def unload(self, *words: str) -> None:
        """Unload the modules whose line holds all words: ("sink_name=vspk",), ("remap",)."""
        for line in self.pactl("list", "short", "modules").splitlines():
            if all(word in line for word in words):
                self.pactl("unload-module", line.split("\t")[0])

    def mute_microphone(self, *, muted: bool) -> None:
        """Mute or unmute: a muted one gives exact zeros."""
        self.pactl("set-source-mute", MICROPHONE, "1" if muted else "0")

    def suspend_microphone(self, *, suspended: bool) -> None:
        """Stop its blocks without an error, or let them flow again."""
        self.pactl("suspend-source", MICROPHONE, "1" if suspended else "0")

    @property
    def intact(self) -> bool:
        """The daemon runs with its loudspeaker and its microphone, neither muted nor suspended."""
        if self._daemon is None or self._daemon.poll() is not None:
            return False
        sources = self.pactl("list", "sources")
        microphone = sources.partition(f"Name: {MICROPHONE}\n")[2].partition("Source #")[0]
        return (
            f"\t{LOUDSPEAKER}\t" in self.pactl("list", "short", "sinks")
            and "Mute: no" in microphone
        )

    def _call(
        self, program: str, *arguments: str, check: bool = True
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [program, *arguments],
            env=os.environ | self.environment,
            capture_output=True,
            text=True,
            check=check,
            timeout=_TIMEOUT_SECONDS,
        )


class Recording:
    """A running recording of the loudspeaker."""

    def __init__(self, environment: dict[str, str], file: Path, rate_hz: int) -> None:
        self.rate_hz = rate_hz
        self._file = file
        with file.open("wb") as out:
            self._process = subprocess.Popen(
                [
                    *("parec", "--raw", f"--device={LOUDSPEAKER}.monitor", "--latency-msec=20"),
                    *_format(rate_hz),
                ],
                stdout=out,
                env=os.environ | environment,
            )
        deadline = time.monotonic() + _START_SECONDS
        while not file.stat().st_size and time.monotonic() < deadline:
            time.sleep(0.01)

    @property
    def samples(self) -> NDArray[np.int16]:
        """What was recorded until now: shape (n,)."""
        data = self._file.read_bytes()
        return np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2").astype(np.int16)

    def wait_for(self, seconds: float) -> None:
        """Wait until so much was recorded."""
        deadline = time.monotonic() + seconds + _START_SECONDS
        while len(self.samples) < seconds * self.rate_hz and time.monotonic() < deadline:
            time.sleep(0.05)

    def end(self) -> None:
        """Stop recording."""
        self._process.terminate()
        self._process.wait()


def _format(rate_hz: int) -> Sequence[str]:
    return (f"--rate={rate_hz}", "--channels=1", "--format=s16le")


def _end_with_parent() -> None:
    """Let the daemon end with the process that started it, also if that one is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def main(arguments: Sequence[str]) -> int:
    """Run a command on a virtual card and return its exit code."""
    if len(arguments) < 3 or list(arguments[:2]) != ["run", "--"]:
        sys.stderr.write("Usage: python -m tests.audio.virtual_card run -- COMMAND ARGUMENT...\n")
        return 2
    with VirtualCard() as card:
        return subprocess.run(
            arguments[2:], env=os.environ | card.environment, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
