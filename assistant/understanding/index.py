"""Finds phrases that are (nearly) word for word what was said, without looking at all of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio

_MAX_CANDIDATES = 40
_SAME_WORD = 86.0
"""From this character ratio on, two words are one word misheard or misspelt."""
_MIN_FUZZY_WORDS = 4
Key = tuple[str, ...]


@dataclass(slots=True)
class PhraseIndex:
    """Exact phrases by their words, and near ones by their rarest words."""

    exact: dict[Key, str] = field(default_factory=dict)
    by_word: dict[str, list[Key]] = field(default_factory=dict)
    turning: frozenset[str] = frozenset()
    """Words that turn a meaning round ("not"): two phrases are never alike if one lacks it."""

    @classmethod
    def of(cls, phrases: Iterable[tuple[Key, str]], turning: Iterable[str] = ()) -> "PhraseIndex":
        """Index prepared words → intent; the first owner of the same words keeps them."""
        index = cls(turning=frozenset(turning))
        for key, intent in phrases:
            if key and index.exact.setdefault(key, intent) == intent:
                for word in set(key):
                    index.by_word.setdefault(word, []).append(key)
        return index

    def find(self, found: Key) -> tuple[str, float] | None:
        """Return the intent and the likeness (0 to 1) of the phrase that was said, or None.

        Words may be misspelt, and one in five left out or put in; one that negates never may.
        """
        if found in self.exact:
            return self.exact[found], 1.0
        if len(found) < _MIN_FUZZY_WORDS:
            return None
        best: tuple[float, Key] | None = None
        for key in self._candidates(found):
            likeness = _likeness(found, key, self.turning)
            if likeness is not None and (best is None or likeness > best[0]):
                best = (likeness, key)
        return (self.exact[best[1]], best[0]) if best else None

    def _candidates(self, found: Key) -> list[Key]:
        lists = [self.by_word[word] for word in set(found) if word in self.by_word]
        lists.sort(key=len)
        seen: Counter[Key] = Counter()
        for keys in lists[: max(2, len(found) // 3)]:
            for key in keys[:_MAX_CANDIDATES]:
                if abs(len(key) - len(found)) <= 1 + len(found) // 4:
                    seen[key] += 1
        return [key for key, _ in seen.most_common(_MAX_CANDIDATES)]


def _likeness(found: Key, key: Key, turning: frozenset[str]) -> float | None:
    """Compare word by word; a word that is nearly the same counts as the same."""
    if turning & (set(found) ^ set(key)):
        return None
    cost = 0.0
    for change in Levenshtein.editops(found, key):
        if change.tag != "replace":
            cost += 0.6
        elif ratio(found[change.src_pos], key[change.dest_pos]) >= _SAME_WORD:
            cost += 0.25
        else:
            return None
    likeness = 1 - cost / max(len(found), len(key))
    return likeness if likeness >= 0.86 else None
