"""`steady reasons`: the person's own reasons, kept encrypted."""

import sys

import click

from assistant.app import App
from assistant.errors import UsageFault
from assistant.private import Private
from assistant.ui.output import as_json

EPILOG = """\b
Examples:
  steady reasons add                    asks for the words
  echo "my words" | steady reasons add --importance 5
  steady reasons list
  steady reasons remove 3

Your words are never taken from the command line itself: other programs and the history of
the terminal can see that.
"""


@click.group(epilog=EPILOG)
def command() -> None:
    """Keep your own reasons, hear them again, or remove them."""


@command.command()
@click.option("--importance", type=click.IntRange(1, 5), default=3, show_default=True)
@click.option("--tag", "tags", multiple=True, help="A word to find it by; may be given again.")
@click.option("--why", "ask_why", is_flag=True, help="Also ask why it matters.")
@click.option("--record", is_flag=True, help="Record it in your own voice.")
def add(importance: int, tags: tuple[str, ...], ask_why: bool, record: bool) -> None:
    """Add a reason, typed at the prompt or read from the input.

    From a file or pipe everything is the reason; with --why the last line says why it matters.
    """
    if record:
        raise UsageFault(
            "Recording in your own voice is not ready yet. Add the words with: steady reasons add"
        )
    text, why = _asked(ask_why) if sys.stdin.isatty() else _piped(ask_why)
    with App.start().vault() as vault:
        entry = vault.add("reason", text, why=why, tags=tags, importance=importance)
        count = len(vault.words().of_kind("reason"))
    click.echo(f"Kept as reason {entry.id}. You have {count} now.")


@command.command("list")
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a line.")
def list_(as_lines: bool) -> None:
    """Show your reasons."""
    with App.start().vault() as vault:
        entries = vault.words().of_kind("reason")
    for entry in entries:
        why = entry.why.reveal() if entry.why else ""
        if as_lines:
            click.echo(
                as_json(
                    {
                        "id": entry.id,
                        "text": entry.text.reveal(),
                        "why": why,
                        "tags": list(entry.tags),
                        "importance": entry.importance,
                        "times_heard": entry.times_heard,
                        "last_heard": entry.last_heard,
                    }
                )
            )
            continue
        tags = f"  [{', '.join(entry.tags)}]" if entry.tags else ""
        click.echo(f"{entry.id:>3}  {entry.text.reveal()}{tags}")
        if why:
            click.echo(f"     because {why}")
    if not entries and not as_lines:
        click.echo("There are no reasons yet. Add the first with: steady reasons add")


@command.command()
@click.argument("number")
def remove(number: str) -> None:
    """Remove the reason with this NUMBER (see `steady reasons list`)."""
    with App.start().vault() as vault:
        known = {entry.id for entry in vault.words().of_kind("reason")}
        if number not in known:
            raise UsageFault(f"There is no reason {number}. See them with: steady reasons list")
        vault.remove(number)
    click.echo(f"Reason {number} is removed.")


@command.command()
@click.argument("number", required=False)
def play(number: str | None) -> None:
    """Hear your reasons, or the one with this NUMBER."""
    app = App.start()
    with app.vault() as vault:
        entries = vault.words().of_kind("reason")
    chosen = [entry for entry in entries if number in (None, entry.id)]
    if not chosen:
        raise UsageFault("There is nothing to play. See your reasons with: steady reasons list")
    with app.mouth() as mouth:
        for entry in chosen:
            mouth.say(entry.text.reveal(), "calm").wait()


def _asked(ask_why: bool) -> tuple[Private[str], Private[str] | None]:
    """Ask at the prompt; words are never taken from the arguments."""
    text = click.prompt("Your reason, in your own words", default="", show_default=False)
    why = ""
    if ask_why:
        why = click.prompt("Why it matters (empty to skip)", default="", show_default=False)
    return Private(str(text)), Private(str(why)) if why else None


def _piped(ask_why: bool) -> tuple[Private[str], Private[str] | None]:
    """Read the words from a file or pipe."""
    lines = [line.strip() for line in sys.stdin.read().splitlines() if line.strip()]
    why = lines.pop() if ask_why and len(lines) > 1 else ""
    return Private(" ".join(lines)), Private(why) if why else None
