"""The honest OpEasy server survives any input."""

from typing import Any

import pytest
from visitor import Visitor, task

DEEP = "[" * 100_000 + "]" * 100_000
ODD_DOCUMENTS = [
    b"", b"\xff\xfe", b"\xef\xbb\xbf{}", b"nul", b"null", b"5", b'"tasks"', b"[]", DEEP.encode(), b'{"tasks": NaN}',
    b'{"tasks": []}', b'{"tasks": null}', b'{"tasks": {"Users": {}}}', b'{"tasks": {"Users": null}}',
    b'{"tasks": {"Nobody": []}}', b'{"tasks": {"Users": [NaN]}}', b'{"tasks": {"Users": [1e999]}}',
    b'{"tasks": {"Users": ["\\ud800"]}}', b'{"tasks": {"Users": [' + b"9" * 5000 + b"]}}",
    b'{"tasks": {"Users": [' + b"[" * 120 + b"]" * 120 + b"]}}", b"{} {}",
]
ODD_TASKS: list[Any] = [
    None, True, 5, 1.5, "", [], [[]], {}, {"command": None}, {"command": "\0", "content": {"user": {"userId": "\0"}}},
    {"command": ["AddUser"], "content": {}}, {"command": "A" * 100_000, "content": {}},
    {"command": "AddUser", "content": []}, {"command": "AddUser", "content": {}},
    {"command": "AddUser", "content": {"user": None}}, {"command": "AddUser", "content": {"user": {}}},
    {"command": "AddUser", "content": {"user": {"userId": {"$ref": "#"}}}},
]


@pytest.mark.parametrize("document", ODD_DOCUMENTS, ids=lambda document: repr(document[:40]))
def test_an_odd_document_is_refused(visitor: Visitor, document: bytes) -> None:
    operation = visitor.operation()
    answers = [
        visitor.upload("POST", "/v1/operations", document, enterprise="enterprise-a"),
        visitor.upload("PATCH", operation, document),
        *(visitor.ask(method, path, content=document, headers={"Content-Type": "application/json"})
          for method, path in [("POST", "/v1/operations"), ("PATCH", operation), ("POST", "/v1/authsessions"),
                               ("POST", "/v1/scheduledoperations"), ("POST", "/v1/webhooks")]),
    ]
    for answer in answers:
        assert (answer.status_code, answer.json()["errorCode"]) == (400, "400")


@pytest.mark.parametrize("odd", ODD_TASKS, ids=lambda odd: repr(odd)[:40])
def test_an_odd_task_becomes_a_validation_error(visitor: Visitor, odd: Any) -> None:
    operation = visitor.operation(odd)
    error = visitor.get(f"{operation}/users/validationerrors").json()["Users"][0]
    assert error["task"] == odd
    assert error["validationErrors"]


def test_characters_that_no_encoding_can_carry_come_back() -> None:
    visitor = Visitor()
    visitor.login()
    assert visitor.create(task(user="jöhn\0𝒹oe", lastName="\u2028\x7f")).json()["tasks"]["Users"]["size"] == 1
    assert visitor.get("/v1/operations/%ff%00%F0%9F%98%80").status_code == 404


@pytest.mark.parametrize("name", ["pageSize", "pageNumber"])
@pytest.mark.parametrize("value", [
    "", "-1", "+1", " 1", "1.0", "1e1", "٣", "²", "abc", "9" * 20, "9" * 5000, "1\n", "\0",
])
def test_an_odd_number_of_a_page_is_refused(visitor: Visitor, name: str, value: str) -> None:
    answer = visitor.get(f"{visitor.operation()}/users", **{name: value})
    assert (answer.status_code, answer.json()["generalError"]["originalInput"]) == (400, value)


def test_a_page_of_no_items_is_refused(visitor: Visitor) -> None:
    assert visitor.get(f"{visitor.operation()}/users", pageSize="0").status_code == 400


ENTERPRISE = b'--B\r\nContent-Disposition: form-data; name="enterpriseId"\r\n\r\nenterprise-a\r\n'
FILE = b'--B\r\nContent-Disposition: form-data; name="file"; filename="a.json"\r\n\r\n{}\r\n'
FORM = "multipart/form-data; boundary=B"


@pytest.mark.parametrize("content_type, body", [
    (FORM, b""), (FORM, b"garbage"), (FORM, ENTERPRISE + b"--B--"), (FORM, FILE + b"--B--"),
    (FORM, ENTERPRISE + FILE[:-30]), (FORM, ENTERPRISE + FILE + FILE + b"--B--"),
    (FORM, ENTERPRISE * 2 + FILE + b"--B--"),
    (FORM, ENTERPRISE + FILE.replace(b'; filename="a.json"', b"") + b"--B--"),
    (FORM, ENTERPRISE + FILE.replace(b"a.json", b"a.txt") + b"--B--"),
    (FORM, ENTERPRISE + FILE.replace(b"a.json", b"") + b"--B--"),
    (FORM, ENTERPRISE.replace(b'"\r\n', b'"; filename="x"\r\n', 1) + FILE + b"--B--"),
    ("multipart/form-data", ENTERPRISE + FILE + b"--B--"), (f"{FORM}; charset=undefined", ENTERPRISE + FILE + b"--B--"),
    ("text/plain", b"{}"), ("application/x-www-form-urlencoded", b"enterpriseId=enterprise-a"), ("", b"{}"),
    ("application/json", b'{"enterpriseId": ["enterprise-a"]}'), ("application/json", b'{"tasks": {}}'),
])
def test_an_odd_form_is_refused(visitor: Visitor, content_type: str, body: bytes) -> None:
    answer = visitor.ask("POST", "/v1/operations", content=body, headers={"Content-Type": content_type})
    assert (answer.status_code, list(answer.json())) == (400, ["errorCode", "message", "generalError"])


def test_a_large_file_is_kept_in_memory(visitor: Visitor) -> None:
    assert visitor.create(*[task(title="x" * 50)] * 20_000).json()["tasks"]["Users"]["size"] == 20_000


@pytest.mark.parametrize("method, path, status", [
    ("GET", "/", 404), ("GET", "/v1/operations/", 404), ("GET", "/v1/operations/x/y", 404),
    ("POST", "/v1/operations%0A", 404), ("GET", "/v1/operations/x/nobody", 404),
    ("PUT", "/v1/operations", 405), ("HEAD", "/v1/operations/x", 405),
    ("TRACE", "/v1/authsessions", 405), ("GET", "/v1/operations", 405), ("GET", "/v1/scheduledoperations/x", 405),
    ("PUT", "/v1/webhooks", 405), ("PATCH", "/v1/webhooks/x", 405), ("GET", "/v1/webhooks/", 404),
])
def test_an_unknown_path_or_method_has_an_error_body(visitor: Visitor, method: str, path: str, status: int) -> None:
    answer = visitor.ask(method, path)
    assert (answer.status_code, answer.json()["errorCode"]) == (status, str(status))
    assert ("allow" in answer.headers) == (status == 405)


@pytest.mark.parametrize("token", ["", "Bearer", "unknown", "\xff", "0" * 10_000])
def test_a_token_that_was_not_issued_is_refused(visitor: Visitor, token: str) -> None:
    headers = {"Authorization": token.encode("latin-1")}
    assert visitor.ask("DELETE", visitor.operation(), headers=headers).json()["errorCode"] == "401"
