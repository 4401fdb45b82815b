"""No acknowledged word is lost when the process is killed, and no damage is silent.

`tools/prove_vault.py` runs the same with 500 of each.
"""

import os
import random
import subprocess
import sys
import time
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


SESSION = """
import os, sys
from pathlib import Path
from assistant.private import Private
from assistant.vault import CHEAPEST, Vault
folder = Path(sys.argv[1])
phrase, other = Private("CANARY-phrase-one"), Private("CANARY-phrase-two")
print("ready", flush=True)
while True:
    with Vault.open(folder, phrase, profile=CHEAPEST) as vault:
        vault.add("reason", "CANARY-text", why="CANARY-why", number="CANARY-number",
                  tags=["CANARY-tag"])
        vault.put_clip(b"CANARY-sound" * 5000, 16_000, 2.0)
        vault.set_fact("ex_name", "CANARY-name")
        vault.set_log(True)
        vault.note("moment", "CANARY-note")
        (folder.parent / "code").write_text("")
        vault.new_recovery_code(phrase)
        vault.backup(folder.parent / "copy.backup", phrase)
        vault.change_passphrase(phrase, other)
        vault.change_passphrase(other, phrase)
        vault.renew_key(phrase)
"""


def test_killed_at_any_moment_no_word_and_no_passphrase_is_readable_in_any_file(
    tmp_path: Path, chance: random.Random
) -> None:
    root = Path(__file__).resolve().parents[2]
    homes = {name: str(tmp_path / "home") for name in ("HOME", "TMPDIR", "STEADY_HOME")}
    (tmp_path / "home").mkdir()
    seen = 0
    for _ in range(15):
        session = subprocess.Popen(
            [sys.executable, "-B", "-c", SESSION, str(tmp_path / "kept")],
            stdout=subprocess.PIPE,
            cwd=root,
            env=os.environ | homes,
        )
        assert session.stdout is not None
        session.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.15))
        session.kill()
        session.communicate()
        for file in tmp_path.rglob("*"):
            if file.is_file():
                content = file.read_bytes()
                seen += len(content)
                assert b"CANARY" not in content, file.name
                assert "CANARY".encode("utf-16-le") not in content, file.name
                assert b"SQLite format 3" not in content, file.name
    assert seen > 1_000_000
