"""Drives a conversation: carries out each effect and sends back what came of it."""

from typing import Protocol

from assistant.conversation.session import Conversation
from assistant.messages import Effect, End, Event


class Performer(Protocol):
    """Carries out one effect at a time."""

    def perform(self, effect: Effect) -> Event:
        """Carry out an effect; return when it is over or broken into."""


def drive(conversation: Conversation, performer: Performer) -> None:
    """Run a conversation to its end."""
    effect = next(conversation)
    while True:
        event = performer.perform(effect)
        if isinstance(effect, End):
            conversation.close()
            return
        effect = conversation.send(event)
