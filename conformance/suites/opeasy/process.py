"""Process of Operations."""

from conformance.checks import first, verifies
from conformance.expect import expect, given
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.items import has_subjects, listed, same_subjects, subject_of
from conformance.suites.opeasy.validation_errors import expect_scheduled


@first
@verifies("OPEASY-LIFE-2")
def test_the_documented_sequence_works_from_end_to_end(opeasy: OpEasy) -> None:
    users, wrong, tasks, more = opeasy.users, opeasy.tasks.wrong(1), opeasy.succeeding(2), opeasy.tasks.failing(1)
    created = opeasy.create([*tasks, *wrong])
    expect(created).status(201)
    operation = opeasy.known(created, tasks, wrong)
    given(listed(opeasy, opeasy.family.tasks, operation)).holds("the tasks", has_subjects(tasks), opeasy.family)
    expect(opeasy.append(operation, more)).status(200)
    error = str(expect(opeasy.of_operation(opeasy.family.errors, operation)).status(200).json(opeasy.family, 0, "id"))
    expect(opeasy.of_operation(opeasy.family.error, operation, error)).status(200)
    expect(opeasy.of_operation(opeasy.family.error_deletion, operation, error)).status(204)
    corrected = users.modify(subject_of(wrong[0]))
    expect(opeasy.append(operation, [corrected])).status(200)
    expect(opeasy.of_operation(opeasy.family.errors, operation)).status(200).shows([], opeasy.family)
    scheduled = expect_scheduled(opeasy, operation)
    opeasy.complete(scheduled)
    expect(opeasy.of_scheduled("getResults", scheduled)).status(200).json("results", opeasy.family)
    results = expect(opeasy.of_scheduled(opeasy.family.results, scheduled)).status(200)
    results.holds("a result of each task", same_subjects([*tasks, *more, corrected]), opeasy.family)
    expect(opeasy.of_scheduled("deleteScheduledOperation", scheduled)).status(204)
    expect(opeasy.of_operation("deleteOperation", operation)).status(204)
    expect(opeasy.of_operation("getOperation", operation)).status(404)
