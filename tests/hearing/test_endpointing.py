import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.hearing.endpointing import Boundary, Completeness, Endpointer, EndpointSettings

VOICE, SILENCE = 0.9, 0.05
CHUNK = 0.032


def feed(
    endpointer: Endpointer, probability: float, seconds: float
) -> list[tuple[Boundary, float]]:
    """What happened, with the time since the first of these chunks."""
    found: list[tuple[Boundary, float]] = []
    for number in range(1, round(seconds / CHUNK) + 1):
        boundary = endpointer.push(probability)
        if boundary is not Boundary.NONE:
            found.append((boundary, number * CHUNK))
    return found


def started() -> Endpointer:
    endpointer = Endpointer()
    assert [what for what, _ in feed(endpointer, VOICE, 1.0)] == [Boundary.START]
    return endpointer


def test_a_click_is_no_speech() -> None:
    endpointer = Endpointer()
    assert not feed(endpointer, VOICE, 0.064)
    assert not feed(endpointer, SILENCE, 1.0)
    assert not endpointer.speaking


def test_clicks_do_not_add_up_to_speech() -> None:
    endpointer = Endpointer()
    for _ in range(20):
        assert not feed(endpointer, VOICE, 0.064)
        assert not feed(endpointer, SILENCE, 0.1)


def test_speech_is_noticed_within_a_tenth_of_a_second() -> None:
    assert feed(Endpointer(), VOICE, 0.5)[0][1] <= 0.1


@pytest.mark.parametrize(
    ("hint", "seconds"),
    [
        (Completeness.UNKNOWN, 0.7),
        (Completeness.COMPLETE, 0.25),
        (Completeness.UNFINISHED, 1.3),
    ],
)
def test_a_turn_ends_after_a_silence_that_suits_what_was_said(
    hint: Completeness, seconds: float
) -> None:
    endpointer = started()
    endpointer.hint(hint)
    ((what, when),) = feed(endpointer, SILENCE, 2.0)
    assert what is Boundary.END
    assert seconds <= when <= seconds + CHUNK


def test_a_shorter_pause_does_not_cut_a_turn() -> None:
    endpointer = started()
    for _ in range(5):
        assert not feed(endpointer, SILENCE, 0.6)
        assert not feed(endpointer, VOICE, 0.2)
    assert endpointer.speaking


def test_soft_voice_holds_a_turn_that_it_could_not_start() -> None:
    endpointer = started()
    assert not feed(endpointer, 0.4, 2.0)
    assert endpointer.speaking
    assert not feed(Endpointer(), 0.4, 2.0)


def test_a_hint_is_forgotten_when_voice_comes_back() -> None:
    endpointer = started()
    endpointer.hint(Completeness.COMPLETE)
    feed(endpointer, VOICE, 0.2)
    assert feed(endpointer, SILENCE, 2.0)[0][1] >= 0.7


def test_a_turn_without_end_is_cut() -> None:
    endpointer = Endpointer(EndpointSettings(longest_seconds=5.0))
    boundaries = feed(endpointer, VOICE, 6.0)
    assert [what for what, _ in boundaries][:2] == [Boundary.START, Boundary.END]
    assert abs(boundaries[1][1] - 5.0) <= 2 * CHUNK


@given(st.lists(st.floats(0, 1), max_size=400))
def test_starts_and_ends_alternate_whatever_comes(probabilities: list[float]) -> None:
    endpointer = Endpointer()
    found = [endpointer.push(p) for p in probabilities]
    marks = [mark for mark in found if mark is not Boundary.NONE]
    assert all(mark is Boundary.START for mark in marks[::2])
    assert all(mark is Boundary.END for mark in marks[1::2])
    assert endpointer.speaking == bool(len(marks) % 2)
