"""`steady understand`: text in, meaning out."""

import sys
from pathlib import Path

import click

from assistant.app import App
from assistant.ui.output import meaning_as_json, show_meaning

EPILOG = """\b
Examples:
  steady understand "i want to text him"
  steady understand --json < lines.txt
  steady understand --intents my-catalogue "a large latte"
"""


@click.command(epilog=EPILOG)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option(
    "--intents",
    type=click.Path(path_type=Path),
    help="Another catalogue in the same format.",
)
@click.argument("text", required=False)
def command(as_json: bool, intents: Path | None, text: str | None) -> None:
    """Say what TEXT means to Steady, or each line of the input."""
    understanding = App.start().understanding(intents)
    lines = [text] if text is not None else (line.rstrip("\r\n") for line in sys.stdin)
    for line in lines:
        meaning = understanding.understand(line)
        if as_json:
            click.echo(meaning_as_json(meaning))
        else:
            show_meaning(meaning)
