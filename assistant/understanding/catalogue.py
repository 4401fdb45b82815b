"""Reads and checks intents/: the registry, the phrases with their near-misses, the shared lists."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from importlib.resources.abc import Traversable
from itertools import product

from assistant.errors import DataFault
from assistant.messages import NONE_INTENT, Route
from assistant.resources import data_folder
from assistant.understanding.normalise import Words, core, tokens
from assistant.understanding.structure import Lists
from assistant.yamlfile import Node, read_yaml

WORDS_FILE = "_words.yaml"
LISTS_FILE = "_lists.yaml"
SAFETY_FILE = "_safety.yaml"
SLOTS_FILE = "_slots.yaml"
SLOT = re.compile(r"\{([a-z0-9_]+)(?::([a-z0-9_]+))?\}")
_MAX_EXPANDED = 64


@dataclass(frozen=True, slots=True)
class Intent:
    """One line of the registry."""

    name: str
    purpose: str
    example: str
    priority: int
    script: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase and where it stands; `hand` names the writer's group."""

    text: str
    intent: str
    hand: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class PhraseFile:
    """What one phrase file holds."""

    phrases: tuple[Phrase, ...]
    near_misses: tuple[Phrase, ...]


@dataclass(frozen=True)
class Catalogue:
    """What can be heard in one language; phrase files are read when first asked for."""

    folder: Traversable
    language: str
    intents: Mapping[str, Intent]
    routes: Mapping[Route, str]
    words: Words
    lists: Lists
    _read: dict[str, PhraseFile] = field(default_factory=dict, repr=False)

    @classmethod
    def load(cls, folder: Traversable, language: str = "en") -> "Catalogue":
        """Read the registry and the shared lists.

        Raises:
            DataFault: if a file is missing or has a fault; file, line and fix are named.

        """
        registry = folder / "intents.yaml"
        if not registry.is_file():
            raise DataFault(
                "intents.yaml", None, "The registry of intents is missing.", "Add intents.yaml."
            )
        root = read_yaml(registry, "intents.yaml").checked({"intents"}, {"routes"})
        intents = dict(_intents(root["intents"]))
        home = folder / language
        if not home.is_dir():
            raise DataFault(language, None, "There are no phrases for this language.", "Add them.")
        return cls(
            folder=folder,
            language=language,
            intents=intents,
            routes=_routes(root.get("routes"), intents),
            words=_words(home, language),
            lists=_lists(home, language),
        )

    @property
    def home(self) -> Traversable:
        """The folder of the language."""
        return self.folder / self.language

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """Return a fingerprint of each phrase file, by intent; cheap, nothing is parsed."""
        out: dict[str, str] = {}
        for name in self.intents:
            path = self.home / f"{name}.yaml"
            if path.is_file():
                out[name] = sha256(path.read_bytes()).hexdigest()[:16]
        return out

    def of(self, intent: str) -> PhraseFile:
        """Return the phrases of one intent, reading its file on first use.

        Raises:
            DataFault: if the file has a fault.

        """
        if intent not in self._read:
            path = self.home / f"{intent}.yaml"
            name = f"{self.language}/{intent}.yaml"
            if path.is_file():
                self._read[intent] = _phrase_file(read_yaml(path, name), intent, self.lists)
            else:
                self._read[intent] = PhraseFile((), ())
        return self._read[intent]

    def phrases(self, *intents: str) -> tuple[Phrase, ...]:
        """Return the phrases of the intents named, or of all."""
        return tuple(p for name in intents or tuple(self.intents) for p in self.of(name).phrases)

    def spoken(self, *intents: str) -> tuple[str, ...]:
        """Return the phrases as texts with their slots filled, for a grammar or language model."""
        return tuple(t for p in self.phrases(*intents) for t in expand(p.text, self.lists))

    def check(self) -> int:
        """Read everything and look for faults across files; returns the number of phrases.

        Raises:
            DataFault: for a phrase that stands twice, a file of no known intent, or any fault in
                one file.

        """
        for entry in self.home.iterdir():
            stem, _, ending = entry.name.rpartition(".")
            if ending == "yaml" and not stem.startswith("_") and stem not in self.intents:
                raise DataFault(
                    f"{self.language}/{entry.name}",
                    1,
                    f"There is no intent '{stem}'.",
                    "Add it to intents.yaml, or rename the file.",
                )
        seen: dict[str, Phrase] = {}
        for phrase in self.phrases():
            first = seen.setdefault(self._plain(phrase), phrase)
            if first is not phrase and (first.text == phrase.text or first.intent != phrase.intent):
                raise DataFault(
                    phrase.file,
                    phrase.line,
                    f"The phrase stands in {first.file}:{first.line} already.",
                    "Keep one of them.",
                )
        self._check_near_misses(seen)
        return len(seen)

    def _plain(self, phrase: Phrase) -> str:
        """Return what the matcher sees of a phrase; slots stay as they are."""
        if SLOT.search(phrase.text):
            return phrase.text
        return " ".join(core(tokens(phrase.text, self.words), self.words))

    def _check_near_misses(self, seen: Mapping[str, Phrase]) -> None:
        for name in self.intents:
            for miss in self.of(name).near_misses:
                owner = seen.get(self._plain(miss))
                if owner and owner.intent == name:
                    raise DataFault(
                        miss.file,
                        miss.line,
                        f"This must not match, and is a phrase at {owner.file}:{owner.line}.",
                        "Keep one of them.",
                    )


