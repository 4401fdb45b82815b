"""`steady doctor`: each part in a line, with a verdict and what to do."""

import platform
import sys
from collections.abc import Callable, Iterator

import click

from assistant.app import App
from assistant.errors import SteadyError
from assistant.guard.report import report
from assistant.ui.output import as_json

EPILOG = """\b
Examples:
  steady doctor
  steady doctor --json
"""
Check = Callable[[App], str]


@click.command(epilog=EPILOG)
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a line.")
def command(as_lines: bool) -> int:
    """Check each part; exit 1 if one needs your attention."""
    app = App.start()
    faults = 0
    for name, good, said in _verdicts(app):
        faults += not good
        if as_lines:
            click.echo(as_json({"part": name, "ok": good, "text": said}))
        else:
            click.echo(f"{'ok ' if good else '!  '} {name:<22} {said}")
    return 1 if faults else 0


def _verdicts(app: App) -> Iterator[tuple[str, bool, str]]:
    for name, check in CHECKS.items():
        try:
            yield name, True, check(app)
        except SteadyError as fault:
            yield name, False, str(fault)
    for tried in report():
        yield tried.name, tried.holds is not False, tried.detail


def _python(app: App) -> str:
    del app
    return f"{platform.python_version()} on {sys.platform} {platform.machine()}"


def _phrases(app: App) -> str:
    return f"{app.understanding().catalogue.check()} phrases"


def _scripts(app: App) -> str:
    library = app.library(app.understanding().catalogue)
    return f"{len(library.scripts)} scripts, {len(library.patterns)} breathing patterns"


def _vault(app: App) -> str:
    with app.vault() as vault:
        if vault.is_locked:
            return "your words are locked"
        return f"opens; {len(vault.words().entries)} entries"


def _recognizer(app: App) -> str:
    unknown = app.recognizer(app.understanding().catalogue).unknown_words
    rest = f"; cannot hear: {', '.join(unknown)}" if unknown else ""
    return f"pocketsphinx is ready{rest}"


def _voice(app: App) -> str:
    return f"{app.synthesizer().name} is ready"


def _microphone(app: App) -> str:
    return app.try_microphone()


def _loudspeaker(app: App) -> str:
    return app.try_loudspeaker()


CHECKS: dict[str, Check] = {
    "Python": _python,
    "phrases": _phrases,
    "scripts": _scripts,
    "your words": _vault,
    "recognizer": _recognizer,
    "voice": _voice,
    "microphone": _microphone,
    "loudspeaker": _loudspeaker,
}
