"""What set-up relies on: pinned, hash-checked, from no named place."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LISTS = ["requirements.txt", "requirements-test.txt"]


@pytest.mark.parametrize("name", LISTS)
def test_each_package_is_pinned_with_hashes_and_no_place_is_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text.strip())
    for block in blocks:
        assert re.match(r"[a-zA-Z0-9._-]+==\S+", block), block.splitlines()[0]
        assert "--hash=sha256:" in block, block.splitlines()[0]
    assert "://" not in text
    assert "index" not in text.replace("-index-", "")


def test_the_tests_use_the_same_versions_as_a_person() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / name).read_text(encoding="utf-8")
        return set(re.findall(r"^([a-zA-Z0-9._-]+==\S+)", text, re.MULTILINE))

    assert pins(LISTS[0]) <= pins(LISTS[1])


def test_each_dependency_is_in_the_pinned_list() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    wanted = re.search(r"^dependencies = \[(.*?)^\]", project, re.DOTALL | re.MULTILINE)
    assert wanted
    pinned = (ROOT / LISTS[0]).read_text(encoding="utf-8").lower()
    for name in re.findall(r'"([A-Za-z0-9._-]+)', wanted.group(1)):
        assert f"{name.lower()}==" in pinned


def test_data_folders_hold_no_python() -> None:
    for folder in ("intents", "voices", "models"):
        assert not list((ROOT / folder).rglob("*.py"))
