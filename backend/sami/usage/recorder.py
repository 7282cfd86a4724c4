"""What keys are used for: collected in memory, written every few seconds, never a write per call.

The first call of a key that this process sees is written before it is answered, so that the panel's "waiting for the
first call" turns at once. What could not be written is kept and written later. A process that is killed loses the
counts of its last few seconds, and nothing else.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Self
from uuid import UUID

import structlog

from sami.auth.claims import Claim
from sami.auth.permission import Permission
from sami.client import Client
from sami.db.database import Database
from sami.db.failures import is_unavailability, one_line
from sami.usage.tally import Tally, Trace
from sami.usage.write import WRITE, parameters

log = structlog.get_logger()

FLUSH_SECONDS = 3.0
_FORGET_FIRST_USES_BEYOND = 100_000

#: In one statement: with far more, it would be cut off for taking too long, at each try again.
KEYS_AT_ONCE = 1_000


class Recorder:
    """One per process. Noting a call never fails: a call is not refused because it could not be counted."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._pending: dict[UUID, Tally] = {}
        self._seen: set[UUID] = set()
        self.failed_writes = 0

    @property
    def pending_keys(self) -> int:
        """Keys whose use is not written down yet."""
        return len(self._pending)

    async def answered(self, claim: Claim, client: Client, needed: Permission) -> None:
        """A call that the key was accepted for; `needed` is the permission it asked for."""
        tally, now = self._tally(claim), datetime.now(UTC)
        tally.calls += 1
        tally.day(now).calls += 1
        if needed is not Permission.READ:
            tally.wrote = True
            tally.administered |= needed is Permission.ADMIN
        await self._used(tally, Trace(now, client))

    async def refused(self, claim: Claim, client: Client) -> None:
        """A call of a living key that asked for more than it may."""
        tally, now = self._tally(claim), datetime.now(UTC)
        tally.day(now).refusals += 1
        await self._used(tally, Trace(now, client))

    def limited(self, claim: Claim) -> None:
        """A call too many. Nobody asked whether the key still lives, so it is no use of it, and no attempt either."""
        self._tally(claim).day(datetime.now(UTC)).refusals += 1

    def dead(self, claim: Claim, client: Client) -> None:
        """A call with the whole key that was refused because the key is dead."""
        tally, now = self._tally(claim), datetime.now(UTC)
        tally.day(now).refusals += 1
        tally.attempts += 1
        tally.last_attempt = Trace(now, client)

    def _tally(self, claim: Claim) -> Tally:
        tally = self._pending.get(claim.key_id)
        if tally is None:
            tally = self._pending[claim.key_id] = Tally(claim.workspace_id, claim.key_id)
        return tally

    async def _used(self, tally: Tally, trace: Trace) -> None:
        tally.last_use = trace
        if tally.key_id not in self._seen:
            if len(self._seen) >= _FORGET_FIRST_USES_BEYOND:
                self._seen.clear()
            self._seen.add(tally.key_id)
            # This key alone: what there is to write of others is not for its caller to wait for.
            await self._write([self._pending.pop(tally.key_id)])

    async def flush(self) -> None:
        """Writes what was collected. What can't be written stays collected."""
        tallies, self._pending = list(self._pending.values()), {}
        await self._write(tallies)

    async def _write(self, tallies: list[Tally]) -> None:
        left = tallies
        try:
            while left:
                await self._database.execute(WRITE, **parameters(left[:KEYS_AT_ONCE]))
                left = left[KEYS_AT_ONCE:]
        except Exception as failure:
            self._keep(left)
            self.failed_writes += 1
            expected = is_unavailability(failure)
            log.warning(
                "usage not written yet",
                keys=len(left),
                cause=one_line(failure),
                exc_info=None if expected else failure,
            )
        except asyncio.CancelledError:
            self._keep(left)
            raise

    def _keep(self, tallies: Iterable[Tally]) -> None:
        for tally in tallies:
            newer = self._pending.setdefault(tally.key_id, tally)
            if newer is not tally:
                newer.add(tally)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Self]:
        """Flushes every few seconds during the block and once at its end."""

        ending = asyncio.Event()

        async def flush_until_the_end() -> None:
            while not ending.is_set():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(ending.wait(), FLUSH_SECONDS)
                await self.flush()

        # Told to end rather than cancelled: a flush that was cut off may have been written or not.
        task = asyncio.create_task(flush_until_the_end())
        try:
            yield self
        finally:
            ending.set()
            await task
            # Calls were counted while the task's last flush was under way.
            await self.flush()
