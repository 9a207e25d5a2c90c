"""The honest OpEasy server keeps its promises and survives any input; each of its faults tells a visible lie."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
import yaml

from conformance.reference import SERVERS, server_class
from conformance.reference.faults import faults
from conformance.reference.opeasy import OpEasy, Settings

REQUIREMENTS = yaml.safe_load((Path(__file__).parents[2] / "specs/opeasy/requirements.yaml").read_text("utf-8"))
FAULTS = faults("opeasy")
# The day below registers no webhooks; what lies about these is seen by the suite alone.
OF_THE_DAY = [name for name, fault in FAULTS.items()
              if not all(each.startswith(("OPEASY-WEBHOOK", "OPEASY-CALLBACK")) for each in fault.violated)]
HOUR = 3600


class Driven(httpx.BaseTransport):
    """Drives an ASGI application by hand: without an event loop, so that one that waits for anything is found out."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        sent: list[dict[str, Any]] = []
        body = request.read()

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        path, _, query = request.url.raw_path.partition(b"?")
        scope = {"type": "http", "http_version": "1.1", "method": request.method, "scheme": "http", "root_path": "",
                 "path": unquote(path.decode()), "raw_path": path, "query_string": query,
                 "headers": [(name.lower(), value) for name, value in request.headers.raw]}
        with pytest.raises(StopIteration):
            self.app(scope, receive, send).send(None)
        content = b"".join(message.get("body", b"") for message in sent[1:])
        return httpx.Response(sent[0]["status"], headers=sent[0]["headers"], stream=httpx.ByteStream(content))


class Visitor:
    """An administrator at a server, with a clock to turn and a transcript of what was answered."""

    def __init__(self, kind: type[OpEasy] = OpEasy, **settings: Any) -> None:
        self.time = 1_700_000_000.0
        self.server = kind(lambda: self.time, Settings(**settings))
        self.http = httpx.Client(transport=Driven(self.server.app), base_url="http://server")
        self.transcript: list[tuple[str, int, str, str, str]] = []

    def ask(self, method: str, path: str, **request: Any) -> httpx.Response:
        answer = self.http.request(method, path, **request)
        location, length = (answer.headers.get(name, "") for name in ("location", "content-length"))
        self.transcript.append((f"{method} {path}", answer.status_code, location, length, answer.text))
        return answer

    def get(self, path: str, **query: Any) -> httpx.Response:
        return self.ask("GET", path, params=query or None)

    def authenticate(self, key: Any, enterprise: Any) -> httpx.Response:
        return self.ask("POST", "/v1/authsessions", json={"authSession": {"apiKey": key, "enterpriseId": enterprise}})

    def login(self, letter: str = "a") -> httpx.Response:
        answer = self.authenticate(f"key-of-enterprise-{letter}", f"enterprise-{letter}")
        self.http.headers["Authorization"] = answer.json()["authSession"]["token"]
        return answer

    def create(self, *tasks: Any, name: str = "tasks.json", enterprise: str | None = "enterprise-a") -> httpx.Response:
        return self.upload("POST", "/v1/operations", json.dumps({"tasks": {"Users": tasks}}), name, enterprise)

    def append(self, operation: str, *tasks: Any) -> httpx.Response:
        return self.upload("PATCH", operation, json.dumps({"tasks": {"Users": tasks}}))

    def upload(self, method: str, path: str, content: str | bytes, name: str = "tasks.json",
               enterprise: str | None = None) -> httpx.Response:
        form = {"enterpriseId": enterprise} if enterprise else {}
        return self.ask(method, path, data=form, files={"file": (name, content, "application/json")})

    def operation(self, *tasks: Any) -> str:
        return f"/v1/operations/{self.create(*tasks).json().get('id', 'none')}"

    def schedule(self, operation: str) -> httpx.Response:
        return self.ask("POST", "/v1/scheduledoperations", json={"operation": {"id": operation.rpartition("/")[2]}})

    def scheduled(self, operation: str) -> str:
        scheduled = self.schedule(operation).json().get("scheduledOperation", {})
        return f"/v1/scheduledoperations/{scheduled.get('id', 'none')}"

    def completed(self, *tasks: Any) -> str:
        scheduled = self.scheduled(self.operation(*tasks))
        self.time += 60
        return scheduled

    def outcomes(self, *tasks: Any) -> list[str]:
        results = self.get(f"{self.completed(*tasks)}/results/users").json()["Users"]
        return [result.get("errorCode", result["status"]) for result in results]

    def error_ids(self, operation: str) -> list[str]:
        return [each["id"] for each in self.get(f"{operation}/users/validationerrors").json().get("Users", ())]


