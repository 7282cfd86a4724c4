"""The tables, one a file. Importing this package registers them all, which is what migrations compare with."""

from sami.models.api_key import ApiKey
from sami.models.contact import Contact
from sami.models.idempotency import IdempotencyKey
from sami.models.key_usage import KeyUsage
from sami.models.session import Session
from sami.models.team import Team, TeamMember
from sami.models.user import Role, User
from sami.models.workspace import Workspace

__all__ = [
    "ApiKey",
    "Contact",
    "IdempotencyKey",
    "KeyUsage",
    "Role",
    "Session",
    "Team",
    "TeamMember",
    "User",
    "Workspace",
]
