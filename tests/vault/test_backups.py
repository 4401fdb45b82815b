"""A backup is one encrypted file that brings back everything, or nothing at all."""

import io
import os
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import UsageFault, VaultDamaged, VaultFault, VaultWrongPassphrase
from assistant.private import Private
from assistant.vault import CHEAPEST, Vault, backups, restore
from assistant.vault.keys import DataKey, KeyFile
from tools.prove_vault import forged_backups

OTHER = Private("only for the backup")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "copy.backup"


def filled(vault: Vault) -> None:
    vault.add("reason", "CANARY", why="CANARY")
    clip = vault.put_clip(bytes(range(250)) * 1200, 16_000, 9.4)
    vault.add("note", "", clip=clip)
    vault.set_fact("ex_name", "Sam")
    vault.set_log(on=True)
    vault.note("moment", "missing", 5.0)


def bring_back(folder: Path, file: Path, secret: Private[str], *, over: bool = False) -> None:
    restore(folder, file, secret, replace_existing=over, profile=CHEAPEST)


def test_everything_comes_back_in_another_place(
    sealed: Callable[[], Vault], tmp_path: Path, file: Path, passphrase: Private[str]
) -> None:
    with sealed() as vault:
        filled(vault)
        code = vault.new_recovery_code(passphrase)
        vault.backup(file, passphrase)
        words, notes, clip = vault.words(), vault.notes(), vault.get_clip("1")
    for name, secret in (("by phrase", passphrase), ("by code", code)):
        bring_back(tmp_path / name, file, secret)
        with Vault.open(tmp_path / name, secret, profile=CHEAPEST) as vault:
            vault.check()
            assert (vault.words(), vault.notes(), vault.get_clip("1")) == (words, notes, clip)


def test_the_file_is_private_and_shows_no_word(
    sealed: Callable[[], Vault], file: Path, passphrase: Private[str]
) -> None:
    with sealed() as vault:
        filled(vault)
        vault.backup(file, passphrase)
    assert b"CANARY" not in file.read_bytes()
    assert b"SQLite format" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0


def test_no_other_file_is_left_behind(
    sealed: Callable[[], Vault], folder: Path, file: Path, passphrase: Private[str]
) -> None:
    with sealed() as vault:
        filled(vault)
        vault.backup(file, passphrase)
    assert {found.name for found in folder.iterdir()} == {"keys.json", "steady.db"}
    assert {found.name for found in file.parent.iterdir()} == {folder.name, file.name}


def test_words_without_a_passphrase_are_backed_up_under_one(
    vault: Vault, tmp_path: Path, file: Path
) -> None:
    filled(vault)
    with pytest.raises(UsageFault, match="empty"):
        vault.backup(file, Private(""))
    vault.backup(file, OTHER)
    assert not vault.needs_passphrase
    bring_back(tmp_path / "to", file, OTHER)
    with Vault.open(tmp_path / "to", OTHER, profile=CHEAPEST) as restored:
        assert restored.words() == vault.words()


def test_backing_up_takes_the_right_passphrase(sealed: Callable[[], Vault], file: Path) -> None:
    with sealed() as vault, pytest.raises(VaultWrongPassphrase):
        vault.backup(file, OTHER)
    assert not file.exists()


