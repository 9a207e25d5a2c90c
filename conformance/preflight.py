"""The first knock at a target: a clear error for everything that is no such API, before a single check runs."""

import ssl
from collections.abc import Callable

import httpx

from conformance.client import Client
from conformance.exchange import Exchange
from conformance.expect import Inconclusive
from conformance.problems import Problem
from conformance.verdict import ExitCode


def preflight_by(client: Client, knock: Callable[[], Exchange]) -> None:
    """Send one request of the API; raises Problem with a code that begins with ``target-`` or ``credentials-``."""
    try:
        answer = knock()
    except Inconclusive as reason:
        raise _unanswered(client, reason) from reason
    if problem := _strange(client, answer):
        raise problem


def _problem(code: str, message: str, cause: str, hint: str) -> Problem:
    return Problem(code, message, cause, hint, ExitCode.NOBODY_CAN_SAY)


def _unanswered(client: Client, reason: Inconclusive) -> Problem:
    where, cause = client.target.base_url, reason.__cause__
    text = client.log[-1].error if client.log else str(reason)
    if isinstance(cause, httpx.ConnectError) and ("CERTIFICATE_VERIFY" in text or isinstance(cause.__cause__, ssl.SSLError)):
        return _problem("target-untrusted", f"the TLS certificate of {where} is not trusted", text,
                        "name its CA as tls.ca in the target file")
    if isinstance(cause, httpx.ConnectError):
        return _problem("target-unreachable", f"{where} cannot be reached", text, "is it running, and is baseUrl right?")
    if "maxBodyBytes" in text:
        return _problem("target-too-talkative", f"{where} answers with a body beyond all measure", text,
                        "is baseUrl right? limits.maxBodyBytes raises the limit")
    if isinstance(cause, httpx.TimeoutException):
        return _problem("target-silent", f"{where} does not answer in time", text, "limits.requestTimeout is in seconds")
    return _problem("target-unreachable", f"{where} does not answer", text, "is it the right port, and http or https?")


def _strange(client: Client, answer: Exchange) -> Problem | None:
    where, what = client.target.base_url, f"{answer.asked} was answered with status {answer.status}"
    if 300 <= answer.status < 400:
        return _problem("target-redirects", f"{where} redirects instead of answering",
                        f"{what} to {answer.header('location')}", "give the address that it redirects to as baseUrl")
    if answer.media_type == "text/html":
        return _problem("target-not-the-api", f"{where} answers with a web page", f"{what} and text/html",
                        "is baseUrl the address of the API itself?")
    if answer.status in (401, 403):
        return _problem("credentials-refused", f"{where} does not accept the credentials", what,
                        "check the environment variables that the target file names")
    if answer.body and not _is_json(answer):
        return _problem("target-not-the-api", f"{where} does not speak JSON", f"{what} and {answer.body[:60]!r}",
                        "is baseUrl the address of the API itself?")
    return None


def _is_json(answer: Exchange) -> bool:
    try:
        answer.json()
    except (ValueError, RecursionError):
        return False
    return True
