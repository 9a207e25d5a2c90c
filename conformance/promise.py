"""A requirement, the place in a document that makes it one, and a reading of what the document leaves open."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Source:
    """A section of the document and its lines, such as ``5739-5740, 5779``."""

    section: str
    lines: str

    def __str__(self) -> str:
        return f"{self.section}, lines {self.lines}"


@dataclass(frozen=True)
class Requirement:
    """One promise. ``level``, ``basis`` and the optional fields are described at the top of each requirements.yaml.

    ``kind`` is ``check`` for what is written by hand, ``shape`` and ``field`` for what is derived from openapi.yaml.
    """

    id: str
    level: str
    basis: str
    text: str
    source: Source
    kind: str = "check"
    capability: str = ""
    needs: tuple[str, ...] = ()
    reading: str = ""
    not_tested: str = ""

    @property
    def tested(self) -> bool:
        """Whether a check asks about it; otherwise ``not_tested`` says why not."""
        return not self.not_tested


@dataclass(frozen=True)
class Reading:
    """What a document says in each place (lines to words), what we take it to mean, and what else is tolerated."""

    id: str
    says: Mapping[str, str]
    reading: str
    question: str
    tolerated: Mapping[str, str] | list[str] = field(default_factory=dict)

    @property
    def alternatives(self) -> Mapping[str, str]:
        """What else is tolerated, by letter; the reading itself is alternative a."""
        return self.tolerated if isinstance(self.tolerated, Mapping) else {}
