"""A small Clearspan: what each enterprise has, the commands of Appendices I to V and the codes of Appendix VII."""

from conformance.reference.opeasy.back_end.back_end import BackEnd
from conformance.reference.opeasy.back_end.knowledge import TaskFailure
from conformance.reference.opeasy.state import Users

__all__ = ["BackEnd", "TaskFailure", "Users"]
