"""Understands 100,000 random and mutated utterances; stops at the first fault.

    python tools/fuzz_understanding.py [COUNT] [SEED]

No exception may come, no score outside 0 to 1, and no crisis phrase may be missed because of a
lost apostrophe, capitals, a filler or a doubled word.
"""

import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from assistant.resources import data_folder
from assistant.understanding import Understanding

FILLERS = ("um", "uh", "erm", "hmm")


def harmless(text: str, dice: random.Random) -> str:
    """Write a phrase in another way that leaves its words as they are."""
    words = text.split()
    place = dice.randrange(len(words))
    kind = dice.randrange(6)
    if kind == 0:
        words.insert(place, dice.choice(FILLERS))
    elif kind == 1:
        words.insert(place, words[place])
    text = " ".join(words)
    if kind == 2:
        return text.replace("'", dice.choice(("", "\u2019", " ", "`")))
    if kind == 3:
        return text.upper()
    if kind == 4:
        return f"  {text}{dice.choice('.!?…')} "
    return text


def mutated(text: str, other: str, dice: random.Random) -> str:
    """Spoil a phrase: words lost, moved, joined to another phrase, or noise put in."""
    words = text.split()
    for _ in range(dice.randint(1, 4)):
        place = dice.randrange(len(words) + 1)
        kind = dice.randrange(5)
        if kind == 0 and len(words) > 1:
            words.pop()
        elif kind == 1:
            dice.shuffle(words)
        elif kind == 2:
            words[place:place] = other.split()
        elif kind == 3:
            words.insert(place, "".join(chr(dice.randrange(0x110000 // 16)) for _ in range(6)))
        else:
            words = words * dice.randint(1, 4)
    return " ".join(words).encode("utf-8", "replace").decode()


def main() -> int:
    """Run; returns 1 if a crisis was missed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    dice = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)  # noqa: S311
    understanding = Understanding.load(data_folder("intents"))
    phrases = [phrase.text for phrase in understanding.catalogue.phrases()]
    crises = [p.text for p in understanding.catalogue.phrases("crisis_self", "crisis_danger")]
    missed: list[str] = []
    start = time.perf_counter()
    for number in range(count):
        if number % 4 == 0:
            text = harmless(dice.choice(crises), dice)
            if understanding.understand(text).route is None:
                missed.append(text)
            continue
        text = mutated(dice.choice(phrases), dice.choice(phrases), dice)
        meaning = understanding.understand(text)
        if not 0 <= meaning.score <= 1:
            raise AssertionError(ascii(text))
        if (meaning.route is not None) != meaning.intent.startswith("crisis"):
            raise AssertionError(ascii(text))
    seconds = time.perf_counter() - start
    print(f"{count:,} utterances in {seconds:.0f} s, {len(missed)} crises missed")
    for text in missed[:20]:
        print(" ", ascii(text))
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
