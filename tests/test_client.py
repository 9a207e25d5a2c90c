"""The client keeps every exchange, judges none, and calls inconclusive whatever is no answer."""

import json
import time
from collections.abc import Iterator
from typing import Any

import bad_targets as bad
import httpx
import pytest
from bad_targets import Behaviour, answers, says, serving

from conformance.client import Client, Unsent
from conformance.clock import VirtualClock
from conformance.exchange import Exchange, shown
from conformance.expect import Answers, Inconclusive, Mismatch, current
from conformance.redaction import Redactor
from conformance.shape import shapes
from conformance.target import Limits, Target

SECRET = "a-key-that-nobody-may-see"


def client_of(url: str, transport: httpx.BaseTransport | None = None, clock: Any = None, **limits: Any) -> Client:
    target = Target("opeasy", "test", url, {"enterpriseId": "e", "apiKey": SECRET}, limits=Limits(**limits),
                    clock=clock or VirtualClock())
    return Client(target, shapes("opeasy"), transport)


def asked(behaviour: Behaviour, **limits: Any) -> Exchange:
    """An exchange with a target that behaves like this."""
    with serving(behaviour) as url:
        client = client_of(url, **{"requestTimeout": 5, **limits})
        try:
            return client.send("GET", "/v1/x")
        finally:
            assert len(client.log) == client.sent == 1
            client.close()


@pytest.fixture
def echo() -> Iterator[Client]:
    """A client whose target answers with what it was sent; no network takes part."""
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"method": request.method, "path": request.url.raw_path.decode(),
                                         "headers": dict(request.headers), "body": request.content.decode("latin-1")})
    client = client_of("http://reference/base", httpx.MockTransport(answer))
    yield client
    client.close()


# ---------------------------------------------------------------------- what is sent

def test_the_path_is_filled_and_escaped(echo: Client) -> None:
    exchange = echo.call("getOperation", {"operation-id": "../a b/?#ü"})
    assert exchange.json()["path"] == "/base/v1/operations/..%2Fa%20b%2F%3F%23%C3%BC"


def test_a_token_is_the_bare_authorization_header(echo: Client) -> None:
    assert echo.call("getOperation", {"operation-id": "1"}, credential="t-1").json()["headers"]["authorization"] == "t-1"
    assert "authorization" not in echo.call("getOperation", {"operation-id": "1"}).json()["headers"]


@pytest.mark.parametrize("value", ["\ud800", "\x00", "\u2028", float("nan"), 10**400, {"a": [None, True]}, None])
def test_json_is_sent_that_stricter_clients_refuse(echo: Client, value: object) -> None:
    sent = echo.send("POST", "/v1/x", json={"value": value}).json()
    assert repr(json.loads(sent["body"])) == repr({"value": value})
    assert sent["headers"]["content-type"] == "application/json"


def test_each_exchange_is_kept_as_it_was_sent(echo: Client) -> None:
    echo.send("POST", "/v1/x", json=1, headers={"X-One": "1"})
    echo.call("getOperation", {"operation-id": "1"})
    first, second = echo.log
    assert (first.number, first.method, first.url, first.request_body) == (1, "POST", "/base/v1/x", b"1")
    assert first.request_headers["x-one"] == "1"
    assert (second.number, second.operation, second.status) == (2, "getOperation", 200)


def test_an_answer_is_looked_at_in_passing_while_a_check_runs(echo: Client) -> None:
    answers = Answers(("OPEASY-OPERATION-1",))
    token = current.set(answers)
    try:
        echo.call("getOperation", {"operation-id": "1"})
    finally:
        current.reset(token)
    assert "OPEASY-SHAPE-getOperation-200-body" in answers.seen
    echo.call("getOperation", {"operation-id": "1"})  # outside of a check nobody looks


def test_requests_are_spread_when_the_target_limits_them() -> None:
    clock = VirtualClock()
    client = client_of("http://x", httpx.MockTransport(lambda _: httpx.Response(200)), clock, requestsPerSecond=4)
    begun = clock.now()
    for _ in range(9):
        client.send("GET", "/")
    assert clock.now() - begun == pytest.approx(2)


# ---------------------------------------------------------------------- what comes back

