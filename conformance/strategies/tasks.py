"""Tasks of OpEasy: what to do, and with whom or what. One maker of tasks for each family.

Tasks are plain JSON: ``{"command": ..., "content": {"groupId": ..., "user": {"userId": ...}}}``.
"""

from conformance.strategies.family import UNKNOWN, FamilyTasks, Task
from conformance.strategies.further_families import AgentTasks, NumberTasks, SettingTasks, forwarding_tasks, recording_tasks
from conformance.strategies.names import Names
from conformance.strategies.users import UserTasks

__all__ = ["UNKNOWN", "AgentTasks", "FamilyTasks", "Names", "NumberTasks", "SettingTasks", "Task", "UserTasks",
           "forwarding_tasks", "recording_tasks"]
