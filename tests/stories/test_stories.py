"""Whole sessions, written as text, go as they are written."""

from pathlib import Path

import pytest

from tests.content.speech import intents, script_lines, shipped
from tests.stories.playing import play
from tests.stories.reading import Story, StoryFault, read_story

FOLDER = Path(__file__).parent
STORIES = sorted(FOLDER.glob("*.story"))
SEEDS = (1, 2, 3)
"""A story holds whichever variants are said."""


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_the_session_goes_as_the_story_says(path: Path) -> None:
    story = read_story(path)
    for seed in SEEDS:
        play(story, seed)


def test_there_are_stories_for_every_intent_and_route() -> None:
    meant: set[str] = set()
    for path in STORIES:
        for line in read_story(path).lines:
            if line.meaning:
                meant |= {line.meaning.intent, line.meaning.route or ""}
    assert not intents() - meant
    assert len(STORIES) >= 80


def test_there_is_a_story_in_which_each_script_speaks() -> None:
    spoken = {
        source.partition("/")[0]
        for path in STORIES
        for seed in SEEDS
        for source in play(read_story(path), seed).sources
    }
    silent = {
        name
        for name, script in shipped().scripts.items()
        if any(line.source.startswith(f"{name}/") for line in script_lines(script))
    } - spoken
    assert not silent


# --- the player itself finds what is wrong --------------------------------------------------


def made_up(tmp_path: Path, *lines: str) -> Story:
    path = tmp_path / "made_up.story"
    path.write_text("\n".join(["title: A story for a test.", *lines]), encoding="utf-8")
    return read_story(path)


def test_a_sentence_that_is_not_said_is_found(tmp_path: Path) -> None:
    story = made_up(tmp_path, "she [urge_contact]: I want to text", "steady: slip/*")
    with pytest.raises(StoryFault, match="before this line"):
        play(story)


def test_lines_after_the_end_are_found(tmp_path: Path) -> None:
    story = made_up(tmp_path, "she [goodbye]: bye", "she [goodbye]: bye", "steady: lines/menu")
    with pytest.raises(StoryFault, match="over before this line"):
        play(story)


def test_forbidden_words_are_found(tmp_path: Path) -> None:
    story = made_up(tmp_path, "never: you", "she [urge_contact]: I want to text")
    with pytest.raises(StoryFault, match="never to happen"):
        play(story)


def test_a_line_that_is_no_line_is_found(tmp_path: Path) -> None:
    with pytest.raises(StoryFault, match="no line of a story"):
        made_up(tmp_path, "they said hello")


def test_an_effect_that_does_not_come_is_found(tmp_path: Path) -> None:
    story = made_up(tmp_path, "she [urge_contact]: I want to text", "(keeps reason: nothing)")
    with pytest.raises(StoryFault, match="before this line"):
        play(story)
