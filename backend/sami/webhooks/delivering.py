"""Delivering to one webhook what is due, several messages at once, and those of one record in their order.

Each message is read when it is sent, by the statement that proves the webhook's key and looks through its user's eyes:
a dead key ends the webhook, and a record that its user does not see, or sees no more, is told of to nobody.

What a worker takes it holds for `LEASE`, in the database's clock, longer than sending can take. A worker that is killed
says nothing, and when its lease is over another takes it all up again: each message is sent at least once.
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
from sami.outgoing.sending import Sender, Sent
from sami.records.reader import Projection
from sami.webhooks import queue
from sami.webhooks.events import Event
from sami.webhooks.queue import Message, Result, Target
from sami.webhooks.schedule import pause
from sami.webhooks.signing import signature_headers

log = structlog.get_logger()

#: Messages on their way to one receiver.
AT_ONCE = 10

#: After so long the next webhook has its turn, and this one again when it is due.
SLICE_SECONDS = 10.0

#: At least so often the lease is prolonged.
_RENEW_SECONDS = 3.0

_DELETED = Projection(("id", "deleted_at"), include_deleted=True)


@dataclass(frozen=True, slots=True)
class Deliverer:
    """What a worker delivers with. `ending` is set when it is to stop."""

    database: Database
    sender: Sender
    peppers: Peppers
    ending: asyncio.Event

    async def deliver(self, workspace_id: UUID, webhook_id: UUID) -> None:
        """Delivers what is due, for a while; nothing when another worker is at it."""
        me, results = uuid7(), list[Result]()
        running: set[asyncio.Task[Result]] = set()
        until = asyncio.get_running_loop().time() + SLICE_SECONDS
        try:
            while True:
                over = self.ending.is_set() or asyncio.get_running_loop().time() > until
                free = 0 if over else AT_ONCE - len(running)
                batch = await queue.claim_batch(self.database, me, workspace_id, webhook_id, results, free)
                if batch is None:
                    return
                running |= {asyncio.create_task(self._try(batch.target, message)) for message in batch.messages}
                if not running:
                    break
                done, running = await asyncio.wait(running, timeout=_RENEW_SECONDS, return_when=asyncio.FIRST_COMPLETED)
                results = [task.result() for task in done]
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
        await queue.release_lease(self.database, me, workspace_id, webhook_id)

    async def _try(self, target: Target, message: Message) -> Result:
        claim = Claim(target.workspace_id, target.key_id, target.user_id, Permission.READ)
        try:
            data = await self._data(claim, message)
        except NotFound:
            return Result(message, not_visible=True)
        except Unauthenticated:
            return Result(message, key_dead=True)
        sent = None
        if pepper := self.peppers.get(target.pepper_id):
            sent = await self._send(target, pepper, message, data)
        else:
            # Ours to mend, and not the receiver's fault.
            log.warning("a webhook's pepper is not configured", webhook=str(target.id), pepper=target.pepper_id)
        chance = random.random()  # noqa: S311 - it spreads them, and hides nothing
        return Result(message, sent, pause(message.tries + 1, chance, sent.retry_after if sent else None))

    async def _send(self, target: Target, pepper: Pepper, message: Message, data: str) -> Sent:
        now = datetime.now(UTC)
        head = {"id": str(message.id), "type": message.event, "timestamp": _text(message.changed_at)}
        body = f'{json.dumps(head, separators=(",", ":"))[:-1]},"data":{data}}}'
        return await self.sender.post(target.url, body, signature_headers(pepper, target.id, message.id, now, body))

    async def _data(self, claim: Claim, message: Message) -> str:
        """Raises NotFound, Unauthenticated."""
        event = Event(message.event)
        projection = _DELETED if event.is_deletion else Projection()
        record = await event.records.get(self.database, claim, message.record_id, projection)
        if event.is_deletion and json.loads(record.json)["deleted_at"] is None:
            # It was restored since, of which there is a message, too.
            raise NotFound()
        return record.json


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
