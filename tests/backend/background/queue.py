"""The job queue in the database, and expired sessions: their deletion shows that background work was done."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

import asyncpg

_SOMEBODY = """
    INSERT INTO workspaces (id, name) VALUES (uuid(lpad('1', 32, '0')), 'Acme') ON CONFLICT DO NOTHING;
    INSERT INTO users (workspace_id, id, email, name, role, password_hash)
        SELECT id, id, 'ada@acme.test', 'Ada', 'member', '' FROM workspaces ON CONFLICT DO NOTHING;
    INSERT INTO api_keys (workspace_id, id, user_id, name, folded_name, prefix, permission, pepper_id, digest)
        SELECT id, id, id, 'K', 'k', 'k', 'read', 'p', sha256('') FROM workspaces ON CONFLICT DO NOTHING;
"""

_SESSIONS = """
    INSERT INTO sessions (workspace_id, id, user_id, token_hash, expires_at)
    SELECT workspace_id, gen_random_uuid(), id, sha256(gen_random_uuid()::text::bytea), now() + $1
    FROM users, generate_series(1, $2)
"""

_PUT = """
    SELECT procrastinate_defer_jobs_v1(array_agg(ROW(
        'default', $1::text, 0, NULL, NULL, jsonb_build_object('timestamp', n), NULL
    )::procrastinate_job_to_defer_v1))
    FROM generate_series(1, $2) n
"""


@dataclass
class Queue:
    url: str
    sql: "asyncpg.Connection[asyncpg.Record]"

    @classmethod
    @asynccontextmanager
    async def at(cls, url: str) -> AsyncIterator[Self]:
        sql = await asyncpg.connect(url, server_settings={"search_path": "public, procrastinate"})
        try:
            await sql.execute(_SOMEBODY)
            yield cls(url, sql)
        finally:
            await sql.close()

    async def add_sessions(self, many: int, expires_in: timedelta) -> None:
        await self.sql.execute(_SESSIONS, expires_in, many)

    async def sessions(self) -> int:
        return int(await self.sql.fetchval("SELECT count(*) FROM sessions"))

    async def no_sessions(self) -> bool:
        return await self.sessions() == 0

    async def put(self, task: str, many: int = 1) -> None:
        """Queues jobs in a transaction, as the library does."""
        await self.sql.execute(_PUT, task, many)

    async def is_empty(self) -> bool:
        return not await self.sql.fetchval("SELECT count(*) FROM procrastinate_jobs")

    async def statuses(self) -> set[str]:
        return {row[0] for row in await self.sql.fetch("SELECT status::text FROM procrastinate_jobs")}

    async def workers(self) -> int:
        return int(await self.sql.fetchval("SELECT count(*) FROM procrastinate_workers"))

    async def is_heard_by(self, workers: int) -> bool:
        """Whether this number of workers listens for jobs. A worker that is stopping does not."""
        listening = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()"
        return bool(await self.sql.fetchval(listening) == workers)

    @asynccontextmanager
    async def sessions_locked(self) -> AsyncIterator[Callable[[], Awaitable[None]]]:
        """Locks the sessions during the block, or until the yielded function is called."""
        locking = await asyncpg.connect(self.url)
        try:
            await locking.execute("BEGIN; LOCK sessions")
            yield locking.close
        finally:
            await locking.close()

    async def a_job_waits(self) -> bool:
        """Whether a job waits for the lock on the sessions."""
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'public.sessions'::regclass"
        return bool(await self.sql.fetchval(waiting))


async def until(condition: Callable[[], Awaitable[object]]) -> None:
    """Polls until the condition is true. Times out after 60 seconds."""
    async with asyncio.timeout(60):
        while not await condition():
            await asyncio.sleep(0.02)  # Leaves the CPU to the processes that we wait for.
