"""Turns what was heard into what is meant; danger is looked at before everything else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources.abc import Traversable

from assistant.conversation.words import PersonalWords
from assistant.messages import NONE_INTENT, Decision, Heard, Meaning, Route
from assistant.understanding.catalogue import SAFETY_FILE, SLOT, SLOTS_FILE, Catalogue
from assistant.understanding.index import PhraseIndex
from assistant.understanding.model import MODEL_FILES, Judgement, Model
from assistant.understanding.reading import featured, prepared, worded
from assistant.understanding.requests import request_parts
from assistant.understanding.safety import SafetyRules
from assistant.understanding.slots import Slots
from assistant.understanding.structure import People
from assistant.understanding.templates import Templates

Words = tuple[str, ...]
EXPECTED_WEIGHT = 8.0
"""How much likelier an expected answer is than before it was asked for."""
WINDOW = 24
_LOW_CONFIDENCE = 0.35
_REQUEST = 60
"""From this priority on, an intent asks for something; below, it tells of a moment."""
_CLEARLY = 0.7
"""A part of an utterance is a request from this probability on."""
_SURELY = 0.85
"""From this probability on, nothing was meant, whatever a part of it looks like."""
_CRISIS_DEFAULT = {"crisis_self": Route.SELF_HARM, "crisis_danger": Route.PARTNER_VIOLENCE}


@dataclass(frozen=True, slots=True)
class Danger:
    """A crisis that was found, and how surely (0 to 1)."""

    intent: str
    route: Route
    chance: float


@dataclass(frozen=True, slots=True)
class Understanding:
    """The matcher of one catalogue and one person."""

    catalogue: Catalogue
    rules: SafetyRules
    slots: Slots
    model: Model | None
    changed: PhraseIndex
    """Phrases that the model has not seen: added or changed since it was trained."""
    stale: frozenset[str]
    """Intents whose phrases changed since."""
    templates: Templates = field(default_factory=Templates)
    """Phrases with slots."""
    own: PhraseIndex = field(default_factory=PhraseIndex)
    """The person's own phrases."""
    people: People = field(default_factory=People)

    @classmethod
    def load(
        cls, folder: Traversable, words: PersonalWords | None = None, language: str = "en"
    ) -> "Understanding":
        """Read a catalogue and its trained weights, if it has any.

        Raises:
            DataFault: if a file has a fault.

        """
        catalogue = Catalogue.load(folder, language)
        home = catalogue.home
        model = Model.load(home) if (home / MODEL_FILES[0]).is_file() else None
        trained = model.files if model else {}
        stale = [k for k, v in catalogue.digests.items() if trained.get(k) != v]
        fresh = [
            (prepared(text, catalogue), intent)
            for intent in stale
            for phrase in catalogue.of(intent).phrases
            for text in ([] if SLOT.search(phrase.text) else [phrase.text])
        ]
        turning = catalogue.lists.values.get("_turning", ())
        safety, slots = home / SAFETY_FILE, home / SLOTS_FILE
        loaded = cls(
            catalogue=catalogue,
            rules=SafetyRules.load(safety, f"{language}/{SAFETY_FILE}")
            if safety.is_file()
            else SafetyRules.none(),
            slots=Slots.load(slots, f"{language}/{SLOTS_FILE}") if slots.is_file() else Slots({}),
            model=model,
            changed=PhraseIndex.of(fresh, turning),
            templates=Templates.of(catalogue, stale),
            stale=frozenset(stale),
        )
        return loaded.knowing(words) if words else loaded

    def knowing(self, words: PersonalWords) -> "Understanding":
        """Return the same, with a person's own phrases and names; cheap."""
        own = [
            (prepared(entry.text.reveal(), self.catalogue), entry.why.reveal())
            for entry in words.of_kind("phrase")
            if entry.why and entry.why.reveal() in self.catalogue.intents
        ]
        turning = self.catalogue.lists.values.get("_turning", ())
        ex = prepared(words.fact("ex_name"), self.catalogue)
        others = {
            word
            for entry in words.of_kind("person")
            for word in prepared(entry.text.reveal(), self.catalogue)[:1]
        }
        people = People(frozenset(ex), frozenset(others - set(ex)))
        return replace(self, own=PhraseIndex.of(own, turning), people=people)

    def understand(self, heard: Heard | str, expects: Sequence[str] = ()) -> Meaning:
        """Return what an utterance means.

        Args:
            heard: The utterance, with the recognizer's confidence and further readings if any.
            expects: Intents that would answer the question asked; they win when in doubt.

        """
        said = Heard(heard) if isinstance(heard, str) else heard
        meaning = self._one(said.text, expects)
        if meaning.route is None:
            for other in said.alternatives[:3]:
                second = self._one(other, expects)
                if second.route is not None and second.score >= 0.5:
                    return replace(second, text=said.text)
                if meaning.decision is Decision.IGNORE and second.decision is Decision.ACT:
                    meaning = replace(second, text=said.text, decision=Decision.ASK)
        low = said.confidence is not None and said.confidence < _LOW_CONFIDENCE
        if low and meaning.decision is Decision.ACT and meaning.route is None:
            meaning = replace(meaning, decision=Decision.ASK)
        return meaning

    def _one(self, text: str, expects: Sequence[str]) -> Meaning:
        found = prepared(text, self.catalogue)
        if not found:
            return Meaning(text, NONE_INTENT, 1.0, decision=Decision.IGNORE)
        owner = self._owner(found)
        views = [] if owner else self._views(found)
        danger = self._known_danger(found, owner) if owner else _worst(views)
        if danger:
            return self._crisis(text, danger)
        mine = self.own.find(found)
        if mine:
            return self._sure(text, found, mine[0], mine[1])
        filled = self.templates.find(found)
        if filled:
            return replace(self._sure(text, found, filled[0], filled[1]), slots=filled[2])
        rated = self._expected_rating(text, found, expects)
        if rated:
            return rated
        if owner and not (expects and owner == NONE_INTENT):
            return self._sure(text, found, owner, 1.0)
        near = None if owner else self.changed.find(found)
        if near:
            return self._sure(text, found, near[0], near[1])
        judged = views[0].judged if len(views) == 1 else None
        return self._judged(text, found, expects, judged)

    def _owner(self, found: Words) -> str | None:
        """Return the intent that has these very words as a phrase."""
        fresh = self.changed.exact.get(found)
        if fresh:
            return fresh
        owner = self.model.owner(found) if self.model else None
        return None if owner in self.stale else owner

    # --- danger ---------------------------------------------------------------------------

    def _known_danger(self, found: Words, owner: str) -> Danger | None:
        """Return the route of a phrase of the catalogue; other phrases were read by people."""
        if owner not in _CRISIS_DEFAULT:
            return None
        return Danger(owner, self._route(found, owner, self.rules.route(found)), 1.0)

    def _views(self, found: Words) -> list["_View"]:
        """Look at an utterance, or at each part of a long one."""
        views = []
        for part in _windows(found):
            route = self.rules.route(part)
            judged = None
            danger = None
            if self.model:
                judged = self._judgement(self.model, part, rule=route is not None)
                if judged.crisis >= self.model.constants.crisis:
                    sure = self._route(part, judged.side, route)
                    danger = Danger(self._side(sure, judged.side), sure, judged.crisis)
            elif route:
                danger = Danger(self.catalogue.routes.get(route, NONE_INTENT), route, 1.0)
            views.append(_View(judged, danger))
        return views

    def _route(self, part: Words, side: str, route: Route | None) -> Route:
        return route or self.rules.likely(part, side) or _CRISIS_DEFAULT[side]

    def _side(self, route: Route, side: str) -> str:
        """Return the intent of a route; danger to life may come from either side."""
        return side if route is Route.DANGER_NOW else self.catalogue.routes.get(route, side)

    def _judgement(self, model: Model, part: Words, *, rule: bool) -> Judgement:
        return model.judge(
            featured(part, self.catalogue, self.people),
            worded(part, self.catalogue, self.people, model),
            rule=rule,
        )

    def _crisis(self, text: str, danger: Danger) -> Meaning:
        return Meaning(
            text=text,
            intent=danger.intent,
            score=danger.chance,
            margin=danger.chance,
            route=danger.route,
            decision=Decision.ACT,
        )

    # --- everything else --------------------------------------------------------------------

    def _sure(self, text: str, found: Words, intent: str, score: float) -> Meaning:
        quiet = intent == NONE_INTENT
        return Meaning(
            text=text,
            intent=intent,
            score=score,
            margin=score,
            slots=self.slots.fill(intent, found, self.catalogue.words.numbers),
            decision=Decision.IGNORE if quiet else Decision.ACT,
        )

    def _expected_rating(self, text: str, found: Words, expects: Sequence[str]) -> Meaning | None:
        if "rate" not in expects or len(found) > 9:
            return None
        slots = self.slots.fill("rate", found, self.catalogue.words.numbers)
        if "value" not in slots:
            return None
        return Meaning(text, "rate", 0.95, margin=0.9, slots=slots)

    def _judged(
        self, text: str, found: Words, expects: Sequence[str], judged: Judgement | None
    ) -> Meaning:
        if self.model is None:
            return Meaning(text, NONE_INTENT, 1.0, decision=Decision.IGNORE)
        if judged is None:
            judged = self._judgement(self.model, found, rule=False)
        chances = _expecting(
            dict(zip(self.model.labels, judged.shares.tolist(), strict=True)), expects
        )
        ranked = sorted(chances, key=lambda key: -chances[key])
        first, second = ranked[0], ranked[1]
        context = NONE_INTENT
        if self._priority(first) < _REQUEST:
            maybe = first != NONE_INTENT or chances[first] < _SURELY
            asked = self._request_in(self.model, found) if maybe else None
            if asked:
                context, first = first, asked[0]
                chances[first] = max(asked[1], chances[first])
        elif self._priority(first) == _REQUEST:
            context = self._moment_in(self.model, found, first)
        score = chances[first]
        decision = self._decided(first, score)
        return Meaning(
            text=text,
            intent=NONE_INTENT if decision is Decision.IGNORE else first,
            score=score,
            runner_up=second if second != first else ranked[0],
            margin=score - chances[second],
            slots=self.slots.fill(first, found, self.catalogue.words.numbers),
            decision=decision,
            context=context,
        )

    def _decided(self, intent: str, score: float) -> Decision:
        if intent == NONE_INTENT or self.model is None or score < self.model.constants.ask:
            return Decision.IGNORE
        return Decision.ACT if score >= self.model.constants.act else Decision.ASK

    def _request_in(self, model: Model, found: Words) -> tuple[str, float] | None:
        """Return what one part of a compound utterance asks for ("..., read my reasons")."""
        best: tuple[str, float] | None = None
        for intent, share in self._glances(model, found):
            asked = self._priority(intent) == _REQUEST and share >= _CLEARLY
            if asked and (best is None or share > best[1]):
                best = (intent, share)
        return best

    def _moment_in(self, model: Model, found: Words, request: str) -> str:
        """Return the moment that stands beside a request, or `none`."""
        best = (0.4, NONE_INTENT)
        for intent, share in self._glances(model, found):
            if 0 < self._priority(intent) < _REQUEST and intent != request:
                best = max(best, (share, intent))
        return best[1]

    def _glances(self, model: Model, found: Words) -> Iterator[tuple[str, float]]:
        for part in request_parts(found, self.catalogue.lists):
            shares = model.glance(featured(part, self.catalogue, self.people))
            place = int(shares.argmax())
            yield model.labels[place], float(shares[place])

    def _priority(self, intent: str) -> int:
        known = self.catalogue.intents.get(intent)
        return known.priority if known else 0


@dataclass(frozen=True, slots=True)
class _View:
    judged: Judgement | None
    danger: Danger | None


def _worst(views: Sequence[_View]) -> Danger | None:
    found = [view.danger for view in views if view.danger]
    return max(found, key=lambda danger: danger.chance) if found else None


def _expecting(chances: dict[str, float], expects: Sequence[str]) -> dict[str, float]:
    raised = {k: v * EXPECTED_WEIGHT if k in expects else v for k, v in chances.items()}
    total = sum(raised.values())
    return {name: value / total for name, value in raised.items()}


def _windows(found: Words) -> list[Words]:
    if len(found) <= WINDOW + WINDOW // 2:
        return [found]
    step = WINDOW // 2
    return [found[i : i + WINDOW] for i in range(0, len(found) - step, step)]
