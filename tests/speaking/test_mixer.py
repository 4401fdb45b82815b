"""The mixing core: sounds at exact samples, fades that do not click, an instant stop."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.speaking.mixer import Mixer
from assistant.speaking.synthesizer import Sound

RATE_HZ = 16_000
BLOCK = 320
RAMP = 160


def ones(frames: int) -> Sound:
    return np.ones(frames, dtype=np.float32)


def rendered(mixer: Mixer, frames: int, block: int = BLOCK) -> Sound:
    parts = [mixer.render(min(block, frames - at)) for at in range(0, frames, block)]
    return np.concatenate(parts)


def test_a_sound_starts_at_the_very_sample_it_was_asked_for() -> None:
    mixer = Mixer(RATE_HZ)
    mixer.play(ones(100), at=777)
    heard = rendered(mixer, 2 * RATE_HZ)
    assert np.flatnonzero(heard).tolist() == list(range(777, 877))


def test_a_sound_for_now_starts_with_the_next_block() -> None:
    mixer = Mixer(RATE_HZ)
    mixer.render(BLOCK)
    track = mixer.play(ones(10))
    heard = mixer.render(BLOCK)
    assert track.start == BLOCK
    assert heard[:10].tolist() == [1.0] * 10
    assert not heard[10:].any()


def test_a_sound_for_a_moment_already_past_is_played_whole_at_once() -> None:
    mixer = Mixer(RATE_HZ)
    mixer.render(1000)
    track = mixer.play(ones(50), at=10)
    heard = mixer.render(BLOCK)
    assert track.start == 1000
    assert np.count_nonzero(heard) == 50


@given(
    sounds=st.lists(st.tuples(st.integers(0, 900), st.integers(1, 700)), max_size=6),
    blocks=st.lists(st.integers(1, 400), min_size=1, max_size=8),
)
def test_the_mix_is_the_sum_however_the_blocks_are_cut(
    sounds: list[tuple[int, int]], blocks: list[int]
) -> None:
    mixer = Mixer(RATE_HZ)
    expected = np.zeros(4000, dtype=np.float32)
    for number, (at, length) in enumerate(sounds):
        sound = np.full(length, 0.01 * (number + 1), dtype=np.float32)
        mixer.play(sound, at=at)
        expected[at : at + length] += sound
    heard = np.concatenate([mixer.render(size) for size in blocks])
    assert np.allclose(heard, expected[: len(heard)], atol=1e-6)
    assert mixer.position == len(heard)


@given(
    starts=st.lists(st.integers(0, 3000), min_size=1, max_size=5),
    before=st.integers(0, 2500),
    block=st.integers(1, 500),
)
def test_after_a_stop_one_block_fades_and_all_later_ones_are_silent(
    starts: list[int], before: int, block: int
) -> None:
    mixer = Mixer(RATE_HZ)
    tracks = [mixer.play(ones(5000) * 0.1, at=start) for start in starts]
    if before:
        mixer.render(before)
    mixer.stop()
    fading = mixer.render(block)
    assert fading[-1] == pytest.approx(0.0, abs=1e-6)
    assert not rendered(mixer, 6000).any()
    assert all(track.done and track.stopped for track in tracks)
    assert mixer.idle


@given(before=st.integers(1, 2000))
def test_a_stop_makes_no_step_that_could_click(before: int) -> None:
    mixer = Mixer(RATE_HZ)
    mixer.play(ones(5000))
    first = mixer.render(before)
    mixer.stop()
    heard = np.concatenate([first, rendered(mixer, 2 * BLOCK)])
    assert np.abs(np.diff(heard)).max() <= 1.0 / RAMP + 1e-5


def test_what_is_asked_for_after_a_stop_plays() -> None:
    mixer = Mixer(RATE_HZ)
    mixer.play(ones(1000))
    mixer.render(BLOCK)
    mixer.stop()
    later = mixer.play(ones(30), at=1000)
    heard = rendered(mixer, 1000)
    assert np.flatnonzero(heard[RAMP:]).tolist() == list(
        range(1000 - BLOCK - RAMP, 1030 - BLOCK - RAMP)
    )
    assert later.done
    assert not later.stopped


def test_one_track_can_be_stopped_while_another_plays_on() -> None:
    mixer = Mixer(RATE_HZ)
    first, second = mixer.play(ones(2000) * 0.5), mixer.play(ones(2000) * 0.25)
    mixer.render(BLOCK)
    mixer.stop(first)
    heard = rendered(mixer, 2 * BLOCK)
    assert heard[-1] == pytest.approx(0.25)
    assert first.stopped
    assert not second.stopped


def test_volume_and_ducking_go_over_softly_and_multiply() -> None:
    mixer = Mixer(RATE_HZ)
    mixer.play(ones(5000))
    mixer.render(BLOCK)
    mixer.volume = 0.5
    mixer.duck(0.5)
    heard = rendered(mixer, 2 * BLOCK)
    assert np.abs(np.diff(heard)).max() <= 1.0 / RAMP + 1e-5
    assert heard[-1] == pytest.approx(0.25)
    mixer.duck(1.0)
    assert rendered(mixer, 2 * BLOCK)[-1] == pytest.approx(0.5)


@given(target=st.floats(-1, 2), block=st.integers(1, 400))
def test_a_volume_is_reached_whatever_the_block_size(target: float, block: int) -> None:
    mixer = Mixer(RATE_HZ)
    mixer.play(ones(4000))
    mixer.volume = target
    heard = rendered(mixer, 800, block)
    assert heard[-1] == pytest.approx(min(1.0, max(0.0, target)), abs=1e-5)


@given(level=st.floats(0.1, 4.0))
def test_the_sum_never_leaves_the_range_of_a_sound_card(level: float) -> None:
    mixer = Mixer(RATE_HZ)
    for _ in range(3):
        mixer.play(ones(100) * np.float32(level))
    assert np.abs(mixer.render(BLOCK)).max() <= 1.0


def test_a_track_tells_how_much_of_it_was_played() -> None:
    mixer = Mixer(RATE_HZ)
    track = mixer.play(ones(500), at=100)
    played = []
    for _ in range(3):
        mixer.render(BLOCK)
        played.append(track.played)
    assert played == [220, 500, 500]
    assert track.done


def test_an_empty_sound_is_done_at_once() -> None:
    mixer = Mixer(RATE_HZ)
    assert mixer.play(ones(0)).done
    assert not mixer.render(BLOCK).any()


def test_a_block_of_no_frames_changes_nothing() -> None:
    mixer = Mixer(RATE_HZ)
    mixer.play(ones(5))
    assert len(mixer.render(0)) == 0
    assert mixer.position == 0
    assert mixer.render(5).all()
