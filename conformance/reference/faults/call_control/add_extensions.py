"""Lies about the addition of several extensions."""

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager

from conformance.reference.call_control import CallControl
from conformance.reference.call_control.answer import Refusal, exception
from conformance.reference.call_control.foundation import Record
from conformance.reference.faults import violates


@violates("CALLCONTROL-MULTI-1")
class TellsOneForAll(CallControl):
    """Tells of several extensions that one was created."""

    def add_extensions(self, records: list[Record]) -> str:
        super().add_extensions(records)
        return "Extension Created"


@violates("CALLCONTROL-MULTI-1")
class AddsTwoAtMost(CallControl):
    """Refuses to add more than two extensions at once."""

    def check_several(self, records: list[Record]) -> None:
        if len(records) > 2:
            raise exception("Too many records")
        super().check_several(records)


@violates("CALLCONTROL-MULTI-2")
class MakesTheFirstOnly(CallControl):
    """Tells that all were created, and creates the first."""

    def add_extensions(self, records: list[Record]) -> str:
        status = super().add_extensions(records)
        for record in records[1:]:
            del self.extensions[self.text(record, "ExtentionNumber")]
        return status


@violates("CALLCONTROL-MULTI-2")
class ForgetsTheLast(CallControl):
    """Creates all of several extensions but the last."""

    def add_extensions(self, records: list[Record]) -> str:
        status = super().add_extensions(records)
        del self.extensions[self.text(records[-1], "ExtentionNumber")]
        return status


@violates("CALLCONTROL-MULTI-3")
class ChecksTheFirstOnly(CallControl):
    """Looks at the first of several records, and makes the others as they are."""

    def check_several(self, records: list[Record]) -> None:
        self.check_new(records[0])


@violates("CALLCONTROL-MULTI-3")
class ChecksAllButTheLast(CallControl):
    """Does not look at the last of several records."""

    def check_several(self, records: list[Record]) -> None:
        super().check_several(records[:-1])


@violates("CALLCONTROL-MULTI-3")
class SkipsBadRecords(CallControl):
    """Leaves out bad records, and tells that all were created."""

    def add_extensions(self, records: list[Record]) -> str:
        for record in records:
            with contextlib.suppress(Refusal):
                self.add_extension([record])
        return "All Extension Created"


@violates("CALLCONTROL-MULTI-4")
class MakesTheBadOne(CallControl):
    """Makes a record in spite of its name or address, before it refuses them all."""

    def check_several(self, records: list[Record]) -> None:
        for record in records:
            if self.is_number(self.text(record, "ExtentionNumber")):
                with self.keeping(record):
                    self.check_new(record)
        super().check_several(records)

    @contextmanager
    def keeping(self, record: Record) -> Iterator[None]:
        """Keeps what is refused."""
        try:
            yield
        except Refusal:
            self.make(record)
            raise


@violates("CALLCONTROL-MULTI-5")
class OverlooksEqualNumbers(CallControl):
    """Adds two records with one number."""

    def check_several(self, records: list[Record]) -> None:
        for record in records:
            self.check_new(record)


class NeedsAllOfSeveral(CallControl):
    """Refuses several extensions where one lacks a field."""

    def check_several(self, records: list[Record]) -> None:
        for record in records:
            if self.lacks(record):
                raise exception("A field is missing")
        super().check_several(records)

    def lacks(self, record: Record) -> bool:
        return False


@violates("CALLCONTROL-MULTI-6")
class NeedsEachFieldOfSeveral(NeedsAllOfSeveral):
    """Refuses several extensions where a field is empty."""

    def lacks(self, record: Record) -> bool:
        return "" in record.values()


@violates("CALLCONTROL-MULTI-6")
class NeedsFiveFieldsOfSeveral(NeedsAllOfSeveral):
    """Refuses several extensions where a field is absent."""

    def lacks(self, record: Record) -> bool:
        return len(record) < 5


@violates("CALLCONTROL-MULTI-6")
class NeedsFieldsOfTheFirst(CallControl):
    """Refuses several extensions where a field of the first is empty or absent."""

    def check_several(self, records: list[Record]) -> None:
        if len([value for value in records[0].values() if value]) < 5:
            raise exception("A field is missing")
        super().check_several(records)


@violates("CALLCONTROL-MULTI-8")
class LeavesOutTakenNumbers(CallControl):
    """Creates all of several extensions but those that exist, and tells that all were created."""

    def add_extensions(self, records: list[Record]) -> str:
        return super().add_extensions([each for each in records if self.text(each, "ExtentionNumber") not in self.extensions])


@violates("CALLCONTROL-MULTI-7")
class KeepsSeveralApart(CallControl):
    """Does not see the numbers of several where one is added."""

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        self.several: set[str] = set()

    def add_extensions(self, records: list[Record]) -> str:
        status = super().add_extensions(records)
        self.several |= {self.text(record, "ExtentionNumber") for record in records}
        return status

    def add_extension(self, records: list[Record]) -> str:
        for number in self.several:
            self.extensions.pop(number, None)
        return super().add_extension(records)
