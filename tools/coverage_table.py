"""Writes docs/coverage.md: which lines and stories carry each point of docs/checklist.yaml."""

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from assistant.conversation import scripts as s  # noqa: E402
from assistant.yamlfile import read_yaml  # noqa: E402
from tests.content.speech import script_lines, shipped  # noqa: E402
from tests.stories.playing import play  # noqa: E402
from tests.stories.reading import read_story  # noqa: E402

CHECKLIST = ROOT / "docs" / "checklist.yaml"
TABLE = ROOT / "docs" / "coverage.md"
STORIES = ROOT / "tests" / "stories"
SEEDS = (1, 2, 3)
ACTIVITIES = {f"activities/{group}" for group in shipped().activities}
SHOWN_LINES, SHOWN_STORIES = 3, 3
HEAD = """# What is said where

Each point that Steady must carry ([checklist.yaml](checklist.yaml)), the scripts that carry it,
lines that say it, and the [stories](../tests/stories/README.md) in which one of those lines is
spoken. Made by `python tools/coverage_table.py`; a test fails when a point has no line or no story,
and when this table is out of date.

| Point | Scripts | Lines, one variant of each | Stories |
| --- | --- | --- | --- |
"""


@dataclass(frozen=True)
class Point:
    """One point of the checklist."""

    id: str
    means: str
    says: re.Pattern[str]
    carriers: tuple[str, ...]
    """Scripts that cover it, or groups of activities."""


@dataclass(frozen=True)
class Carried:
    """A point with what carries it."""

    point: Point
    lines: tuple[s.Line, ...]
    stories: tuple[str, ...]


def points() -> Iterator[Point]:
    """Give the points of the checklist in its order."""
    for name, node in read_yaml(CHECKLIST).table().items():
        parts = node.checked({"means", "says"}, {"in"})
        covering = [script.name for script in shipped().scripts.values() if name in script.covers]
        extra = parts["in"].texts() if "in" in parts else ()
        pattern = re.compile(parts["says"].text(), re.IGNORECASE)
        yield Point(name, parts["means"].text(), pattern, tuple(dict.fromkeys((*covering, *extra))))


def carried(point: Point) -> Carried:
    """Find the lines that say a point in each variant, and the stories that speak them."""
    lines = [line for name in point.carriers for line in _lines_of(name, point.says)]
    unique = tuple({line.source: line for line in lines}.values())
    sources = {line.source for line in unique} - ACTIVITIES
    ideas = {text for line in unique if line.source in ACTIVITIES for text in line.variants}
    stories = tuple(name for name, spoken in _spoken().items() if spoken & (sources | ideas))
    return Carried(point, unique, stories)


def table() -> str:
    """Return the whole page."""
    return HEAD + "".join(f"{_row(carried(point))}\n" for point in points())


def _lines_of(carrier: str, says: re.Pattern[str]) -> Iterator[s.Line]:
    library = shipped()
    if carrier in library.activities:
        ideas = tuple(idea for idea in library.activities[carrier] if says.search(idea))
        if ideas:
            yield s.Line(f"activities/{carrier}", ideas)
        return
    script = library.scripts[carrier]
    for line in script_lines(script):
        if line is not script.menu and all(map(says.search, line.variants)):
            yield line


@cache
def _spoken() -> dict[str, set[str]]:
    """Return the sources, and the ideas of what to do, that are spoken in each story."""
    spoken = {}
    for path in sorted(STORIES.glob("*.story")):
        story = read_story(path)
        plays = [play(story, seed) for seed in SEEDS]
        spoken[path.stem] = {said for played in plays for said in played.sources | played.texts}
    return spoken


def _row(found: Carried) -> str:
    said = "<br>".join(
        f"`{line.source}` {line.variants[0]}" for line in found.lines[:SHOWN_LINES]
    ) + _more(len(found.lines) - SHOWN_LINES)
    stories = ", ".join(found.stories[:SHOWN_STORIES]) + _more(len(found.stories) - SHOWN_STORIES)
    scripts = ", ".join(found.point.carriers)
    return f"| **{found.point.id}** {found.point.means} | {scripts} | {said} | {stories} |"


def _more(number: int) -> str:
    return f" and {number} more" if number > 0 else ""


def main() -> None:
    """Write the table, or with --check tell whether it is up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if outdated")
    if parser.parse_args().check:
        sys.exit(0 if TABLE.read_text(encoding="utf-8") == table() else 1)
    TABLE.write_text(table(), encoding="utf-8")
    print(f"{TABLE.relative_to(ROOT)}: {len(list(points()))} points")


if __name__ == "__main__":
    main()
