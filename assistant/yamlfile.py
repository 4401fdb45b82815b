"""Reads YAML with line numbers, so that a fault in a data file can name its line."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable

import yaml

from assistant.errors import DataFault

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Node:
    """One value of a YAML file with its place.

    `value` is a `str`, a `dict[str, Node]` or a `list[Node]`; scalars stay text, and the
    accessors below convert them. `line` counts from 1.
    """

    value: "str | dict[str, Node] | list[Node]"
    file: str
    line: int

    def fault(self, what: str, fix: str) -> DataFault:
        """Return the fault that names this place."""
        return DataFault(self.file, self.line, what, fix)

    def text(self) -> str:
        """Return the scalar as text."""
        if isinstance(self.value, str):
            return self.value
        raise self.fault("Expected one piece of text here.", "Put the text in quotes.")

    def number(self) -> float:
        """Return the scalar as a number."""
        try:
            return float(self.text())
        except ValueError:
            raise self.fault(f"'{self.text()}' is not a number.", "Write a number.") from None

    def flag(self) -> bool:
        """Return the scalar as yes or no."""
        word = self.text().lower()
        if word in ("true", "yes"):
            return True
        if word in ("false", "no"):
            return False
        raise self.fault(f"'{word}' is neither true nor false.", "Write true or false.")

    def items(self) -> "list[Node]":
        """Return the list; a single scalar counts as a list of one."""
        if isinstance(self.value, list):
            return self.value
        if isinstance(self.value, str):
            return [self]
        raise self.fault("Expected a list here.", "Start each item with a dash.")

    def table(self) -> "dict[str, Node]":
        """Return the mapping."""
        if isinstance(self.value, dict):
            return self.value
        raise self.fault("Expected 'key: value' lines here.", "Write 'key: value'.")

    def texts(self) -> tuple[str, ...]:
        """Return the list of texts."""
        return tuple(item.text() for item in self.items())

    def checked(self, required: set[str], optional: set[str]) -> "dict[str, Node]":
        """Return the mapping after refusing unknown and missing keys."""
        table = self.table()
        for key, node in table.items():
            if key not in required | optional:
                known = ", ".join(sorted(required | optional))
                raise node.fault(f"Unknown key '{key}'.", f"Known keys are: {known}.")
        for key in sorted(required):
            if key not in table:
                raise self.fault(f"The key '{key}' is missing.", f"Add '{key}:'.")
        return table


def read_yaml(path: Traversable, name: str | None = None) -> Node:
    """Read one YAML document.

    Args:
        path: The file.
        name: How to call it in faults; the file's own path if absent.

    Raises:
        DataFault: if it cannot be read, is no YAML, or has a key twice.

    """
    shown = name or str(path)
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataFault(shown, None, "The file cannot be read as UTF-8 text.", str(error)) from None
    return parse_yaml(source, shown)


def parse_yaml(source: str, name: str) -> Node:
    """Read one YAML document from text; see `read_yaml`."""
    try:
        root = yaml.compose(source, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else None
        problem = error.problem or "not valid YAML"
        raise DataFault(
            name, line, f"This is not valid YAML: {problem}.", "Check quotes and indents."
        ) from None
    except yaml.YAMLError:
        raise DataFault(
            name, None, "This is not valid YAML.", "Remove control characters."
        ) from None
    if root is None:
        return Node({}, name, 1)
    return _convert(root, name)


def _convert(root: yaml.Node, name: str) -> Node:
    line = root.start_mark.line + 1
    if isinstance(root, yaml.ScalarNode):
        return Node(root.value, name, line)
    if isinstance(root, yaml.SequenceNode):
        return Node([_convert(child, name) for child in root.value], name, line)
    table: dict[str, Node] = {}
    for key, child in _pairs(root):
        if key in table:
            place = child.start_mark.line + 1
            raise DataFault(name, place, f"The key '{key}' stands here twice.", "Keep one of them.")
        table[key] = _convert(child, name)
    return Node(table, name, line)


def _pairs(root: yaml.Node) -> Iterator[tuple[str, yaml.Node]]:
    for key, child in root.value:
        yield str(key.value), child
