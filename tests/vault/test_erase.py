"""Erasing takes the keys first, removes every file, and says what it cannot reach."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import VaultFault
from assistant.private import Private
from assistant.vault import Vault, erase, preview_erase


def test_the_preview_names_what_goes_and_what_stays_and_touches_nothing(
    sealed: Callable[[], Vault], folder: Path
) -> None:
    sealed().close()
    preview = preview_erase(folder)
    assert [file.name for file in preview.removed] == ["keys.json", "steady.db"]
    assert any("Backups" in sentence for sentence in preview.stays)
    sealed().close()


def test_every_file_of_the_vault_goes_and_other_files_stay(
    sealed: Callable[[], Vault], folder: Path, passphrase: Private[str]
) -> None:
    with sealed() as vault:
        vault.add("reason", "x")
        vault.renew_key(passphrase)
    for left in (".keys.json.ab12.new", ".steady.db.ab12.new-wal", "steady-2-before.db"):
        (folder / left).write_bytes(b"left by a kill")
    (folder / "settings.toml").write_text("")
    removed = erase(folder)
    assert [file.name for file in folder.iterdir()] == ["settings.toml"]
    assert removed.removed[0].name == "keys.json"


def test_the_keys_go_first_so_that_a_stop_half_way_still_forgets(
    sealed: Callable[[], Vault], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed().close()
    content = (folder / "keys.json").read_bytes()
    real = Path.unlink

    def stuck(path: Path, missing_ok: bool = False) -> None:
        if path.suffix == ".db":
            raise PermissionError(13, "in use")
        real(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", stuck)
    with pytest.raises(VaultFault):
        erase(folder)
    monkeypatch.undo()
    assert not (folder / "keys.json").exists()
    assert all(content not in file.read_bytes() for file in folder.iterdir())
    with pytest.raises(VaultFault):
        sealed()
    erase(folder)
    with sealed() as vault:
        assert vault.words().entries == ()


def test_erasing_nothing_is_no_fault(tmp_path: Path) -> None:
    assert erase(tmp_path / "never made").removed == ()


def test_a_session_still_open_elsewhere_cannot_bring_anything_back(
    vault: Vault, folder: Path
) -> None:
    vault.add("reason", "x")
    erase(folder)
    with pytest.raises(VaultFault, match="erased or moved"):
        vault.add("reason", "y")
    vault.close()
    assert not (folder / "keys.json").exists()
    assert not (folder / "steady.db").exists()


def test_export_is_readable_and_wrapped(vault: Vault) -> None:
    vault.set_fact("since", "2026-01-02")
    vault.add("reason", "He lied.\nTwice.", why="I count", tags=["a"])
    clip = vault.put_clip(b"\0\0" * 16_000, 16_000, 1.0)
    vault.add("person", "Ana", number="555", clip=clip)
    vault.set_log(on=True)
    vault.note("rating_before", "8", 1e9)
    vault.note("rating_after", "3", 1e300)
    exported = vault.export()
    assert repr(exported) == "<private>"
    text = exported.reveal()
    for piece in (
        "since: 2026-01-02",
        "- He lied.\n  Twice.",
        "why: I count",
        "telephone 555",
        "own recording of 1 s",
        "2001-09-0",
        "rating_before 8",
        "unknown time, session 1: rating_after 3",
    ):
        assert piece in text
