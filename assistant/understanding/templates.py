"""Phrases with slots ("a {size} {drink}"): matches them and says what filled each slot."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assistant.understanding.catalogue import SLOT, Catalogue
from assistant.understanding.index import PhraseIndex
from assistant.understanding.reading import prepared

Words = tuple[str, ...]
_COVERED = {1: 0.7, 2: 0.45}
"""Filled slots → share of an utterance's words that an intent's phrases must know, if no phrase
fits whole; more slots count like two."""


@dataclass(frozen=True, slots=True)
class Templates:
    """The phrases with slots of a catalogue, and the values of their lists."""

    index: PhraseIndex = field(default_factory=PhraseIndex)
    values: Mapping[Words, str] = field(default_factory=dict)
    """Words of a value → slot name."""
    longest: int = 0
    vocabulary: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Words of each intent's templates."""

    @classmethod
    def of(cls, catalogue: Catalogue, intents: Iterable[str]) -> "Templates":
        """Read the phrases with slots of some intents."""
        keys: list[tuple[Words, str]] = []
        values: dict[Words, str] = {}
        vocabulary: dict[str, set[str]] = {}
        for phrase in catalogue.phrases(*intents):
            if not SLOT.search(phrase.text):
                continue
            key: list[str] = []
            place = 0
            for match in SLOT.finditer(phrase.text):
                name = match.group(2) or match.group(1)
                key += [*prepared(phrase.text[place : match.start()], catalogue), f"{{{name}}}"]
                place = match.end()
                for value in catalogue.lists.values[match.group(1)]:
                    values.setdefault(prepared(value, catalogue), name)
            key += prepared(phrase.text[place:], catalogue)
            keys.append((tuple(key), phrase.intent))
            vocabulary.setdefault(phrase.intent, set()).update(key)
        longest = max((len(value) for value in values), default=0)
        return cls(
            PhraseIndex.of(keys, catalogue.lists.values.get("_turning", ())),
            values,
            longest,
            {intent: frozenset(words) for intent, words in vocabulary.items()},
        )

    def find(self, found: Words) -> tuple[str, float, dict[str, str]] | None:
        """Return intent, likeness and slots of an utterance, or None.

        A whole template that fits goes first; else the intent whose templates know most of the
        words, if enough of them are known for the number of slots that are filled.
        """
        if not self.values:
            return None
        opened, slots = self._opened(found)
        whole = self.index.find(opened)
        if whole:
            return whole[0], whole[1], slots
        best: tuple[str, float, dict[str, str]] | None = None
        for intent, words in self.vocabulary.items():
            share = sum(word in words for word in opened) / len(opened)
            if (
                slots
                and share >= _COVERED[min(2, len(slots))]
                and (best is None or share > best[1])
            ):
                best = (intent, share, slots)
        return best

    def _opened(self, found: Words) -> tuple[Words, dict[str, str]]:
        """Put slot names in place of values, longest values first."""
        out: list[str] = []
        slots: dict[str, str] = {}
        place = 0
        while place < len(found):
            for width in range(min(self.longest, len(found) - place), 0, -1):
                piece = found[place : place + width]
                if piece in self.values:
                    name = self.values[piece]
                    slots.setdefault(name, " ".join(piece))
                    out.append(f"{{{name}}}")
                    place += width
                    break
            else:
                out.append(found[place])
                place += 1
        return tuple(out), slots
