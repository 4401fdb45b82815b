"""What a person adds comes back word for word, and what she removes is gone."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.conversation.words import KINDS
from assistant.errors import UsageFault, VaultLocked
from assistant.private import Private
from assistant.vault import Vault


def test_a_new_vault_is_empty_and_unlocked(vault: Vault) -> None:
    words = vault.words()
    assert words.entries == ()
    assert dict(words.facts) == {}
    assert not words.locked
    assert not vault.is_locked


def test_every_field_comes_back_after_reopening(folder: Path) -> None:
    with Vault.open(folder, clock=lambda: 1000.0) as vault:
        clip = vault.put_clip(b"\x01\x02" * 800, 16_000, 0.05)
        vault.add(
            "person",
            "Ana",
            why="she listens",
            number="+1 555 0100",
            tags=["evening", " evening ", "", "call"],
            importance=5,
            clip=clip,
        )
    with Vault.open(folder) as vault:
        (entry,) = vault.words().entries
    assert entry.kind == "person"
    assert entry.text == Private("Ana")
    assert entry.why == Private("she listens")
    assert entry.number == Private("+1 555 0100")
    assert entry.tags == ("evening", "call")
    assert entry.importance == 5
    assert entry.created == 1000.0
    assert (entry.times_heard, entry.last_heard) == (0, None)
    assert (entry.clip, entry.clip_seconds) == (clip, 0.05)


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(st.text(st.characters(codec="utf-8"), min_size=1), max_size=5))
def test_any_words_come_back_word_for_word(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    words = [text.strip() for text in texts if text.strip()]
    with Vault.open(tmp_path_factory.mktemp("words") / "kept") as vault:
        for text in words:
            vault.add("note", Private(text))
        assert [entry.text.reveal() for entry in vault.words().entries] == words


def test_broken_letters_are_refused_and_nothing_changes(vault: Vault) -> None:
    with pytest.raises(UsageFault, match="broken letters"):
        vault.add("note", "half a letter: \ud83d")
    assert vault.words().entries == ()


def test_an_id_is_a_small_number_and_never_used_again(folder: Path) -> None:
    with Vault.open(folder) as vault:
        assert [vault.add("reason", text).id for text in ("a", "b", "c")] == ["1", "2", "3"]
        assert vault.remove("3")
    with Vault.open(folder) as vault:
        assert vault.add("reason", "d").id == "4"


def test_removing_what_is_not_there_says_so(vault: Vault) -> None:
    for odd in ("1", "0", "-1", "", "one", "1.0", "9" * 40, "\u0661"):
        assert not vault.remove(odd)


def test_removed_words_leave_the_file_even_for_someone_with_the_key(vault: Vault) -> None:
    vault.add("reason", "STAYS")
    entry = vault.add("reason", "GONE" * 3000)
    assert b"GONE" in deciphered(vault)
    vault.remove(entry.id)
    assert b"GONE" not in deciphered(vault)
    assert b"STAYS" in deciphered(vault)
    assert not (vault.folder / "steady.db-wal").read_bytes()


def deciphered(vault: Vault) -> bytes:
    """Return all pages as someone with the key could read them, unused ones too."""
    store = vault._store
    assert store is not None
    pages = store.connection.serialize("main")
    assert isinstance(pages, bytes)
    return pages


def test_edit_changes_only_what_is_given(vault: Vault) -> None:
    before = vault.add("reason", "old", why="because", tags=["a"], importance=2)
    after = vault.edit(before.id, text="new")
    assert after.text == Private("new")
    assert (after.why, after.tags, after.importance) == (Private("because"), ("a",), 2)
    assert vault.edit(before.id, why=None).why is None
    assert vault.edit(before.id, kind="hurt", importance=4, tags=()).kind == "hurt"
    assert len(vault.words().entries) == 1


def test_editing_an_unknown_entry_is_a_clear_sentence(vault: Vault) -> None:
    with pytest.raises(UsageFault, match="no entry with this number"):
        vault.edit("7", text="x")


@pytest.mark.parametrize(
    ("kind", "text", "importance"),
    [("secret", "x", 3), ("reason", "  ", 3), ("reason", "x", 0), ("reason", "x", 6)],
)
def test_what_cannot_be_kept_is_refused_and_nothing_changes(
    vault: Vault, kind: str, text: str, importance: int
) -> None:
    with pytest.raises(UsageFault):
        vault.add(kind, text, importance=importance)
    assert vault.words().entries == ()


def test_every_kind_can_be_kept(vault: Vault) -> None:
    for kind in KINDS:
        vault.add(kind, "x")
    assert {entry.kind for entry in vault.words().entries} == set(KINDS)


def test_too_long_a_text_is_refused(vault: Vault) -> None:
    with pytest.raises(UsageFault, match="too long"):
        vault.add("note", "x" * 100_001)


def test_hearing_is_counted_and_a_clock_set_back_does_no_harm(vault: Vault) -> None:
    entry = vault.add("reason", "x")
    assert vault.mark_heard(entry.id, 2000.0)
    assert vault.mark_heard(entry.id, 1000.0)
    (heard,) = vault.words().entries
    assert (heard.times_heard, heard.last_heard) == (2, 2000.0)
    assert not vault.mark_heard("99", 1.0)


def test_a_clock_that_runs_backwards_keeps_the_order(folder: Path) -> None:
    times = iter([9e9, 1.0, 5e9, -4.0, 2.0, 3.0, 4.0])
    with Vault.open(folder, clock=lambda: next(times)) as vault:
        for text in ("first", "second", "third"):
            vault.add("reason", text)
        assert [entry.text.reveal() for entry in vault.words().entries] == [
            "first",
            "second",
            "third",
        ]


def test_a_time_that_is_none_is_refused(vault: Vault) -> None:
    entry = vault.add("reason", "x")
    with pytest.raises(UsageFault, match="not a time"):
        vault.mark_heard(entry.id, float("nan"))


def test_facts_are_set_replaced_and_removed(vault: Vault) -> None:
    vault.set_fact("ex_name", "Sam")
    vault.set_fact("ex_name", Private("Kim"))
    assert vault.words().fact("ex_name") == "Kim"
    assert vault.remove_fact("ex_name")
    assert not vault.remove_fact("ex_name")
    assert vault.words().fact("ex_name") == ""
    with pytest.raises(UsageFault):
        vault.set_fact("two words", "x")


def test_a_recording_comes_back_bit_for_bit_and_goes_with_its_entry(vault: Vault) -> None:
    sound = bytes(range(256)) * 3000
    clip_id = vault.put_clip(sound, 48_000, 8.0)
    entry = vault.add("reason", "", clip=clip_id)
    clip = vault.get_clip(clip_id)
    assert clip is not None
    assert clip.data.reveal() == sound
    assert (clip.sample_rate_hz, clip.seconds, clip.encoding) == (48_000, 8.0, "pcm_s16le")
    assert "\\x01" not in repr(clip)
    vault.remove(entry.id)
    assert vault.get_clip(clip_id) is None


def test_a_new_recording_replaces_the_old_one(vault: Vault) -> None:
    first, second = (vault.put_clip(sound, 16_000, 1.0) for sound in (b"one", b"two"))
    entry = vault.add("reason", "x", clip=first)
    vault.edit(entry.id, clip=second)
    assert vault.get_clip(first) is None
    assert vault.get_clip(second) is not None


def test_a_recording_that_was_never_used_is_not_kept(folder: Path) -> None:
    now = 1e9
    with Vault.open(folder, clock=lambda: now) as vault:
        loose = vault.put_clip(b"loose", 16_000, 1.0)
        used = vault.put_clip(b"used", 16_000, 1.0)
        vault.add("reason", "x", clip=used)
    now += 3600
    with Vault.open(folder, clock=lambda: now) as vault:
        assert vault.get_clip(loose) is not None
    now += 24 * 3600
    with Vault.open(folder, clock=lambda: now) as vault:
        assert vault.get_clip(loose) is None
        assert vault.get_clip(used) is not None


def test_sound_of_nothing_and_a_lost_recording_are_refused(vault: Vault) -> None:
    with pytest.raises(UsageFault, match="no sound"):
        vault.put_clip(b"", 16_000, 0.0)
    with pytest.raises(UsageFault, match="recording is gone"):
        vault.add("reason", "x", clip="12")


def test_while_locked_words_are_empty_and_writing_says_what_to_do(vault: Vault) -> None:
    vault.add("reason", "x")
    vault.lock()
    assert vault.is_locked
    assert vault.words().locked
    assert vault.words().entries == ()
    with pytest.raises(VaultLocked, match="steady unlock"):
        vault.add("reason", "y")
    vault.unlock()
    assert len(vault.words().entries) == 1


def test_nothing_shows_the_words_when_printed(vault: Vault) -> None:
    vault.add("reason", "CANARY", why="CANARY", number="CANARY")
    vault.set_fact("ex_name", "CANARY")
    assert "CANARY" not in repr(vault.words())
    assert "CANARY" not in f"{vault.words().entries[0]}"
