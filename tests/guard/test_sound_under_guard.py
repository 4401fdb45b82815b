"""The sound server works under the guard: what is played comes back from its monitor."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.guard.conftest import Guarded

pytestmark = [
    pytest.mark.audio,
    pytest.mark.skipif(shutil.which("pulseaudio") is None, reason="PulseAudio is not installed"),
]

CARD = """
load-module module-native-protocol-unix socket={socket} auth-anonymous=1
load-module module-null-sink sink_name=out norewinds=1 rate=16000 channels=1 format=s16le
set-default-sink out
set-default-source out.monitor
"""

PLAY_AND_LISTEN = """
import time
import numpy
import sounddevice
heard = []
def listen(data, frames, moment, status):
    heard.append(data.copy())
tone = (0.5 * numpy.sin(2 * numpy.pi * 440 * numpy.arange(16000) / 16000)).astype("float32")
with sounddevice.InputStream(16000, 320, device="pulse", channels=1, callback=listen):
    sounddevice.play(tone, 16000, device="pulse", blocking=True)
    time.sleep(0.3)
sound = numpy.concatenate(heard)[:, 0]
spectrum = numpy.abs(numpy.fft.rfft(sound))
print(round(float(numpy.argmax(spectrum)) * 16000 / len(sound)))
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """Start a sound server with one virtual card, without the guard; yields its address."""
    socket = tmp_path / "native"
    (tmp_path / "card.pa").write_text(CARD.format(socket=socket))
    daemon = subprocess.Popen(
        [
            "pulseaudio", "--daemonize=no", "--system=no", "--exit-idle-time=-1",
            "--disable-shm=yes", "--use-pid-file=no", "--realtime=no", "--high-priority=no",
            "-n", "-F", str(tmp_path / "card.pa"),
        ],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env=os.environ | {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)},
    )  # fmt: skip
    try:
        end = time.monotonic() + 20
        while not socket.exists():
            assert time.monotonic() < end, "the sound server did not start"
            assert daemon.poll() is None, "the sound server stopped"
            time.sleep(0.05)
        yield f"unix:{socket}"
    finally:
        daemon.terminate()
        daemon.wait(10)


def test_a_tone_is_played_and_heard_under_the_guard(server: str, guarded: Guarded) -> None:
    heard = int(guarded(PLAY_AND_LISTEN, PULSE_SERVER=server))
    assert abs(heard - 440) <= 2
