"""Queries as they are sent."""

import urllib.parse
from collections.abc import Iterable


def encoded(parameters: Iterable[tuple[str, str]]) -> str:
    """A query in percent-encoding. That a plus sign stands for a blank is said nowhere, so there is none."""
    return urllib.parse.urlencode(list(parameters), quote_via=urllib.parse.quote)
