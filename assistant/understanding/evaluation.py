"""Measures the understanding on labelled utterances."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assistant.messages import NONE_INTENT, Decision, Meaning

Row = tuple[str, str, str]
"""Intent, text, and the name of its group of minimal pairs (or empty text)."""
Understand = Callable[[str], Meaning]
_CRISIS = "crisis"
_BINS = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """One labelled utterance and what became of it."""

    intent: str
    text: str
    group: str
    meaning: Meaning

    @property
    def right(self) -> bool:
        """Whether the intent is the labelled one."""
        return self.meaning.intent == self.intent

    @property
    def crisis(self) -> bool:
        """Whether the label is a crisis."""
        return self.intent.startswith(_CRISIS)

    @property
    def raised(self) -> bool:
        """Whether a safety script would have answered."""
        return self.meaning.route is not None


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one evaluation; shares are 0 to 1, NaN-free: an empty share is 1."""

    outcomes: tuple[Outcome, ...]

    def accuracy(self) -> float:
        """Return the share of right intents."""
        return _share(self.outcomes, lambda o: o.right)

    def by_intent(self) -> dict[str, tuple[int, float]]:
        """Return, by label, how many there were and the share of right ones."""
        groups: dict[str, list[Outcome]] = defaultdict(list)
        for outcome in self.outcomes:
            groups[outcome.intent].append(outcome)
        return {
            name: (len(rows), _share(rows, lambda o: o.right))
            for name, rows in sorted(groups.items())
        }

    def confusions(self, most: int = 20) -> list[tuple[str, str, int]]:
        """Return what was taken for what, most frequent first."""
        counted = Counter((o.intent, o.meaning.intent) for o in self.outcomes if not o.right)
        return [(label, taken, count) for (label, taken), count in counted.most_common(most)]

    def rejected(self) -> float:
        """Return the share of `none` rows that were left alone."""
        return _share(self._of(NONE_INTENT), lambda o: o.meaning.decision is Decision.IGNORE)

    def crisis_recall(self) -> float:
        """Return the share of crisis rows that a safety script answers."""
        return _share([o for o in self.outcomes if o.crisis], lambda o: o.raised)

    def raised_wrongly(self) -> float:
        """Return the share of other rows (idioms among them) that a safety script answers."""
        others = [o for o in self.outcomes if not o.crisis]
        return 1 - _share(others, lambda o: not o.raised)

    def groups(self) -> tuple[int, float, float]:
        """Return, of minimal pairs: number of groups, share of right rows, of right groups."""
        rows: dict[str, list[Outcome]] = defaultdict(list)
        for outcome in self.outcomes:
            if outcome.group:
                rows[outcome.group].append(outcome)
        whole = [all(o.right for o in group) for group in rows.values()]
        flat = [o for group in rows.values() for o in group]
        return len(rows), _share(flat, lambda o: o.right), _share(whole, bool)

    def calibration(self) -> float:
        """Return the expected calibration error over ten bins of the score."""
        bins: dict[int, list[Outcome]] = defaultdict(list)
        for outcome in self.outcomes:
            bins[min(_BINS - 1, int(outcome.meaning.score * _BINS))].append(outcome)
        total = len(self.outcomes) or 1
        return sum(
            len(rows) / total
            * abs(_share(rows, lambda o: o.right) - sum(o.meaning.score for o in rows) / len(rows))
            for rows in bins.values()
        )  # fmt: skip

    def decisions(self) -> dict[str, int]:
        """Return how often it acted, asked, ignored."""
        counted = Counter(str(o.meaning.decision) for o in self.outcomes)
        return {str(kind): counted[str(kind)] for kind in Decision}

    def as_table(self) -> dict[str, object]:
        """Return all figures as one JSON-ready mapping."""
        number, pairs, whole = self.groups()
        return {
            "rows": len(self.outcomes),
            "accuracy": round(self.accuracy(), 4),
            "none_rejected": round(self.rejected(), 4),
            "crisis_recall": round(self.crisis_recall(), 4),
            "crisis_raised_wrongly": round(self.raised_wrongly(), 4),
            "groups": number,
            "group_rows_right": round(pairs, 4),
            "groups_all_right": round(whole, 4),
            "calibration_error": round(self.calibration(), 4),
            "decisions": self.decisions(),
            "by_intent": {k: [n, round(v, 4)] for k, (n, v) in self.by_intent().items()},
            "confusions": [list(row) for row in self.confusions()],
        }

    def as_text(self) -> str:
        """Return the figures for a reader."""
        number, pairs, whole = self.groups()
        lines = [
            f"{len(self.outcomes)} utterances, {self.accuracy():.1%} right",
            f"unrelated speech left alone: {self.rejected():.1%}",
            f"crisis answered: {self.crisis_recall():.1%}",
            f"raised as crisis wrongly: {self.raised_wrongly():.1%}",
            f"minimal pairs: {number} groups, {pairs:.1%} of rows, {whole:.1%} of groups right",
            f"calibration error: {self.calibration():.3f}",
            "",
        ]
        lines += [
            f"{name:16}{count:6}{share:8.1%}" for name, (count, share) in self.by_intent().items()
        ]
        lines += ["", "taken for something else:"]
        lines += [f"{label:16}→ {taken:16}{count:4}" for label, taken, count in self.confusions()]
        return "\n".join(lines)

    def _of(self, intent: str) -> list[Outcome]:
        return [o for o in self.outcomes if o.intent == intent]


def evaluate(rows: Iterable[Row], understand: Understand) -> Report:
    """Understand each row's text and compare with its label.

    Args:
        rows: Labelled utterances.
        understand: For example `Understanding.understand`, or hearing and understanding together.

    """
    return Report(
        tuple(Outcome(intent, text, group, understand(text)) for intent, text, group in rows)
    )


def _share(rows: Iterable[object], good: Callable[..., bool]) -> float:
    found = list(rows)
    return sum(1 for row in found if good(row)) / len(found) if found else 1.0


__all__ = ["Outcome", "Report", "Row", "evaluate"]