@pytest.fixture
def visitor() -> Visitor:
    visitor = Visitor()
    visitor.login()
    return visitor


def task(command: str = "AddUser", user: str = "john.doe", **fields: Any) -> dict[str, Any]:
    return {"command": command, "content": {"user": {"userId": f"{user}@example.com"} | fields}}


WRONG = task(user="jane.roe", lastName="x" * 31)
# A value that the back end knows, and one that it does not.
NAMED: dict[str, tuple[Any, Any]] = {
    "department": ("department-1", "unknown"), "phoneNumber": ("+12145550100", "+99912345"),
    "servicePacks": (["service-pack-2"], ["service-pack-1", "unknown"]), "callPickupGroup": ("call-pickup-group", "unknown"),
    "huntGroup": ("hunt-group", "unknown"), "teamsVoiceRoute": ("US East", "us east"), "teamsPbxLocation": ("PBX HQ", ""),
    "networkClassOfService": ("network-class-of-service", "unknown"), "language": ("English (US)", "unknown"),
    "timeZone": ("UTC", "unknown"), "emailAddress": ("john.doe@EXAMPLE.com", "john.doe@elsewhere.com"),
    "alias1": ("john.doe@example.com", "john.doe@elsewhere.com"), "alias2": ("john.doe@example.com", "john.doe@example.org"),
    "alias3": ("john.doe@example.com", "john.doe@elsewhere.com"),
}


# ----------------------------------------------------------------------------------------------------- what it promises
def test_servers_are_found_by_the_name_of_their_api() -> None:
    assert {api: server_class(api) for api in SERVERS} == {"opeasy": OpEasy}


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


@pytest.mark.parametrize("family", ["CallCenterAgent", "CallRecording", "CallForwarding", "PhoneNumbers"])
def test_tasks_of_other_families_are_taken_as_they_are(visitor: Visitor, family: str) -> None:
    tasks = [{"command": "Anything", "content": {}}, {"command": 5, "content": {}}]
    document = json.dumps({"tasks": {family: tasks}})
    body = visitor.upload("POST", "/v1/operations", document, enterprise="enterprise-a").json()
    summary = body["tasks"][family]
    assert (summary["size"], summary["validationErrors"]["size"]) == (1, 1)
    assert visitor.get(summary["href"]).json()[family] == tasks[:1]
    assert visitor.get(summary["validationErrors"]["href"]).json()["totalItems"] == 1


def test_commands_that_have_no_schema_yet_are_taken_as_they_are(visitor: Visitor) -> None:
    assert visitor.outcomes({"command": "SyncDeletedTeamsUsers", "content": {}}) == ["SUCCESS"]
    assert visitor.outcomes({"command": "AddUserDevice", "content": {}}) == ["100"]
    assert visitor.outcomes({"command": "DeleteUserAndDevices", "content": {"user": {"userId": []}}}) == ["101"]


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


def test_status_follows_the_clock() -> None:
    visitor = Visitor(pending_seconds=0.25, task_seconds=0.125, processing_seconds=0.25)
    visitor.login()
    scheduled, seen = visitor.scheduled(visitor.operation(task(), task("ModifyUser"))), []
    for _ in range(7):
        answer = visitor.get(f"{scheduled}/status")
        body = answer.json()["scheduledOperation"]
        seen.append((answer.status_code, body["status"], "startTime" in body, "completedTime" in body,
                     "links" in body, "location" in answer.headers))
        visitor.time += 0.125
    assert seen == 2 * [(202, "pending", False, False, False, False)] + \
        4 * [(202, "processing", True, False, False, False)] + [(200, "completed", True, True, True, True)]
    assert body["startTime"] == "2023-11-14T22:13:20.250+00:00"
    assert body["completedTime"] == "2023-11-14T22:13:20.750+00:00"


def test_nothing_takes_time_where_the_settings_say_so() -> None:
    visitor = Visitor(pending_seconds=0, task_seconds=0, processing_seconds=0)
    visitor.login()
    scheduled = visitor.schedule(visitor.operation(task("DeleteUser"))).json()["scheduledOperation"]
    assert scheduled["status"] == "completedWithErrors"


