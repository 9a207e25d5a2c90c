"""Names of users, devices and numbers that are made up for a run, so that nothing is touched that was there before."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Names:
    """Names that nobody used before. ``prefix`` begins every userId and has at least 6 characters."""

    domain: str
    group: str
    prefix: str
    chance: random.Random
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def needed(self, key: str, value: str) -> str:
        """A name that must exist on the target; who makes tasks for a target may object where it is not known."""
        return value

    def number(self) -> int:
        """1, 2, 3 ..."""
        return next(self._numbers)

    def user_id(self) -> str:
        """A userId at the domain."""
        return f"{self.prefix}-{self.number()}-{self.chance.getrandbits(32):08x}@{self.needed('domain', self.domain)}"

    def device(self) -> str:
        """The name of a device."""
        return f"{self.prefix}-device-{self.number()}-{self.chance.getrandbits(32):08x}"

    def phone_number(self) -> str:
        """A number that nobody can have: no country has the code 999."""
        return f"+999{self.number():04}{self.chance.randrange(10 ** 5):05}"

    def missing(self, kind: str) -> str:
        """The name of something that does not exist."""
        return f"no-such-{kind}-{self.number()}-{self.chance.getrandbits(32):08x}"
