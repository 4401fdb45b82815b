"""`steady hear`: sound files to text and meaning, through the ears of a session."""

from pathlib import Path

import click

from assistant.app import App
from assistant.errors import SteadyError
from assistant.ui.output import as_json, show_meaning

EPILOG = """\b
Examples:
  steady hear recording.wav
  steady hear --json *.wav
  steady hear --expects rate answer.wav
  steady hear --intents my-catalogue order.wav
"""


@click.command(epilog=EPILOG)
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a line.")
@click.option("--engine", default=None, metavar="NAME", help="Recognizer: pocketsphinx.")
@click.option("--intents", type=click.Path(path_type=Path), help="Another catalogue.")
@click.option("--expects", metavar="INTENT", help="Hear it as the answer to that question.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def command(
    as_lines: bool,
    engine: str | None,
    intents: Path | None,
    expects: str | None,
    files: tuple[Path, ...],
) -> int:
    """Hear each FILE (WAV, FLAC, ...) as a session would, and say what it means."""
    hearing = App.start().file_hearing(engine=engine, intents=intents, expects=expects)
    faults = 0
    for file in files:
        try:
            heard, meaning = hearing.hear(file)
        except SteadyError as fault:
            click.echo(str(fault), err=True)
            faults += 1
            continue
        if as_lines:
            click.echo(
                as_json(
                    {
                        "file": str(file),
                        "text": heard.text,
                        "intent": meaning.intent,
                        "score": round(meaning.score, 4),
                        "slots": dict(meaning.slots),
                        "audio_seconds": round(heard.audio_seconds, 3),
                        "cpu_seconds": round(heard.cpu_seconds, 4),
                        "confidence": heard.confidence,
                        "route": meaning.route.value if meaning.route else None,
                    }
                )
            )
        else:
            click.echo(f"{file}: {heard.text or '(nothing was said)'}")
            show_meaning(meaning)
    return 1 if faults else 0
