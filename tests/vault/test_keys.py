"""The key file opens by the right secret alone, and no change to it goes unnoticed."""

import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import VaultDamaged, VaultFault, VaultWrongPassphrase
from assistant.private import Private
from assistant.vault import CHEAPEST, FLOOR, Profile, Vault, calibrate
from assistant.vault.derivation import CEILING, derive
from assistant.vault.keys import DataKey, KeyFile, Slot, _sum
from assistant.vault.recovery import new_code, normalized

SECRET = Private("six plain words")


def key_file(folder: Path) -> dict[str, Any]:
    table = json.loads((folder / "keys.json").read_text())
    assert isinstance(table, dict)
    return table


def forge(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the key file as someone would who knows how its sum is made."""
    table = key_file(folder)
    del table["sum"]
    change(table)
    table["sum"] = _sum(table)
    (folder / "keys.json").write_text(json.dumps(table))


def test_the_key_is_random_and_differs_from_vault_to_vault(tmp_path: Path) -> None:
    keys = set()
    for name in ("a", "b", "c"):
        with Vault.open(tmp_path / name) as vault:
            keys.add(vault.keys.file.data_key(None).reveal())
    assert len(keys) == 3
    assert all(len(key) == 32 for key in keys)


def test_without_a_passphrase_the_file_says_plain_and_is_private(folder: Path) -> None:
    Vault.open(folder).close()
    assert [slot["kind"] for slot in key_file(folder)["slots"]] == ["plain"]
    for file in folder.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_looser_permissions_are_tightened_again(folder: Path) -> None:
    Vault.open(folder).close()
    folder.chmod(0o755)
    for file in folder.iterdir():
        file.chmod(0o644)
    Vault.open(folder).close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_with_a_passphrase_the_data_key_is_nowhere_in_the_file(
    folder: Path, sealed: Callable[[], Vault]
) -> None:
    sealed().close()
    content = (folder / "keys.json").read_bytes()
    key = KeyFile.from_bytes(content).data_key(Private("six plain words are easy kept"), CHEAPEST)
    assert key.reveal().hex().encode() not in content.lower()
    assert key.reveal() not in content
    assert b'"plain"' not in content


def test_a_sealed_vault_opens_locked_without_and_unlocked_with_the_passphrase(
    folder: Path, sealed: Callable[[], Vault], passphrase: Private[str]
) -> None:
    with sealed() as vault:
        vault.add("reason", "x")
    with Vault.open(folder, profile=CHEAPEST) as vault:
        assert vault.is_locked
        assert vault.needs_passphrase
        assert vault.words().locked
        with pytest.raises(VaultWrongPassphrase, match="Caps Lock"):
            vault.unlock(Private("wrong"))
        with pytest.raises(VaultWrongPassphrase):
            vault.unlock()
        assert vault.is_locked
        vault.unlock(passphrase)
        assert len(vault.words().entries) == 1
        vault.lock()
        assert vault.is_locked


def test_a_wrong_passphrase_is_not_called_damage_and_damage_is_not_called_wrong(
    folder: Path, sealed: Callable[[], Vault], passphrase: Private[str]
) -> None:
    sealed().close()
    content = (folder / "keys.json").read_bytes()
    place = content.index(b'"key"') + 12
    broken = bytearray(content)
    broken[place] ^= 1
    (folder / "keys.json").write_bytes(broken)
    with pytest.raises(VaultDamaged, match="key file"):
        Vault.open(folder, passphrase, profile=CHEAPEST)


def test_the_same_passphrase_typed_on_another_system_opens_it(folder: Path) -> None:
    composed, decomposed = "caf\u00e9 au lait", "cafe\u0301 au lait"
    Vault.open(folder, Private(composed), profile=CHEAPEST).close()
    with Vault.open(folder, Private(decomposed), profile=CHEAPEST) as vault:
        assert not vault.is_locked


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("memory_kib", 16),
        ("passes", 2),
        ("lanes", 2),
        ("salt", "AAAAAAAAAAAAAAAAAAAAAA=="),
        ("nonce", "AAAAAAAAAAAAAAAA"),
        ("id", 2),
        ("kind", "recovery"),
        ("kdf", "none"),
        ("cipher", "none"),
        ("memory_kib", 2**40),
        ("passes", 10**9),
        ("memory_kib", "64"),
        ("memory_kib", True),
        ("lanes", 0),
        ("key", ""),
        ("key", "AAAA"),
        ("extra", 1),
    ],
)
def test_no_part_of_a_slot_can_be_changed(
    folder: Path, sealed: Callable[[], Vault], field: str, value: object
) -> None:
    sealed().close()
    forge(folder, lambda table: table["slots"][0].update({field: value}))
    with pytest.raises(VaultFault):
        sealed()


def test_a_slot_cheaper_than_the_floor_is_refused_even_when_it_fits(
    folder: Path, sealed: Callable[[], Vault], passphrase: Private[str]
) -> None:
    sealed().close()  # at a cost that only tests may use
    with pytest.raises(VaultDamaged):
        Vault.open(folder, passphrase)


@pytest.mark.parametrize(
    "change",
    [
        lambda table: table.update(vault="0" * 32),
        lambda table: table.update(vault="short"),
        lambda table: table.update(generation=2),
        lambda table: table.update(generation=0),
        lambda table: table.update(format=2),
        lambda table: table.update(slots=[]),
        lambda table: table.update(slots={}),
        lambda table: table["slots"].append(table["slots"][0]),
        lambda table: table["slots"].append({"id": 9, "kind": "plain", "key": "A" * 43 + "="}),
        lambda table: table["slots"].insert(0, {"id": 9, "kind": "plain", "key": "A" * 43 + "="}),
        lambda table: table.pop("made"),
    ],
)
def test_no_part_of_the_file_can_be_changed(
    folder: Path, sealed: Callable[[], Vault], change: Callable[[dict[str, Any]], object]
) -> None:
    sealed().close()
    forge(folder, change)
    with pytest.raises(VaultFault):
        sealed()


def test_a_slot_of_another_vault_does_not_fit(tmp_path: Path) -> None:
    key = DataKey.random()
    slot = Slot.sealed(1, "passphrase", key, secret=SECRET, profile=CHEAPEST, vault="a" * 32)
    assert slot.opened(SECRET, "a" * 32, CHEAPEST) is not None
    assert slot.opened(SECRET, "b" * 32, CHEAPEST) is None
    assert slot.opened(Private("other"), "a" * 32, CHEAPEST) is None


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"null", b"\xff\xfe", b'{"sum": 1}', b"[" * 60_000, b" " * 70_000, b"1"],
)
def test_anything_else_in_its_place_is_one_sentence(folder: Path, content: bytes) -> None:
    Vault.open(folder).close()
    (folder / "keys.json").write_bytes(content)
    with pytest.raises(VaultDamaged, match="key file"):
        Vault.open(folder)


def test_a_key_prints_nothing_of_itself_and_can_be_wiped() -> None:
    key = DataKey(bytes(range(32)))
    assert repr(key) == "<data key>"
    key.wipe()
    assert key.reveal() == bytes(32)


def test_derivation_is_argon2id_as_the_reference_implementation_gives_it() -> None:
    """A vector of phc-winner-argon2, src/test.c: version 19, t=2, m=65536, p=1."""
    reference = Profile("reference", 65_536, 2, 1)
    assert (
        derive(Private("password"), b"somesalt", reference).hex()
        == "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"
    )


def test_the_floor_is_the_second_choice_of_rfc_9106() -> None:
    assert (FLOOR.memory_kib, FLOOR.passes, FLOOR.lanes) == (65_536, 3, 4)
    assert CEILING.reaches(FLOOR)


@pytest.mark.parametrize(
    ("seconds", "name"),
    [(0.05, "strongest"), (0.22, "strongest"), (0.3, "strong"), (0.5, "floor"), (9.0, "floor")],
)
def test_calibration_stays_within_a_second_and_never_below_the_floor(
    seconds: float, name: str
) -> None:
    profile = calibrate(lambda _: seconds)
    assert profile.name == name
    assert profile.reaches(FLOOR)


def test_a_recovery_code_is_new_each_time_and_reads_back_as_people_write_it() -> None:
    code = new_code()
    assert code != new_code()
    groups = code.reveal().split("-")
    assert [len(group) for group in groups] == [4] * 7
    for written in (
        code.reveal().lower(),
        code.reveal().replace("-", " "),
        f"  {code.reveal()}\n",
        code.reveal().replace("0", "o").replace("1", "l"),
    ):
        assert normalized(Private(written)) == normalized(code) != None  # noqa: E711


def test_a_slip_in_a_recovery_code_is_noticed() -> None:
    signs = new_code().reveal().replace("-", "")
    noticed = 0
    for place, sign in enumerate(signs):
        other = "7" if sign != "7" else "8"
        noticed += normalized(Private(signs[:place] + other + signs[place + 1 :])) is None
    assert noticed >= len(signs) - 1  # a 12-bit sum misses one slip in 4096
    assert normalized(Private(signs[:-1])) is None
    assert normalized(Private(signs + "A")) is None
    assert normalized(Private("U" * 28)) is None
    assert normalized(Private("")) is None
