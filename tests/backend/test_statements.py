"""How many statements a call sends to PostgreSQL, and that each is bound to one workspace.

Scaling depends on this: a read is one round trip, and with tables distributed over machines by `workspace_id`, each
statement goes to one machine.
"""

from collections.abc import Mapping
from uuid import UUID

import httpx
import pytest

from sami.usage.write import WRITE
from tests.backend.routing import unbound_tables
from tests.factories.world import PASSWORD, HeldKey, Person, World
from tests.fixtures.calls import CALLS, Call
from tests.fixtures.statements import Sent, sent_statements

READS = [call for call in CALLS if not call.changes]
CHANGES = [call for call in CALLS if call.changes]

MOMENT = "2026-01-31T09:30:00Z"

#: Filters by collection, for its list and its count.
FILTERS: Mapping[str, list[str]] = {
    "/v1/contacts": [
        *("q=ada", "q=ada+love", "email=a@b.example", "phone=%2B442079460958", "company=Acme", "last_name=Lovelace"),
        *("tag=vip", "owner_id={user}", f"updated_since={MOMENT}", "include_deleted=true"),
        f"created_after={MOMENT}&created_before=2027-01-31T09:30:00Z&first_name=Ada&source=zapier",
    ],
    "/v1/deals": ["q=deal", "pipeline_id={pipeline}", "stage_id={stage}", "contact_id={contact}", "owner_id={user}"],
    "/v1/messages": ["q=hello", "contact_id={contact}", "deal_id={deal}", "channel=note", f"occurred_after={MOMENT}"],
    "/v1/users": ["active=true", "team_id={team}"],
    "/v1/teams": ["member_id={user}"],
}
#: More query parameters by collection, for its list alone.
LIST_PARAMETERS: Mapping[str, list[str]] = {
    "/v1/contacts": ["fields=id,email", "expand=owner", "sort=last_name", "sort=-updated_at", "limit=1"],
    "/v1/deals": ["expand=contact,stage,owner", "sort=amount", "sort=-expected_close_on", "limit=1"],
    "/v1/messages": ["expand=contact,deal,owner", "sort=-occurred_at", "limit=1"],
    "/v1/pipelines": ["sort=position", "limit=1"],
    "/v1/users": ["sort=name", "limit=1"],
}

#: How many statements each change sends. Among them are one that takes the user's shared lock (ADR 2) and one that
#: checks the key. Batches have one item.
STATEMENT_COUNTS = {
    "POST /v1/contacts": 4,
    "POST /v1/contacts/batch": 6,
    "PATCH /v1/contacts/{contact}": 5,
    "DELETE /v1/contacts/{contact}": 4,
    "POST /v1/contacts/{contact}/restore": 5,
    "DELETE /v1/contacts/{contact}?permanent=true": 7,
    "PUT /v1/contacts/upsert?match=email": 6,
    "POST /v1/deals": 8,
    "POST /v1/deals/batch": 10,
    "PATCH /v1/deals/{deal}": 5,
    "DELETE /v1/deals/{deal}": 4,
    "POST /v1/deals/{deal}/restore": 7,
    "DELETE /v1/deals/{deal}?permanent=true": 6,
    "POST /v1/messages": 4,
    "POST /v1/messages/batch": 6,
    "PATCH /v1/messages/{message}": 5,
    "DELETE /v1/messages/{message}": 4,
    "POST /v1/messages/{message}/restore": 5,
    "DELETE /v1/messages/{message}?permanent=true": 5,
    "POST /v1/pipelines/{pipeline}/stages": 8,
    "POST /v1/pipelines/{pipeline}/stages/batch": 12,
    "PATCH /v1/pipelines/{pipeline}/stages/{stage}": 5,
    "DELETE /v1/pipelines/{pipeline}/stages/{stage}": 5,
    "POST /v1/pipelines/{pipeline}/stages/{stage}/restore": 5,
    "DELETE /v1/pipelines/{pipeline}/stages/{stage}?permanent=true": 6,
    "POST /v1/pipelines": 6,
    "POST /v1/pipelines/batch": 8,
    "PATCH /v1/pipelines/{pipeline}": 5,
    "DELETE /v1/pipelines/{pipeline}": 6,
    "POST /v1/pipelines/{pipeline}/restore": 5,
    "DELETE /v1/pipelines/{pipeline}?permanent=true": 8,
    "POST /v1/webhooks": 7,
    "DELETE /v1/webhooks/{webhook}": 3,
    "POST /v1/webhooks/{webhook}/deliveries/{delivery}/redeliver": 4,
}

