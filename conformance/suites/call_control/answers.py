"""What an answer says. Success and failure are told apart by the body; no HTTP status is documented (CALLCONTROL-R-STATUS)."""

from collections.abc import Callable
from typing import Any

from conformance.exchange import Exchange
from conformance.expect import Inconclusive, expect, uses

TRIES = 20  # numbers that may turn out to be taken
OTHER = ("WEBSERVICE_ERROR", "500")
CODES = ("INVALID_AUTH_ID", "AUTH_ID_EXPIRED", "INVALID_EXTENSION", "EXTENSION_EXIST", "INVALID_EMAIL", "FNAME_INVALID",
         "LNAME_INVALID", "PHONE_NUMBER_INVALID", *OTHER)


def body_of(answer: Exchange) -> dict[str, Any]:
    """The body, empty if it is no JSON object."""
    try:
        body = answer.json()
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def code_of(answer: Exchange) -> str:
    """The error code, without the blanks that some examples have around it; empty if there is none."""
    code = body_of(answer).get("errorCode")
    return code.strip() if isinstance(code, str) else ""


def is_done(answer: Exchange) -> bool:
    """Whether the body tells success."""
    body = body_of(answer)
    return isinstance(body.get("status"), str) and bool(body["status"]) and not code_of(answer)


def done(answer: Exchange, status: str = "") -> None:
    """It must be done, with this status."""
    got = body_of(answer).get("status") if is_done(answer) else None
    expect(answer).that(got == status if status else got is not None, f"that it is done{status and f', status {status!r}'}",
                        _told(answer))


def refuses(answer: Exchange, *codes: str) -> str:
    """It must be refused, with one of these codes or any documented one; the code."""
    code = code_of(answer)
    expect(answer).that(code in (codes or CODES), f"an error with {' or '.join(codes) or 'a documented code'}", _told(answer))
    if code != body_of(answer)["errorCode"]:
        uses("CALLCONTROL-R-BLANKS", "b", repr(body_of(answer)["errorCode"]))
    _profile(answer)
    return code


def _profile(answer: Exchange) -> None:
    """What an error does otherwise, and may."""
    body = body_of(answer)
    if 400 <= answer.status < 500:
        uses("CALLCONTROL-R-STATUS", "b", f"{answer.status} with {body['errorCode']}")
    if beside := [name for name in ("status", "errorMessage") if name in body]:
        uses("CALLCONTROL-R-SHAPES", "b", " and ".join(beside))


def knows_no_contact(answer: Exchange) -> bool:
    """It must be refused because no contact has the number; whether it is, or told as done, which a reading tolerates."""
    if is_done(answer):
        uses("CALLCONTROL-R-UNKNOWN-CONTACT", "c", str(body_of(answer)["status"]))
        return False
    code = code_of(answer)
    if code in ("", *CODES):
        refuses(answer)
    else:
        uses("CALLCONTROL-R-UNKNOWN-CONTACT", "b", code)
    return True


def refuses_or(answer: Exchange, code: str, instead: str, reading: str, letter: str = "b") -> None:
    """It must be refused with a code, or with the other one that a reading tolerates."""
    if refuses(answer, code, instead) == instead:
        uses(reading, letter, f"{instead} instead of {code}")


def in_turn(draw: Callable[[], str], asking: Callable[[str], Exchange]) -> Exchange:
    """The answer to the first request that is done, or to the last: others may have a number that was drawn, but not time and
    again. What is done when the same number is asked for again was nobody's, and its refusal is the answer."""
    for _ in range(TRIES):
        number = draw()
        answer = asking(number)
        if is_done(answer) or is_done(asking(number)):
            break
    return answer


def given_done(answer: Exchange) -> Exchange:
    """What a check builds on must be done."""
    if not is_done(answer):
        raise Inconclusive(f"out of reach: {_told(answer)} - {answer.asked[:200]}")
    return answer


def _told(answer: Exchange) -> str:
    return f"status {answer.status} and {answer.told[:120].decode('utf-8', 'backslashreplace') or 'no body'}"
