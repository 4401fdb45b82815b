"""Every test gets its own folder, and a vault in it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.private import Private
from assistant.vault import CHEAPEST, Vault

PASSPHRASE = Private("six plain words are easy kept")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def vault(folder: Path) -> Iterator[Vault]:
    with Vault.open(folder) as opened:
        yield opened


@pytest.fixture
def passphrase() -> Private[str]:
    return PASSPHRASE


@pytest.fixture
def sealed(folder: Path) -> Callable[[], Vault]:
    """Open (or make) the folder's vault with the passphrase, at a cost that suits tests."""

    def opened() -> Vault:
        return Vault.open(folder, PASSPHRASE, profile=CHEAPEST)

    return opened