def test_an_earlier_backup_is_replaced_and_any_other_file_is_left_alone(
    sealed: Callable[[], Vault], tmp_path: Path, file: Path, passphrase: Private[str]
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("dear")
    with sealed() as vault:
        vault.backup(file, passphrase)
        first = file.read_bytes()
        vault.backup(file, passphrase)
        assert file.read_bytes() != first
        with pytest.raises(UsageFault, match="left alone"):
            vault.backup(letter, passphrase)
        with pytest.raises(UsageFault, match="folder"):
            vault.backup(tmp_path, passphrase)
        with pytest.raises(VaultFault):
            vault.backup(tmp_path / "missing" / "copy", passphrase)
    assert letter.read_text() == "dear"


def test_restoring_over_words_takes_an_explicit_yes(
    sealed: Callable[[], Vault], folder: Path, file: Path, passphrase: Private[str]
) -> None:
    with sealed() as vault:
        vault.add("reason", "old")
        vault.backup(file, passphrase)
        vault.add("reason", "newer")
    with pytest.raises(VaultFault, match="already"):
        bring_back(folder, file, passphrase)
    with sealed() as vault:
        assert len(vault.words().entries) == 2
    bring_back(folder, file, passphrase, over=True)
    with sealed() as vault:
        assert [entry.text.reveal() for entry in vault.words().entries] == ["old"]
    assert {found.name for found in folder.iterdir()} == {"keys.json", "steady-2.db"}


def test_a_session_that_was_open_meanwhile_is_told(
    sealed: Callable[[], Vault], folder: Path, file: Path, passphrase: Private[str]
) -> None:
    with sealed() as vault:
        vault.backup(file, passphrase)
        bring_back(folder, file, passphrase, over=True)
        with pytest.raises(VaultFault, match="were replaced since"):
            vault.add("reason", "x")


def test_the_wrong_passphrase_changes_nothing(
    sealed: Callable[[], Vault], tmp_path: Path, file: Path, passphrase: Private[str]
) -> None:
    with sealed() as vault:
        vault.backup(file, passphrase)
    with pytest.raises(VaultWrongPassphrase):
        bring_back(tmp_path / "to", file, OTHER)
    assert list((tmp_path / "to").iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"STEADYB1", b"STEADYB1\x00\x00\x00\x00", b"x" * 9000])
def test_a_file_that_is_no_backup_is_one_sentence(
    tmp_path: Path, file: Path, content: bytes, passphrase: Private[str]
) -> None:
    file.write_bytes(content)
    with pytest.raises(VaultDamaged, match="no backup"):
        bring_back(tmp_path / "to", file, passphrase)


def test_a_missing_file_is_one_sentence(tmp_path: Path, passphrase: Private[str]) -> None:
    with pytest.raises(VaultFault, match=r"missing\.backup"):
        bring_back(tmp_path / "to", tmp_path / "missing.backup", passphrase)


def test_a_backup_cut_at_a_chunk_border_is_noticed(
    sealed: Callable[[], Vault], tmp_path: Path, file: Path, passphrase: Private[str]
) -> None:
    with sealed() as vault:
        filled(vault)
        vault.backup(file, passphrase)
    content = file.read_bytes()
    sealed_chunk = backups.CHUNK_BYTES + 16
    head = 12 + int.from_bytes(content[8:12]) + 16
    assert len(content) > head + 3 * sealed_chunk
    chunks = [content[at : at + sealed_chunk] for at in range(head, len(content), sealed_chunk)]
    for order in (chunks[:-1], [chunks[1], chunks[0], *chunks[2:]], [*chunks, chunks[-1]]):
        file.write_bytes(content[:head] + b"".join(order))
        with pytest.raises(VaultDamaged, match="nothing was changed"):
            bring_back(tmp_path / "to", file, passphrase)
        assert list((tmp_path / "to").iterdir()) == []


def test_no_part_is_given_out_of_a_cut_body_even_before_the_store_is_looked_at(
    tmp_path: Path, passphrase: Private[str]
) -> None:
    """Cut at a border, swapped, or doubled: the body's own seal notices."""
    (tmp_path / "body").write_bytes(bytes(3 * backups.CHUNK_BYTES))
    key = DataKey.random()
    keys = KeyFile("a" * 32, (KeyFile.first_slot(key, "a" * 32, passphrase, CHEAPEST),))
    head, first, second, third = backups._sealed_parts(keys, key, tmp_path / "body")

    def opened(*chunks: bytes) -> bytes:
        return b"".join(backups._opened_parts(io.BytesIO(b"".join(chunks)), key, head))

    assert opened(first, second, third) == bytes(3 * backups.CHUNK_BYTES)
    for chunks in ((first, second), (second, first, third), (first, second, third, third), ()):
        with pytest.raises(VaultDamaged):
            opened(*chunks)


