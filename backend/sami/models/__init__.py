"""The tables behind keys and sessions, one per file. `sami.tables` lists those of records too."""

from sami.models.api_key import ApiKey
from sami.models.audit_event import Action, AuditEvent
from sami.models.idempotency import IdempotencyKey
from sami.models.key_usage import KeyUsage, KeyUsageDay
from sami.models.record_change import ChangeType, RecordChange
from sami.models.session import Session
from sami.models.team import Team, TeamMember
from sami.models.user import Role, User
from sami.models.workspace import Workspace

__all__ = [
    "Action",
    "ApiKey",
    "AuditEvent",
    "ChangeType",
    "IdempotencyKey",
    "KeyUsage",
    "KeyUsageDay",
    "RecordChange",
    "Role",
    "Session",
    "Team",
    "TeamMember",
    "User",
    "Workspace",
]