def test_tasks_are_executed_in_their_turn_and_across_operations_by_time(visitor: Visitor) -> None:
    first, second = visitor.operation(task(), task("DeleteUser")), visitor.operation(task("SuspendUser"))
    visitor.scheduled(first)
    visitor.time += 0.01  # the one task of the second is due between the two of the first
    later = visitor.scheduled(second)
    visitor.time += 60
    assert visitor.get(f"{later}/results/users").json()["Users"][0]["status"] == "SUCCESS"


def test_back_end_reports_its_codes(visitor: Visitor) -> None:
    expected = [("ModifyUser", "101"), ("AddUser", "SUCCESS"), ("AddUser", "102"), ("ModifyUser", "SUCCESS"),
                ("SuspendUser", "SUCCESS"), ("RestoreUser", "SUCCESS"),
                ("DeleteUser", "SUCCESS"), ("DeleteUser", "101")]
    assert visitor.outcomes(*(task(command) for command, _ in expected)) == [outcome for _, outcome in expected]
    stranger, lost = task(userId="john.doe@elsewhere.com"), task()
    lost["content"]["groupId"] = "unknown"
    assert visitor.outcomes(stranger, lost) == ["100", "100"]


@pytest.mark.parametrize("name", NAMED)
def test_back_end_knows_what_exists(visitor: Visitor, name: str) -> None:
    known, unknown = NAMED[name]
    adds = [task(user=f"known-{name}", **{name: known}), task(user=f"unknown-{name}", **{name: unknown})]
    changes = [task("ModifyUser", f"known-{name}", **{name: value}) for value in (known, unknown)]
    assert visitor.outcomes(*adds, *changes) == ["SUCCESS", "100", "SUCCESS", "100"]


def test_back_end_knows_its_user_profiles(visitor: Visitor) -> None:
    tasks = [task(user="with-one"), task(user="unknown")]
    for each, profile in zip(tasks, ("MS Teams", "unknown"), strict=True):
        each["content"]["userProfile"] = profile
    assert visitor.outcomes(*tasks) == ["SUCCESS", "100"]


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


# ------------------------------------------------------------------------------------------------ what it must survive
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
                               ("POST", "/v1/scheduledoperations")]),
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
])
def test_an_unknown_path_or_method_has_an_error_body(visitor: Visitor, method: str, path: str, status: int) -> None:
    answer = visitor.ask(method, path)
    assert (answer.status_code, answer.json()["errorCode"]) == (status, str(status))
    assert ("allow" in answer.headers) == (status == 405)


@pytest.mark.parametrize("token", ["", "Bearer", "unknown", "\xff", "0" * 10_000])
def test_a_token_that_was_not_issued_is_refused(visitor: Visitor, token: str) -> None:
    headers = {"Authorization": token.encode("latin-1")}
    assert visitor.ask("DELETE", visitor.operation(), headers=headers).json()["errorCode"] == "401"


# -------------------------------------------------------------------------------------------------------------- faults
def test_every_tested_requirement_has_a_fault_and_every_fault_a_requirement() -> None:
    violated = {id_ for fault in FAULTS.values() for id_ in fault.violated}
    assert violated == {id_ for id_, entry in REQUIREMENTS.items() if "not_tested" not in entry}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_says_what_it_does_and_does_the_rest_well(name: str) -> None:
    visitor = Visitor(FAULTS[name])
    assert re.fullmatch(r"[A-Z][^\n]+\.", FAULTS[name].__doc__ or "")
    assert visitor.login().status_code == 201
    created = visitor.create(task())
    assert (created.status_code, visitor.get(f"/v1/operations/{created.json()['id']}").status_code) == (201, 200)


@pytest.mark.parametrize("name", OF_THE_DAY)
def test_a_fault_shows_and_is_no_server_error(name: str, honest: list[Any]) -> None:
    told = day(FAULTS[name])
    assert told != honest
    assert max(status for _, status, *_ in told) < 500


@pytest.fixture(scope="module")
def honest() -> list[Any]:
    return day(OpEasy)


def day(kind: type[OpEasy]) -> list[Any]:
    """What a client sees in a day that leaves little untried; ids are numbered as they appear."""
    visitor = Visitor(kind)
    for part in (log_in, create, malform, append, repair, process, refer, look_abroad, grow_old):
        part(visitor)
    numbers: dict[str, str] = {}
    text = json.dumps(visitor.transcript)
    named = re.sub("[0-9a-f]{32}", lambda found: numbers.setdefault(found[0], f"id-{len(numbers)}"), text)
    return list(json.loads(named))


