"""`steady` and `steady talk`: a session, by voice or typed."""

import sys

import click

from assistant.app import App
from assistant.errors import DeviceFault, SynthesizerFault
from assistant.performers.watchers import JsonWatcher, PlainWatcher

EPILOG = """\b
Examples:
  steady talk                            listen and answer
  steady talk --typed                    type instead of speaking
  echo "i want to text him" | steady talk --typed --json --fast
"""


@click.command(epilog=EPILOG)
@click.option("--typed", is_flag=True, help="Take typed lines; nothing is heard or spoken.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line on the output.")
@click.option("--fast", is_flag=True, help="Pauses and breathing pass at once (typed only).")
def command(typed: bool = False, as_json: bool = False, fast: bool = False) -> None:
    """Talk with Steady: say what is going on, and it answers."""
    app = App.start()
    watcher = JsonWatcher(sys.stdout) if as_json else PlainWatcher(sys.stdout, echo=not typed)
    try:
        if typed or fast:
            app.talk_typed(watcher, sys.stdin, _tell, fast=fast)
            return
        try:
            app.talk_live(watcher, sys.stdin, _tell)
        except (DeviceFault, SynthesizerFault) as fault:
            _tell(f"{fault} Going on typed: write what is going on.")
            app.talk_typed(watcher, sys.stdin, _tell, fast=False)
    except KeyboardInterrupt:
        _tell("Steady has stopped. Nothing that was kept is lost.")


def _tell(sentence: str) -> None:
    click.echo(sentence, err=True)
