"""The migrations: they create the models' tables, keep existing data, and can be interrupted and undone."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from sami.db.database import Database, sqlalchemy_url
from sami.db.migrate import configuration, is_compatible, upgrade
from sami.keys import queries
from sami.models import ApiKey
from sami.tables import METADATA
from tests.fixtures.postgres import Databases

#: Tables that don't belong to one workspace.
NO_TENANT = {"workspaces", "webhook_position"}


async def test_the_migrations_create_the_tables_of_the_models(database_url: str) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        return list(compare_metadata(context, METADATA))

    engine = create_async_engine(sqlalchemy_url(database_url))
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_the_newest_schema_is_sufficient(database: Database) -> None:
    assert is_compatible(await database.revision())


async def test_the_queue_tables_match_the_installed_library(server_url: str) -> None:
    """A new version of procrastinate that changes its tables needs a migration of ours (ADR 10)."""
    databases = Databases(server_url)
    url = await databases.create()
    await asyncio.to_thread(upgrade, url)
    connection = await asyncpg.connect(url)
    ours = await describe_queue(connection)
    await connection.execute("DROP SCHEMA procrastinate CASCADE")
    await connection.execute("CREATE SCHEMA procrastinate; SET search_path = procrastinate")
    await connection.execute(SchemaManager.get_schema())
    await connection.execute("RESET search_path")
    theirs = await describe_queue(connection)
    await connection.close()
    await databases.drop(url)
    assert ours == theirs
    assert len(ours) > 50


async def describe_queue(connection: "asyncpg.Connection[asyncpg.Record]") -> list[str]:
    """Returns everything in the queue's schema, sorted: the order of columns doesn't matter."""
    rows = await connection.fetch("""
        WITH here AS (SELECT 'procrastinate'::regnamespace AS oid), tables AS (
            SELECT c.oid, relname FROM pg_class c JOIN here ON relnamespace = here.oid WHERE relkind IN ('r', 'c')
        )
        SELECT format('%s.%s %s %s %s %s', relname, attname, format_type(atttypid, atttypmod), attnotnull, attidentity,
                pg_get_expr(adbin, adrelid)) AS it
            FROM tables JOIN pg_attribute ON attrelid = tables.oid
            LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum WHERE attnum > 0 AND NOT attisdropped
        UNION SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN tables ON tables.oid = indrelid
        UNION SELECT format('%s %s %s', relname, conname, pg_get_constraintdef(c.oid))
            FROM pg_constraint c JOIN tables ON tables.oid = conrelid
        UNION SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN tables ON tables.oid = tgrelid
            WHERE NOT tgisinternal
        UNION SELECT pg_get_functiondef(p.oid) FROM pg_proc p JOIN here ON pronamespace = here.oid
        UNION SELECT format('%s %s', typname, string_agg(enumlabel, ' ' ORDER BY enumsortorder))
            FROM pg_enum JOIN pg_type t ON t.oid = enumtypid JOIN here ON typnamespace = here.oid GROUP BY typname
        ORDER BY it
    """)
    return [row["it"] for row in rows]


async def test_migrating_again_changes_nothing(database_url: str) -> None:
    await asyncio.to_thread(upgrade, database_url)


def test_every_tenant_tables_keys_start_with_the_workspace() -> None:
    """So rows can't refer across workspaces, and the tables can be distributed over machines by workspace."""
    for table in METADATA.sorted_tables:
        if table.name in NO_TENANT:
            continue
        assert next(iter(table.primary_key.columns)).name == "workspace_id", table.name
        for constraint in table.foreign_key_constraints:
            assert constraint.column_keys[0] == "workspace_id", constraint.name


