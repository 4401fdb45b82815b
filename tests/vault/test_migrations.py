"""A newer Steady opens what an older one kept, after a copy, and never half."""

import os
import shutil
import time
from pathlib import Path

import apsw
import pytest

from assistant.errors import VaultFault
from assistant.private import Private
from assistant.vault import Vault, migrations
from assistant.vault.migrations import MIGRATIONS, backup_path
from assistant.vault.store import Store

OLD_VAULTS = Path(__file__).parent / "data"


def second_step(connection: apsw.Connection) -> None:
    connection.execute("ALTER TABLE entries ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey'")


def broken_step(connection: apsw.Connection) -> None:
    connection.execute("DELETE FROM entries")
    connection.execute("DROP TABLE nowhere")


@pytest.fixture
def old(folder: Path) -> Path:
    with Vault.open(folder) as vault:
        vault.add("reason", "from before")
    return folder


def test_there_is_one_old_vault_for_each_schema() -> None:
    kept = {path.name for path in OLD_VAULTS.iterdir()}
    assert {f"schema-{number + 1}" for number in range(len(MIGRATIONS))} <= kept


@pytest.mark.parametrize("path", sorted(OLD_VAULTS.iterdir()), ids=lambda path: path.name)
def test_old_vaults_open_with_all_that_was_kept(path: Path, tmp_path: Path) -> None:
    shutil.copytree(path, tmp_path / "kept")
    with Vault.open(tmp_path / "kept", Private("an old vault")) as vault:
        vault.check()
        words = vault.words()
        assert [entry.text.reveal() for entry in words.entries] == ["I sleep again", "Ana"]
        assert words.entries[0].why == Private("I was so tired")
        assert words.entries[0].times_heard == 1
        assert words.fact("since") == "2026-01-02"
        clip = vault.get_clip(words.entries[0].clip or "")
        assert clip is not None
        assert clip.data == Private(b"\x01\x02" * 160)
        assert [note.kind for note in vault.notes()] == ["moment", "outcome"]
        vault.add("reason", "and new words go in")


def test_steps_run_in_order_after_a_copy_of_the_old_store(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, second_step)
    with Vault.open(old) as vault:
        assert vault.words().entries[0].text == Private("from before")
        store = vault._store
        assert store is not None
        assert store.version() == 2
        assert store.connection.execute("SELECT colour FROM entries").get == "grey"
        copy = Store.open(backup_path(store.path), vault.keys.file.data_key(None), made=True)
        assert copy.version() == 1
        assert copy.connection.execute("SELECT text FROM entries").get == "from before"
        copy.close()
    assert b"from before" not in backup_path(old / "steady.db").read_bytes()


def test_a_step_that_breaks_leaves_everything_as_it_was(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, broken_step)
    with pytest.raises(VaultFault, match="not lost"):
        Vault.open(old)
    monkeypatch.undo()
    with Vault.open(old) as vault:
        assert vault.words().entries[0].text == Private("from before")


def test_words_of_a_newer_steady_are_left_alone(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, second_step)
    Vault.open(old).close()
    monkeypatch.undo()
    before = (old / "steady.db").read_bytes()
    with pytest.raises(VaultFault, match="newer Steady"):
        Vault.open(old)
    assert (old / "steady.db").read_bytes() == before


def test_the_copy_goes_after_two_weeks(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, second_step)
    Vault.open(old).close()
    copy = backup_path(old / "steady.db")
    Vault.open(old).close()
    assert copy.exists()
    long_ago = time.time() - 15 * 24 * 3600
    os.utime(copy, (long_ago, long_ago))
    Vault.open(old).close()
    assert not copy.exists()


def use(monkeypatch: pytest.MonkeyPatch, step: migrations.Migration) -> None:
    """Let this Steady be one schema newer."""
    newer = (*MIGRATIONS, step)
    monkeypatch.setattr(migrations.migrate, "__defaults__", (newer,))
