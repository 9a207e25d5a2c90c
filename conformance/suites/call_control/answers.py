"""What an answer says. Success and failure are told apart by the body; no HTTP status is documented (CALLCONTROL-R-STATUS)."""

from typing import Any

from conformance.exchange import Exchange
from conformance.expect import Inconclusive, expect, uses

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
    if answer.status >= 400:
        uses("CALLCONTROL-R-STATUS", "b", f"{answer.status} with {code}")
    return code


def refuses_or(answer: Exchange, code: str, instead: str, reading: str, letter: str = "b") -> None:
    """It must be refused with a code, or with the other one that a reading tolerates."""
    if refuses(answer, code, instead) == instead:
        uses(reading, letter, f"{instead} instead of {code}")


def given_done(answer: Exchange) -> Exchange:
    """What a check builds on must be done."""
    if not is_done(answer):
        raise Inconclusive(f"out of reach: {_told(answer)} - {answer.asked[:200]}")
    return answer


def _told(answer: Exchange) -> str:
    return f"status {answer.status} and {answer.told[:120].decode('utf-8', 'backslashreplace') or 'no body'}"
