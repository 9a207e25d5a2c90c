"""Fixtures of the checks of Common Objects."""

from collections.abc import Iterator

import pytest

from conformance.session import Session
from conformance.suites.common_objects.client import Objects


@pytest.fixture
def objects(session: Session) -> Iterator[Objects]:
    """The bound objects of the target; what a check made is taken away after it, what it changed is put back."""
    known = Objects(session)
    yield known
    known.clean_up()
