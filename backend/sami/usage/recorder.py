"""Records the usage of keys: collected in memory and written every few seconds, never a write per call (ADR 9).

The first call of a key that a process sees is written before the response is sent, so that the panel's "Waiting for the
first call" updates at once. Usage that can't be written is kept and written later. A process that is killed loses only
the counts of its last few seconds.
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
from sami.usage.tally import Occurrence, Tally
from sami.usage.write import WRITE, parameters

log = structlog.get_logger()

FLUSH_SECONDS = 3.0
_MAX_KEYS_SEEN = 100_000

#: A statement for far more keys would time out, on every retry.
MAX_KEYS_PER_STATEMENT = 1_000


class Recorder:
    """Counts the calls of all keys. One per process.

    Recording never fails, so no call is refused because it couldn't be counted. In all methods, `claim` names the key
    and `client` is where the call came from.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._pending: dict[UUID, Tally] = {}
        self._seen: set[UUID] = set()
        self.failed_writes = 0

    @property
    def pending_keys(self) -> int:
        """The number of keys whose usage isn't written yet."""
        return len(self._pending)

    async def record_accepted(self, claim: Claim, client: Client, needed: Permission) -> None:
        """Records an accepted call. `needed` is the permission that it required."""
        tally, now = self._tally(claim), datetime.now(UTC)
        tally.calls += 1
        tally.day(now).calls += 1
        if needed is not Permission.READ:
            tally.wrote = True
            tally.administered |= needed is Permission.ADMIN
        await self._record_use(tally, Occurrence(now, client))

    async def record_refused(self, claim: Claim, client: Client) -> None:
        """Records a call of a working key that lacked the permission."""
        tally, now = self._tally(claim), datetime.now(UTC)
        tally.day(now).refusals += 1
        await self._record_use(tally, Occurrence(now, client))

    def record_rate_limited(self, claim: Claim) -> None:
        """Records a call over the limit. It counts neither as a use nor as an attempt: the key wasn't checked."""
        self._tally(claim).day(datetime.now(UTC)).refusals += 1

    def record_dead(self, claim: Claim, client: Client) -> None:
        """Records a call that was refused because the key is revoked or expired, or its owner is deactivated."""
        tally, now = self._tally(claim), datetime.now(UTC)
        tally.day(now).refusals += 1
        tally.attempts += 1
        tally.last_attempt = Occurrence(now, client)

    def _tally(self, claim: Claim) -> Tally:
        tally = self._pending.get(claim.key_id)
        if tally is None:
            tally = self._pending[claim.key_id] = Tally(claim.workspace_id, claim.key_id)
        return tally

    async def _record_use(self, tally: Tally, use: Occurrence) -> None:
        tally.last_use = use
        if tally.key_id not in self._seen:
            if len(self._seen) >= _MAX_KEYS_SEEN:
                self._seen.clear()
            self._seen.add(tally.key_id)
            # Only this key: its caller must not wait for other keys' usage to be written.
            await self._write([self._pending.pop(tally.key_id)])

    async def flush(self) -> None:
        """Writes the collected usage. Usage that can't be written stays collected."""
        tallies, self._pending = list(self._pending.values()), {}
        await self._write(tallies)

    async def _write(self, tallies: list[Tally]) -> None:
        remaining = tallies
        try:
            while remaining:
                await self._database.execute(WRITE, **parameters(remaining[:MAX_KEYS_PER_STATEMENT]))
                remaining = remaining[MAX_KEYS_PER_STATEMENT:]
        except Exception as failure:
            self._restore(remaining)
            self.failed_writes += 1
            expected = is_unavailability(failure)
            log.warning(
                "usage not written yet",
                keys=len(remaining),
                cause=one_line(failure),
                exc_info=None if expected else failure,
            )
        except asyncio.CancelledError:
            self._restore(remaining)
            raise

    def _restore(self, tallies: Iterable[Tally]) -> None:
        """Puts tallies that weren't written back among the pending ones."""
        for tally in tallies:
            newer = self._pending.setdefault(tally.key_id, tally)
            if newer is not tally:
                newer.add(tally)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Self]:
        """Flushes every few seconds during the block, and once at its end."""

        stopping = asyncio.Event()

        async def flush_until_stopped() -> None:
            while not stopping.is_set():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stopping.wait(), FLUSH_SECONDS)
                await self.flush()

        # Stopped by an event, not cancelled: after a cancelled flush it is unknown whether it was written.
        task = asyncio.create_task(flush_until_stopped())
        try:
            yield self
        finally:
            stopping.set()
            await task
            # Calls may have been counted during the task's last flush.
            await self.flush()
