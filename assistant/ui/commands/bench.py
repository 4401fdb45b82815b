"""`steady bench`: speed and memory, beside a plain pipeline measured in the same run."""

import json
import subprocess
import sys
import time

import click

from assistant.app import App
from assistant.errors import SteadyError
from assistant.ui.output import as_json

EPILOG = """\b
The baseline waits for 0.7 s of silence, decodes after it with a general language model, puts
the whole reply into a file, and then plays it. Each pipeline runs in a process of its own.
Example:
  steady bench --json
"""
ROWS = {
    "start_seconds": "start to listening, s",
    "answer_p50": "end of speech to first sound, p50, s",
    "answer_p95": "end of speech to first sound, p95, s",
    "idle_cpu": "processor, idle, s per s",
    "hearing_cpu": "processor, hearing, s per s",
    "peak_mb": "peak memory, MB",
    "answered": "utterances answered",
}


@click.command(epilog=EPILOG)
@click.option("--json", "as_lines", is_flag=True, help="One JSON object.")
@click.option("--utterances", default=12, show_default=True, type=click.IntRange(1, 200))
@click.option("--child", type=click.Choice(["steady", "plain"]), hidden=True)
@click.option("--started", type=float, hidden=True)
def command(as_lines: bool, utterances: int, child: str | None, started: float | None) -> None:
    """Measure start, answer, processor and memory against a plain pipeline."""
    if child is not None:
        app = App.start()
        figures = app.measure(child == "plain", utterances, started or time.time())
        click.echo(as_json(figures.as_table()))
        return
    table = {name: _run(name, utterances) for name in ("steady", "plain")}
    if as_lines:
        click.echo(as_json(table))
        return
    click.echo(f"{'':<38}{'steady':>10}{'plain':>10}{'ratio':>8}")
    for key, label in ROWS.items():
        ours, plain = table["steady"][key], table["plain"][key]
        ratio = f"{ours / plain:.2f}" if plain else "-"
        click.echo(f"{label:<38}{ours:>10.3g}{plain:>10.3g}{ratio:>8}")


def _run(name: str, utterances: int) -> dict[str, float]:
    arguments = ["bench", "--child", name, "--utterances", str(utterances)]
    done = subprocess.run(
        [sys.executable, "-m", "assistant", *arguments, "--started", str(time.time())],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise SteadyError(f"The measurement of '{name}' stopped: {done.stderr.strip()}")
    table: dict[str, float] = json.loads(done.stdout)
    return table
