"""Finds danger and crisis by structure, before any other meaning is looked at.

Patterns of `_safety.yaml` are read on normalised words, so that apostrophes, case, fillers and
doubled words do not matter. Idioms are blanked out first ("this is killing me"), so that they
neither raise a route nor hide a real statement beside them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from assistant.messages import Route
from assistant.yamlfile import Node, read_yaml

_GROUP = re.compile(r"\{([a-z]+)\}")
_GAP = r"(?: \w+){0,3} "


@dataclass(frozen=True, slots=True)
class SafetyRules:
    """The compiled patterns of one language."""

    benign: re.Pattern[str] | None
    routes: Mapping[Route, re.Pattern[str]]
    hints: Mapping[str, Mapping[Route, re.Pattern[str]]]
    """Looser patterns, by intent: they choose the route of what the model found alone."""

    @classmethod
    def load(cls, path: Traversable, name: str | None = None) -> "SafetyRules":
        """Read and compile the patterns.

        Raises:
            DataFault: for an unknown word group, an unknown route, or a pattern that is not valid.

        """
        root = read_yaml(path, name).checked({"routes"}, {"words", "benign", "hints"})
        groups: dict[str, str] = {}
        for key, node in (root["words"].table() if "words" in root else {}).items():
            groups[key] = _opened(node, groups)
        hints = root["hints"].table() if "hints" in root else {}
        return cls(
            benign=_compiled(root["benign"], groups) if "benign" in root else None,
            routes=_by_route(root["routes"], groups),
            hints={side: _by_route(node, groups) for side, node in hints.items()},
        )

    @classmethod
    def none(cls) -> "SafetyRules":
        """Return rules that find nothing, for a catalogue that brings none."""
        return cls(None, {}, {})

    def route(self, found: tuple[str, ...]) -> Route | None:
        """Return the route that must answer, or None.

        Args:
            found: The words of the utterance, normalised, without fillers.

        """
        text = " ".join(found)
        if self.benign is not None:
            text = self.benign.sub("_", text)
        for route, pattern in self.routes.items():
            if pattern.search(text):
                return route
        return None

    def likely(self, found: tuple[str, ...], side: str) -> Route | None:
        """Return the likeliest route of an utterance that no pattern fits, by what it speaks of.

        Args:
            found: The words of the utterance.
            side: The intent that the trained model took it for.

        """
        text = " ".join(found)
        for route, pattern in self.hints.get(side, {}).items():
            if pattern.search(text):
                return route
        return None

    def idiom(self, found: tuple[str, ...]) -> bool:
        """Return whether a harmless figure of speech with a frightening word was said."""
        return self.benign is not None and self.benign.search(" ".join(found)) is not None


def _by_route(node: Node, groups: Mapping[str, str]) -> dict[Route, re.Pattern[str]]:
    out: dict[Route, re.Pattern[str]] = {}
    for key, patterns in node.table().items():
        try:
            route = Route(key)
        except ValueError:
            raise patterns.fault(f"There is no route '{key}'.", "Routes are R1 to R8.") from None
        out[route] = _compiled(patterns, groups)
    return out


def _opened(node: Node, groups: Mapping[str, str]) -> str:
    def fill(match: re.Match[str]) -> str:
        if match.group(1) not in groups:
            raise node.fault(f"There is no word group '{match.group(1)}'.", "Add it to 'words'.")
        return groups[match.group(1)]

    text = node.text().replace("{{", "\0").replace("}}", "\1")
    text = _GROUP.sub(fill, text).replace("\0", "{").replace("\1", "}")
    return text.replace(" .. ", _GAP).replace(" ..", _GAP.rstrip())


def _compiled(node: Node, groups: Mapping[str, str]) -> re.Pattern[str]:
    parts = []
    for item in node.items():
        opened = _opened(item, groups)
        try:
            re.compile(opened)
        except re.error as error:
            raise item.fault(f"This pattern is not valid: {error}.", "Check brackets.") from None
        parts.append(opened.rstrip())
    return re.compile(rf"\b(?:{'|'.join(parts)})(?!\w)")
