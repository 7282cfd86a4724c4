"""Alembic's entry. The URL comes from `sami.db.migrate`; on the command line, from SAMI_DATABASE_URL."""

import asyncio
import os

from alembic import context
from sqlalchemy import Connection, pool
from sqlalchemy.ext.asyncio import create_async_engine

from sami.db.database import sqlalchemy_url
from sami.tables import METADATA

#: Two processes may migrate at once: the second waits, then finds nothing to do.
_MIGRATION_LOCK = 7_264_100_471


def _migrate(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=METADATA, compare_server_default=True)
    with context.begin_transaction():
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
        # A migration that has to wait behind a long call must fail rather than hold up all later ones.
        connection.exec_driver_sql("SET LOCAL lock_timeout = '5s'")
        context.run_migrations()


async def _online() -> None:
    url = context.config.attributes.get("url") or os.environ["SAMI_DATABASE_URL"]
    engine = create_async_engine(sqlalchemy_url(url), poolclass=pool.NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(_migrate)
    await engine.dispose()


asyncio.run(_online())
