"""A full disk, a read-only folder, two sessions at once: a sentence, and nothing is lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import VaultFault
from assistant.guard import process
from assistant.private import Private
from assistant.vault import CHEAPEST, Vault, restore

IN_OWN_MOUNTS = ["unshare", "--user", "--map-root-user", "--mount"]

FULL_DISK = """
import sys
from pathlib import Path
from assistant.errors import VaultFull
from assistant.private import Private
from assistant.vault import CHEAPEST, Vault
folder = Path(sys.argv[1]) / "kept"
vault = Vault.open(folder)
vault.add("reason", "before")
full = 0
for number in range(200):
    try:
        vault.put_clip(bytes(100_000), 16_000, 3.0)
    except VaultFull as fault:
        assert "disk is full" in str(fault)
        full += 1
        break
assert full
for _ in range(2000):  # fill the last holes too
    try:
        vault.add("note", "x" * 2000)
    except VaultFull:
        break
else:
    raise AssertionError
for attempt in (lambda: vault.set_passphrase(Private("words")),
                lambda: vault.backup(folder / "copy.backup", Private("words"))):
    try:
        attempt()
    except VaultFull:
        full += 1
assert full == 3
assert not vault.needs_passphrase
vault.check()
assert vault.words().entries[0].text.reveal() == "before"
vault.close()
again = Vault.open(folder)
again.check()
print("kept", len(again.words().entries) >= 1, sorted(p.name for p in folder.iterdir()))
"""

MAKE = """
import sys
from pathlib import Path
from assistant.vault import Vault
Vault.open(Path(sys.argv[1]) / "kept").close()
"""

READ_ONLY = """
import sys
from pathlib import Path
from assistant.errors import VaultFault
from assistant.vault import Vault
for name in ("kept", "never made"):
    try:
        Vault.open(Path(sys.argv[1]) / name).add("reason", "x")
    except VaultFault as fault:
        print(fault)
"""


def in_small_disk(tmp_path: Path, *steps: str) -> subprocess.CompletedProcess[str]:
    """Run shell steps with a file system of 1 MB mounted at $1, python at $2."""
    disk = tmp_path / "disk"
    disk.mkdir()
    probe = subprocess.run([*IN_OWN_MOUNTS, "true"], check=False, capture_output=True)
    if probe.returncode != 0:
        pytest.skip("this system gives no mounts of one's own")
    script = " && ".join(['mount -t tmpfs -o size=1M none "$1"', *steps])
    return subprocess.run(
        [*IN_OWN_MOUNTS, "sh", "-c", script, "sh", str(disk), sys.executable],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ
        | {"PYTHONPATH": ".", "FULL": FULL_DISK, "MAKE": MAKE, "READ_ONLY": READ_ONLY},
    )


@pytest.mark.skipif(sys.platform != "linux", reason="needs mounts of one's own")
def test_a_full_disk_is_told_and_what_was_kept_stays(tmp_path: Path) -> None:
    done = in_small_disk(tmp_path, '"$2" -c "$FULL" "$1"')
    assert done.stderr == ""
    assert done.stdout == "kept True ['keys.json', 'steady.db', 'steady.db-shm', 'steady.db-wal']\n"


@pytest.mark.skipif(sys.platform != "linux", reason="needs mounts of one's own")
def test_a_read_only_disk_is_told(tmp_path: Path) -> None:
    done = in_small_disk(
        tmp_path,
        '"$2" -c "$MAKE" "$1"',
        'mount -o remount,ro "$1"',
        '"$2" -c "$READ_ONLY" "$1"',
    )
    assert done.stderr == ""
    kept, never_made = done.stdout.splitlines()
    assert "Make that folder" in kept
    assert "Make that folder" in never_made


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_told(folder: Path) -> None:
    Vault.open(folder).close()
    folder.chmod(0o500)
    try:
        with pytest.raises(VaultFault, match="Make that folder"):
            Vault.open(folder)
    finally:
        folder.chmod(0o700)


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("")
    with pytest.raises(VaultFault, match="cannot be used"):
        Vault.open(tmp_path / "kept")


BESIDE = """
import sys
from pathlib import Path
from assistant.vault import Vault
with Vault.open(Path(sys.argv[1])) as vault:
    for number in range(int(sys.argv[3])):
        vault.add("note", f"{sys.argv[2]} {number}")
"""


def beside(folder: Path, name: str, entries: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", BESIDE, str(folder), name, str(entries)])


def test_two_sessions_at_once_lose_nothing(folder: Path) -> None:
    for writer in [beside(folder, name, 60) for name in ("one", "two")]:
        assert writer.wait() == 0
    with Vault.open(folder) as vault:
        vault.check()
        texts = {entry.text.reveal() for entry in vault.words().entries}
        ids = [entry.id for entry in vault.words().entries]
    assert texts == {f"{name} {number}" for name in ("one", "two") for number in range(60)}
    assert len(set(ids)) == len(ids)


def test_sessions_that_make_the_vault_at_the_same_moment_share_it(tmp_path: Path) -> None:
    for attempt in range(5):
        folder = tmp_path / f"kept {attempt}"
        for writer in [beside(folder, str(number), 1) for number in range(3)]:
            assert writer.wait() == 0
        with Vault.open(folder) as vault:
            assert len(vault.words().entries) == 3


def test_a_reader_sees_what_another_session_wrote(folder: Path) -> None:
    with Vault.open(folder) as one, Vault.open(folder) as two:
        one.add("reason", "x")
        assert len(two.words().entries) == 1


def test_a_write_waits_for_another_session_and_then_says_who_is_in_the_way(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Vault.open(folder) as one, Vault.open(folder) as two:
        first, second = one._store, two._store
        assert first is not None
        assert second is not None
        second.connection.set_busy_timeout(50)
        with first.writing(), pytest.raises(VaultFault, match="Another Steady"):
            two.add("reason", "x")
        two.add("reason", "x")


def test_a_process_that_may_use_the_network_never_opens_the_vault(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Vault.open(folder) as vault:
        vault.backup(tmp_path / "copy", Private("words"))
    downloader = process.Guard(network_allowed=True, kernel_filter=False)
    monkeypatch.setattr(process, "_guard", downloader)
    for place in (folder, tmp_path / "new"):
        with pytest.raises(VaultFault, match="may use the network"):
            Vault.open(place)
    with pytest.raises(VaultFault, match="may use the network"):
        restore(tmp_path / "new", tmp_path / "copy", Private("words"), profile=CHEAPEST)
    assert not (tmp_path / "new").exists()
