"""The honest OpEasy server keeps its promises about sessions, operations and their tasks."""

from typing import Any

import pytest
from day import day
from visitor import WRONG, Visitor, task

from conformance.reference import server_class
from conformance.reference.opeasy import OpEasy

HOUR = 3600


def test_servers_are_found_by_the_name_of_their_api() -> None:
    assert server_class("opeasy") is OpEasy


def test_a_token_lives_for_one_hour(visitor: Visitor) -> None:
    operation = visitor.operation()
    visitor.time += HOUR - 1
    assert visitor.get(operation).status_code == 200
    visitor.time += 1
    assert visitor.get(operation).json()["errorCode"] == "401"


@pytest.mark.parametrize("body, field, original", [
    ({}, "authSession", ""),
    ({"authSession": []}, "authSession", "[]"),
    ({"authSession": {"enterpriseId": "enterprise-a"}}, "authSession.apiKey", ""),
    ({"authSession": {"apiKey": 5, "enterpriseId": "enterprise-a"}}, "authSession.apiKey", "5"),
    ({"authSession": {"apiKey": "", "enterpriseId": None}}, "authSession.enterpriseId", "null"),
])
def test_a_wrong_field_of_a_session_is_named(visitor: Visitor, body: Any, field: str, original: str) -> None:
    answer = visitor.ask("POST", "/v1/authsessions", json=body)
    error = answer.json()["validationError"]
    assert (answer.status_code, error["fieldName"], error["originalInput"]) == (400, field, original)


def test_wrong_credentials_are_refused(visitor: Visitor) -> None:
    wrong = [("key-of-enterprise-a", "enterprise-b"), ("unknown", "enterprise-a"), ("key-of-enterprise-a", "unknown")]
    assert [visitor.authenticate(*pair).status_code for pair in wrong] == [401] * 3


def test_tasks_that_fail_validation_are_set_aside(visitor: Visitor) -> None:
    body = visitor.create(task(), WRONG, {**task(), "command": "Fly"}, {"command": "AddUser"}, "text", None).json()
    assert list(body["tasks"]) == ["Users", "CallCenterAgent", "CallRecording", "CallForwarding", "PhoneNumbers"]
    users = body["tasks"]["Users"]
    assert (users["size"], users["validationErrors"]["size"]) == (1, 5)
    errors = visitor.get(users["validationErrors"]["href"]).json()["Users"]
    assert [error["task"] for error in errors][3:] == ["text", None]
    assert visitor.get(users["href"]).json()["Users"] == [task()]
@pytest.mark.parametrize("wrong", [
    {"extension": "12\n"}, {"extension": "٣"}, {"lastName": "x" * 31}, {"lastName": 10**400}, {"userId": "short@a.com"},
    {"userId": "john.doe@example.com\n"}, {"servicePacks": [5]}, {"vmTranscription": "true"}, {"endpointType": "other"},
])
def test_limits_of_fields_are_kept_to_the_letter(visitor: Visitor, wrong: dict[str, Any]) -> None:
    assert visitor.create(task(**wrong)).json()["tasks"]["Users"]["size"] == 0


def test_pages_show_each_item_once(visitor: Visitor) -> None:
    operation = visitor.operation(*(task(user=f"user-{number:03}") for number in range(55)))
    pages = [visitor.get(f"{operation}/users", pageSize=20, pageNumber=number).json() for number in range(4)]
    assert [len(page["Users"]) for page in pages] == [20, 20, 15, 0]
    assert {(page["pageSize"], page["totalPages"], page["totalItems"]) for page in pages} == {(20, 3, 55)}
    assert len({each["content"]["user"]["userId"] for page in pages for each in page["Users"]}) == 55
    assert len(visitor.get(f"{operation}/users").json()["Users"]) == 50


def test_a_scheduled_operation_guards_its_operation(visitor: Visitor) -> None:
    operation = visitor.operation(task())
    scheduled = visitor.scheduled(operation)
    refused = [visitor.append(operation), visitor.schedule(operation), visitor.ask("DELETE", operation),
               visitor.ask("DELETE", scheduled)]
    assert [answer.status_code for answer in refused] == [400] * 4
    assert [visitor.get(f"{scheduled}/{end}").status_code for end in ("results", "results/users")] == [404] * 2
    visitor.time += 60
    assert [visitor.ask("DELETE", scheduled).status_code, visitor.get(f"{scheduled}/status").status_code] == [204, 404]
    assert [visitor.append(operation, task()).status_code, visitor.schedule(operation).status_code] == [200, 202]


def test_an_operation_with_validation_errors_is_not_scheduled(visitor: Visitor) -> None:
    operation = visitor.operation(WRONG)
    assert visitor.schedule(operation).status_code == 400
    deleted = visitor.ask("DELETE", f"{operation}/users/validationerrors/{visitor.error_ids(operation)[0]}")
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert visitor.schedule(operation).status_code == 202


def test_enterprises_do_not_see_each_other(visitor: Visitor) -> None:
    operation = visitor.operation(task())
    scheduled = visitor.completed(task())
    visitor.login("b")
    ends = ("/status", "/results", "/results/users")
    paths = [operation, f"{operation}/users", *(f"{scheduled}{end}" for end in ends)]
    assert {visitor.get(path).status_code for path in paths} | {visitor.schedule(operation).status_code} == {404}
    assert [visitor.create(enterprise=name).status_code for name in ("enterprise-a", "nowhere")] == [403, 404]


def test_the_same_requests_get_the_same_answers() -> None:
    assert day(OpEasy) == day(OpEasy)
