"""The built wheel: holds all data, nothing else, and works in an environment of its own."""

import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.packaging.wheel import ROOT, build_wheel, install_wheel

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install_wheel(wheel, tmp_path_factory.mktemp("environment") / "venv")


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_every_file_of_intents_and_voices_is_inside(wheel: Path) -> None:
    inside = names(wheel)
    for folder in ("intents", "voices"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file():
                assert f"assistant/_data/{path.relative_to(ROOT).as_posix()}" in inside
    assert "assistant/_data/models/manifest.toml" in inside


def test_nothing_else_comes_along(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names(wheel)}
    assert tops == {"assistant", "steady_assistant-0.1.0.dist-info"}


def run(python: Path, home: Path, *arguments: str, text: str = "") -> str:
    done = subprocess.run(
        [str(python.parent / "steady"), *arguments],
        env={"STEADY_HOME": str(home), "PATH": "/usr/bin:/bin", "HOME": str(home)},
        cwd=home,
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_installed_command_reads_the_persons_reason_back(python: Path, tmp_path: Path) -> None:
    run(python, tmp_path, "reasons", "add", text="I was always afraid on Sundays\n")
    said = run(python, tmp_path, "talk", "--typed", "--json", "--fast", text="i want to text him\n")
    assert '"source": "reason:1"' in said
    assert "I was always afraid on Sundays" in said


def test_the_installed_command_understands(python: Path, tmp_path: Path) -> None:
    said = run(python, tmp_path, "understand", "--json", "i want to text him")
    assert '"intent": "urge_contact"' in said
