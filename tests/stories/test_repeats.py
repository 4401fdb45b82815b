"""Twenty evenings with the same urge do not sound the same."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

from tests.stories.playing import Person, Player, personal_words, play
from tests.stories.reading import read_story

EVENINGS = 20
URGE = read_story(Path(__file__).parent / "evening.story")
MOST_IN_COMMON = 0.5


def evenings() -> list[Player]:
    person = Person(personal_words("full"))
    return [play(URGE, seed, person) for seed in range(EVENINGS)]


def spoken(player: Player) -> list[str]:
    return [said for said in player.told if said.startswith("steady")]


def test_no_two_evenings_in_a_row_share_more_than_half_of_their_sentences() -> None:
    for before, after in pairwise(map(spoken, evenings())):
        shared = len(set(before) & set(after)) / len(set(after))
        assert shared <= MOST_IN_COMMON


def test_no_evening_comes_twice() -> None:
    told = [tuple(spoken(player)) for player in evenings()]
    assert len(set(told)) == EVENINGS


def test_nothing_is_said_twice_within_an_evening() -> None:
    for player in evenings():
        twice = [text for text, times in Counter(spoken(player)).items() if times > 1]
        assert not twice


def test_all_reasons_take_turns() -> None:
    """Two of three are read each evening: each comes as often as the others, give or take one."""
    read = Counter(
        source for player in evenings() for source in player.sources if "reason:" in source
    )
    assert len(read) == 3
    assert max(read.values()) - min(read.values()) <= 1


def test_each_opening_is_heard() -> None:
    openings = {
        said
        for player in evenings()
        for said in spoken(player)
        if "(urge_contact/validate)" in said
    }
    assert len(openings) >= 4
