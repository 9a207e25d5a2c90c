"""Lies about the fields of users that are modified, or added with a device, and about those that are optional."""

from typing import Any

from conformance.reference.faults import violates
from conformance.reference.faults.opeasy.device_fields import TrustsAddUserDevice, TrustsModifyUser
from conformance.reference.faults.opeasy.task_values import Objects
from conformance.reference.opeasy.back_end.knowledge import ADDRESSES

USER_NAMES = ("department", "servicePacks", "callPickupGroup", "huntGroup", "networkClassOfService", "language", "timeZone")


@violates("OPEASY-USERS-33")
class TrustsDomainsBesideDevices(TrustsAddUserDevice):
    """Adds users with devices whatever the domains of their addresses."""

    fields = ADDRESSES


@violates("OPEASY-USERS-33")
class TrustsModifiedAliases(TrustsModifyUser):
    """Gives existing users aliases of domains that are not known."""

    fields = ADDRESSES[1:]


@violates("OPEASY-USERS-34")
class TrustsNamesBesideDevices(TrustsAddUserDevice):
    """Adds users with devices to departments, services and groups that do not exist."""

    fields = USER_NAMES


@violates("OPEASY-USERS-34")
class TrustsModifiedNames(TrustsModifyUser):
    """Moves existing users to departments, services and groups that do not exist."""

    fields = USER_NAMES


@violates("OPEASY-USERS-34")
class TrustsModifiedNumbers(TrustsModifyUser):
    """Gives existing users phone numbers that are not assigned to the enterprise."""

    fields = ("phoneNumber",)


@violates("OPEASY-USERS-35")
class TrustsVoiceRoutes(TrustsAddUserDevice):
    """Adds users with a Teams voice route that is not defined."""

    fields = ("teamsVoiceRoute",)


@violates("OPEASY-USERS-35")
class TrustsPbxLocations(TrustsAddUserDevice):
    """Adds users with a Teams PBX location that is not defined."""

    fields = ("teamsPbxLocation",)


@violates("OPEASY-USERS-42")
class DemandsLanguages(Objects):
    """Refuses an AddUser without a language."""

    def objects(self, command: str, fields: dict[str, Any]) -> bool:
        return command == "AddUser" and "language" not in fields


@violates("OPEASY-USERS-42")
class DemandsAlternates(Objects):
    """Refuses an AddUser without alternate user ids."""

    def objects(self, command: str, fields: dict[str, Any]) -> bool:
        return command == "AddUser" and "alternateUserIds" not in fields
