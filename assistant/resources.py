"""Finds intents/, voices/ and models/ in a checkout and in an installed wheel."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from assistant.errors import DataFault


def data_folder(name: str) -> Traversable:
    """Return the folder `intents`, `voices` or `models`.

    In a wheel they lie under `assistant/_data`; in a checkout beside the package. A checkout
    is looked at first when it is one, so that an editable install never reads stale copies.

    Raises:
        DataFault: if the installation holds neither.

    """
    package = Path(__file__).parent
    checkout = package.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    packed = files("assistant") / "_data" / name
    if packed.is_dir():
        return packed
    raise DataFault(name, None, "This folder is missing from the installation.", "Install again.")
