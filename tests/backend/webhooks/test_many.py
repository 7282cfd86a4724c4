"""Much to tell, many to be told, and those who would keep the workers for themselves."""

from collections.abc import Sequence
from typing import Any

import asyncpg
import pytest

from sami.webhooks.dispatch import _DUE, OF_A_WORKSPACE, dispatch, due
from tests.backend.plans import plan_nodes
from tests.backend.webhooks.conftest import Hooks
from tests.fixtures.statements import Sent


async def test_much_that_is_to_be_told_to_many_is_read_and_written_piece_by_piece(
    hooks: Hooks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A statement has to be over in seconds; one that never is would keep all workspaces from being told anything."""
    monkeypatch.setattr("sami.webhooks.dispatch.READ", 3)
    monkeypatch.setattr("sami.webhooks.dispatch.WRITTEN", 4)
    written, execute_many = list[int](), asyncpg.Connection.executemany

    async def noted(self: Any, command: str, rows: Sequence[Any], **options: Any) -> None:
        written.append(len(rows))
        await execute_many(self, command, rows, **options)

    webhooks = [await hooks.subscribe("contact.created", path=f"?{number}") for number in range(3)]
    await hooks.call("POST", "/v1/contacts/batch", {"items": [{"first_name": str(number)} for number in range(7)]})
    with monkeypatch.context() as patch:
        patch.setattr(asyncpg.Connection, "executemany", noted)
        assert await dispatch(hooks.database) == 21
    assert max(written) == 4
    for webhook in webhooks:
        assert await hooks.deliver(webhook) == ["contact.created"] * 7


async def test_what_waits_is_not_read_to_find_what_is_due(hooks: Hooks, module_database: str) -> None:
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


async def test_no_workspace_keeps_all_workers_waiting_for_its_receivers(hooks: Hooks) -> None:
    for number in range(OF_A_WORKSPACE + 4):
        await hooks.subscribe("contact.created", path=f"?{number}")
    await hooks.new_contact()
    await dispatch(hooks.database)
    mine = [webhook for workspace, webhook in await due(hooks.database) if workspace == hooks.me.workspace_id]
    assert len(mine) == OF_A_WORKSPACE
    held = "UPDATE webhooks SET busy_until = now() + interval '1 minute' WHERE workspace_id = :workspace"
    await hooks.run(f"{held} AND id = ANY(:ids)", ids=mine[2:])
    rest = [webhook for workspace, webhook in await due(hooks.database) if workspace == hooks.me.workspace_id]
    assert len(rest) == 2
    assert set(rest).isdisjoint(mine[2:])
    await hooks.run(held)
    assert await due(hooks.database) == []
