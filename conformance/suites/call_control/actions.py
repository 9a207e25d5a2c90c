"""The seven actions: the operation of openapi.yaml, the name that holds the records, and what the target file must say."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Action:
    """One action. ``world`` is where the target file says what the document leaves out."""

    operation: str
    record: str
    status: str
    world: str = ""


ACTIONS = {
    "add extension": Action("addExt", "sExtension", "Extension Created"),
    "add extensions": Action("addExt", "mExtension", "All Extension Created"),
    "update extension": Action("updateExt", "uExtension", "Extension Updated"),
    "delete extension": Action("deleteExt", "dExtension", "Extension Deleted", "deleteExtension"),
    "add contact": Action("addPhonebook", "sContact", "Contact Created"),
    "update contact": Action("updatePhonebook", "uContact", "Contact Updated"),
    "delete contact": Action("deletePhonebook", "dContact", "Contact Deleted", "deleteContact"),
}
NEEDS = {name: (f"world.{action.world}",) for name, action in ACTIONS.items() if action.world}
