"""Proves the vault against kills, torn logs, flipped bits and forged files; prints a table.

Run: python tools/prove_vault.py [RUNS], 500 of each by default and 20 times as many forgeries.
Exit code 0 if no acknowledged word was lost and nothing went wrong in silence.
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from assistant.errors import VaultFault
from assistant.private import Private
from assistant.vault import CHEAPEST, Vault, restore

PASSPHRASE = Private("correct horse battery staple")
FORGERIES_PER_RUN = 20

WRITER = """
import os, sys
from pathlib import Path
from assistant.vault import Vault
out = os.fdopen(1, "wb", 0)
with Vault.open(Path(sys.argv[1])) as vault:
    out.write(b"open\\n")
    number = int(sys.argv[2])
    while True:
        entry = vault.add("note", f"word {number} " + "x" * (number % 3000))
        out.write(b"%d %s\\n" % (number, entry.id.encode()))
        if number % 7 == 0:
            vault.mark_heard(entry.id)
        number += 1
"""


@dataclass(slots=True)
class Outcome:
    """What came of many runs of one kind."""

    name: str
    runs: int = 0
    kept: int = 0
    """Acknowledged writes that were looked for."""
    lost: int = 0
    """Acknowledged writes that were gone, or changes that went unnoticed."""
    refused: int = 0
    """Runs that ended in a clear sentence."""

    def line(self) -> str:
        """Return a row of the table."""
        return f"{self.name:34}{self.runs:>8}{self.kept:>10}{self.refused:>10}{self.lost:>8}"


Proof = Callable[[Path, int, random.Random], Outcome]


def kills(folder: Path, runs: int, chance: random.Random) -> Outcome:
    """Kill a writing process (SIGKILL) at random moments; look for all that it acknowledged."""
    outcome = Outcome("kill -9 during writes")
    acknowledged: dict[str, int] = {}
    number = 0
    for _ in range(runs):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), str(number)],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).resolve().parent.parent,
        )
        if writer.stdout is None:
            raise AssertionError
        writer.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.03))
        writer.kill()
        lines = writer.stdout.read().split(b"\n")[:-1]  # the last may be half
        writer.stdout.close()
        writer.wait()
        for line in lines:
            text, entry_id = line.split()
            number = int(text) + 1
            acknowledged[entry_id.decode()] = int(text)
        number += 1
        with Vault.open(folder) as vault:
            vault.check()
            present = {entry.id: entry.text.reveal() for entry in vault.words().entries}
        outcome.runs += 1
        outcome.kept = len(acknowledged)
        outcome.lost += sum(
            not present.get(entry_id, "").startswith(f"word {text}")
            for entry_id, text in acknowledged.items()
        )
    return outcome


def left_by_kill(folder: Path, entries: int = 30) -> list[str]:
    """Make a vault whose log was never brought into the store; returns its texts in order."""
    made = """
import os, sys
from pathlib import Path
import apsw
from assistant.vault import Vault
from assistant.vault.store import Store
Store._checkpoint = lambda store: None
vault = Vault.open(Path(sys.argv[1]))
vault._store.connection.wal_autocheckpoint(0)
for number in range(int(sys.argv[2])):
    vault.add("note", f"word {number} " + "x" * 500)
