"""Checks that need all scripts together: nothing missing, no endless loop, no end on reasons."""

from collections.abc import Iterable, Iterator, Sequence

from assistant.conversation import scripts as s
from assistant.errors import DataFault

MOST_LOOPS = 60
REASON_KINDS = ("reason", "hurt", "misfit")


def check_library(
    library: s.Library, intents: frozenset[str] = frozenset(), folder: str = "voices/en"
) -> None:
    """Refuse a library whose scripts do not fit together.

    Args:
        library: All scripts of one language.
        intents: Known intent names and safety routes; empty = do not check them.
        folder: Where the language lies, for faults.

    Raises:
        DataFault: that names the script, the line and the fix.

    """
    checks = _Checks(library, intents, folder)
    for script in library.scripts.values():
        for step in walk(script.steps):
            checks.step(script.name, step)
    for script in library.scripts.values():
        checks.endless(script.name)
        checks.end(script)


def walk(steps: Iterable[s.Step]) -> Iterator[s.Step]:
    """Yield every step of a script, nested ones too."""
    for step in steps:
        yield step
        for part in _parts(step):
            yield from walk(part)


class _Checks:
    def __init__(self, library: s.Library, intents: frozenset[str], folder: str) -> None:
        self._library = library
        self._intents = intents
        self._folder = folder

    def _fault(self, script: str, at: int, what: str, fix: str) -> DataFault:
        return DataFault(f"{self._folder}/scripts/{script}.yaml", at or None, what, fix)

    def step(self, script: str, step: s.Step) -> None:
        library = self._library
        match step:
            case s.RunStep(name) if name not in library.scripts:
                what, fix = f"There is no script '{name}'.", "Write it or correct the name."
            case s.BreatheStep(pattern) if pattern and pattern not in library.patterns:
                what, fix = f"There is no pattern '{pattern}'.", "See breathing.yaml."
            case s.ActivityStep(group) if group and group not in library.activities:
                what, fix = f"There is no group '{group}'.", "See activities.yaml."
            case s.NumbersStep(need) if need not in library.help_lines["other"]:
                what, fix = f"There is no need '{need}'.", "See help_lines.yaml."
            case s.LoopStep(times) if not 1 <= times <= MOST_LOOPS:
                what, fix = f"A loop of {times} times.", f"Write 1 to {MOST_LOOPS}."
            case s.AskStep() if unknown := self._unknown_answer(step):
                what, fix = f"Unknown answer '{unknown}'.", "Use the name of an intent."
            case _:
                return
        raise self._fault(script, getattr(step, "at", 0), what, fix)

    def _unknown_answer(self, step: s.AskStep) -> str:
        if not self._intents:
            return ""
        known = self._intents | {"silence", "else", "dictation"}
        return next((key for key in (*step.answers, *step.expects) if key not in known), "")

    def endless(self, name: str, above: tuple[str, ...] = (), at: int = 0) -> None:
        """Follow the ways that need nobody to say anything; a ring of them would never end."""
        if name in above:
            ring = " → ".join((*above[above.index(name) :], name))
            what = f"These scripts would run for ever: {ring}."
            raise self._fault(above[-1], at, what, "Ask something between.")
        for step in _silent_runs(self._library.scripts[name].steps)[0]:
            self.endless(step.script, (*above, name), step.at)

    def end(self, script: s.Script) -> None:
        if script.fragment:
            return
        last = self._last_reasons(script.steps)
        if last is not None:
            raise self._fault(
                script.name,
                last.at,
                "This script ends on the person's reasons.",
                "Add something that soothes or distracts after them.",
            )

    def _last_reasons(
        self, steps: Sequence[s.Step], seen: frozenset[str] = frozenset()
    ) -> s.OwnStep | s.RunStep | None:
        """Return the step by which the steps may end on reasons; `seen` = scripts on the way."""
        if not steps:
            return None
        last, before = steps[-1], steps[:-1]
        match last:
            case s.OwnStep(kind) if kind in REASON_KINDS:
                return last
            case s.RunStep(name):
                if name in seen:
                    return None
                other = self._library.scripts[name].steps
                return last if self._last_reasons(other, seen | {name}) else None
            case s.IfStep():
                ways = [way or before for way in (last.then, last.otherwise)]
            case s.AskStep():
                ways = [way or before for way in last.answers.values()]
            case s.KeepStep():
                ways = [way or before for way in (last.kept, last.refused)]
            case s.NoteStep() | s.FlagStep() | s.UnflagStep() | s.RiskStep() | s.LeaveStep():
                ways = [before]
            case _:
                ways = list(_parts(last))
        return next((found for way in ways if (found := self._last_reasons(way, seen))), None)


def _parts(step: s.Step) -> tuple[tuple[s.Step, ...], ...]:
    match step:
        case s.AskStep():
            return tuple(step.answers.values())
        case s.IfStep():
            return (step.then, step.otherwise)
        case s.LoopStep():
            return (step.steps,)
        case s.KeepStep():
            return (step.kept, step.refused)
        case _:
            return ()


def _silent_runs(steps: Iterable[s.Step]) -> tuple[list[s.RunStep], bool]:
    """Return the scripts that are run when nobody speaks, and whether silence passes the end.

    A question that has no answer for silence is the end of a silent way: there the program
    gives up asking and keeps quiet company.
    """
    runs: list[s.RunStep] = []
    for step in steps:
        if isinstance(step, s.RunStep):
            runs.append(step)
        if isinstance(step, s.LeaveStep | s.EndStep) or (
            isinstance(step, s.RunStep) and step.leave
        ):
            return runs, False
        inside = [_silent_runs(way) for way in _silent_ways(step)]
        for found, _ in inside:
            runs.extend(found)
        if isinstance(step, s.AskStep | s.IfStep) and not any(passes for _, passes in inside):
            return runs, False
    return runs, True


def _silent_ways(step: s.Step) -> tuple[tuple[s.Step, ...], ...]:
    if isinstance(step, s.AskStep):
        return (step.answers["silence"],) if "silence" in step.answers else ()
    return _parts(step)
