"""What one transaction shows, hides or makes, while another, begun beside it, does the same to what it goes by. Each is
held open at the moment when the other looks.
"""

from itertools import product
from string import Template

import httpx
import pytest

from tests.backend.change_feed.play import AT_LENGTH, Connection, Play
from tests.factories.world import World

_NEW = Template(
    "INSERT INTO $table (workspace_id, id, owner_id, search, visibility$columns)"
    " VALUES ('$$w', gen_random_uuid(), '$$p0', '', 'workspace'$values)"
)
_MESSAGE = {"table": "messages", "columns": ", channel, occurred_at, deal_id"}
_DEAL = {"table": "deals", "columns": ", title, stage_id, contact_id"}

#: By what is done, to the records of `Play.ids`; `p0`, `p1` and `p2` are who has them, an outsider, and a teammate.
DONE = {
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

#: What each lock is for.
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


@pytest.mark.parametrize(("first", "second"), list(product(DONE, DONE)) if AT_LENGTH else EITHER_WAY)
async def test_two_at_once(
    shared_client: httpx.AsyncClient, shared_world: World, connections: list[Connection], first: str, second: str
) -> None:
    play = await Play.begin(connections, shared_client, shared_world)
    one, other = play.sessions[:2]
    try:
        # It has the smaller number, so the feed does not wait for the one to tell what the other did.
        await play.execute(other, "SELECT pg_current_xact_id()")
        await play.execute(one, _sql(play, first))
        await play.execute(other, _sql(play, second))
        if other.work is None and other.is_open:
            await play.commit(other)
            await play.list_all()
        await play.end()
    finally:
        await play.give_up()


def _sql(play: Play, what: str) -> str:
    people = {f"p{number}": copy.person.id for number, copy in enumerate(play.copies)}
    team, other = play.teams
    ids = {**play.ids, **people, "w": play.workspace, "team": team, "other": other}
    return Template(DONE[what]).substitute(ids, stage=play.stage, pipeline=play.pipeline)
