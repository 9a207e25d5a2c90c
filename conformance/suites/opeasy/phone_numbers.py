"""“PhoneNumbers” Fields and Commands."""

import pytest

from conformance.checks import verifies
from conformance.expect import Inconclusive
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.number_courses import before_and_after, course_of, ends, in_and_out, is_refused, maker


@pytest.fixture
def family() -> str:
    """The family that this section is about."""
    return "PhoneNumbers"


@verifies("OPEASY-NUMBERS-1")
def test_a_number_is_assigned_to_a_group(opeasy: OpEasy) -> None:
    make, (number, other) = maker(opeasy), ends(opeasy)
    unknown, assign, unassign = make.of("Assign"), make.of("Assign", number), make.of("Unassign", number)
    flat: list[Task] = [{"command": command, "content": make.of(command, other)["content"]["phoneNumbers"]}
                        for command in ("Assign", "Unassign")]
    course = course_of(opeasy, unknown, assign, unassign, *flat)
    course.given("FAILED", unknown)
    if course.end(assign) != "SUCCESS" and course.end(flat[0]) == "SUCCESS":
        raise Inconclusive("only the flat form is accepted (OPEASY-R-NUMBERS-NESTING, alternative c)")
    course.expect("SUCCESS", assign, unassign)


@verifies("OPEASY-NUMBERS-2")
def test_a_range_is_assigned_from_its_first_to_its_last_number(opeasy: OpEasy) -> None:
    make, (first, last) = maker(opeasy), ends(opeasy)
    unknown, assign = make.of("Assign"), make.of("Assign", f"{first} - {last}")
    usual, unassign = in_and_out(opeasy), [make.of("Unassign", number) for number in (first, last)]
    course = course_of(opeasy, unknown, *usual, assign, *unassign)
    course.given("FAILED", unknown)
    course.given("SUCCESS", *usual)
    course.expect("SUCCESS", assign, *unassign)


@verifies("OPEASY-NUMBERS-3")
def test_a_number_and_a_range_are_unassigned_from_their_group(opeasy: OpEasy) -> None:
    make, (number, _), numbers = maker(opeasy), ends(opeasy), opeasy.world("phoneNumberRange")
    unknown, assign, unassign = make.of("Assign"), *([make.of(command, each) for each in (number, numbers)]
                                                     for command in ("Assign", "Unassign"))
    course = course_of(opeasy, unknown, assign[0], unassign[0], assign[1], unassign[1])
    course.given("FAILED", unknown)
    course.given("SUCCESS", *assign)
    course.expect("SUCCESS", *unassign)


@verifies("OPEASY-NUMBERS-4")
def test_unassigned_numbers_are_as_they_were_before(opeasy: OpEasy) -> None:
    before_and_after(opeasy, maker(opeasy).of("Unassign", opeasy.world("phoneNumberRange")))


@verifies("OPEASY-NUMBERS-5")
def test_a_range_without_spaces_around_its_dash_is_none(opeasy: OpEasy) -> None:
    make, (first, last) = maker(opeasy), ends(opeasy)
    wrong, right = make.of("Assign", f"{first}-{last}"), make.of("Assign", f"{first} - {last}")
    course = course_of(opeasy, wrong, right)
    course.given("SUCCESS", right)
    course.expect("FAILED", wrong)


@verifies("OPEASY-NUMBERS-6")
def test_dashes_within_a_number_only_separate_its_digits(opeasy: OpEasy) -> None:
    make, (number, _) = maker(opeasy), ends(opeasy)
    digits = number.replace("-", "")
    other = digits if digits != number else f"{number[:-4]}-{number[-4:]}"
    unknown, assign = make.of("Assign"), make.of("Assign", number)
    respelled = [make.of("Unassign", other), make.of("Assign", other)]
    unassign = make.of("Unassign", number)
    course = course_of(opeasy, unknown, assign, *respelled, unassign)
    course.given("FAILED", unknown)
    course.given("SUCCESS", assign)
    course.expect("SUCCESS", *respelled, unassign)


@verifies("OPEASY-NUMBERS-7")
def test_numbers_are_assigned_to_existing_groups_only(opeasy: OpEasy) -> None:
    make, (number, _) = maker(opeasy), ends(opeasy)
    right, wrong, blank = make.of("Assign", number), make.of("Assign", number, opeasy.names.missing("group")), \
        make.of("Assign", number, "")
    if not is_refused(opeasy, right, wrong):
        course = course_of(opeasy, wrong, blank, right)
        course.given("SUCCESS", right)
        course.expect("FAILED", wrong, blank)


@verifies("OPEASY-NUMBERS-8")
def test_numbers_that_the_enterprise_does_not_have_fail(opeasy: OpEasy) -> None:
    make, (number, _), unknown = maker(opeasy), ends(opeasy), opeasy.names.phone_number()
    right = make.of("Assign", number)
    wrong = [make.of(command, numbers, activated=False) for command in ("Assign", "Modify")
             for numbers in (unknown, f"{unknown[:-1]}0 - {unknown[:-1]}3")]
    course = course_of(opeasy, right, *wrong)
    course.given("SUCCESS", right)
    course.expect("FAILED", *wrong)
