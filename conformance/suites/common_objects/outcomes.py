"""Whether a request was taken or refused. The document gives no statuses (COMMON-R-REFUSAL)."""

import re
from collections.abc import Sequence

from conformance.exchange import Exchange
from conformance.expect import Expectation, uses

ACCEPTED = (200, 201, 202, 204)
LAST = 7  # digits of a number that are there however it is written


def takes(answer: Exchange) -> bool:
    """Whether an answer says that the request was carried out."""
    return answer.status in ACCEPTED and not tells_a_mistake(answer)


def tells_a_mistake(answer: Exchange) -> bool:
    """Whether the body of an answer is about an error, whatever its status."""
    try:
        body = answer.json()
    except (ValueError, RecursionError):
        return False
    return isinstance(body, dict) and any("error" in name.lower() and value for name, value in body.items())


def refuses(answer: Exchange) -> bool:
    """Whether an answer says that the request was refused."""
    return 400 <= answer.status < 500 or tells_a_mistake(answer)


def are_shown(shown: Sequence[object], numbers: Sequence[str]) -> bool:
    """Whether these numbers are shown and no others: how they are written is not said, but their last digits are there."""
    return len(shown) == len(numbers) and all(map(_is_shown, shown, numbers))


def _is_shown(shown: object, number: str) -> bool:
    texts = shown.values() if isinstance(shown, dict) else (shown,)
    return any(_digits(text).endswith(_digits(number)[-LAST:]) for text in texts)


def _digits(text: object) -> str:
    return re.sub("[^0-9]", "", str(text))


def taken(chain: Expectation) -> Expectation:
    """The request was carried out."""
    return chain.that(takes(chain.exchange), "a request that is taken", f"status {chain.exchange.status}")


def refused(chain: Expectation) -> Expectation:
    """The request was refused: by its status, or with a note by a body that tells the mistake."""
    if chain.exchange.status in ACCEPTED and tells_a_mistake(chain.exchange):
        uses("COMMON-R-REFUSAL", "b", f"status {chain.exchange.status}")
        return chain
    return chain.refused()
