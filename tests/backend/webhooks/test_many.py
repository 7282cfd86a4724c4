"""Many changes, many webhooks, and workspaces that could occupy all workers."""

from collections.abc import Sequence
from typing import Any

import asyncpg
import pytest

from sami.webhooks.dispatch import _DUE, MAX_PER_WORKSPACE, dispatch, due
from tests.backend.plans import plan_nodes
from tests.backend.webhooks.conftest import Hooks
from tests.fixtures.statements import Sent


async def test_many_changes_for_many_webhooks_are_read_and_written_in_batches(
    hooks: Hooks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A statement that takes too long is cut off, and would block the webhooks of all workspaces."""
    monkeypatch.setattr("sami.webhooks.dispatch.READ_BATCH", 3)
    monkeypatch.setattr("sami.webhooks.dispatch.WRITE_BATCH", 4)
    written, execute_many = list[int](), asyncpg.Connection.executemany

    async def recording(self: Any, command: str, rows: Sequence[Any], **options: Any) -> None:
        written.append(len(rows))
        await execute_many(self, command, rows, **options)

    webhooks = [await hooks.subscribe("contact.created", path=f"?{number}") for number in range(3)]
    await hooks.call("POST", "/v1/contacts/batch", {"items": [{"first_name": str(number)} for number in range(7)]})
    with monkeypatch.context() as patch:
        patch.setattr(asyncpg.Connection, "executemany", recording)
        assert await dispatch(hooks.database) == 21
    assert max(written) == 4
    for webhook in webhooks:
        assert await hooks.deliver(webhook) == ["contact.created"] * 7


async def test_finding_due_deliveries_does_not_read_waiting_ones(hooks: Hooks, module_database: str) -> None:
    webhook = await hooks.subscribe("contact.created")
    await hooks.run(
        "INSERT INTO webhook_deliveries (workspace_id, id, webhook_id, change_id, event, record_id, changed_at, due_at)"
        " SELECT :workspace, gen_random_uuid(), :webhook, number, 'contact.created', gen_random_uuid(), now(),"
        " now() + interval '1 hour' FROM generate_series(1, 2000) number",
        webhook=webhook["id"],
    )
    connection = await asyncpg.connect(module_database)
    await connection.execute("ANALYZE webhooks, webhook_deliveries")
    read = [node.rows for node in await plan_nodes(connection, Sent(_DUE.sql, ()), generic=False)]
    await connection.close()
    assert max(read) < 1000


async def test_a_workspace_can_not_occupy_all_workers(hooks: Hooks) -> None:
    for number in range(MAX_PER_WORKSPACE + 4):
        await hooks.subscribe("contact.created", path=f"?{number}")
    await hooks.new_contact()
    await dispatch(hooks.database)
    first = [webhook for workspace, webhook in await due(hooks.database) if workspace == hooks.me.workspace_id]
    assert len(first) == MAX_PER_WORKSPACE
    lease = "UPDATE webhooks SET busy_until = now() + interval '1 minute' WHERE workspace_id = :workspace"
    await hooks.run(f"{lease} AND id = ANY(:ids)", ids=first[2:])
    rest = [webhook for workspace, webhook in await due(hooks.database) if workspace == hooks.me.workspace_id]
    assert len(rest) == 2
    assert set(rest).isdisjoint(first[2:])
    await hooks.run(lease)
    assert await due(hooks.database) == []
