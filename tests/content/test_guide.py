"""The guide for writers is true: its example loads, and it names the whole vocabulary."""

import re
from pathlib import Path

import pytest

from assistant.content.library import COMMON_PLACEHOLDERS, load_library
from assistant.content.script_reader import ScriptReader
from assistant.conversation.words import KINDS
from tests.content.speech import ROOT, changed, intents, shipped

GUIDE = (ROOT / "docs" / "writing-scripts.md").read_text(encoding="utf-8")
EXAMPLE = re.search(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
STEPS = sorted(ScriptReader("any", {}, frozenset())._readers)
CONDITIONS = [
    "has",
    "fact",
    "locked",
    "flag",
    "moment",
    "rating_at_least",
    "rating_fell",
    "rated",
    "done",
    "heard",
    "not",
    "any",
    "all",
]


def test_the_example_of_the_guide_can_be_spoken_as_it_stands(tmp_path: Path) -> None:
    assert EXAMPLE is not None
    voices = changed(tmp_path, "scripts/evening.yaml", "", EXAMPLE.group(1))
    assert load_library(voices, "en", intents()).scripts["evening"].covers == ("F13",)


@pytest.mark.parametrize("step", STEPS)
def test_the_guide_names_each_step(step: str) -> None:
    assert re.search(rf"`{step}: ", GUIDE)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_the_guide_names_each_condition(condition: str) -> None:
    assert re.search(rf"`{condition}: ", GUIDE)


@pytest.mark.parametrize("name", sorted(COMMON_PLACEHOLDERS))
def test_the_guide_names_each_placeholder(name: str) -> None:
    assert f"`{{{name}}}`" in GUIDE


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"phrase"}))
def test_the_guide_names_each_kind_of_own_words(kind: str) -> None:
    assert re.search(rf"\b{kind}\b", GUIDE)


@pytest.mark.parametrize("need", sorted(shipped().help_lines["other"]))
def test_the_guide_names_each_need_for_a_help_line(need: str) -> None:
    assert f"`{need}`" in GUIDE
