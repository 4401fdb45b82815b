"""`steady breathe`: breathing with guiding tones, without a session."""

import sys

import click

from assistant.app import App
from assistant.errors import DeviceFault, SynthesizerFault, UsageFault
from assistant.performers.watchers import JsonWatcher, PlainWatcher

EPILOG = """\b
Examples:
  steady breathe                  your usual pattern
  steady breathe box --minutes 3
  steady breathe --list           the patterns there are
"""


@click.command(epilog=EPILOG)
@click.option("--minutes", type=click.FloatRange(0.1, 60), help="How long; whole breaths.")
@click.option("--list", "list_patterns", is_flag=True, help="Show the patterns.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line on the output.")
@click.option("--silent", is_flag=True, help="On the screen only, no sound.")
@click.option("--fast", is_flag=True, help="Time passes at once; on the screen only.")
@click.argument("pattern", required=False)
def command(
    minutes: float | None,
    list_patterns: bool,
    as_json: bool,
    silent: bool,
    fast: bool,
    pattern: str | None,
) -> None:
    """Breathe with guiding tones: PATTERN is paced, resonance, box, 478, sigh or natural."""
    app = App.start()
    patterns = app.library().patterns
    if list_patterns:
        for name, known in patterns.items():
            phases = "  ".join(f"{kind} {seconds:g}" for kind, seconds in known.phases)
            click.echo(f"{name:<10} {phases}")
        return
    name = pattern or app.settings.breathing
    if name not in patterns:
        raise UsageFault(f"There is no pattern '{name}'. Patterns are: {', '.join(patterns)}.")
    watcher = JsonWatcher(sys.stdout) if as_json else PlainWatcher(sys.stdout, echo=False)
    try:
        app.breathe(name, minutes, watcher, sound=not (silent or fast), fast=fast)
    except (DeviceFault, SynthesizerFault) as fault:
        click.echo(f"{fault} Going on without sound.", err=True)
        app.breathe(name, minutes, watcher, sound=False, fast=False)
    except KeyboardInterrupt:
        click.echo("Stopped. Let the breath go back to its own pace.", err=True)
