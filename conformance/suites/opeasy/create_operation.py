"""Create New Operation."""

from conformance.checks import verifies
from conformance.exchange import Exchange
from conformance.expect import expect, given, uses
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import MADE_UP, OpEasy, Operation
from conformance.suites.opeasy.families import FAMILIES, USERS, verifies_in_each_family
from conformance.suites.opeasy.items import has_subjects, listed, same_subjects, subject_of

EMPTY = b'{"tasks": {}}'
MANY, WRONG = 103, 8  # more than two pages of 50; twice as many as there are kinds of wrong tasks
NOT_JSON = (b'{"tasks": {"Users": [', b"these are no tasks", b'{"tasks": {}, "count": NaN}')


@verifies_in_each_family("OPEASY-CREATE-1")
def test_an_uploaded_file_creates_an_operation_with_its_tasks(opeasy: OpEasy) -> None:
    tasks = opeasy.tasks.failing(5)
    created = opeasy.create(tasks)
    expect(created).status(201)
    operation = opeasy.known(created, tasks)
    expect(listed(opeasy, opeasy.family.tasks, operation)).holds("the tasks of the file", same_subjects(tasks), opeasy.family)


@verifies("OPEASY-CREATE-2")
def test_a_json_body_creates_the_same_operation_as_a_file(opeasy: OpEasy) -> None:
    tasks, wrong = opeasy.tasks.failing(3), opeasy.tasks.wrong(1)
    by_file = opeasy.operation(tasks, wrong)
    created = opeasy.create([*tasks, *wrong], as_json=True)
    given(created).status(201)
    operation = opeasy.known(created, tasks, wrong)
    for name, due in ((opeasy.family.tasks, tasks), (opeasy.family.errors, wrong)):
        given(listed(opeasy, name, by_file)).holds("what was sent in a file", same_subjects(due), opeasy.family)
        expect(listed(opeasy, name, operation)).holds("what was sent in the body", same_subjects(due), opeasy.family)


@verifies("OPEASY-CREATE-3")
def test_an_operation_can_be_created_empty_and_filled_later(opeasy: OpEasy) -> None:
    created = opeasy.create([], content=EMPTY)
    if created.status >= 300:
        created = _without_file(opeasy)
        uses("OPEASY-R-EMPTY", "b", "an empty operation is created by a form without a file")
    expect(created).status(201)
    operation, tasks = opeasy.known(created, []), opeasy.tasks.failing(2)
    expect(listed(opeasy, opeasy.family.tasks, operation)).holds("no tasks", lambda items: not items, opeasy.family)
    expect(opeasy.append(operation, tasks)).status(200)
    expect(listed(opeasy, opeasy.family.tasks, operation)).holds("the appended tasks", same_subjects(tasks), opeasy.family)


def _without_file(opeasy: OpEasy) -> Exchange:
    entry = opeasy.session.ledger.intend("operation")
    created = opeasy.call("createOperation", files={"enterpriseId": (None, opeasy.enterprise)})
    if created.status < 300:
        opeasy.session.ledger.made(entry, str(given(created).json("id")))
    else:
        opeasy.session.ledger.gone(entry)
    return created


@verifies("OPEASY-CREATE-4")
def test_the_operation_names_its_enterprise(opeasy: OpEasy) -> None:
    operation = opeasy.operation()
    given(opeasy.of_operation("getOperation", MADE_UP)).status(404)
    expect(operation.created).shows(opeasy.enterprise, "enterpriseId")
    read = opeasy.of_operation("getOperation", operation)
    given(read).status(200)
    expect(read).shows(opeasy.enterprise, "enterpriseId")


@verifies("OPEASY-CREATE-5")
def test_each_operation_has_an_id_of_its_own(opeasy: OpEasy) -> None:
    tasks, known = opeasy.tasks.failing(1), set()
    for _ in range(4):
        operation = opeasy.operation(tasks)
        expect(operation.created).that(operation.id not in known, "a new id", f"{operation.id} once more")
        known.add(operation.id)


