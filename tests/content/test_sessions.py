"""Whole sessions on the shipped scripts: what she hears, in which order."""

from itertools import pairwise

import pytest

from assistant.conversation.words import PersonalWords
from assistant.messages import Ask, Breathe, Keep, Note, Route, Say
from tests.content.conversing import tell_shipped
from tests.content.speech import shipped
from tests.conversation.small import Told, entry

REASONS = PersonalWords(
    (
        entry("1", "he read my messages", why="i felt watched"),
        entry("2", "he shouted at my sister"),
        entry("3", "my hair fell out that winter"),
        entry("4", "Ana", kind="person", number="555 01"),
        entry("5", "the library", kind="place"),
    )
)
LOCKED = PersonalWords(locked=True)


def sources(told: Told) -> list[str]:
    """Where each spoken thing comes from, in order."""
    return [
        effect.source for effect in told.effects if isinstance(effect, Say | Ask) and effect.text
    ]


def place(told: Told, beginning: str) -> int:
    return next(n for n, source in enumerate(sources(told)) if source.startswith(beginning))


# --- the urge -----------------------------------------------------------------------------


def test_the_urge_goes_from_validation_over_her_reasons_to_what_she_did() -> None:
    told = tell_shipped(["urge_contact", "rate 6", "breathe", "rate 6", "no"], REASONS)
    order = ["urge_contact/validate", "urge_contact/stop", "lines/rate_before", "reason:"]
    order += ["lines/both_truths", "settle/", "lines/rate_after", "outcome/", "not_contacted/"]
    places = [place(told, source) for source in order]
    assert places == sorted(places)
    assert told.of(Note)[-1] == Note("outcome", "did_not_contact")


def test_two_of_her_reasons_are_read_word_for_word_and_others_the_next_time() -> None:
    told = tell_shipped(["urge_contact", "no", "no", "no", "urge_contact", "no"], REASONS)
    read = [effect for effect in told.of(Say) if effect.source.startswith("reason:")]
    assert [effect.text for effect in read[:3]] == [
        "he read my messages",
        "he shouted at my sister",
        "my hair fell out that winter",
    ]


def test_at_nine_the_body_comes_before_any_reason() -> None:
    told = tell_shipped(["urge_contact", "rate 9", "breathe", "rate 9", "no"], REASONS)
    assert place(told, "lines/body_first") < place(told, "reason:")
    assert len(told.of(Breathe)[1].phases) > len(told.of(Breathe)[0].phases)


def test_at_six_there_is_no_detour() -> None:
    told = tell_shipped(["urge_contact", "rate 6", "breathe", "rate 5", "no"], REASONS)
    assert "lines/body_first" not in sources(told)


def test_a_number_that_stays_is_called_normal() -> None:
    told = tell_shipped(["urge_contact", "rate 6", "breathe", "rate 8", "no"], REASONS)
    assert "lines/number_stayed" in sources(told)
    assert "lines/number_fell" not in sources(told)


def test_who_gives_no_number_is_not_asked_for_a_second_one() -> None:
    told = tell_shipped(["urge_contact", "next", "breathe", "no"], REASONS)
    assert "lines/rate_after" not in sources(told)


def test_without_reasons_she_hears_others_and_may_say_her_first_one() -> None:
    answers = ["urge_contact", "no", "yes", "none|he lied to me", "yes", "none|it hurt"]
    told = tell_shipped([*answers, "breathe", "no"])
    assert place(told, "plain_reasons/") < place(told, "invite_reason/")
    assert told.of(Keep) == [Keep("reason", "he lied to me", {"why": "it hurt"})]
    assert place(told, "keep_reason/") < place(told, "lines/both_truths")


def test_she_is_invited_once_in_a_session() -> None:
    told = tell_shipped(["urge_contact", "no", "no", "breathe", "no", "urge_contact", "no"])
    assert sum(source == "invite_reason/1" for source in sources(told)) == 1


def test_locked_words_are_said_to_be_locked_and_help_goes_on() -> None:
    told = tell_shipped(["urge_contact", "no", "breathe", "no"], LOCKED)
    assert place(told, "lines/words_locked") < place(told, "plain_reasons/")
    assert not [source for source in sources(told) if source.startswith("invite_reason")]
    assert told.of(Note)[-1] == Note("outcome", "did_not_contact")


def test_contact_that_happened_is_met_by_the_script_for_slips() -> None:
    told = tell_shipped(["urge_contact", "no", "breathe", "yes", "yes", "no"], REASONS)
    assert Note("outcome", "contacted") in told.of(Note)
    assert place(told, "outcome/") < place(told, "slip/1")


def test_breathing_asked_for_in_the_middle_still_ends_on_the_outcome() -> None:
    told = tell_shipped(["urge_contact", "breathe", "no", "no"], REASONS)
    assert told.of(Note)[-1] == Note("outcome", "did_not_contact")


def test_twenty_urges_begin_in_different_words() -> None:
    told = tell_shipped(["urge_contact", "stop"] * 20, REASONS)
    first = [effect.text for effect in told.of(Say) if effect.source == "urge_contact/validate"]
    assert len(first) == 20
    assert len(set(first[:5])) == 5
    assert all(one != two for one, two in pairwise(first))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("name", ["check_facts", "wise_mind", "urge_contact"])
