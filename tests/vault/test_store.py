"""The store is never plain, never silently wrong, and says what is the matter."""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import apsw
import pytest

from assistant.errors import VaultDamaged, VaultFault, VaultFull, VaultNotEncrypted
from assistant.vault import Vault, store
from assistant.vault.keys import DataKey
from assistant.vault.store import SQLITE_MAGIC, Store, connect, copy_store

CANARY = "CANARY-in-plain-sight"


def filled(folder: Path) -> None:
    with Vault.open(folder) as vault:
        for _ in range(20):
            vault.add("reason", CANARY, why=CANARY * 50)
        vault.put_clip(CANARY.encode() * 1000, 16_000, 1.0)


def data_key(folder: Path) -> DataKey:
    with Vault.open(folder) as vault:
        return vault.keys.file.data_key(None)


def every_byte_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in folder.rglob("*"):
        if file.is_file():
            yield file.name, file.read_bytes()


def test_no_word_and_no_database_header_is_readable_in_any_file(folder: Path) -> None:
    with Vault.open(folder) as vault:
        vault.add("reason", CANARY)
        held = vault._store
        assert held is not None
        held.connection.execute("BEGIN IMMEDIATE")
        held.connection.execute("INSERT INTO facts VALUES ('x', ?)", (CANARY * 5000,))  # in the log
        held.connection.execute("COMMIT")
        copy_store(held, folder / "copy.db", DataKey.random())
        found = dict(every_byte_of(folder))
        assert {"steady.db", "steady.db-wal", "copy.db", "keys.json"} <= set(found)
        assert len(found["steady.db-wal"]) > 50_000
    for content in found.values():
        assert CANARY.encode() not in content
        assert SQLITE_MAGIC not in content


def test_a_plain_database_in_its_place_is_refused_and_left_alone(folder: Path) -> None:
    filled(folder)
    file = folder / "steady.db"
    file.unlink()
    with sqlite3.connect(file) as plain:
        plain.execute("CREATE TABLE mine (a)")
    plain.close()
    before = file.read_bytes()
    with pytest.raises(VaultNotEncrypted, match="plain database"):
        Vault.open(folder)
    assert file.read_bytes() == before


def test_a_plain_database_in_a_new_folder_is_refused_and_left_alone(folder: Path) -> None:
    folder.mkdir()
    with sqlite3.connect(folder / "steady.db") as plain:
        plain.execute("CREATE TABLE mine (a)")
    plain.close()
    with pytest.raises(VaultNotEncrypted):
        Vault.open(folder)
    assert not (folder / "keys.json").exists()


def test_a_forgotten_key_is_noticed_before_a_word_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_give_key", lambda connection, key: None)
    with pytest.raises(VaultNotEncrypted):
        Store.open(tmp_path / "steady.db", DataKey.random(), made=False)


def test_the_key_is_raw_and_not_a_passphrase_in_disguise(folder: Path) -> None:
    filled(folder)
    key = data_key(folder).reveal().hex()
    for name, value, opens in (("key", f"raw:{key}", True), ("hexkey", key, False)):
        connection = apsw.Connection(str(folder / "steady.db"))
        connection.pragma("cipher", "chacha20")
        connection.pragma(name, value)
        if opens:
            assert connection.pragma("user_version") == 1
        else:
            with pytest.raises(apsw.NotADBError):
                connection.pragma("user_version")
        connection.close()


@pytest.mark.parametrize("length", [0, 16, 31, 33, 64])
def test_a_key_of_the_wrong_length_is_refused(length: int) -> None:
    with pytest.raises(VaultDamaged):
        DataKey(bytes(length))


def test_another_key_is_refused_as_damage(folder: Path) -> None:
    filled(folder)
    with pytest.raises(VaultDamaged, match="restore"):
        Store.open(folder / "steady.db", DataKey.random(), made=True)


def test_a_missing_store_is_a_loss_to_be_told_and_not_a_fresh_start(folder: Path) -> None:
    filled(folder)
    (folder / "steady.db").unlink()
    with pytest.raises(VaultDamaged, match="missing or empty"):
        Vault.open(folder)
    assert not (folder / "steady.db").exists()


