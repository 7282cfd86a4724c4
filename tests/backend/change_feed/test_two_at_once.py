"""Two concurrent transactions: one shows, hides or creates records, and the other changes what their visibility depends
on. Each is open while the other reads.
"""

from itertools import product
from string import Template

import httpx
import pytest

from tests.backend.change_feed.scenario import EXHAUSTIVE, Connection, Scenario
from tests.factories.world import World

_NEW = Template(
    "INSERT INTO $table (workspace_id, id, owner_id, search, visibility$columns)"
    " VALUES ('$$w', gen_random_uuid(), '$$p0', '', 'workspace'$values)"
)
_MESSAGE = {"table": "messages", "columns": ", channel, occurred_at, deal_id"}
_DEAL = {"table": "deals", "columns": ", title, stage_id, contact_id"}

#: The SQL of each change to the records of `Scenario.ids`. `p0` owns them, `p1` is an outsider, `p2` a teammate.
CHANGES = {
    "team's contact made": _NEW.substitute(table="contacts", columns="", values="").replace("'workspace'", "'team'"),
    "deal of the contact made": _NEW.substitute(_DEAL, values=", '', '$stage', '$contact'"),
    "message that shows the deal made": _NEW.substitute(_MESSAGE, values=", 'note', now(), '$deal'"),
    "message that shows a deal of the contact made": _NEW.substitute(_MESSAGE, values=", 'note', now(), '$through'"),
    "contact hidden": "UPDATE contacts SET visibility = 'private' WHERE id = '$contact'",
    "contact shown": "UPDATE contacts SET visibility = 'workspace' WHERE id = '$contact'",
    "deal hidden": "UPDATE deals SET visibility = 'private' WHERE id = '$deal'",
    "deal shown": "UPDATE deals SET visibility = 'workspace' WHERE id = '$deal'",
    "deal of the contact hidden": "UPDATE deals SET visibility = 'private' WHERE id = '$through'",
    "deal taken from the contact": "UPDATE deals SET contact_id = '$hidden' WHERE id = '$through'",
    "deal given the contact": "UPDATE deals SET contact_id = '$contact' WHERE id = '$deal'",
    "deal of the contact removed": (
        "UPDATE messages SET deal_id = NULL WHERE deal_id = '$through'; DELETE FROM deals WHERE id = '$through'"
    ),
    "private contact removed": "DELETE FROM contacts WHERE id = '$hidden'",
    "message of the contact hidden": "UPDATE messages SET visibility = 'private' WHERE id = '$message_through'",
    "message made to show a deal of the contact": "UPDATE messages SET deal_id = '$through' WHERE id = '$message'",
    "team entered": "INSERT INTO team_members VALUES ('$w', '$team', '$p1')",
    "team left": "DELETE FROM team_members WHERE user_id = '$p2'",
    "other team entered": "INSERT INTO team_members VALUES ('$w', '$other', '$p1')",
    "other team entered by the owner": "INSERT INTO team_members VALUES ('$w', '$other', '$p0')",
    "admin made": "UPDATE users SET role = 'admin' WHERE id = '$p1'",
    "pipeline deleted": "UPDATE pipelines SET deleted_at = now() WHERE id = '$pipeline'",
    "stage made": (
        "INSERT INTO stages (workspace_id, id, pipeline_id, name, position, kind)"
        " VALUES ('$w', gen_random_uuid(), '$pipeline', '', 9, 'open')"
    ),
}

#: The pairs that the triggers' locks are for.
CONFLICTS = [
    ("other team entered", "other team entered by the owner"),
    ("team entered", "team's contact made"),
    ("team left", "deal of the contact made"),
    ("admin made", "message that shows the deal made"),
    ("admin made", "message made to show a deal of the contact"),
    ("admin made", "private contact removed"),
    ("team entered", "deal hidden"),
    ("contact hidden", "deal of the contact made"),
    ("contact hidden", "deal given the contact"),
    ("contact shown", "deal taken from the contact"),
    ("contact shown", "message of the contact hidden"),
    ("contact shown", "message that shows a deal of the contact made"),
    ("deal hidden", "message that shows the deal made"),
    ("pipeline deleted", "stage made"),
]
EITHER_WAY = [pair for one, other in CONFLICTS for pair in ((one, other), (other, one))]


@pytest.mark.parametrize(("first", "second"), list(product(CHANGES, CHANGES)) if EXHAUSTIVE else EITHER_WAY)
async def test_two_at_once(
    shared_client: httpx.AsyncClient, shared_world: World, connections: list[Connection], first: str, second: str
) -> None:
    scenario = await Scenario.start(connections, shared_client, shared_world)
    one, other = scenario.sessions[:2]
    try:
        # This transaction gets the lower id, so the feed can show its changes while the first one is open.
        await scenario.execute(other, "SELECT pg_current_xact_id()")
        await scenario.execute(one, _sql(scenario, first))
        await scenario.execute(other, _sql(scenario, second))
        if other.work is None and other.is_open:
            await scenario.commit(other)
            await scenario.list_all()
        await scenario.finish()
    finally:
        await scenario.abort()


def _sql(scenario: Scenario, change: str) -> str:
    people = {f"p{number}": copy.person.id for number, copy in enumerate(scenario.copies)}
    team, other = scenario.teams
    ids = {**scenario.ids, **people, "w": scenario.workspace, "team": team, "other": other}
    return Template(CHANGES[change]).substitute(ids, stage=scenario.stage, pipeline=scenario.pipeline)
