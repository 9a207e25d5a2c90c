"""A day at a reference server of OpEasy, which leaves little untried."""

import json
import re
from typing import Any

from day_of_devices import equip
from day_of_families import download, provision, subscribe
from visitor import NAMED, WRONG, Visitor, task

from conformance.reference.opeasy import OpEasy


def day(kind: type[OpEasy]) -> list[Any]:
    """What a client sees in a day that leaves little untried; ids are numbered as they appear."""
    visitor = Visitor(kind)
    for part in (log_in, create, malform, append, repair, process, refer, provision, equip, download, subscribe, look_abroad,
                 grow_old):
        part(visitor)
    numbers: dict[str, str] = {}
    told = [(f"callback of {webhook}", 0, "", "", json.dumps(event)) for webhook, event in visitor.notes.sent]
    text = json.dumps([*visitor.transcript, *told])
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
