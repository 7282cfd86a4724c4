"""Delivers the messages of one webhook that are due: several at once, and those of one record in order (ADR 15).

The record is read when its message is sent, by the same statement that verifies the webhook's key and applies its
user's visibility. A dead key ends the webhook. A record that the user does not see, or no longer sees, is not sent.

A worker leases the webhook and its messages for `LEASE`, by the database's clock. That is longer than sending takes.
When a worker is killed, its lease expires and another worker takes over: each message is sent at least once.
"""

import asyncio
import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import structlog
from uuid_utils.compat import uuid7

from sami.auth.claims import Claim
from sami.auth.key_hash import Pepper, Peppers
from sami.auth.permission import Permission
from sami.db.database import Database
from sami.errors.types import NotFound, Unauthenticated
from sami.outgoing.sending import Sender, SendResult
from sami.records.reader import Projection
from sami.webhooks import queue
from sami.webhooks.events import Event
from sami.webhooks.queue import Message, Result, Target
from sami.webhooks.schedule import retry_delay
from sami.webhooks.signing import signature_headers

log = structlog.get_logger()

#: The most messages that are sent to one receiver at the same time.
MAX_IN_FLIGHT = 10

#: After this time the worker moves on to the next webhook, and comes back to this one when it is due again.
SLICE_SECONDS = 10.0

#: The lease is renewed at least this often.
_RENEW_SECONDS = 3.0

_DELETED = Projection(("id", "deleted_at"), include_deleted=True)


@dataclass(frozen=True, slots=True)
class Deliverer:
    """Delivers messages for a worker. `stopping` is set when the worker should stop."""

    database: Database
    sender: Sender
    peppers: Peppers
    stopping: asyncio.Event

    async def deliver(self, workspace_id: UUID, webhook_id: UUID) -> None:
        """Delivers the messages that are due, for `SLICE_SECONDS`. Does nothing when another worker has the lease."""
        lease_id, results = uuid7(), list[Result]()
        running: set[asyncio.Task[Result]] = set()
        until = asyncio.get_running_loop().time() + SLICE_SECONDS
        try:
            while True:
                stopping = self.stopping.is_set() or asyncio.get_running_loop().time() > until
                capacity = 0 if stopping else MAX_IN_FLIGHT - len(running)
                batch = await queue.claim_batch(self.database, lease_id, workspace_id, webhook_id, results, capacity)
                if batch is None:
                    return
                running |= {asyncio.create_task(self._attempt(batch.target, message)) for message in batch.messages}
                if not running:
                    break
                done, running = await asyncio.wait(running, timeout=_RENEW_SECONDS, return_when=asyncio.FIRST_COMPLETED)
                results = [task.result() for task in done]
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
        await queue.release_lease(self.database, lease_id, workspace_id, webhook_id)

    async def _attempt(self, target: Target, message: Message) -> Result:
        claim = Claim(target.workspace_id, target.key_id, target.user_id, Permission.READ)
        try:
            data = await self._record_json(claim, message)
        except NotFound:
            return Result(message, not_visible=True)
        except Unauthenticated:
            return Result(message, key_dead=True)
        sent = None
        if pepper := self.peppers.get(target.pepper_id):
            sent = await self._send(target, pepper, message, data)
        else:
            # A configuration error of ours, so it does not count against the receiver.
            log.warning("a webhook's pepper is not configured", webhook=str(target.id), pepper=target.pepper_id)
        chance = random.random()  # noqa: S311 - it spreads the retries and is no secret
        return Result(message, sent, retry_delay(message.tries + 1, chance, sent.retry_after if sent else None))

    async def _send(self, target: Target, pepper: Pepper, message: Message, data: str) -> SendResult:
        now = datetime.now(UTC)
        head = {"id": str(message.id), "type": message.event, "timestamp": _utc_text(message.changed_at)}
        body = f'{json.dumps(head, separators=(",", ":"))[:-1]},"data":{data}}}'
        return await self.sender.post(target.url, body, signature_headers(pepper, target.id, message.id, now, body))

    async def _record_json(self, claim: Claim, message: Message) -> str:
        """Returns the record as JSON, as the webhook's user sees it now. Raises NotFound, Unauthenticated."""
        event = Event(message.event)
        projection = _DELETED if event.is_deletion else Projection()
        record = await event.records.get(self.database, claim, message.record_id, projection)
        if event.is_deletion and json.loads(record.json)["deleted_at"] is None:
            # The record was restored since. That has a message of its own.
            raise NotFound()
        return record.json


def _utc_text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
