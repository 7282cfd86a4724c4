"""That the triggers let everybody go on who writes to the tables: in time, beside others, and with few rights."""

import asyncio
from uuid import uuid4

import asyncpg
import httpx
import pytest

from sami.auth.key_hash import Peppers
from sami.db.pools import SERVER_SETTINGS
from sami.records.cursor import LogCursor
from tests.backend.change_feed.play import Connection, Play
from tests.factories.world import World


async def test_a_team_of_many_ends_in_the_time_that_a_statement_has(
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


async def test_who_hides_a_contact_and_who_hides_a_deal_of_it_do_not_wait_for_each_other(
    shared_client: httpx.AsyncClient, connections: list[Connection], shared_world: World
) -> None:
    """As the API does it: locking what is to be changed comes first."""
    play = await Play.begin(connections, shared_client, shared_world)
    one, other = play.sessions[:2]
    hide = "UPDATE {0} SET visibility = 'private' WHERE id = '{1}'"
    try:
        await play.execute(one, f"SELECT FROM deals WHERE id = '{play.ids['through']}' FOR UPDATE")
        await play.execute(other, f"SELECT FROM contacts WHERE id = '{play.ids['contact']}' FOR UPDATE")
        await play.execute(one, hide.format("deals", play.ids["through"]))
        await play.execute(other, hide.format("contacts", play.ids["contact"]))
        await play.end()
    finally:
        await play.give_up()
    hidden = "SELECT id FROM {0} WHERE id = ANY($1) AND visibility = 'private'"
    both = [await connections[0].fetch(hidden.format(table), [*play.ids.values()]) for table in ("contacts", "deals")]
    assert [len(each) for each in both] == [2, 1], "neither was undone"


async def test_who_may_only_write_to_a_table_is_logged_all_the_same(
    connections: list[Connection], shared_world: World
) -> None:
    """Whatever they have in the way of the log."""
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
async def test_after_what_names_no_rows_copies_begin_anew(
    shared_client: httpx.AsyncClient,
    connections: list[Connection],
    shared_world: World,
    peppers: Peppers,
    table: str,
) -> None:
    person = await shared_world.person(await shared_world.workspace())
    headers = (await shared_world.key(person)).headers
    before = (await shared_client.get("/v1/changes", headers=headers)).json()["next_cursor"]
    # As a dump from another server may have it.
    await connections[0].execute("UPDATE workspaces SET changes_forgotten = '999999999999'")
    await connections[0].execute(f"TRUNCATE {table}")
    # What else goes on in this server holds the feed back.
    over = "SELECT min(changes_forgotten) < pg_snapshot_xmin(pg_current_snapshot()) FROM workspaces"
    while not await connections[0].fetchval(over):
        await asyncio.sleep(0)
    after = (await shared_client.get("/v1/changes", headers=headers)).json()["next_cursor"]
    identity = repr(("changes", person.workspace_id, person.id))
    log = LogCursor.decode(before, identity, peppers).history
    now = LogCursor.decode(after, identity, peppers)
    # As somebody has it who read on before the database was restored to what it was earlier.
    later = LogCursor(log, now.xid, now.id).encode(identity, peppers)
    for cursor, status in ((before, 410), (after, 200), (later, 410 if table == "record_changes" else 200)):
        answer = await shared_client.get("/v1/changes", params={"cursor": cursor}, headers=headers)
        assert answer.status_code == status, answer.text
