"""`steady scripts`: what Steady can say, for those who write it."""

from collections.abc import Iterable

import click

from assistant.app import App
from assistant.content.script_checks import walk
from assistant.conversation import scripts as s
from assistant.errors import UsageFault

EPILOG = """\b
Examples:
  steady scripts list
  steady scripts show urge_contact
  steady scripts check
"""


@click.group(epilog=EPILOG)
def command() -> None:
    """List, show and check the scripts in voices/."""


@command.command("list")
def list_() -> None:
    """Show every script with its purpose."""
    for name, script in App.start().library().scripts.items():
        click.echo(f"{name:<18} {script.purpose}")


@command.command()
@click.argument("name")
def show(name: str) -> None:
    """Show the lines of script NAME, with all variants."""
    scripts = App.start().library().scripts
    if name not in scripts:
        raise UsageFault(f"There is no script '{name}'. See them with: steady scripts list")
    click.echo(scripts[name].purpose)
    for line in lines_of(scripts[name].steps):
        click.echo(f"\n{line.source}")
        for variant in line.variants:
            click.echo(f"  {variant}")


@command.command()
def check() -> None:
    """Read everything in voices/ and intents/ and name the first fault, with file, line and fix."""
    app = App.start()
    catalogue = app.understanding().catalogue
    phrases = catalogue.check()
    library = app.library(catalogue)
    lines = sum(1 for script in library.scripts.values() for _ in lines_of(script.steps))
    click.echo(
        f"{len(library.scripts)} scripts with {lines} lines and {phrases} phrases: no fault found."
    )


def lines_of(steps: Iterable[s.Step]) -> Iterable[s.Line]:
    """Return every line that steps can speak."""
    for step in walk(steps):
        match step:
            case s.SayStep(line) | s.RateStep(_, line):
                yield line
            case s.AskStep(line) if line is not None:
                yield line
            case _:
                pass
