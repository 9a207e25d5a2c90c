"""The first knock at a target: a clear error for everything that is no such API, before a single check runs."""

from collections.abc import Callable

from conformance.client import Client
from conformance.exchange import Exchange
from conformance.expect import Inconclusive
from conformance.problems import Problem
from conformance.verdict import ExitCode


def denied(answer: Exchange) -> bool:
    """Whether the status of an answer refuses the credentials."""
    return answer.status in (401, 403)


def preflight_by(client: Client, knock: Callable[[], Exchange], refused: Callable[[Exchange], bool] = denied) -> None:
    """Send one request of the API; raises Problem with a code that begins with ``target-`` or ``credentials-``. ``refused`` tells
    of an answer whether it refuses the credentials, where its status alone does not tell."""
    try:
        answer = knock()
    except Inconclusive as reason:
        raise _unanswered(client, reason) from reason
    if problem := _strange(client, answer, refused):
        raise problem


def _problem(code: str, message: str, cause: str, hint: str) -> Problem:
    return Problem(code, message, cause, hint, ExitCode.NOBODY_CAN_SAY)


# What the text of an error says: code, message, hint; the first that fits.
_SIGNS = (
    ("maxBodyBytes", "target-too-talkative", "answers with a body beyond all measure",
     "is baseUrl right? limits.maxBodyBytes raises the limit"),
    ("CERTIFICATE_VERIFY", "target-untrusted", "shows a TLS certificate that is not trusted",
     "name its CA as tls.ca in the target file, and the host as the certificate does"),
    ("ALERT_", "target-wants-certificate", "ends the TLS handshake",
     "does it want tls.clientCertificate and tls.clientKey?"),
    ("SSL", "target-not-tls", "does not speak TLS", "is it http rather than https?"),
    ("Timeout", "target-silent", "does not answer in time", "is baseUrl right? limits.requestTimeout is in seconds"),
    ("ConnectError", "target-unreachable", "cannot be reached", "is it running, and is baseUrl right?"),
    ("", "target-unreachable", "does not answer as a web server does", "is it the right port, and http or https?"),
)


def _unanswered(client: Client, reason: Inconclusive) -> Problem:
    text = client.log[-1].error if client.log else str(reason)
    code, message, hint = next(rest for sign, *rest in _SIGNS if sign in text)
    return _problem(code, f"{client.target.base_url} {message}", text, hint)


def _strange(client: Client, answer: Exchange, refused: Callable[[Exchange], bool]) -> Problem | None:
    where, what = client.target.base_url, f"{answer.asked} was answered with status {answer.status}"
    if 300 <= answer.status < 400:
        return _problem("target-redirects", f"{where} redirects instead of answering",
                        f"{what} to {answer.header('location')}", "give the address that it redirects to as baseUrl")
    if answer.media_type == "text/html" and not _is_json(answer):
        return _problem("target-not-the-api", f"{where} answers with a web page", f"{what} and text/html",
                        "is baseUrl the address of the API itself?")
    if refused(answer):
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
