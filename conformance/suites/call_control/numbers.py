"""Numbers that a run may use, and which of them a request is about. A run touches no others: whoever reads ``7`` or ``"12a"`` as
a number finds one of these in it.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from conformance.expect import Inconclusive
from conformance.session import Session

TRIES = 100  # draws before a range is looked through for what is left of it


class Numbers:
    """Draws numbers from the ranges of the target file, each once in a session.

    Where a range is used up, it draws what an earlier check drew and nothing is left of.
    """

    def __init__(self, session: Session) -> None:
        self._chance = session.random(f"numbers of {session.check}")
        self._ledger = session.ledger
        self._used: set[tuple[str, str]] = session.memory.setdefault("numbers used", set())
        self._mine: set[tuple[str, str]] = set()
        self._unasked: set[str] = set()

    def drawn(self, name: str, said: Any) -> str:
        """A number of a range such as ``7000-7999``; raises Inconclusive if there is none left."""
        number = next(self._left(name, said), "")
        if not number:
            raise Inconclusive(f"world.{name} is too small: all of {said} is in use by this run")
        self._use(name, number)
        self._unasked.add(number)
        return number

    def neighbours(self, name: str, said: Any) -> tuple[str, str]:
        """Two numbers of a range that differ in the last digit only. Others may have the second one."""
        first, last, width = ends(said)
        for number in self._left(name, said, TRIES):
            beside = f"{int(number) ^ 1:0{width}}"
            if first <= int(beside) <= last and (name, beside) not in self._mine and not self._ledger.find("extension", beside):
                self._use(name, beside)
                self._use(name, number)
                self._unasked.add(number)
                return number, beside
        raise Inconclusive(f"world.{name} is too small: no two neighbours of {said} are left")

    def fresh(self, numbers: list[str]) -> bool:
        """Whether nobody has asked about any of these yet, and each stands there once. From now on somebody has."""
        unasked = bool(numbers) and self._unasked.issuperset(numbers) and len(set(numbers)) == len(numbers)
        self._unasked.difference_update(numbers)
        return unasked

    def _use(self, name: str, number: str) -> None:
        self._used.add((name, number))
        self._mine.add((name, number))

    def _left(self, name: str, said: Any, most: int = 1) -> Iterator[str]:
        there = {entry.id for entry in self._ledger.left()}
        for used in (self._used, self._mine):
            found = (each for each in self._by_lot(said) if (name, each) not in used and each not in there)
            if numbers := list(itertools.islice(found, most)):
                return iter(numbers)
        return iter(())

    def _by_lot(self, said: Any) -> Iterator[str]:
        """Some numbers of a range by lot, and then all of them."""
        first, last, width = ends(said)
        lots = (self._chance.randint(first, last) for _ in range(TRIES))
        return (f"{each:0{width}}" for each in itertools.chain(lots, range(first, last + 1)))


def ends(said: Any) -> tuple[int, int, int]:
    """The first and the last number of a range, and how many digits they have; raises ValueError if it is none."""
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
