"""A fault in a data file is one sentence with file, line and fix, before anything is said."""

from pathlib import Path
from typing import NamedTuple

import pytest

from assistant.content.library import load_library
from assistant.errors import DataFault
from tests.content.speech import VOICES, changed, intents


class Case(NamedTuple):
    file: str
    old: str
    new: str
    what: str
    fix: str
    has_line: bool = True


SAY = "- say: ['One.', 'Two.', 'Three.']\n"
ASK = "- ask: ['One?', 'Two?', 'Three?']\n"
HEAD = "purpose: A script for this test.\nsteps:\n"


def script(steps: str) -> tuple[str, str, str]:
    return "scripts/made_up.yaml", "", HEAD + steps


CASES = {
    "a needed line is missing": Case(
        "lines.yaml", "goodbye:", "good_bye:", "The line 'goodbye' is missing.", "Add 'goodbye:'"
    ),
    "an unknown key": Case(
        "scripts/settle.yaml", "fragment:", "fragmnet:", "Unknown key 'fragmnet'.", "Known keys are"
    ),
    "an unknown step": Case(
        *script("- sing: ['La.']\n"), "This step has no single kind.", "Begin it with one of"
    ),
    "a question without answers": Case(*script(ASK), "'answers' is missing", "Add 'answers:'"),
    "a question with an empty list of answers": Case(
        *script(ASK + "  answers: {}\n"), "too few answers", "Add the missing answers."
    ),
    "a choice with one way": Case(
        *script(ASK.replace("ask", "choose") + "  answers: {'yes': []}\n"),
        "too few answers",
        "Add the missing answers.",
    ),
    "an answer that nobody can give": Case(
        *script(ASK + "  answers: {'maybe': []}\n"), "Unknown answer 'maybe'.", "name of an intent"
    ),
    "an unknown placeholder": Case(
        *script(SAY.replace("One.", "Hello {name}.")), "Unknown placeholder '{name}'.", "Known are"
    ),
    "too few variants": Case(
        *script("- say: ['One.', 'Two.']\n"), "2 of at least 3 variants", "Add the missing ones."
    ),
    "the same variant twice": Case(
        *script("- say: ['One.', 'Two.', 'One.']\n"), "stands here twice", "Remove one"
    ),
    "an empty variant": Case(
        *script("- say: ['One.', 'Two.', '']\n"), "This variant is empty.", "Write a sentence"
    ),
    "a script that ends on the reasons": Case(
        *script(SAY + "- reasons: 2\n"), "ends on the person's reasons", "Add something"
    ),
    "one answer that ends on the reasons": Case(
        *script(ASK + "  answers:\n    'yes':\n    - reasons: 1\n    'no':\n    - wait: 5\n"),
        "ends on the person's reasons",
        "Add something",
    ),
    "reasons and then only a note": Case(
        *script("- reasons: 1\n- note: {outcome: done}\n"),
        "ends on the person's reasons",
        "Add something",
    ),
    "an end on reasons in another script": Case(
        *script(SAY + "- run: own_part\n"), "There is no script 'own_part'.", "Write it"
    ),
    "a ring that would never end": Case(
        *script(SAY + "- goto: made_up\n"), "would run for ever: made_up → made_up", "Ask something"
    ),
    "a ring through silence": Case(
        *script(ASK + "  answers:\n    'yes': []\n    silence:\n    - goto: made_up\n"),
        "would run for ever",
        "Ask something",
    ),
    "a script that is not there": Case(
        *script("- goto: nowhere\n"), "There is no script 'nowhere'.", "correct the name"
    ),
    "a pattern that is not there": Case(
        *script("- breathe: deep\n"), "There is no pattern 'deep'.", "See breathing.yaml."
    ),
    "a group of activities that is not there": Case(
        *script("- activity: drinks\n"), "There is no group 'drinks'.", "See activities.yaml."
    ),
    "a need that has no help line": Case(
        *script("- numbers: pizza\n"), "There is no need 'pizza'.", "See help_lines.yaml."
    ),
    "a loop without measure": Case(
        *script("- loop: 1000\n  steps:\n  - wait: 5\n"), "A loop of 1000 times.", "Write 1 to 60."
    ),
    "words kept that were never asked for": Case(
        *script("- keep: reason\n  text: haerd\n"), "remembered as 'haerd'", "into: haerd"
    ),
    "a kind of words that does not exist": Case(
        *script("- own: {kind: secret}\n" + SAY), "Unknown kind 'secret'.", "Known kinds are"
    ),
    "a condition that does not exist": Case(
        *script("- if: {raining: 'yes'}\n  then: []\n"), "Unknown condition 'raining'.", "Known"
    ),
    "a risk that does not exist": Case(*script("- risk: R9\n"), "Unknown route 'R9'.", "R1 to R8"),
    "a shared line that is not there": Case(
        *script("- say: {line: hallo}\n"), "There is no line 'hallo'.", "Add it to lines.yaml."
    ),
    "a number that is none": Case(*script("- wait: long\n"), "'long' is not a number.", "number"),
    "broken YAML": Case(
        *script("- say: ['One.'\n- wait: 5\n"), "not valid YAML", "Check quotes and indents."
    ),
    "a phase that does not exist": Case(
        "breathing.yaml", "{in: 5}", "{inn: 5}", "Unknown phase 'inn'.", "Use one of"
    ),
    "a breath that would hurt": Case(
        "breathing.yaml", "{in: 5}", "{in: 55}", "A phase of 55 seconds.", "0.5 to 20"
    ),
    "a pattern without an out-breath": Case(
        "breathing.yaml", "[{in: 5}, {out: 5}]", "[{in: 5}]", "no out-breath", "Add an 'out'"
    ),
    "a help line that cannot be reached": Case(
        "help_lines.yaml", ', call: "911"}', "}", "cannot be reached", "Add call, text or note."
    ),
    "a help line without a date": Case(
        "help_lines.yaml", 'checked: "2026-11-24"', 'checked: "last week"', "is no date", "2026-"
    ),
    "no entry for other countries": Case(
        "help_lines.yaml", "\nother:", "\nothers:", "There is no entry 'other'.", "Add it"
    ),
    "the fallback pronoun is missing": Case(
        "pronouns.yaml", "\nthey:\n", "\nthem:\n", "The pronoun 'they' is missing.", "Add it"
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_fault_names_file_line_and_fix(case: Case, tmp_path: Path) -> None:
    voices = changed(tmp_path, case.file, case.old, case.new)
    with pytest.raises(DataFault) as caught:
        load_library(voices, "en", intents())
    fault = caught.value
    assert fault.file == f"voices/en/{case.file}"
    assert fault.line is not None
    assert case.what in fault.what
    assert case.fix in fault.fix
    assert "\n" not in str(fault)


def test_the_line_of_a_fault_is_the_line_in_the_file(tmp_path: Path) -> None:
    voices = changed(tmp_path, *script(SAY + SAY.replace("1", "2") + "- goto: nowhere\n"))
    with pytest.raises(DataFault) as caught:
        load_library(voices, "en", intents())
    assert caught.value.line == 5


def test_a_ring_of_two_scripts_is_found_and_shown(tmp_path: Path) -> None:
    voices = changed(tmp_path, *script("- run: made_up_two\n"))
    (voices / "en/scripts/made_up_two.yaml").write_text(HEAD + "- run: made_up\n", "utf-8")
    with pytest.raises(DataFault, match="made_up → made_up_two → made_up"):
        load_library(voices, "en", intents())


def test_a_question_that_waits_for_words_breaks_a_ring(tmp_path: Path) -> None:
    """Nobody can be in it for ever: after two silences the program keeps quiet company."""
    voices = changed(tmp_path, *script(ASK + "  answers: {'yes': []}\n- goto: made_up\n"))
    assert load_library(voices, "en", intents()).scripts["made_up"]


def test_a_language_that_is_not_there_is_one_sentence() -> None:
    with pytest.raises(DataFault, match="There are no scripts in this language"):
        load_library(VOICES, "xx")


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    voices = changed(tmp_path, "names.yaml", "ex:", "ex:")
    (voices / "en/activities.yaml").unlink()
    with pytest.raises(DataFault, match=r"voices/en/activities\.yaml"):
        load_library(voices, "en", intents())
