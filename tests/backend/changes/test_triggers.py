"""That the triggers let everybody go on who writes to the tables: in time, beside others, and with few rights."""

from sami.db.pools import SERVER_SETTINGS
from tests.backend.changes.play import Connection
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
