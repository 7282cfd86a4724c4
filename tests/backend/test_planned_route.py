"""A planned route reads requests exactly as FastAPI's own route does: both get the same requests (ADR 12)."""

import inspect
import json
from typing import Annotated, Any
from uuid import UUID

import httpx
from fastapi import APIRouter, Depends, FastAPI, Header, Path, Query, Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel

from sami.http.planned_route import PlannedRoute
from tests.fixtures.calls import api_routes


class Filters(BaseModel):
    name: str | None = None
    least: int = 0
    tags: list[str] = []


async def caller(request: Request) -> str:
    return request.headers.get("x-caller", "nobody")


async def greeting(who: Annotated[str, Depends(caller)], loud: bool = False) -> str:
    return who.upper() if loud else who


async def filters(given: Annotated[Filters, Query()]) -> Filters:
    return given


async def everything(
    request: Request,
    greeted: Annotated[str, Depends(greeting)],
    found: Annotated[Filters, Depends(filters)],
    id: UUID,
    part: Annotated[int, Path(ge=1)],
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    order: str = "up",
    tag: Annotated[str | None, Header(alias="If-None-Match", max_length=5)] = None,
) -> Response:
    seen = [request.url.path, greeted, found.model_dump(), str(id), part, limit, order, tag]
    return Response(json.dumps(seen), media_type="application/json")


async def required(q: str, x: Annotated[str, Header(alias="X-Needed")]) -> Response:
    return Response(q + x)


def application() -> FastAPI:
    app = FastAPI()
    for prefix, route_class in (("/plain", APIRoute), ("/plan", PlannedRoute)):
        router = APIRouter(prefix=prefix, route_class=route_class)
        router.get("/{id}/{part}", response_model=None)(everything)
        router.get("/required", response_model=None)(required)
        app.router.routes.extend(router.routes)

    async def invalid(_: Request, failure: Any) -> Response:
        return Response(json.dumps(failure.errors(), default=str), 422)

    app.add_exception_handler(RequestValidationError, invalid)
    return app


APP = application()

IDS = st.sampled_from(["01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d", "x", "0"])
VALUES = st.sampled_from(["", "1", "0", "101", "true", "x", "ä", "up"])
QUERIES = st.lists(
    st.tuples(st.sampled_from(["limit", "order", "loud", "name", "least", "tags", "q", "other"]), VALUES), max_size=5
)
HEADERS = st.lists(
    st.tuples(
        st.sampled_from(["If-None-Match", "X-Caller", "X-Needed", "if-none-match"]), st.sampled_from(["a", '"123456"'])
    ),
    max_size=3,
)


@given(
    path=st.one_of(st.just("required"), st.tuples(IDS, VALUES.filter(bool)).map("/".join)),
    query=QUERIES,
    headers=HEADERS,
)
@example(path="x/1", query=[("least", "x"), ("limit", "0")], headers=[])
async def test_a_planned_route_reads_requests_as_fastapi_does(
    path: str, query: list[tuple[str, str]], headers: list[tuple[str, str]]
) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(APP), base_url="http://sami.test") as client:
        plain, planned = [
            await client.get(f"/{kind}/{path}", params=httpx.QueryParams([*query]), headers=headers)
            for kind in ("plain", "plan")
        ]
    assert planned.status_code == plain.status_code
    assert planned.text == plain.text.replace("/plain/", "/plan/")


def test_all_reads_of_records_are_planned_routes(app: FastAPI) -> None:
    reads = {
        route.path: route
        for route in api_routes(app)
        if route.methods == {"GET"} and route.path.startswith("/v1/") and not route.path.endswith(("/count", "/me"))
    }
    assert len(reads) == 18
    assert [path for path, route in reads.items() if not getattr(route, "planned", False)] == []


def test_no_dependency_runs_in_a_thread(app: FastAPI) -> None:
    """FastAPI runs plain functions in a thread, which costs a tenth of a millisecond each."""

    def calls(dependant: Dependant) -> list[Any]:
        return [dependant.call, *(call for each in dependant.dependencies for call in calls(each))]

    found = {call for route in api_routes(app) for call in calls(route.dependant)}
    in_threads = [
        call
        for call in found
        if not any(
            kind(function)
            for function in (call, getattr(call, "__call__", None))  # noqa: B004 - the method itself is inspected
            for kind in (inspect.iscoroutinefunction, inspect.isasyncgenfunction)
        )
    ]
    assert in_threads == []
