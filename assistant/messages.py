"""The frozen messages between the stages: the only thing that two stages share.

::

    hearing ──Heard──▶ understanding ──Meaning──▶ conversation ──Effect──▶ performer
                                                       ▲                      │
                                                       └────────Event─────────┘

An *effect* is what the conversation asks for; an *event* is what came of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

NONE_INTENT = "none"
_EMPTY: Mapping[str, str] = MappingProxyType({})


class Route(StrEnum):
    """Which safety script answers; looked at before every other meaning."""

    DANGER_NOW = "R1"
    SELF_HARM = "R2"
    PARTNER_VIOLENCE = "R3"
    SEXUAL_ASSAULT = "R4"
    EX_THREATENS_SUICIDE = "R5"
    HARM_TO_OTHERS = "R6"
    OTHER_CRISIS = "R7"
    UNCLEAR = "R8"


class Decision(StrEnum):
    """How sure the understanding is."""

    ACT = "act"
    ASK = "ask"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Heard:
    """One finished utterance: hearing → understanding."""

    text: str
    """Lower case, no punctuation, as a recognizer writes; empty if nothing was said."""
    confidence: float | None = None
    """0 to 1, or None where the engine gives none."""
    alternatives: tuple[str, ...] = ()
    """Further readings, best first, without `text`."""
    audio_seconds: float = 0.0
    cpu_seconds: float = 0.0
    """Processor time spent on this utterance."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an utterance asks for: understanding → conversation."""

    text: str
    intent: str
    """A name from intents/intents.yaml, or `none`."""
    score: float
    """Calibrated: 0 to 1."""
    runner_up: str = NONE_INTENT
    margin: float = 0.0
    slots: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    """For example `{"value": "8"}` of a rating, `{"pattern": "box"}` of a breathing request."""
    route: Route | None = None
    """Set if and only if a safety script must answer."""
    decision: Decision = Decision.ACT
    context: str = NONE_INTENT
    """A second moment heard in the same utterance ("I want to text him, read my reasons")."""


# --- effects: conversation → performer ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class Say:
    """Speak one or two short sentences."""

    text: str
    source: str
    """`script/line`, or `reason:ID` for the person's own words."""
    private: bool = False
    """Holds the person's own words: never logged, checked against a changed loudspeaker."""
    manner: str = "calm"
    """A voice profile of voices/voices.yaml."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Speak a question (or stay quiet, if `text` is empty) and listen for the answer."""

    text: str
    source: str
    expects: tuple[str, ...] = ()
    """Intents that would answer it; () = anything; ("dictation",) = free words to keep."""
    wait_seconds: float = 8.0
    """How long to listen before `Silence`."""
    private: bool = False
    manner: str = "calm"


@dataclass(frozen=True, slots=True)
class Play:
    """Play one of the person's own recordings."""

    clip: str
    seconds: float
    source: str


@dataclass(frozen=True, slots=True)
class BreathPhase:
    """One part of a breath."""

    kind: Literal["in", "hold", "out", "rest", "sip"]
    seconds: float


@dataclass(frozen=True, slots=True)
class Breathe:
    """Guide breaths with tones; `phases` is the whole remaining timetable, in order."""

    pattern: str
    phases: tuple[BreathPhase, ...]
    spoken_counts: bool = True
    words: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    """What the voice says at the start of each kind of phase, for the first rounds."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Quiet company for a while; she can speak at any time."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Keep:
    """Store the person's own words in the vault; answered by `Kept`."""

    kind: str
    """A kind of entry: reason, person, boundary, ..."""
    text: str
    detail: Mapping[str, str] = field(default_factory=lambda: _EMPTY)


@dataclass(frozen=True, slots=True)
class Note:
    """Offer one line to the opt-in log of urges; the performer drops it when the log is off."""

    kind: Literal["moment", "rating_before", "rating_after", "skill", "outcome"]
    value: str


@dataclass(frozen=True, slots=True)
class Adjust:
    """Change pace or loudness of what follows, and of what is being said."""

    what: Literal["pace", "volume"]
    steps: int
    """+1 faster or louder, -1 slower or quieter."""


@dataclass(frozen=True, slots=True)
class End:
    """The session is over."""


Effect = Say | Ask | Play | Breathe | Wait | Keep | Note | Adjust | End

# --- events: performer → conversation ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Finished:
    """The effect was carried out to its end."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Something was said: the answer to an `Ask`, or an interruption of anything else."""

    meaning: Meaning
    phases_done: int = 0
    """For an interrupted `Breathe`: phases already heard to their end."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Nobody answered an `Ask` within its time."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The words are stored; `entry` is their id, or empty if they could not be kept."""

    entry: str
    fault: str = ""
    """One sentence for the person, if they could not be kept."""


@dataclass(frozen=True, slots=True)
class Closed:
    """Input is over: end of file, or the terminal went away."""


Event = Finished | Spoken | Silence | Kept | Closed