async def test_existing_keys_survive_the_lifecycle_migration_and_its_downgrade(server_url: str) -> None:
    """Runs migration 0003 on a database with data."""
    databases = Databases(server_url)
    url = await databases.create()
    await asyncio.to_thread(command.upgrade, configuration(url), "0002")
    connection = await asyncpg.connect(url)
    await connection.execute(
        """
        INSERT INTO workspaces (id, name) VALUES (uuid(lpad('1', 32, '0')), 'Acme');
        INSERT INTO users (workspace_id, id, email, name, role, password_hash)
            SELECT id, id, 'ada@acme.test', 'Ada', 'member', '' FROM workspaces;
        INSERT INTO api_keys
                (workspace_id, id, user_id, name, folded_name, prefix, permission, pepper_id, digest, created_at)
            SELECT id, uuid(lpad(n::text, 32, '0')), id, p, p, p, p, 'p', sha256(p::bytea), now()
            FROM workspaces, unnest(ARRAY['read', 'write', 'admin']) WITH ORDINALITY AS _(p, n);
        INSERT INTO key_usage (workspace_id, key_id, last_used_at, last_used_ip, last_used_agent)
            SELECT workspace_id, id, now(), '192.0.2.1', 'Zapier' FROM api_keys;
        """
    )

    await asyncio.to_thread(upgrade, url)
    assert await needed_permissions(url) == {"read": None, "write": "write", "admin": "admin"}, (
        "a key must not be reported as having more than it needs"
    )
    await connection.execute(
        """
        INSERT INTO api_keys
                (workspace_id, id, user_id, name, folded_name, prefix, permission, pepper_id, digest, created_at)
            SELECT workspace_id, gen_random_uuid(), user_id, 'new', 'new', 'new', 'admin', 'p', digest, now()
            FROM api_keys WHERE prefix = 'admin';
        INSERT INTO key_usage (workspace_id, key_id, calls, attempts)
            SELECT workspace_id, id, 1, 1 FROM api_keys WHERE prefix = 'new';
        INSERT INTO audit_events (workspace_id, id, action, user_id, key_id)
            SELECT workspace_id, gen_random_uuid(), 'key_created', user_id, id FROM api_keys;
        INSERT INTO key_usage_days SELECT workspace_id, id, current_date, 1, 1 FROM api_keys;
        UPDATE api_keys SET replaced_at = now(), calls_when_replaced = 0, expires_at = now() + interval '1 hour',
            replaced_by_id = (SELECT id FROM api_keys WHERE prefix = 'new') WHERE prefix = 'admin';
        """
    )
    assert (await needed_permissions(url))["new"] == "read", "the need of new keys is known from the start"

    await asyncio.to_thread(command.downgrade, configuration(url), "0002")
    used = "SELECT prefix FROM key_usage u JOIN api_keys k ON k.id = u.key_id ORDER BY prefix"
    assert [row["prefix"] for row in await connection.fetch(used)] == ["admin", "read", "write"]
    ends_at = await connection.fetchval("SELECT expires_at FROM api_keys WHERE prefix = 'admin'")
    assert ends_at < datetime.now(UTC) + timedelta(hours=1), "its grace period still ends"
    await asyncio.to_thread(upgrade, url)
    await connection.close()
    await databases.drop(url)


async def test_keys_reported_as_leaked_stay_revoked_after_a_downgrade(server_url: str) -> None:
    """Runs migration 0008 on a database with data."""
    databases = Databases(server_url)
    url = await databases.create()
    await asyncio.to_thread(upgrade, url)
    connection = await asyncpg.connect(url)
    await connection.execute(
        """
        INSERT INTO workspaces (id, name) VALUES (uuid(lpad('1', 32, '0')), 'Acme');
        INSERT INTO users (workspace_id, id, email, name, role, password_hash)
            SELECT id, id, 'ada@acme.test', 'Ada', 'member', '' FROM workspaces;
        INSERT INTO api_keys (workspace_id, id, user_id, name, folded_name, prefix, permission, pepper_id, digest,
                created_at, revoked_at, reported_leaked)
            SELECT id, id, id, 'k', 'k', 'k', 'read', 'p', sha256('k'), now(), now(), true FROM workspaces;
        """
    )
    # A revoked key has either a user who revoked it or a report; a key that is not revoked has neither.
    for statement in (
        "UPDATE api_keys SET revoked_by_id = user_id",
        "UPDATE api_keys SET reported_leaked = false",
        "UPDATE api_keys SET revoked_at = NULL",
    ):
        with pytest.raises(asyncpg.CheckViolationError):
            await connection.execute(statement)
    await asyncio.to_thread(command.downgrade, configuration(url), "0005")
    assert await connection.fetchval("SELECT revoked_at IS NOT NULL AND revoked_by_id = user_id FROM api_keys")
    await asyncio.to_thread(upgrade, url)
    assert not await connection.fetchval("SELECT reported_leaked FROM api_keys")
    await connection.close()
    await databases.drop(url)


async def needed_permissions(url: str) -> dict[str, str | None]:
    """Returns, by prefix, the permission that the panel says each key needs."""
    async with Database.open(url, pool_size=1) as database, database.transaction() as session:
        rows = await session.scalars(select(ApiKey.id))
        keys = [await queries.get_key(session, ApiKey.workspace_id == UUID(int=1), key_id) for key_id in rows]
    return {key.prefix: key.needed_permission for key in keys}


async def test_building_indexes_blocks_nobody_and_can_be_resumed(server_url: str) -> None:
    """Interrupts migration 0005 while a transaction is open."""
    databases = Databases(server_url)
    url = await databases.create()
    await asyncio.to_thread(command.upgrade, configuration(url), "0003")
    writer, watcher = await asyncpg.connect(url), await asyncpg.connect(url)
    add = "INSERT INTO workspaces (id, name) VALUES (gen_random_uuid(), 'Acme')"
    keys = "UPDATE api_keys SET name = name"
    async with writer.transaction():
        await writer.execute(add)
        await writer.execute(keys)
        building = asyncio.create_task(asyncio.to_thread(upgrade, url))
        async with asyncio.timeout(30):
            waits = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            while (pid := await watcher.fetchval(waits)) is None:
                await asyncio.sleep(0.01)
        await watcher.execute(keys)
        await watcher.execute("SELECT pg_cancel_backend($1)", pid)
        with pytest.raises(DBAPIError):
            await building
    broken = "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"
    assert [row[0] for row in await watcher.fetch(broken)] == ["ix_api_keys_workspace_id_user_id_id"]

    await asyncio.to_thread(upgrade, url)
    assert await watcher.fetch(broken) == []
    await asyncio.to_thread(command.downgrade, configuration(url), "0003")
    await asyncio.to_thread(upgrade, url)
    await writer.close()
    await watcher.close()
    await databases.drop(url)
