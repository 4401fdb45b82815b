"""The composition root: the one module that builds the parts and joins them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from assistant.content.library import load_library
from assistant.conversation.breathing import cycles_for, timetable
from assistant.conversation.scripts import Library
from assistant.conversation.session import Plan, Session
from assistant.errors import DeviceFault, UsageFault, VaultFault
from assistant.messages import NONE_INTENT, Breathe, Heard, Meaning, Route
from assistant.performers.drive import drive
from assistant.performers.keeping import VaultKeeper
from assistant.performers.lines import LinesInBackground, LinesOnDemand
from assistant.performers.ports import Keeper, RealClock, Understand, Watcher
from assistant.performers.typed import TextPerformer
from assistant.resources import data_folder
from assistant.settings import Settings
from assistant.understanding.catalogue import Catalogue
from assistant.understanding.evaluation import Report, Row, evaluate
from assistant.understanding.understand import Understanding
from assistant.vault import Vault

if TYPE_CHECKING:
    from assistant.hearing.ears import Ears
    from assistant.hearing.pocketsphinx_engine import PocketSphinxRecognizer
    from assistant.hearing.recognizer import Grammar
    from assistant.performers.benching import Figures, StreamingEars
    from assistant.performers.files import FileHearing
    from assistant.performers.live import ListeningUtterances
    from assistant.speaking.loudspeaker import Output
    from assistant.speaking.mouth import Mouth
    from assistant.speaking.synthesizer import Synthesizer

Tell = Callable[[str], None]
RATING = "rate"
"""The intent that takes a bare number for an answer."""
REQUEST = 60
"""From this priority on an intent asks for something; below, it tells of a moment."""


class NoTime:
    """A clock on which everything is over at once."""

    def sleep(self, seconds: float) -> None:
        """Do nothing."""


@dataclass(frozen=True)
class App:
    """Builds each part when it is asked for, from the settings of this person."""

    settings: Settings

    @classmethod
    def start(cls) -> "App":
        """Read the settings."""
        return cls(Settings.load())

    # --- parts -----------------------------------------------------------------------------

    def understanding(self, intents: Path | None = None) -> Understanding:
        """Return the understanding of the shipped catalogue, or of another one."""
        if intents is not None and not intents.is_dir():
            raise UsageFault(f"There is no folder {intents}. Give the folder with intents.yaml.")
        folder = data_folder("intents") if intents is None else intents
        return Understanding.load(folder, language=self.settings.language)

    def library(self, catalogue: Catalogue | None = None) -> Library:
        """Return what Steady can say; with a catalogue its answers are checked against it."""
        known = frozenset({*catalogue.intents, *Route}) if catalogue else frozenset()
        return load_library(data_folder("voices"), self.settings.language, known)

    def vault(self) -> Vault:
        """Open the encrypted file, or make it."""
        return Vault.open(self.settings.folders.made().data)

    @contextmanager
    def keeper(self, tell: Tell) -> Iterator[VaultKeeper]:
        """Give a keeper; a vault that does not open is told, and help goes on without it."""
        try:
            vault = self.vault()
        except VaultFault as fault:
            tell(f"{fault} Going on without your own words.")
            yield VaultKeeper(None)
            return
        with vault:
            yield VaultKeeper(vault)

    def plan(self, catalogue: Catalogue, keeper: Keeper, *, always_answer: bool) -> Plan:
        """Return what a session needs to know."""
        library = self.library(catalogue)
        answers = {
            name: intent.script
            for name, intent in catalogue.intents.items()
            if intent.script in library.scripts
        }
        return Plan(
            library=library,
            words=keeper.words,
            answers=answers | {route.value: f"safety_{route.lower()}" for route in Route},
            moments=frozenset(
                name for name, intent in catalogue.intents.items() if 0 < intent.priority < REQUEST
            ),
            country=self.settings.country,
            usual_pattern=self.settings.breathing,
            answer_seconds=self.settings.silence_seconds,
            always_answer=always_answer,
        )

    # --- sessions ----------------------------------------------------------------------------

    def talk_typed(self, watcher: Watcher, source: TextIO, tell: Tell, *, fast: bool) -> None:
        """Hold a session on typed lines."""
        understanding = self.understanding()
        with self.keeper(tell) as keeper:
            session = Session(self.plan(understanding.catalogue, keeper, always_answer=True))
            performer = TextPerformer(
                LinesOnDemand(source) if fast else LinesInBackground(source),
                _with_words(understanding, keeper),
                keeper,
                watcher,
                NoTime() if fast else RealClock(),
                fast=fast,
                ends_at_once=source.isatty(),
            )
            drive(session.run(), performer)

    def talk_live(self, watcher: Watcher, source: TextIO, tell: Tell) -> None:
        """Hold a session by voice; typed lines join in where there is a keyboard.

        Raises:
            DeviceFault: if there is no loudspeaker. Without a microphone it goes on typed.

        """
        from assistant.performers.live import LivePerformer  # noqa: PLC0415 - native libraries

        understanding = self.understanding()
        catalogue = understanding.catalogue
        with (
            self.keeper(tell) as keeper,
            self.mouth() as mouth,
            self.utterances(catalogue, source, tell) as (utterances, open_ears),
        ):
            plan = self.plan(catalogue, keeper, always_answer=not open_ears)
            knowing = _with_words(understanding, keeper)
            performer = LivePerformer(utterances, knowing, keeper, watcher, mouth, RealClock())
            drive(Session(plan).run(), performer)

    @contextmanager
    def utterances(
        self, catalogue: Catalogue, source: TextIO, tell: Tell
    ) -> Iterator[tuple["ListeningUtterances", bool]]:
        """Give utterances from the microphone, or typed ones where there is none."""
        from assistant.hearing.microphone import Microphone  # noqa: PLC0415
        from assistant.performers.listening import LiveUtterances  # noqa: PLC0415

        try:
            microphone = Microphone.open(self.settings.microphone)
        except DeviceFault as fault:
            tell(f"{fault} You can type here.")
            yield LinesInBackground(source), False
            return
        # The microphone collects from now on; what is said while the ears load is not lost.
        try:
            live = LiveUtterances(
                microphone, self.ears(catalogue), partial(self.grammar, catalogue)
            )
            if source.isatty():
                LinesInBackground(source, live.put)
            yield live, True
            live.close()
        finally:
            microphone.close()

    def breathe(
        self, name: str, minutes: float | None, watcher: Watcher, *, sound: bool, fast: bool
    ) -> None:
        """Guide breaths without a session; whole breaths, ending on an out-breath."""
        from assistant.performers.live import LivePerformer  # noqa: PLC0415 - native libraries

        pattern = self.library().patterns[name]
        cycles = cycles_for(pattern, minutes) if minutes else pattern.cycles
        effect = Breathe(name, timetable(pattern, cycles), words=pattern.words)
        keeper, quiet = VaultKeeper(None), LinesInBackground(StringIO())
        if not sound:
            clock = NoTime() if fast else RealClock()
            TextPerformer(quiet, _nothing_understood, keeper, watcher, clock, fast=fast).perform(
                effect
            )
            return
        with self.mouth() as mouth:
            LivePerformer(quiet, _nothing_understood, keeper, watcher, mouth, RealClock()).perform(
                effect
            )

    def demo(self, watcher: Watcher, out: Path | None, tell: Tell) -> None:
        """Let bundled recordings hold a session; to the loudspeaker, or to a file in `out`."""
        from assistant.performers.live import LivePerformer  # noqa: PLC0415 - native libraries
        from assistant.performers.rehearsal import (  # noqa: PLC0415
            ExampleKeeper,
            MemoryOutput,
            RecordedPerson,
            load_demo,
        )

        demo = load_demo(data_folder("voices") / self.settings.language)
        understanding = self.understanding()
        catalogue = understanding.catalogue
        output: Output = MemoryOutput() if out else self._loudspeaker_or_memory(tell)
        with self.keeper(tell) as keeper, self.mouth(output) as mouth:
            own = keeper.words().of_kind("reason")
            if not own:
                tell("There are no reasons of yours yet, so these are examples.")
            used = keeper if own else ExampleKeeper(demo.words)
            person = RecordedPerson(
                self.ears(catalogue), output, demo, partial(self.grammar, catalogue)
            )
            plan = self.plan(catalogue, used, always_answer=True)
            knowing = _with_words(understanding, used)
            performer = LivePerformer(person, knowing, used, watcher, mouth, RealClock())
            drive(Session(plan).run(), performer)
        if out and isinstance(output, MemoryOutput):
            file = output.write(out)
            tell(f"What was heard is in {file}" + (", with words of yours." if own else "."))

    def _loudspeaker_or_memory(self, tell: Tell) -> "Output":
        from assistant.performers.rehearsal import MemoryOutput  # noqa: PLC0415
        from assistant.speaking.loudspeaker import Loudspeaker  # noqa: PLC0415

        try:
            return Loudspeaker.open(self.settings.loudspeaker)
        except DeviceFault as fault:
            tell(f"{fault} To keep the sound, use: steady demo --out FOLDER")
            return MemoryOutput()

    # --- hearing -----------------------------------------------------------------------------

    def grammar(self, catalogue: Catalogue, expects: Sequence[str]) -> "Grammar | None":
        """Return what may be said in answer to a question; None = anything."""
        from assistant.hearing.recognizer import Grammar  # noqa: PLC0415 - loads numpy

        known = [name for name in expects if name in catalogue.intents]
        if not known or "dictation" in expects:
            return None
        phrases = catalogue.spoken(*known)
        if RATING in known:
            phrases += tuple(word for word in catalogue.words.numbers if word.isalpha())
        return Grammar("+".join(known), phrases)

    def recognizer(
        self, catalogue: Catalogue, engine: str | None = None
    ) -> "PocketSphinxRecognizer":
        """Return the recognizer, ready to hear."""
        from assistant.hearing.language_model import by_length  # noqa: PLC0415 - with numpy
        from assistant.hearing.pocketsphinx_engine import PocketSphinxRecognizer  # noqa: PLC0415
        from assistant.speaking.pronouncing import EspeakPronouncer  # noqa: PLC0415

        name = engine or self.settings.engine
        if name not in {"auto", "pocketsphinx"}:
            raise UsageFault(f"There is no recognizer '{name}'. Use: pocketsphinx.")
        recognizer = PocketSphinxRecognizer(
            by_length(catalogue.spoken()), self.settings.folders.made().cache, EspeakPronouncer()
        )
        recognizer.load()
        return recognizer

    def ears(self, catalogue: Catalogue, engine: str | None = None) -> "Ears":
        """Return the ears of a session: voice activity, end of turn, recognizer."""
        from assistant.hearing.ears import Ears  # noqa: PLC0415 - native libraries
        from assistant.hearing.voice_activity import SileroVoiceActivity  # noqa: PLC0415

        return Ears(self.recognizer(catalogue, engine), SileroVoiceActivity())

    def file_hearing(
        self, engine: str | None = None, intents: Path | None = None, expects: str | None = None
    ) -> "FileHearing":
        """Return what hears files, through the very parts of a live session."""
        from assistant.performers.files import FileHearing  # noqa: PLC0415 - native libraries

        understanding = self.understanding(intents)
        catalogue = understanding.catalogue
        if expects is not None and expects not in catalogue.intents:
            known = ", ".join(sorted(catalogue.intents))
            raise UsageFault(f"There is no intent '{expects}'. Intents are: {known}.")
        expected = (expects,) if expects else ()
        return FileHearing(
            self.ears(catalogue, engine),
            understanding,
            self.grammar(catalogue, expected),
            expected,
        )

    # --- speaking ----------------------------------------------------------------------------

    def synthesizer(self) -> "Synthesizer":
        """Return the voice engine."""
        from assistant.speaking.choose import choose_synthesizer  # noqa: PLC0415

        return choose_synthesizer(self.settings.synthesizer)

    @contextmanager
    def mouth(self, output: "Output | None" = None) -> Iterator["Mouth"]:
        """Give a voice on the loudspeaker, or on another output."""
        from assistant.speaking.cues import load_cues  # noqa: PLC0415 - native libraries
        from assistant.speaking.loudspeaker import Loudspeaker  # noqa: PLC0415
        from assistant.speaking.mouth import Mouth  # noqa: PLC0415
        from assistant.speaking.profiles import load_profiles  # noqa: PLC0415

        synthesizer = self.synthesizer()
        out = output or Loudspeaker.open(self.settings.loudspeaker)
        try:
            voices = data_folder("voices")
            yield Mouth(
                synthesizer, out, load_profiles(voices), load_cues(voices), self.settings.voice
            )
        finally:
            out.close()
            synthesizer.close()

    def try_loudspeaker(self) -> str:
        """Say one word; raises `DeviceFault` if there is nothing to say it with."""
        from assistant.speaking.loudspeaker import Loudspeaker  # noqa: PLC0415

        loudspeaker = Loudspeaker.open(self.settings.loudspeaker)
        rate = loudspeaker.sample_rate_hz
        loudspeaker.close()
        return f"opens at {rate} Hz"

    def try_microphone(self) -> str:
        """Listen for a moment; raises `DeviceFault` if nothing can be heard."""
        from assistant.hearing.microphone import Microphone  # noqa: PLC0415

        microphone = Microphone.open(self.settings.microphone)
        blocks = [microphone.read(0.5) for _ in range(10)]
        microphone.close()
        heard = [block for block in blocks if block is not None]
        if not heard:
            raise DeviceFault("The microphone gives no sound. Check its cable and its switch.")
        if not any(block.any() for block in heard):
            raise DeviceFault(
                "The microphone gives only silence. Unmute it, or allow programs to use it."
            )
        return f"hears at {microphone.sample_rate_hz} Hz"

    # --- measuring ---------------------------------------------------------------------------

    def evaluate_text(self, rows: Sequence[Row], intents: Path | None) -> Report:
        """Measure the understanding on labelled texts."""
        understanding = self.understanding(intents)
        return evaluate(rows, understanding.understand)

    def evaluate_audio(self, rows: Sequence[Row], folder: Path, intents: Path | None) -> Report:
        """Measure ears and understanding on labelled sound files; paths count from `folder`."""
        hearing = self.file_hearing(intents=intents)
        heard: dict[str, Meaning] = {}
        for _, path, *_ in rows:
            heard[path] = hearing.hear(folder / path)[1]
        return evaluate(rows, heard.__getitem__)

    def measure(self, plain: bool, count: int, started: float) -> "Figures":
        """Measure this pipeline, or the plain one, on spoken examples of the intents."""
        from assistant.performers.benching import measure  # noqa: PLC0415 - native libraries
        from assistant.performers.pipelines import Pipeline, spoken_examples  # noqa: PLC0415

        understanding = self.understanding()
        catalogue = understanding.catalogue
        plan = self.plan(catalogue, VaultKeeper(None), always_answer=True)
        pipeline = Pipeline(understanding, lambda: Session(plan), whole_reply=plain)
        if plain:
            from assistant.hearing.plain import PlainEars  # noqa: PLC0415

            ears: StreamingEars = PlainEars()
        else:
            ears = self.ears(catalogue)
        examples = [intent.example for intent in catalogue.intents.values() if intent.example]
        return measure(ears, pipeline.first_sound, spoken_examples(examples[:count]), started)


def _nothing_understood(heard: Heard, expects: tuple[str, ...]) -> Meaning:
    del expects
    return Meaning(heard.text, NONE_INTENT, 0.0)


def _with_words(understanding: Understanding, keeper: Keeper) -> Understand:
    """Join the understanding with the person's own phrases and names."""
    knowing = understanding.knowing(keeper.words())

    def understand(heard: Heard, expects: tuple[str, ...]) -> Meaning:
        return knowing.understand(heard, expects)

    return understand
