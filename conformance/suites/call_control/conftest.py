"""Fixtures of the checks of the Call Control Manager."""

from collections.abc import Iterator

import pytest

from conformance.session import Session
from conformance.suites.call_control.client import CallControl


@pytest.fixture
def manager(session: Session) -> Iterator[CallControl]:
    """The target as somebody with its security key sees it; whatever a check made is taken away after it."""
    client = CallControl(session)
    yield client
    client.clean_up()
