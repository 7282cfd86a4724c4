"""Every operation of the public API gives every answer that the document names, and no other.

The list comes from the document, which comes from the application: a new operation needs its call in
`tests/fixtures/calls.py`, a new code what provokes it in `provoking.py`.
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

#: What any operation can be tried with, also those that don't say how they answer it.
ON_ALL = ("body_too_large", "request_timeout", "insufficient_permission", "invalid_parameter", "version_mismatch")


def documented(operation: dict[str, Any]) -> list[str]:
    """Its codes, and then its statuses that are no failures; of these 201 first, as 200 may come only after it."""
    codes: list[str] = []
    good: list[str] = []
    for status, response in operation["responses"].items():
        if int(status) < 400:
            good.append(status)
        else:
            codes += re.findall(r"^- `(\w+)`:", response["description"], re.MULTILINE)
    return codes + sorted(good, reverse=True)


@pytest.mark.parametrize("name", OPERATIONS)
async def test_an_operation_answers_as_documented(
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
    answers = {each: _told(await PROVOKERS[each](case)) for each in documented(operation)}
    assert answers == {each: _documented(each) for each in answers}
    for each in ON_ALL:
        answer = await PROVOKERS[each](replace(case, ids=await shared_world.one_of_each(me, key=key)))
        assert _told(answer) in answers.values(), each


def test_every_provoker_is_needed() -> None:
    assert set(PROVOKERS) == {each for operation in OPERATIONS.values() for each in documented(operation)}


def _told(answer: httpx.Response) -> tuple[int, str | None]:
    return answer.status_code, answer.json()["code"] if answer.is_client_error or answer.is_server_error else None


def _documented(answer: str) -> tuple[int, str | None]:
    return (int(answer), None) if answer.isdecimal() else (error_classes()[answer].status, answer)
