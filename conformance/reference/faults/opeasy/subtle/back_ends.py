"""Lies of the back end about users and what belongs to them, for unusual names or in an unusual order."""

import time
from collections.abc import Callable
from dataclasses import replace

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy, Settings
from conformance.reference.opeasy.back_end import TaskFailure, Users
from conformance.reference.opeasy.back_end.knowledge import ADDRESSES, plain
from conformance.reference.opeasy.settings import DEFAULTS
from conformance.reference.opeasy.state import Enterprise, Result, ScheduledOperation, Task, User


@violates("OPEASY-USERS-1")
class AddsUsersInSmallLetters(OpEasy):
    """Adds a user under the userId in small letters, and looks for it under the one that is sent."""

    def add_user(self, users: Users, task: Task) -> None:
        super().add_user(users, task)
        users[task.user_id.lower()] = users.pop(task.user_id)


@violates("OPEASY-USERS-28")
class DeletesDevicesByPrefix(OpEasy):
    """Deletes with a user and its devices those of all users whose id begins with the same address."""

    def delete_devices_of(self, user_id: str) -> None:
        address = user_id.partition("@")[0]
        for name, device in list(self.enterprise.devices.items()):
            if device.user_id.partition("@")[0].startswith(address):
                del self.enterprise.devices[name]


@violates("OPEASY-USERS-3")
class KeepsSuspendedUsers(OpEasy):
    """Fails to delete a user who is suspended."""

    def delete_user(self, users: Users, task: Task) -> None:
        if self.user_of(users, task).suspended:
            raise TaskFailure("100", "The user is suspended")
        super().delete_user(users, task)


class RemembersUsers(OpEasy):
    """The honest server, which also remembers the users that it has deleted, by enterprise and id."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.gone: dict[tuple[str, str], User] = {}

    def delete_user(self, users: Users, task: Task) -> None:
        user = self.user_of(users, task)
        super().delete_user(users, task)
        self.gone[self.enterprise.id, task.user_id] = user


@violates("OPEASY-USERS-50")
class ReservesDeletedIds(RemembersUsers):
    """Fails to add a user under the id of one who was deleted, as if that one existed."""

    def check_absent(self, users: Users, task: Task) -> None:
        super().check_absent(users, task)
        if (self.enterprise.id, task.user_id) in self.gone:
            raise TaskFailure("102", task.user_id)


@violates("OPEASY-AGENT-16")
class RemembersPlacesOfDeleted(RemembersUsers):
    """Gives a new user the places in call centers that a deleted one with the same id had."""

    def add_user(self, users: Users, task: Task) -> None:
        super().add_user(users, task)
        former = self.gone.get((self.enterprise.id, task.user_id))
        if former:
            users[task.user_id].call_centers = former.call_centers


@violates("OPEASY-USERS-3")
class FindsDeletedWithinOperation(RemembersUsers):
    """Goes on finding a user for the rest of the operation that deletes it."""

    def execute(self, scheduled: ScheduledOperation, task: Task) -> Result:
        if not scheduled.results:
            self.gone.clear()
        return super().execute(scheduled, task)

    def user_of(self, users: Users, task: Task) -> User:
        gone = self.gone.get((self.enterprise.id, task.user_id))
        return gone if gone and task.command == "ModifyUser" else super().user_of(users, task)


@violates("OPEASY-USERS-4")
class ForgetsSuspensionOfModified(OpEasy):
    """Fails to restore a suspended user who was modified meanwhile, since nothing is left of the suspension."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.lost: list[User] = []

    def modify_user(self, users: Users, task: Task) -> None:
        super().modify_user(users, task)
        if users[task.user_id].suspended:
            self.lost.append(users[task.user_id])

    def restore_user(self, users: Users, task: Task) -> None:
        if self.user_of(users, task) in self.lost:
            raise TaskFailure("100", "The user is not suspended")
        super().restore_user(users, task)


@violates("OPEASY-USERS-49")
class AddsBeforeLooking(OpEasy):
    """Reports that an AddUser failed for a department that does not exist, yet has added the user."""

    def add_user(self, users: Users, task: Task) -> None:
        try:
            super().add_user(users, task)
        except TaskFailure as failure:
            if failure.code == "100" and "department" in failure.context:
                users[task.user_id] = User(dict(task.user))
            raise


@violates("OPEASY-USERS-7")
class ComparesEndsOfDomains(OpEasy):
    """Takes a domain for known that ends like a known one."""

    def is_known(self, name: str, value: str) -> bool:
        ends_alike = name in ("userId", *ADDRESSES) and value.lower().endswith(self.settings.domain.lower())
        return ends_alike or super().is_known(name, value)


@violates("OPEASY-USERS-8")
class LooksAtFirstServicePack(OpEasy):
    """Looks only at the first of the servicePacks of a user."""

    def texts(self, task: Task, name: str) -> list[str]:
        found = super().texts(task, name)
        return found[:1] if name == "servicePacks" else found


@violates("OPEASY-USERS-51")
class TakesNumbersOfOthers(OpEasy):
    """Gives users a phone number that is assigned to another enterprise."""

    def is_known(self, name: str, value: str) -> bool:
        numbers = (plain(each) for numbers in self.settings.phone_numbers.values() for each in numbers)
        return super().is_known(name, value) or name == "phoneNumber" and plain(value) in numbers


@violates("OPEASY-TENANT-8")
class KeepsUsersInOneMap(OpEasy):
    """Keeps the users of all enterprises together, so that one can delete those of another."""

    def enterprise_of(self, scheduled: ScheduledOperation) -> Enterprise:
        return replace(super().enterprise_of(scheduled), users=self.users.setdefault("", {}))


@violates("OPEASY-TENANT-8")
class ReachesForeignUsers(OpEasy):
    """Finds users of other enterprises as well, so that ModifyUser and SuspendUser change them."""

    def user_of(self, users: Users, task: Task) -> User:
        if task.user_id not in users and task.command in ("ModifyUser", "SuspendUser"):
            for others in self.users.values():
                if task.user_id in others:
                    return others[task.user_id]
        return super().user_of(users, task)


@violates("OPEASY-AGENT-11")
class NamesFirstCallCenter(OpEasy):
    """Names only the first of the call centers that an agent is assigned to already."""

    lies_about = ("CallCenterAgent",)

    def check_not_assigned(self, user: User, ids: list[str]) -> None:
        assigned = [id_ for id_ in ids if id_ in user.call_centers]
        super().check_not_assigned(user, assigned[:1])


@violates("OPEASY-NUMBERS-2")
class ExcludesEndOfRange(OpEasy):
    """Leaves out the last number of a range, although the task is SUCCESS."""

    lies_about = ("PhoneNumbers",)

    def put_into_group(self, numbers: list[str], group: str) -> None:
        super().put_into_group(numbers[:-1] if len(numbers) > 1 else numbers, group)
