"""The settings file and the folders; `STEADY_HOME` moves all of them to one place.

Settings hold nothing personal: names, reasons and numbers live in the vault.
"""

import os
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from platformdirs import PlatformDirs

from assistant.errors import DataFault

NEUTRAL_NAME = "steady"


@dataclass(frozen=True, slots=True)
class Folders:
    """Where things lie on this machine; each is made on first use, readable by its owner only."""

    config: Path
    data: Path
    cache: Path

    @classmethod
    def of_this_user(cls) -> "Folders":
        """Return the folders of the platform, or those under `STEADY_HOME` if it is set."""
        home = os.environ.get("STEADY_HOME")
        if home:
            root = Path(home).expanduser()
            return cls(root / "config", root / "data", root / "cache")
        dirs = PlatformDirs(NEUTRAL_NAME, appauthor=False)
        return cls(Path(dirs.user_config_dir), Path(dirs.user_data_dir), Path(dirs.user_cache_dir))

    def made(self) -> "Folders":
        """Make the folders (mode 0700) and return them."""
        for folder in (self.config, self.data, self.cache):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person may change in `settings.toml`; the defaults suit a first start."""

    language: str = "en"
    country: str = "US"
    """Two letters; chooses the help lines."""
    engine: str = "auto"
    """Recognizer: auto, pocketsphinx."""
    microphone: str = ""
    """Device name, or part of it; empty for the system's default."""
    loudspeaker: str = ""
    voice: str = "calm"
    """A profile of voices/voices.yaml."""
    synthesizer: str = "auto"
    """auto, espeak, pyttsx3."""
    breathing: str = "paced"
    silence_seconds: float = 8.0
    """How long a question waits before the first gentle nudge."""
    folders: Folders = field(default_factory=Folders.of_this_user)

    @classmethod
    def load(cls, folders: Folders | None = None) -> "Settings":
        """Read `settings.toml` if there is one.

        Raises:
            DataFault: if it is not TOML, has an unknown key or a value of the wrong kind.

        """
        where = folders or Folders.of_this_user()
        file = where.config / "settings.toml"
        settings = cls(folders=where)
        try:
            source = file.read_text(encoding="utf-8")
        except FileNotFoundError:
            return settings
        except (OSError, UnicodeDecodeError) as error:
            raise DataFault(str(file), None, "The settings cannot be read.", str(error)) from None
        try:
            values = tomllib.loads(source)
        except tomllib.TOMLDecodeError as error:
            raise DataFault(str(file), None, f"This is not valid TOML: {error}.", "") from None
        known = {item.name: item for item in fields(cls) if item.name != "folders"}
        for key, value in values.items():
            if key not in known:
                names = ", ".join(sorted(known))
                raise DataFault(
                    str(file), None, f"Unknown setting '{key}'.", f"Known settings are: {names}."
                )
            kind = type(getattr(settings, key))
            if kind is float and isinstance(value, int) and not isinstance(value, bool):
                value = float(value)  # noqa: PLW2901 - 8 is as good as 8.0
            if type(value) is not kind:
                raise DataFault(
                    str(file),
                    None,
                    f"The setting '{key}' has the wrong kind of value.",
                    f"Write it like: {key} = {getattr(settings, key)!r}",
                )
            settings = replace(settings, **{key: value})
        return settings
