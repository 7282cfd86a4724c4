"""How many statements a call sends to PostgreSQL, and that each of them is about one workspace's rows alone.

What is written down here is what scaling rests on: a read is one round trip, and with tables spread over machines by
`workspace_id` each statement goes to one of them.
"""

from collections.abc import Mapping
from uuid import UUID

import httpx
import pytest

from sami.usage.write import WRITE
from tests.backend.routing import not_held
from tests.factories.world import PASSWORD, HeldKey, Person, World
from tests.fixtures.calls import CALLS, Call
from tests.fixtures.statements import Sent, sent_statements

READS = [call for call in CALLS if not call.changes]
CHANGES = [call for call in CALLS if call.changes]

MOMENT = "2026-01-31T09:30:00Z"

#: More ways to ask for what there is, by collection; each is tried at the list, and what has no `limit` or `sort` at
#: the count too, as far as both take it.
ASKED: Mapping[str, list[str]] = {
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
SHOWN: Mapping[str, list[str]] = {
    "/v1/contacts": ["fields=id,email", "expand=owner", "sort=last_name", "sort=-updated_at", "limit=1"],
    "/v1/deals": ["expand=contact,stage,owner", "sort=amount", "sort=-expected_close_on", "limit=1"],
    "/v1/messages": ["expand=contact,deal,owner", "sort=-occurred_at", "limit=1"],
    "/v1/pipelines": ["sort=position", "limit=1"],
    "/v1/users": ["sort=name", "limit=1"],
}

#: How many statements each change sends, one to say that its user is changing something and one to prove the key among
#: them. Batches: of one item.
NUMBERS = {
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

#: By their beginning or a part that only they have, the statements that can't name the workspace, and why.
NOT_OF_ONE_WORKSPACE = {
    "WHERE api_keys.prefix = ": "finds out whose an unseen key is",
    "WHERE sessions.token_hash = ": "finds out whose session a cookie is",
    WRITE.sql: "counts for all workspaces at once, each row in its own",
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
    """What the call sends, but for what its process writes by itself every few seconds."""
    with sent_statements() as sent:
        answer = await client.request(method, path, headers=key.headers, json=json)
    assert answer.is_success, answer.text
    return [each for each in sent if each.sql != WRITE.sql]


@pytest.mark.parametrize("call", READS, ids=lambda call: call.operation)
async def test_a_read_is_one_statement(
    shared_client: httpx.AsyncClient, key: HeldKey, ids: dict[str, str], call: Call
) -> None:
    path = call.path.format(**ids)
    await sent_by(shared_client, "GET", path, key)
    paths = [path]
    if call.operation.startswith("list_"):
        paths += [f"{path}?{each}".format(**ids) for each in (*ASKED.get(path, ()), *SHOWN.get(path, ()))]
        page = (await shared_client.get(f"{path}?limit=1", headers=key.headers)).json()
        if page["has_more"]:
            paths.append(f"{path}?limit=1&cursor={page['next_cursor']}")
    if call.operation.startswith("count_"):
        paths += [f"{path}?{each}".format(**ids) for each in ASKED.get(path.removesuffix("/count"), ())]
    for each in paths:
        sent = await sent_by(shared_client, "GET", each, key)
        assert len(sent) == 1, each
        require_held(sent, key.owner.workspace_id)


@pytest.mark.parametrize("call", CHANGES, ids=lambda call: f"{call.method} {call.path}")
async def test_a_change_is_few_statements(
    shared_client: httpx.AsyncClient, key: HeldKey, ids: dict[str, str], call: Call
) -> None:
    await sent_by(shared_client, "POST", "/v1/contacts", key, {})
    path = call.path.format(**ids)
    if path.endswith("/restore"):
        await sent_by(shared_client, "DELETE", path.removesuffix("/restore"), key)
    sent = await sent_by(shared_client, call.method, path, key, call.json)
    assert len(sent) == NUMBERS[f"{call.method} {call.path}"], [each.sql for each in sent]
    require_held(sent, key.owner.workspace_id)


async def test_a_refusal_is_one_statement_more(
    shared_client: httpx.AsyncClient, shared_world: World, me: Person
) -> None:
    """Those of a key's permission are the only one: no record is looked up before."""
    reader = await shared_world.key(me, "read")
    member = await shared_world.key(await shared_world.person(me.workspace_id))
    ids = await shared_world.one_of_each(me)
    for key in (reader, member):
        await sent_by(shared_client, "GET", "/v1/me", key)
    for key, calls, number in ((reader, CHANGES, 1), (member, [call for call in CHANGES if call.method == "PATCH"], 4)):
        for call in calls:
            with sent_statements() as sent:
                answer = await call.send(shared_client, key.headers, ids)
            assert answer.status_code == 403
            assert len([each for each in sent if each.sql != WRITE.sql]) == number, call.path
            require_held(sent, me.workspace_id)


async def test_the_panels_statements_are_about_one_workspace(
    shared_client: httpx.AsyncClient, me: Person, key: HeldKey
) -> None:
    answer = await shared_client.post("/api/session", json={"email": me.email, "password": PASSWORD})
    assert answer.status_code == 200
    for path in PANEL:
        with sent_statements() as sent:
            answer = await shared_client.get(path.format(key=key.id))
        assert answer.status_code == 200, answer.text
        require_held(sent, me.workspace_id)


async def test_a_key_that_the_process_has_not_seen_is_one_statement_more(
    shared_client: httpx.AsyncClient, key: HeldKey
) -> None:
    first = await sent_by(shared_client, "GET", "/v1/me", key)
    assert len(first) == 2
    require_held(first, key.owner.workspace_id)


def require_held(sent: list[Sent], workspace_id: UUID) -> None:
    for each in sent:
        if not any(part in each.sql for part in NOT_OF_ONE_WORKSPACE):
            assert not_held(each.sql, each.arguments, workspace_id) == [], each.sql


@pytest.mark.parametrize(
    ("statement", "wanting"),
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
def test_a_table_that_is_not_held_is_noticed(statement: str, wanting: list[str]) -> None:
    assert not_held(statement, [UUID(int=1), UUID(int=2)], UUID(int=1)) == wanting
