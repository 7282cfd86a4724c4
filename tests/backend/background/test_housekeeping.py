"""Housekeeping deletes all expired rows and nothing else, and blocks no other work."""

import asyncio
from datetime import timedelta

import pytest

from sami.background import housekeeping
from sami.background.housekeeping import RETENTION, purge_expired
from sami.db.base import Base
from sami.db.database import Database
from sami.models import IdempotencyKey, KeyUsageDay, RecordChange, Session
from sami.webhooks.model import Webhook, WebhookDelivery
from tests.backend.background.queue import Queue

TABLES = sorted(RETENTION, key=lambda table: table.__tablename__)

_WEBHOOKS = """
    INSERT INTO webhooks (workspace_id, id, key_id, user_id, url, events, pepper_id, ended_at, ended_reason)
    SELECT workspace_id, gen_random_uuid(), id, user_id, '', '{}', ''
"""
_WEBHOOK = f"{_WEBHOOKS}, NULL, NULL FROM api_keys"
_DELIVERIES = """
    INSERT INTO webhook_deliveries
        (workspace_id, id, webhook_id, change_id, event, record_id, changed_at, settled_at, outcome)
"""

#: Rows around the limit of each table. The first two of each have expired.
ROWS: dict[type[Base], str] = {
    IdempotencyKey: """
        INSERT INTO idempotency_keys (workspace_id, scope_id, token_hash, fingerprint, created_at)
        SELECT workspace_id, id, sha256(age::text::bytea), '', now() - age
        FROM users, unnest(ARRAY['24h', '30d', '23h 59min', '0']::interval[]) age
    """,
    Session: """
        INSERT INTO sessions (workspace_id, id, user_id, token_hash, expires_at)
        SELECT workspace_id, gen_random_uuid(), id, sha256(time::text::bytea), now() + time
        FROM users, unnest(ARRAY['0', '-30d', '1min', '14d']::interval[]) time
    """,
    KeyUsageDay: """
        INSERT INTO key_usage_days (workspace_id, key_id, day)
        SELECT workspace_id, id, (now() AT TIME ZONE 'UTC')::date - age
        FROM api_keys, unnest(ARRAY[91, 500, 90, -1]) age
    """,
    WebhookDelivery: f"""
        {_WEBHOOK};
        {_DELIVERIES} SELECT workspace_id, gen_random_uuid(), id, 1, '', id, now(), now() - age, 'delivered'
        FROM webhooks, unnest(ARRAY['7d', '30d', '6d 23h', '0']::interval[]) age
    """,  # noqa: S608 - ours
    Webhook: f"""
        {_WEBHOOKS}, now() - age, 'gone'
        FROM api_keys, unnest(ARRAY['30d', '90d', '29d 23h', '0']::interval[]) age
    """,
    RecordChange: """
        INSERT INTO record_changes (workspace_id, type, record_id, change, at)
        SELECT workspace_id, 'contact', id, 'updated', now() - age
        FROM users, unnest(ARRAY['30d', '1y', '29d 23h', '0']::interval[]) age
    """,
}

LEFT: dict[type[Base], str] = {
    IdempotencyKey: "SELECT array_agg(now() - created_at < '24h') FROM idempotency_keys",
    Session: "SELECT array_agg(expires_at > now()) FROM sessions",
    WebhookDelivery: "SELECT array_agg(now() - settled_at < '7d') FROM webhook_deliveries",
    Webhook: "SELECT array_agg(now() - ended_at < '30d') FROM webhooks",
    KeyUsageDay: "SELECT array_agg((now() AT TIME ZONE 'UTC')::date - day <= 90) FROM key_usage_days",
    RecordChange: "SELECT array_agg(now() - at < '30d') FROM record_changes",
}

