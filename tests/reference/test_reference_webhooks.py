"""The webhooks of the honest OpEasy server, and what they are told of."""

from typing import Any

import pytest
from visitor import EVENT, Visitor, task

STAGES = {"pending_seconds": 1.0, "task_seconds": 0.0, "processing_seconds": 1.0}


@pytest.fixture
def slow() -> Visitor:
    """One who sees an operation pending for a second and processing for another."""
    visitor = Visitor(**STAGES)
    visitor.login()
    return visitor


def changes(visitor: Visitor) -> list[tuple[str, str]]:
    return [(event["previousStatus"], event["newStatus"]) for _, event in visitor.notes.sent]


# ----------------------------------------------------------------------------------------------------------- endpoints
def test_webhooks_are_registered_listed_shown_and_deleted(visitor: Visitor) -> None:
    answers = [visitor.register(), visitor.register("HTTPS://[::1]/path?query")]
    first, second = (answer.json()["webhook"] for answer in answers)
    assert [answer.status_code for answer in answers] == [201, 201]
    assert {**first, "id": ""} == {
        "id": "", "enterpriseId": "enterprise-a", "url": "https://127.0.0.1:9000/webhook", "events": [EVENT]}
    assert first["id"] != second["id"]
    assert visitor.get("/v1/webhooks").json() == {"webhooks": [first, second]}
    path = f"/v1/webhooks/{first['id']}"
    assert visitor.get(path).json() == {"webhook": first}
    deleted = visitor.ask("DELETE", path)
    assert (deleted.status_code, deleted.content, visitor.notes.forgotten) == (204, b"", [first["id"]])
    assert visitor.get("/v1/webhooks").json() == {"webhooks": [second]}
    assert [visitor.get(path).status_code, visitor.ask("DELETE", path).status_code] == [404, 404]


@pytest.mark.parametrize("fields, field, original", [
    ({"enterpriseId": 5}, "enterpriseId", "5"), ({"url": None}, "url", "null"), ({"url": ""}, "url", ""),
    *(({"url": url}, "url", url) for url in (
        "http://127.0.0.1:9000/webhook", "127.0.0.1:9000", "https://", "https:///path", "https://a b/", "https://[::1/", "ftp://a/",
        "https://a:port/", "https://a/\n", " https://a/", "https://a:0/")),
    ({"events": EVENT}, "events", EVENT), ({"events": []}, "events", "[]"), ({"events": None}, "events", "null"),
    ({"events": [EVENT, "unknown"]}, "events", "unknown"), ({"events": [5]}, "events", "5"),
    ({"url": "http://a/", "enterpriseId": "nowhere"}, "url", "http://a/"),
])
def test_a_wrong_field_of_a_webhook_is_named(visitor: Visitor, fields: Any, field: str, original: str) -> None:
    answer = visitor.register(**fields)
    error = answer.json()["validationError"]
    assert (answer.status_code, error["fieldName"], error["originalInput"]) == (400, field, original)
    assert visitor.get("/v1/webhooks").json() == {"webhooks": []}


@pytest.mark.parametrize("missing", ["enterpriseId", "url", "events"])
def test_a_missing_field_of_a_webhook_is_named(visitor: Visitor, missing: str) -> None:
    body = {"enterpriseId": "enterprise-a", "url": "https://a/", "events": [EVENT]}
    answer = visitor.ask("POST", "/v1/webhooks", json={name: value for name, value in body.items() if name != missing})
    assert (answer.status_code, answer.json()["validationError"]["fieldName"]) == (400, missing)


def test_webhooks_are_for_the_own_enterprise(visitor: Visitor) -> None:
    registered = visitor.register().json()["webhook"]["id"]
    refused = [visitor.register(enterpriseId=name) for name in ("enterprise-b", "nowhere", "")]
    assert [answer.status_code for answer in refused] == [403, 404, 404]
    assert [answer.json()["generalError"]["originalInput"] for answer in refused] == ["enterprise-b", "nowhere", ""]
    visitor.login("b")
    path = f"/v1/webhooks/{registered}"
    assert [visitor.get(path).status_code, visitor.ask("DELETE", path).status_code] == [404, 404]
    assert visitor.get("/v1/webhooks").json() == {"webhooks": []}
    visitor.http.headers["Authorization"] = ""
    assert [visitor.get("/v1/webhooks").status_code, visitor.register().status_code] == [401, 401]


