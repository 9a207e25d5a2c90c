"""Fixtures of the OpEasy checks."""

from collections.abc import Iterator

import pytest

from conformance.session import Session
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.families import USERS, Family


@pytest.fixture
def family() -> str:
    """The family of tasks that a check is about, unless it says otherwise."""
    return USERS


@pytest.fixture
def opeasy(session: Session, family: str) -> Iterator[OpEasy]:
    """The target as an administrator of its enterprise sees it; whatever a check made is taken away after it."""
    client = OpEasy(session, family=Family(family))
    yield client
    client.clean_up()
