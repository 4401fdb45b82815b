from pathlib import Path

import pytest

from assistant.resources import data_folder
from assistant.understanding import Understanding


@pytest.fixture(scope="session")
def understanding() -> Understanding:
    return Understanding.load(data_folder("intents"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A catalogue of two intents, without trained weights."""
    (tmp_path / "en").mkdir()
    (tmp_path / "intents.yaml").write_text(
        "intents:\n  order:\n    purpose: Order a drink.\n  none:\n    purpose: Anything else.\n",
        encoding="utf-8",
    )
    (tmp_path / "en" / "_lists.yaml").write_text("drink: [latte, flat white]\n", encoding="utf-8")
    (tmp_path / "en" / "order.yaml").write_text(
        'phrases:\n  - "i would like a {drink}"\n  - bring me one\n', encoding="utf-8"
    )
    return tmp_path
