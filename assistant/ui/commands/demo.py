"""`steady demo`: the main job on real sound, with no microphone."""

import sys
from pathlib import Path

import click

from assistant.app import App
from assistant.performers.watchers import PlainWatcher

EPILOG = """\b
Examples:
  steady demo               hear it
  steady demo --out folder  write what would be heard to folder/demo.wav
"""


@click.command(epilog=EPILOG)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder for demo.wav, in place of the loudspeaker.",
)
def command(out: Path | None) -> None:
    """Let a bundled spoken sentence go through ears, understanding, script and voice.

    It reads your own reasons if you have any, else examples.
    """
    try:
        App.start().demo(PlainWatcher(sys.stdout, echo=True), out, _tell)
    except KeyboardInterrupt:
        _tell("The demo has stopped.")


def _tell(sentence: str) -> None:
    click.echo(sentence, err=True)