#: The statements that can't be bound to one workspace, by a part that only they have, and why.
NOT_BOUND = {
    "WHERE api_keys.prefix = ": "finds the owner of a key that the process doesn't know yet",
    "WHERE sessions.token_hash = ": "finds the session of a cookie",
    WRITE.sql: "writes the usage of all workspaces at once, each row in its own",
}

PANEL = [
    *("/api/session", "/api/keys", "/api/keys/usage", "/api/keys/{key}", "/api/keys/{key}/usage"),
    *("/api/workspace/keys", "/api/workspace/keys?q=a&status=active", "/api/workspace/keys/{key}"),
    *("/api/audit", "/api/audit?key_id={key}", "/api/workspace/audit"),
]


@pytest.fixture
async def me(shared_world: World) -> Person:
    return await shared_world.person(await shared_world.workspace(), role="admin")


@pytest.fixture
async def key(shared_world: World, me: Person) -> HeldKey:
    return await shared_world.key(me)


@pytest.fixture
async def ids(shared_world: World, me: Person, key: HeldKey) -> dict[str, str]:
    await shared_world.one_of_each(me, key=key)
    return await shared_world.one_of_each(me, key=key)


async def sent_by(client: httpx.AsyncClient, method: str, path: str, key: HeldKey, json: object = None) -> list[Sent]:
    """Returns the statements that the call sends, without the usage that the process writes every few seconds."""
    with sent_statements() as sent:
        response = await client.request(method, path, headers=key.headers, json=json)
    assert response.is_success, response.text
    return [each for each in sent if each.sql != WRITE.sql]


@pytest.mark.parametrize("call", READS, ids=lambda call: call.operation)
async def test_a_read_is_one_statement(
    shared_client: httpx.AsyncClient, key: HeldKey, ids: dict[str, str], call: Call
) -> None:
    path = call.path.format(**ids)
    await sent_by(shared_client, "GET", path, key)
    paths = [path]
    if call.operation.startswith("list_"):
        paths += [f"{path}?{each}".format(**ids) for each in (*FILTERS.get(path, ()), *LIST_PARAMETERS.get(path, ()))]
        page = (await shared_client.get(f"{path}?limit=1", headers=key.headers)).json()
        if page["has_more"]:
            paths.append(f"{path}?limit=1&cursor={page['next_cursor']}")
    if call.operation.startswith("count_"):
        paths += [f"{path}?{each}".format(**ids) for each in FILTERS.get(path.removesuffix("/count"), ())]
    for each in paths:
        sent = await sent_by(shared_client, "GET", each, key)
        assert len(sent) == 1, each
        require_bound(sent, key.owner.workspace_id)


@pytest.mark.parametrize("call", CHANGES, ids=lambda call: f"{call.method} {call.path}")
async def test_each_change_sends_the_expected_number_of_statements(
    shared_client: httpx.AsyncClient, key: HeldKey, ids: dict[str, str], call: Call
) -> None:
    await sent_by(shared_client, "POST", "/v1/contacts", key, {})
    path = call.path.format(**ids)
    if path.endswith("/restore"):
        await sent_by(shared_client, "DELETE", path.removesuffix("/restore"), key)
    sent = await sent_by(shared_client, call.method, path, key, call.json)
    assert len(sent) == STATEMENT_COUNTS[f"{call.method} {call.path}"], [each.sql for each in sent]
    require_bound(sent, key.owner.workspace_id)