def test_the_slots_cannot_be_changed_even_where_they_are_not_used(
    sealed: Callable[[], Vault], tmp_path: Path, file: Path, passphrase: Private[str]
) -> None:
    with sealed() as vault:
        vault.new_recovery_code(passphrase)
        vault.backup(file, passphrase)
    content = file.read_bytes()
    length = int.from_bytes(content[8:12])
    keys = KeyFile.from_bytes(content[12 : 12 + length])
    used, unused = keys.slots
    forged = replace(keys, slots=(used, replace(unused, key=bytes(48)))).to_bytes()
    assert len(forged) == length
    file.write_bytes(content[:12] + forged + content[12 + length :])
    with pytest.raises(VaultDamaged, match="nothing was changed"):
        bring_back(tmp_path / "to", file, passphrase)


def test_a_chunk_of_another_backup_of_the_same_words_does_not_fit(
    sealed: Callable[[], Vault], tmp_path: Path, file: Path, passphrase: Private[str]
) -> None:
    with sealed() as vault:
        filled(vault)
        vault.backup(file, passphrase)
        vault.backup(tmp_path / "second.backup", passphrase)
    first, second = file.read_bytes(), (tmp_path / "second.backup").read_bytes()
    assert len(first) == len(second)
    file.write_bytes(first[:-1000] + second[-1000:])
    with pytest.raises(VaultDamaged):
        bring_back(tmp_path / "to", file, passphrase)


def test_forged_backups_are_refused_and_never_half_restored(tmp_path: Path) -> None:
    outcome = forged_backups(tmp_path, 300, random.Random(7))  # noqa: S311 - repeatable
    assert outcome.refused == outcome.runs >= 290
    assert outcome.lost == 0


def test_a_backup_of_a_newer_steady_changes_nothing(
    sealed: Callable[[], Vault], tmp_path: Path, file: Path, passphrase: Private[str]
) -> None:
    with sealed() as vault:
        held = vault._store
        assert held is not None
        held.connection.pragma("user_version", 999)
        vault.backup(file, passphrase)
    with pytest.raises(VaultFault, match="newer Steady"):
        bring_back(tmp_path / "to", file, passphrase)
    assert list((tmp_path / "to").iterdir()) == []


KILLED_RESTORE = """
import os, sys
from pathlib import Path
from assistant.private import Private
from assistant.vault import CHEAPEST, restore, files, backups
stop = int(sys.argv[3])
steps = 0
def counted(real):
    def step(*args, **named):
        global steps
        steps += 1
        if steps > stop:
            os._exit(9)
        return real(*args, **named)
    return step
for name in ("replace", "unlink"):
    setattr(Path, name, counted(getattr(Path, name)))
os.fsync = counted(os.fsync)
restore(Path(sys.argv[1]), Path(sys.argv[2]), Private(sys.stdin.read()), replace_existing=True,
        profile=CHEAPEST)
os._exit(0)
"""


def test_a_restore_killed_at_any_step_leaves_the_old_words_or_the_new_ones(
    sealed: Callable[[], Vault], folder: Path, file: Path, passphrase: Private[str]
) -> None:
    with sealed() as vault:
        vault.add("reason", "from the backup")
        vault.backup(file, passphrase)
        vault.edit("1", text="newer")
    seen = []
    for stop in range(40):
        done = subprocess.run(
            [sys.executable, "-c", KILLED_RESTORE, str(folder), str(file), str(stop)],
            input=passphrase.reveal().encode(),
            env=os.environ | {"PYTHONPATH": "."},
            check=False,
        )
        with sealed() as vault:
            vault.check()
            (entry,) = vault.words().entries
            seen.append(entry.text.reveal())
            vault.edit("1", text="newer")
        if done.returncode == 0:
            break
    assert done.returncode == 0
    assert set(seen) == {"newer", "from the backup"}
    assert seen[-1] == "from the backup"
    assert len(seen) > 5
