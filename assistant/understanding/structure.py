"""Reads who does what to whom: word classes, and verbs with subject, object, tense and negation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from itertools import pairwise

from assistant.yamlfile import read_yaml

_PEOPLE = ("me", "ex", "kin", "friend", "worker", "anyone", "name")
_OTHERS = frozenset({"kin", "friend", "worker", "other"})
_VERBS = (
    "contact", "contacted", "contacting", "contacts", "look", "looked", "looking",
    "hurt", "hurt_past", "hurting", "die", "long_for",
)  # fmt: skip
_MODS = ("wish", "near", "not", "done", "undo", "back")
_SUBJECT_REACH = 6
_OBJECT_REACH = 4
_CLAUSE_ENDS = frozenset({"and", "but", "because", "then", "so", "or", "if", "when", "while"})


@dataclass(frozen=True, slots=True)
class Lists:
    """The word classes of `_lists.yaml`, indexed by their first word.

    Lists whose name starts with an underscore are no classes; code looks them up by name.
    """

    values: Mapping[str, tuple[str, ...]]
    starts: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

    @classmethod
    def load(cls, path: Traversable, name: str | None = None) -> "Lists":
        """Read the lists.

        Raises:
            DataFault: if a list is empty or no list of texts.

        """
        found: dict[str, tuple[str, ...]] = {}
        for key, node in read_yaml(path, name).table().items():
            found[key] = node.texts()
            if not found[key]:
                raise node.fault(f"The list '{key}' is empty.", "Add a value or remove it.")
        return cls.of(found)

    @classmethod
    def of(cls, values: Mapping[str, Iterable[str]]) -> "Lists":
        """Index lists given as plain text."""
        starts: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        kept = {key: tuple(texts) for key, texts in values.items()}
        for key, texts in kept.items():
            for text in () if key.startswith("_") else texts:
                words = tuple(text.split())
                starts.setdefault(words[0], []).append((words, key))
        return cls(kept, {k: tuple(v) for k, v in starts.items()})


@dataclass(frozen=True, slots=True)
class People:
    """Who is meant by a name or pronoun, where the person told us."""

    ex_words: frozenset[str] = frozenset()
    """The ex's names, in lower case."""
    other_words: frozenset[str] = frozenset()
    """Names of people who are somebody else (a friend of the plan, a child)."""


_NOBODY = People()


def classes(found: tuple[str, ...], lists: Lists, people: People = _NOBODY) -> list[set[str]]:
    """Return, for each word, the classes it belongs to; several-word values mark each word."""
    marks: list[set[str]] = [set() for _ in found]
    for position, word in enumerate(found):
        for words, key in lists.starts.get(word, ()):
            end = position + len(words)
            if len(words) == 1 or found[position:end] == words:
                for index in range(position, min(end, len(found))):
                    marks[index].add(key)
        if word in people.ex_words:
            marks[position] = {"ex"}
        elif word in people.other_words:
            marks[position] = {"friend"}
    return marks


def _person(marks: set[str], word: str) -> str:
    for key in _PEOPLE:
        if key in marks:
            return "other" if key in _OTHERS else key
    return "you" if word in ("you", "your") else ""


def features(found: tuple[str, ...], marks: list[set[str]]) -> list[str]:
    """Return the names of what was found: classes in order, and the relations around each verb."""
    out: list[str] = []
    chain = ["/".join(sorted(m)) if m else "" for m in marks]
    people = [_person(m, w) for m, w in zip(marks, found, strict=True)]
    tagged = [p or c or w for p, c, w in zip(people, chain, found, strict=True)]
    for mark in marks:
        out.extend(f"c:{key}" for key in mark)
    padded = ["^", *tagged, "$"]
    out.extend(f"d:{a} {b}" for a, b in pairwise(padded))
    out.extend(f"t:{a} {b} {c}" for a, b, c in zip(padded, padded[1:], padded[2:], strict=False))
    dense = [t for t, c, p in zip(tagged, chain, people, strict=True) if c or p]
    out.extend(f"s:{a}>{b}" for a, b in pairwise(dense))
    out.extend(f"q:{a}>{b}>{c}" for a, b, c in zip(dense, dense[1:], dense[2:], strict=False))
    for position, mark in enumerate(marks):
        for verb in _VERBS:
            if verb in mark:
                out.extend(_relation(found, marks, people, position, verb))
    out.append(f"n:{min(len(found), 12) // 2}")
    return out


def _relation(
    found: tuple[str, ...], marks: list[set[str]], people: list[str], at: int, verb: str
) -> list[str]:
    subject, start = "", at
    for index in range(at - 1, max(-1, at - 1 - _SUBJECT_REACH), -1):
        start = index
        if people[index] and not (people[index] == "me" and found[index] in ("me", "my", "mine")):
            subject = people[index]
            break
        if found[index] in _CLAUSE_ENDS:
            break
    target = ""
    for index in range(at + 1, min(len(found), at + 1 + _OBJECT_REACH)):
        if people[index]:
            target = people[index]
            break
        if found[index] in _CLAUSE_ENDS:
            break
    inside = [k for k in _MODS if any(k in marks[i] for i in range(max(0, start - 1), at))]
    before = [k for k in ("near", "wish", "not") if any(k in m for m in marks[: max(0, start)])]
    after = [k for k in ("undo", "not", "back") if any(k in m for m in marks[at + 1 :])]
    how = "+".join(inside)
    asked = "?" if marks and "ask_word" in marks[0] else ""
    return [
        f"r:{subject}|{verb}|{target}",
        f"r:{subject}|{verb}|{target}|{how}{asked}",
        f"r:{subject}|{verb}|{how}{asked}",
        f"r:{verb}|{target}|{how}",
        f"r:{subject}|{verb}|{target}|>{'+'.join(after)}",
        f"r:{subject}|{verb}|<{'+'.join(before)}|{how}|{'+'.join(after)}",
    ]
