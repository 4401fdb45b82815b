"""Reads one script file into checked steps; each fault names file, line and fix."""

import re
from collections.abc import Callable, Mapping

from assistant.conversation import scripts as s
from assistant.conversation.filling import PLACEHOLDER
from assistant.conversation.words import KINDS
from assistant.messages import Route
from assistant.yamlfile import Node

FEWEST_VARIANTS = 3
_SCRIPT_KEYS = {"covers", "fixed", "fragment", "menu", "uses"}
_CONDITIONS = {
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
}
NOTES = {"moment", "rating_before", "rating_after", "skill", "outcome"}


class ScriptReader:
    """Reads the script of one file."""

    def __init__(
        self, name: str, lines: Mapping[str, s.Line], placeholders: frozenset[str]
    ) -> None:
        self._name = name
        self._lines = lines
        self._known = set(placeholders)
        self._fixed = False
        self._count = 0
        self._readers: dict[str, Callable[[Node, dict[str, Node]], s.Step]] = {
            "say": self._say,
            "ask": self._ask,
            "choose": self._ask,
            "reasons": self._reasons,
            "own": self._own,
            "person": self._person,
            "rate": self._rate,
            "breathe": self._breathe,
            "wait": self._wait,
            "keep": self._keep,
            "if": self._if,
            "goto": self._goto,
            "run": self._run,
            "loop": self._loop,
            "leave": self._leave,
            "activity": self._activity,
            "numbers": self._numbers,
            "note": self._note,
            "flag": self._flag,
            "unflag": self._unflag,
            "risk": self._risk,
            "end": self._end,
        }

    def read(self, root: Node) -> s.Script:
        """Return the checked script."""
        table = root.checked({"purpose", "steps"}, _SCRIPT_KEYS)
        self._fixed = "fixed" in table and table["fixed"].flag()
        self._known.update(table["uses"].texts() if "uses" in table else ())
        return s.Script(
            self._name,
            table["purpose"].text(),
            self._steps(table["steps"]),
            table["covers"].texts() if "covers" in table else (),
            self._line(table["menu"], "menu") if "menu" in table else None,
            "fragment" in table and table["fragment"].flag(),
            self._fixed,
        )

    # --- lines ---------------------------------------------------------------------------

    def _line(self, node: Node, name: str, manner: str = "calm") -> s.Line:
        if isinstance(node.value, dict):
            key = node.checked({"line"}, set())["line"]
            if key.text() not in self._lines:
                raise key.fault(f"There is no line '{key.text()}'.", "Add it to lines.yaml.")
            return self._lines[key.text()]
        fewest = 1 if self._fixed else FEWEST_VARIANTS
        return read_line(node, f"{self._name}/{name}", fewest, self._known, manner)

    def _own_line(self, node: Node, table: dict[str, Node]) -> s.Line:
        self._count += 1
        name = table["id"].text() if "id" in table else str(self._count)
        manner = table["manner"].text() if "manner" in table else "calm"
        return self._line(node, name, manner)

    # --- steps ---------------------------------------------------------------------------

    def _steps(self, node: Node) -> tuple[s.Step, ...]:
        return tuple(self._step(item) for item in node.items())

    def _step(self, node: Node) -> s.Step:
        table = node.table()
        kinds = [key for key in table if key in self._readers]
        if table.keys() == {"rate", "say"}:
            kinds = ["rate"]
        if len(kinds) > 1:
            kinds = [key for key in kinds if key != "wait"]  # questions have it as an option
        if len(kinds) != 1:
            known = ", ".join(sorted(self._readers))
            raise node.fault("This step has no single kind.", f"Begin it with one of: {known}.")
        return self._readers[kinds[0]](node, table)

    def _say(self, node: Node, table: dict[str, Node]) -> s.Step:
        node.checked({"say"}, {"id", "manner"})
        return s.SayStep(self._own_line(table["say"], table))

    def _ask(self, node: Node, table: dict[str, Node]) -> s.Step:
        kind = "ask" if "ask" in table else "choose"
        node.checked({kind, "answers"}, {"id", "manner", "wait", "into", "more", "expects"})
        silent = isinstance(table[kind].value, str) and not table[kind].text()
        line = None if silent else self._own_line(table[kind], table)
        into = table["into"].text() if "into" in table else ""
        if into:
            self._known.add(into)
        answers = {key: self._steps(part) for key, part in table["answers"].table().items()}
        if not answers or (kind == "choose" and len(answers) < 2):
            raise node.fault("This question has too few answers.", "Add the missing answers.")
        spoken = tuple(key for key in answers if key not in {"silence", "else"})
        extra = table["expects"].texts() if "expects" in table else ()
        wait = table["wait"].number() if "wait" in table else None
        expects = tuple(dict.fromkeys((*spoken, *extra)))
        more = "more" in table and table["more"].flag()
        return s.AskStep(line, expects, answers, wait, into, more, at=node.line)

    def _reasons(self, node: Node, table: dict[str, Node]) -> s.Step:
        node.checked({"reasons"}, set())
        return self._counted(table["reasons"], "reason")

    def _person(self, node: Node, table: dict[str, Node]) -> s.Step:
        node.checked({"person"}, set())
        return self._counted(table["person"], "person")

    def _own(self, node: Node, table: dict[str, Node]) -> s.Step:
        node.checked({"own"}, set())
        parts = table["own"].checked({"kind"}, {"count", "why", "tag"})
        return self._counted(table["own"], parts["kind"].text())

    def _counted(self, node: Node, kind: str) -> s.Step:
        if kind not in KINDS:
            raise node.fault(f"Unknown kind '{kind}'.", f"Known kinds are: {', '.join(KINDS)}.")
        if not isinstance(node.value, dict):
            return s.OwnStep(kind, int(node.number()), at=node.line)
        parts = node.checked(set(), {"kind", "count", "why", "tag"})
        return s.OwnStep(
            kind,
            int(parts["count"].number()) if "count" in parts else 1,
            "why" in parts and parts["why"].flag(),
            parts["tag"].text() if "tag" in parts else "",
            at=node.line,
        )

    def _rate(self, node: Node, table: dict[str, Node]) -> s.Step:
        node.checked({"rate", "say"}, set())
        when = table["rate"].text()
        line = self._own_line(table["say"], table)
        self._known.add(when)
        if when == "before":
            return s.RateStep("before", line)
        if when == "after":
            return s.RateStep("after", line)
        raise table["rate"].fault(f"'{when}' is no time to rate.", "Write before or after.")

    def _breathe(self, node: Node, table: dict[str, Node]) -> s.Step:
        node.checked({"breathe"}, set())
        if not isinstance(table["breathe"].value, dict):
            word = table["breathe"].text()
            return s.BreatheStep("" if word == "usual" else word, at=node.line)
        parts = table["breathe"].checked(set(), {"pattern", "cycles"})
        pattern = parts["pattern"].text() if "pattern" in parts else ""
        cycles = int(parts["cycles"].number()) if "cycles" in parts else 0
        return s.BreatheStep("" if pattern == "usual" else pattern, cycles, at=node.line)

    def _wait(self, node: Node, table: dict[str, Node]) -> s.Step:
        node.checked({"wait"}, set())
        return s.WaitStep(table["wait"].number())

    def _keep(self, node: Node, table: dict[str, Node]) -> s.Step:
        node.checked({"keep", "text"}, {"why", "kept", "refused"})
        kind = table["keep"].text()
        if kind not in KINDS:
            raise node.fault(f"Unknown kind '{kind}'.", f"Known kinds are: {', '.join(KINDS)}.")
        for key in ("text", "why"):
            if key in table and table[key].text() not in self._known:
                name = table[key].text()
                raise table[key].fault(
                    f"No answer was remembered as '{name}'.",
                    f"Write 'into: {name}' at the question.",
                )
        return s.KeepStep(
            kind,
            table["text"].text(),
            table["why"].text() if "why" in table else "",
            self._steps(table["kept"]) if "kept" in table else (),
            self._steps(table["refused"]) if "refused" in table else (),
        )

    def _if(self, node: Node, table: dict[str, Node]) -> s.Step:
        node.checked({"if", "then"}, {"else"})
        return s.IfStep(
            self._condition(table["if"]),
            self._steps(table["then"]),
            self._steps(table["else"]) if "else" in table else (),
        )

    def _condition(self, node: Node) -> s.Condition:
        table = node.table()
        if len(table) != 1:
            raise node.fault("A condition has one key.", "Use 'all:' or 'any:' for several.")
        key, part = next(iter(table.items()))
        if key == "not":
            return s.Condition("not", parts=(self._condition(part),))
        if key == "any":
            return s.Condition("any", parts=tuple(map(self._condition, part.items())))
        if key == "all":
            return s.Condition("all", parts=tuple(map(self._condition, part.items())))
        if key == "heard":
            return s.Condition("heard", words=_heard(part))
        if key not in _CONDITIONS:
            known = ", ".join(sorted(_CONDITIONS | {"not", "any", "all"}))
            raise part.fault(f"Unknown condition '{key}'.", f"Known conditions are: {known}.")
        if key == "risk":
            _route(part)
        if key == "rating_at_least":
            part.number()
        if key == "rated" and part.text() not in {"before", "after"}:
            raise part.fault(f"'{part.text()}' is no time to rate.", "Write before or after.")
        if key == "has" and part.text() not in KINDS:
            raise part.fault(f"Unknown kind '{part.text()}'.", f"Kinds: {', '.join(KINDS)}.")
        return s.Condition(key, part.text())  # type: ignore[arg-type]

    def _goto(self, node: Node, table: dict[str, Node]) -> s.Step:
        node.checked({"goto"}, set())
        return s.RunStep(table["goto"].text(), leave=True, at=node.line)

    def _run(self, node: Node, table: dict[str, Node]) -> s.Step:
        node.checked({"run"}, set())
        return s.RunStep(table["run"].text(), leave=False, at=node.line)

    def _loop(self, node: Node, table: dict[str, Node]) -> s.Step:
        node.checked({"loop", "steps"}, set())
        return s.LoopStep(int(table["loop"].number()), self._steps(table["steps"]), at=node.line)

    def _leave(self, node: Node, _: dict[str, Node]) -> s.Step:
        node.checked({"leave"}, set())
        return s.LeaveStep()

    def _activity(self, node: Node, table: dict[str, Node]) -> s.Step:
        node.checked({"activity"}, set())
        group = table["activity"].text()
        return s.ActivityStep("" if group == "any" else group, at=node.line)

    def _numbers(self, node: Node, table: dict[str, Node]) -> s.Step:
        node.checked({"numbers"}, set())
        return s.NumbersStep(table["numbers"].text(), at=node.line)

    def _note(self, node: Node, table: dict[str, Node]) -> s.Step:
        node.checked({"note"}, set())
        parts = table["note"].table()
        key, value = next(iter(parts.items()))
        if len(parts) != 1 or key not in NOTES:
            raise node.fault("A note has one key.", f"Use one of: {', '.join(sorted(NOTES))}.")
        return s.NoteStep(key, value.text())  # type: ignore[arg-type]

    def _flag(self, node: Node, table: dict[str, Node]) -> s.Step:
        node.checked({"flag"}, set())
        return s.FlagStep(table["flag"].text())

    def _unflag(self, node: Node, table: dict[str, Node]) -> s.Step:
        node.checked({"unflag"}, set())
        return s.UnflagStep(table["unflag"].text())

    def _risk(self, node: Node, table: dict[str, Node]) -> s.Step:
        node.checked({"risk"}, set())
        return s.RiskStep(_route(table["risk"]))

    def _end(self, node: Node, _: dict[str, Node]) -> s.Step:
        node.checked({"end"}, set())
        return s.EndStep()


