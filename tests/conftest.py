"""What holds for every test: folders of its own, and the umask of a session."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give each test a home of its own, so that none sees or leaves a person's files."""
    home = tmp_path_factory.mktemp("home")
    before = os.umask(0o077)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STEADY_HOME", str(home))
        yield home
    os.umask(before)
