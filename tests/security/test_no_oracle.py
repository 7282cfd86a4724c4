"""What you cannot see does not exist: byte for byte (request id aside) the answer is that for an id that never was."""

import json

import httpx
import pytest

from tests.factories.world import World
from tests.fixtures.calls import CALLS, Call

NEVER = "01a20a7f-3b3e-77a3-97ae-3f04b0de7736"


@pytest.mark.parametrize("call", [call for call in CALLS if call.target], ids=lambda call: f"{call.method} {call.path}")
async def test_invisible_missing_and_foreign_ids_are_answered_alike(
    client: httpx.AsyncClient, world: World, call: Call
) -> None:
    workspace = await world.workspace()
    team = await world.team(workspace)
    # Pipelines are there for workspace admins alone to change; of records they see all, so a member has to ask.
    me = await world.person(workspace, role="admin" if call.configuration else "member")
    colleague = await world.person(workspace, teams=[team])
    stranger = await world.person(await world.workspace("Other"), role="admin")
    key = await world.key(me)
    mine = await world.one_of_each(me, key=key)
    kind = call.target or ""
    nowhere = {
        "never existed": NEVER,
        "not an id": "sami",
        "another workspace's": (await world.one_of_each(stranger))[kind],
    }
    if kind in ("webhook", "delivery"):
        nowhere["another key's"] = (await world.one_of_each(me))[kind]
    if kind in ("contact", "deal", "message"):
        nowhere["a colleague's private"] = (await world.one_of_each(colleague, "private"))[kind]
        nowhere["another team's"] = (await world.one_of_each(colleague, "team"))[kind]
    answers = {
        name: _comparable(await call.send(client, key.headers, mine | {kind: id})) for name, id in nowhere.items()
    }
    assert answers["never existed"][0] == 404
    for name, answer in answers.items():
        assert answer == answers["never existed"], name


@pytest.mark.parametrize(
    "call", [call for call in CALLS if "{pipeline}" in call.path], ids=lambda call: f"{call.method} {call.path}"
)
async def test_stages_of_a_pipeline_that_is_not_theirs_are_nowhere(
    client: httpx.AsyncClient, world: World, call: Call
) -> None:
    me = await world.person(await world.workspace(), role="admin")
    stranger = await world.person(await world.workspace("Other"), role="admin")
    key = await world.key(me)
    mine, theirs, others = (
        await world.one_of_each(me),
        await world.one_of_each(stranger),
        str(await world.pipeline(me.workspace_id)),
    )
    wrong = [theirs["pipeline"], NEVER, "sami"] + ([others] if call.target == "stage" else [])
    answers = [_comparable(await call.send(client, key.headers, mine | {"pipeline": id})) for id in wrong]
    assert answers[0][0] == 404
    assert answers == [answers[0]] * len(answers)


async def test_a_deleted_contact_is_as_one_that_never_was(client: httpx.AsyncClient, world: World) -> None:
    me = await world.person(await world.workspace())
    key = await world.key(me)
    contact = await world.contact(me)
    assert (await client.delete(f"/v1/contacts/{contact}", headers=key.headers)).status_code == 204
    gone = await client.get(f"/v1/contacts/{contact}", headers=key.headers)
    never = await client.get("/v1/contacts/01a20a7f-3b3e-77a3-97ae-3f04b0de7736", headers=key.headers)
    assert _comparable(gone) == _comparable(never)


async def test_a_reference_that_cannot_be_seen_is_as_one_that_never_was(
    client: httpx.AsyncClient, world: World
) -> None:
    me = await world.person(await world.workspace())
    stranger = await world.person(await world.workspace("Other"))
    deactivated = await world.person(me.workspace_id, active=False)
    key = await world.key(me)
    answers = [
        _comparable(await client.post("/v1/contacts", headers=key.headers, json={"owner_id": str(id)}))
        for id in (stranger.id, deactivated.id, "01a20a7f-3b3e-77a3-97ae-3f04b0de7736")
    ]
    assert answers[0][0] == 422
    assert json.loads(answers[0][2])["code"] == "reference_not_found"
    assert answers[0] == answers[1] == answers[2]


async def test_somebody_elses_keys_are_as_ones_that_never_were(client: httpx.AsyncClient, world: World) -> None:
    workspace = await world.workspace()
    me, other = await world.person(workspace), await world.person(workspace)
    theirs = await world.key(other)
    await client.post("/api/session", json={"email": me.email, "password": "correct horse battery staple"})
    for method, path in (("GET", ""), ("PATCH", ""), ("POST", "/revoke")):
        body = {"name": "Mine now"} if method == "PATCH" else None
        answers = [
            _comparable(await client.request(method, f"/api/keys/{id}{path}", json=body))
            for id in (theirs.id, "01a20a7f-3b3e-77a3-97ae-3f04b0de7736", "not-an-id")
        ]
        assert answers[0][0] == 404
        assert answers[0] == answers[1] == answers[2]
    assert (await client.get("/v1/me", headers=theirs.headers)).status_code == 200


#: What an answer says of the call itself, and not of what was asked for.
_OF_THE_CALL = ("request-id", "date", "ratelimit")


def _comparable(answer: httpx.Response) -> tuple[int, dict[str, str], bytes]:
    request_id = answer.headers["request-id"]
    headers = {name: value for name, value in answer.headers.items() if name not in _OF_THE_CALL}
    return answer.status_code, headers, answer.content.replace(request_id.encode(), b"")


async def test_a_patch_does_not_tell_whether_a_message_names_a_deal_that_cannot_be_seen(
    client: httpx.AsyncClient, world: World
) -> None:
    workspace = await world.workspace()
    somebody, me = await world.person(workspace), await world.person(workspace)
    stage = await world.stage(workspace, await world.pipeline(workspace))
    deal = await world.deal(somebody, stage, "private")
    names_it, names_none = await world.message(me, deal_id=deal), await world.message(me)
    headers = (await world.key(me, "write")).headers
    for value in (None, str(deal)):
        told = [
            await client.patch(f"/v1/messages/{message}", headers=headers, json={"deal_id": value})
            for message in (names_it, names_none)
        ]
        assert told[0].status_code == told[1].status_code == (422 if value else 200)
        assert told[0].json().get("version") == told[1].json().get("version")
    owners = (await world.key(somebody, "read")).headers
    assert (await client.get(f"/v1/messages/{names_it}", headers=owners)).json()["deal_id"] == str(deal)


@pytest.mark.parametrize("through", ["visibility", "contact"])
async def test_a_deal_that_cannot_be_seen_shows_nowhere_in_a_message_that_names_it(
    client: httpx.AsyncClient, world: World, through: str
) -> None:
    workspace = await world.workspace()
    somebody, me = await world.person(workspace), await world.person(workspace)
    stage = await world.stage(workspace, await world.pipeline(workspace))
    if through == "visibility":
        deal = await world.deal(somebody, stage, "private")
    else:
        deal = await world.deal(somebody, stage, contact_id=await world.contact(somebody, "private"))
    message = await world.message(me, deal_id=deal)
    headers = (await world.key(me, "read")).headers
    got = (await client.get(f"/v1/messages/{message}?expand=deal", headers=headers)).json()
    [listed] = (await client.get("/v1/messages?expand=deal&include_deleted=true", headers=headers)).json()["data"]
    for shown in (got, listed):
        assert (shown["deal_id"], shown["deal"]) == (None, None)
    assert (await client.get(f"/v1/messages?deal_id={deal}", headers=headers)).json()["data"] == []
    assert (await client.get(f"/v1/messages/count?deal_id={deal}", headers=headers)).json()["count"] == 0
