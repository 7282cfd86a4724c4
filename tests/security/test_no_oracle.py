"""Records that a caller can't see get the same response as ids that never existed: byte for byte, request id aside."""

import json

import httpx
import pytest

from tests.factories.world import World
from tests.fixtures.calls import CALLS, Call

pytestmark = pytest.mark.one_app

NEVER = "01a20a7f-3b3e-77a3-97ae-3f04b0de7736"


@pytest.mark.parametrize("call", [call for call in CALLS if call.target], ids=lambda call: f"{call.method} {call.path}")
async def test_invisible_missing_and_foreign_ids_get_the_same_response(
    client: httpx.AsyncClient, world: World, call: Call
) -> None:
    workspace = await world.workspace()
    team = await world.team(workspace)
    # Only workspace admins may change pipelines. They see all records, so for those a member makes the call.
    me = await world.person(workspace, role="admin" if call.configuration else "member")
    colleague = await world.person(workspace, teams=[team])
    stranger = await world.person(await world.workspace("Other"), role="admin")
    key = await world.key(me)
    own_ids = await world.one_of_each(me, key=key)
    kind = call.target or ""
    wrong_ids = {
        "never existed": NEVER,
        "not an id": "sami",
        "another workspace's": (await world.one_of_each(stranger))[kind],
    }
    if kind in ("webhook", "delivery"):
        wrong_ids["another key's"] = (await world.one_of_each(me))[kind]
    if kind in ("contact", "deal", "message"):
        wrong_ids["a colleague's private"] = (await world.one_of_each(colleague, "private"))[kind]
        wrong_ids["another team's"] = (await world.one_of_each(colleague, "team"))[kind]
    responses = {
        name: _comparable(await call.send(client, key.headers, own_ids | {kind: id})) for name, id in wrong_ids.items()
    }
    assert responses["never existed"][0] == 404
    for name, response in responses.items():
        assert response == responses["never existed"], name


@pytest.mark.parametrize(
    "call", [call for call in CALLS if "{pipeline}" in call.path], ids=lambda call: f"{call.method} {call.path}"
)
async def test_a_stage_is_not_found_under_the_wrong_pipeline(
    client: httpx.AsyncClient, world: World, call: Call
) -> None:
    me = await world.person(await world.workspace(), role="admin")
    stranger = await world.person(await world.workspace("Other"), role="admin")
    key = await world.key(me)
    own_ids, strangers_ids = await world.one_of_each(me), await world.one_of_each(stranger)
    wrong_ids = [strangers_ids["pipeline"], NEVER, "sami"]
    if call.target == "stage":
        wrong_ids.append(str(await world.pipeline(me.workspace_id)))
    responses = [_comparable(await call.send(client, key.headers, own_ids | {"pipeline": id})) for id in wrong_ids]
    assert responses[0][0] == 404
    assert responses == [responses[0]] * len(responses)


async def test_a_deleted_contact_gets_the_same_response_as_one_that_never_existed(
    client: httpx.AsyncClient, world: World
) -> None:
    me = await world.person(await world.workspace())
    key = await world.key(me)
    contact = await world.contact(me)
    assert (await client.delete(f"/v1/contacts/{contact}", headers=key.headers)).status_code == 204
    gone = await client.get(f"/v1/contacts/{contact}", headers=key.headers)
    never = await client.get("/v1/contacts/01a20a7f-3b3e-77a3-97ae-3f04b0de7736", headers=key.headers)
    assert _comparable(gone) == _comparable(never)


async def test_an_invisible_reference_gets_the_same_response_as_one_that_never_existed(
    client: httpx.AsyncClient, world: World
) -> None:
    me = await world.person(await world.workspace())
    stranger = await world.person(await world.workspace("Other"))
    deactivated = await world.person(me.workspace_id, active=False)
    key = await world.key(me)
    responses = [
        _comparable(await client.post("/v1/contacts", headers=key.headers, json={"owner_id": str(id)}))
        for id in (stranger.id, deactivated.id, "01a20a7f-3b3e-77a3-97ae-3f04b0de7736")
    ]
    assert responses[0][0] == 422
    assert json.loads(responses[0][2])["code"] == "reference_not_found"
    assert responses[0] == responses[1] == responses[2]


async def test_somebody_elses_key_gets_the_same_response_as_one_that_never_existed(
    client: httpx.AsyncClient, world: World
) -> None:
    workspace = await world.workspace()
    me, other = await world.person(workspace), await world.person(workspace)
    strangers_key = await world.key(other)
    await client.post("/api/session", json={"email": me.email, "password": "correct horse battery staple"})
    for method, path in (("GET", ""), ("PATCH", ""), ("POST", "/revoke")):
        body = {"name": "Mine now"} if method == "PATCH" else None
        responses = [
            _comparable(await client.request(method, f"/api/keys/{id}{path}", json=body))
            for id in (strangers_key.id, "01a20a7f-3b3e-77a3-97ae-3f04b0de7736", "not-an-id")
        ]
        assert responses[0][0] == 404
        assert responses[0] == responses[1] == responses[2]
    assert (await client.get("/v1/me", headers=strangers_key.headers)).status_code == 200


#: Headers that describe the call and not the requested record.
_CALL_HEADERS = ("request-id", "date", "ratelimit")


def _comparable(response: httpx.Response) -> tuple[int, dict[str, str], bytes]:
    request_id = response.headers["request-id"]
    headers = {name: value for name, value in response.headers.items() if name not in _CALL_HEADERS}
    return response.status_code, headers, response.content.replace(request_id.encode(), b"")


async def test_a_patch_does_not_reveal_whether_a_message_refers_to_an_invisible_deal(
    client: httpx.AsyncClient, world: World
) -> None:
    workspace = await world.workspace()
    somebody, me = await world.person(workspace), await world.person(workspace)
    stage = await world.stage(workspace, await world.pipeline(workspace))
    deal = await world.deal(somebody, stage, "private")
    with_deal, without_deal = await world.message(me, deal_id=deal), await world.message(me)
    headers = (await world.key(me, "write")).headers
    for value in (None, str(deal)):
        responses = [
            await client.patch(f"/v1/messages/{message}", headers=headers, json={"deal_id": value})
            for message in (with_deal, without_deal)
        ]
        assert responses[0].status_code == responses[1].status_code == (422 if value else 200)
        assert responses[0].json().get("version") == responses[1].json().get("version")
    owner_headers = (await world.key(somebody, "read")).headers
    assert (await client.get(f"/v1/messages/{with_deal}", headers=owner_headers)).json()["deal_id"] == str(deal)


@pytest.mark.parametrize("through", ["visibility", "contact"])
async def test_a_message_does_not_reveal_an_invisible_deal_that_it_refers_to(
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
