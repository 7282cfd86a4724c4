"""How receivers know that a message is ours: Standard Webhooks (https://www.standardwebhooks.com), HMAC-SHA-256.

A webhook's secret is kept nowhere. It is made of the pepper that was the newest when the webhook was made, and of the
webhook's id: so a stolen database signs nothing, and the first answer can be given again to a repeated request without
anything secret having been written down for it.
"""

import base64
from datetime import datetime
from uuid import UUID

from standardwebhooks import Webhook as Signer

from sami.auth.key_hash import Pepper


def secret_of(pepper: Pepper, webhook_id: UUID) -> str:
    """`whsec_` and the base64 of 32 bytes."""
    return f"whsec_{base64.b64encode(pepper.derive('webhook secret', webhook_id.bytes)).decode()}"


def signature_headers(pepper: Pepper, webhook_id: UUID, message_id: UUID, at: datetime, body: str) -> dict[str, str]:
    """`at` is the moment of the attempt, in UTC: receivers refuse a message that is minutes old, as one that somebody
    has kept and sends again.
    """
    signature = Signer(secret_of(pepper, webhook_id)).sign(str(message_id), at, body)
    return {
        "webhook-id": str(message_id),
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signature,
    }
