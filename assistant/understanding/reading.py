"""What training and runtime must do alike: from a text to its features."""

from assistant.understanding.catalogue import Catalogue
from assistant.understanding.features import MAX_WORDS, Blocks, blocks
from assistant.understanding.model import Model
from assistant.understanding.network import LENGTH, Encoded, encoded
from assistant.understanding.normalise import core, tokens
from assistant.understanding.structure import People, classes


def prepared(text: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the words of a text in their one form, without fillers and stutters."""
    return core(tokens(text, catalogue.words), catalogue.words)


def featured(found: tuple[str, ...], catalogue: Catalogue, people: People) -> Blocks:
    """Return the features of prepared words; only the first 60 are looked at."""
    short = found[:MAX_WORDS]
    return blocks(short, classes(short, catalogue.lists, people))


def worded(found: tuple[str, ...], catalogue: Catalogue, people: People, model: Model) -> Encoded:
    """Return prepared words as the networks read them; only the first 32 are looked at."""
    short = found[:LENGTH]
    marks = classes(short, catalogue.lists, people)
    return encoded(short, marks, model.vectors, model.classes)
