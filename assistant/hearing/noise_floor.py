"""Lays faint white noise under speech, so that no band of its spectrum is empty.

Compressed and band-limited recordings have mel bands with next to no energy; their logarithms
lie far outside what an acoustic model was trained on. Noise about 45 dB below the loudest frame
lifted a fixed grammar on 160 human recordings from 84 to 97 % of utterances right (30 dB: 95 %).
Synthetic voices, whose spectrum is emptier, gain 5 to 8 points more at 35 dB than at 45: 35 is
between the two.
"""

import numpy as np

from assistant.hearing.recognizer import Samples

FLOOR_DB = 35.0
_FRAME = 400
"""Samples of a frame: 25 ms at 16 kHz, the recognizers' window."""
_AROUND = 4
_SEED = 20_240_229


class NoiseFloor:
    """Adds the noise while sound comes in; its level follows the loudest frame so far.

    The noise is the same for every utterance (seeded), so that results can be repeated.
    """

    def __init__(self, below_db: float = FLOOR_DB) -> None:
        self._ratio = 10.0 ** (-below_db / 20.0)
        self.reset()

    def reset(self) -> None:
        """Start a new utterance."""
        self._loudest = 0.0
        self._noise = np.random.default_rng(_SEED)

    def add(self, samples: Samples) -> Samples:
        """Return the samples (shape (n,), int16) with the noise added.

        Digital silence before the first sound stays silence.
        """
        if not len(samples):
            return samples
        self._loudest = max(self._loudest, loudest_frame(samples))
        if not self._loudest:
            return samples
        noise = self._noise.standard_normal(len(samples), dtype=np.float32)
        mixed = samples + noise * np.float32(self._loudest * self._ratio)
        floored: Samples = np.clip(np.rint(mixed), -32768, 32767).astype(np.int16)
        return floored


def with_noise_floor(samples: Samples, below_db: float = FLOOR_DB) -> Samples:
    """Return a whole utterance (shape (n,), int16) with its noise floor."""
    return NoiseFloor(below_db).add(samples)


def loudest_frame(samples: Samples) -> float:
    """Return the root mean square of the loudest 25 ms, in units of int16."""
    count = max(1, len(samples) // _FRAME)
    whole = samples[: count * _FRAME].astype(np.float32)
    frames = whole.reshape(count, -1) if len(whole) == count * _FRAME else whole[None, :]
    return float(np.sqrt(np.square(frames).mean(axis=1)).max(initial=0.0))


def voiced_part(samples: Samples, below_db: float = 30.0) -> Samples:
    """Return the sound from its first to its last loud frame, with 0.1 s around it.

    The mean of the features is taken here, not over the silence around: that lifted isolated
    synthetic digits from 85 to 93 % right.

    Args:
        samples: Shape (n,), int16.
        below_db: Frames this much below the loudest one are not loud.

    """
    count = len(samples) // _FRAME
    if not count:
        return samples
    frames = samples[: count * _FRAME].astype(np.float32).reshape(count, _FRAME)
    powers = np.square(frames).mean(axis=1)
    loud = np.flatnonzero(powers >= powers.max() * 10.0 ** (-below_db / 10.0))
    first, last = max(0, int(loud[0]) - _AROUND), int(loud[-1]) + _AROUND + 1
    return samples[first * _FRAME : last * _FRAME]
