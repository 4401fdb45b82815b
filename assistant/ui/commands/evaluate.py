"""`steady evaluate`: how well Steady understands labelled texts and sound files."""

from pathlib import Path

import click

from assistant.app import App
from assistant.errors import UsageFault
from assistant.ui.output import as_json

EPILOG = """\b
Each line of FILE is: intent<TAB>text, or intent<TAB>path of a sound file (from FILE's folder).
A third column groups minimal pairs.
Examples:
  steady evaluate text phrases.tsv
  steady evaluate audio recordings.tsv --json
"""


@click.command(epilog=EPILOG)
@click.option("--json", "as_lines", is_flag=True, help="One JSON object.")
@click.option("--intents", type=click.Path(path_type=Path), help="Another catalogue.")
@click.argument("kind", type=click.Choice(["text", "audio"]))
@click.argument("file", type=click.Path(path_type=Path))
def command(as_lines: bool, intents: Path | None, kind: str, file: Path) -> None:
    """Measure the understanding on FILE: accuracy, confusions, safety recall, false accepts."""
    try:
        source = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise UsageFault(f"{file} cannot be read as UTF-8 text. Check the path.") from None
    rows = []
    for number, line in enumerate(source.splitlines(), 1):
        if not line.strip():
            continue
        columns = line.split("\t")
        if len(columns) < 2:
            raise UsageFault(f"{file}:{number}: there is no tab. Write: intent<TAB>{kind}.")
        rows.append((columns[0], columns[1], columns[2] if len(columns) > 2 else ""))
    app = App.start()
    report = (
        app.evaluate_text(rows, intents)
        if kind == "text"
        else app.evaluate_audio(rows, file.parent, intents)
    )
    click.echo(as_json(report.as_table()) if as_lines else report.as_text())
