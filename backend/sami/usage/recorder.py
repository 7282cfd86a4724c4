"""When a key was last used, from where and by what: collected in memory, written every few seconds.

The first call of a key that this process sees is written before it is answered, so that the panel's "waiting for the
first call" turns at once. Writes only ever move forward, so processes can't undo each other's.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self
from uuid import UUID

import structlog
from sqlalchemy import DateTime, String, Uuid, bindparam, case, func, select
from sqlalchemy.dialects.postgresql import ARRAY, insert

from sami.auth.claims import Claim
from sami.client import Client
from sami.db.database import Database
from sami.db.statement import Statement
from sami.models.api_key import ApiKey
from sami.models.key_usage import KeyUsage

log = structlog.get_logger()

FLUSH_SECONDS = 3.0
_FORGET_FIRST_USES_BEYOND = 100_000


@dataclass(frozen=True, slots=True)
class Use:
    workspace_id: UUID
    key_id: UUID
    at: datetime
    client: Client


def _upsert() -> Statement:
    used = (
        func.unnest(
            bindparam("workspace_ids", type_=ARRAY(Uuid())),
            bindparam("key_ids", type_=ARRAY(Uuid())),
            bindparam("moments", type_=ARRAY(DateTime(timezone=True))),
            bindparam("ips", type_=ARRAY(String())),
            bindparam("agents", type_=ARRAY(String())),
        )
        .table_valued("workspace_id", "key_id", "at", "ip", "agent", name="used")
        .render_derived()
    )
    # Joined with the keys, because one may have been deleted with its workspace since.
    rows = (
        select(used.c.workspace_id, used.c.key_id, used.c.at, used.c.ip, used.c.agent)
        .join(ApiKey, (ApiKey.workspace_id == used.c.workspace_id) & (ApiKey.id == used.c.key_id))
        # Always in one order, so that two processes never wait for each other in a circle.
        .order_by(used.c.workspace_id, used.c.key_id)
    )
    columns = ["workspace_id", "key_id", "last_used_at", "last_used_ip", "last_used_agent"]
    write = insert(KeyUsage).from_select(columns, rows)
    newer = write.excluded.last_used_at >= KeyUsage.last_used_at
    return Statement(
        write.on_conflict_do_update(
            index_elements=["workspace_id", "key_id"],
            set_={
                "last_used_at": func.greatest(KeyUsage.last_used_at, write.excluded.last_used_at),
                "last_used_ip": case((newer, write.excluded.last_used_ip), else_=KeyUsage.last_used_ip),
                "last_used_agent": case((newer, write.excluded.last_used_agent), else_=KeyUsage.last_used_agent),
            },
        )
    )


_WRITE = _upsert()


class Recorder:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._pending: dict[UUID, Use] = {}
        self._seen: set[UUID] = set()

    async def used(self, claim: Claim, client: Client) -> None:
        """Notes an accepted call. Never fails: a call is not refused because it could not be counted."""
        use = Use(claim.workspace_id, claim.key_id, datetime.now(UTC), client)
        self._pending[claim.key_id] = use
        if claim.key_id not in self._seen:
            if len(self._seen) >= _FORGET_FIRST_USES_BEYOND:
                self._seen.clear()
            self._seen.add(claim.key_id)
            await self.flush()

    async def flush(self) -> None:
        """Writes what was collected, in one statement. On failure it stays collected, unless newer came in."""
        uses, self._pending = list(self._pending.values()), {}
        if not uses:
            return
        try:
            await self._database.execute(
                _WRITE,
                workspace_ids=[use.workspace_id for use in uses],
                key_ids=[use.key_id for use in uses],
                moments=[use.at for use in uses],
                ips=[use.client.ip for use in uses],
                agents=[use.client.agent for use in uses],
            )
        except Exception as failure:
            log.warning("last use not written yet", keys=len(uses), exc_info=failure)
            self._pending = {use.key_id: use for use in uses} | self._pending

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Self]:
        """Flushes every few seconds during the block and once at its end."""

        async def flush_for_ever() -> None:
            while True:
                await asyncio.sleep(FLUSH_SECONDS)
                await self.flush()

        task = asyncio.create_task(flush_for_ever())
        try:
            yield self
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            await self.flush()
