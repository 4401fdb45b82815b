"""Sentences stay right whether the ex is he, she or they."""

import re

from tests.content.speech import sentences, shipped

AGREES = {"may", "can", "could", "will", "would", "might", "must", "did", "had"}
PAST = {"wrote", "said", "chose", "came", "went", "told", "left", "knew", "kept"}
SUBJECT = re.compile(r"(?P<helper>\w+ )?\{(they|ex)\} (?P<verb>[a-z]+)", re.IGNORECASE)
HELPERS = AGREES | {"has", "have"}


def disagreeing(text: str) -> list[str]:
    """Return the verbs that would be wrong after one of he, she and they."""
    return [
        found["verb"]
        for found in SUBJECT.finditer(text)
        if (found["helper"] or "").strip().lower() not in HELPERS
        and not found["verb"].endswith("ed")
        and found["verb"] not in AGREES | PAST
    ]


def test_a_verb_that_changes_with_the_pronoun_is_found() -> None:
    assert disagreeing("If {they} write, wait.") == ["write"]
    assert not disagreeing("Did {they} promise? {they} may. {they} changed.")


def test_no_verb_changes_with_the_pronoun() -> None:
    joining = {"and", "or", "at", "to", "in", "on"}
    wrong = {
        sentence.text
        for sentence in sentences(shipped()).values()
        if set(disagreeing(sentence.text)) - joining
    }
    assert not wrong
