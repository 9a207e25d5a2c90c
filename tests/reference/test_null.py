"""The null targets keep no promise, each in its own way."""

from typing import Any

import httpx
import pytest

from conformance.reference.null import NULL_TARGETS
from conformance.serving import InProcess


def ask(name: str, method: str = "GET", **request: Any) -> httpx.Response:
    transport = InProcess(NULL_TARGETS[name]())
    with httpx.Client(transport=transport, base_url="http://null") as client:
        return client.send(client.build_request(method, "/v1/anything", **request))


@pytest.mark.parametrize("status", [200, 401, 404, 500])
@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
def test_some_answer_one_status_and_an_empty_object_to_everything(status: int, method: str) -> None:
    answer = ask(f"answers_{status}", method)
    assert (answer.status_code, answer.json()) == (status, {})
    assert answer.headers["content-type"] == "application/json"


def test_a_target_answers_again_and_again() -> None:
    with httpx.Client(transport=InProcess(NULL_TARGETS["answers_200"]()), base_url="http://null") as client:
        assert [client.get("/").json() for _ in range(3)] == [{}, {}, {}]


def test_one_echoes_the_request() -> None:
    answer = ask("echoes", "POST", content="<a/>", headers={"Content-Type": "text/xml"})
    assert (answer.status_code, answer.text, answer.headers["content-type"]) == (200, "<a/>", "text/xml")
    assert (ask("echoes").content, "content-type" in ask("echoes").headers) == (b"", False)


@pytest.mark.parametrize("name, raised", [("stays_silent", httpx.ReadTimeout), ("resets", httpx.ReadError)])
def test_two_never_answer(name: str, raised: type[Exception]) -> None:
    with pytest.raises(raised):
        ask(name)


def test_there_are_seven() -> None:
    assert len(NULL_TARGETS) == 7
