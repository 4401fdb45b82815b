"""Decides when someone starts to speak and when the turn is over: a pure state machine."""

from dataclasses import dataclass
from enum import Enum, auto


class Completeness(Enum):
    """What the words so far say about whether more will come."""

    UNKNOWN = auto()
    COMPLETE = auto()
    """A whole, confident request: a short silence ends the turn."""
    UNFINISHED = auto()
    """Breaks off in the middle ("i want to"): wait longer."""


class Boundary(Enum):
    """What a chunk brought about."""

    NONE = auto()
    START = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class EndpointSettings:
    """Times in seconds, probabilities 0 to 1.

    0.7 s is the customary wait (Home Assistant's default); human turns leave about 0.2 s
    (Stivers et al. 2009), which only a complete request may be answered with.
    """

    chunk_seconds: float = 0.032
    start_probability: float = 0.5
    stay_probability: float = 0.35
    """Below the start's, so that soft word ends do not break a turn."""
    start_seconds: float = 0.09
    """So much voice starts a turn: a click does not."""
    pre_roll_seconds: float = 0.3
    """So much sound before the voice was noticed belongs to the turn."""
    silence_seconds: float = 0.7
    complete_silence_seconds: float = 0.25
    unfinished_silence_seconds: float = 1.3
    longest_seconds: float = 30.0
    """A turn is cut here, so that a radio does not fill the memory."""


class Endpointer:
    """Takes one voice probability a chunk and says where a turn starts and ends."""

    def __init__(self, settings: EndpointSettings | None = None) -> None:
        self.settings = settings or EndpointSettings()
        self.reset()

    def reset(self) -> None:
        """Wait for a new turn."""
        self._speaking = False
        self._voiced = 0.0
        self._silent = 0.0
        self._length = 0.0
        self._completeness = Completeness.UNKNOWN

    @property
    def speaking(self) -> bool:
        """Whether a turn is going on."""
        return self._speaking

    @property
    def silent_seconds(self) -> float:
        """How long it has been quiet inside the turn."""
        return self._silent

    def hint(self, completeness: Completeness) -> None:
        """Say what the partial text tells; it holds until voice is heard again."""
        self._completeness = completeness

    def push(self, probability: float) -> Boundary:
        """Take the next chunk's voice probability."""
        if not self._speaking:
            return self._wait_for_voice(probability)
        chunk = self.settings.chunk_seconds
        self._length += chunk
        if probability >= self.settings.stay_probability:
            self._silent = 0.0
            self._completeness = Completeness.UNKNOWN
        else:
            self._silent += chunk
        if self._silent >= self._patience() or self._length >= self.settings.longest_seconds:
            self.reset()
            return Boundary.END
        return Boundary.NONE

    def _wait_for_voice(self, probability: float) -> Boundary:
        if probability < self.settings.start_probability:
            self._voiced = 0.0
            return Boundary.NONE
        self._voiced += self.settings.chunk_seconds
        if self._voiced < self.settings.start_seconds:
            return Boundary.NONE
        length = self._voiced
        self.reset()
        self._speaking = True
        self._length = length
        return Boundary.START

    def _patience(self) -> float:
        if self._completeness is Completeness.COMPLETE:
            return self.settings.complete_silence_seconds
        if self._completeness is Completeness.UNFINISHED:
            return self.settings.unfinished_silence_seconds
        return self.settings.silence_seconds
