"""Looks up how words are spoken: PocketSphinx's own dictionary, then a pronouncer for the rest."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pocketsphinx

from assistant.errors import RecognizerFault
from assistant.hearing.recognizer import Pronouncer

_VOWELS = "AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW"
_CONSONANTS = "B CH D DH F G HH JH K L M N NG P R S SH T TH V W Y Z ZH"
PHONES = frozenset((*_VOWELS.split(), *_CONSONANTS.split()))
"""The 39 phones of the bundled acoustic model (CMU dictionary, ARPAbet without stress)."""
_SIBILANTS = frozenset(("S", "Z", "SH", "ZH", "CH", "JH"))
_VOICELESS = frozenset(("P", "T", "K", "F", "TH"))
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*'?")
_QUOTES = str.maketrans("\u2018\u2019\u02bc\u0060", "''''")


@dataclass(frozen=True, slots=True)
class Pronunciations:
    """How the words are spoken, and which nobody could say."""

    by_word: Mapping[str, tuple[str, ...]]
    """Word to one or more pronunciations like "HH AH L OW"."""
    unknown_words: tuple[str, ...]
    """Sorted."""


def words_of(phrase: str) -> list[str]:
    """Split a phrase into words as a recognizer writes them: lower case, apostrophes kept."""
    return _WORD.findall(phrase.lower().translate(_QUOTES))


def bundled_dictionary() -> Path:
    """Return the CMU dictionary that comes in PocketSphinx's wheel."""
    return Path(pocketsphinx.get_model_path()) / "en-us" / "cmudict-en-us.dict"


def look_up(words: Iterable[str], pronouncer: Pronouncer | None = None) -> Pronunciations:
    """Find the pronunciations of the words.

    Order: the bundled dictionary; the owner's form ("sam's") from its stem there; the pronouncer.

    Raises:
        RecognizerFault: if the bundled dictionary cannot be read.

    """
    wanted = set(words)
    stems = {stem for stem in map(_stem, wanted) if stem}
    found = _scan(wanted | stems)
    by_word: dict[str, tuple[str, ...]] = {}
    missing: list[str] = []
    for word in sorted(wanted):
        stem = _stem(word)
        if word in found:
            by_word[word] = tuple(found[word])
        elif stem in found:
            by_word[word] = tuple(_with_s(phones) for phones in found[stem])
        else:
            missing.append(word)
    by_word.update(_ask(missing, pronouncer))
    return Pronunciations(by_word, tuple(word for word in missing if word not in by_word))


def _scan(wanted: set[str]) -> dict[str, list[str]]:
    """Read the wanted words out of the dictionary of 134,000 lines (about 0.05 s)."""
    try:
        lines = bundled_dictionary().read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise RecognizerFault(
            "The speech dictionary cannot be read; please install Steady again."
        ) from error
    found: dict[str, list[str]] = {}
    for line in lines:
        entry, _, phones = line.partition(" ")
        word = entry if entry in wanted else entry.partition("(")[0]
        if word in wanted:
            found.setdefault(word, []).append(phones)
    return found


def _stem(word: str) -> str:
    return word[:-2] if word.endswith("'s") else word.removesuffix("'") if "'" in word else ""


def _with_s(phones: str) -> str:
    last = phones.rsplit(" ", 1)[-1]
    if last in _SIBILANTS:
        return f"{phones} IH Z"
    return f"{phones} S" if last in _VOICELESS else f"{phones} Z"


def _ask(missing: list[str], pronouncer: Pronouncer | None) -> dict[str, tuple[str, ...]]:
    if not missing or pronouncer is None:
        return {}
    said: dict[str, tuple[str, ...]] = {}
    for word, ways in pronouncer.pronounce(missing).items():
        # A phone outside the model's set would make the decoder refuse the whole dictionary.
        usable = tuple(way for way in ways if way and PHONES.issuperset(way.split()))
        if usable and word in missing:
            said[word] = usable
    return said
