"""What one session remembers while it runs; nothing of it is stored."""

from dataclasses import dataclass, field

from assistant.messages import NONE_INTENT, Route


@dataclass(slots=True)
class Memory:
    """The state of one session, shared by all scripts that run in it."""

    moment: str = NONE_INTENT
    """The latest moment: urge_contact, missing, ..."""
    pronoun: str = "they"
    """The pronoun that the person used for the ex in this session."""
    heard: str = ""
    """What she said last: the request that began a script, or her latest answer in it."""
    pattern: str = ""
    """The breathing pattern that was asked for."""
    risk: Route | None = None
    """The latest disclosure; a later denial does not clear it."""
    risks: set[Route] = field(default_factory=set)
    """All that was disclosed; what was answered once is not asked again."""
    ratings: dict[str, int] = field(default_factory=dict)
    """before and after, 0 to 10."""
    flags: set[str] = field(default_factory=set)
    said: dict[str, str] = field(default_factory=dict)
    """Remembered words of answers, by name."""
    read: set[str] = field(default_factory=set)
    """Entries read back so far."""
    offered: set[str] = field(default_factory=set)
    """Activities offered so far."""
    done: set[str] = field(default_factory=set)
    """Scripts that ran to their end."""
    cautioned: set[str] = field(default_factory=set)
    """Breathing patterns whose caution was said."""

    def open_risk(self, route: Route) -> None:
        """Remember a disclosure for the rest of the session."""
        self.risk = route
        self.risks.add(route)
        self.flags.add("risk")
