"""What is shipped fits together and answers everything that can be asked for."""

import pytest

from assistant.content.library import NEEDED_LINES
from assistant.content.script_checks import walk
from assistant.conversation import scripts as s
from assistant.conversation.breathing import timetable
from assistant.messages import Route
from tests.content.speech import script_lines, shipped

MEANT = [
    "urge_contact",
    "urge_reply",
    "urge_check",
    "missing",
    "doubting",
    "fantasy",
    "overwhelmed",
    "slip",
    "held",
    "wise_mind",
    "check_facts",
    "pros_cons",
    "accept",
    "distract",
    "boundaries",
    "breathe",
    "surf",
    "reach_out",
    "journal",
    "add_reason",
    "progress",
    "rate",
]
CORE = [
    "urge_contact",
    "check_facts",
    "breathe",
    "add_reason",
    "distract",
    "wise_mind",
    "held",
    "slip",
    "overwhelmed",
    "grounding",
]


def test_the_shipped_library_loads_with_all_answers_known() -> None:
    assert len(shipped().scripts) > 40


@pytest.mark.parametrize("key", NEEDED_LINES)
def test_each_line_that_the_program_speaks_exists(key: str) -> None:
    assert shipped().lines[key].variants


@pytest.mark.parametrize("intent", MEANT)
def test_each_moment_and_skill_can_be_asked_back(intent: str) -> None:
    assert shipped().meant[intent]


@pytest.mark.parametrize("name", CORE)
def test_each_core_skill_can_say_what_may_be_said(name: str) -> None:
    script = shipped().scripts[name]
    assert script.menu is not None
    assert len(script.menu.variants) >= 3
    assert not script.fragment


@pytest.mark.parametrize("route", list(Route))
def test_each_safety_route_has_a_fixed_script_and_a_shorter_one_for_the_second_time(
    route: Route,
) -> None:
    scripts = shipped().scripts
    first = scripts[f"safety_{route.value.lower()}"]
    again = scripts[f"safety_{route.value.lower()}_again"]
    assert first.fixed
    assert again.fixed
    assert first.covers == again.covers == (route.value,)


@pytest.mark.parametrize("route", [route for route in Route if route is not Route.UNCLEAR])
def test_each_safety_script_opens_its_risk_and_says_that_it_cannot_call(route: Route) -> None:
    name = f"safety_{route.value.lower()}"
    steps = _with_fragments(name)
    assert s.RiskStep(route) in steps
    spoken = " ".join(
        text for step in steps if isinstance(step, s.SayStep) for text in step.line.variants
    )
    assert "cannot call" in spoken
    assert "program" in spoken


def _with_fragments(name: str, seen: frozenset[str] = frozenset()) -> list[s.Step]:
    found: list[s.Step] = []
    for step in walk(shipped().scripts[name].steps):
        found.append(step)
        if isinstance(step, s.RunStep) and step.script not in seen | {name}:
            found += _with_fragments(step.script, seen | {name})
    return found


def test_no_safety_script_breathes_or_reads_reasons_where_danger_is_now() -> None:
    for name in ("safety_r1", "safety_r1_again"):
        for step in _with_fragments(name):
            assert not isinstance(step, s.BreatheStep | s.OwnStep | s.RateStep | s.ActivityStep)


def test_only_scripts_that_end_well_read_reasons() -> None:
    """The validator refuses an end on reasons; here, that the urge goes on to something kind."""
    steps = shipped().scripts["urge_contact"].steps
    names = [step.script for step in steps if isinstance(step, s.RunStep)]
    assert names.index("own_reasons") < names.index("settle") < names.index("outcome_if_due")


def test_the_urge_begins_with_validation_and_the_phone_before_any_question() -> None:
    steps = shipped().scripts["urge_contact"].steps
    spoken = [step for step in steps if isinstance(step, s.SayStep | s.RateStep | s.AskStep)]
    assert [getattr(step, "line").source for step in spoken[:2]] == [  # noqa: B009
        "urge_contact/validate",
        "urge_contact/stop",
    ]
    assert all("phone" in text.lower() for text in spoken[1].line.variants)  # type: ignore[union-attr]


def test_the_seven_letters_of_accepts_are_there() -> None:
    assert set(shipped().activities) == {
        "activities",
        "contributing",
        "comparisons",
        "emotions",
        "pushing_away",
        "thoughts",
        "sensations",
    }


def test_each_pattern_ends_on_an_out_breath_and_has_words_for_its_phases() -> None:
    patterns = shipped().patterns
    assert set(patterns) == {"paced", "resonance", "box", "478", "sigh", "natural"}
    for pattern in patterns.values():
        assert timetable(pattern)[-1].kind == "out"
        assert set(pattern.words) == {kind for kind, _ in pattern.phases}


def test_patterns_with_holds_have_a_caution_and_478_stays_short() -> None:
    for pattern in shipped().patterns.values():
        holds = any(kind in {"hold", "rest"} for kind, _ in pattern.phases)
        assert holds == (pattern.caution is not None)
    assert shipped().patterns["478"].cycles <= 4
    assert shipped().patterns["478"].most_cycles <= 8


def test_paced_breathing_is_six_breaths_a_minute_with_the_longer_part_out() -> None:
    assert shipped().patterns["paced"].phases == (("in", 4.0), ("out", 6.0))


def test_every_line_of_a_script_has_a_source_of_its_own() -> None:
    for script in shipped().scripts.values():
        sources = [
            line.source for line in script_lines(script) if not line.source.startswith("lines/")
        ]
        assert len(sources) == len(set(sources)), script.name


def test_pronouns_have_all_forms_and_no_word_counts_for_two() -> None:
    pronouns = shipped().pronouns
    assert set(pronouns) == {"he", "she", "they"}
    heard = [word for pronoun in pronouns.values() for word in pronoun.heard]
    assert len(heard) == len(set(heard))