async def test_a_refusal_costs_one_more_statement(
    shared_client: httpx.AsyncClient, shared_world: World, me: Person
) -> None:
    """A refusal because of the key's permission is the only statement: no record is looked up before."""
    reader = await shared_world.key(me, "read")
    member = await shared_world.key(await shared_world.person(me.workspace_id))
    ids = await shared_world.one_of_each(me)
    for key in (reader, member):
        await sent_by(shared_client, "GET", "/v1/me", key)
    for key, calls, number in ((reader, CHANGES, 1), (member, [call for call in CHANGES if call.method == "PATCH"], 4)):
        for call in calls:
            with sent_statements() as sent:
                response = await call.send(shared_client, key.headers, ids)
            assert response.status_code == 403
            assert len([each for each in sent if each.sql != WRITE.sql]) == number, call.path
            require_bound(sent, me.workspace_id)


async def test_the_panels_statements_are_bound_to_one_workspace(
    shared_client: httpx.AsyncClient, me: Person, key: HeldKey
) -> None:
    response = await shared_client.post("/api/session", json={"email": me.email, "password": PASSWORD})
    assert response.status_code == 200
    for path in PANEL:
        with sent_statements() as sent:
            response = await shared_client.get(path.format(key=key.id))
        assert response.status_code == 200, response.text
        require_bound(sent, me.workspace_id)


async def test_a_key_new_to_the_process_costs_one_more_statement(
    shared_client: httpx.AsyncClient, key: HeldKey
) -> None:
    first = await sent_by(shared_client, "GET", "/v1/me", key)
    assert len(first) == 2
    require_bound(first, key.owner.workspace_id)


def require_bound(sent: list[Sent], workspace_id: UUID) -> None:
    for each in sent:
        if not any(part in each.sql for part in NOT_BOUND):
            assert unbound_tables(each.sql, each.arguments, workspace_id) == [], each.sql


@pytest.mark.parametrize(
    ("statement", "unbound"),
    [
        ("SELECT 1 FROM a WHERE a.workspace_id = $1::UUID", []),
        ("SELECT 1 FROM a WHERE a.workspace_id = $2::UUID", ["a"]),
        ("SELECT 1 FROM a WHERE a.workspace_id = $1 OR a.id = $2", ["a"]),
        ("SELECT 1 FROM a JOIN b ON b.workspace_id = a.workspace_id WHERE b.workspace_id = $1", []),
        ("SELECT 1 FROM a JOIN b ON b.id = a.id WHERE b.workspace_id = $1", ["a"]),
        ("SELECT 1 FROM a WHERE a.workspace_id = $1 AND (a.x OR EXISTS (SELECT 1 FROM b WHERE b.id = a.id))", ["b"]),
        ("SELECT 1 FROM a WHERE a.workspace_id = $1 AND a.id IN (SELECT b.id FROM b)", ["b"]),
        ("SELECT (SELECT b.id FROM b WHERE b.id = a.id) FROM a WHERE a.workspace_id = $1", ["b"]),
        ("SELECT 1 FROM a LEFT JOIN LATERAL (SELECT 1 FROM b) AS c ON true WHERE a.workspace_id = $1", ["b"]),
        ("SELECT 1 FROM (SELECT b.id FROM b) AS c", ["b"]),
        ("WITH c AS (SELECT b.id FROM b) SELECT 1 FROM c", ["b"]),
        ("SELECT 1 FROM a WHERE a.workspace_id = $1 UNION ALL SELECT 1 FROM b", ["b"]),
        ("INSERT INTO a (id, workspace_id) VALUES ($2, $1)", []),
        ("INSERT INTO a (id, workspace_id) VALUES ($1, $2)", ["a"]),
        ("UPDATE a SET x = (SELECT b.x FROM b) WHERE a.workspace_id = $1", ["b"]),
        ("DELETE FROM a WHERE a.id = $1", ["a"]),
        ("DELETE FROM a USING b WHERE a.workspace_id = b.workspace_id AND b.workspace_id = $1", []),
    ],
)
def test_finds_tables_that_are_not_bound_to_the_workspace(statement: str, unbound: list[str]) -> None:
    assert unbound_tables(statement, [UUID(int=1), UUID(int=2)], UUID(int=1)) == unbound
