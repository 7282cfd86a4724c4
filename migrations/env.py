"""Alembic's entry point. The database URL comes from `sami.db.migrate`; at the command line, from SAMI_DATABASE_URL."""

import asyncio
import os

from alembic import context
from sqlalchemy import Connection, func, pool, select
from sqlalchemy.ext.asyncio import create_async_engine

from sami.db.database import sqlalchemy_url
from sami.tables import METADATA

#: Two processes may migrate at once: the second waits, then finds nothing to do.
_MIGRATION_LOCK = 7_264_100_471


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        compare_server_default=True,
        # Some migrations must run outside a transaction. The ones before them stay committed.
        transaction_per_migration=True,
    )
    context.run_migrations()


async def _online() -> None:
    url = context.config.attributes.get("url") or os.environ["SAMI_DATABASE_URL"]
    # A migration that has to wait behind a long call must fail rather than delay all later calls.
    waiting = {"server_settings": {"lock_timeout": "5s"}}
    engine = create_async_engine(sqlalchemy_url(url), poolclass=pool.NullPool, connect_args=waiting)
    async with engine.connect() as connection:
        # Poll instead of waiting in a statement: building an index concurrently waits for all statements that started
        # before it, including one that waits for this lock.
        while not await connection.scalar(select(func.pg_try_advisory_lock(_MIGRATION_LOCK))):
            await connection.commit()
            await asyncio.sleep(0.1)
        await connection.commit()
        await connection.run_sync(_migrate)
    await engine.dispose()


asyncio.run(_online())
