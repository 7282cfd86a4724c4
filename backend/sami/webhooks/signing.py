"""Signs messages for receivers to verify: Standard Webhooks (https://www.standardwebhooks.com), HMAC-SHA-256.

A webhook's secret is not stored. It is derived from the webhook's id and the pepper that was the newest at its
creation. So a stolen database can't sign messages, and a repeated creation gets the same response, secret included,
without a stored secret (ADR 15).
"""

import base64
from datetime import datetime
from uuid import UUID

from standardwebhooks import Webhook as Signer

from sami.auth.key_hash import Pepper


def secret_of(pepper: Pepper, webhook_id: UUID) -> str:
    """Derives a webhook's secret: `whsec_` and the base64 of 32 bytes."""
    return f"whsec_{base64.b64encode(pepper.derive('webhook secret', webhook_id.bytes)).decode()}"


def signature_headers(pepper: Pepper, webhook_id: UUID, message_id: UUID, at: datetime, body: str) -> dict[str, str]:
    """Returns the headers that sign `body`. `at` is the time of the attempt, in UTC: receivers refuse a message that is
    minutes old, as it may be a replay.
    """
    signature = Signer(secret_of(pepper, webhook_id)).sign(str(message_id), at, body)
    return {
        "webhook-id": str(message_id),
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signature,
    }
