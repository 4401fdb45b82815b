"""Says how a word is spoken, in the phones that PocketSphinx's English dictionary uses.

The letter-to-sound rules are espeak-ng's (`en-us`); here its phoneme names become ARPAbet, the
39 phones of CMUdict (http://www.speech.cs.cmu.edu/cgi-bin/cmudict) without stress marks.
"""

from collections.abc import Iterable, Sequence

from assistant.speaking.espeak_library import EspeakLibrary, espeak

_STRESS_AND_LENGTH_MARKS = "',%=|;"

_SAME = dict(
    pair.split("=")
    for pair in (  # noqa: SIM905 - a table of 60 rows in six lines
        "p=P b=B t=T d=D k=K g=G f=F v=V T=TH D=DH s=S z=Z S=SH Z=ZH h=HH m=M n=N N=NG l=L r=R "
        "w=W j=Y tS=CH dZ=JH t#=T t2=T ?=T x=K C=K r-=R n-=AH.N l-=AH.L m-=AH.M "
        "a=AE aa=AE A:=AA A=AA O=AO O:=AO E=EH I=IH i=IY i:=IY i::=IY U=UH u=UW u:=UW V=AH "
        "3=ER 3:=ER @=AH @L=AH.L @2=AH @5=AH @-= eI=EY aI=AY OI=OY oU=OW aU=AW "
        "A@=AA.R o@=AO.R O@=AO.R e@=EH.R U@=UH.R i@3=IH.R aI3=AY.ER aI@=AY.AH i@=IY.AH"
    ).split()
)
"""espeak's phoneme name → ARPAbet, with a dot between two phones."""

_EITHER = {
    "0": ("AA", "AO"),
    "O2": ("AO", "AA"),
    "O:": ("AO", "AA"),
    "a#": ("AH", "AE"),
    "I#": ("IH", "AH"),
    "I2": ("IH", "AH"),
    "U@": ("UH R", "AO R"),
    "aI3": ("AY ER", "AY R"),
    "n-": ("AH N", "IH N"),
}
"""Phonemes that CMUdict writes in two ways: usual first."""


class EspeakPronouncer:
    """Grapheme to phoneme by espeak-ng; about 0.1 ms a word, any thread."""

    def __init__(self, library: EspeakLibrary | None = None) -> None:
        self._library = library

    def pronounce(self, words: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Map each word it can say to one or two pronunciations like "HH AH L OW".

        A word without a letter or a digit is left out.

        Raises:
            SynthesizerFault: if espeak-ng is not on this machine.

        """
        library = self._library or espeak()
        spoken: dict[str, tuple[str, ...]] = {}
        for word in words:
            if any(letter.isalnum() for letter in word):
                names = library.phonemes(word)
                readings = dict.fromkeys((_arpabet(names, 0), _arpabet(names, 1)))
                if found := tuple(reading for reading in readings if reading):
                    spoken[word] = found
        return spoken


def _arpabet(names: Sequence[str], choice: int) -> str:
    """Return espeak's phonemes as ARPAbet; `choice` 1 takes the rarer form where there are two."""
    phones: list[str] = []
    for index, (name, following) in enumerate(zip(names, [*names[1:], ""], strict=True)):
        bare = _bare(name)
        if bare == "i@" and _bare(following) == "r":
            found = "IH"
        elif bare == "i@" and index and _bare(names[index - 1]) in ("l", "n", "j"):
            found = "Y AH"
        elif bare in ("I", "I2") and following == ";":
            found = "IY"
        elif bare in _EITHER:
            found = _EITHER[bare][choice]
        else:
            found = _SAME.get(bare, "").replace(".", " ")
        phones += found.split()
    return " ".join(_without_repeated_r(phones))


def _bare(name: str) -> str:
    return name.strip(_STRESS_AND_LENGTH_MARKS)


def _without_repeated_r(phones: Iterable[str]) -> list[str]:
    """Drop an R that links to a vowel which already ends in one ("caring": EH R + R)."""
    kept: list[str] = []
    for phone in phones:
        if phone != "R" or not kept or kept[-1] not in ("R", "ER"):
            kept.append(phone)
    return kept
