import asyncio

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from sami.db.database import Database, sqlalchemy_url
from sami.db.migrate import newest_revision, upgrade
from sami.tables import METADATA

#: Tables that stand above the workspaces, or are no tenant's.
NO_TENANT = {"workspaces"}


async def test_the_migrations_make_the_tables_that_the_models_describe(database_url: str) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        return list(compare_metadata(context, METADATA))

    engine = create_async_engine(sqlalchemy_url(database_url))
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_the_database_says_how_new_it_is(database: Database) -> None:
    assert await database.revision() == newest_revision()


async def test_migrating_again_changes_nothing(database_url: str) -> None:
    await asyncio.to_thread(upgrade, database_url)


def test_every_tenant_table_begins_with_its_workspace() -> None:
    """So that rows can't refer across workspaces, and the tables can be spread over machines by workspace."""
    for table in METADATA.sorted_tables:
        if table.name in NO_TENANT:
            continue
        assert next(iter(table.primary_key.columns)).name == "workspace_id", table.name
        for constraint in table.foreign_key_constraints:
            assert constraint.column_keys[0] == "workspace_id", constraint.name
