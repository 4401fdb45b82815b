"""The log of urges is opt-in: nothing is noted before a yes, and all of it can be forgotten."""

from pathlib import Path

import pytest

from assistant.errors import UsageFault
from assistant.private import Private
from assistant.vault import Vault


def test_nothing_is_noted_without_a_yes(vault: Vault) -> None:
    assert not vault.log_is_on
    assert not vault.note("moment", "urge_contact")
    vault.set_log(on=True)
    assert vault.notes() == ()


def test_notes_come_back_in_order_with_one_session(vault: Vault) -> None:
    vault.set_log(on=True)
    assert vault.note("moment", "urge_contact", 5.0)
    assert vault.note("rating_before", Private("8"), 1.0)
    first, second = vault.notes()
    assert (first.kind, first.value, first.when) == ("moment", Private("urge_contact"), 5.0)
    assert (second.kind, second.value, second.when) == ("rating_before", Private("8"), 1.0)
    assert first.session == second.session


def test_each_session_has_a_number_of_its_own_and_sessions_do_not_mix(folder: Path) -> None:
    with Vault.open(folder) as one:
        one.set_log(on=True)
        with Vault.open(folder) as two:
            one.note("moment", "missing")
            two.note("moment", "held")
            one.note("outcome", "held")
        one.start_session()
        one.note("moment", "slip")
        assert [note.session for note in one.notes()] == [1, 2, 1, 3]


def test_turning_it_off_stops_noting_and_forgetting_removes_all(vault: Vault) -> None:
    vault.set_log(on=True)
    vault.note("moment", "missing")
    vault.set_log(on=False)
    assert not vault.note("moment", "held")
    assert len(vault.notes()) == 1
    assert vault.forget_log() == 1
    assert vault.notes() == ()


def test_noting_goes_on_after_the_log_was_forgotten_in_the_same_session(vault: Vault) -> None:
    vault.set_log(on=True)
    vault.note("moment", "missing")
    vault.forget_log()
    assert vault.note("moment", "held")
    (note,) = vault.notes()
    assert note.session == 2


def test_while_locked_noting_is_quietly_left_out(vault: Vault) -> None:
    vault.set_log(on=True)
    vault.lock()
    assert not vault.log_is_on
    assert not vault.note("moment", "missing")


def test_an_unknown_kind_of_note_is_refused(vault: Vault) -> None:
    vault.set_log(on=True)
    with pytest.raises(UsageFault, match="no note"):
        vault.note("diary", "x")
    assert vault.notes() == ()
