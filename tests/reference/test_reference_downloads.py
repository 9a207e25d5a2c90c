"""The lists of the honest OpEasy server as files."""

from typing import Any

import pytest
from visitor import WRONG, Visitor, task

FILE = {"Accept": "application/octet-stream"}
SEGMENTS = {"Users": "users", "CallCenterAgent": "callcenteragent", "CallRecording": "callrecording",
            "CallForwarding": "callforwarding", "PhoneNumbers": "phonenumbers"}
TASKS: dict[str, Any] = {
    "Users": [task(user=f"user-{number}") for number in range(3)],
    "CallCenterAgent": [
        {"command": "Remove", "content": {"agentId": "john.doe@example.com", "callCenterInfo": [{"callCenterId": str(number)}]}}
        for number in range(3)],
    "CallRecording": [{"command": "Modify", "content": {"userId": f"john.doe{number}@example.com", "callRecording": {}}}
                      for number in range(3)],
    "CallForwarding": [{"command": "Modify", "content": {"userId": f"john.doe{number}@example.com", "callforwarding": {}}}
                       for number in range(3)],
    "PhoneNumbers": [{"command": "Unassign", "content": {"phoneNumbers": {"phoneNumbers": f"312-448-110{number}"}}}
                     for number in range(3)],
}


def download(visitor: Visitor, path: str, family: str, **query: Any) -> Any:
    """The items of the file, which is checked to be one."""
    answer = visitor.ask("GET", path, params=query, headers=FILE)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/octet-stream")
    assert answer.headers["content-disposition"] == f'attachment; filename="{family}.json"'
    assert answer.headers["content-length"] == str(len(answer.content))
    assert list(answer.json()) == [family]
    return answer.json()[family]


@pytest.mark.parametrize("family", SEGMENTS)
def test_tasks_and_results_come_as_files(visitor: Visitor, family: str) -> None:
    operation = visitor.mixed(**TASKS)
    assert download(visitor, f"{operation}/{SEGMENTS[family]}", family, pageSize=1, pageNumber="odd") == TASKS[family]
    scheduled = visitor.scheduled(operation)
    visitor.time += 60
    path = f"{scheduled}/results/{SEGMENTS[family]}"
    assert download(visitor, path, family, pageSize=0) == visitor.get(path).json()[family]


@pytest.mark.parametrize("family", SEGMENTS)
def test_validation_errors_come_as_files(visitor: Visitor, family: str) -> None:
    operation = visitor.mixed(**{family: [{"command": "Unknown", "content": {}}] * 3})
    path = f"{operation}/{SEGMENTS[family]}/validationerrors"
    listed = download(visitor, path, family)
    assert (len(listed), listed) == (3, visitor.get(path).json()[family])


@pytest.mark.parametrize("accept, is_file", [
    ("application/octet-stream", True), ("Application/Octet-Stream; q=1, text/plain", True), ("*/*", False), ("", False),
    ("application/json", False), ("application/octet-stream, application/json", False), ("application/*", False),
])
def test_only_who_asks_for_a_file_gets_one(visitor: Visitor, accept: str, is_file: bool) -> None:
    answer = visitor.ask("GET", f"{visitor.operation(task())}/users", headers={"Accept": accept})
    assert ("totalItems" not in answer.json(), "content-disposition" in answer.headers) == (is_file, is_file)


def test_what_is_no_list_and_what_is_an_error_stays_as_it_is(visitor: Visitor) -> None:
    operation = visitor.operation(WRONG)
    for path in (operation, "/v1/operations/unknown/users", f"{operation}/users/validationerrors/unknown", "/v1/webhooks"):
        answer = visitor.ask("GET", path, headers=FILE)
        assert answer.headers["content-type"] == "application/json"
        assert "content-disposition" not in answer.headers
