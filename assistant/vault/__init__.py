"""The one encrypted file that holds the person's own words."""

from assistant.vault.entries import PCM, UNCHANGED, Clip, Unchanged
from assistant.vault.log import LoggedNote
from assistant.vault.vault import Vault

__all__ = ["PCM", "UNCHANGED", "Clip", "LoggedNote", "Unchanged", "Vault"]
