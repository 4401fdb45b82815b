"""Finds what was named in an utterance: a rating, a breathing pattern, a drink of some menu."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from assistant.yamlfile import Node, read_yaml

_TENS = re.compile(r"^(?:10|[0-9])$")


@dataclass(frozen=True, slots=True)
class Slot:
    """How one slot of an intent is filled."""

    name: str
    ways: Mapping[tuple[str, ...], str]
    """Words as said → value."""
    number: bool = False
    before: frozenset[str] = frozenset()
    """A number counts only in front of one of these words; empty: anywhere."""


@dataclass(frozen=True, slots=True)
class Slots:
    """All slots, by intent."""

    of: Mapping[str, tuple[Slot, ...]]

    @classmethod
    def load(cls, path: Traversable, name: str | None = None) -> "Slots":
        """Read `_slots.yaml`.

        Raises:
            DataFault: for an unknown key or a value of the wrong kind.

        """
        table = read_yaml(path, name).table()
        return cls({key: tuple(_slots(node)) for key, node in table.items()})

    def fill(
        self, intent: str, found: tuple[str, ...], numbers: Mapping[str, str]
    ) -> dict[str, str]:
        """Return the slots of an intent that an utterance fills.

        Args:
            intent: Its name; intents without slots give nothing.
            found: The prepared words.
            numbers: Number words → digits.

        """
        out: dict[str, str] = {}
        for slot in self.of.get(intent, ()):
            value = _filled(slot, found, numbers)
            if value is not None:
                out[slot.name] = value
        return out


def _filled(slot: Slot, found: tuple[str, ...], numbers: Mapping[str, str]) -> str | None:
    if slot.number:
        value = _number(slot, found, numbers)
        if value is not None:
            return value
    longest = max((len(way) for way in slot.ways), default=0)
    for width in range(longest, 0, -1):
        for start in range(len(found) - width + 1):
            way = found[start : start + width]
            if way in slot.ways:
                return slot.ways[way]
    return None


def _number(slot: Slot, found: tuple[str, ...], numbers: Mapping[str, str]) -> str | None:
    said = [
        (index, numbers[word])
        for index, word in enumerate(found)
        if word in numbers and (slot.before or _TENS.match(numbers[word]))
    ]
    if slot.before:
        said = [
            (index, value)
            for index, value in said
            if any(word in slot.before for word in found[index + 1 : index + 3])
        ]
        return said[0][1] if said else None
    # "nine out of ten": the first; "it was a nine now it's a four": the last
    if not said:
        return None
    for index, value in said:
        if found[index + 1 : index + 3] == ("out", "of"):
            return value
    if len(said) > 1 and said[-1][1] == "10" and "of" in found:
        said = said[:-1]
    return said[-1][1]


def _slots(node: Node) -> Iterator[Slot]:
    for name, value in node.table().items():
        row = value.checked(set(), {"values", "number", "before"})
        ways: dict[tuple[str, ...], str] = {}
        for key, texts in (row["values"].table() if "values" in row else {}).items():
            for text in texts.texts():
                ways[tuple(text.split())] = key
        yield Slot(
            name=name,
            ways=ways,
            number="number" in row and row["number"].flag(),
            before=frozenset(row["before"].texts()) if "before" in row else frozenset(),
        )
