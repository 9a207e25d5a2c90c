"""What the walkers of tests have in common."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from conformance.expect import Mismatch
from conformance.story import Step


class Plain:
    """A walker whose steps are all the same but for thing and action."""

    of_all = frozenset[str]()

    def drawn(self, thing: int, action: str, chance: random.Random) -> Mapping[str, Any]:
        return {}

    def simpler(self, step: Step) -> Iterable[Mapping[str, Any]]:
        return ()


@dataclass
class Known:
    """What a walk did."""

    done: list[Step] = field(default_factory=list)
    starts: int = 0
    mismatch: Mismatch | None = None


def steps(mismatch: Mismatch) -> list[dict[str, Any]]:
    assert mismatch.story
    found: list[dict[str, Any]] = mismatch.story["steps"]
    return found


def told(mismatch: Mismatch) -> list[str]:
    return [step["told"] for step in steps(mismatch)]
