"""All tables. Importing this module registers them in `METADATA`, which migrations are compared with.

The tables behind keys and sessions are in `sami.models`; a record's table is in its resource's package (ADR 6).
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
