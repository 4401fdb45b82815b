"""A fault in the catalogue names its file, its line and what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import DataFault
from assistant.resources import data_folder
from assistant.understanding import Understanding
from assistant.understanding.catalogue import Catalogue, fingerprint
from assistant.understanding.model import Model


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


ORDER, NONE = "en/order.yaml", "en/none.yaml"
ROUTED = "intents:\n  order: {purpose: x}\nroutes:\n  R9: {intent: order, purpose: x}\n"
MISSED = "phrases:\n  - a tea\nmust_not_match:\n  - a tea\n"
FAULTS = {
    "unknown key": (ORDER, "phrases: [a tea]\nphrase: [x]\n", f"{ORDER}:2", "phrase"),
    "duplicate within": (ORDER, "phrases:\n  - a tea\n  - a tea\n", f"{ORDER}:3", "already"),
    "duplicate across": (NONE, "phrases:\n  - bring me one\n", f"{NONE}:2", f"{ORDER}:3"),
    "unknown intent": ("en/dessert.yaml", "phrases: [a cake]\n", "en/dessert.yaml:1", "dessert"),
    "empty file": (ORDER, "", f"{ORDER}:1", "phrases"),
    "no phrase": (ORDER, "phrases: []\n", f"{ORDER}:1", "no phrase"),
    "slot without list": (ORDER, "phrases:\n  - 'a {cake}'\n", f"{ORDER}:2", "cake"),
    "empty list": ("en/_lists.yaml", "drink: []\n", "en/_lists.yaml:1", "drink"),
    "not yaml": (ORDER, "phrases: [\n", ORDER, "YAML"),
    "unknown route": ("intents.yaml", ROUTED, "intents.yaml:4", "R9"),
    "near-miss is a phrase": (ORDER, MISSED, f"{ORDER}:4", "must not match"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_names_file_line_and_fix(name: str, small: Path) -> None:
    file, text, place, word = FAULTS[name]
    write(small, file, text)
    with pytest.raises(DataFault) as caught:
        Catalogue.load(small).check()
    message = str(caught.value)
    assert message.startswith(place)
    assert word in message
    assert caught.value.fix


def test_a_missing_registry_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataFault, match=r"intents\.yaml"):
        Catalogue.load(tmp_path)


def test_slots_are_filled_for_grammars(small: Path) -> None:
    assert "i would like a flat white" in Catalogue.load(small).spoken("order")


def test_another_catalogue_is_understood_without_training(small: Path) -> None:
    understanding = Understanding.load(small)
    assert understanding.understand("I would like a flat white please?").intent == "order"
    assert understanding.understand("nice weather today isn't it").intent == "none"


def test_the_shipped_catalogue_has_no_fault() -> None:
    assert Catalogue.load(data_folder("intents")).check() > 10_000


def test_the_weights_come_from_the_phrases_that_ship() -> None:
    catalogue = Catalogue.load(data_folder("intents"))
    assert Model.load(catalogue.home).phrases == fingerprint(catalogue), (
        "run tools/train_understanding.py"
    )


@pytest.fixture
def copied(tmp_path: Path) -> Callable[[str, str], Path]:
    """The shipped catalogue with one line more in one file."""

    def copy(intent: str, line: str) -> Path:
        source = Path(str(data_folder("intents")))
        (tmp_path / "en").mkdir()
        write(tmp_path, "intents.yaml", (source / "intents.yaml").read_text(encoding="utf-8"))
        for file in (source / "en").iterdir():
            (tmp_path / "en" / file.name).write_bytes(file.read_bytes())
        path = tmp_path / "en" / f"{intent}.yaml"
        text = path.read_text(encoding="utf-8").replace(
            "phrases:\n", f"phrases:\n  mine:\n    - {line}\n", 1
        )
        path.write_text(text, encoding="utf-8")
        return tmp_path

    return copy


def test_an_added_phrase_is_obeyed_at_once(copied: Callable[[str, str], Path]) -> None:
    folder = copied("breathe", "purple kangaroo forty two")
    meaning = Understanding.load(folder).understand("Purple kangaroo, forty two")
    assert (meaning.intent, str(meaning.decision)) == ("breathe", "act")


def test_damaged_weights_are_told_in_one_sentence(copied: Callable[[str, str], Path]) -> None:
    folder = copied("breathe", "purple kangaroo")
    (folder / "en" / "trained.npz").write_bytes(b"no weights")
    with pytest.raises(DataFault, match="train_understanding"):
        Understanding.load(folder)
