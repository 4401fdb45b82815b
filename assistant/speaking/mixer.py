"""Mixes everything audible into one stream of blocks, exact to the sample; knows no device.

Any thread may ask (`play`, `stop`, `volume`, `duck`); one thread, the sound card's, calls
`render`. Requests travel through a queue that needs no lock, so `render` never waits.
"""

from collections import deque
from dataclasses import dataclass

import numpy as np

from assistant.speaking.synthesizer import Sound

RAMP_SECONDS = 0.010
"""How long a fade takes: long enough not to click, short enough to feel instant."""


class Track:
    """One sound in the mix; written by `render`, read by anyone."""

    __slots__ = ("_gain", "_sound", "played", "start", "stopped")

    def __init__(self, sound: Sound, start: int | None, gain: float) -> None:
        self._sound = sound
        self._gain = gain
        self.start = start
        """Sample at which it begins; None until the mixer has taken a sound for "now"."""
        self.played = 0
        """Samples rendered so far."""
        self.stopped = False
        """Ended before its end."""

    def __len__(self) -> int:
        return len(self._sound)

    @property
    def done(self) -> bool:
        """Nothing more of it will be rendered."""
        return self.stopped or self.played >= len(self._sound)

    def take(self, frames: int) -> Sound:
        """Return the next samples, at most `frames`; called by the mixer alone."""
        part = self._sound[self.played : self.played + frames]
        self.played += len(part)
        return part if self._gain == 1.0 else part * np.float32(self._gain)


@dataclass(frozen=True, slots=True)
class _Stop:
    only: Track | None


class Mixer:
    """Sums tracks at absolute sample positions.

    Args:
        sample_rate_hz: Rate of every sound and of the blocks.

    """

    def __init__(self, sample_rate_hz: int) -> None:
        self.sample_rate_hz = sample_rate_hz
        self._ramp = max(1, round(RAMP_SECONDS * sample_rate_hz))
        self._requests: deque[Track | _Stop] = deque()
        self._tracks: list[Track] = []
        self._volume = 1.0
        self._duck = 1.0
        self._gain = 1.0
        self.position = 0
        """Samples rendered since the beginning."""

    def play(self, sound: Sound, at: int | None = None, gain: float = 1.0) -> Track:
        """Add a sound.

        Args:
            sound: Shape (n,), float32; not copied, so leave it unchanged.
            at: The sample at which it starts; None, or a sample already past, means with the
                next block, from the sound's beginning.
            gain: Factor for this sound alone.

        """
        track = Track(sound, at, gain)
        self._requests.append(track)
        return track

    def stop(self, only: Track | None = None) -> None:
        """End all that was asked for until now, or one track, within the next block.

        It fades over 10 ms, or over the block if that is shorter. What is asked for afterwards
        plays.
        """
        self._requests.append(_Stop(only))

    @property
    def volume(self) -> float:
        """0 to 1; a change fades in over 10 ms."""
        return self._volume

    @volume.setter
    def volume(self, value: float) -> None:
        self._volume = min(1.0, max(0.0, value))

    def duck(self, gain: float) -> None:
        """Lower everything by a factor, for as long as someone speaks; 1 ends it."""
        self._duck = min(1.0, max(0.0, gain))

    @property
    def idle(self) -> bool:
        """Nothing is playing and nothing is asked for."""
        return not self._tracks and not self._requests

    def render(self, frames: int) -> Sound:
        """Return the next block: shape (frames,), float32 in -1..1."""
        mix = np.zeros(frames, dtype=np.float32)
        if frames <= 0:
            return mix
        ending = self._take_requests()
        end = self.position + frames
        remaining: list[Track] = []
        for track in self._tracks:
            start = self.position if track.start is None else track.start
            if track in ending:
                if start < self.position or track.played:
                    self._fade_out(track, mix)
                track.stopped = True
                continue
            if track.start is None or (not track.played and track.start < self.position):
                track.start = start = self.position
            if start < end:
                offset = max(0, start - self.position)
                part = track.take(frames - offset)
                mix[offset : offset + len(part)] += part
            if not track.done:
                remaining.append(track)
        self._tracks = remaining
        self._apply_gain(mix)
        self.position = end
        return np.clip(mix, -1.0, 1.0, out=mix)

    def _take_requests(self) -> set[Track]:
        """Take in what was asked for; return the tracks that end in this block."""
        ending: set[Track] = set()
        while self._requests:
            request = self._requests.popleft()
            if isinstance(request, Track):
                if len(request):
                    self._tracks.append(request)
            elif request.only is None:
                ending.update(self._tracks)
            else:
                ending.add(request.only)
        return ending

    def _fade_out(self, track: Track, mix: Sound) -> None:
        part = track.take(min(self._ramp, len(mix)))
        # the last factor is 0, so that what follows joins without a step
        steps = np.linspace(1.0, 0.0, len(part) + 1, dtype=np.float32)[1:]
        mix[: len(part)] += part * steps

    def _apply_gain(self, mix: Sound) -> None:
        """Multiply by volume and duck; a change goes over in a straight line of 10 ms."""
        target = self._volume * self._duck
        if self._gain == target:
            if target != 1.0:
                mix *= np.float32(target)
            return
        step = 1.0 / self._ramp
        distance = target - self._gain
        counts = np.arange(1, len(mix) + 1, dtype=np.float32)
        way = np.minimum(counts * step, abs(distance)) * np.sign(distance)
        gains = self._gain + way
        self._gain = target if len(mix) * step >= abs(distance) else float(gains[-1])
        mix *= gains.astype(np.float32)
