"""Chooses blend, temperature and thresholds from scores that no judge gave to its own phrases.

Each row's scores come from parts trained without any phrase by the same hand, since strangers
phrase things differently; figures on one's own hand would promise too much.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

Floats = NDArray[np.float64]
RAISED_WRONGLY = 0.05
"""Share of other utterances by strangers that may be taken for a crisis."""


@dataclass(frozen=True)
class Scores:
    """Held-out decision values of the parts; n rows."""

    labels: NDArray[np.str_]
    hands: NDArray[np.str_]
    linear: Floats
    """Shape (n, labels + 1)."""
    network: Floats
    """Shape (n, labels + 1)."""
    rule: NDArray[np.bool_]
    """Whether a structural rule fits; shape (n,)."""


def log_shares(values: Floats, temperature: float) -> Floats:
    """Return the logarithm of the softmax of each row."""
    scaled = values / temperature
    scaled = scaled - scaled.max(1, keepdims=True)
    out: Floats = scaled - np.log(np.exp(scaled).sum(1, keepdims=True))
    return out


def best_temperature(values: Floats, truth: NDArray[np.intp]) -> float:
    """Return the temperature with the least log loss."""
    rows = np.arange(len(truth))
    choices = np.geomspace(0.05, 3.0, 80)
    losses = [-log_shares(values, t)[rows, truth].mean() for t in choices]
    return float(choices[int(np.argmin(losses))])


def chosen(scores: Scores, names: NDArray[np.str_]) -> dict[str, float | list[float]]:
    """Return all constants of the runtime."""
    truth = np.searchsorted(names, scores.labels)
    linear = log_shares(
        scores.linear[:, :-1], t_linear := best_temperature(scores.linear[:, :-1], truth)
    )
    network = log_shares(
        scores.network[:, :-1], t_net := best_temperature(scores.network[:, :-1], truth)
    )
    shares = np.arange(0.0, 0.85, 0.05)
    right = [((1 - a) * linear + a * network).argmax(1) == truth for a in shares]
    share = float(shares[int(np.argmax([r.mean() for r in right]))])
    mixed = (1 - share) * linear + share * network
    crisis = np.char.startswith(scores.labels, "crisis")
    danger = np.char.startswith(names, "crisis")
    signs = np.stack(
        [
            mixed[:, danger].max(1) - mixed[:, ~danger].max(1),
            scores.linear[:, -1],
            scores.network[:, -1],
            scores.rule.astype(float),
        ],
        axis=1,
    )
    line = LogisticRegression(C=1.0, max_iter=1000).fit(signs, crisis)
    odds = signs @ line.coef_[0] + line.intercept_[0]
    limit = float(np.quantile(odds[~crisis], 1 - RAISED_WRONGLY))
    for wrong in (0.02, 0.03, 0.04, 0.05, 0.06, 0.08):
        at = np.quantile(odds[~crisis], 1 - wrong)
        print(f"raised wrongly {wrong:.2f}: crisis recall {(odds[crisis] >= at).mean():.3f}")
    calm = mixed[:, ~danger]
    quiet_truth = np.searchsorted(names[~danger], scores.labels[~crisis])
    t_mix = best_temperature(calm[~crisis], quiet_truth)
    about: dict[str, float | list[float]] = {
        "linear_temperature": t_linear,
        "network_temperature": t_net,
        "network_share": share,
        "temperature": t_mix,
        "crisis_weights": [float(x) for x in line.coef_[0]],
        "crisis_bias": float(line.intercept_[0]),
        "crisis": round(float(1 / (1 + np.exp(-limit))), 4),
    }
    about |= limits(
        np.exp(log_shares(calm[~crisis], t_mix)), scores.labels[~crisis], names[~danger]
    )
    report(
        scores,
        names,
        mixed,
        odds >= limit,
        float(about["ask"]) if not isinstance(about["ask"], list) else 0.0,
        t_mix,
    )
    return about


def limits(shares: Floats, labels: NDArray[np.str_], names: NDArray[np.str_]) -> dict[str, float]:
    """Choose where to act and where to ask.

    Answering unrelated speech weighs as much as missing a request (as shares of each);
    an answer is acted on from where nine in ten are right, or from a half at the least.
    """
    guess, best = names[shares.argmax(1)], shares.max(1)
    strange = labels == "none"
    spoken = guess != "none"
    costs = []
    choices = np.arange(0.05, 0.6, 0.01)
    for ask in choices:
        answers = spoken & (best >= ask)
        false = answers[strange].mean()
        missed = 1 - (answers & (guess == labels))[~strange].mean()
        costs.append(1.0 * false + missed)
    ask = float(choices[int(np.argmin(costs))])
    act = max(ask, 0.5)
    for level in np.arange(act, 0.9, 0.01):
        near = spoken & (best >= level) & (best < level + 0.1)
        if near.sum() > 30 and (guess == labels)[near].mean() >= 0.6:
            act = float(level)
            break
    return {"ask": round(ask, 3), "act": round(act, 3)}


def report(
    scores: Scores, names: NDArray[np.str_], mixed: Floats, raised: NDArray[np.bool_],
    ask: float, temperature: float,
) -> None:  # fmt: skip
    """Print what strangers' utterances would have become, hand by hand."""
    danger = np.char.startswith(names, "crisis")
    shares = np.exp(log_shares(mixed[:, ~danger], temperature))
    guess = names[~danger][shares.argmax(1)]
    guess = np.where(shares.max(1) < ask, "none", guess)
    guess = np.where(raised, names[danger][mixed[:, danger].argmax(1)], guess)
    for hand in np.unique(scores.hands):
        rows = scores.hands == hand
        crisis = np.char.startswith(scores.labels, "crisis") & rows
        none = (scores.labels == "none") & rows
        rest = rows & ~crisis & ~none
        same = guess == scores.labels
        print(
            f"without {hand:10} all {same[rows].mean():.3f}  requests {same[rest].mean():.3f}  "
            f"none {same[none].mean():.3f}  crisis {raised[crisis].mean():.3f}  "
            f"raised wrongly {raised[rows & ~crisis].mean():.3f}"
        )
