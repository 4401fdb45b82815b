"""One virtual sound card for all tests in this folder; without PulseAudio the run fails."""

from collections.abc import Iterator

import pytest

from tests.audio.virtual_card import VirtualCard


@pytest.fixture(scope="session")
def card_of_the_run() -> Iterator[VirtualCard]:
    with VirtualCard() as card, pytest.MonkeyPatch.context() as patch:
        for name, value in card.environment.items():
            patch.setenv(name, value)
        card.adopt()
        yield card


@pytest.fixture
def card(card_of_the_run: VirtualCard) -> Iterator[VirtualCard]:
    """The card, put in order again afterwards if a test broke it."""
    yield card_of_the_run
    if not card_of_the_run.intact:
        card_of_the_run.kill()
        card_of_the_run.start()
