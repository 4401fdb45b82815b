"""The command line: exit codes, one sentence for each fault, and JSON that programs can read."""

import io
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from assistant.app import App
from assistant.performers.pipelines import spoken_examples
from assistant.ui.cli import COMMANDS, run

Output = pytest.CaptureFixture[str]


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def one_sentence(err: str) -> str:
    """Return what a person sees, after checking that it is no traceback."""
    assert "Traceback" not in err
    lines = [line for line in err.splitlines() if line.strip()]
    assert len(lines) == 1, err
    return lines[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_with_examples(name: str, capsys: Output) -> None:
    assert run([name, "--help"]) == 0
    assert "Example" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [["sing"], ["talk", "--loud"], ["hear"], ["breathe", "backwards"], ["reasons", "remove", "9"]],
)
def test_wrong_usage_is_exit_2_with_one_sentence(arguments: list[str], capsys: Output) -> None:
    assert run(arguments) == 2
    assert one_sentence(capsys.readouterr().err)


def test_understand_prints_the_fixed_fields(capsys: Output) -> None:
    assert run(["understand", "--json", "i want to text him"]) == 0
    fields = json.loads(capsys.readouterr().out)
    assert fields["intent"] == "urge_contact"
    assert {"text", "intent", "score", "runner_up", "margin", "slots"} <= fields.keys()


