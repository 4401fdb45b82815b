"""Fills the placeholders of a line: the name and pronoun for the ex, and remembered words."""

import re
from collections.abc import Mapping

from assistant.conversation.scripts import Library
from assistant.conversation.words import PersonalWords

PLACEHOLDER = re.compile(r"\{(\w+)\}")
_SENTENCE_START = re.compile(r"(^|[.!?]\s+)([a-z])")
OWN_WORDS = frozenset({"ex", "heard", "why", "person", "commitment", "since", "days", "waves"})
"""Placeholders that may hold the person's own words."""


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return the line with its placeholders filled and its sentences capitalised."""
    text = PLACEHOLDER.sub(lambda found: values.get(found.group(1), ""), template)
    return _SENTENCE_START.sub(lambda found: found.group(1) + found.group(2).upper(), text)


def is_private(template: str, words: PersonalWords) -> bool:
    """Tell whether the filled line will hold the person's own words."""
    used = set(PLACEHOLDER.findall(template)) & OWN_WORDS
    return bool(used - {"ex"}) or ("ex" in used and bool(words.fact("ex_name")))


def name_values(library: Library, words: PersonalWords, pronoun: str) -> dict[str, str]:
    """Return the values of {ex}, {they}, {them}, {their}, ... for this session."""
    chosen = words.fact("ex_pronoun") or pronoun
    forms = library.pronouns.get(chosen) or library.pronouns["they"]
    return {**forms.forms, "ex": words.fact("ex_name") or library.names["ex"]}


def heard_pronoun(library: Library, text: str) -> str:
    """Return the pronoun that the person used in an utterance, or empty text."""
    said = set(text.split())
    for name, pronoun in library.pronouns.items():
        if said & set(pronoun.heard):
            return name
    return ""


def digits(number: str, library: Library) -> str:
    """Return a telephone number as it is spoken: digit by digit, in groups.

    "988" -> "nine, eight, eight"; groups (split at spaces and dashes) are set off by a stop.
    """
    groups = re.split(r"[\s-]+", number.strip())
    spoken = (
        ", ".join(library.names.get(f"digit_{digit}", digit) for digit in group if digit.isalnum())
        for group in groups
    )
    return "; ".join(group for group in spoken if group)
