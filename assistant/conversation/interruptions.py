"""What may break into what: the rule that a performer asks before it falls silent."""

from assistant.messages import Ask, Breathe, Decision, Effect, Meaning, Play, Say, Wait

CONTROL = frozenset(
    {
        "stop",
        "pause",
        "resume",
        "repeat",
        "next",
        "back",
        "slower",
        "faster",
        "louder",
        "quieter",
        "help",
        "goodbye",
    }
)
ANSWERS = frozenset({"yes", "no", "rate", "none"})
"""Intents that mean something only as the answer to a question."""


def interrupts(effect: Effect, meaning: Meaning) -> bool:
    """Tell whether an utterance breaks into an effect that is being carried out.

    Danger always does. While something is spoken or breathed, control words and clear new
    requests do; an answer without a question, and what was not understood, is let pass.
    """
    if meaning.route is not None:
        return True
    if isinstance(effect, Ask):
        return True
    if meaning.decision is not Decision.ACT or meaning.intent in ANSWERS:
        return False
    return isinstance(effect, Say | Play | Breathe | Wait)