NO_ANSWER: dict[str, Behaviour] = {
    "nothing": says(b""),
    "half a status line": says(b"HTTP/1.1 20"),
    "a status that is no number": says(b"HTTP/1.1 two OK\r\n\r\n"),
    "a status beyond 999": says(b"HTTP/1.1 2000 OK\r\n\r\n"),
    "another protocol": says(b"SSH-2.0-OpenSSH_9.6\r\n"),
    "all bytes": says(bytes(range(256)) * 16),
    "zeros": says(b"\0" * 10_000),
    "a header without colon": says(b"HTTP/1.1 200 OK\r\nnonsense\r\n\r\n"),
    "two lengths": says(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
    "a length that is none": says(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"),
    "a body that is too short": says(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"),
    "a chunk that is none": says(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n"),
    "chunks without end": says(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"),
    "an endless header": says(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1_000_000),
    "gzip that is none": says(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"),
    "a redirect to nowhere": says(b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\nContent-Length: 0\r\n\r\n"),
    "a reset": bad.resets,
}


@pytest.mark.parametrize("name", NO_ANSWER)
def test_what_is_no_answer_is_inconclusive(name: str) -> None:
    with pytest.raises(Inconclusive, match="no answer to GET /v1/x") as found:
        asked(NO_ANSWER[name])
    assert not isinstance(found.value, Unsent)


def test_silence_is_inconclusive_after_the_timeout() -> None:
    begun = time.monotonic()
    with pytest.raises(Inconclusive, match="Timeout"):
        asked(bad.stays_silent, requestTimeout=0.3)
    assert 0.3 <= time.monotonic() - begun < 2


@pytest.mark.parametrize("text", [b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\n\r\n",
                                  b"HTTP/1.1 100 Continue\r\n\r\n",
                                  b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"])
def test_an_answer_byte_by_byte_has_no_more_time_than_any_other(text: bytes) -> None:
    begun = time.monotonic()
    with pytest.raises(Inconclusive, match=r"limits\.requestTimeout"):
        asked(bad.drips(text, pause=0.05), requestTimeout=0.3)
    assert time.monotonic() - begun < 2


def test_the_next_request_after_a_cut_off_one_is_answered() -> None:
    slow = [bad.stays_silent]
    with serving(lambda connection: (slow.pop() if slow else answers("204 No Content"))(connection)) as url:
        client = client_of(url, requestTimeout=0.3)
        with pytest.raises(Inconclusive):
            client.send("GET", "/v1/x")
        assert client.send("GET", "/v1/x").status == 204
        client.close()


def test_a_body_beyond_the_limit_is_not_read_to_its_end() -> None:
    with pytest.raises(Inconclusive, match=r"larger than 100000 bytes \(limits\.maxBodyBytes\)"):
        asked(bad.talks_without_end, maxBodyBytes=100_000)


def test_a_connection_that_is_refused_has_sent_nothing() -> None:
    client = client_of(f"http://127.0.0.1:{bad.port_of_nobody()}")
    with pytest.raises(Unsent, match="ConnectError"):
        client.send("POST", "/v1/x", json=1)
    client.close()
    assert client.log[0].error.startswith("ConnectError")


def test_a_redirect_is_an_answer_and_not_followed() -> None:
    assert asked(answers("302 Found", Location="http://elsewhere.invalid/")).status == 302


@pytest.mark.parametrize("body", [b"\xff\xfe", b"\x00", b"[" * 5000, b'"\\ud800"', b"NaN"])
def test_any_body_is_an_answer_and_can_be_recorded(body: bytes) -> None:
    exchange = asked(answers("200 OK", body))
    assert exchange.body == body
    with serving(answers("200 OK", body)) as url:
        client = client_of(url)
        line = client.send("GET", "/").line(client.redactor)
        assert json.loads(json.dumps(line, default=str))["response"]["status"] == 200
        client.close()


def test_a_header_of_any_bytes_is_an_answer() -> None:
    exchange = asked(says(b"HTTP/1.1 200 OK\r\nX-Odd: \xff\xe4\r\nContent-Length: 0\r\n\r\n"))
    assert exchange.header("x-odd")


def test_secrets_are_hidden_wherever_a_target_repeats_them() -> None:
    body = json.dumps({"key": SECRET, "text": f"your key {SECRET} is known"}).encode()
    with serving(answers("200 OK", body, **{"X-Key": SECRET})) as url:
        client = client_of(url)
        line = client.send("POST", f"/v1/{SECRET}", json={"apiKey": SECRET}).line(client.redactor)
        client.close()
    assert SECRET not in json.dumps(line)


# ---------------------------------------------------------------------- links

@pytest.mark.parametrize("link", ["/v1/operations/1", "http://reference/v1/operations/1", "HTTP://REFERENCE:80/v1/operations/1",
                                  "//reference/v1/operations/1"])
def test_a_link_is_followed_on_the_same_server(echo: Client, link: str) -> None:
    followed = echo.follow(link, credential="t-1").json()
    assert (followed["path"], followed["headers"]["authorization"]) == ("/v1/operations/1", "t-1")


@pytest.mark.parametrize("link", ["http://elsewhere/v1", "//elsewhere/v1", "https://reference/v1", "http://reference:81/v1",
                                  "http://user:pw@reference/v1", "http://reference@elsewhere/v1", "javascript:alert(1)",
                                  "file:///etc/passwd", "http://reference\\@elsewhere/"])
def test_a_token_is_not_sent_to_another_server(echo: Client, link: str) -> None:
    with pytest.raises(Mismatch, match="on the same server"):
        echo.follow(link, credential="t-1")
    assert echo.log == []


@pytest.mark.parametrize("link", ["http://[::1", "http://reference:port/", "/v1/\x00", "/v1/\ud800", "/" * 70_000])
def test_a_link_that_is_none_breaks_a_promise(echo: Client, link: str) -> None:
    with pytest.raises(Mismatch, match="a link that is a URL"):
        echo.follow(link, credential="t-1")


@pytest.mark.parametrize("body", [b'{"a": NaN}', b'{"a": 1e999}', b'{"a": [-Infinity]}'])
def test_what_no_strict_parser_reads_is_kept_as_text(body: bytes) -> None:
    assert shown(body, Redactor([])) == body.decode()
    assert shown(b'{"a": 1e300}', Redactor([])) == {"a": 1e300}
