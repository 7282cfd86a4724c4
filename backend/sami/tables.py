"""All tables. Importing this module registers them, which is what migrations compare with: those behind keys and
sessions stand in `sami.models`, a record's in the folder of the record.
"""

from sami.contacts.model import Contact
from sami.db.base import Base
from sami.deals.model import Deal
from sami.messages.model import Message
from sami.models import (
    ApiKey,
    AuditEvent,
    IdempotencyKey,
    KeyUsage,
    KeyUsageDay,
    RecordChange,
    Session,
    Team,
    TeamMember,
    User,
    Workspace,
)
from sami.pipelines.model import Pipeline, Stage
from sami.webhooks.model import Webhook, WebhookDelivery, WebhookPosition

METADATA = Base.metadata

__all__ = [
    "METADATA",
    "ApiKey",
    "AuditEvent",
    "Contact",
    "Deal",
    "IdempotencyKey",
    "KeyUsage",
    "KeyUsageDay",
    "Message",
    "Pipeline",
    "RecordChange",
    "Session",
    "Stage",
    "Team",
    "TeamMember",
    "User",
    "Webhook",
    "WebhookDelivery",
    "WebhookPosition",
    "Workspace",
]
