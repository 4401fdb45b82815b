"""The one encrypted file that holds the person's own words."""

from assistant.vault.backups import restore
from assistant.vault.derivation import CHEAPEST, FLOOR, Profile, calibrate
from assistant.vault.entries import PCM, UNCHANGED, Clip, Unchanged
from assistant.vault.erase import Erasure, erase, preview_erase
from assistant.vault.log import LoggedNote
from assistant.vault.vault import Vault

__all__ = [
    "CHEAPEST",
    "FLOOR",
    "PCM",
    "UNCHANGED",
    "Clip",
    "Erasure",
    "LoggedNote",
    "Profile",
    "Unchanged",
    "Vault",
    "calibrate",
    "erase",
    "preview_erase",
    "restore",
]
