"""Users and teams: only for Admin keys, without secrets, and only those of the caller's own workspace."""

from uuid import UUID

import httpx
import pytest

from tests.factories.world import Person, World


@pytest.fixture
async def sales(shared_world: World) -> tuple[Person, UUID]:
    """A member and their team."""
    workspace = await shared_world.workspace()
    team = await shared_world.team(workspace, "Sales")
    return await shared_world.person(workspace, teams=[team], name="Maya", email=f"maya@{team}.test"), team


@pytest.fixture
def me(sales: tuple[Person, UUID]) -> Person:
    return sales[0]


@pytest.mark.parametrize("permission", ["read", "write"])
async def test_the_directory_requires_an_admin_key(
    api: httpx.AsyncClient, shared_world: World, sales: tuple[Person, UUID], permission: str
) -> None:
    me, team = sales
    key = await shared_world.key(me, permission)
    for path in ("users", "users/count", f"users/{me.id}", "teams", "teams/count", f"teams/{team}"):
        response = await api.get(f"/v1/{path}", headers=key.headers)
        assert (response.status_code, response.json()["required"]) == (403, "admin"), path


async def test_users_and_teams_have_exactly_the_published_members(
    api: httpx.AsyncClient, sales: tuple[Person, UUID]
) -> None:
    me, team = sales
    user = (await api.get(f"/v1/users/{me.id}")).json()
    assert user.pop("created_at").endswith("Z")
    assert user == {
        "id": str(me.id),
        "name": "Maya",
        "email": me.email,
        "role": "member",
        "active": True,
        "team_ids": [str(team)],
    }
    shown = (await api.get(f"/v1/teams/{team}?fields=id,name,member_ids")).json()
    assert shown == {"id": str(team), "name": "Sales", "member_ids": [str(me.id)]}
    tag = (await api.get(f"/v1/users/{me.id}")).headers["ETag"]
    assert (await api.get(f"/v1/users/{me.id}", headers={"If-None-Match": tag})).status_code == 304


async def test_filters(api: httpx.AsyncClient, shared_world: World, sales: tuple[Person, UUID]) -> None:
    me, team = sales
    admin = await shared_world.person(me.workspace_id, role="admin", name="Ada")
    left = await shared_world.person(me.workspace_id, active=False, name="Zoe")
    other_team = await shared_world.team(me.workspace_id, "Support")
    stranger = await shared_world.person(await shared_world.workspace("Other"), name="Stranger")
    for query, wanted in (
        ("users?sort=name", [admin, me, left]),
        ("users?sort=-name", [left, me, admin]),
        ("users?role=admin", [admin]),
        ("users?active=false", [left]),
        ("users?active=true&sort=name", [admin, me]),
        (f"users?team_id={team}", [me]),
        (f"users?team_id={other_team}", []),
        (f"users?email={me.email.upper()}", [me]),
        (f"users?email={stranger.email}", []),
    ):
        ids = [user["id"] for user in (await api.get(f"/v1/{query}")).json()["data"]]
        assert ids == [str(person.id) for person in wanted], query
    for query, names in (
        ("teams?sort=name", ["Sales", "Support"]),
        ("teams?name=Support", ["Support"]),
        (f"teams?member_id={me.id}", ["Sales"]),
        (f"teams?member_id={admin.id}", []),
    ):
        assert [team["name"] for team in (await api.get(f"/v1/{query}")).json()["data"]] == names, query


async def test_other_workspaces_users_and_teams_are_not_found(api: httpx.AsyncClient, shared_world: World) -> None:
    elsewhere = await shared_world.workspace("Other")
    stranger, team = await shared_world.person(elsewhere), await shared_world.team(elsewhere)
    for path in (f"users/{stranger.id}", f"teams/{team}"):
        assert (await api.get(f"/v1/{path}")).status_code == 404


@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT", "DELETE"])
async def test_the_directory_is_read_only(api: httpx.AsyncClient, me: Person, method: str) -> None:
    for path in ("/v1/users", f"/v1/users/{me.id}", "/v1/teams"):
        assert (await api.request(method, path, json={})).status_code == 405
