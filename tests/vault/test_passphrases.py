"""A passphrase can be set, changed, removed and recovered, and words survive all of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import UsageFault, VaultFault, VaultLocked, VaultWrongPassphrase
from assistant.private import Private
from assistant.vault import CHEAPEST, Vault

NEW = Private("another set of words")


def opened(folder: Path, secret: Private[str] | None = None) -> Vault:
    return Vault.open(folder, secret, profile=CHEAPEST)


def kept(vault: Vault) -> list[str]:
    return [entry.text.reveal() for entry in vault.words().entries]


def test_setting_a_passphrase_later_keeps_the_words_and_ends_the_readable_key(
    folder: Path,
) -> None:
    with opened(folder) as vault:
        vault.add("reason", "x")
        readable = vault.keys.file.data_key(None).reveal()
        vault.set_passphrase(NEW)
        vault.add("reason", "y")
        assert kept(vault) == ["x", "y"]
        assert vault.keys.file.data_key(NEW, CHEAPEST).reveal() != readable
    with opened(folder) as vault:
        assert vault.is_locked
    with opened(folder, NEW) as vault:
        assert kept(vault) == ["x", "y"]
    assert {file.name for file in folder.iterdir()} == {"keys.json", "steady-2.db"}


def test_changing_it_does_not_rewrite_the_words(
    folder: Path, sealed: Callable[[], Vault], passphrase: Private[str]
) -> None:
    with sealed() as vault:
        vault.add("reason", "x")
    before = (folder / "steady.db").read_bytes()
    with sealed() as vault:
        vault.change_passphrase(passphrase, NEW)
    assert (folder / "steady.db").read_bytes() == before
    with pytest.raises(VaultWrongPassphrase):
        sealed()
    with opened(folder, NEW) as vault:
        assert kept(vault) == ["x"]


def test_changing_or_removing_takes_the_present_passphrase(
    folder: Path, sealed: Callable[[], Vault]
) -> None:
    with sealed() as vault:
        before = (folder / "keys.json").read_bytes()
        with pytest.raises(VaultWrongPassphrase):
            vault.change_passphrase(Private("wrong"), NEW)
        with pytest.raises(VaultWrongPassphrase):
            vault.remove_passphrase(Private("wrong"))
        with pytest.raises(VaultWrongPassphrase):
            vault.new_recovery_code(Private("wrong"))
        assert (folder / "keys.json").read_bytes() == before


def test_removing_it_lets_the_words_open_freely(
    folder: Path, sealed: Callable[[], Vault], passphrase: Private[str]
) -> None:
    with sealed() as vault:
        vault.add("reason", "x")
        vault.new_recovery_code(passphrase)
        vault.remove_passphrase(passphrase)
        assert not vault.has_recovery_code
    with opened(folder) as vault:
        assert not vault.needs_passphrase
        assert kept(vault) == ["x"]


def test_the_recovery_code_opens_the_words_and_sets_a_new_passphrase(
    folder: Path, sealed: Callable[[], Vault], passphrase: Private[str]
) -> None:
    with sealed() as vault:
        vault.add("reason", "x")
        code = vault.new_recovery_code(passphrase)
        assert vault.has_recovery_code
    assert code.reveal().encode() not in (folder / "keys.json").read_bytes()
    typed = Private(code.reveal().lower().replace("-", " "))
    with opened(folder, typed) as vault:
        assert kept(vault) == ["x"]
        vault.change_passphrase(typed, NEW)
    with opened(folder, NEW) as vault, opened(folder, code) as other:
        assert kept(vault) == kept(other) == ["x"]


def test_a_new_recovery_code_ends_the_old_one(
    folder: Path, sealed: Callable[[], Vault], passphrase: Private[str]
) -> None:
    with sealed() as vault:
        old = vault.new_recovery_code(passphrase)
        new = vault.new_recovery_code(passphrase)
    with pytest.raises(VaultWrongPassphrase):
        opened(folder, old)
    opened(folder, new).close()
    with sealed() as vault:
        with pytest.raises(VaultWrongPassphrase):
            vault.remove_recovery_code(NEW)
        assert vault.has_recovery_code
        vault.remove_recovery_code(passphrase)
        assert not vault.has_recovery_code
    with pytest.raises(VaultWrongPassphrase):
        opened(folder, new)


def test_a_new_key_shuts_out_old_copies_of_the_key_file(
    folder: Path, sealed: Callable[[], Vault], passphrase: Private[str]
) -> None:
    with sealed() as vault:
        vault.add("reason", "x")
        code = vault.new_recovery_code(passphrase)
        stolen = vault.keys.file.data_key(passphrase, CHEAPEST).reveal()
        with pytest.raises(VaultWrongPassphrase):
            vault.renew_key(code)
        vault.renew_key(passphrase)
        assert kept(vault) == ["x"]
        assert not vault.has_recovery_code
        assert vault.keys.file.data_key(passphrase, CHEAPEST).reveal() != stolen
    with sealed() as vault:
        assert kept(vault) == ["x"]


@pytest.mark.parametrize("blank", ["", "   ", "\t\n"])
def test_an_empty_passphrase_is_refused(vault: Vault, blank: str, passphrase: Private[str]) -> None:
    with pytest.raises(UsageFault, match="empty"):
        vault.set_passphrase(Private(blank))
    with pytest.raises(UsageFault, match="empty"):
        vault.change_passphrase(passphrase, Private(blank))
    assert not vault.needs_passphrase


def test_setting_twice_and_changing_what_is_not_there_say_what_to_do(
    folder: Path, sealed: Callable[[], Vault], tmp_path: Path
) -> None:
    with sealed() as vault, pytest.raises(UsageFault, match="already"):
        vault.set_passphrase(NEW)
    with opened(tmp_path / "open") as vault:
        with pytest.raises(UsageFault, match="no passphrase yet"):
            vault.change_passphrase(NEW, NEW)
        with pytest.raises(UsageFault, match="recovery code is for"):
            vault.new_recovery_code(NEW)


def test_while_locked_nothing_about_keys_can_be_changed(
    folder: Path, sealed: Callable[[], Vault], passphrase: Private[str]
) -> None:
    with sealed() as vault:
        vault.lock()
        for change in (
            lambda: vault.change_passphrase(passphrase, NEW),
            lambda: vault.remove_passphrase(passphrase),
            lambda: vault.new_recovery_code(passphrase),
            lambda: vault.remove_recovery_code(passphrase),
            lambda: vault.renew_key(passphrase),
        ):
            with pytest.raises(VaultLocked):
                change()


def test_another_open_session_learns_that_the_store_was_replaced_and_loses_nothing_silently(
    folder: Path,
) -> None:
    with opened(folder) as one, opened(folder) as two:
        one.add("reason", "x")
        two.set_passphrase(NEW)
        with pytest.raises(VaultFault, match="were replaced since"):
            one.add("reason", "would be lost")
        two.add("reason", "y")
    with opened(folder, NEW) as vault:
        assert kept(vault) == ["x", "y"]


def test_a_passphrase_change_reaches_a_session_that_is_open(
    folder: Path, sealed: Callable[[], Vault], passphrase: Private[str]
) -> None:
    with sealed() as one, sealed() as two:
        two.change_passphrase(passphrase, NEW)
        one.add("reason", "still kept")
        one.lock()
        with pytest.raises(VaultWrongPassphrase):
            one.unlock(passphrase)
        one.unlock(NEW)
        assert kept(one) == ["still kept"]
