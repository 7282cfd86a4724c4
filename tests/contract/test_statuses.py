"""Every operation of the public API gives every response that the document lists, and no other.

The list comes from the document, which is generated from the application. A new operation needs a call in
`tests/fixtures/calls.py`, and a new error code a provoker in `provoking.py`.
"""

import re
from dataclasses import replace
from typing import Any

import httpx
import pytest

from sami import routers
from sami.db.database import Database
from sami.openapi.document import error_classes
from tests.contract.provoking import PROVOKERS, Case
from tests.factories.world import World
from tests.fixtures.calls import CALLS, PUBLIC_CALLS

OPERATIONS: dict[str, dict[str, Any]] = {
    operation["operationId"]: operation
    for path in routers.public_document()["paths"].values()
    for operation in path.values()
}

#: These are provoked on every operation, whether or not it documents them: the response must be a documented one.
ON_ALL = ("body_too_large", "request_timeout", "insufficient_permission", "invalid_parameter", "version_mismatch")


def documented(operation: dict[str, Any]) -> list[str]:
    """Returns the operation's error codes, then its success statuses: 201 before 200, as an upsert gives them."""
    codes: list[str] = []
    successes: list[str] = []
    for status, response in operation["responses"].items():
        if int(status) < 400:
            successes.append(status)
        else:
            codes += re.findall(r"^- `(\w+)`:", response["description"], re.MULTILINE)
    return codes + sorted(successes, reverse=True)


@pytest.mark.parametrize("name", OPERATIONS)
async def test_an_operation_responds_as_documented(
    shared_client: httpx.AsyncClient,
    shared_database: Database,
    shared_world: World,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    operation = OPERATIONS[name]
    call = next(call for call in (*CALLS, *PUBLIC_CALLS) if call.operation == name)
    me = await shared_world.person(await shared_world.workspace(), role="admin" if call.configuration else "member")
    key = await shared_world.key(me)
    case = Case(
        client=shared_client,
        database=shared_database,
        world=shared_world,
        patch=monkeypatch,
        call=call,
        parameters=[each["name"] for each in operation.get("parameters", ()) if each["in"] == "query"],
        me=me,
        key=key,
        ids=await shared_world.one_of_each(me, key=key),
    )
    outcomes = {each: _outcome(await PROVOKERS[each](case)) for each in documented(operation)}
    assert outcomes == {each: _expected(each) for each in outcomes}
    for each in ON_ALL:
        response = await PROVOKERS[each](replace(case, ids=await shared_world.one_of_each(me, key=key)))
        assert _outcome(response) in outcomes.values(), each


def test_every_provoker_is_needed() -> None:
    assert set(PROVOKERS) == {each for operation in OPERATIONS.values() for each in documented(operation)}


def _outcome(response: httpx.Response) -> tuple[int, str | None]:
    """Returns the status, and the error code of a failure."""
    failed = response.is_client_error or response.is_server_error
    return response.status_code, response.json()["code"] if failed else None


def _expected(outcome: str) -> tuple[int, str | None]:
    return (int(outcome), None) if outcome.isdecimal() else (error_classes()[outcome].status, outcome)
