"""File Upload for Very Large Datasets."""

import json
from collections.abc import Iterator
from typing import Any

from conformance.checks import verifies
from conformance.exchange import Exchange
from conformance.expect import expect, given, note, uses
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import MADE_UP, OpEasy, Operation
from conformance.suites.opeasy.items import listed, same_subjects, same_tasks, subject_of

MANY = 1000
JSON = "application/json"


def _layouts(document: Any) -> Iterator[tuple[str, bytes]]:
    """The same JSON document, written in different ways."""
    indented = json.dumps(document, ensure_ascii=False, indent=2)
    yield "indented", indented.encode()
    yield "with line ends of two characters", indented.replace("\n", "\r\n").encode()
    yield "with tabs and blanks around it", f" \t\n{json.dumps(document, ensure_ascii=False, indent=chr(9))}\n\n".encode()
    yield "without a blank", json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    yield "in escapes", json.dumps(document, ensure_ascii=True).encode()


@verifies("OPEASY-UPLOAD-1")
def test_a_file_is_read_as_json_however_it_is_laid_out(opeasy: OpEasy) -> None:
    empty = opeasy.operation()
    for layout, content in _layouts({"tasks": {opeasy.family: (tasks := _spoken(opeasy))}}):
        created = opeasy.create([], content=content)
        expect(created).that(created.status == 201, f"201 for a file {layout}", f"status {created.status}")
        _holds(opeasy, opeasy.known(created, tasks), tasks, layout)
        appended = opeasy.append(empty, [], content=content)
        expect(appended).that(appended.status == 200, f"200 for an appended file {layout}", f"status {appended.status}")


def _spoken(opeasy: OpEasy) -> list[Task]:
    """Tasks with letters that have one form in UTF-8 and another one in an escape."""
    return [opeasy.users.modify(firstName="Zoë", lastName="Łukasz"), opeasy.users.modify(title="課長 / \"Lead\"")]


def _holds(opeasy: OpEasy, operation: Operation, tasks: list[Task], what: str) -> None:
    page = listed(opeasy, opeasy.family.tasks, operation)
    expect(page).holds(f"the tasks of a file {what}", same_tasks(tasks), opeasy.family)


@verifies("OPEASY-UPLOAD-2")
def test_a_file_that_holds_no_object_yields_no_accepted_tasks(opeasy: OpEasy) -> None:
    tasks = opeasy.tasks.failing(1)
    operation, whole = opeasy.operation(tasks), {"tasks": {opeasy.family: tasks}}
    given(operation.created).shows(1, *opeasy.family.size)
    given(opeasy.append(operation, opeasy.tasks.failing(1))).status(200).shows(2, *opeasy.family.size)
    for content in (b"", b"  \n", b"null", b"5", *(json.dumps(odd).encode() for odd in (tasks, [whole], json.dumps(whole)))):
        created = opeasy.create([], content=content)
        if created.status < 300:
            note(f"an operation without tasks is created by a file that holds {content[:20]!r}")
            expect(listed(opeasy, opeasy.family.tasks, opeasy.known(created, []))).shows([], opeasy.family)
        else:
            expect(created).refused(400)
        appended = opeasy.append(operation, [], content=content)
        expect(appended).that(appended.status < 500, "no server error", f"status {appended.status}")
        expect(opeasy.of_operation("getOperation", operation)).status(200).shows(2, *opeasy.family.size)