def log_in(visitor: Visitor) -> None:
    visitor.login()
    for key, enterprise in [("unknown", "enterprise-a"), ("key-of-enterprise-a", "nowhere"), (5, "enterprise-a")]:
        visitor.authenticate(key, enterprise)
    visitor.ask("POST", "/v1/authsessions", json={"authSession": {"apiKey": "key-of-enterprise-a"}})
    first = visitor.http.headers["Authorization"]
    visitor.login()
    visitor.create()
    visitor.http.headers["Authorization"] = first


def create(visitor: Visitor) -> None:
    double = task(user="double", firstName="x" * 31, lastName="x" * 31)
    lists: list[tuple[Any, ...]] = [(), (task(),), (WRONG,), (task(city="Plano"), task("Fly"), WRONG, double, {})]
    for tasks in lists:
        operation = visitor.operation(*tasks)
        look(visitor, operation)
        visitor.ask("POST", "/v1/operations", json={"enterpriseId": "enterprise-a", "tasks": {"Users": tasks}})
    for incomplete in [{"command": "AddUser"}, {"content": task()["content"]}]:
        visitor.create(incomplete)
    visitor.create(name="tasks.txt")
    visitor.create(enterprise=None)
    for enterprise in ("enterprise-b", "nowhere"):
        visitor.create(enterprise=enterprise)
    visitor.upload("POST", "/v1/operations", "{", enterprise="enterprise-a")
    look(visitor, "/v1/operations/unknown")
    visitor.get(f"/v1/operations/unknown/users/validationerrors/{visitor.error_ids(operation)[0]}")
    for unknown in ("/v1/operations/unknown/users/validationerrors/unknown", "/v1/operations/unknown"):
        visitor.ask("DELETE", unknown)
    visitor.append("/v1/operations/unknown", task())


def malform(visitor: Visitor) -> None:
    """What is not formed as documented, and what only seems so."""
    add, content = task(), task()["content"]
    for tasks in ([add], {"Users": add}):
        visitor.upload("POST", "/v1/operations", json.dumps({"tasks": tasks}), enterprise="enterprise-a")
    visitor.operation({**add, "command": ["AddUser"]}, {**add, "content": [content]}, {"command": "AddUser", "content": {}},
                      {"command": "AddUser", "content": {**content, "userProfile": "MS Teams"}})
    for user_ids in (["jane.roe@example.com"], ["jane.roe@example.com/Jane"]):
        visitor.operation(task(alternateUserIds=user_ids))
    visitor.operation(task(phoneNumber="+12145550100"), task(accountId="USE_ORG_ID"), task(endpointType="TrunkUser"))
    visitor.operation(task(phoneNumberActivation="Deactivate"), task(voicemailAccount="EmailDelivery"))
    operation = visitor.operation(task("DeleteUser", pingUserDispositionalState="Retain"))
    document = json.dumps({"tasks": {"Users": [add]}})
    visitor.upload("PATCH", operation, document, name="tasks.txt")
    for name, file in [("enterpriseId", (None, "enterprise-a")), ("attachment", ("tasks.json", document))]:
        visitor.ask("PATCH", operation, files={name: file})
    visitor.get(f"{operation}/users", pageSize="0")
    visitor.ask("POST", "/v1/scheduledoperations", json={})
    look(visitor, operation)


def append(visitor: Visitor) -> None:
    one, other = visitor.operation(task(user="user-1"), task(user="user-2")), visitor.operation(task())
    for tasks in [(task(user="user-3"), task(user="user-4")), (WRONG,), (task(user="user-5"),)]:
        visitor.append(one, *tasks)
        look(visitor, one)
    visitor.append(other, WRONG)
    visitor.ask("PATCH", one, json={"tasks": {"Users": [task(user="user-6")]}})
    visitor.upload("PATCH", one, "{")
    visitor.schedule(one)
    look(visitor, one)
    many = visitor.operation(*(task(user=f"user-{number:03}") for number in range(52)))
    for query in [{}, {"pageSize": 26}, {"pageSize": 60}, {"pageNumber": 1}]:
        visitor.get(f"{many}/users", **query)
    token = visitor.http.headers.pop("Authorization")
    visitor.append(many, task())
    visitor.schedule(visitor.transcript[-2][0].split()[1].rpartition("/")[0])
    visitor.ask("DELETE", other)
    visitor.http.headers["Authorization"] = token
    for operation in (other, many):
        look(visitor, operation)
        visitor.ask("DELETE", operation)
        look(visitor, operation)
        visitor.schedule(operation)


