"""Operations that share a path and differ in parameters of the query: specification, client, generated requests and faults."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from conformance.catalogue import load
from conformance.client import Client
from conformance.contract import generated
from conformance.exercise.requests import Requests
from conformance.openapi import Credential, credential, operations
from conformance.redaction import REDACTED
from conformance.reference.faults.derived import derived_faults
from conformance.reference.faults.derived.operations import Routes
from conformance.reference.faults.derived.operations import operations as routed
from conformance.serving import InProcess, variant
from conformance.shape import shapes
from conformance.target import Target

API = "call-control"
OPENAPI = load(API).openapi
KEY = "k+y of/the=server"


def _little(*keys: str) -> dict[str, Any]:
    """A document whose paths have these keys; each operation is called after its key."""
    return {"paths": {key: {"post": {"operationId": key, "responses": {"200": {}}}} for key in keys}}


@pytest.fixture
def echo() -> Iterator[Client]:
    """A client whose target answers with the parameters that it was sent."""
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=request.url.params.multi_items())
    target = Target(API, "test", "http://x/base", {"securityKey": KEY})
    client = Client(target, shapes(API), httpx.MockTransport(answer))
    yield client
    client.close()


def test_a_fragment_is_no_part_of_the_path() -> None:
    known = operations(_little("/a#x=1&y=", "/a", "/b/{c}"))
    assert [(each.path, dict(each.fixed)) for each in known.values()] == [("/a", {"x": "1", "y": ""}), ("/a", {}), ("/b/{c}", {})]


def test_the_operation_with_most_parameters_of_a_request_is_meant() -> None:
    routes = Routes(tuple(routed(_little("/a", "/a#x=1", "/a#x=1&y=2", "/a#x=%2B"))))

    def meant(query: bytes, path: str = "/a") -> str | None:
        found = routes.operation("POST", path, query)
        return found.id if found else None

    assert meant(b"") == meant(b"x=2") == meant(b"y=2") == "/a"
    assert meant(b"z=3&x=1") == "/a#x=1"
    assert meant(b"y=2&x=1&x=3") == "/a#x=1&y=2"
    assert meant(b"x=%2b") == "/a#x=%2B"
    assert meant(b"x=1", "/b") is None
    assert routes.operation("GET", "/a") is None


def test_the_scheme_says_where_a_credential_travels() -> None:
    assert credential(OPENAPI) == Credential("qsSecuritykey", "query", "key")
    assert credential(load("opeasy").openapi) == Credential("Authorization", "header", "token")
    assert credential({}) is None
    assert Credential("a", "query").carried({"params": {"b": "1"}}, "2") == {"params": {"b": "1", "a": "2"}}
    assert Credential("a", "header").carried({"json": 1}, "2") == {"json": 1, "headers": {"a": "2"}}


def test_the_client_sends_what_is_fixed_and_the_credential_in_the_query(echo: Client) -> None:
    sent = echo.call("addExt", credential=KEY, params={"qsValue": "{}"})
    assert dict(sent.json()) == {"action": "addExt", "qsValue": "{}", "qsSecuritykey": KEY}
    assert sent.url.startswith("/base/api.aspx?")
    assert "authorization" not in sent.request_headers
    assert dict(echo.call("addExt", params={"action": "other"}).json()) == {"action": "other"}
    assert echo.call("addExt", credential="").json() == [["action", "addExt"], ["qsSecuritykey", ""]]


@pytest.mark.parametrize("key", [KEY, "a wrong one", "x"])
def test_a_credential_in_a_query_is_hidden_whatever_it_is(echo: Client, key: str) -> None:
    told = echo.call("addExt", credential=key, params={"qsValue": "visible"}).line(echo.redactor)["request"]["url"]
    assert told == f"/base/api.aspx?action=addExt&qsValue=visible&qsSecuritykey={REDACTED}"
    assert echo.redactor.json({"qsSecuritykey": key, "qstype": "1"}) == {"qsSecuritykey": REDACTED, "qstype": "1"}


def test_generated_requests_have_one_of_each_parameter_that_is_ours() -> None:
    asked = generated._asking("http://x/a?b=%C3%A4+1&c=1&c=2#f", {"c": "3", "d": "+"})
    assert httpx.URL(asked).params.multi_items() == [("c", "3"), ("d", "+"), ("b", "ä 1")]
    assert "+" not in asked
    assert generated._asking("http://x/a?b=%zz#f", {}) == "http://x/a?b=%zz#f"


def test_json_in_a_parameter_exercises_its_keywords() -> None:
    requests = Requests(OPENAPI)
    known = {name for kind, name in requests.inventory() if kind == "keywords violated"}
    assert "addExt query/qsValue/sExtension/[]/ExtentionNumber pattern" in known
    assert not [name for name in known if "/action " in name]
    client = Client(Target(API, "test", "http://x", {}), shapes(API), httpx.MockTransport(lambda _: httpx.Response(200)))
    value = {"sExtension": [{"ExtentionNumber": "abc", "FirstName": "Ann"}]}
    for text, seen in ((json.dumps(value), True), ("{", False)):
        exchange = client.call("addExt", params={"qsValue": text, "qstype": "1"})
        points = {name for kind, name in requests.exercised(exchange) if kind == "keywords violated"}
        assert ("addExt query/qsValue/sExtension/[]/ExtentionNumber pattern" in points) == seen
    client.close()


# ---------------------------------------------------------------------- derived faults

def _answer(fault: str, operation: str) -> httpx.Response:
    """A refusal of an operation, by the server with a fault."""
    server = variant(API, fault)(clock=lambda: 0.0)
    with httpx.Client(base_url="http://x", transport=InProcess(server.app)) as client:
        said = {"action": operation, "qsSecuritykey": server.settings.security_key, "qsValue": "{"}
        return client.post("/api.aspx", params=said)


@pytest.mark.parametrize("name", [name for name in derived_faults(API) if name.startswith(("Answers", "CutsBody", "AddsStatus"))])
def test_a_derived_fault_is_about_one_of_the_operations_at_its_path(name: str) -> None:
    for operation in operations(OPENAPI):
        honest, told = _answer("", operation), _answer(name, operation)
        changed = (honest.status_code, honest.headers, honest.content) != (told.status_code, told.headers, told.content)
        assert changed == (operation == name.split("_")[1])


def test_without_a_status_for_bad_keys_there_is_no_fault_that_admits_them() -> None:
    assert not [name for name in derived_faults(API) if name.startswith("Admits")]
