"""Writes an utterance in one form: lower case, no apostrophes, contractions opened, fillers out."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from assistant.yamlfile import Node, read_yaml

MAX_CHARACTERS = 4_000
"""What is looked at of one utterance; more is no single request, and keeps the time bounded."""
_APOSTROPHES = "'\u2018\u2019\u201b\u02bc\u00b4\u0060\u2032\uff07"
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_TAIL = re.compile(r"\b([a-z]+) (s|t|m|d|ll|ve|re)\b")
_SYMBOLS = str.maketrans(dict.fromkeys(_APOSTROPHES, "") | {"&": " and ", "%": " percent "})


@dataclass(frozen=True, slots=True)
class Words:
    """The table of `_words.yaml`."""

    contractions: Mapping[str, tuple[str, ...]]
    opened_before: Mapping[str, tuple[str, ...]]
    openers: frozenset[str]
    fillers: frozenset[str]
    filler_phrases: tuple[tuple[str, ...], ...]
    spellings: Mapping[tuple[str, ...], tuple[str, ...]]
    numbers: Mapping[str, str]

    @classmethod
    def load(cls, path: Traversable, name: str | None = None) -> "Words":
        """Read the table.

        Raises:
            DataFault: if a key is missing, unknown, or holds the wrong kind of value.

        """
        keys = {
            "contractions", "if_followed_by", "fillers", "filler_phrases", "spellings", "numbers"
        }  # fmt: skip
        root = read_yaml(path, name).checked(keys, set())
        ahead = root["if_followed_by"].checked({"opens", "words"}, set())
        return cls(
            contractions=_table(root["contractions"]),
            opened_before=_table(ahead["opens"]),
            openers=frozenset(ahead["words"].texts()),
            fillers=frozenset(root["fillers"].texts()),
            filler_phrases=tuple(tuple(t.split()) for t in root["filler_phrases"].texts()),
            spellings={tuple(k.split()): v for k, v in _table(root["spellings"]).items()},
            numbers={k: v.text() for k, v in root["numbers"].table().items()},
        )

    @classmethod
    def none(cls) -> "Words":
        """Return an empty table, for a catalogue that brings none."""
        return cls({}, {}, frozenset(), frozenset(), (), {}, {})


def _table(node: Node) -> dict[str, tuple[str, ...]]:
    return {key: tuple(value.text().split()) for key, value in node.table().items()}


def plain(text: str) -> str:
    """Return lower-case words of a-z and 0-9, apostrophes gone ("I'm", "i m" and "im" alike).

    Other scripts, emoji and control characters count as spaces.
    """
    short = text[:MAX_CHARACTERS]
    if not short.isascii():
        folded = unicodedata.normalize("NFKD", short.translate(_SYMBOLS))
        short = "".join(c for c in folded if not unicodedata.combining(c))
    words = _NOT_WORD.sub(" ", short.lower().translate(_SYMBOLS)).strip()
    return _TAIL.sub(r"\1\2", words)


def tokens(text: str, words: Words) -> tuple[str, ...]:
    """Return the words of an utterance in their one form, fillers and doubled words still in."""
    opened: list[str] = []
    raw = plain(text).split()
    for position, word in enumerate(raw):
        if word in words.contractions:
            opened.extend(words.contractions[word])
        elif (
            word in words.opened_before
            and position + 1 < len(raw)
            and raw[position + 1] in words.openers
        ):
            opened.extend(words.opened_before[word])
        else:
            opened.append(word)
    return tuple(_respelled(opened, words.spellings))


def _respelled(found: list[str], spellings: Mapping[tuple[str, ...], tuple[str, ...]]) -> list[str]:
    out: list[str] = []
    position = 0
    while position < len(found):
        for width in (3, 2, 1):
            piece = tuple(found[position : position + width])
            if len(piece) == width and piece in spellings:
                out.extend(spellings[piece])
                position += width
                break
        else:
            out.append(found[position])
            position += 1
    return out


def core(found: tuple[str, ...], words: Words) -> tuple[str, ...]:
    """Return the words that carry meaning: no fillers, no stutters ("i i want").

    If nothing but fillers was said, they are kept: "okay" is an answer.
    """
    kept: list[str] = []
    position = 0
    while position < len(found):
        skip = _filler_length(found, position, words)
        if skip:
            position += skip
            continue
        kept.append(found[position])
        position += 1
    return _without_stutter(tuple(kept) or found)


def _filler_length(found: tuple[str, ...], position: int, words: Words) -> int:
    for phrase in words.filler_phrases:
        if found[position : position + len(phrase)] == phrase:
            return len(phrase)
    return 1 if found[position] in words.fillers else 0


def _without_stutter(found: tuple[str, ...]) -> tuple[str, ...]:
    out: list[str] = []
    for word in found:
        out.append(word)
        for width in (4, 3, 2, 1):
            if len(out) >= 2 * width and out[-width:] == out[-2 * width : -width]:
                del out[-width:]
                break
    return tuple(out)
