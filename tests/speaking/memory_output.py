"""An output whose time passes only when a test renders it."""

import numpy as np

from assistant.speaking.loudspeaker import Playback, resampled
from assistant.speaking.mixer import Mixer
from assistant.speaking.synthesizer import Sound


class SteppedOutput:
    """Satisfies `Output`; nothing sounds, and no time passes by itself."""

    def __init__(self, sample_rate_hz: int = 22_050) -> None:
        self.sample_rate_hz = sample_rate_hz
        self.mixer = Mixer(sample_rate_hz)
        self.alive = True

    @property
    def heard_position(self) -> int:
        return self.mixer.position

    def play(
        self, sound: Sound, rate_hz: int, at: int | None = None, gain: float = 1.0
    ) -> Playback:
        return Playback(
            self.mixer.play(resampled(sound, rate_hz, self.sample_rate_hz), at, gain), self
        )

    def render(self, seconds: float) -> Sound:
        block = round(0.02 * self.sample_rate_hz)
        blocks = max(1, round(seconds * self.sample_rate_hz / block))
        return np.concatenate([self.mixer.render(block) for _ in range(blocks)])

    def close(self) -> bool:
        return True
