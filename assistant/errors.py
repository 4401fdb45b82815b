"""What can go wrong, as types; each message is a sentence for the person.

::

    SteadyError                 shown as it stands, exit 1
    ├── UsageFault              a wrong argument, exit 2
    ├── DataFault               a fault in intents/, voices/ or models/: file, line, fix
    ├── SoundFileFault          a file that is no sound, or is empty or cut off
    ├── DeviceFault             a microphone or loudspeaker that is missing or went away
    ├── RecognizerFault         speech could not be turned into text
    ├── SynthesizerFault        text could not be turned into speech
    └── VaultFault              the encrypted file cannot be used
        ├── VaultNotEncrypted   there is a plain database where the encrypted file belongs
        ├── VaultDamaged        the file or its key does not open
        ├── VaultFull           there is no room to write
        ├── VaultLocked         the words are locked and this needs them
        └── VaultWrongPassphrase  the passphrase or recovery code does not open it

A message says what happened and what to do next, and never holds private text.
Anything that is not a `SteadyError` is a defect of ours; the command line turns it
into one sentence too, so that no traceback reaches a person.
"""


class SteadyError(Exception):
    """Base of all faults that are shown to the person; its text is the sentence."""

    exit_code = 1


class UsageFault(SteadyError):
    """The command was called with something it cannot take."""

    exit_code = 2


class DataFault(SteadyError):
    """A data file has a fault; the message names file, line and fix."""

    def __init__(self, file: str, line: int | None, what: str, fix: str) -> None:
        self.file = file
        self.line = line
        self.what = what
        self.fix = fix
        place = file if line is None else f"{file}:{line}"
        super().__init__(f"{place}: {what} {fix}".strip())


class SoundFileFault(SteadyError):
    """A sound file is missing, empty, cut off, or no sound at all."""


class DeviceFault(SteadyError):
    """A microphone or loudspeaker is missing, refused, or went away."""


class RecognizerFault(SteadyError):
    """The recognizer could not be built or stopped working."""


class SynthesizerFault(SteadyError):
    """The synthesizer could not be built or stopped working."""


class VaultFault(SteadyError):
    """The encrypted file cannot be used."""


class VaultNotEncrypted(VaultFault):
    """A plain database lies where the encrypted file belongs."""


class VaultDamaged(VaultFault):
    """The encrypted file or its key does not open."""


class VaultFull(VaultFault):
    """The disk has no room, so the last words could not be kept."""


class VaultLocked(VaultFault):
    """The person's words are locked, and what was asked for needs them."""


class VaultWrongPassphrase(VaultFault):
    """The passphrase or recovery code does not open the vault."""
