"""The one way out for sound: a mixing output stream that falls silent within a block."""

import time
from typing import Any, Protocol

import numpy as np
import soxr
from numpy.typing import NDArray

from assistant.sound.card import Pulse, Stream, open_stream
from assistant.speaking.mixer import Mixer, Track
from assistant.speaking.synthesizer import Sound

_POLL_SECONDS = 0.01


class Playback:
    """One sound on its way to the ear."""

    def __init__(self, track: Track, output: "Output") -> None:
        self._track = track
        self._output = output

    @property
    def done(self) -> bool:
        """It was heard to its end, was stopped, or the device was lost under it."""
        return self._track.stopped or self._heard or not self._output.alive

    @property
    def completed(self) -> bool:
        """It was heard to its end: not stopped, and the device not lost."""
        return self._heard and not self._track.stopped

    @property
    def _heard(self) -> bool:
        return self._track.done and self.position >= self.seconds

    @property
    def seconds(self) -> float:
        """Length of the sound."""
        return len(self._track) / self._output.sample_rate_hz

    @property
    def position(self) -> float:
        """Seconds of it that have been heard: rendered, and past the device's latency."""
        if self._track.start is None:
            return 0.0
        heard = self._output.heard_position - self._track.start
        return min(max(0, heard), self._track.played) / self._output.sample_rate_hz

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it is done; False if `timeout` seconds passed or the device was lost."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while not self.done:
            if deadline is not None and time.monotonic() >= deadline:
                return False
            time.sleep(_POLL_SECONDS)
        return self._track.stopped or self._heard

    def stop(self) -> None:
        """End this sound alone, within one block."""
        self._output.mixer.stop(self._track)


class Output(Protocol):
    """What `Mouth` plays to: a loudspeaker, or a sound in memory."""

    mixer: Mixer

    @property
    def sample_rate_hz(self) -> int:
        """Rate of the mix."""

    @property
    def heard_position(self) -> int:
        """Samples that have left the device."""

    @property
    def alive(self) -> bool:
        """Sound still comes out."""

    def play(
        self, sound: Sound, rate_hz: int, at: int | None = None, gain: float = 1.0
    ) -> Playback:
        """Play a sound, starting at sample `at` of the mix, or now."""

    def close(self) -> bool:
        """End."""


class Loudspeaker:
    """An output device, open until `close`. Make it by `Loudspeaker.open`."""

    def __init__(self, device_name: str = "") -> None:
        self.underflows = 0
        """Times the device ran dry and put in silence."""
        self.callback_faults = 0
        self.mixer: Mixer
        self._stream: Stream = open_stream(
            "output", device_name, self._make_callback, dtype="float32"
        )

    @classmethod
    def open(cls, device_name: str = "") -> "Loudspeaker":
        """Open a device by its name or a part of it; empty for the system's default.

        Raises:
            DeviceFault: if there is none; the caller then goes on with text alone.

        """
        return cls(device_name)

    @property
    def sample_rate_hz(self) -> int:
        """The device's own rate; sounds are resampled to it."""
        return self._stream.sample_rate_hz

    @property
    def latency_seconds(self) -> float:
        """From a block's rendering to the ear, as the sound library states it."""
        return self._stream.latency_seconds

    @property
    def heard_position(self) -> int:
        """Samples that have left the device: those rendered without the latency's worth.

        Between two callbacks it moves on with the clock, so that the last block is heard too.
        """
        since = min(self.last_callback_seconds, self.latency_seconds)
        behind = max(0.0, self.latency_seconds - since)
        return max(0, self.mixer.position - round(behind * self.sample_rate_hz))

    @property
    def alive(self) -> bool:
        """The device still takes sound; False within half a second of its loss."""
        return self._stream.alive

    @property
    def last_callback_seconds(self) -> float:
        """Seconds since the device last asked for sound."""
        return self._stream.pulse.age_seconds

    @property
    def volume(self) -> float:
        """0 to 1."""
        return self.mixer.volume

    @volume.setter
    def volume(self, value: float) -> None:
        self.mixer.volume = value

    def play(
        self, sound: Sound, rate_hz: int, at: int | None = None, gain: float = 1.0
    ) -> Playback:
        """Play a sound and return at once.

        Args:
            sound: Shape (n,), float32.
            rate_hz: Its rate.
            at: Sample of `mixer.position` at which it starts; None for now.
            gain: Factor for this sound alone.

        """
        return Playback(
            self.mixer.play(resampled(sound, rate_hz, self.sample_rate_hz), at, gain), self
        )

    def stop(self) -> None:
        """Fall silent within one block (20 ms) and the device's latency."""
        self.mixer.stop()

    def close(self) -> bool:
        """Close the device; False if it did not answer within two seconds. May be called twice."""
        return self._stream.close()

    def _make_callback(self, rate: int, channels: int, pulse: Pulse) -> Any:
        del channels  # one channel is spread over all by numpy
        self.mixer = mixer = Mixer(rate)

        def callback(out: NDArray[np.float32], frames: int, _: object, status: Any) -> None:
            if status:
                self.underflows += 1
            try:
                out[:] = mixer.render(frames)[:, np.newaxis]
            except Exception:  # noqa: BLE001 - an exception here would print and end the stream
                out.fill(0)
                self.callback_faults += 1
            pulse.beat()

        return callback


def resampled(sound: Sound, from_hz: int, to_hz: int) -> Sound:
    """Return the sound at another rate; itself if that is its rate."""
    if from_hz == to_hz or not len(sound):
        return sound
    result: Sound = soxr.resample(sound, from_hz, to_hz).astype(np.float32)
    return result
