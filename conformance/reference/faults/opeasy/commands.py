"""Lies about the Users commands."""


from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.back_end import TaskFailure, Users
from conformance.reference.opeasy.state import Result, ScheduledOperation, Task, User


@violates("OPEASY-USERS-1")
class ForgetsAddedUsers(OpEasy):
    """Reports that it has added a user, and does not."""

    def add_user(self, users: Users, task: Task) -> None:
        known = dict(users)
        super().add_user(users, task)
        users.clear()
        users.update(known)


@violates("OPEASY-USERS-1")
class ForgetsUsersBetweenOperations(OpEasy):
    """Finds the users that an operation adds only within the same operation."""

    def execute(self, scheduled: ScheduledOperation, task: Task) -> Result:
        if not scheduled.results:
            self.users.pop(scheduled.operation.enterprise_id, None)
        return super().execute(scheduled, task)


@violates("OPEASY-USERS-2")
class RefusesSingleFields(OpEasy):
    """Fails a ModifyUser that changes a single field."""

    def modify_user(self, users: Users, task: Task) -> None:
        super().modify_user(users, task)
        if len(task.user) <= 2:
            raise TaskFailure("100", "The user profile is incomplete")


@violates("OPEASY-USERS-3")
class KeepsDeletedUsers(OpEasy):
    """Reports that it has deleted a user, and does not."""

    def delete_user(self, users: Users, task: Task) -> None:
        self.user_of(users, task)


@violates("OPEASY-USERS-4")
class FailsToSuspend(OpEasy):
    """Fails to suspend an existing user."""

    def suspend_user(self, users: Users, task: Task) -> None:
        super().suspend_user(users, task)
        raise TaskFailure("100", "The user has no service to suspend")


@violates("OPEASY-USERS-4")
class FailsToRestore(OpEasy):
    """Fails to restore a user that is suspended."""

    def restore_user(self, users: Users, task: Task) -> None:
        if self.user_of(users, task).suspended:
            raise TaskFailure("101", task.user_id)


@violates("OPEASY-USERS-5")
class HidesSuspendedUsers(OpEasy):
    """Treats a suspended user as deleted, except when it is restored."""

    def user_of(self, users: Users, task: Task) -> User:
        user = super().user_of(users, task)
        if user.suspended and task.command != "RestoreUser":
            raise TaskFailure("101", task.user_id)
        return user

    def check_absent(self, users: Users, task: Task) -> None:
        if task.user_id not in users or not users[task.user_id].suspended:
            super().check_absent(users, task)
