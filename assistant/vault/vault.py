"""The person's words behind one small interface: open, lock, read, add, change, remove."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import apsw

from assistant.conversation.words import Entry, PersonalWords
from assistant.errors import VaultLocked
from assistant.private import Private
from assistant.vault import backups, entries, export, log, passphrases
from assistant.vault.derivation import FLOOR, Profile
from assistant.vault.entries import UNCHANGED, Clip, Draft, Unchanged, Words, plain
from assistant.vault.keyring import KeyRing
from assistant.vault.log import LOG_FACT, LOG_ON, LoggedNote
from assistant.vault.store import Store

_LOOSE_CLIP_SECONDS = 24 * 3600.0


class Vault:
    """All that is kept of a person, in one encrypted file; may be used from any thread.

    Every call that changes something returns after it has reached the disk, or raises and
    leaves everything as it was. Two sessions may use one folder at once.

    Raises of nearly every call:
        VaultLocked: if the words are locked.
        VaultDamaged, VaultFull, VaultFault: see `assistant.errors`.
    """

    def __init__(self, ring: KeyRing, clock: Callable[[], float]) -> None:
        self.keys = ring
        self._clock = clock
        self._store: Store | None = None
        self._session: int | None = None
        self._guard = threading.RLock()

    @classmethod
    def open(
        cls,
        folder: Path,
        passphrase: Private[str] | None = None,
        *,
        profile: Profile = FLOOR,
        clock: Callable[[], float] = time.time,
    ) -> "Vault":
        """Open the vault in `folder`, or make it there.

        A new vault gets a random 256-bit key. With a passphrase the key is sealed; without one
        it lies readable in the key file (mode 0600): the words are then safe from a glance and
        from a copy of the store alone, not from someone who can use this account or disk.
        A vault that needs a passphrase and gets none is returned locked.

        Args:
            folder: Where its two files lie; made with mode 0700.
            passphrase: Opens it, or protects it when it is new.
            profile: What a guess at a passphrase costs, for passphrases that are set from now on.
            clock: Seconds since 1970; may jump and run backwards.

        Raises:
            VaultWrongPassphrase: if the passphrase does not open it.
            VaultNotEncrypted, VaultDamaged, VaultFull, VaultFault: if it cannot be used.

        """
        vault = cls(KeyRing.found_or_made(folder, passphrase, profile), clock)
        if passphrase is not None or not vault.keys.needs_passphrase:
            vault.unlock(passphrase)
        return vault

    # --- locking -----------------------------------------------------------------------------

    @property
    def folder(self) -> Path:
        """Where the vault lies."""
        return self.keys.folder

    @property
    def is_locked(self) -> bool:
        """Whether the words are out of reach just now."""
        return self._store is None

    @property
    def needs_passphrase(self) -> bool:
        """Whether unlocking takes a passphrase or recovery code."""
        return self.keys.needs_passphrase

    def unlock(self, passphrase: Private[str] | None = None) -> None:
        """Unlock with the passphrase or the recovery code; none is needed where none was set.

        Takes about as long as the passphrase's cost profile says (0.3 to 1 s).

        Raises:
            VaultWrongPassphrase: if it does not open the vault, which then stays as it was.

        """
        with self._guard:
            if self._store is not None:
                return
            store = self.keys.open_store(passphrase)
            try:
                now = self._clock()
                with store.writing(self.keys.still_current) as connection:
                    entries.drop_loose_clips(connection, now, _LOOSE_CLIP_SECONDS)
                    self.keys.tidy(now)
            except BaseException:
                store.close()
                raise
            self._store = store

    def lock(self) -> None:
        """Close the store and drop the key; does nothing when locked already."""
        with self._guard:
            store, self._store, self._session = self._store, None, None
            if store is not None:
                store.close()

    close = lock

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # --- words -------------------------------------------------------------------------------

    def words(self) -> PersonalWords:
        """Return everything as one frozen picture; empty and `locked` while locked."""
        with self._guard:
            if self._store is None:
                return PersonalWords(locked=True)
            with self._reading() as connection:
                return entries.select_words(connection)

    def add(
        self,
        kind: str,
        text: Words,
        *,
        why: Words | None = None,
        number: Words | None = None,
        tags: Sequence[str] = (),
        importance: int = 3,
        clip: str | None = None,
    ) -> Entry:
        """Add an entry of a kind of `KINDS`; its id is a small number, never used twice.

        Raises:
            UsageFault: for an unknown kind, no words, an importance outside 1 to 5.

        """
        draft = Draft(
            kind, plain(text) or "", plain(why), plain(number), tuple(tags), importance, clip
        ).checked()
        with self._writing() as connection:
            return entries.insert(connection, draft, self._clock())

    def edit(
        self,
        entry_id: str,
        *,
        kind: str | Unchanged = UNCHANGED,
        text: Words | Unchanged = UNCHANGED,
        why: Words | Unchanged | None = UNCHANGED,
        number: Words | Unchanged | None = UNCHANGED,
        tags: Sequence[str] | Unchanged = UNCHANGED,
        importance: int | Unchanged = UNCHANGED,
        clip: str | Unchanged | None = UNCHANGED,
    ) -> Entry:
        """Change the given fields of an entry; None empties a field.

        Raises:
            UsageFault: if there is no such entry, or as for `add`.

        """
        with self._writing() as connection:
            old = entries.select(connection, entry_id)
            draft = Draft(
                old.kind if kind is UNCHANGED else kind,
                old.text.reveal() if text is UNCHANGED else plain(text) or "",
                plain(old.why if why is UNCHANGED else why),
                plain(old.number if number is UNCHANGED else number),
                old.tags if tags is UNCHANGED else tuple(tags),
                old.importance if importance is UNCHANGED else importance,
                old.clip if clip is UNCHANGED else clip,
            )
            return entries.update(connection, entry_id, draft.checked())

    def remove(self, entry_id: str) -> bool:
        """Remove an entry and its recording; returns whether there was one."""
        with self._writing() as connection:
            return entries.delete(connection, entry_id)

    def mark_heard(self, entry_id: str, when: float | None = None) -> bool:
        """Count that an entry was read aloud, now or at `when` (seconds since 1970).

        Returns whether there is such an entry; one that was just removed is no fault.
        """
        with self._writing() as connection:
            return entries.heard(connection, entry_id, self._clock() if when is None else when)

    # --- facts and recordings ----------------------------------------------------------------

    def set_fact(self, key: str, value: Words) -> None:
        """Set a fact such as `ex_name`, `ex_pronoun`, `since`, or `log` (see `set_log`)."""
        with self._writing() as connection:
            entries.put_fact(connection, key, plain(value) or "")

    def remove_fact(self, key: str) -> bool:
        """Remove a fact; returns whether there was one."""
        with self._writing() as connection:
            return entries.drop_fact(connection, key)

    def put_clip(
        self, data: bytes, sample_rate_hz: int, seconds: float, *, encoding: str = entries.PCM
    ) -> str:
        """Keep a recording and return its id for `add(..., clip=id)`.

        One that no entry names after a day is removed at the next unlocking.
        """
        clip = Clip(Private(data), sample_rate_hz, seconds, encoding)
        with self._writing() as connection:
            return entries.insert_clip(connection, clip, self._clock())

    def get_clip(self, clip_id: str) -> Clip | None:
        """Return a recording, or None if it is gone."""
        with self._reading() as connection:
            return entries.select_clip(connection, clip_id)

    # --- the log of urges --------------------------------------------------------------------

    @property
    def log_is_on(self) -> bool:
        """Whether the person agreed to the log; false while locked."""
        with self._guard:
            if self._store is None:
                return False
            with self._reading() as connection:
                return log.is_on(connection)

    def set_log(self, on: bool) -> None:
        """Turn the log on or off; turning it off keeps what was noted until `forget_log`."""
        if on:
            self.set_fact(LOG_FACT, LOG_ON)
        else:
            self.remove_fact(LOG_FACT)

    def note(self, kind: str, value: Words, when: float | None = None) -> bool:
        """Note one line of this session, now or at `when`; returns whether the log is on.

        `kind` is moment, rating_before, rating_after, skill or outcome. While locked nothing
        is noted, so that help never waits for a passphrase.
        """
        with self._guard:
            if not self.log_is_on:
                return False
            at = self._clock() if when is None else when
            session = self._session
            with self._writing() as connection:
                if session is None or not log.has_session(connection, session):
                    session = log.start_session(connection, at)
                log.insert_note(connection, session, kind, plain(value) or "", at)
            self._session = session
            return True

    def start_session(self) -> None:
        """Let the next note begin a new session; opening and unlocking do so by themselves."""
        self._session = None

    def notes(self) -> tuple[LoggedNote, ...]:
        """Return the log in the order in which it was noted."""
        with self._reading() as connection:
            return log.select_notes(connection)

    def forget_log(self) -> int:
        """Remove the whole log; returns how many lines there were."""
        with self._writing() as connection:
            return log.delete_all(connection)

    # --- passphrase, backup --------------------------------------------------------------

    @property
    def has_recovery_code(self) -> bool:
        """Whether a recovery code opens it too."""
        return self.keys.file.has("recovery")

    def set_passphrase(self, new: Private[str]) -> None:
        """Protect words that had no passphrase.

        The old key lay readable on the disk, so everything is copied to a new key first.

        Raises:
            UsageFault: if it is blank, or if there is a passphrase already.

        """
        with self._guard:
            self._store = passphrases.set_first(self.keys, self._opened(), new)

    def change_passphrase(self, old: Private[str], new: Private[str]) -> None:
        """Put another passphrase in place of the present one; the words are not rewritten.

        `old` is the passphrase or the recovery code, which stays as it is. Someone who copied
        the key file before and knows `old` can still open copies: then `renew_key` too.

        Raises:
            VaultWrongPassphrase: if `old` does not open the vault.

        """
        with self._guard:
            passphrases.change(self.keys, self._opened(), old, new)

    def remove_passphrase(self, old: Private[str]) -> None:
        """Let the words open without a passphrase again; the recovery code ends too."""
        with self._guard:
            passphrases.remove(self.keys, self._opened(), old)

    def new_recovery_code(self, passphrase: Private[str]) -> Private[str]:
        """Make a recovery code and return it, once; an earlier one ends."""
        with self._guard:
            return passphrases.new_recovery(self.keys, self._opened(), passphrase)

    def remove_recovery_code(self, passphrase: Private[str]) -> None:
        """Let the recovery code open nothing any more."""
        with self._guard:
            passphrases.remove_recovery(self.keys, self._opened(), passphrase)

    def renew_key(self, passphrase: Private[str] | None = None) -> None:
        """Copy everything to a new data key, so that no old key file opens it; ends the code."""
        with self._guard:
            self._store = passphrases.renew(self.keys, self._opened(), passphrase)

    def backup(self, file: Path, passphrase: Private[str]) -> None:
        """Write everything to one encrypted file, whole or not at all.

        Args:
            file: An earlier backup there is replaced; any other file is left alone.
            passphrase: Of the vault; or, where it has none, one for this backup.

        """
        with self._guard:
            backups.write_backup(self.keys, self._opened(), file, passphrase)

    def export(self) -> Private[str]:
        """Return everything as readable text; only for a person who explicitly asks for it."""
        return export.readable(self.words(), self.notes())

    # --- care --------------------------------------------------------------------------------

    def check(self) -> None:
        """Read every page and prove its seal; raises `VaultDamaged` if one is broken."""
        with self._guard:
            self._opened().check()

    def _opened(self) -> Store:
        if self._store is None:
            raise VaultLocked("Your words are locked. Unlock them first with: steady unlock")
        return self._store

    @contextmanager
    def _writing(self) -> Iterator[apsw.Connection]:
        with self._guard, self._opened().writing(self.keys.still_current) as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[apsw.Connection]:
        with self._guard, self._opened().reading() as connection:
            yield connection
