"""What the content tests share: the shipped library, and every sentence that it can say."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.content.library import load_library
from assistant.content.script_checks import walk
from assistant.conversation import scripts as s
from assistant.messages import Route
from assistant.yamlfile import read_yaml

ROOT = Path(__file__).parents[2]
VOICES = ROOT / "voices"
SENTENCE_END = re.compile(r"[.!?](?=\s|$)")


@cache
def intents() -> frozenset[str]:
    """All intents that exist, and the safety routes."""
    names = read_yaml(ROOT / "intents" / "intents.yaml").table()["intents"].table()
    return frozenset(names) | frozenset(route.value for route in Route)


@cache
def shipped() -> s.Library:
    return load_library(VOICES, "en", intents())


@dataclass(frozen=True)
class Sentence:
    """One variant of one line."""

    source: str
    text: str
    fixed: bool = False

    @property
    def plain(self) -> str:
        """The text as it would sound, with a short word in each placeholder."""
        return re.sub(r"\{\w+\}", "you", self.text)


def script_lines(script: s.Script) -> Iterator[s.Line]:
    if script.menu:
        yield script.menu
    for step in walk(script.steps):
        match step:
            case s.SayStep(line) | s.RateStep(line=line):
                yield line
            case s.AskStep() if step.line:
                yield step.line


def lines(library: s.Library) -> Iterator[tuple[s.Line, bool]]:
    """Every line, and whether it is of fixed wording."""
    for key, line in library.lines.items():
        yield line, key.startswith("help_")
    for pattern in library.patterns.values():
        if pattern.caution:
            yield pattern.caution, False
    for script in library.scripts.values():
        for line in script_lines(script):
            yield line, script.fixed and not line.source.startswith("lines/")


def sentences(library: s.Library) -> dict[str, Sentence]:
    """Every variant of every line, and every activity, by its text."""
    found = {}
    for line, fixed in lines(library):
        for text in line.variants:
            found[text] = Sentence(line.source, text, fixed)
    for group, ideas in library.activities.items():
        for text in ideas:
            found[text] = Sentence(f"activities/{group}", text)
    for needs in library.help_lines.values():
        for services in needs.values():
            for service in services:
                if service.note:
                    found[service.note] = Sentence("help_lines", service.note, fixed=True)
    return found


def changed(folder: Path, name: str, old: str, new: str) -> Path:
    """Copy voices/ and change one place of one file; returns the copy."""
    voices = folder / "voices"
    shutil.copytree(VOICES, voices)
    path = voices / "en" / name
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    assert old in text, f"{name} does not hold {old!r}"
    path.write_text(text.replace(old, new, 1) if old else new, encoding="utf-8")
    return voices
