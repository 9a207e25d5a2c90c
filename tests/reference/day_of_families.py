"""What a day at a reference server of OpEasy holds besides Users and their operations."""

from typing import Any

from visitor import WRONG, Visitor, task

ONE, TWO = "call-center-1@example.com", "call-center-2@example.com"
USER, NOBODY = "agent.one@example.com", "nobody@example.com"

def provision(visitor: Visitor) -> None:
    """Tasks of all families, those about devices among them; what they refer to exists, exists no more, or never did."""
    recording, forwarding = ([{"command": "Modify", "content": {"userId": user, name: {}}} for user in (USER, NOBODY)]
                             for name in ("callRecording", "callforwarding"))
    visitor.results(Users=[*devices(), *users_with_devices()], CallCenterAgent=agents(), CallRecording=recording,
                    CallForwarding=forwarding, PhoneNumbers=numbers())


def devices() -> list[Any]:
    told = [("AddDevice", "group-1", "one", "device-type", "1"), ("AddDevice", "group-1", "one", "device-type", "2"),
            ("AddDevice", "group-1", "two", "unknown", "2"), ("AddDevice", "unknown", "two", "device-type", "2"),
            ("AddDevice", "group-1", "two", "device-type", "1"), ("ModifyDevice", "group-1", "one", "device-type", "3"),
            ("ModifyDevice", "group-1", "two", "device-type", "2"), ("DeleteDevice", "group-1", "two", "device-type", "2")]
    return [{"command": command, "content": {"groupId": group, "device": {"name": name, "type": kind, "linePort": port}}}
            for command, group, name, kind, port in told]


def users_with_devices() -> list[Any]:
    told: list[tuple[str, Any]] = [("agent.one", {"name": "three"}), ("agent.one", {"name": "four"}),
                                   ("agent.two", {"name": "three"}), ("agent.two", {}), ("agent.three", {"name": "five"})]
    return [*({"command": "AddUserDevice", "content": {"user": {"userId": f"{name}@example.com"}, "device": device}}
              for name, device in told),
            task("DeleteUser", "agent.three"), task("DeleteUserAndDevices", "agent.two"), task("DeleteUserAndDevices", "nobody"),
            *({"command": "ModifyDevice", "content": {"device": {"name": name}}}
              for name in ("five", "three", "agent.two@example.com-device-1")),
            {"command": "SyncDeletedTeamsUsers", "content": {}}]


def agents() -> list[Any]:
    told = [("Assign", USER, [ONE, "unknown"]), ("Assign", USER, [ONE]), ("Assign", USER, [ONE, TWO]), ("Modify", USER, [TWO]),
            ("Modify", USER, [ONE]), ("Remove", USER, [ONE, TWO]), ("Remove", USER, [ONE]), ("Remove", USER, [ONE]),
            ("Assign", NOBODY, [ONE])]
    return [{"command": command, "content": {"agentId": user, "callCenterInfo": [{"callCenterId": id_} for id_ in ids]}}
            for command, user, ids in told]


def numbers() -> list[Any]:
    told = [("Assign", "312-448-1107 - 312-448-1108", "group-1"), ("Assign", "312-448-1107", "unknown"),
            ("Assign", "312-448-2107", "group-1"), ("Modify", "312-448-1108", "group-2"), ("Modify", "312-448-1107", ""),
            ("Unassign", "312-448-1108", "group-1"), ("Unassign", "312-448-1107", "group-1"), ("Unassign", "1", ""),
            ("Modify", "312-448-1108", "None"), ("Unassign", "312-448-1108", "group-2")]
    return [{"command": command, "content": {"phoneNumbers": {"phoneNumbers": text, "groupId": group}}}
            for command, text, group in told]


def download(visitor: Visitor) -> None:
    """Every list of every family, as a page and as a file."""
    wrong: dict[str, Any] = {"command": "Unknown", "content": {}}
    sound = {"command": "Unassign", "content": {"phoneNumbers": {"phoneNumbers": "312-448-1107"}}}
    bad = visitor.mixed(Users=[wrong, WRONG], CallCenterAgent=[wrong], CallRecording=[wrong], CallForwarding=[wrong],
                        PhoneNumbers=[wrong, sound])
    good = visitor.mixed(Users=[task(user="one.user"), task(user="two.user")], PhoneNumbers=[sound, sound])
    scheduled = visitor.scheduled(good)
    visitor.time += 60
    for segment in ("users", "callcenteragent", "callrecording", "callforwarding", "phonenumbers"):
        for path in (f"{good}/{segment}", f"{bad}/{segment}/validationerrors", f"{scheduled}/results/{segment}"):
            for accept in ("application/json", "application/octet-stream"):
                visitor.ask("GET", path, params={"pageSize": 1}, headers={"Accept": accept})


def subscribe(visitor: Visitor) -> None:
    """Registers webhooks, rightly and wrongly, in two enterprises, and lets statuses change."""
    ids = [visitor.register(**fields).json().get("webhook", {}).get("id") for fields in ({}, {"url": "https://example.com/"})]
    for wrong in ({"url": "http://example.com/"}, {"url": 5}, {"events": []}, {"events": ["unknown"]}, {"events": "text"},
                  {"enterpriseId": "enterprise-b"}, {"enterpriseId": "nowhere"}, {"enterpriseId": 5}):
        visitor.register(**wrong)
    visitor.get("/v1/webhooks")
    for tasks in ([task(user="told.user")], [task("DeleteUser", "nobody")]):
        scheduled = visitor.scheduled(visitor.operation(*tasks))
        for seconds in (0.3, 60):
            visitor.time += seconds
            visitor.get(f"{scheduled}/status")
        visitor.ask("DELETE", f"/v1/webhooks/{ids[1]}")
    token = visitor.http.headers["Authorization"]
    visitor.login("b")
    visitor.get("/v1/webhooks")
    for id_ in (*ids, "unknown"):
        visitor.get(f"/v1/webhooks/{id_}")
        visitor.ask("DELETE", f"/v1/webhooks/{id_}")
    visitor.completed()
    visitor.enterprise, visitor.http.headers["Authorization"] = "enterprise-a", token
    for id_ in (*ids, "unknown"):
        for method in ("GET", "DELETE", "GET"):
            visitor.ask(method, f"/v1/webhooks/{id_}")
    visitor.get("/v1/webhooks")
