"""The command line: finds the command, and turns every fault into one sentence."""

import importlib
import os
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import click

from assistant.errors import SteadyError

COMMANDS = {
    "talk": "Talk with Steady: by voice, or typed.",
    "understand": "Say what a text means to Steady.",
    "hear": "Turn sound files into text and meaning.",
    "evaluate": "Measure the understanding on labelled texts or sound files.",
    "demo": "The main job on real sound, with no microphone.",
    "reasons": "Add, list, remove or play your own reasons.",
    "breathe": "Breathe with guiding tones.",
    "scripts": "List, show, check or play what Steady can say.",
    "doctor": "Check each part and say what to do.",
    "bench": "Measure speed and memory against a plain pipeline.",
}
"""Command → the line that help shows; the code of each lies in ui/commands/<name>.py."""


class LazyCommands(click.Group):
    """Imports the module of a command only when it is called, so that each starts quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of help."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"assistant.ui.commands.{cmd_name}")
        command: click.Command = module.command
        command.short_help = COMMANDS[cmd_name]
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _version() -> str:
    try:
        return version("steady-assistant")
    except PackageNotFoundError:
        return "from a checkout"


EXAMPLES = """\b
Examples:
  steady                        start talking
  steady talk --typed           the same, typed
  steady reasons add            keep a reason in your own words
  steady breathe box            breathe for a while
"""


@click.group(
    cls=LazyCommands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXAMPLES,
)
@click.version_option(_version(), prog_name="steady")
@click.pass_context
def steady(ctx: click.Context) -> None:
    """Steady, a local voice assistant for hard moments.

    Without a command it listens and answers. Nothing leaves this machine. It is a program:
    not a therapist, and not an emergency service.
    """
    if ctx.invoked_subcommand is None:
        talk = steady.get_command(ctx, "talk")
        if talk is not None:
            ctx.invoke(talk)


def run(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit code: 0 done, 2 wrong usage, 1 anything else."""
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    try:
        result = steady.main(list(arguments), prog_name="steady", standalone_mode=False)
    except SteadyError as fault:
        return _told(str(fault), fault.exit_code)
    except click.UsageError as fault:
        where = fault.ctx.command_path if fault.ctx else "steady"
        return _told(f"{fault.format_message()} See: {where} --help", 2)
    except click.ClickException as fault:
        return _told(fault.format_message(), 1)
    except (KeyboardInterrupt, click.Abort):
        return _told("Stopped. Nothing that was kept is lost; start again when you like.", 1)
    except BrokenPipeError:
        # The reader went away (`| head`); keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # noqa: BLE001 - no traceback reaches a person
        return _told(_defect(error), 1)
    return result if isinstance(result, int) else 0


def _told(sentence: str, code: int) -> int:
    click.echo(sentence, err=True)
    return code


def _defect(error: BaseException) -> str:
    """Describe a defect of ours by place and kind, never by content."""
    place = "?"
    trace = error.__traceback__
    while trace is not None:
        frame = trace.tb_frame
        place = f"{frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
        trace = trace.tb_next
    return (
        f"Something inside Steady went wrong ({type(error).__name__} at {place}). "
        "What was kept is safe. Start again, and report this code if it comes back."
    )
