"""The microphone: 16 kHz mono samples from any device, a bounded queue, and signs of its loss."""

import queue
import time
from typing import Any

import numpy as np
import soxr

from assistant.hearing.recognizer import SAMPLE_RATE_HZ, Samples
from assistant.sound.card import BLOCK_SECONDS, Pulse, Stream, open_stream

_QUEUE_SECONDS = 10.0
MUTED_SECONDS = 3.0
"""Exact zeros for so long: muted, not allowed, or switched off; a real room is never so quiet."""


class Microphone:
    """An input device, open until `close`; read by one thread. Make it by `Microphone.open`."""

    def __init__(self, device_name: str = "") -> None:
        self.dropped_blocks = 0
        """Blocks lost because nobody read them in time."""
        self.overflows = 0
        """Times the device itself lost sound."""
        self._blocks: queue.Queue[bytes] = queue.Queue(round(_QUEUE_SECONDS / BLOCK_SECONDS))
        self._zeros_since: float | None = None
        self._channels = 1
        self._stream: Stream = open_stream("input", device_name, self._make_callback, dtype="int16")
        self._resample = soxr.ResampleStream(
            self._stream.sample_rate_hz, SAMPLE_RATE_HZ, 1, dtype="int16", quality="HQ"
        )

    @classmethod
    def open(cls, device_name: str = "") -> "Microphone":
        """Open a device by its name or a part of it; empty for the system's default.

        Raises:
            DeviceFault: if there is none; the caller then goes on typed.

        """
        return cls(device_name)

    @property
    def sample_rate_hz(self) -> int:
        """The device's own rate; `read` gives 16 kHz whatever it is."""
        return self._stream.sample_rate_hz

    @property
    def alive(self) -> bool:
        """The device still gives blocks; False within half a second of its loss."""
        return self._stream.alive

    @property
    def muted(self) -> bool:
        """Nothing but exact zeros came for three seconds."""
        since = self._zeros_since
        return since is not None and time.monotonic() - since > MUTED_SECONDS

    @property
    def last_callback_seconds(self) -> float:
        """Seconds since the device last gave sound."""
        return self._stream.pulse.age_seconds

    def read(self, timeout: float = 0.1) -> Samples | None:
        """Return the next samples, shape (n,), int16, 16 kHz; None if none came in time."""
        deadline = time.monotonic() + timeout
        while True:
            try:
                block = self._blocks.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                return None
            samples = np.frombuffer(block, dtype=np.int16)
            if self._channels > 1:
                samples = samples.reshape(-1, self._channels).mean(axis=1).astype(np.int16)
            resampled: Samples = self._resample.resample_chunk(samples)
            if len(resampled):
                return resampled

    def discard(self) -> None:
        """Forget what was heard and not yet read."""
        while True:
            try:
                self._blocks.get_nowait()
            except queue.Empty:
                return

    def close(self) -> bool:
        """Close the device; False if it did not answer within two seconds. May be called twice."""
        closed = self._stream.close()
        self.discard()
        return closed

    def _make_callback(self, rate: int, channels: int, pulse: Pulse) -> Any:
        del rate
        self._channels = channels

        def callback(data: Any, frames: int, _: object, status: Any) -> None:
            del frames
            block = bytes(data)
            if status:
                self.overflows += 1
            if block.count(0) != len(block):
                self._zeros_since = None
            elif self._zeros_since is None:
                self._zeros_since = time.monotonic()
            try:
                self._blocks.put_nowait(block)
            except queue.Full:
                self.dropped_blocks += 1
            pulse.beat()

        return callback