def expand(text: str, lists: Lists) -> Iterator[str]:
    """Fill the slots of a phrase with the values of their lists (at most 64 fillings)."""
    names = [match.group(1) for match in SLOT.finditer(text)]
    if not names:
        yield text
        return
    choices = [lists.values[name] for name in names]
    for count, picked in enumerate(product(*choices)):
        if count == _MAX_EXPANDED:
            return
        rest = iter(picked)
        yield SLOT.sub(lambda _, rest=rest: next(rest), text)  # type: ignore[misc]


def fingerprint(catalogue: Catalogue) -> str:
    """Return one fingerprint of all that training reads: phrases, words and lists."""
    parts = dict(catalogue.digests)
    for name in (WORDS_FILE, LISTS_FILE):
        path = catalogue.home / name
        if path.is_file():
            parts[name] = sha256(path.read_bytes()).hexdigest()[:16]
    return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def _intents(node: Node) -> Iterator[tuple[str, Intent]]:
    for name, value in node.table().items():
        row = value.checked({"purpose"}, {"example", "priority", "script"})
        yield (
            name,
            Intent(
                name=name,
                purpose=row["purpose"].text(),
                example=row["example"].text() if "example" in row else "",
                priority=int(row["priority"].number()) if "priority" in row else 50,
                script=row["script"].text() if "script" in row else "",
            ),
        )


def _routes(node: Node | None, intents: Mapping[str, Intent]) -> dict[Route, str]:
    out: dict[Route, str] = {}
    for key, value in (node.table() if node else {}).items():
        row = value.checked({"intent", "purpose"}, set())
        try:
            route = Route(key)
        except ValueError:
            raise value.fault(f"There is no route '{key}'.", "Routes are R1 to R8.") from None
        if row["intent"].text() not in intents:
            raise value.fault(
                f"There is no intent '{row['intent'].text()}'.", "Name one of the intents above."
            )
        out[route] = row["intent"].text()
    return out


def _words(home: Traversable, language: str) -> Words:
    path = home / WORDS_FILE
    if not path.is_file():  # another catalogue: the language is still the same
        path = data_folder("intents") / language / WORDS_FILE
    return Words.load(path, f"{language}/{WORDS_FILE}") if path.is_file() else Words.none()


def _lists(home: Traversable, language: str) -> Lists:
    path = home / LISTS_FILE
    return Lists.load(path, f"{language}/{LISTS_FILE}") if path.is_file() else Lists.of({})


def _phrase_file(root: Node, intent: str, lists: Lists) -> PhraseFile:
    table = root.checked({"phrases"}, {"must_not_match"})
    phrases = tuple(_phrases(table["phrases"], intent, lists))
    if not phrases:
        raise root.fault("The file holds no phrase.", "Add a phrase, or remove the file.")
    misses = table.get("must_not_match")
    near = tuple(_phrases(misses, intent, lists)) if misses else ()
    return PhraseFile(phrases, near)


def _phrases(node: Node, intent: str, lists: Lists) -> Iterator[Phrase]:
    groups = node.value if isinstance(node.value, dict) else {"": node}
    for hand, group in groups.items():
        for item in group.items():
            text = item.text().strip()
            if not text:
                raise item.fault("This phrase is empty.", "Write it, or remove the line.")
            for match in SLOT.finditer(text):
                if match.group(1) not in lists.values:
                    raise item.fault(
                        f"There is no list '{match.group(1)}'.", f"Add it to {LISTS_FILE}."
                    )
            yield Phrase(text, intent, hand, item.file, item.line)


__all__ = ["NONE_INTENT", "Catalogue", "Intent", "Phrase", "PhraseFile", "expand", "fingerprint"]