def test_no_skill_ends_on_her_reasons_whatever_she_answers(name: str, seed: int) -> None:
    for answer in ("yes", "no", "_", "next", "none", "breathe", "distract"):
        told = tell_shipped([name, *[answer] * 12], REASONS, seed=seed)
        spoken = [source for source in sources(told) if not source.startswith("lines/greeting")]
        assert not spoken[-1].startswith("reason:"), answer


# --- adding a reason ----------------------------------------------------------------------


def test_a_no_lets_her_say_it_anew() -> None:
    told = tell_shipped(["add_reason", "none|wrong", "no", "none|right", "yes", "next"])
    assert told.of(Keep) == [Keep("reason", "right", {})]


def test_nothing_is_kept_without_a_clear_yes() -> None:
    for answers in (["_"], ["none|hm", "none|again", "_"], ["stop"]):
        assert not tell_shipped(["add_reason", "none|words", *answers]).of(Keep)


def test_violence_told_as_a_reason_is_answered_first_and_can_then_be_kept() -> None:
    told = tell_shipped(
        ["add_reason", "R3|he hit me", "no", "add_reason", "R3|he hit me", "yes", "next"]
    )
    assert place(told, "safety_r3/") < place(told, "keep_reason/")
    assert any("add a reason" in text for text in told.spoken)
    assert told.of(Keep) == [Keep("reason", "he hit me", {})]


# --- safety -------------------------------------------------------------------------------


def test_the_direct_question_is_asked_once_and_looked_at_once_more_after_a_no() -> None:
    told = tell_shipped(["R2", "no", "no", "R2", "no", "no"], REASONS)
    direct = [text for text in told.spoken if "Are you thinking about ending your life" in text]
    gently = [text for text in told.spoken if "I ask once more, gently" in text]
    assert (len(direct), len(gently)) == (1, 1)
    assert told.memory.risk is Route.SELF_HARM


def test_a_no_still_leaves_a_number() -> None:
    told = tell_shipped(["R2", "no"], REASONS)
    assert any("nine, eight, eight" in text for text in told.spoken)


def test_plan_and_means_are_asked_once_and_intent_brings_distance_and_emergency() -> None:
    told = tell_shipped(["R2", "yes", "yes", "yes", "R2", "R2"], REASONS)
    asked = [text for text in told.spoken if "Do you have a plan" in text]
    assert len(asked) == 1
    assert any("put distance between you and it" in text for text in told.spoken)
    assert any("nine, one, one" in text for text in told.spoken)


def test_line_by_phone_and_text_her_person_and_her_place_are_named() -> None:
    told = tell_shipped(["R2", "yes", "no", "yes"], REASONS)
    everything = " ".join(told.spoken)
    for part in ("nine, eight, eight", "To text", "Ana", "the library", "cannot call anyone"):
        assert part in everything


@pytest.mark.parametrize("unsure", ["none|i do not know", "_"])
def test_who_does_not_answer_the_direct_question_is_helped_as_after_a_yes(unsure: str) -> None:
    answers = ["R2", unsure, unsure]
    assert any("This is how to reach them" in text for text in tell_shipped(answers).spoken)


def test_unclear_words_are_asked_about_and_lead_to_help_or_back_to_the_urge() -> None:
    assert any("how to reach them" in text for text in tell_shipped(["R8", "yes"]).spoken)
    back = tell_shipped(["urge_contact", "R8", "no"], REASONS)
    assert sources(back).count("urge_contact/stop") == 2
    assert any("nine, eight, eight" in text for text in back.spoken)


def test_violence_is_believed_first_and_danger_now_goes_to_the_emergency_number() -> None:
    told = tell_shipped(["R3", "yes"])
    assert told.spoken[1].startswith("I believe you.")
    assert place(told, "safety_r3/") < place(told, "safety_r1/")


def test_violence_brings_evidence_a_safe_device_and_no_sudden_change() -> None:
    everything = " ".join(tell_shipped(["R3", "no"]).spoken)
    for part in ("not your fault", "proof", "use another one", "no big change alone"):
        assert part in everything
    assert "fits the facts" not in everything


def test_a_threat_by_the_ex_never_asks_her_to_get_in_touch() -> None:
    everything = " ".join(tell_shipped(["R5", "yes"]).spoken)
    for part in ("without getting in touch", "check on that person", "not to blame"):
        assert part in everything


def test_in_danger_repeat_gives_the_number_and_nothing_else() -> None:
    told = tell_shipped(["R1", "repeat"])
    assert told.spoken[-2:] == [
        "Call emergency services: nine, one, one.",
        "Once more: nine, one, one.",
    ]
    assert not told.of(Breathe)


@pytest.mark.parametrize("name", sorted(shipped().scripts))
def test_every_script_comes_to_an_end_with_somebody_who_answers_at_random(name: str) -> None:
    for answer in ("yes", "no", "none|some words", "next", "_"):
        told = tell_shipped([answer] * 40, REASONS, first=name)
        assert told.effects
