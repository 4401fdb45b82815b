"""Cuts a compound utterance where a request may begin or end."""

from assistant.understanding.structure import Lists

_LEAST = 2
_MOST_PARTS = 4
_LONGEST = 40


def request_parts(found: tuple[str, ...], lists: Lists) -> list[tuple[str, ...]]:
    """Return pieces that may be a request of their own, at most four.

    A piece starts at a word of the list `request_start` ("read", "remind", "help") or after one
    of the list `joins` ("and", "so", "but", "please"), or ends before one.
    """
    starts = {text.split()[0] for text in lists.values.get("_request_start", ())}
    joins = {text.split()[0] for text in lists.values.get("_joins", ())}
    parts: list[tuple[str, ...]] = []
    for place in range(_LEAST, min(len(found), _LONGEST)):
        if found[place] in joins:
            pieces = [found[place + 1 :], found[:place]]
        elif found[place] in starts:
            pieces = [found[place:], found[:place]]
        else:
            continue
        parts.extend(piece for piece in pieces if len(piece) >= _LEAST and piece not in parts)
    return parts[:_MOST_PARTS]
