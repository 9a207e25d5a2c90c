"""Fixtures of the OpEasy checks."""

from collections.abc import Iterator

import pytest

from conformance.session import Session
from conformance.suites.opeasy.client import OpEasy


@pytest.fixture
def opeasy(session: Session) -> Iterator[OpEasy]:
    """The target as an administrator of its enterprise sees it; whatever a check made is taken away after it."""
    client = OpEasy(session)
    yield client
    client.clean_up()
