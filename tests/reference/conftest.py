"""An administrator who has logged in."""

import pytest
from visitor import Visitor


@pytest.fixture
def visitor() -> Visitor:
    visitor = Visitor()
    visitor.login()
    return visitor
