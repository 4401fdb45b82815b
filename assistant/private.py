"""A value that will not print itself, so that logs and tracebacks stay empty of it."""

from typing import Generic, TypeVar

T = TypeVar("T", str, bytes)


class Private(Generic[T]):
    """Holds the person's own words; `str`, `repr` and `format` show only a placeholder.

    Equality and hashing work on the value, so that it can be compared in tests and kept in sets.
    """

    __slots__ = ("_value",)

    def __init__(self, value: T) -> None:
        self._value: T = value

    def reveal(self) -> T:
        """Return the value itself: only where it is spoken, shown or stored."""
        return self._value

    def __repr__(self) -> str:
        return "<private>"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return format("<private>", spec)

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Private) and bool(self._value == other._value)

    def __hash__(self) -> int:
        return hash(("Private", self._value))
