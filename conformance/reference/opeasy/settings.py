"""What the operator of a reference server may choose."""

from collections.abc import Mapping
from dataclasses import dataclass, field

ENTERPRISES = {"enterprise-a": "key-of-enterprise-a", "enterprise-b": "key-of-enterprise-b"}


@dataclass(frozen=True)
class Settings:
    """``enterprises`` maps each enterprise to its API key; ``domain`` and ``groups`` are what its back end knows."""

    enterprises: Mapping[str, str] = field(default_factory=lambda: dict(ENTERPRISES))
    token_seconds: float = 3600
    pending_seconds: float = 0.2
    task_seconds: float = 0.02
    processing_seconds: float = 0.3
    domain: str = "example.com"
    groups: tuple[str, ...] = ("group-1",)
    page_size: int = 50


DEFAULTS = Settings()