def _route(node: Node) -> Route:
    try:
        return Route(node.text())
    except ValueError:
        raise node.fault(f"Unknown route '{node.text()}'.", "Write R1 to R8.") from None


def _heard(node: Node) -> tuple[str, ...]:
    """Read words to listen for; they are written as a recognizer writes."""
    for item in node.items():
        if not re.fullmatch(r"[a-z]+(['-][a-z]+)*( [a-z]+(['-][a-z]+)*)*", item.text()):
            raise item.fault(
                f"'{item.text()}' can never be heard.", "Write small letters, no stops or figures."
            )
    return node.texts()


def read_line(
    node: Node, source: str, fewest: int, known: set[str] | frozenset[str], manner: str = "calm"
) -> s.Line:
    """Read the variants of one line and check their number and placeholders."""
    items = node.items()
    if len(items) < fewest:
        raise node.fault(
            f"This line has {len(items)} of at least {fewest} variants.", "Add the missing ones."
        )
    seen: set[str] = set()
    for item in items:
        text = item.text().strip()
        if not text:
            raise item.fault("This variant is empty.", "Write a sentence or remove it.")
        if text in seen:
            raise item.fault("This variant stands here twice.", "Remove one of them.")
        seen.add(text)
        for name in PLACEHOLDER.findall(text):
            if name not in known:
                names = ", ".join(sorted(known))
                raise item.fault(f"Unknown placeholder '{{{name}}}'.", f"Known are: {names}.")
    return s.Line(source, tuple(item.text().strip() for item in items), manner)