def test_understand_reads_each_line_of_the_input(
    monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    typed(monkeypatch, "i want to die\nbreathe with me\n\n🙂\n")
    assert run(["understand", "--json"]) == 0
    found = [json.loads(line)["intent"] for line in capsys.readouterr().out.splitlines()]
    assert found == ["crisis_self", "breathe", "none", "none"]


def test_the_main_job_typed(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    """She keeps a reason, says the urge, and hears that reason word for word."""
    reason = "Because he read my messages, every single night."
    typed(monkeypatch, reason + "\n")
    assert run(["reasons", "add", "--importance", "5"]) == 0
    typed(monkeypatch, "I want to text him\n")
    capsys.readouterr()
    assert run(["talk", "--typed", "--json", "--fast"]) == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"event": "say", "text": reason, "source": "reason:1"} in events
    assert events[-1] == {"event": "end"}
    assert run(["reasons", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["times_heard"] == 1


def test_without_reasons_it_offers_to_keep_the_first_one(
    monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    words = "he never once said sorry"
    typed(monkeypatch, f"add a reason\n{words}\nyes\nno\nno\ngoodbye\n")
    assert run(["talk", "--typed", "--json", "--fast"]) == 0
    said = capsys.readouterr().out
    assert words in said
    assert run(["reasons", "list"]) == 0
    assert words in capsys.readouterr().out


def test_danger_is_answered_with_a_number_at_once(
    monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    typed(monkeypatch, "he is breaking my door down\n")
    assert run(["talk", "--typed", "--json", "--fast"]) == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    heard = next(i for i, event in enumerate(events) if event["event"] == "heard")
    first = events[heard + 1]["text"].lower()
    assert "nine" in first.split()[:10] or "nine," in first.split()[:10]


def test_hear_tells_text_meaning_and_cost(tmp_path: Path, capsys: Output) -> None:
    file = tmp_path / "said.wav"
    soundfile.write(file, spoken_examples(["read me my reasons"])[0], 16_000)
    assert run(["hear", "--json", str(file)]) == 0
    fields = json.loads(capsys.readouterr().out)
    assert fields["intent"] == "check_facts"
    assert fields["audio_seconds"] > 0.5
    assert fields["cpu_seconds"] > 0


def test_hear_goes_on_after_a_file_that_is_no_sound(tmp_path: Path, capsys: Output) -> None:
    bad, good = tmp_path / "bad.wav", tmp_path / "good.wav"
    bad.write_bytes(b"not sound")
    soundfile.write(good, np.zeros(16_000, dtype=np.int16), 16_000)
    assert run(["hear", "--json", str(bad), str(good)]) == 1
    captured = capsys.readouterr()
    assert "bad.wav" in one_sentence(captured.err)
    assert json.loads(captured.out)["intent"] == "none"


def test_an_expected_intent_that_does_not_exist_is_named(tmp_path: Path, capsys: Output) -> None:
    assert run(["hear", "--expects", "sing", str(tmp_path / "x.wav")]) == 2
    assert "sing" in one_sentence(capsys.readouterr().err)


def test_evaluate_names_the_line_without_a_tab(tmp_path: Path, capsys: Output) -> None:
    file = tmp_path / "rows.tsv"
    file.write_text("none\thello\nno tab here\n", encoding="utf-8")
    assert run(["evaluate", "text", str(file)]) == 2
    assert "rows.tsv:2" in one_sentence(capsys.readouterr().err)


def test_evaluate_measures_text_and_sound(tmp_path: Path, capsys: Output) -> None:
    rows = tmp_path / "rows.tsv"
    rows.write_text("breathe\tbreathe with me\nnone\tpass the salt\n", encoding="utf-8")
    assert run(["evaluate", "text", "--json", str(rows)]) == 0
    assert json.loads(capsys.readouterr().out)
    soundfile.write(tmp_path / "a.wav", spoken_examples(["breathe with me"])[0], 16_000)
    rows.write_text("breathe\ta.wav\n", encoding="utf-8")
    assert run(["evaluate", "audio", "--json", str(rows)]) == 0
    assert json.loads(capsys.readouterr().out)


def test_another_catalogue_is_obeyed_and_its_fault_is_named(tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "intents.yaml").write_text(
        "intents:\n"
        "  tea: {purpose: Tea., example: a cup of tea, priority: 60}\n"
        "  none: {purpose: Else., example: hello, priority: 0}\n",
        encoding="utf-8",
    )
    tea = tmp_path / "en" / "tea.yaml"
    tea.write_text("phrases:\n  - a cup of tea\n  - make me some tea\n", encoding="utf-8")
    assert run(["understand", "--json", "--intents", str(tmp_path), "a cup of tea"]) == 0
    assert json.loads(capsys.readouterr().out)["intent"] == "tea"
    tea.write_text("phrasse:\n  - a cup of tea\n", encoding="utf-8")
    assert run(["understand", "--intents", str(tmp_path), "a cup of tea"]) == 1
    assert "tea.yaml:" in one_sentence(capsys.readouterr().err)


def test_a_reason_without_words_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    typed(monkeypatch, "\n")
    assert run(["reasons", "add"]) == 2
    assert one_sentence(capsys.readouterr().err)


def test_a_plain_database_in_place_of_the_vault_is_refused_and_left_alone(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    typed(monkeypatch, "words\n")
    assert run(["reasons", "add"]) == 0
    (vault,) = (own_home / "data").glob("*.db")
    for old in (own_home / "data").glob("*.db*"):
        old.unlink()
    with sqlite3.connect(vault) as plain:
        plain.execute("create table t (x)")
    plain.close()
    before = vault.read_bytes()
    capsys.readouterr()
    assert run(["reasons", "list"]) == 1
    assert one_sentence(capsys.readouterr().err)
    typed(monkeypatch, "i want to text him\n")
    assert run(["talk", "--typed", "--fast"]) == 0, "help goes on without her words"
    assert vault.read_bytes() == before


def test_settings_that_are_wrong_are_named(own_home: Path, capsys: Output) -> None:
    (own_home / "config").mkdir(parents=True)
    (own_home / "config" / "settings.toml").write_text("voise = 'x'\n", encoding="utf-8")
    assert run(["understand", "hello"]) == 1
    assert "voise" in one_sentence(capsys.readouterr().err)


def test_a_defect_of_ours_is_one_sentence_without_private_words(
    monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the person's own words")

    monkeypatch.setattr(App, "understanding", broken)
    assert run(["understand", "hello"]) == 1
    sentence = one_sentence(capsys.readouterr().err)
    assert "RuntimeError" in sentence
    assert "own words" not in sentence


def test_ctrl_c_ends_a_session_with_one_sentence(own_home: Path) -> None:
    code = (
        "import os, signal, threading, sys\n"
        "from assistant.__main__ import main\n"
        "threading.Timer(4, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        "sys.argv = ['steady', 'talk', '--typed']\n"
        "sys.exit(main())\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    process.wait(timeout=30)
    assert process.stderr is not None
    assert "Traceback" not in process.stderr.read()
    assert process.returncode == 0
    for stream in (process.stdin, process.stdout, process.stderr):
        assert stream is not None
        stream.close()
