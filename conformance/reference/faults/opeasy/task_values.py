"""Lies about what the fields of a task may hold."""

from collections.abc import Iterable
from typing import Any, ClassVar

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.state import Task


class TakesAnyName(OpEasy):
    """Takes whatever stands in these fields for something that exists."""

    fields: ClassVar[Iterable[str]]

    def is_known(self, name: str, value: str) -> bool:
        return name in self.fields or super().is_known(name, value)


@violates("OPEASY-USERS-6")
class TakesUnknownGroups(TakesAnyName):
    """Adds users to groups that do not exist."""

    fields = ("groupId",)


@violates("OPEASY-USERS-7")
class TakesForeignUserIds(TakesAnyName):
    """Adds users whose userId has a domain that is not known."""

    fields = ("userId",)


@violates("OPEASY-USERS-7")
class TakesForeignEmailAddresses(TakesAnyName):
    """Adds users whose emailAddress has a domain that is not known."""

    fields = ("emailAddress",)


@violates("OPEASY-USERS-7")
class TakesForeignFurtherAliases(TakesAnyName):
    """Looks at the domain of the first alias only."""

    fields = ("alias2", "alias3")


@violates("OPEASY-USERS-8")
class TakesUnknownDepartments(TakesAnyName):
    """Adds users to departments that do not exist."""

    fields = ("department",)


@violates("OPEASY-USERS-8")
class TakesUnknownServicePacks(TakesAnyName):
    """Assigns service packs that do not exist."""

    fields = ("servicePacks",)


@violates("OPEASY-USERS-8")
class TakesUnknownCallPickupGroups(TakesAnyName):
    """Adds users to call pickup groups that do not exist."""

    fields = ("callPickupGroup",)


@violates("OPEASY-USERS-8")
class TakesUnknownHuntGroups(TakesAnyName):
    """Adds users to hunt groups that do not exist."""

    fields = ("huntGroup",)


@violates("OPEASY-USERS-8")
class TakesUnknownClassesOfService(TakesAnyName):
    """Gives users a network class of service that does not exist."""

    fields = ("networkClassOfService",)


@violates("OPEASY-USERS-9")
class TakesAnyLanguage(TakesAnyName):
    """Gives users a language that the enterprise does not have."""

    fields = ("language",)


@violates("OPEASY-USERS-9")
class TakesAnyTimeZone(TakesAnyName):
    """Gives users a time zone that the enterprise does not have."""

    fields = ("timeZone",)


@violates("OPEASY-USERS-10")
class TakesUnassignedNumbers(TakesAnyName):
    """Gives users a phone number that is not assigned to the enterprise."""

    fields = ("phoneNumber",)


@violates("OPEASY-USERS-11")
class TakesUnknownVoiceRoutes(TakesAnyName):
    """Sends users over a Teams voice route that is not defined."""

    fields = ("teamsVoiceRoute",)


@violates("OPEASY-USERS-11")
class TakesUnknownPbxLocations(TakesAnyName):
    """Places users at a Teams PBX location that is not defined."""

    fields = ("teamsPbxLocation",)


@violates("OPEASY-USERS-11")
class ChecksNamesOnlyWhenAdding(OpEasy):
    """Looks at the names in a task only when it adds a user."""

    def check_names(self, task: Task) -> None:
        if task.command != "ModifyUser":
            super().check_names(task)


class Objects(OpEasy):
    """Objects to values that are right."""

    def objects(self, command: str, fields: dict[str, Any]) -> bool:
        """Whether a task fails validation for these fields of its content and its user."""
        raise NotImplementedError

    def field_messages(self, family: str, task: dict[str, Any]) -> list[str]:
        content = task["content"]
        user = content.get("user")
        fields = {**content, **user} if isinstance(user, dict) else content
        own = ["A field has no valid value."] if self.objects(task["command"], fields) else []
        return super().field_messages(family, task) or own


@violates("OPEASY-USERS-12")
class RefusesPlusSigns(Objects):
    """Refuses a phoneNumber that begins with a plus sign."""

    def objects(self, command: str, fields: dict[str, Any]) -> bool:
        return str(fields.get("phoneNumber")).startswith("+")


@violates("OPEASY-USERS-13")
class RefusesDescribedUserIds(Objects):
    """Refuses an alternate user id with a description."""

    def objects(self, command: str, fields: dict[str, Any]) -> bool:
        return any("/" in str(each) for each in fields.get("alternateUserIds") or ())


@violates("OPEASY-USERS-13")
class RefusesBareUserIds(Objects):
    """Refuses an alternate user id without a description."""

    def objects(self, command: str, fields: dict[str, Any]) -> bool:
        return any("/" not in str(each) for each in fields.get("alternateUserIds") or ())


@violates("OPEASY-USERS-14")
class RefusesAccountOfOrganization(Objects):
    """Refuses USE_ORG_ID as an accountId, since no account has this name."""

    def objects(self, command: str, fields: dict[str, Any]) -> bool:
        return fields.get("accountId") == "USE_ORG_ID"


class RefusesValue(Objects):
    """Refuses one of the values that the table lists for a field."""

    field: ClassVar[str]
    value: ClassVar[str]

    def objects(self, command: str, fields: dict[str, Any]) -> bool:
        return fields.get(self.field) == self.value


@violates("OPEASY-USERS-15")
class RefusesDeactivation(RefusesValue):
    """Refuses to deactivate phone numbers."""

    field, value = "phoneNumberActivation", "Deactivate"


@violates("OPEASY-USERS-15")
class RefusesTrunkUsers(RefusesValue):
    """Refuses TrunkUser as an endpointType."""

    field, value = "endpointType", "TrunkUser"


@violates("OPEASY-USERS-15")
class RefusesEmailDelivery(RefusesValue):
    """Refuses EmailDelivery as a voicemailAccount."""

    field, value = "voicemailAccount", "EmailDelivery"


@violates("OPEASY-USERS-15")
class RefusesRetainedAccounts(RefusesValue):
    """Refuses to retain the Ping account of a deleted user."""

    field, value = "pingUserDispositionalState", "Retain"


@violates("OPEASY-USERS-16")
class AcceptsTasksWithoutUser(OpEasy):
    """Accepts a task whose content has no user."""

    def field_messages(self, family: str, task: dict[str, Any]) -> list[str]:
        return super().field_messages(family, task) if "user" in task["content"] else []


@violates("OPEASY-USERS-17")
class DemandsUserProfiles(Objects):
    """Refuses an AddUser without a userProfile."""

    def objects(self, command: str, fields: dict[str, Any]) -> bool:
        return command == "AddUser" and "userProfile" not in fields


@violates("OPEASY-USERS-17")
class RefusesUserProfiles(Objects):
    """Refuses an AddUser with a userProfile."""

    def objects(self, command: str, fields: dict[str, Any]) -> bool:
        return command == "AddUser" and "userProfile" in fields