MANY: dict[type[Base], str] = {
    IdempotencyKey: """
        INSERT INTO idempotency_keys (workspace_id, scope_id, token_hash, fingerprint, created_at)
        SELECT workspace_id, id, sha256(n::text::bytea), '', now() - '25h'::interval - n * '1s'::interval
        FROM users, generate_series(1, 20000) n
    """,
    Session: """
        INSERT INTO sessions (workspace_id, id, user_id, token_hash, expires_at)
        SELECT workspace_id, gen_random_uuid(), id, sha256(n::text::bytea), now() - n * '1s'::interval
        FROM users, generate_series(1, 20000) n
    """,
    KeyUsageDay: """
        INSERT INTO key_usage_days (workspace_id, key_id, day)
        SELECT workspace_id, id, current_date - 100 - n FROM api_keys, generate_series(1, 20000) n
    """,
    WebhookDelivery: f"""
        {_WEBHOOK};
        {_DELIVERIES} SELECT workspace_id, gen_random_uuid(), id, n, '', id, now(), now() - '8d'::interval, 'delivered'
        FROM webhooks, generate_series(1, 20000) n
    """,  # noqa: S608 - ours
    Webhook: f"{_WEBHOOKS}, now() - '31d'::interval, 'gone' FROM api_keys, generate_series(1, 20000) n",
    RecordChange: """
        INSERT INTO record_changes (workspace_id, type, record_id, change, at)
        SELECT workspace_id, 'contact', id, 'updated', now() - '31d'::interval - n * '1s'::interval
        FROM users, generate_series(1, 20000) n
    """,
}


def name_of(table: type[Base]) -> str:
    return str(table.__tablename__)


def test_every_table_with_a_retention_is_tested_here() -> None:
    assert ROWS.keys() == LEFT.keys() == MANY.keys() == RETENTION.keys()


@pytest.mark.usefixtures("within_a_day")
@pytest.mark.parametrize("table", TABLES, ids=name_of)
async def test_expired_rows_are_deleted_and_others_stay(table: type[Base], queue: Queue, database: Database) -> None:
    await queue.sql.execute(ROWS[table])
    assert await purge_expired(database, table) == 2
    assert await queue.sql.fetchval(LEFT[table]) == [True, True]
    assert await purge_expired(database, table) == 0


async def test_no_transaction_deletes_more_than_a_batch(
    queue: Queue, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(housekeeping, "BATCH_SIZE", 3)
    await queue.sql.execute("""
        CREATE TABLE removals (by xid8 DEFAULT pg_current_xact_id());
        CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN INSERT INTO removals DEFAULT VALUES; RETURN NULL; END $$;
        CREATE TRIGGER note AFTER DELETE ON sessions FOR EACH ROW EXECUTE FUNCTION note();
    """)
    await queue.add_sessions(8, timedelta(minutes=-1))
    assert await purge_expired(database, Session) == 8
    batches = await queue.sql.fetch("SELECT count(*) FROM removals GROUP BY by ORDER BY by")
    assert [row["count"] for row in batches] == [3, 3, 2]


async def test_a_locked_row_blocks_nothing(queue: Queue, database: Database) -> None:
    await queue.add_sessions(3, timedelta(minutes=-1))
    async with queue.sql.transaction():
        await queue.sql.execute("SELECT FROM sessions LIMIT 1 FOR UPDATE")
        assert await purge_expired(database, Session) == 2
    assert await purge_expired(database, Session) == 1


async def test_two_concurrent_runs_share_the_work(
    queue: Queue, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(housekeeping, "BATCH_SIZE", 5)
    await queue.add_sessions(100, timedelta(minutes=-1))
    removed = await asyncio.gather(*(purge_expired(database, Session) for _ in range(2)))
    assert sum(removed) == 100
    assert await queue.sessions() == 0


@pytest.mark.parametrize("table", TABLES, ids=name_of)
async def test_no_table_is_read_completely(table: type[Base], queue: Queue, database: Database) -> None:
    """Even when all of its rows have expired."""
    await queue.sql.execute(MANY[table])
    await queue.sql.execute(f"ANALYZE {table.__tablename__}")
    async with database.transaction() as session:
        dialect = (await session.connection()).dialect
    statement = housekeeping._delete_batch(table).compile(dialect=dialect, compile_kwargs={"literal_binds": True})
    plan = "\n".join(row[0] for row in await queue.sql.fetch(f"EXPLAIN {statement}"))
    assert "Seq Scan" not in plan
    assert "Sort" not in plan
    assert "Index Cond" in plan