def repair(visitor: Visitor) -> None:
    unread = visitor.operation(WRONG, WRONG, task())
    visitor.ask("DELETE", f"{unread}/users/validationerrors/{visitor.error_ids(unread)[0]}")
    look(visitor, unread)
    operation = visitor.operation(*([WRONG] * 5), task(user="user-1"))
    look(visitor, operation)
    visitor.schedule(operation)
    look(visitor, operation)
    visitor.ask("DELETE", f"{operation}/users/validationerrors/unknown")
    errors = [f"{operation}/users/validationerrors/{id_}" for id_ in visitor.error_ids(operation)]
    for error in errors:
        visitor.get(error)
    for error in errors:
        for method in ("DELETE", "GET", "DELETE"):
            visitor.ask(method, error)
        look(visitor, operation)
    for user in ("user-2", "user-3"):
        visitor.append(operation, task(user=user))
    look(visitor, operation)
    follow(visitor, operation)


def process(visitor: Visitor) -> None:
    for verbs in ["Add Modify Suspend Modify Restore Add Delete Restore Add Modify", "Suspend Add", "Delete",
                  "Modify Delete Suspend Restore Add"]:
        follow(visitor, visitor.operation(*(task(f"{verb}User", title="Dr.") for verb in verbs.split())))
    for end in ("/status", "/results", "/results/users"):
        visitor.get(f"/v1/scheduledoperations/unknown{end}")
    visitor.ask("DELETE", "/v1/scheduledoperations/unknown")
    visitor.schedule("unknown")


def refer(visitor: Visitor) -> None:
    """Tasks that refer to what exists and to what does not, also to a user of an operation that was never scheduled."""
    visitor.operation(task(user="waiting"))
    lost = task(user="lost.user")
    lost["content"]["groupId"] = "unknown"
    adds = [task(user=f"user-of-{name}", **{name: unknown}) for name, (_, unknown) in NAMED.items()]
    changes = [task("ModifyUser", "changed", **{name: unknown}) for name, (_, unknown) in NAMED.items()]
    follow(visitor, visitor.operation(task("ModifyUser", "waiting"), lost, task(userId="john.doe@elsewhere.com"), *adds,
                                      task(user="changed"), *changes))


def follow(visitor: Visitor, operation: str) -> None:
    """Has an operation processed, and tries at each stage what is not yet, or no longer, allowed."""
    scheduled, bystander = visitor.scheduled(operation), visitor.operation()
    for seconds, tried in [(0.0, scheduled), (0.2, scheduled), (0.05, bystander), (60.0, operation), (0.0, operation)]:
        visitor.time += seconds
        for end in ("/status", "/results", "/results/users"):
            visitor.get(f"{scheduled}{end}")
        for path in (tried, operation):
            visitor.ask("DELETE", path)
        visitor.append(operation, task())
        for path in (operation, f"{operation}/users"):
            visitor.get(path)
    for query in [{"pageSize": 2}, {"pageSize": 2, "pageNumber": 1}]:
        visitor.get(f"{scheduled}/results/users", **query)
    visitor.ask("DELETE", scheduled)
    for end in ("/status", "/results", "/results/users"):
        visitor.get(f"{scheduled}{end}")
    visitor.get(f"{operation}/users")
    visitor.ask("DELETE", operation)


def look_abroad(visitor: Visitor) -> None:
    operation, scheduled = visitor.operation(task()), visitor.completed(task())
    visitor.login("b")
    for end in ("/status", "/results", "/results/users"):
        visitor.get(f"{scheduled}{end}")
    look(visitor, operation)
    visitor.append(operation)
    visitor.schedule(operation)
    visitor.ask("DELETE", operation)


def grow_old(visitor: Visitor) -> None:
    visitor.login()
    for minutes in (51, 10):
        visitor.time += minutes * 60
        visitor.create()
    visitor.login()
    visitor.create()


def look(visitor: Visitor, operation: str) -> None:
    visitor.get(operation)
    for items in ("users", "users/validationerrors"):
        for query in [{}, {"pageSize": 2}, {"pageSize": 2, "pageNumber": 1}]:
            visitor.get(f"{operation}/{items}", **query)
