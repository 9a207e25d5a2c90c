"""The commands about users alone (lines 5789-5801)."""

from conformance.reference.opeasy.back_end.knowledge import Knowledge, TaskFailure
from conformance.reference.opeasy.state import Task, User, Users


class UserCommands(Knowledge):
    """Adds, modifies, suspends, restores and deletes users."""

    def add_user(self, users: Users, task: Task) -> None:
        """Add a new user (5791); an existing one fails with 102."""
        self.check_absent(users, task)
        self.check_domain(task)
        self.check_names(task)
        users[task.user_id] = User(dict(task.user))

    def modify_user(self, users: Users, task: Task) -> None:
        """Changes the given fields and keeps the others (5795, 7054)."""
        user = self.user_of(users, task)
        self.check_names(task)
        user.fields.update(task.user)

    def delete_user(self, users: Users, task: Task) -> None:
        """With its settings and its places in call centers."""
        self.user_of(users, task)
        del users[task.user_id]

    def suspend_user(self, users: Users, task: Task) -> None:
        """Temporarily disables a user, who stays (5800)."""
        self.user_of(users, task).suspended = True

    def restore_user(self, users: Users, task: Task) -> None:
        self.user_of(users, task).suspended = False

    def user_of(self, users: Users, task: Task) -> User:
        """101 for a user that does not exist (7774); in every family."""
        if task.user_id not in users:
            raise TaskFailure("101", task.user_id)
        return users[task.user_id]

    def check_absent(self, users: Users, task: Task) -> None:
        """102 for a user that exists already (7776)."""
        if task.user_id in users:
            raise TaskFailure("102", task.user_id)

    def check_domain(self, task: Task) -> None:
        """The domain of a userId must be known by the system (5872-5873)."""
        self.check_known("userId", task.user_id)