os._exit(0)
"""
    subprocess.run(
        [sys.executable, "-c", made, str(folder), str(entries)],
        check=True,
        cwd=Path(__file__).resolve().parent.parent,
    )
    return [f"word {number} " + "x" * 500 for number in range(entries)]


def torn_logs(folder: Path, runs: int, chance: random.Random) -> Outcome:
    """Cut, blank or garble the end of the log, as power loss does; demand a whole beginning."""
    outcome = Outcome("torn logs")
    texts = left_by_kill(folder / "whole")
    for run in range(runs):
        copy = folder / "torn"
        shutil.copytree(folder / "whole", copy)
        log = copy / "steady.db-wal"
        content = bytearray(log.read_bytes())
        place = chance.randrange(len(content))
        tail = len(content) - place
        if run % 3 == 0:
            content = content[:place]
        else:
            content[place:] = bytes(tail) if run % 3 == 1 else chance.randbytes(tail)
        log.write_bytes(content)
        outcome.runs += 1
        try:
            with Vault.open(copy) as vault:
                vault.check()
                present = [entry.text.reveal() for entry in vault.words().entries]
            outcome.kept += len(present)
            outcome.lost += present != texts[: len(present)]
        except VaultFault:
            outcome.refused += 1
        shutil.rmtree(copy)
    return outcome


def bit_flips(folder: Path, runs: int, chance: random.Random) -> Outcome:
    """Flip one bit of the store or the key file; it must be noticed, or change nothing."""
    outcome = Outcome("flipped bits")
    with Vault.open(folder / "whole") as vault:
        for number in range(30):
            vault.add("note", f"word {number} " + "x" * 500)
        before = vault.words()
    for run in range(runs):
        copy = folder / "flipped"
        shutil.copytree(folder / "whole", copy)
        file = copy / ("keys.json" if run % 5 == 0 else "steady.db")
        content = bytearray(file.read_bytes())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        file.write_bytes(content)
        outcome.runs += 1
        try:
            with Vault.open(copy) as vault:
                vault.check()
                outcome.kept += 1
                outcome.lost += vault.words() != before
        except VaultFault:
            outcome.refused += 1
        shutil.rmtree(copy)
    return outcome


def forged(content: bytes, chance: random.Random) -> bytes:
    """Return `content` changed in one of the ways files get broken or forged."""
    data = bytearray(content)
    place = chance.randrange(len(data))
    way = chance.randrange(6)
    if way == 0:
        data[place] ^= 1 << chance.randrange(8)
    elif way == 1:
        del data[place:]
    elif way == 2:
        data[place : place + chance.randrange(64)] = chance.randbytes(chance.randrange(64))
    elif way == 3:
        data[chance.randrange(min(400, len(data)))] = chance.randrange(256)
    elif way == 4:
        data += chance.randbytes(1 + chance.randrange(100))
    else:
        end = min(len(data), place + 1 + chance.randrange(70_000))
        data[place:place] = data[place:end]
    return bytes(data)


def forged_backups(folder: Path, runs: int, chance: random.Random) -> Outcome:
    """Restore from forged backup files: refused with a sentence, and nothing half restored."""
    outcome = Outcome("forged backup files")
    with Vault.open(folder / "from", PASSPHRASE, profile=CHEAPEST) as vault:
        vault.put_clip(chance.randbytes(150_000), 16_000, 4.7)
        vault.add("reason", "kept")
        vault.backup(folder / "whole.backup", PASSPHRASE)
    whole = (folder / "whole.backup").read_bytes()
    for _ in range(runs):
        data = forged(whole, chance)
        if data == whole:
            continue
        (folder / "forged.backup").write_bytes(data)
        outcome.runs += 1
        try:
            restore(folder / "to", folder / "forged.backup", PASSPHRASE, profile=CHEAPEST)
            outcome.lost += 1
        except VaultFault:
            outcome.refused += 1
        outcome.lost += any((folder / "to").iterdir())
        shutil.rmtree(folder / "to")
    return outcome


def forged_key_files(folder: Path, runs: int, chance: random.Random) -> Outcome:
    """Open a vault by forged key files: refused with a sentence, or whole."""
    outcome = Outcome("forged key files")
    with Vault.open(folder, PASSPHRASE, profile=CHEAPEST) as vault:
        vault.add("reason", "kept")
        before = vault.words()
    whole = (folder / "keys.json").read_bytes()
    for _ in range(runs):
        (folder / "keys.json").write_bytes(forged(whole, chance))
        outcome.runs += 1
        try:
            with Vault.open(folder, PASSPHRASE, profile=CHEAPEST) as vault:
                outcome.kept += 1
                outcome.lost += vault.words() != before
        except VaultFault:
            outcome.refused += 1
    (folder / "keys.json").write_bytes(whole)
    return outcome


def main() -> int:
    """Run the proof and print its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", nargs="?", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    many = arguments.runs * FORGERIES_PER_RUN
    proofs: list[tuple[Proof, int]] = [
        (kills, arguments.runs),
        (torn_logs, arguments.runs),
        (bit_flips, arguments.runs),
        (forged_backups, many),
        (forged_key_files, many),
    ]
    print(f"{'':34}{'runs':>8}{'kept':>10}{'refused':>10}{'lost':>8}")
    lost = 0
    for prove, runs in proofs:
        with tempfile.TemporaryDirectory() as folder:
            chance = random.Random(arguments.seed)  # noqa: S311 - repeatable, no secret
            outcome = prove(Path(folder), runs, chance)
        print(outcome.line(), flush=True)
        lost += outcome.lost
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
