"""Checks that need all scripts together: nothing missing, no endless loop, no end on reasons."""

from collections.abc import Iterable, Iterator, Sequence

from assistant.conversation import scripts as s
from assistant.errors import DataFault

MOST_LOOPS = 60


def check_library(library: s.Library, intents: frozenset[str]) -> None:
    """Refuse a library whose scripts do not fit together.

    Args:
        library: All scripts of one language.
        intents: Known intent names and safety routes; empty = do not check them.

    Raises:
        DataFault: that names the script and the fix.

    """
    for script in library.scripts.values():
        for step in walk(script.steps):
            _check_step(library, script.name, step, intents)
    for script in library.scripts.values():
        _check_endless(library, script.name, ())
        if not script.fragment and _ends_on_reasons(library, script.steps):
            raise _fault(
                script.name,
                "This script ends on the person's reasons.",
                "Add something that soothes or distracts after them.",
            )


def walk(steps: Iterable[s.Step]) -> Iterator[s.Step]:
    """Yield every step of a script, nested ones too."""
    for step in steps:
        yield step
        for part in _parts(step):
            yield from walk(part)


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


def _fault(script: str, what: str, fix: str) -> DataFault:
    return DataFault(f"scripts/{script}.yaml", None, what, fix)


def _check_step(library: s.Library, script: str, step: s.Step, intents: frozenset[str]) -> None:
    known = intents | {"silence", "else", "dictation"}
    match step:
        case s.RunStep(name, _) if name not in library.scripts:
            raise _fault(script, f"There is no script '{name}'.", "Write it or correct the name.")
        case s.BreatheStep(pattern, _) if pattern and pattern not in library.patterns:
            raise _fault(script, f"There is no pattern '{pattern}'.", "See breathing.yaml.")
        case s.ActivityStep(group) if group and group not in library.activities:
            raise _fault(script, f"There is no group '{group}'.", "See activities.yaml.")
        case s.NumbersStep(need) if need not in library.help_lines["other"]:
            raise _fault(script, f"There is no need '{need}'.", "See help_lines.yaml.")
        case s.LoopStep(times, _) if not 1 <= times <= MOST_LOOPS:
            raise _fault(script, f"A loop of {times} times.", f"Write 1 to {MOST_LOOPS}.")
        case s.AskStep() if intents:
            for key in (*step.answers, *step.expects):
                if key not in known:
                    raise _fault(script, f"Unknown answer '{key}'.", "Use the name of an intent.")
        case _:
            pass


def _check_endless(library: s.Library, name: str, above: tuple[str, ...]) -> None:
    """Follow the ways that need nobody to say anything; a ring of them would never end."""
    if name in above:
        ring = " → ".join((*above[above.index(name) :], name))
        raise _fault(name, f"These scripts would run for ever: {ring}.", "Ask something between.")
    for step in _unasked(library.scripts[name].steps):
        if isinstance(step, s.RunStep):
            _check_endless(library, step.script, (*above, name))


def _unasked(steps: Iterable[s.Step]) -> Iterator[s.Step]:
    for step in steps:
        yield step
        match step:
            case s.AskStep():
                for key in ("silence", "else"):
                    yield from _unasked(step.answers.get(key, ()))
            case _:
                for part in _parts(step):
                    yield from _unasked(part)


def _ends_on_reasons(library: s.Library, steps: Sequence[s.Step]) -> bool:
    if not steps:
        return False
    last, before = steps[-1], steps[:-1]
    match last:
        case s.OwnStep("reason" | "hurt" | "misfit"):
            return True
        case s.IfStep():
            ways = (last.then, last.otherwise)
            return any(_ends_on_reasons(library, way or before) for way in ways)
        case s.AskStep():
            return any(_ends_on_reasons(library, way) for way in last.answers.values() if way)
        case s.RunStep(name, _):
            return _ends_on_reasons(library, library.scripts[name].steps)
        case s.NoteStep() | s.FlagStep() | s.LeaveStep():
            return _ends_on_reasons(library, before)
        case _:
            return any(_ends_on_reasons(library, part) for part in _parts(last) if part)
