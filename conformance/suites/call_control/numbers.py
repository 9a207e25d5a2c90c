"""Numbers that a run may use, and which of them a request is about. A run touches no others: whoever reads ``7`` or ``"12a"`` as
a number finds one of these in it.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from conformance.expect import Inconclusive
from conformance.session import Session

TRIES = 100  # draws before a range is looked through for what is left of it


class Numbers:
    """Draws numbers from the ranges of the target file, each once in a session."""

    def __init__(self, session: Session) -> None:
        self._chance = session.random(f"numbers of {session.check}")
        known = {entry.id for entry in session.ledger.left()}
        self._used: set[tuple[str, str]] = session.memory.setdefault("numbers used", set())
        self._taken = known
        self._unasked: set[str] = set()

    def drawn(self, name: str, said: Any) -> str:
        """A number of a range such as ``7000-7999`` that was not drawn before; raises Inconclusive if there is none."""
        first, last, width = _ends(said)
        for _ in range(TRIES):
            if self._is_new(name, number := f"{self._chance.randint(first, last):0{width}}"):
                return self._used_up(name, number)
        for each in range(first, last + 1):
            if self._is_new(name, number := f"{each:0{width}}"):
                return self._used_up(name, number)
        raise Inconclusive(f"world.{name} is too small: all of {said} was used by this run")

    def neighbours(self, name: str, said: Any) -> tuple[str, str]:
        """Two numbers of a range, drawn as above, that differ in the last digit only."""
        first, last, width = _ends(said)
        for _ in range(TRIES):
            number = f"{self._chance.randint(first, last):0{width}}"
            beside = f"{int(number) ^ 1:0{width}}"
            if first <= int(beside) <= last and self._is_new(name, number) and self._is_new(name, beside):
                self._used.add((name, beside))
                return self._used_up(name, number), beside
        raise Inconclusive(f"world.{name} is too small: no two neighbours of {said} are left")

    def fresh(self, numbers: list[str]) -> bool:
        """Whether nobody has asked about any of these yet, and each stands there once. From now on somebody has."""
        unasked = bool(numbers) and self._unasked.issuperset(numbers) and len(set(numbers)) == len(numbers)
        self._unasked.difference_update(numbers)
        return unasked

    def _is_new(self, name: str, number: str) -> bool:
        return (name, number) not in self._used and number not in self._taken

    def _used_up(self, name: str, number: str) -> str:
        self._used.add((name, number))
        self._unasked.add(number)
        return number


def _ends(said: Any) -> tuple[int, int, int]:
    first, _, last = str(said).partition("-")
    return int(first), int(last or first), len(first.strip())


def as_integer(number: str) -> int | str:
    """A number as a JSON number; as it is where zeros would get lost."""
    return int(number) if str(int(number)) == number else number


def records_in(value: Any, name: str) -> Iterator[dict[str, Any]]:
    """The records with a field in a qsValue, whatever form it has."""
    if isinstance(value, dict):
        yield from [value] if name in value else []
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from records_in(each, name)


def numbers_in(value: Any, name: str) -> list[str]:
    """All that could be read as a number in a field of the records in a qsValue."""
    return [text for record in records_in(value, name) for text in _texts(record[name]) if text]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str | int) and not isinstance(value, bool):
        yield str(value)
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(each)


def bound(value: Any, draw: Callable[[], str]) -> Any:
    """The same value with numbers of the run in place of all that could be read as one."""
    if isinstance(value, dict):
        return {name: bound(each, draw) for name, each in value.items()}
    if isinstance(value, list):
        return [bound(each, draw) for each in value]
    if isinstance(value, str):
        rest = "".join(sign for sign in value if not sign.isnumeric())
        return value if rest == value else draw() + rest
    return value if value is None else as_integer(draw())


def all_bound(value: Any, draws: Mapping[str, Callable[[], str]]) -> Any:
    """The same qsValue with numbers of the run in the fields that hold numbers, wherever they stand."""
    if isinstance(value, dict):
        return {name: bound(each, draws[name]) if name in draws else all_bound(each, draws) for name, each in value.items()}
    return [all_bound(each, draws) for each in value] if isinstance(value, list) else value
