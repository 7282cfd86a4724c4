"""The triggers do not get in the way of those who write to the tables: they are fast enough, don't deadlock and need no
extra rights.
"""

import asyncio
from uuid import uuid4

import asyncpg
import httpx
import pytest

from sami.auth.key_hash import Peppers
from sami.db.pools import SERVER_SETTINGS
from sami.records.cursor import LogCursor
from tests.backend.change_feed.scenario import Connection, Scenario
from tests.factories.world import World


async def test_deleting_a_large_team_stays_within_the_statement_timeout(
    connections: list[Connection], shared_world: World
) -> None:
    sql, workspace = connections[0], await shared_world.workspace()
    teams = [await shared_world.team(workspace) for _ in range(2)]
    await sql.execute(
        "INSERT INTO users (workspace_id, id, email, name, role, password_hash)"
        " SELECT $1, id, id || '@example.com', '', 'member', ''"
        " FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, 700))",
        workspace,
    )
    enter = "INSERT INTO team_members SELECT workspace_id, $2, id FROM users WHERE workspace_id = $1 LIMIT $3"
    for team, members in zip(teams, (700, 350), strict=True):
        await sql.execute(enter, workspace, team, members)
    await sql.execute(f"SET statement_timeout = '{SERVER_SETTINGS['statement_timeout']}'")
    await sql.execute("DELETE FROM teams WHERE id = $1", teams[0])


async def test_hiding_a_contact_and_hiding_a_deal_of_it_do_not_deadlock(
    shared_client: httpx.AsyncClient, connections: list[Connection], shared_world: World
) -> None:
    """As in the API, each transaction locks the record before it changes it."""
    scenario = await Scenario.start(connections, shared_client, shared_world)
    one, other = scenario.sessions[:2]
    hide = "UPDATE {0} SET visibility = 'private' WHERE id = '{1}'"
    try:
        await scenario.execute(one, f"SELECT FROM deals WHERE id = '{scenario.ids['through']}' FOR UPDATE")
        await scenario.execute(other, f"SELECT FROM contacts WHERE id = '{scenario.ids['contact']}' FOR UPDATE")
        await scenario.execute(one, hide.format("deals", scenario.ids["through"]))
        await scenario.execute(other, hide.format("contacts", scenario.ids["contact"]))
        await scenario.finish()
    finally:
        await scenario.abort()
    hidden = "SELECT id FROM {0} WHERE id = ANY($1) AND visibility = 'private'"
    ids = [*scenario.ids.values()]
    both = [await connections[0].fetch(hidden.format(table), ids) for table in ("contacts", "deals")]
    assert [len(each) for each in both] == [2, 1], "neither was rolled back"


async def test_a_role_that_may_only_write_to_a_table_is_logged(
    connections: list[Connection], shared_world: World
) -> None:
    """Even if it has a temporary table with the log's name."""
    sql, role = connections[0], f"crm_{uuid4().hex}"
    person = await shared_world.person(await shared_world.workspace())
    await sql.execute(f"CREATE ROLE {role}; GRANT INSERT ON contacts TO {role}; GRANT ALL ON SCHEMA public TO {role}")
    try:
        await sql.execute(f"SET ROLE {role}; CREATE TEMPORARY TABLE record_changes (id int)")
        await sql.execute(
            "INSERT INTO contacts (workspace_id, id, owner_id, visibility, search)"
            " VALUES ($1, gen_random_uuid(), $2, 'private', '')",
            person.workspace_id,
            person.id,
        )
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await sql.execute(
                "CREATE TABLE mine (); CREATE TRIGGER forged AFTER INSERT ON mine EXECUTE FUNCTION forget_all()"
            )
        await sql.execute("RESET ROLE")
        logged = "SELECT change FROM public.record_changes WHERE workspace_id = $1"
        assert [each["change"] for each in await sql.fetch(logged, person.workspace_id)] == ["created"]
    finally:
        await sql.execute(f"RESET ROLE; DROP OWNED BY {role}; DROP ROLE {role}")


@pytest.mark.parametrize("table", ["record_changes", "messages", "team_members"])
async def test_truncate_expires_cursors(
    shared_client: httpx.AsyncClient,
    connections: list[Connection],
    shared_world: World,
    peppers: Peppers,
    table: str,
) -> None:
    person = await shared_world.person(await shared_world.workspace())
    headers = (await shared_world.key(person)).headers
    before = (await shared_client.get("/v1/changes", headers=headers)).json()["next_cursor"]
    # A dump from another server can contain such a value.
    await connections[0].execute("UPDATE workspaces SET changes_forgotten = '999999999999'")
    await connections[0].execute(f"TRUNCATE {table}")
    # Other transactions in this server hold the feed back.
    over = "SELECT min(changes_forgotten) < pg_snapshot_xmin(pg_current_snapshot()) FROM workspaces"
    while not await connections[0].fetchval(over):
        await asyncio.sleep(0)
    after = (await shared_client.get("/v1/changes", headers=headers)).json()["next_cursor"]
    identity = repr(("changes", person.workspace_id, person.id))
    log = LogCursor.decode(before, identity, peppers).history
    now = LogCursor.decode(after, identity, peppers)
    # The cursor of a client that read further before the database was restored to an earlier state.
    later = LogCursor(log, now.xid, now.id).encode(identity, peppers)
    for cursor, status in ((before, 410), (after, 200), (later, 410 if table == "record_changes" else 200)):
        response = await shared_client.get("/v1/changes", params={"cursor": cursor}, headers=headers)
        assert response.status_code == status, response.text
