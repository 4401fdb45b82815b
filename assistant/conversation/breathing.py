"""Breathing timetables: from a pattern to the phases of a whole exercise."""

from typing import Literal, cast

from assistant.conversation.scripts import BreathingPattern
from assistant.messages import BreathPhase

PhaseKind = Literal["in", "hold", "out", "rest", "sip"]
SLOWER = 1.15
FASTER = 1 / SLOWER
SHORTEST_SECONDS, LONGEST_SECONDS = 1.0, 12.0


def timetable(pattern: BreathingPattern, cycles: int = 0) -> tuple[BreathPhase, ...]:
    """Return the phases of `cycles` breaths (0 = the pattern's own number), in order.

    It always ends on an out-breath: what would follow the last one is left away.
    """
    number = min(cycles or pattern.cycles, pattern.most_cycles)
    kinds = [BreathPhase(_kind(kind), seconds) for kind, seconds in pattern.phases]
    phases = kinds * number
    while phases and phases[-1].kind != "out":
        phases.pop()
    return tuple(phases)


def cycles_for(pattern: BreathingPattern, minutes: float) -> int:
    """Return how many whole breaths fit into the minutes, at least one."""
    seconds = sum(length for _, length in pattern.phases)
    return max(1, min(pattern.most_cycles, round(minutes * 60 / seconds)))


def paced(phases: tuple[BreathPhase, ...], factor: float) -> tuple[BreathPhase, ...]:
    """Return the phases made longer or shorter, within what is comfortable."""
    return tuple(
        BreathPhase(
            phase.kind,
            round(min(LONGEST_SECONDS, max(SHORTEST_SECONDS, phase.seconds * factor)), 2),
        )
        for phase in phases
    )


def to_out_breath(phases: tuple[BreathPhase, ...]) -> tuple[BreathPhase, ...]:
    """Return what is left to do so that an exercise that is stopped ends on an out-breath."""
    for phase in phases:
        if phase.kind == "out":
            return (phase,)
    return ()


def _kind(word: str) -> PhaseKind:
    return cast("PhaseKind", word)