@verifies_in_each_family("OPEASY-CREATE-6")
def test_the_size_leaves_out_tasks_that_failed_validation(opeasy: OpEasy) -> None:
    operation = opeasy.operation(opeasy.tasks.failing(3), opeasy.tasks.wrong(WRONG))
    given(listed(opeasy, opeasy.family.tasks, operation)).holds("the valid tasks", same_subjects(operation.tasks), opeasy.family)
    expect(operation.created).shows(3, *opeasy.family.size)
    many, wrong = opeasy.tasks.failing(MANY), operation.wrong  # each kind of wrong task in front of many others, and behind them
    created = opeasy.create([*wrong[:WRONG // 2], *many, *wrong[WRONG // 2:]])
    opeasy.adopt(created)
    expect(created).status(201).shows(MANY, *opeasy.family.size)


@verifies_in_each_family("OPEASY-CREATE-7")
def test_the_href_of_a_family_leads_to_its_tasks(opeasy: OpEasy) -> None:
    operation, other = opeasy.operation(valid=3), opeasy.operation(valid=3)
    due = listed(opeasy, opeasy.family.tasks, operation).json()[opeasy.family]
    given(listed(opeasy, opeasy.family.tasks, other)).holds("other tasks", lambda tasks: tasks != due, opeasy.family)
    for answer in (operation.created, opeasy.of_operation("getOperation", operation)):
        link = str(expect(answer).json("tasks", opeasy.family, "href"))
        expect(opeasy.follow(link, answer, opeasy.family.tasks)).status(200).shows(due, opeasy.family)
    appended = opeasy.append(operation, opeasy.tasks.failing(1))
    given(appended).status(200)
    link = str(expect(appended).json("tasks", opeasy.family, "href"))
    more = opeasy.follow(link, appended, opeasy.family.tasks)
    expect(more).status(200).holds("the tasks, and the one appended", lambda tasks: tasks[:-1] == due, opeasy.family)


@verifies_in_each_family("OPEASY-CREATE-8")
def test_there_is_a_summary_of_errors_only_where_an_error_occurred(opeasy: OpEasy) -> None:
    wrong = opeasy.operation(wrong=opeasy.tasks.wrong(1))
    given(wrong.created).shows(1, *opeasy.family.summary, "size")
    right = opeasy.operation()
    clean = [right.created, opeasy.append(right, opeasy.tasks.failing(1)), opeasy.of_operation("getOperation", right)]
    given(clean[1]).status(200)
    broken = [wrong.created, opeasy.append(wrong, opeasy.tasks.failing(1)), opeasy.of_operation("getOperation", wrong)]
    for exchange in (*clean, *broken):
        given(exchange).json(*opeasy.family.size)
        for family in exchange.json()["tasks"].keys() - ({opeasy.family} if exchange in broken else set()):
            expect(exchange).lacks("tasks", family, "validationErrors")


@verifies_in_each_family("OPEASY-CREATE-9")
def test_the_summary_counts_the_tasks_that_failed_validation(opeasy: OpEasy) -> None:
    twice = opeasy.users.modify(lastName="x" * 31, firstName="x" * 31, extension="12ab")
    operation = opeasy.operation(opeasy.tasks.failing(1), [*opeasy.tasks.wrong(2), twice])
    errors = listed(opeasy, opeasy.family.errors, operation)
    given(errors).holds("3 entries", lambda entries: len(entries) == 3, opeasy.family)
    expect(operation.created).shows(3, *opeasy.family.summary, "size")
    _counts_errors_of_all_families(opeasy, operation.wrong * (MANY // 3 + 1))


def _counts_errors_of_all_families(opeasy: OpEasy, wrong: list[Task]) -> None:
    """Many wrong tasks of this family behind a few of each other, all of which were seen to fail validation by themselves."""
    others = {family: opeasy.maker(family).wrong(count) for count, family in enumerate(FAMILIES, 1) if family != opeasy.family}
    for family, few in others.items():
        alone = opeasy.in_family(family).operation(wrong=few)
        given(listed(opeasy.in_family(family), family.errors, alone)).holds("the wrong tasks", same_subjects(few), family)
    created = opeasy.create({**others, opeasy.family: wrong})
    opeasy.adopt(created)
    expect(created).status(201)
    for family, due in {**others, opeasy.family: wrong}.items():
        expect(created).shows(len(due), *family.summary, "size")


@verifies_in_each_family("OPEASY-CREATE-10")
def test_the_href_of_the_summary_leads_to_the_validation_errors(opeasy: OpEasy) -> None:
    operation, other = (opeasy.operation(wrong=opeasy.tasks.wrong(2)) for _ in range(2))
    due = listed(opeasy, opeasy.family.errors, operation).json()[opeasy.family]
    given(listed(opeasy, opeasy.family.errors, other)).holds("other errors", lambda errors: errors != due, opeasy.family)
    appended = opeasy.append(operation, opeasy.tasks.failing(1))
    for answer in (operation.created, appended, opeasy.of_operation("getOperation", operation)):
        given(answer).json(*opeasy.family.summary)
        link = str(expect(answer).json(*opeasy.family.summary, "href"))
        expect(opeasy.follow(link, answer, opeasy.family.errors)).status(200).shows(due, opeasy.family)


@verifies_in_each_family("OPEASY-CREATE-11")
def test_tasks_that_fail_validation_do_not_fail_the_request(opeasy: OpEasy) -> None:
    for valid in (opeasy.tasks.failing(1), []):
        wrong = opeasy.tasks.wrong(2)
        created = opeasy.create([*valid, *wrong])
        expect(created).status(201)
        operation = opeasy.known(created, valid, wrong)
        given(opeasy.of_operation("getOperation", operation)).status(200).shows(2, *opeasy.family.summary, "size")


def _refused(opeasy: OpEasy, created: Exchange) -> None:
    opeasy.adopt(created)
    expect(created).refused(400)


@verifies("OPEASY-CREATE-12")
def test_a_file_without_the_extension_json_is_refused(opeasy: OpEasy) -> None:
    tasks = opeasy.tasks.failing(1)
    given(opeasy.operation(tasks).created).status(201)
    for filename in ("tasks.txt", "tasks"):
        _refused(opeasy, opeasy.create(tasks, filename=filename))


@verifies("OPEASY-CREATE-13")
def test_a_file_that_is_not_json_is_refused(opeasy: OpEasy) -> None:
    given(opeasy.operation().created).status(201)
    for content in NOT_JSON:
        _refused(opeasy, opeasy.create([], content=content))


@verifies("OPEASY-CREATE-14")
def test_a_form_without_enterprise_is_refused(opeasy: OpEasy) -> None:
    tasks = opeasy.tasks.failing(1)
    given(opeasy.operation(tasks).created).status(201)
    _refused(opeasy, opeasy.create(tasks, form={}))


def _sent(opeasy: OpEasy, task: Task) -> Operation:
    """An operation that was created with a task that may be wrong, and with one that is not and was accepted."""
    right = opeasy.tasks.failing(1)
    created = opeasy.create([task, *right])
    expect(created).status(201)
    operation = opeasy.known(created, right, [task])
    given(listed(opeasy, opeasy.family.tasks, operation)).holds("the valid task", has_subjects(right), opeasy.family)
    return operation


def _fails_later(opeasy: OpEasy, operation: Operation) -> None:
    scheduled = opeasy.scheduled(operation)
    opeasy.complete(scheduled)
    results, right = listed(opeasy, opeasy.family.results, scheduled), list(map(subject_of, operation.tasks))
    ends = [each.get("status") for each in results.json()[opeasy.family] if subject_of(each) not in right]
    expect(results).that(ends == ["FAILED"], f"{operation.wrong[0]} to fail validation, or to be FAILED", f"{ends}")
    uses("OPEASY-R-VALIDATION-STAGE", "b", "the task fails when it is processed")


@verifies_in_each_family("OPEASY-CREATE-15")
def test_an_unknown_command_fails_validation(opeasy: OpEasy) -> None:
    for command in ("NoSuchCommand", "RenameUser", "Assign" if opeasy.family == USERS else "AddUser"):
        operation = _sent(opeasy, opeasy.tasks.unknown(command))
        if not listed(opeasy, opeasy.family.errors, operation).json()[opeasy.family]:
            _fails_later(opeasy, operation)


@verifies_in_each_family("OPEASY-CREATE-16")
def test_a_task_without_command_or_content_fails_validation(opeasy: OpEasy) -> None:
    plain = opeasy.tasks.plain()
    for task in ({"content": plain["content"]}, {"command": plain["command"]}):
        errors = listed(opeasy, opeasy.family.errors, _sent(opeasy, task))
        expect(errors).holds(f"an entry for {task}", lambda entries: len(entries) == 1, opeasy.family)