# ----------------------------------------------------------------------------------------------------------- callbacks
def test_each_change_of_status_is_told_once(slow: Visitor) -> None:
    webhook = slow.register().json()["webhook"]["id"]
    operation = slow.operation(task())
    scheduled = slow.scheduled(operation)
    told = []
    for _ in range(7):
        slow.time += 0.5
        slow.get(f"{scheduled}/status")
        told.append(len(slow.notes.sent))
    assert told == [0, 1, 1, 2, 2, 2, 2]
    id_, reference = scheduled.rpartition("/")[2], {"id": operation.rpartition("/")[2], "enterpriseId": "enterprise-a"}
    assert slow.notes.sent == [
        (webhook, {"type": EVENT, "previousStatus": "pending", "newStatus": "processing", "scheduledOperation": {
            "id": id_, "status": "processing", "startTime": "2023-11-14T22:13:21.000+00:00", "operation": reference}}),
        (webhook, {"type": EVENT, "previousStatus": "processing", "newStatus": "completed", "scheduledOperation": {
            "id": id_, "status": "completed", "startTime": "2023-11-14T22:13:21.000+00:00",
            "completedTime": "2023-11-14T22:13:22.000+00:00", "operation": reference,
            "links": {"results": f"{scheduled}/results"}}})]


def test_an_event_says_what_the_status_says(slow: Visitor) -> None:
    slow.register()
    scheduled = slow.scheduled(slow.operation(task("DeleteUser")))
    for seconds in (1.0, 1.0):
        slow.time += seconds
        shown = slow.get(f"{scheduled}/status").json()["scheduledOperation"]
        assert slow.notes.sent[-1][1]["scheduledOperation"] == shown
    assert shown["status"] == "completedWithErrors"


def test_what_became_due_while_nobody_asked_is_told_in_order_of_time(slow: Visitor) -> None:
    slow.register()
    slow.scheduled(slow.operation(task()))
    slow.time += 0.5
    slow.scheduled(slow.operation(task("DeleteUser", "nobody")))
    slow.time += 60
    slow.get("/v1/webhooks")
    started, done = ("pending", "processing"), "processing"
    assert changes(slow) == [started, started, (done, "completed"), (done, "completedWithErrors")]


def test_where_nothing_takes_time_both_changes_are_told() -> None:
    visitor = Visitor(pending_seconds=0, task_seconds=0, processing_seconds=0)
    visitor.login()
    visitor.register()
    visitor.scheduled(visitor.operation(task(), task()))
    assert changes(visitor) == [("pending", "processing"), ("processing", "completedWithErrors")]


def test_only_who_is_registered_when_it_happens_is_told(slow: Visitor) -> None:
    early = slow.register().json()["webhook"]["id"]
    slow.scheduled(slow.operation(task()))
    slow.time += 1
    late = slow.register().json()["webhook"]["id"]
    slow.ask("DELETE", f"/v1/webhooks/{early}")
    slow.time += 1
    slow.get("/v1/webhooks")
    assert [(webhook, event["newStatus"]) for webhook, event in slow.notes.sent] == [(early, "processing"), (late, "completed")]


def test_each_enterprise_is_told_of_its_own(slow: Visitor) -> None:
    registered = {}
    for letter in "ab":
        slow.login(letter)
        registered[slow.register().json()["webhook"]["id"]] = slow.enterprise
        slow.scheduled(slow.mixed())
    slow.time += 60
    slow.get("/v1/webhooks")
    told = [(registered[webhook], event["scheduledOperation"]["operation"]["enterpriseId"]) for webhook, event in slow.notes.sent]
    assert sorted(told) == [("enterprise-a", "enterprise-a")] * 2 + [("enterprise-b", "enterprise-b")] * 2
