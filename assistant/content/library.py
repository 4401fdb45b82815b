"""Reads voices/<language>/ into one checked `Library`."""

from collections.abc import Mapping
from datetime import date
from importlib.resources.abc import Traversable

from assistant.content.script_checks import check_library
from assistant.content.script_reader import FEWEST_VARIANTS, ScriptReader, read_line
from assistant.conversation import scripts as s
from assistant.errors import DataFault
from assistant.yamlfile import Node, read_yaml

PHASES = ("in", "hold", "out", "rest", "sip")
PRONOUN_FORMS = {"they", "them", "their", "they_are", "they_have", "they_were"}
COMMON_PLACEHOLDERS = frozenset(PRONOUN_FORMS | {"ex", "count", "since", "days", "waves"})
LINE_PLACEHOLDERS: Mapping[str, frozenset[str]] = {
    "person_number": frozenset({"person", "number"}),
    "help_call": frozenset({"service", "number"}),
    "help_again": frozenset({"number"}),
    "help_text": frozenset({"service", "text"}),
    "why_it_matters": frozenset({"why"}),
    "did_you_mean": frozenset({"meant"}),
}
"""Lines that the program itself fills, and with what."""
NEEDED_LINES = (
    *LINE_PLACEHOLDERS,
    "greeting",
    "goodbye",
    "here_with_you",
    "menu",
    "not_understood",
    "nudge",
    "paused",
    "quiet_company",
    "say_it_again",
    "stopped",
    "what_you_can_say",
)
FIXED_LINES = frozenset({"help_call", "help_again", "help_text"})
"""Lines of safety scripts: reviewed, one wording each."""


def load_library(
    voices: Traversable, language: str = "en", intents: frozenset[str] = frozenset()
) -> s.Library:
    """Read and check everything that can be said in one language.

    Args:
        voices: The folder voices/.
        language: Its sub-folder.
        intents: Known intents and safety routes, to check the answers of questions against.

    Raises:
        DataFault: with file, line and fix.

    """
    folder = voices / language
    if not folder.is_dir():
        raise DataFault(f"voices/{language}", None, "There are no scripts in this language.", "")
    lines = _lines(_read(folder, "lines.yaml"))
    library = s.Library(
        scripts=_scripts(folder / "scripts", language, lines),
        lines=lines,
        patterns=_patterns(_read(folder, "breathing.yaml")),
        help_lines=_help_lines(_read(folder, "help_lines.yaml")),
        activities=_activities(_read(folder, "activities.yaml")),
        pronouns=_pronouns(_read(folder, "pronouns.yaml")),
        meant=_texts(_read(folder, "meant.yaml")),
        names=_texts(_read(folder, "names.yaml")),
    )
    check_library(library, intents, f"voices/{language}")
    return library


def _read(folder: Traversable, name: str) -> Node:
    return read_yaml(folder / name, f"voices/{folder.name}/{name}")


def _lines(root: Node) -> dict[str, s.Line]:
    table = root.table()
    for key in NEEDED_LINES:
        if key not in table:
            raise root.fault(f"The line '{key}' is missing.", f"Add '{key}:' with its variants.")
    lines = {}
    for key, node in table.items():
        known = COMMON_PLACEHOLDERS | LINE_PLACEHOLDERS.get(key, frozenset())
        fewest = 1 if key in FIXED_LINES else FEWEST_VARIANTS
        lines[key] = read_line(node, f"lines/{key}", fewest, known)
    return lines


def _scripts(
    folder: Traversable, language: str, lines: Mapping[str, s.Line]
) -> dict[str, s.Script]:
    scripts = {}
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if file.name.endswith(".yaml"):
            name = file.name.removesuffix(".yaml")
            root = read_yaml(file, f"voices/{language}/scripts/{file.name}")
            scripts[name] = ScriptReader(name, lines, COMMON_PLACEHOLDERS).read(root)
    return scripts


def _patterns(root: Node) -> dict[str, s.BreathingPattern]:
    patterns = {}
    for name, node in root.table().items():
        table = node.checked({"phases", "cycles", "words"}, {"caution", "most_cycles"})
        phases = tuple(_phase(item) for item in table["phases"].items())
        if not any(kind == "out" for kind, _ in phases):
            raise node.fault("This pattern has no out-breath.", "Add an 'out' phase.")
        caution = (
            read_line(table["caution"], f"breathing/{name}", FEWEST_VARIANTS, COMMON_PLACEHOLDERS)
            if "caution" in table
            else None
        )
        most = int(table["most_cycles"].number()) if "most_cycles" in table else 60
        words = _texts(table["words"])
        cycles = int(table["cycles"].number())
        if not 1 <= cycles <= most:
            raise table["cycles"].fault("Too many or too few cycles.", f"Write 1 to {most}.")
        patterns[name] = s.BreathingPattern(name, phases, cycles, words, caution, most)
    return patterns


def _phase(node: Node) -> tuple[str, float]:
    table = node.table()
    kind, seconds = next(iter(table.items()))
    if len(table) != 1 or kind not in PHASES:
        raise node.fault(f"Unknown phase '{kind}'.", f"Use one of: {', '.join(PHASES)}.")
    length = seconds.number()
    if not 0.5 <= length <= 20:
        raise seconds.fault(f"A phase of {length:g} seconds.", "Write 0.5 to 20 seconds.")
    return kind, length


def _help_lines(root: Node) -> dict[str, dict[str, tuple[s.HelpLine, ...]]]:
    countries: dict[str, dict[str, tuple[s.HelpLine, ...]]] = {}
    for country, node in root.table().items():
        table = node.checked({"checked", "source", "needs"}, set())
        needs = table["needs"].table()
        _check_date(table["checked"])
        if not table["source"].text().strip():
            raise table["source"].fault("The source is empty.", "Name where the numbers are from.")
        countries[country] = {
            need: tuple(_service(item) for item in part.items()) for need, part in needs.items()
        }
    if "other" not in countries:
        raise root.fault("There is no entry 'other'.", "Add it for countries without an entry.")
    return countries


def _check_date(node: Node) -> None:
    try:
        date.fromisoformat(node.text())
    except ValueError:
        raise node.fault(f"'{node.text()}' is no date.", "Write it as 2026-01-31.") from None


def _service(node: Node) -> s.HelpLine:
    table = node.checked({"name"}, {"call", "text", "note"})
    values = {key: part.text() for key, part in table.items()}
    if len(values) == 1:
        raise node.fault("This service cannot be reached.", "Add call, text or note.")
    return s.HelpLine(**values)


def _activities(root: Node) -> dict[str, tuple[str, ...]]:
    return {
        group: read_line(node, f"activities/{group}", FEWEST_VARIANTS, COMMON_PLACEHOLDERS).variants
        for group, node in root.table().items()
    }


def _pronouns(root: Node) -> dict[str, s.Pronoun]:
    pronouns = {}
    for name, node in root.table().items():
        table = node.checked(PRONOUN_FORMS | {"heard"}, set())
        forms = {form: table[form].text() for form in PRONOUN_FORMS}
        pronouns[name] = s.Pronoun(forms, table["heard"].texts())
    if "they" not in pronouns:
        raise root.fault("The pronoun 'they' is missing.", "Add it: it is used when none is known.")
    return pronouns


def _texts(root: Node) -> dict[str, str]:
    return {key: node.text() for key, node in root.table().items()}
