"""No acknowledged word is lost when the process is killed, and no damage is silent.

`tools/prove_vault.py` runs the same with 500 of each.
"""

import random
from pathlib import Path

import pytest

from tools.prove_vault import bit_flips, forged_key_files, kills, torn_logs


@pytest.fixture
def chance() -> random.Random:
    return random.Random(11)  # noqa: S311 - repeatable


def test_killed_while_writing_loses_no_acknowledged_word(
    tmp_path: Path, chance: random.Random
) -> None:
    outcome = kills(tmp_path / "kept", 25, chance)
    assert outcome.kept >= 25
    assert outcome.lost == 0


def test_a_torn_log_gives_a_whole_beginning(tmp_path: Path, chance: random.Random) -> None:
    outcome = torn_logs(tmp_path, 40, chance)
    assert outcome.kept > 0
    assert outcome.lost == 0


def test_flipped_bits_are_noticed(tmp_path: Path, chance: random.Random) -> None:
    outcome = bit_flips(tmp_path, 60, chance)
    assert outcome.refused > 50
    assert outcome.lost == 0


def test_forged_key_files_are_refused_with_a_sentence(
    tmp_path: Path, chance: random.Random
) -> None:
    outcome = forged_key_files(tmp_path / "kept", 300, chance)
    assert outcome.refused > 290
    assert outcome.lost == 0