def test_an_emptied_store_is_told(folder: Path) -> None:
    filled(folder)
    (folder / "steady.db").write_bytes(b"")
    with pytest.raises(VaultDamaged, match="missing or empty"):
        Vault.open(folder)


def test_a_store_swapped_for_an_empty_one_of_the_same_key_is_told(folder: Path) -> None:
    filled(folder)
    key = data_key(folder)
    (folder / "steady.db").unlink()
    empty = Store.open(folder / "steady.db", key, made=False)
    with empty.writing() as connection:
        connection.execute("CREATE TABLE t (a)")
    empty.close()
    with pytest.raises(VaultDamaged, match="emptied"):
        Vault.open(folder)


def test_a_missing_key_file_is_a_loss_to_be_told(folder: Path) -> None:
    filled(folder)
    (folder / "keys.json").unlink()
    with pytest.raises(VaultDamaged, match=r"keys\.json is missing"):
        Vault.open(folder)
    assert not (folder / "keys.json").exists()


@pytest.mark.parametrize("length", [1, 100, 4096, 9000])
def test_a_store_that_was_cut_off_is_told(folder: Path, length: int) -> None:
    filled(folder)
    content = (folder / "steady.db").read_bytes()
    (folder / "steady.db").write_bytes(content[:length])
    with pytest.raises(VaultDamaged), Vault.open(folder) as vault:
        vault.check()


def test_a_store_from_another_vault_is_refused(folder: Path, tmp_path: Path) -> None:
    filled(folder)
    filled(tmp_path / "other")
    (folder / "steady.db").write_bytes((tmp_path / "other" / "steady.db").read_bytes())
    with pytest.raises(VaultDamaged):
        Vault.open(folder)


def test_the_connection_is_set_up_for_safety(folder: Path) -> None:
    filled(folder)
    connection = connect(folder / "steady.db", data_key(folder))
    found = {
        name: connection.pragma(name)
        for name in ("journal_mode", "synchronous", "temp_store", "secure_delete", "mmap_size")
    }
    connection.close()
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "temp_store": 2,
        "secure_delete": 1,
        "mmap_size": 0,
    }


def test_a_full_store_keeps_the_earlier_state_and_goes_on_when_there_is_room(
    vault: Vault,
) -> None:
    vault.add("reason", "before")
    held = vault._store
    assert held is not None
    held.connection.pragma("max_page_count", 40)
    with pytest.raises(VaultFull, match="disk is full"):
        vault.put_clip(bytes(1_000_000), 16_000, 30.0)
    vault.check()
    assert [entry.text.reveal() for entry in vault.words().entries] == ["before"]
    held.connection.pragma("max_page_count", 100_000)
    assert vault.put_clip(bytes(1_000_000), 16_000, 30.0)


def test_unknown_faults_of_the_library_become_one_sentence(vault: Vault) -> None:
    held = vault._store
    assert held is not None
    with pytest.raises(VaultFault, match="report it"), held.reading() as connection:
        connection.execute("SELECT nonsense FROM nowhere")
    assert vault.words().entries == ()


def test_an_interrupted_write_leaves_nothing(vault: Vault) -> None:
    held = vault._store
    assert held is not None

    def interrupted() -> None:
        with held.writing() as connection:
            connection.execute("INSERT INTO facts VALUES ('half', 'done')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert vault.words().fact("half") == ""
    vault.set_fact("whole", "done")


@pytest.mark.parametrize("place", [0, 15, 16, 17, 20, 23, 24, 40, 99, 100])
def test_a_flipped_bit_in_the_header_is_noticed_or_harmless(folder: Path, place: int) -> None:
    filled(folder)
    with Vault.open(folder) as vault:
        before = vault.words()
    file = folder / "steady.db"
    content = bytearray(file.read_bytes())
    content[place] ^= 0x10
    file.write_bytes(content)
    with suppress(VaultDamaged), Vault.open(folder) as vault:
        vault.check()
        assert vault.words() == before
