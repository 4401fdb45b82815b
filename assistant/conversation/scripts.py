"""What a script is: the checked steps that a skill is made of, free of files and sound.

Scripts are written in voices/<language>/scripts/*.yaml; `assistant.content` reads and checks
them. The words of the vocabulary are explained in docs/writing-scripts.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from assistant.messages import Route


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to say, with its variants; they take turns."""

    source: str
    """`script/number` or `lines/key`: unique in the library."""
    variants: tuple[str, ...]
    manner: str = "calm"


@dataclass(frozen=True, slots=True)
class Condition:
    """A question on the person's words or on this session; see `interpreter.holds`."""

    kind: Literal[
        "has",
        "fact",
        "locked",
        "flag",
        "moment",
        "rating_at_least",
        "rating_fell",
        "rated",
        "done",
        "heard",
        "risk",
        "not",
        "any",
        "all",
    ]
    value: str = ""
    words: tuple[str, ...] = ()
    """For `heard`: words or short phrases, any of which was said."""
    parts: "tuple[Condition, ...]" = ()


@dataclass(frozen=True, slots=True)
class SayStep:
    """Speak a line."""

    line: Line


@dataclass(frozen=True, slots=True)
class AskStep:
    """Speak a question, listen, and go on with the steps of the answer.

    `answers` is keyed by intent, by safety route (`R2`), by `silence`, `dictation` or `else`.
    """

    line: Line | None
    expects: tuple[str, ...]
    answers: "Mapping[str, tuple[Step, ...]]"
    wait_seconds: float | None = None
    into: str = ""
    """Name under which the words of the answer are remembered."""
    more: bool = False
    """The words are added to what is remembered under that name."""
    at: int = field(default=0, compare=False)
    """Its line in the file, for faults."""


@dataclass(frozen=True, slots=True)
class OwnStep:
    """Read back entries of the person's own words, least recently heard first."""

    kind: str
    count: int
    with_why: bool = False
    tag: str = ""
    at: int = field(default=0, compare=False)
    """Its line in the file, for faults."""


@dataclass(frozen=True, slots=True)
class RateStep:
    """Ask for a number from 0 to 10 and remember it."""

    when: Literal["before", "after"]
    line: Line


@dataclass(frozen=True, slots=True)
class BreatheStep:
    """Guide breaths; an empty pattern means the one asked for, else the person's usual one."""

    pattern: str
    cycles: int = 0
    """0 = the pattern's own number."""
    at: int = field(default=0, compare=False)
    """Its line in the file, for faults."""


@dataclass(frozen=True, slots=True)
class WaitStep:
    """Quiet company."""

    seconds: float


@dataclass(frozen=True, slots=True)
class KeepStep:
    """Store remembered words in the vault."""

    kind: str
    text: str
    """Name of the remembered words."""
    why: str = ""
    kept: "tuple[Step, ...]" = ()
    refused: "tuple[Step, ...]" = ()


@dataclass(frozen=True, slots=True)
class IfStep:
    """Go one way or the other."""

    condition: Condition
    then: "tuple[Step, ...]"
    otherwise: "tuple[Step, ...]" = ()


@dataclass(frozen=True, slots=True)
class RunStep:
    """Run another script; `leave` = do not come back."""

    script: str
    leave: bool
    at: int = field(default=0, compare=False)
    """Its line in the file, for faults."""


@dataclass(frozen=True, slots=True)
class LoopStep:
    """Repeat steps a bounded number of times; a `LeaveStep` ends it early."""

    times: int
    steps: "tuple[Step, ...]"
    at: int = field(default=0, compare=False)
    """Its line in the file, for faults."""


@dataclass(frozen=True, slots=True)
class LeaveStep:
    """End the innermost loop, or the script."""


@dataclass(frozen=True, slots=True)
class ActivityStep:
    """Offer one thing to do that was not offered in this session: her own first."""

    group: str = ""
    """A letter group of voices/<language>/activities.yaml; empty = any."""
    at: int = field(default=0, compare=False)
    """Its line in the file, for faults."""


@dataclass(frozen=True, slots=True)
class NumbersStep:
    """Speak the help lines of the person's country for one need."""

    need: str
    at: int = field(default=0, compare=False)
    """Its line in the file, for faults."""


@dataclass(frozen=True, slots=True)
class NoteStep:
    """Offer a line to the opt-in log."""

    kind: Literal["moment", "rating_before", "rating_after", "skill", "outcome"]
    value: str


@dataclass(frozen=True, slots=True)
class FlagStep:
    """Remember something for the rest of the session."""

    name: str


@dataclass(frozen=True, slots=True)
class UnflagStep:
    """Forget what a `FlagStep` remembered."""

    name: str


@dataclass(frozen=True, slots=True)
class RiskStep:
    """Remember which safety route is open, when a script went over to it by itself."""

    route: Route


@dataclass(frozen=True, slots=True)
class EndStep:
    """End the session."""


Step = (
    SayStep
    | AskStep
    | OwnStep
    | RateStep
    | BreatheStep
    | WaitStep
    | KeepStep
    | IfStep
    | RunStep
    | LoopStep
    | LeaveStep
    | ActivityStep
    | NumbersStep
    | NoteStep
    | FlagStep
    | UnflagStep
    | RiskStep
    | EndStep
)


@dataclass(frozen=True, slots=True)
class Script:
    """A skill or the answer to a moment."""

    name: str
    purpose: str
    steps: tuple[Step, ...]
    covers: tuple[str, ...] = ()
    """Ids of the care checklist that this script carries."""
    menu: Line | None = None
    """What `help` says while this script runs."""
    fragment: bool = False
    """Only ever run inside another script."""
    fixed: bool = False
    """Reviewed, one wording for each line."""


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One service: who answers, and how to reach it."""

    name: str
    call: str = ""
    text: str = ""
    """What to text and where, as it is spoken; digits are spoken one by one."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pronoun:
    """The forms of the pronoun that the person uses for the ex."""

    forms: Mapping[str, str]
    """they, them, their, they_are, they_have, they_were."""
    heard: tuple[str, ...]
    """Words that show that the person uses it."""


@dataclass(frozen=True, slots=True)
class Library:
    """Everything that can be said in one language."""

    scripts: Mapping[str, Script]
    lines: Mapping[str, Line]
    patterns: "Mapping[str, BreathingPattern]"
    help_lines: Mapping[str, Mapping[str, tuple[HelpLine, ...]]]
    """country → need (emergency, suicide, partner_violence, sexual_assault) → services."""
    activities: Mapping[str, tuple[str, ...]]
    pronouns: Mapping[str, Pronoun]
    meant: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """intent → how to ask "did you mean ...?"."""
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """How to call things aloud: `ex` without a name, ..."""


@dataclass(frozen=True, slots=True)
class BreathingPattern:
    """Phases of one breath, in seconds, and how often to do it."""

    name: str
    phases: tuple[tuple[str, float], ...]
    cycles: int
    words: Mapping[str, str]
    """kind of phase → the word spoken for it."""
    caution: Line | None = None
    most_cycles: int = 60
