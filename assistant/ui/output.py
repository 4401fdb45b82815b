"""How results look: one JSON object a line, or a few plain words."""

import json
from collections.abc import Mapping

import click

from assistant.messages import Meaning


def meaning_fields(meaning: Meaning) -> dict[str, object]:
    """Return the fixed fields of `steady understand --json`."""
    fields: dict[str, object] = {
        "text": meaning.text,
        "intent": meaning.intent,
        "score": round(meaning.score, 4),
        "runner_up": meaning.runner_up,
        "margin": round(meaning.margin, 4),
        "slots": dict(meaning.slots),
        "decision": meaning.decision.value,
        "context": meaning.context,
    }
    if meaning.route is not None:
        fields["route"] = meaning.route.value
    return fields


def meaning_as_json(meaning: Meaning) -> str:
    """Return a meaning as one line of JSON."""
    return as_json(meaning_fields(meaning))


def as_json(fields: Mapping[str, object]) -> str:
    """Return an object as one line of JSON, readable in every script."""
    return json.dumps(fields, ensure_ascii=False)


def show_meaning(meaning: Meaning) -> None:
    """Print a meaning for a person."""
    slots = "".join(f"  {name}={value}" for name, value in meaning.slots.items())
    click.echo(f"{meaning.intent}  ({meaning.score:.2f}, next {meaning.runner_up}){slots}")
