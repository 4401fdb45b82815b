"""Keeps the person's words in the vault for a session; help goes on when that is impossible."""

from assistant.conversation.words import PersonalWords
from assistant.errors import SteadyError
from assistant.messages import Keep, Kept, Note
from assistant.vault import Vault


class VaultKeeper:
    """A `Keeper` on a vault; its picture of the words is renewed after each change."""

    def __init__(self, vault: Vault | None) -> None:
        self._vault = vault
        self._words: PersonalWords | None = None

    def words(self) -> PersonalWords:
        """Return the words as they are now; `locked` if there is no vault to read."""
        if self._words is None:
            try:
                self._words = self._vault.words() if self._vault else PersonalWords(locked=True)
            except SteadyError:
                self._words = PersonalWords(locked=True)
        return self._words

    def keep(self, what: Keep) -> Kept:
        """Store words; what went wrong is told in the answer."""
        if self._vault is None:
            return Kept("")
        try:
            entry = self._vault.add(what.kind, what.text, why=what.detail.get("why") or None)
        except SteadyError as fault:
            return Kept("", str(fault))
        self._words = None
        return Kept(entry.id)

    def note(self, note: Note) -> None:
        """Offer a line to the opt-in log; a session never ends because of it."""
        if self._vault is None or self._vault.is_locked:
            return
        try:
            self._vault.note(note.kind, note.value)
        except SteadyError:
            return

    def mark_heard(self, source: str) -> None:
        """Count an entry as heard if `source` is one (`reason:7`)."""
        kind, colon, entry = source.partition(":")
        if not colon or self._vault is None or not kind.isalpha():
            return
        try:
            self._vault.mark_heard(entry)
        except SteadyError:
            return
        self._words = None

    def clip(self, name: str) -> tuple[bytes, int] | None:
        """Return a recording, or None if it is gone."""
        if self._vault is None:
            return None
        try:
            clip = self._vault.get_clip(name)
        except SteadyError:
            return None
        return (clip.data.reveal(), clip.sample_rate_hz) if clip else None