def _forms(opeasy: OpEasy, first: list[Task], second: list[Task]) -> Iterator[tuple[str, list[Any]]]:
    """Forms that depart from the documented one, by what is odd about them."""
    enterprise, one, two = ("enterpriseId", (None, opeasy.enterprise)), _content(opeasy, first), _content(opeasy, second)
    yield "two files", [enterprise, ("file", ("1.json", one, JSON)), ("file", ("2.json", two, JSON))]
    yield "its enterprise twice", [enterprise, enterprise, ("file", ("1.json", one, JSON))]
    stranger = ("enterpriseId", (None, f"no-{MADE_UP}"))
    yield "another enterprise behind its own", [enterprise, stranger, ("file", ("1.json", one, JSON))]
    for kind in ("text/plain", "application/octet-stream"):
        yield f"a file that is called {kind}", [enterprise, ("file", ("1.json", one, kind))]
    yield "a byte order mark", [enterprise, ("file", ("1.json", b"\xef\xbb\xbf" + one, JSON))]
    yield "the file in front", [("file", ("1.json", one, JSON)), enterprise]
    yield "a part too many", [enterprise, ("comment", (None, "none")), ("file", ("1.json", one, JSON))]


def _content(opeasy: OpEasy, tasks: list[Task]) -> bytes:
    return json.dumps({"tasks": {opeasy.family: tasks}}).encode()


@verifies("OPEASY-UPLOAD-3")
def test_an_unusual_form_is_refused_or_its_tasks_are_taken_in_full(opeasy: OpEasy) -> None:
    first, second = opeasy.tasks.failing(2), opeasy.tasks.failing(2)
    plain = [("enterpriseId", (None, opeasy.enterprise)), ("file", ("1.json", _content(opeasy, first), JSON))]
    given(_sent(opeasy, plain)).status(201).shows(2, *opeasy.family.size)
    for what, parts in _forms(opeasy, first, second):
        created = _sent(opeasy, parts)
        if 400 <= created.status < 500:
            note(f"a form with {what} is refused with {created.status}")
            continue
        expect(created).that(created.status == 201, f"a form with {what} to be refused, or 201", f"status {created.status}")
        expect(created).shows(opeasy.enterprise, "enterpriseId")
        tasks = listed(opeasy, opeasy.family.tasks, opeasy.known(created, first))
        wholes = (first, second, [*first, *second]) if what == "two files" else (first,)
        got = tasks.json()[opeasy.family]
        expect(tasks).that(any(same_subjects(whole)(got) for whole in wholes), f"all tasks of a form with {what}", f"{got}"[:200])


def _sent(opeasy: OpEasy, parts: list[Any]) -> Exchange:
    """Create an operation with any form; what it makes is in the ledger."""
    created = opeasy.call("createOperation", files=parts)
    opeasy.adopt(created)
    return created


@verifies("OPEASY-UPLOAD-4")
def test_a_form_without_the_file_creates_at_most_an_empty_operation(opeasy: OpEasy) -> None:
    tasks = opeasy.tasks.failing(2)
    given(opeasy.operation(tasks).created).status(201).shows(2, *opeasy.family.size)
    enterprise, content = ("enterpriseId", (None, opeasy.enterprise)), _content(opeasy, tasks)
    for parts in ([enterprise], [enterprise, ("attachment", ("tasks.json", content, JSON))]):
        created = _sent(opeasy, parts)
        if created.status >= 300:
            expect(created).refused(400)
            continue
        uses("OPEASY-R-EMPTY", "b", "an operation is created by a form without a file")
        expect(listed(opeasy, opeasy.family.tasks, opeasy.known(created, []))).shows([], opeasy.family)


@verifies("OPEASY-UPLOAD-5")
def test_a_file_of_a_thousand_tasks_is_taken_whole(opeasy: OpEasy) -> None:
    tasks, more = opeasy.tasks.failing(MANY), opeasy.tasks.failing(MANY // 2)
    created = opeasy.create(tasks)
    expect(created).status(201).shows(MANY, *opeasy.family.size)
    operation = opeasy.known(created, tasks)
    expect(opeasy.append(operation, more)).status(200).shows(MANY + MANY // 2, *opeasy.family.size)
    got = [subject_of(item) for item in opeasy.pages(opeasy.family.tasks, {"operation-id": operation.id}, size=500)]
    due = [subject_of(task) for task in (*tasks, *more)]
    expect(created).that(sorted(got) == sorted(due), f"a list of each of {len(due)} tasks",
                         f"{len(got)} items, {len(set(due).intersection(got))} of the tasks")
