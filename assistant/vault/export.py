"""Writes everything as text that a person can read without Steady."""

from collections.abc import Iterable
from datetime import UTC, datetime

from assistant.conversation.words import KINDS, Entry, PersonalWords
from assistant.private import Private
from assistant.vault.log import LoggedNote


def readable(words: PersonalWords, notes: Iterable[LoggedNote]) -> Private[str]:
    """Return facts, entries by kind, and the log as Markdown; recordings by length only."""
    parts = [_section("facts", [f"{key}: {value.reveal()}" for key, value in words.facts.items()])]
    parts += [_section(kind, [_entry(entry) for entry in words.of_kind(kind)]) for kind in KINDS]
    parts.append(_section("log", [_note(note) for note in notes]))
    return Private("\n".join(part for part in parts if part))


def _section(title: str, lines: list[str]) -> str:
    if not lines:
        return ""
    return "\n".join([f"# {title}", "", *(f"- {line}" for line in lines), ""])


def _entry(entry: Entry) -> str:
    details = [
        f"number {entry.id}",
        f"importance {entry.importance}",
        f"kept {_day(entry.created)}",
    ]
    details.append(f"heard {entry.times_heard} times")
    if entry.number is not None:
        details.append(f"telephone {entry.number.reveal()}")
    if entry.tags:
        details.append("tags " + ", ".join(entry.tags))
    if entry.clip is not None:
        details.append(f"own recording of {entry.clip_seconds:.0f} s")
    lines = [_indented(entry.text.reveal())]
    if entry.why is not None:
        lines.append("  why: " + _indented(entry.why.reveal()))
    lines.append(f"  ({'; '.join(details)})")
    return "\n".join(lines)


def _note(note: LoggedNote) -> str:
    when = _moment(note.when)
    return f"{when}, session {note.session}: {note.kind} {note.value.reveal()}"


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")


def _day(seconds: float) -> str:
    return _moment(seconds)[:10]


def _moment(seconds: float) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    except (OverflowError, OSError, ValueError):
        return "unknown time"
